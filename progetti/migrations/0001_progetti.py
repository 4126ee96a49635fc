import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("alleanze", "0001_alleanze"),
        ("rete", "0002_rete"),
    ]

    operations = [
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
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="azioni",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "azioni progettuali",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="progetti_azioneprogettuale_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "slug"), name="progetti_azioneprogettuale_ciclo_slug_unici"
                    ),
                ],
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
                (
                    "alleanza",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progetti",
                        to="alleanze.alleanza",
                    ),
                ),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progetti",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "promotore",
                    models.ForeignKey(
                        blank=True,
                        help_text="Chi lo propone, quando non è un'alleanza.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progetti_promossi",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "progetti",
                "ordering": ["ciclo", "lettera"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="progetti_progetto_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origine__in", ["avviso", "integrazione", "interno"])),
                        name="progetti_progetto_origine_ammesso",
                        violation_error_message="Il valore di «origine» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="progetti_progetto_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "lettera"), name="progetti_progetto_ciclo_lettera_unici"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origine", "avviso"), _negated=True),
                            ("alleanza__isnull", False),
                            _connector="OR",
                        ),
                        name="progetti_progetto_avviso_con_alleanza",
                        violation_error_message="Un progetto nato dall'avviso appartiene a un'alleanza.",
                    ),
                ],
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
                (
                    "organo",
                    models.ForeignKey(
                        blank=True,
                        help_text="L'organo di progetto che l'obiettivo istituisce o fa lavorare.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obiettivi",
                        to="rete.organo",
                    ),
                ),
                (
                    "progetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obiettivi",
                        to="progetti.progetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "obiettivi specifici",
                "ordering": ["progetto", "numero"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="progetti_obiettivospecifico_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("progetto", "numero"),
                        name="progetti_obiettivospecifico_progetto_numero_unici",
                    ),
                ],
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
                (
                    "obiettivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="destinatari",
                        to="progetti.obiettivospecifico",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "destinatari",
                "ordering": ["obiettivo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="progetti_destinatario_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("obiettivo", "ordine"),
                        name="progetti_destinatario_obiettivo_ordine_unici",
                    ),
                ],
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
                (
                    "soggetti",
                    models.ManyToManyField(
                        blank=True, related_name="coinvolgimenti", to="rete.soggetto"
                    ),
                ),
                (
                    "obiettivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coinvolgimenti",
                        to="progetti.obiettivospecifico",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "coinvolgimenti",
                "ordering": ["obiettivo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione_citata", ""), _negated=True),
                        name="progetti_coinvolgimento_denominazione_citata_presente",
                        violation_error_message="«Denominazione citata» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("obiettivo", "ordine"),
                        name="progetti_coinvolgimento_obiettivo_ordine_unici",
                    ),
                ],
            },
        ),
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
                (
                    "obiettivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attivita",
                        to="progetti.obiettivospecifico",
                    ),
                ),
            ],
            options={
                "verbose_name": "attività",
                "verbose_name_plural": "attività",
                "ordering": ["obiettivo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_attivita_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("colonna_citata__in", ["attivita", "luogo"])),
                        name="progetti_attivita_colonna_citata_ammesso",
                        violation_error_message="Il valore di «colonna citata» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("obiettivo", "ordine"),
                        name="progetti_attivita_obiettivo_ordine_unici",
                    ),
                ],
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
                (
                    "progetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finalita",
                        to="progetti.progetto",
                    ),
                ),
            ],
            options={
                "verbose_name": "finalità del progetto",
                "verbose_name_plural": "finalità dei progetti",
                "ordering": ["progetto", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_finalitaprogetto_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("progetto", "ordine"),
                        name="progetti_finalitaprogetto_progetto_ordine_unici",
                    ),
                ],
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
                (
                    "azione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scelte",
                        to="progetti.azioneprogettuale",
                    ),
                ),
                (
                    "progetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="azioni",
                        to="progetti.progetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "azioni prescelte",
                "ordering": ["progetto", "ordine"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("progetto", "ordine"),
                        name="progetti_azioneprescelta_progetto_ordine_unici",
                    )
                ],
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
                (
                    "obiettivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="risultati",
                        to="progetti.obiettivospecifico",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "risultati attesi",
                "ordering": ["obiettivo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_risultatoatteso_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("obiettivo", "ordine"),
                        name="progetti_risultatoatteso_obiettivo_ordine_unici",
                    ),
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="progetti_tipoprova_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    )
                ],
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
                (
                    "risultato",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicatori",
                        to="progetti.risultatoatteso",
                    ),
                ),
                (
                    "prove",
                    models.ManyToManyField(
                        blank=True,
                        related_name="indicatori",
                        to="progetti.tipoprova",
                        verbose_name="tipi di prova",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "indicatori",
                "ordering": ["risultato", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="progetti_indicatore_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direzione__in", ["aumenta", "diminuisce"])),
                        name="progetti_indicatore_direzione_ammesso",
                        violation_error_message="Il valore di «direzione» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("risultato", "ordine"),
                        name="progetti_indicatore_risultato_ordine_unici",
                    ),
                ],
            },
        ),
    ]
