from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("progetti", "0012_monitoraggio")]

    operations = [
        migrations.AddField(
            model_name="finestramonitoraggio",
            name="versione",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
