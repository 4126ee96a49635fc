from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attivita",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("lettera", models.CharField(blank=True, max_length=2)),
                ("testo", models.TextField()),
                (
                    "colonna_citata",
                    models.CharField(
                        choices=[("attivita", "Attività"), ("luogo", "Luogo di svolgimento")],
                        default="attivita",
                        max_length=20,
                        verbose_name="dove la stampa il documento",
                    ),
                ),
            ],
            options={
                "verbose_name": "attività",
                "verbose_name_plural": "attività",
                "ordering": ["obiettivo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="AzionePrescelta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                (
                    "denominazione_citata",
                    models.TextField(blank=True, verbose_name="come la scrive il progetto"),
                ),
            ],
            options={
                "verbose_name_plural": "azioni prescelte",
                "ordering": ["progetto", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="AzioneProgettuale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80)),
                ("denominazione", models.TextField()),
                ("ordine", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name_plural": "azioni progettuali",
                "ordering": ["ciclo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="Coinvolgimento",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                (
                    "denominazione_citata",
                    models.CharField(max_length=200, verbose_name="come lo chiama il documento"),
                ),
            ],
            options={
                "verbose_name_plural": "coinvolgimenti",
                "ordering": ["obiettivo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="Destinatario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=240)),
                (
                    "numero_previsto",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="persone previste"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "destinatari",
                "ordering": ["obiettivo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="FinalitaProgetto",
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
                "verbose_name": "finalità del progetto",
                "verbose_name_plural": "finalità dei progetti",
                "ordering": ["progetto", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="Indicatore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=240)),
                ("unita", models.CharField(max_length=60, verbose_name="unità di misura")),
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
                    "almeno",
                    models.BooleanField(default=False, verbose_name="il valore atteso è un minimo"),
                ),
                (
                    "direzione",
                    models.CharField(
                        choices=[
                            ("aumenta", "va bene se cresce"),
                            ("diminuisce", "va bene se cala"),
                        ],
                        default="aumenta",
                        max_length=20,
                    ),
                ),
                (
                    "cumulativo",
                    models.BooleanField(default=True, verbose_name="si somma nel tempo"),
                ),
            ],
            options={
                "verbose_name_plural": "indicatori",
                "ordering": ["risultato", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="ObiettivoSpecifico",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField()),
                ("titolo", models.TextField()),
                ("titolo_breve", models.CharField(blank=True, max_length=120)),
                (
                    "premessa_attivita",
                    models.TextField(blank=True, verbose_name="premessa alle attività"),
                ),
                ("luogo", models.TextField(blank=True, verbose_name="luogo di svolgimento")),
            ],
            options={
                "verbose_name_plural": "obiettivi specifici",
                "ordering": ["progetto", "numero"],
            },
        ),
        migrations.CreateModel(
            name="Progetto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("lettera", models.CharField(max_length=2, verbose_name="lettera nel Piano")),
                ("titolo", models.CharField(max_length=160)),
                ("sottotitolo", models.CharField(blank=True, max_length=240)),
                (
                    "origine",
                    models.CharField(
                        choices=[
                            ("avviso", "Proposta di un'alleanza ammessa sull'avviso"),
                            ("integrazione", "Proposta dell'ente capofila a integrazione"),
                            ("interno", "Progetto dell'ente capofila per i propri dipendenti"),
                        ],
                        max_length=20,
                    ),
                ),
                ("introduzione", models.TextField(blank=True)),
                ("contesto", models.TextField(blank=True, verbose_name="analisi del contesto")),
                (
                    "obiettivo",
                    models.TextField(blank=True, verbose_name="obiettivo dell'intervento"),
                ),
                (
                    "nota_risorse",
                    models.TextField(blank=True, verbose_name="vincolo sulle risorse"),
                ),
                ("dal", models.DateField(blank=True, null=True, verbose_name="inizio")),
                ("al", models.DateField(blank=True, null=True, verbose_name="fine")),
            ],
            options={
                "verbose_name_plural": "progetti",
                "ordering": ["ciclo", "lettera"],
            },
        ),
        migrations.CreateModel(
            name="RisultatoAtteso",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("lettera", models.CharField(blank=True, max_length=2)),
                ("testo", models.TextField()),
            ],
            options={
                "verbose_name_plural": "risultati attesi",
                "ordering": ["obiettivo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="TipoProva",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("denominazione", models.CharField(max_length=120, unique=True)),
            ],
            options={
                "verbose_name": "tipo di prova",
                "verbose_name_plural": "tipi di prova",
                "ordering": ["denominazione"],
            },
        ),
    ]
