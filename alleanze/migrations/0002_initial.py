import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("alleanze", "0001_initial"),
        ("rete", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="alleanza",
            name="ambiti",
            field=models.ManyToManyField(blank=True, related_name="alleanze", to="rete.ambito"),
        ),
        migrations.AddField(
            model_name="alleanza",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="alleanze",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="partenariato",
            name="alleanza",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="partenariati",
                to="alleanze.alleanza",
            ),
        ),
        migrations.AddField(
            model_name="partenariato",
            name="soggetto",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="partenariati",
                to="rete.soggetto",
            ),
        ),
        migrations.AddConstraint(
            model_name="alleanza",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="alleanze_alleanza_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alleanza",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "denominazione"),
                name="alleanze_alleanza_unica_nel_ciclo",
                violation_error_message="Nel ciclo c'è già un'alleanza con questo nome.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partenariato",
            constraint=models.CheckConstraint(
                condition=models.Q(("ruolo__in", ["capofila", "partner"])),
                name="alleanze_partenariato_ruolo_ammesso",
                violation_error_message="Il valore di «ruolo» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partenariato",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dal__isnull", True),
                    ("al__isnull", True),
                    ("al__gte", models.F("dal")),
                    _connector="OR",
                ),
                name="alleanze_partenariato_dal_al_in_ordine",
                violation_error_message="La data di fine viene prima della data di inizio.",
            ),
        ),
    ]
