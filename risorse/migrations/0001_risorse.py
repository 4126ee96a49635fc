import django.db.models.deletion
from django.db import migrations, models

import conciliazione.campi


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("progetti", "0001_progetti"),
        ("rete", "0002_rete"),
    ]

    operations = [
        migrations.CreateModel(
            name="Voce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("ordine", models.PositiveSmallIntegerField()),
                (
                    "denominazione_citata",
                    models.CharField(max_length=160, verbose_name="come la chiama il documento"),
                ),
                (
                    "scopo",
                    models.CharField(
                        choices=[
                            ("progetto", "Progetto"),
                            ("comunicazione", "Comunicazione"),
                            ("formazione", "Formazione"),
                            ("premialita", "Premialità"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voci",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "progetto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voci",
                        to="progetti.progetto",
                    ),
                ),
            ],
            options={
                "verbose_name": "voce delle risorse",
                "verbose_name_plural": "voci delle risorse",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione_citata", ""), _negated=True),
                        name="risorse_voce_denominazione_citata_presente",
                        violation_error_message="«Denominazione citata» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopo__in", ["progetto", "comunicazione", "formazione", "premialita"])
                        ),
                        name="risorse_voce_scopo_ammesso",
                        violation_error_message="Il valore di «scopo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopo", "progetto"), ("progetto__isnull", True), _connector="OR"
                        ),
                        name="risorse_voce_progetto_se_di_progetto",
                        violation_error_message="Solo una voce di progetto si lega a un progetto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "ordine"), name="risorse_voce_ciclo_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stanziamento",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fonte",
                    models.CharField(
                        choices=[
                            ("regionale", "Finanziamento regionale"),
                            ("pubblico", "Cofinanziamento pubblico"),
                            ("privato", "Cofinanziamento privato"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "importo",
                    conciliazione.campi.EuroField(
                        decimal_places=2, max_digits=14, verbose_name="importo in euro"
                    ),
                ),
                (
                    "in_natura",
                    models.BooleanField(default=False, verbose_name="valorizzazione in natura"),
                ),
                (
                    "voce",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stanziamenti",
                        to="risorse.voce",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "stanziamenti",
                "ordering": ["voce", "fonte"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fonte__in", ["regionale", "pubblico", "privato"])),
                        name="risorse_stanziamento_fonte_ammesso",
                        violation_error_message="Il valore di «fonte» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importo__isnull", True), ("importo__gte", 0), _connector="OR"
                        ),
                        name="risorse_stanziamento_importo_non_negativo",
                        violation_error_message="«Importo» non può essere negativo.",
                    ),
                    models.UniqueConstraint(
                        fields=("voce", "fonte", "in_natura"),
                        name="risorse_stanziamento_unico",
                        violation_error_message="La voce ha già un importo per questa fonte.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsoPremialita",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lettera", models.CharField(max_length=2)),
                ("testo", models.TextField()),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usi_premialita",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "uso della premialità",
                "verbose_name_plural": "usi della premialità",
                "ordering": ["ciclo", "lettera"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="risorse_usopremialita_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "lettera"),
                        name="risorse_usopremialita_ciclo_lettera_unici",
                    ),
                ],
            },
        ),
    ]
