import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("rete", "0002_rete"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alleanza",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("denominazione", models.CharField(max_length=200)),
                (
                    "denominazione_citata",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="come la chiama l'atto"
                    ),
                ),
                ("descrizione", models.TextField(blank=True)),
                ("ordine", models.PositiveSmallIntegerField(default=0)),
                (
                    "ambiti",
                    models.ManyToManyField(blank=True, related_name="alleanze", to="rete.ambito"),
                ),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alleanze",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "alleanze",
                "ordering": ["ciclo", "ordine", "denominazione"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="alleanze_alleanza_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "denominazione"),
                        name="alleanze_alleanza_unica_nel_ciclo",
                        violation_error_message="Nel ciclo c'è già un'alleanza con questo nome.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partenariato",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ruolo",
                    models.CharField(
                        choices=[("capofila", "Capofila"), ("partner", "Partner")], max_length=20
                    ),
                ),
                (
                    "denominazione_citata",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="come lo chiama il documento"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField(default=0)),
                ("dal", models.DateField(blank=True, null=True)),
                ("al", models.DateField(blank=True, null=True)),
                (
                    "alleanza",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partenariati",
                        to="alleanze.alleanza",
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partenariati",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "partenariati",
                "ordering": ["alleanza", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ruolo__in", ["capofila", "partner"])),
                        name="alleanze_partenariato_ruolo_ammesso",
                        violation_error_message="Il valore di «ruolo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="alleanze_partenariato_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                ],
            },
        ),
    ]
