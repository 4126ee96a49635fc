import conciliazione.codici
import conciliazione.models
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
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
                            ("text/csv", "CSV"),
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
            ],
            options={
                "verbose_name": "documento",
                "verbose_name_plural": "documenti",
                "ordering": ["-caricato_il", "-pk"],
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
            ],
            options={
                "verbose_name": "elaborazione",
                "verbose_name_plural": "elaborazioni",
                "ordering": ["-creata_il", "-pk"],
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
            ],
            options={
                "verbose_name": "passaggio",
                "verbose_name_plural": "passaggi",
                "ordering": ["quando", "pk"],
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
            ],
            options={
                "verbose_name": "ricevuta",
                "verbose_name_plural": "ricevute",
                "ordering": ["-creata_il", "-pk"],
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
            ],
            options={
                "verbose_name": "copia sigillata",
                "verbose_name_plural": "copie sigillate",
                "ordering": ["sigillata_il", "pk"],
            },
        ),
    ]
