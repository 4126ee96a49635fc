import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("rete", "0002_rete"),
    ]

    operations = [
        migrations.CreateModel(
            name="AzioneComunicazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField()),
                ("titolo", models.CharField(max_length=200)),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="azioni_comunicazione",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "azione di comunicazione",
                "verbose_name_plural": "azioni di comunicazione",
                "ordering": ["ciclo", "numero"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="formazione_azionecomunicazione_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "numero"),
                        name="formazione_azionecomunicazione_ciclo_numero_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contenuto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("tipologia", models.CharField(max_length=80)),
                ("contenuti", models.TextField()),
                ("obiettivi", models.TextField()),
                ("destinatari", models.TextField(blank=True)),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contenuti",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "contenuto per l'autoformazione",
                "verbose_name_plural": "contenuti per l'autoformazione",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipologia", ""), _negated=True),
                        name="formazione_contenuto_tipologia_presente",
                        violation_error_message="«Tipologia» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "ordine"), name="formazione_contenuto_ciclo_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Iniziativa",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("tipologia", models.CharField(max_length=80)),
                ("argomento", models.CharField(max_length=160, verbose_name="in breve")),
                ("contenuti", models.TextField()),
                ("obiettivi", models.TextField()),
                ("destinatari", models.TextField()),
                ("edizioni", models.PositiveSmallIntegerField(verbose_name="edizioni previste")),
                ("dal", models.DateField(blank=True, null=True, verbose_name="dal mese")),
                ("al", models.DateField(blank=True, null=True, verbose_name="al mese")),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="iniziative",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "iniziative di formazione",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipologia", ""), _negated=True),
                        name="formazione_iniziativa_tipologia_presente",
                        violation_error_message="«Tipologia» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="formazione_iniziativa_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "ordine"), name="formazione_iniziativa_ciclo_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObiettivoComunicazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("testo", models.TextField()),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obiettivi_comunicazione",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "obiettivo della comunicazione",
                "verbose_name_plural": "obiettivi della comunicazione",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="formazione_obiettivocomunicazione_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "ordine"),
                        name="formazione_obiettivocomunicazione_ciclo_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObiettivoFormazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("testo", models.TextField()),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obiettivi_formazione",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "obiettivo della formazione",
                "verbose_name_plural": "obiettivi della formazione",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="formazione_obiettivoformazione_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "ordine"),
                        name="formazione_obiettivoformazione_ciclo_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pubblico",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=120)),
                ("descrizione", models.TextField()),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pubblici",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "pubblici",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="formazione_pubblico_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "ordine"), name="formazione_pubblico_ciclo_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RigaAzione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("destinatari", models.CharField(max_length=200)),
                ("strumento", models.CharField(max_length=160)),
                ("descrizione", models.TextField()),
                ("dal", models.DateField(blank=True, null=True, verbose_name="dal mese")),
                ("al", models.DateField(blank=True, null=True, verbose_name="al mese")),
                (
                    "azione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="righe",
                        to="formazione.azionecomunicazione",
                    ),
                ),
                (
                    "pubblici",
                    models.ManyToManyField(
                        blank=True, related_name="righe", to="formazione.pubblico"
                    ),
                ),
            ],
            options={
                "verbose_name": "riga dell'azione di comunicazione",
                "verbose_name_plural": "righe delle azioni di comunicazione",
                "ordering": ["azione", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("strumento", ""), _negated=True),
                        name="formazione_rigaazione_strumento_presente",
                        violation_error_message="«Strumento» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="formazione_rigaazione_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.UniqueConstraint(
                        fields=("azione", "ordine"),
                        name="formazione_rigaazione_azione_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemaFormazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=160)),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="temi_formazione",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "tema della formazione",
                "verbose_name_plural": "temi della formazione",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="formazione_temaformazione_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "ordine"),
                        name="formazione_temaformazione_ciclo_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Testata",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("denominazione", models.CharField(max_length=120)),
                (
                    "genere",
                    models.CharField(
                        choices=[
                            ("locale", "Periodico o quotidiano locale"),
                            ("nazionale", "Pagina locale di quotidiano nazionale"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="testate",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "testate",
                "ordering": ["ciclo", "genere", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("genere__in", ["locale", "nazionale"])),
                        name="formazione_testata_genere_ammesso",
                        violation_error_message="Il valore di «genere» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "denominazione"),
                        name="formazione_testata_ciclo_denominazione_unici",
                    ),
                ],
            },
        ),
    ]
