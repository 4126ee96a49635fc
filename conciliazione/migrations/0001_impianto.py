import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import conciliazione.codici
import conciliazione.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("rete", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Documento",
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
                ("nome", models.CharField(max_length=200, verbose_name="nome del file")),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("application/pkcs7-mime", "documento firmato (.p7m)"),
                            ("image/png", "immagine PNG"),
                            ("image/jpeg", "immagine JPEG"),
                            ("application/vnd.oasis.opendocument.text", "testo ODT"),
                            ("application/vnd.oasis.opendocument.spreadsheet", "foglio ODS"),
                            (
                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                "testo DOCX",
                            ),
                            (
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                "foglio XLSX",
                            ),
                            ("message/rfc822", "messaggio di posta (.eml)"),
                            ("application/xml", "XML"),
                        ],
                        max_length=100,
                    ),
                ),
                ("dimensione", models.PositiveBigIntegerField(verbose_name="dimensione in byte")),
                ("sha256", models.CharField(max_length=64, verbose_name="impronta SHA-256")),
                (
                    "riservatezza",
                    models.CharField(
                        choices=[
                            ("pubblico", "pubblico"),
                            ("interno", "interno"),
                            ("personale", "dati personali"),
                            ("particolare", "categorie particolari di dati"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "file",
                    models.FileField(max_length=120, upload_to=conciliazione.models.stored_name),
                ),
                (
                    "caricato_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "caricato_da",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="caricato da",
                    ),
                ),
            ],
            options={
                "verbose_name": "documento",
                "verbose_name_plural": "documenti",
                "ordering": ["-caricato_il", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "application/pdf",
                                    "application/pkcs7-mime",
                                    "image/png",
                                    "image/jpeg",
                                    "application/vnd.oasis.opendocument.text",
                                    "application/vnd.oasis.opendocument.spreadsheet",
                                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    "message/rfc822",
                                    "application/xml",
                                ],
                            )
                        ),
                        name="conciliazione_documento_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "riservatezza__in",
                                ["pubblico", "interno", "personale", "particolare"],
                            )
                        ),
                        name="conciliazione_documento_riservatezza_ammesso",
                        violation_error_message="Il valore di «riservatezza» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nome", ""), _negated=True),
                        name="conciliazione_documento_nome_presente",
                        violation_error_message="«Nome» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file", ""), _negated=True),
                        name="conciliazione_documento_file_presente",
                        violation_error_message="«File» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("sha256"), 64
                            )
                        ),
                        name="conciliazione_documento_sha256_intera",
                        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dimensione__gt", 0)),
                        name="conciliazione_documento_non_vuoto",
                        violation_error_message="Il file è vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CopiaSigillata",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "oggetto_id",
                    models.CharField(max_length=40, verbose_name="identificativo dell'oggetto"),
                ),
                ("dati", models.JSONField()),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="impronta SHA-256 dei dati"),
                ),
                (
                    "sigillata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "oggetto_tipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="tipo di oggetto",
                    ),
                ),
                (
                    "sigillata_da",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "documento",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conciliazione.documento",
                    ),
                ),
            ],
            options={
                "verbose_name": "copia sigillata",
                "verbose_name_plural": "copie sigillate",
                "ordering": ["sigillata_il", "pk"],
                "indexes": [
                    models.Index(fields=["oggetto_tipo", "oggetto_id"], name="copia_oggetto")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("oggetto_id", ""), _negated=True),
                        name="conciliazione_copiasigillata_oggetto_id_presente",
                        violation_error_message="«Oggetto id» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("sha256"), 64
                            )
                        ),
                        name="conciliazione_copiasigillata_sha256_intera",
                        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Elaborazione",
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
                ("genere", models.CharField(max_length=60)),
                (
                    "argomenti",
                    models.JSONField(blank=True, default=dict, help_text="Solo identificativi."),
                ),
                (
                    "chiave",
                    models.CharField(
                        help_text="La stessa cosa chiesta due volte mentre è attiva è una elaborazione sola.",
                        max_length=120,
                    ),
                ),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("in_coda", "in coda"),
                            ("in_corso", "in corso"),
                            ("riuscita", "riuscita"),
                            ("fallita", "fallita"),
                        ],
                        default="in_coda",
                        max_length=20,
                    ),
                ),
                ("tentativi", models.PositiveSmallIntegerField(default=0)),
                (
                    "preso_da",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="tentativo in corso"
                    ),
                ),
                ("presa_fino_a", models.DateTimeField(blank=True, editable=False, null=True)),
                ("fase", models.CharField(blank=True, max_length=120)),
                (
                    "avanzamento",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="avanzamento percentuale"
                    ),
                ),
                ("errore", models.TextField(blank=True)),
                ("esito", models.JSONField(blank=True, default=dict)),
                (
                    "creata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "pubblicata_il",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Ultima consegna alla coda dei lavori.",
                        null=True,
                    ),
                ),
                ("iniziata_il", models.DateTimeField(blank=True, editable=False, null=True)),
                ("finita_il", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "documento",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conciliazione.documento",
                        verbose_name="file",
                    ),
                ),
                (
                    "richiesta_da",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="richiesta da",
                    ),
                ),
            ],
            options={
                "verbose_name": "elaborazione",
                "verbose_name_plural": "elaborazioni",
                "ordering": ["-creata_il", "-pk"],
                "indexes": [
                    models.Index(fields=["stato", "pubblicata_il"], name="elaborazione_da_seguire")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ["in_coda", "in_corso", "riuscita", "fallita"])
                        ),
                        name="conciliazione_elaborazione_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("genere", ""), _negated=True),
                        name="conciliazione_elaborazione_genere_presente",
                        violation_error_message="«Genere» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chiave", ""), _negated=True),
                        name="conciliazione_elaborazione_chiave_presente",
                        violation_error_message="«Chiave» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stato__in", ["in_coda", "in_corso"])),
                        fields=("chiave",),
                        name="conciliazione_elaborazione_attiva_unica",
                        violation_error_message="La stessa elaborazione è già in corso.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("avanzamento__lte", 100)),
                        name="conciliazione_elaborazione_avanzamento_percentuale",
                        violation_error_message="L'avanzamento va da 0 a 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("iniziata_il__isnull", False),
                                ("presa_fino_a__isnull", False),
                                ("preso_da__isnull", False),
                                ("stato", "in_corso"),
                            ),
                            models.Q(
                                models.Q(("stato", "in_corso"), _negated=True),
                                ("presa_fino_a__isnull", True),
                                ("preso_da__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="conciliazione_elaborazione_in_corso_se_presa",
                        violation_error_message="È in corso solo l'elaborazione che qualcuno ha preso.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finita_il__isnull", False), ("stato__in", ["riuscita", "fallita"])
                            ),
                            models.Q(
                                ("finita_il__isnull", True), ("stato__in", ["in_coda", "in_corso"])
                            ),
                            _connector="OR",
                        ),
                        name="conciliazione_elaborazione_finita_con_data",
                        violation_error_message="Ha una data di fine solo l'elaborazione finita.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato", "fallita"), _negated=True),
                            models.Q(("errore", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="conciliazione_elaborazione_fallita_con_errore",
                        violation_error_message="Di una elaborazione fallita si scrive il perché.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("iniziata_il__isnull", True),
                            ("finita_il__isnull", True),
                            ("finita_il__gte", models.F("iniziata_il")),
                            _connector="OR",
                        ),
                        name="conciliazione_elaborazione_iniziata_il_finita_il_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Messaggio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chiave", models.CharField(max_length=200, unique=True)),
                ("destinatario", models.EmailField(max_length=254)),
                ("oggetto", models.CharField(max_length=200)),
                ("testo", models.TextField()),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("da_inviare", "da inviare"),
                            ("inviato", "inviato"),
                            ("fallito", "fallito"),
                        ],
                        default="da_inviare",
                        max_length=20,
                    ),
                ),
                ("tentativi", models.PositiveSmallIntegerField(default=0)),
                (
                    "prossimo_invio_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "creato_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("inviato_il", models.DateTimeField(blank=True, editable=False, null=True)),
                ("errore", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "messaggio",
                "verbose_name_plural": "messaggi",
                "ordering": ["creato_il", "pk"],
                "indexes": [
                    models.Index(fields=["stato", "prossimo_invio_il"], name="messaggio_da_inviare")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["da_inviare", "inviato", "fallito"])),
                        name="conciliazione_messaggio_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chiave", ""), _negated=True),
                        name="conciliazione_messaggio_chiave_presente",
                        violation_error_message="«Chiave» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("destinatario", ""), _negated=True),
                        name="conciliazione_messaggio_destinatario_presente",
                        violation_error_message="«Destinatario» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("oggetto", ""), _negated=True),
                        name="conciliazione_messaggio_oggetto_presente",
                        violation_error_message="«Oggetto» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("inviato_il__isnull", False), ("stato", "inviato")),
                            models.Q(
                                models.Q(("stato", "inviato"), _negated=True),
                                ("inviato_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="conciliazione_messaggio_inviato_con_data",
                        violation_error_message="Ha una data di invio solo il messaggio inviato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato", "fallito"), _negated=True),
                            models.Q(("errore", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="conciliazione_messaggio_fallito_con_errore",
                        violation_error_message="Di un messaggio non inviato si scrive il perché.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passaggio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "oggetto_id",
                    models.CharField(max_length=40, verbose_name="identificativo dell'oggetto"),
                ),
                ("verbo", models.CharField(max_length=60)),
                (
                    "da",
                    models.CharField(blank=True, max_length=40, verbose_name="stato di partenza"),
                ),
                ("a", models.CharField(max_length=40, verbose_name="stato di arrivo")),
                (
                    "in_veste_di",
                    models.CharField(blank=True, max_length=250, verbose_name="in veste di"),
                ),
                (
                    "quando",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("motivo", models.TextField(blank=True)),
                ("dati", models.JSONField(blank=True, default=dict)),
                (
                    "autore",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vuoto quando è il portale stesso, per esempio allo scadere di un termine.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "oggetto_tipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="tipo di oggetto",
                    ),
                ),
            ],
            options={
                "verbose_name": "passaggio",
                "verbose_name_plural": "passaggi",
                "ordering": ["quando", "pk"],
                "indexes": [
                    models.Index(fields=["oggetto_tipo", "oggetto_id"], name="passaggio_oggetto")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("oggetto_id", ""), _negated=True),
                        name="conciliazione_passaggio_oggetto_id_presente",
                        violation_error_message="«Oggetto id» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verbo", ""), _negated=True),
                        name="conciliazione_passaggio_verbo_presente",
                        violation_error_message="«Verbo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("a", ""), _negated=True),
                        name="conciliazione_passaggio_a_presente",
                        violation_error_message="«A» non può essere vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ricevuta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scopo", models.CharField(max_length=60)),
                ("gettone", models.CharField(max_length=64)),
                ("risultato", models.CharField(blank=True, max_length=300)),
                (
                    "creata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "utente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ricevuta",
                "verbose_name_plural": "ricevute",
                "ordering": ["-creata_il", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("utente", "scopo", "gettone"),
                        name="conciliazione_ricevuta_unica",
                        violation_error_message="Questo modulo è già stato inviato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scopo", ""), _negated=True),
                        name="conciliazione_ricevuta_scopo_presente",
                        violation_error_message="«Scopo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gettone", ""), _negated=True),
                        name="conciliazione_ricevuta_gettone_presente",
                        violation_error_message="«Gettone» non può essere vuoto.",
                    ),
                ],
            },
        ),
    ]
