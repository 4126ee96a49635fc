import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import conciliazione.codici


class Migration(migrations.Migration):
    dependencies = [
        ("alleanze", "0004_convenzioni"),
        ("conciliazione", "0002_posta"),
        ("progetti", "0011_una_proposta_per_alleanza"),
        ("rete", "0018_versione_impostazioni"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicatore",
            name="conta",
            field=models.CharField(
                choices=[
                    ("una", "Ogni prova conta una volta"),
                    ("quantita", "Si legge dalla prova quanto conta"),
                ],
                default="una",
                max_length=20,
                verbose_name="come conta una prova",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatore",
            constraint=models.CheckConstraint(
                condition=models.Q(("conta__in", ["una", "quantita"])),
                name="progetti_indicatore_conta_ammesso",
                violation_error_message="Il valore di «conta» non è fra quelli ammessi.",
            ),
        ),
        migrations.CreateModel(
            name="FinestraMonitoraggio",
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
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finestre",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "denominazione",
                    models.CharField(
                        help_text="Per esempio: secondo semestre 2014.",
                        max_length=80,
                        verbose_name="nome",
                    ),
                ),
                ("dal", models.DateField(verbose_name="inizio del periodo osservato")),
                ("al", models.DateField(verbose_name="fine del periodo osservato")),
                ("apre_il", models.DateTimeField(verbose_name="la consegna si apre il")),
                ("scade_il", models.DateTimeField(verbose_name="la consegna scade il")),
                (
                    "giorni_verifica",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="giorni per verificare, dopo la scadenza"
                    ),
                ),
                (
                    "giorni_preavviso",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="giorni di preavviso prima della scadenza"
                    ),
                ),
                (
                    "creata_da",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "creata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "finestra di monitoraggio",
                "verbose_name_plural": "finestre di monitoraggio",
                "ordering": ["ciclo", "dal"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="progetti_finestramonitoraggio_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="progetti_finestramonitoraggio_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scade_il__gt", models.F("apre_il"))),
                        name="progetti_finestramonitoraggio_scade_dopo_apertura",
                        violation_error_message="La consegna scade dopo che si è aperta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("giorni_verifica__gt", 0)),
                        name="progetti_finestramonitoraggio_tempo_per_verificare",
                        violation_error_message="Serve almeno un giorno per verificare.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consegna",
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
                    "finestra",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consegne",
                        to="progetti.finestramonitoraggio",
                    ),
                ),
                (
                    "progetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consegne",
                        to="progetti.progetto",
                    ),
                ),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("attesa", "da consegnare"),
                            ("consegnata", "consegnata"),
                            ("chiusa", "chiusa"),
                        ],
                        default="attesa",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                ("scade_il", models.DateTimeField(editable=False, verbose_name="scade il")),
                ("chiude_il", models.DateTimeField(editable=False, verbose_name="si chiude il")),
                ("consegnata_il", models.DateTimeField(editable=False, null=True)),
                ("chiusa_il", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name_plural": "consegne",
                "ordering": ["finestra", "progetto"],
                "indexes": [
                    models.Index(fields=["stato", "scade_il"], name="progetti_consegna_scadenze")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["attesa", "consegnata", "chiusa"])),
                        name="progetti_consegna_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("finestra", "progetto"),
                        name="progetti_consegna_finestra_progetto_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chiude_il__gt", models.F("scade_il"))),
                        name="progetti_consegna_chiude_dopo_scadenza",
                        violation_error_message="Si chiude dopo la scadenza: prima si verifica.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consegnata_il__isnull", True), ("stato", "attesa")),
                            models.Q(("consegnata_il__isnull", False), ("stato", "consegnata")),
                            ("stato", "chiusa"),
                            _connector="OR",
                        ),
                        name="progetti_consegna_consegnata_con_data",
                        violation_error_message="Una consegna fatta ha la sua data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("chiusa_il__isnull", False), ("stato", "chiusa")),
                            models.Q(
                                models.Q(("stato", "chiusa"), _negated=True),
                                ("chiusa_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_consegna_chiusa_con_data",
                        violation_error_message="Una consegna chiusa ha la sua data.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProrogaConsegna",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "consegna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proroghe",
                        to="progetti.consegna",
                    ),
                ),
                ("scadeva_il", models.DateTimeField(verbose_name="scadeva il")),
                ("scade_il", models.DateTimeField(verbose_name="scade il")),
                ("motivo", models.TextField()),
                (
                    "concessa_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concessa_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "proroga della consegna",
                "verbose_name_plural": "proroghe delle consegne",
                "ordering": ["consegna", "concessa_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("motivo", ""), _negated=True),
                        name="progetti_prorogaconsegna_motivo_presente",
                        violation_error_message="«Motivo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scade_il__gt", models.F("scadeva_il"))),
                        name="progetti_prorogaconsegna_piu_tardi",
                        violation_error_message="La nuova scadenza viene dopo quella di prima.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotaConsegna",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "consegna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note",
                        to="progetti.consegna",
                    ),
                ),
                (
                    "indicatore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note",
                        to="progetti.indicatore",
                    ),
                ),
                ("testo", models.TextField(blank=True, verbose_name="nota")),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "scritta_da",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "nota della consegna",
                "verbose_name_plural": "note delle consegne",
                "ordering": ["consegna", "indicatore"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consegna", "indicatore"),
                        name="progetti_notaconsegna_consegna_indicatore_unici",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ValoreFinestra",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "consegna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="valori",
                        to="progetti.consegna",
                    ),
                ),
                (
                    "indicatore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="valori",
                        to="progetti.indicatore",
                    ),
                ),
                (
                    "base",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, null=True, verbose_name="partenza"
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, null=True, verbose_name="valore atteso"
                    ),
                ),
                (
                    "atteso",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="che cosa ci si attendeva a quella data",
                    ),
                ),
                ("dichiarato", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("con_prova", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("verificato", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("nota", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "valore alla chiusura",
                "verbose_name_plural": "valori alla chiusura",
                "ordering": ["consegna", "indicatore"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consegna", "indicatore"),
                        name="progetti_valorefinestra_consegna_indicatore_unici",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Prova",
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
                    "progetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prove",
                        to="progetti.progetto",
                    ),
                ),
                (
                    "tipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prove",
                        to="progetti.tipoprova",
                        verbose_name="tipo di prova",
                    ),
                ),
                ("titolo", models.CharField(max_length=200, verbose_name="che cos’è")),
                ("data", models.DateField(verbose_name="data del fatto")),
                ("luogo", models.CharField(blank=True, max_length=200)),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="indirizzo della pagina"
                    ),
                ),
                (
                    "convenzione",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prova",
                        to="alleanze.convenzione",
                        verbose_name="convenzione di cui prova la firma",
                    ),
                ),
                (
                    "riservatezza",
                    models.CharField(
                        choices=[
                            ("pubblico", "pubblico"),
                            ("interno", "interno"),
                            ("personale", "dati personali"),
                            ("particolare", "categorie particolari di dati"),
                        ],
                        default="interno",
                        max_length=20,
                        verbose_name="che dati contiene",
                    ),
                ),
                ("nota", models.TextField(blank=True)),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("da_registrare", "da registrare"),
                            ("registrata", "registrata"),
                            ("rifiutata", "non accolta"),
                            ("annullata", "annullata"),
                        ],
                        default="da_registrare",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "registrata_da",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registrata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "partner",
                    models.ManyToManyField(
                        blank=True,
                        related_name="prove",
                        to="rete.soggetto",
                        verbose_name="partner che c’erano",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "prove",
                "ordering": ["-data", "-pk"],
                "indexes": [
                    models.Index(fields=["progetto", "-data"], name="progetti_prova_elenco")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="progetti_prova_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "riservatezza__in",
                                ["pubblico", "interno", "personale", "particolare"],
                            )
                        ),
                        name="progetti_prova_riservatezza_ammesso",
                        violation_error_message="Il valore di «riservatezza» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ["da_registrare", "registrata", "rifiutata", "annullata"])
                        ),
                        name="progetti_prova_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileProva",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "prova",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file",
                        to="progetti.prova",
                    ),
                ),
                (
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conciliazione.documento",
                    ),
                ),
            ],
            options={
                "verbose_name": "file della prova",
                "verbose_name_plural": "file delle prove",
                "ordering": ["prova", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Rilevazione",
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
                    "consegna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rilevazioni",
                        to="progetti.consegna",
                    ),
                ),
                (
                    "indicatore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rilevazioni",
                        to="progetti.indicatore",
                    ),
                ),
                ("data", models.DateField(verbose_name="a che data")),
                ("valore", models.DecimalField(decimal_places=2, max_digits=12)),
                ("nota", models.TextField(blank=True)),
                (
                    "corregge",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correzioni",
                        to="progetti.rilevazione",
                        verbose_name="rilevazione verificata che corregge",
                    ),
                ),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("bozza", "in preparazione"),
                            ("dichiarata", "dichiarata"),
                            ("restituita", "restituita"),
                            ("verificata", "verificata"),
                        ],
                        default="bozza",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "motivo_restituzione",
                    models.TextField(
                        blank=True, editable=False, verbose_name="perché è stata restituita"
                    ),
                ),
                (
                    "scritta_da",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dichiarata_il", models.DateTimeField(editable=False, null=True)),
                ("verificata_il", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name_plural": "rilevazioni",
                "ordering": ["indicatore", "data", "pk"],
                "indexes": [
                    models.Index(
                        fields=["indicatore", "stato", "data"], name="progetti_rilevazione_conti"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ["bozza", "dichiarata", "restituita", "verificata"])
                        ),
                        name="progetti_rilevazione_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("corregge__isnull", True),
                            ("stato__in", ("bozza", "dichiarata", "restituita")),
                        ),
                        fields=("consegna", "indicatore"),
                        name="progetti_rilevazione_aperta_unica",
                        violation_error_message="Per questo indicatore c’è già una riga da completare.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stato__in", ("bozza", "dichiarata", "restituita"))),
                        fields=("corregge",),
                        name="progetti_rilevazione_correzione_unica",
                        violation_error_message="Questa riga ha già una correzione in corso.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corregge__isnull", False), ("valore__gte", 0), _connector="OR"
                        ),
                        name="progetti_rilevazione_negativa_se_corregge",
                        violation_error_message="Il valore non può essere negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corregge__isnull", True),
                            models.Q(("nota", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="progetti_rilevazione_corregge_con_motivo",
                        violation_error_message="Di una correzione si scrive il motivo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dichiarata_il__isnull", True), ("stato", "bozza")),
                            models.Q(
                                models.Q(("stato", "bozza"), _negated=True),
                                ("dichiarata_il__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_rilevazione_dichiarata_con_data",
                        violation_error_message="Ciò che è dichiarato ha la sua data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato", "verificata"), ("verificata_il__isnull", False)),
                            models.Q(
                                models.Q(("stato", "verificata"), _negated=True),
                                ("verificata_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_rilevazione_verificata_con_data",
                        violation_error_message="Ciò che è verificato ha la sua data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stato", "restituita"),
                                models.Q(("motivo_restituzione", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("stato", "restituita"), _negated=True),
                                ("motivo_restituzione", ""),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_rilevazione_restituita_con_motivo",
                        violation_error_message="Ciò che si restituisce ha un motivo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotaProva",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "prova",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote",
                        to="progetti.prova",
                    ),
                ),
                (
                    "rilevazione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote_prova",
                        to="progetti.rilevazione",
                    ),
                ),
                (
                    "indicatore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote_prova",
                        to="progetti.indicatore",
                    ),
                ),
                (
                    "quantita",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="quantità"),
                ),
            ],
            options={
                "verbose_name": "quota della prova",
                "verbose_name_plural": "quote delle prove",
                "ordering": ["prova", "indicatore"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prova", "indicatore"),
                        name="progetti_quotaprova_prova_indicatore_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantita__gt", 0)),
                        name="progetti_quotaprova_conta_qualcosa",
                        violation_error_message="Una prova conta per più di zero.",
                    ),
                ],
            },
        ),
    ]
