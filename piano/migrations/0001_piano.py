import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import conciliazione.codici


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("conciliazione", "0001_impianto"),
        ("rete", "0002_rete"),
        ("rete", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Piano",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("titolo", models.CharField(max_length=200)),
                (
                    "denominazioni_citate",
                    models.JSONField(
                        blank=True,
                        default=list,
                        verbose_name="altri nomi con cui il documento si chiama",
                    ),
                ),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("in_redazione", "In redazione"),
                            ("proposto", "Proposto dal Comitato"),
                            ("con_parere", "Con il parere del Tavolo"),
                            ("approvato", "Approvato"),
                            ("in_modifica", "Approvato, in corso di modifica"),
                        ],
                        default="in_redazione",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("proposto_il", models.DateField(blank=True, editable=False, null=True)),
                ("approvato_il", models.DateField(blank=True, editable=False, null=True)),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="piani",
                        to="rete.atto",
                        verbose_name="atto di approvazione",
                    ),
                ),
                (
                    "ciclo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="piano",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "parere",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="piani",
                        to="rete.parere",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "piani",
                "ordering": ["ciclo"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="piano_piano_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                [
                                    "in_redazione",
                                    "proposto",
                                    "con_parere",
                                    "approvato",
                                    "in_modifica",
                                ],
                            )
                        ),
                        name="piano_piano_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato", "in_redazione"),
                            ("proposto_il__isnull", False),
                            _connector="OR",
                        ),
                        name="piano_piano_proposto_con_data",
                        violation_error_message="Un Piano proposto ha la data in cui lo è stato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ["in_redazione", "proposto"]),
                            ("parere__isnull", False),
                            _connector="OR",
                        ),
                        name="piano_piano_parere_registrato",
                        violation_error_message="Manca il parere del Tavolo sul Piano.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato__in", ["approvato", "in_modifica"]), _negated=True),
                            models.Q(("approvato_il__isnull", False), ("atto__isnull", False)),
                            _connector="OR",
                        ),
                        name="piano_piano_approvato_con_atto",
                        violation_error_message="Un Piano approvato ha il suo atto e la sua data.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorePiano",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.TextField()),
                (
                    "piano",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicatori",
                        to="piano.piano",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicatore del Piano",
                "verbose_name_plural": "indicatori del Piano",
                "ordering": ["piano", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="piano_indicatorepiano_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "ordine"), name="piano_indicatorepiano_piano_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObiettivoGenerale",
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
                    "indicatori",
                    models.ManyToManyField(
                        blank=True, related_name="obiettivi", to="piano.indicatorepiano"
                    ),
                ),
                (
                    "piano",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obiettivi",
                        to="piano.piano",
                    ),
                ),
            ],
            options={
                "verbose_name": "obiettivo generale",
                "verbose_name_plural": "obiettivi generali",
                "ordering": ["piano", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="piano_obiettivogenerale_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "ordine"),
                        name="piano_obiettivogenerale_piano_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finalita",
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
                    "piano",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finalita",
                        to="piano.piano",
                    ),
                ),
            ],
            options={
                "verbose_name": "finalità",
                "verbose_name_plural": "finalità",
                "ordering": ["piano", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="piano_finalita_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "ordine"), name="piano_finalita_piano_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capitolo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField()),
                ("slug", models.SlugField(max_length=80)),
                ("titolo", models.CharField(max_length=200)),
                (
                    "piano",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="capitoli",
                        to="piano.piano",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "capitoli",
                "ordering": ["piano", "numero"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="piano_capitolo_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "numero"), name="piano_capitolo_piano_numero_unici"
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "slug"), name="piano_capitolo_piano_slug_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllegatoRichiamato",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("sigla", models.CharField(blank=True, max_length=40)),
                ("titolo", models.CharField(max_length=240)),
                (
                    "documento",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allegati_del_piano",
                        to="conciliazione.documento",
                    ),
                ),
                (
                    "richiamato_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allegati",
                        to="piano.capitolo",
                    ),
                ),
                (
                    "piano",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allegati",
                        to="piano.piano",
                    ),
                ),
            ],
            options={
                "verbose_name": "allegato richiamato",
                "verbose_name_plural": "allegati richiamati",
                "ordering": ["piano", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="piano_allegatorichiamato_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "ordine"),
                        name="piano_allegatorichiamato_piano_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PuntoSostenibilita",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lettera", models.CharField(max_length=2)),
                ("titolo", models.TextField()),
                (
                    "piano",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sostenibilita",
                        to="piano.piano",
                    ),
                ),
            ],
            options={
                "verbose_name": "punto di sostenibilità",
                "verbose_name_plural": "punti di sostenibilità",
                "ordering": ["piano", "lettera"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="piano_puntosostenibilita_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "lettera"),
                        name="piano_puntosostenibilita_piano_lettera_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ElementoSostenibilita",
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
                    "punto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="elementi",
                        to="piano.puntosostenibilita",
                    ),
                ),
            ],
            options={
                "verbose_name": "elemento di sostenibilità",
                "verbose_name_plural": "elementi di sostenibilità",
                "ordering": ["punto", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="piano_elementosostenibilita_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("punto", "ordine"),
                        name="piano_elementosostenibilita_punto_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sezione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("titolo", models.CharField(blank=True, max_length=200)),
                ("testo", models.TextField()),
                (
                    "capitolo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sezioni",
                        to="piano.capitolo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "sezioni",
                "ordering": ["capitolo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="piano_sezione_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("capitolo", "ordine"), name="piano_sezione_capitolo_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TabellaContesto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("ordine", models.PositiveSmallIntegerField()),
                ("titolo", models.CharField(max_length=200)),
                (
                    "titolo_citato",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="titolo nel documento"
                    ),
                ),
                (
                    "intestazione",
                    models.CharField(max_length=80, verbose_name="intestazione delle etichette"),
                ),
                ("colonne", models.JSONField()),
                ("righe", models.JSONField()),
                ("fonte", models.CharField(blank=True, max_length=240)),
                (
                    "riferimento",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="a quando si riferisce"
                    ),
                ),
                ("nota", models.TextField(blank=True)),
                (
                    "forma",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "solo tabella"),
                            ("barre", "barre orizzontali"),
                            ("colonne", "colonne"),
                            ("linea", "linea nel tempo"),
                        ],
                        max_length=20,
                        verbose_name="grafico",
                    ),
                ),
                (
                    "capitolo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tabelle",
                        to="piano.capitolo",
                    ),
                ),
            ],
            options={
                "verbose_name": "tabella di contesto",
                "verbose_name_plural": "tabelle di contesto",
                "ordering": ["capitolo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="piano_tabellacontesto_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("forma__in", ["", "barre", "colonne", "linea"])),
                        name="piano_tabellacontesto_forma_ammesso",
                        violation_error_message="Il valore di «forma» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("capitolo", "ordine"),
                        name="piano_tabellacontesto_capitolo_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dichiarazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="chiave")),
                ("ordine", models.PositiveSmallIntegerField()),
                ("etichetta", models.CharField(max_length=240, verbose_name="di che cosa")),
                (
                    "valore",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True),
                ),
                (
                    "unita",
                    models.CharField(blank=True, max_length=60, verbose_name="unità di misura"),
                ),
                (
                    "testo",
                    models.CharField(blank=True, max_length=240, verbose_name="come è scritto"),
                ),
                (
                    "riferimento",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="a quando si riferisce"
                    ),
                ),
                ("fonte", models.CharField(blank=True, max_length=240)),
                (
                    "capitolo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dichiarazioni",
                        to="piano.capitolo",
                    ),
                ),
                (
                    "tabella",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dichiarazioni",
                        to="piano.tabellacontesto",
                        verbose_name="tabella di cui parla",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dichiarazioni",
                "ordering": ["capitolo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("etichetta", ""), _negated=True),
                        name="piano_dichiarazione_etichetta_presente",
                        violation_error_message="«Etichetta» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("capitolo", "ordine"),
                        name="piano_dichiarazione_capitolo_ordine_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valore__isnull", False),
                            models.Q(("testo", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="piano_dichiarazione_dice_qualcosa",
                        violation_error_message="Una dichiarazione ha un valore o un testo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Trasmissione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("destinatario", models.CharField(max_length=200)),
                ("avvenuta_il", models.DateField(blank=True, null=True)),
                (
                    "piano",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trasmissioni",
                        to="piano.piano",
                    ),
                ),
            ],
            options={
                "verbose_name": "trasmissione del Piano",
                "verbose_name_plural": "trasmissioni del Piano",
                "ordering": ["piano", "destinatario"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("destinatario", ""), _negated=True),
                        name="piano_trasmissione_destinatario_presente",
                        violation_error_message="«Destinatario» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "destinatario"),
                        name="piano_trasmissione_piano_destinatario_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Versione",
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
                ("numero", models.PositiveIntegerField()),
                (
                    "stato",
                    models.CharField(
                        choices=[("bozza", "Bozza"), ("definitiva", "Definitiva")],
                        default="bozza",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("dati_al", models.DateField()),
                ("compilata_il", models.DateTimeField()),
                ("dati", models.JSONField()),
                (
                    "sha256_dati",
                    models.CharField(max_length=64, verbose_name="impronta SHA-256 dei dati"),
                ),
                ("pagine", models.PositiveIntegerField()),
                (
                    "motori",
                    models.JSONField(
                        help_text="Con queste le impronte si ripetono.",
                        verbose_name="versioni dei programmi",
                    ),
                ),
                ("pubblicata_il", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versioni",
                        to="rete.atto",
                    ),
                ),
                (
                    "compilata_da",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versioni",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versione",
                        to="conciliazione.documento",
                    ),
                ),
                (
                    "elaborazione",
                    models.OneToOneField(
                        blank=True,
                        help_text="Il lavoro che l'ha compilata: uno solo, una versione sola.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versione",
                        to="conciliazione.elaborazione",
                    ),
                ),
                (
                    "piano",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versioni",
                        to="piano.piano",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "versioni",
                "ordering": ["piano", "-numero"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["bozza", "definitiva"])),
                        name="piano_versione_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("piano", "numero"), name="piano_versione_piano_numero_unici"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("sha256_dati"), 64
                            )
                        ),
                        name="piano_versione_sha256_dati_intera",
                        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pagine__gt", 0)),
                        name="piano_versione_con_pagine",
                        violation_error_message="Una versione ha almeno una pagina.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("atto__isnull", False),
                                ("pubblicata_il__isnull", False),
                                ("stato", "definitiva"),
                            ),
                            models.Q(
                                ("atto__isnull", True),
                                ("pubblicata_il__isnull", True),
                                ("stato", "bozza"),
                            ),
                            _connector="OR",
                        ),
                        name="piano_versione_definitiva_con_atto",
                        violation_error_message="Una versione definitiva ha il suo atto e la sua data.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MisuraIndicatore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=200)),
                (
                    "con_incremento",
                    models.BooleanField(
                        default=False, verbose_name="anche come incremento percentuale"
                    ),
                ),
                (
                    "base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="valore di partenza",
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="valore atteso",
                    ),
                ),
                (
                    "indicatore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="misure",
                        to="piano.indicatorepiano",
                    ),
                ),
            ],
            options={
                "verbose_name": "misura dell'indicatore",
                "verbose_name_plural": "misure degli indicatori",
                "ordering": ["indicatore", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="piano_misuraindicatore_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("indicatore", "ordine"),
                        name="piano_misuraindicatore_indicatore_ordine_unici",
                    ),
                ],
            },
        ),
    ]
