from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("rete", "0015_correzioni_insieme"),
    ]

    operations = [
        migrations.AddField(
            model_name="sospensione",
            name="ritirata_il",
            field=models.DateField(
                editable=False,
                help_text="Prima che il tempo finisse.",
                null=True,
                verbose_name="non più chiesta dal",
            ),
        ),
        migrations.AddConstraint(
            model_name="sospensione",
            constraint=models.CheckConstraint(
                condition=Q(("ritirata_il__isnull", True))
                | Q(
                    ("al__isnull", False),
                    ("risposta_il__isnull", True),
                    ("ritirata_il__lte", F("entro_il")),
                ),
                name="rete_sospensione_ritirata_in_tempo",
                violation_error_message="Si ritira ciò che si chiedeva prima che il tempo finisca.",
            ),
        ),
    ]
