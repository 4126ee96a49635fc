import conciliazione.codici
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("conciliazione", "0001_initial"),
    ]

    operations = [
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
            ],
            options={
                "verbose_name_plural": "capitoli",
                "ordering": ["piano", "numero"],
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
            ],
            options={
                "verbose_name": "elemento di sostenibilità",
                "verbose_name_plural": "elementi di sostenibilità",
                "ordering": ["punto", "ordine"],
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
            ],
            options={
                "verbose_name": "finalità",
                "verbose_name_plural": "finalità",
                "ordering": ["piano", "ordine"],
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
            ],
            options={
                "verbose_name": "indicatore del Piano",
                "verbose_name_plural": "indicatori del Piano",
                "ordering": ["piano", "ordine"],
            },
        ),
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
            ],
            options={
                "verbose_name_plural": "piani",
                "ordering": ["ciclo"],
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
            ],
            options={
                "verbose_name": "punto di sostenibilità",
                "verbose_name_plural": "punti di sostenibilità",
                "ordering": ["piano", "lettera"],
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
            ],
            options={
                "verbose_name_plural": "sezioni",
                "ordering": ["capitolo", "ordine"],
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
            ],
            options={
                "verbose_name": "tabella di contesto",
                "verbose_name_plural": "tabelle di contesto",
                "ordering": ["capitolo", "ordine"],
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
            ],
            options={
                "verbose_name": "trasmissione del Piano",
                "verbose_name_plural": "trasmissioni del Piano",
                "ordering": ["piano", "destinatario"],
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
            ],
            options={
                "verbose_name_plural": "versioni",
                "ordering": ["piano", "-numero"],
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
            ],
            options={
                "verbose_name": "allegato richiamato",
                "verbose_name_plural": "allegati richiamati",
                "ordering": ["piano", "ordine"],
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
            ],
            options={
                "verbose_name_plural": "dichiarazioni",
                "ordering": ["capitolo", "ordine"],
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
            ],
            options={
                "verbose_name": "obiettivo generale",
                "verbose_name_plural": "obiettivi generali",
                "ordering": ["piano", "ordine"],
            },
        ),
    ]
