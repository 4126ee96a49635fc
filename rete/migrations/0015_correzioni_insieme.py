from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rete", "0014_modello_dell_esito"),
    ]

    operations = [
        migrations.AddField(
            model_name="decisione",
            name="versione",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="parere",
            name="versione",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
