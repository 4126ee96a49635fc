from django.db import migrations, models

RIGHE = ("areainteresse", "modellomessaggio", "termineprocedimento", "voceverifica")


class Migration(migrations.Migration):
    dependencies = [("rete", "0016_preavviso_ritirato")]

    operations = [
        migrations.AddField(
            model_name=riga,
            name="versione",
            field=models.PositiveIntegerField(default=1, editable=False),
        )
        for riga in RIGHE
    ]
