import django.db.models.deletion
from django.db import migrations, models

import conciliazione.codici


class Migration(migrations.Migration):
    dependencies = [
        ("alleanze", "0003_indici_degli_elenchi"),
        ("rete", "0018_versione_impostazioni"),
    ]

    operations = [
        migrations.CreateModel(
            name="Convenzione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "codice",
                    models.CharField(
                        default=conciliazione.codici.new_code,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                (
                    "alleanza",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="convenzioni",
                        to="alleanze.alleanza",
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("sperimentazione", "Accordo di sperimentazione"),
                            ("convenzione", "Convenzione"),
                            ("rete_impresa", "Rete d’impresa"),
                        ],
                        max_length=20,
                    ),
                ),
                ("oggetto", models.CharField(max_length=300, verbose_name="che cosa prevede")),
                (
                    "altre_parti",
                    models.CharField(blank=True, max_length=300, verbose_name="altre parti"),
                ),
                ("firmata_il", models.DateField(blank=True, null=True, verbose_name="firmata il")),
                ("dal", models.DateField(blank=True, null=True, verbose_name="vale dal")),
                ("al", models.DateField(blank=True, null=True, verbose_name="vale fino al")),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "parti",
                    models.ManyToManyField(
                        blank=True,
                        related_name="convenzioni",
                        to="rete.soggetto",
                        verbose_name="soggetti del registro",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "convenzioni",
                "ordering": ["alleanza", "-firmata_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tipo__in", ["sperimentazione", "convenzione", "rete_impresa"])
                        ),
                        name="alleanze_convenzione_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("oggetto", ""), _negated=True),
                        name="alleanze_convenzione_oggetto_presente",
                        violation_error_message="«Oggetto» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="alleanze_convenzione_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                ],
            },
        ),
    ]
