from django.db import migrations, models


class Migration(migrations.Migration):
    """The queue is ordered, counted and filtered on this index alone."""

    dependencies = [
        ("rete", "0007_recesso_di_dedotte"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="domandaadesione",
            index=models.Index(
                fields=["stato", "entro_il", "assegnata_a", "natura"],
                condition=models.Q(inviata_il__isnull=False),
                name="rete_domanda_inviate",
            ),
        ),
    ]
