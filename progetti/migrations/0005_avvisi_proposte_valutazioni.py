import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import conciliazione.campi
import conciliazione.codici


class Migration(migrations.Migration):
    dependencies = [
        ("alleanze", "0003_indici_degli_elenchi"),
        ("conciliazione", "0002_posta"),
        ("progetti", "0004_indici_degli_elenchi"),
        ("rete", "0009_sedute_pubbliche"),
        ("rete", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Avviso",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "livello",
                    models.CharField(
                        choices=[
                            ("rete", "Avviso della Rete"),
                            ("secondo", "Avviso di secondo livello, di un’alleanza"),
                        ],
                        default="rete",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("bozza", "in preparazione"),
                            ("pubblicato", "pubblicato"),
                            ("chiuso", "chiuso, in valutazione"),
                            ("valutato", "valutato"),
                            ("concluso", "concluso"),
                            ("revocato", "revocato"),
                            ("deserto", "deserto"),
                        ],
                        default="bozza",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                ("titolo", models.CharField(max_length=200)),
                (
                    "sommario",
                    models.CharField(blank=True, max_length=300, verbose_name="in una frase"),
                ),
                ("testo", models.TextField(blank=True, help_text="In Markdown.")),
                (
                    "chi_propone",
                    models.CharField(
                        choices=[
                            ("alleanza", "Un’alleanza, attraverso il suo capofila"),
                            ("soggetto", "Un soggetto, anche senza alleanza"),
                        ],
                        default="alleanza",
                        max_length=20,
                        verbose_name="chi presenta la proposta",
                    ),
                ),
                ("destinatari", models.TextField(blank=True, verbose_name="chi può partecipare")),
                ("apre_il", models.DateTimeField(blank=True, null=True, verbose_name="apertura")),
                ("chiude_il", models.DateTimeField(blank=True, null=True, verbose_name="chiusura")),
                (
                    "dotazione",
                    conciliazione.campi.EuroField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="dotazione in euro",
                    ),
                ),
                (
                    "massimale",
                    conciliazione.campi.EuroField(
                        blank=True,
                        decimal_places=2,
                        help_text="Vuoto se non c’è un massimo.",
                        max_digits=14,
                        null=True,
                        verbose_name="massimo per progetto in euro",
                    ),
                ),
                (
                    "numero_legale",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="quanti componenti liberi servono"
                    ),
                ),
                (
                    "soglia",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Da 0 a 100.",
                        max_digits=5,
                        null=True,
                        verbose_name="punteggio minimo per essere ammessi",
                    ),
                ),
                (
                    "scarto",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Punti, su 100, fra il totale più alto e il più basso dati a una proposta.",
                        max_digits=5,
                        null=True,
                        verbose_name="scarto oltre il quale si discute",
                    ),
                ),
                (
                    "ambito_incompatibilita",
                    models.CharField(
                        choices=[
                            (
                                "procedura",
                                "L’intera procedura: chi concorre non valuta i concorrenti",
                            ),
                            ("proposta", "La singola proposta a cui partecipa"),
                        ],
                        default="procedura",
                        max_length=20,
                        verbose_name="a che cosa si estende l’incompatibilità",
                    ),
                ),
                ("pubblicato_il", models.DateTimeField(editable=False, null=True)),
                ("chiuso_il", models.DateTimeField(editable=False, null=True)),
                (
                    "valutazione_aperta_il",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="schede di valutazione aperte il"
                    ),
                ),
                (
                    "rivelato_il",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="punteggi rivelati all’organo il"
                    ),
                ),
                ("valutato_il", models.DateTimeField(editable=False, null=True)),
                (
                    "concluso_il",
                    models.DateTimeField(
                        editable=False,
                        null=True,
                        verbose_name="concluso, revocato o dichiarato deserto il",
                    ),
                ),
                (
                    "ricerca",
                    conciliazione.campi.RicercaField(
                        da=("titolo", "sommario", "testo", "destinatari")
                    ),
                ),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avvisi",
                        to="rete.atto",
                        verbose_name="atto che lo approva",
                    ),
                ),
                (
                    "atto_esito",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avvisi_conclusi",
                        to="rete.atto",
                        verbose_name="atto che approva la graduatoria, o che chiude l’avviso",
                    ),
                ),
                (
                    "atto_incompatibilita",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.atto",
                        verbose_name="atto che motiva l’incompatibilità limitata alla singola proposta",
                    ),
                ),
                (
                    "azioni",
                    models.ManyToManyField(
                        blank=True,
                        related_name="avvisi",
                        to="progetti.azioneprogettuale",
                        verbose_name="azioni ammesse",
                    ),
                ),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avvisi",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "emanante",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avvisi",
                        to="rete.soggetto",
                        verbose_name="chi lo emana",
                    ),
                ),
                (
                    "organo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avvisi",
                        to="rete.organo",
                        verbose_name="organo che valuta",
                    ),
                ),
                (
                    "progetto",
                    models.ForeignKey(
                        blank=True,
                        help_text="Solo per un avviso di secondo livello.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avvisi",
                        to="progetti.progetto",
                        verbose_name="progetto che ne mette le risorse",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avvisi_valutati",
                        to="rete.seduta",
                        verbose_name="seduta di valutazione",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "avvisi",
                "ordering": ["-apre_il", "-pk"],
                "indexes": [
                    models.Index(fields=["stato", "chiude_il"], name="progetti_avviso_scadenze")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="progetti_avviso_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("livello__in", ["rete", "secondo"])),
                        name="progetti_avviso_livello_ammesso",
                        violation_error_message="Il valore di «livello» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                [
                                    "bozza",
                                    "pubblicato",
                                    "chiuso",
                                    "valutato",
                                    "concluso",
                                    "revocato",
                                    "deserto",
                                ],
                            )
                        ),
                        name="progetti_avviso_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chi_propone__in", ["alleanza", "soggetto"])),
                        name="progetti_avviso_chi_propone_ammesso",
                        violation_error_message="Il valore di «chi propone» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ambito_incompatibilita__in", ["procedura", "proposta"])
                        ),
                        name="progetti_avviso_ambito_incompatibilita_ammesso",
                        violation_error_message="Il valore di «ambito incompatibilita» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dotazione__isnull", True), ("dotazione__gte", 0), _connector="OR"
                        ),
                        name="progetti_avviso_dotazione_non_negativo",
                        violation_error_message="«Dotazione» non può essere negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("massimale__isnull", True), ("massimale__gte", 0), _connector="OR"
                        ),
                        name="progetti_avviso_massimale_non_negativo",
                        violation_error_message="«Massimale» non può essere negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scarto__isnull", True), ("scarto__gte", 0), _connector="OR"
                        ),
                        name="progetti_avviso_scarto_non_negativo",
                        violation_error_message="«Scarto» non può essere negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("apre_il__isnull", True),
                            ("chiude_il__isnull", True),
                            ("chiude_il__gt", models.F("apre_il")),
                            _connector="OR",
                        ),
                        name="progetti_avviso_chiude_dopo_apertura",
                        violation_error_message="La chiusura viene dopo l’apertura.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("soglia__isnull", True),
                            models.Q(("soglia__gte", 0), ("soglia__lte", 100)),
                            _connector="OR",
                        ),
                        name="progetti_avviso_soglia_fra_0_e_100",
                        violation_error_message="Il punteggio minimo va da 0 a 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("massimale__isnull", True),
                            ("dotazione__isnull", True),
                            ("massimale__lte", models.F("dotazione")),
                            _connector="OR",
                        ),
                        name="progetti_avviso_massimale_entro_dotazione",
                        violation_error_message="Il massimo per progetto non supera la dotazione.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("livello", "rete"), ("progetto__isnull", True)),
                            models.Q(("livello", "secondo"), ("progetto__isnull", False)),
                            _connector="OR",
                        ),
                        name="progetti_avviso_secondo_livello_con_progetto",
                        violation_error_message="Un avviso di secondo livello ha il progetto che ne mette le risorse; uno della Rete non ne ha.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato", "bozza"),
                            models.Q(
                                ("apre_il__isnull", False),
                                ("atto__isnull", False),
                                ("chiude_il__isnull", False),
                                ("dotazione__isnull", False),
                                ("numero_legale__isnull", False),
                                ("organo__isnull", False),
                                ("pubblicato_il__isnull", False),
                                ("soglia__isnull", False),
                                models.Q(("testo", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_avviso_pubblicato_se_completo",
                        violation_error_message="Un avviso pubblicato è completo e ha l’atto che lo approva.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato", "bozza"), _negated=True),
                            ("pubblicato_il__isnull", True),
                            _connector="OR",
                        ),
                        name="progetti_avviso_bozza_senza_pubblicazione",
                        violation_error_message="Un avviso in preparazione non ha data di pubblicazione.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ambito_incompatibilita", "procedura"),
                            ("stato", "bozza"),
                            ("atto_incompatibilita__isnull", False),
                            _connector="OR",
                        ),
                        name="progetti_avviso_singola_proposta_con_atto",
                        violation_error_message="L’incompatibilità limitata alla singola proposta ha l’atto che la motiva.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stato__in", ["chiuso", "valutato", "concluso", "deserto"]),
                                _negated=True,
                            ),
                            ("chiuso_il__isnull", False),
                            _connector="OR",
                        ),
                        name="progetti_avviso_chiuso_con_data",
                        violation_error_message="Un avviso chiuso ha la data di chiusura.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rivelato_il__isnull", True),
                            ("valutazione_aperta_il__isnull", False),
                            _connector="OR",
                        ),
                        name="progetti_avviso_rivelato_se_aperto",
                        violation_error_message="Si rivelano solo schede aperte.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato__in", ["valutato", "concluso"]), _negated=True),
                            models.Q(
                                ("rivelato_il__isnull", False), ("valutato_il__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="progetti_avviso_valutato_con_data",
                        violation_error_message="Un avviso valutato ha la data e i punteggi rivelati.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("atto_esito__isnull", False),
                                ("concluso_il__isnull", False),
                                ("stato__in", ["concluso", "revocato", "deserto"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("stato__in", ["concluso", "revocato", "deserto"]),
                                    _negated=True,
                                ),
                                ("atto_esito__isnull", True),
                                ("concluso_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_avviso_concluso_con_atto",
                        violation_error_message="Un avviso finito ha la data e l’atto che lo chiude.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("titolo", models.CharField(max_length=200)),
                ("guida", models.TextField(blank=True, verbose_name="come si dà il punteggio")),
                (
                    "peso",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="I pesi di un avviso sommano a 100.",
                        max_digits=5,
                        verbose_name="peso in centesimi",
                    ),
                ),
                (
                    "massimo",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, verbose_name="punti al massimo"
                    ),
                ),
                (
                    "minimo",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        help_text="Sotto questa media, su questo criterio, la proposta non è ammessa.",
                        max_digits=5,
                        verbose_name="punti al minimo",
                    ),
                ),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteri",
                        to="progetti.avviso",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "criteri",
                "ordering": ["avviso", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="progetti_criterio_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("avviso", "ordine"), name="progetti_criterio_avviso_ordine_unici"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("peso__gt", 0), ("peso__lte", 100)),
                        name="progetti_criterio_peso_fra_0_e_100",
                        violation_error_message="Il peso è maggiore di 0 e al più 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("massimo__gt", 0),
                            ("minimo__gte", 0),
                            ("minimo__lte", models.F("massimo")),
                        ),
                        name="progetti_criterio_minimo_entro_massimo",
                        violation_error_message="Il minimo va da 0 al massimo, che è maggiore di 0.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DichiarazioneInteressi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("testo", models.TextField(verbose_name="che cosa dichiara")),
                (
                    "dichiarata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dichiarazioni",
                        to="progetti.avviso",
                    ),
                ),
                (
                    "mandato",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dichiarazioni_interessi",
                        to="rete.mandato",
                    ),
                ),
            ],
            options={
                "verbose_name": "dichiarazione di interessi",
                "verbose_name_plural": "dichiarazioni di interessi",
                "ordering": ["avviso", "dichiarata_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_dichiarazioneinteressi_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("avviso", "mandato"),
                        name="progetti_dichiarazioneinteressi_avviso_mandato_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentoAvviso",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField(default=0)),
                ("titolo", models.CharField(max_length=200)),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documenti",
                        to="progetti.avviso",
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
                "verbose_name": "documento dell’avviso",
                "verbose_name_plural": "documenti degli avvisi",
                "ordering": ["avviso", "ordine", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="progetti_documentoavviso_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposta",
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
                    "stato",
                    models.CharField(
                        choices=[
                            ("bozza", "in compilazione"),
                            ("presentata", "presentata"),
                            ("chiarimenti", "in attesa di chiarimenti"),
                            ("preavviso", "preavviso di esclusione"),
                            ("ammissibile", "ammissibile"),
                            ("esclusa", "esclusa"),
                            ("valutata", "valutata"),
                            ("finanziata", "ammessa e finanziata"),
                            ("non_finanziata", "ammessa, non finanziata"),
                            ("non_ammessa", "non ammessa"),
                            ("ritirata", "ritirata"),
                            ("rinunciata", "rinunciata"),
                        ],
                        default="bozza",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                ("titolo", models.CharField(blank=True, max_length=160)),
                ("sottotitolo", models.CharField(blank=True, max_length=240)),
                (
                    "contesto",
                    models.TextField(
                        blank=True, help_text="In Markdown.", verbose_name="analisi del contesto"
                    ),
                ),
                (
                    "obiettivo",
                    models.TextField(
                        blank=True,
                        help_text="In Markdown.",
                        verbose_name="obiettivo dell’intervento",
                    ),
                ),
                (
                    "dal",
                    models.DateField(blank=True, null=True, verbose_name="inizio del progetto"),
                ),
                ("al", models.DateField(blank=True, null=True, verbose_name="fine del progetto")),
                (
                    "contenuto",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="obiettivi, attività e risultati"
                    ),
                ),
                (
                    "creata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "modificata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("presentata_il", models.DateTimeField(editable=False, null=True)),
                ("ritirata_il", models.DateTimeField(editable=False, null=True)),
                (
                    "istruita_il",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="ammissibilità decisa il"
                    ),
                ),
                (
                    "decisa_il",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="esito registrato il"
                    ),
                ),
                (
                    "importo_concesso",
                    conciliazione.campi.EuroField(
                        decimal_places=2,
                        editable=False,
                        max_digits=14,
                        null=True,
                        verbose_name="contributo concesso in euro",
                    ),
                ),
                (
                    "ricerca",
                    conciliazione.campi.RicercaField(da=("codice", "titolo", "sottotitolo")),
                ),
                (
                    "alleanza",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposte",
                        to="alleanze.alleanza",
                    ),
                ),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposte",
                        to="progetti.avviso",
                    ),
                ),
                (
                    "azioni",
                    models.ManyToManyField(
                        blank=True,
                        related_name="proposte",
                        to="progetti.azioneprogettuale",
                        verbose_name="azioni prescelte",
                    ),
                ),
                (
                    "creata_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "progetto",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposta",
                        to="progetti.progetto",
                        verbose_name="progetto che ne è nato",
                    ),
                ),
                (
                    "proponente",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposte",
                        to="rete.soggetto",
                    ),
                ),
                (
                    "ripresa_da",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ripresa",
                        to="progetti.proposta",
                        verbose_name="proposta ritirata da cui riprende",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "proposte",
                "ordering": ["avviso", "presentata_il", "pk"],
                "indexes": [
                    models.Index(fields=["avviso", "stato"], name="progetti_proposta_stato")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                [
                                    "bozza",
                                    "presentata",
                                    "chiarimenti",
                                    "preavviso",
                                    "ammissibile",
                                    "esclusa",
                                    "valutata",
                                    "finanziata",
                                    "non_finanziata",
                                    "non_ammessa",
                                    "ritirata",
                                    "rinunciata",
                                ],
                            )
                        ),
                        name="progetti_proposta_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="progetti_proposta_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stato", "ritirata"), _negated=True),
                        fields=("avviso", "proponente"),
                        name="progetti_proposta_una_sola_per_proponente",
                        violation_error_message="Su questo avviso c’è già una proposta: per cambiarla, aprirla; se è presentata, prima ritirarla.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("presentata_il__isnull", True), ("stato", "bozza")),
                            ("stato", "ritirata"),
                            models.Q(
                                models.Q(("stato", "bozza"), _negated=True),
                                ("presentata_il__isnull", False),
                                models.Q(("titolo", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_proposta_presentata_con_data",
                        violation_error_message="Una proposta presentata ha la data e il titolo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ritirata_il__isnull", False), ("stato", "ritirata")),
                            models.Q(
                                models.Q(("stato", "ritirata"), _negated=True),
                                ("ritirata_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_proposta_ritirata_con_data",
                        violation_error_message="Una proposta ritirata ha la sua data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                ["bozza", "ritirata", "presentata", "chiarimenti", "preavviso"],
                            ),
                            ("istruita_il__isnull", False),
                            _connector="OR",
                        ),
                        name="progetti_proposta_istruita_con_data",
                        violation_error_message="Di una proposta ammissibile o esclusa si sa quando.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "stato__in",
                                    ["finanziata", "non_finanziata", "non_ammessa", "rinunciata"],
                                ),
                                _negated=True,
                            ),
                            ("decisa_il__isnull", False),
                            _connector="OR",
                        ),
                        name="progetti_proposta_decisa_con_data",
                        violation_error_message="Una proposta in graduatoria ha la data dell’esito.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ["finanziata", "rinunciata"]),
                            models.Q(
                                ("importo_concesso__isnull", True), ("progetto__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="progetti_proposta_finanziata_con_importo",
                        violation_error_message="Solo una proposta finanziata ha importo e progetto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato", "finanziata"), _negated=True),
                            ("importo_concesso__gt", 0),
                            _connector="OR",
                        ),
                        name="progetti_proposta_importo_se_finanziata",
                        violation_error_message="Una proposta finanziata ha il contributo concesso.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllegatoProposta",
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
                ("titolo", models.CharField(max_length=200)),
                (
                    "aggiunto_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
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
                (
                    "proposta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allegati",
                        to="progetti.proposta",
                    ),
                ),
            ],
            options={
                "verbose_name": "allegato della proposta",
                "verbose_name_plural": "allegati delle proposte",
                "ordering": ["proposta", "aggiunto_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="progetti_allegatoproposta_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Esito",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "esito",
                    models.CharField(
                        choices=[
                            ("finanziata", "Ammessa e finanziata"),
                            ("non_finanziata", "Ammessa, non finanziata"),
                            ("non_ammessa", "Non ammessa"),
                        ],
                        max_length=20,
                    ),
                ),
                ("posizione", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("punteggio", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "importo",
                    conciliazione.campi.EuroField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="contributo assegnato in euro",
                    ),
                ),
                ("motivazione", models.TextField()),
                ("calcolo", models.JSONField(verbose_name="da che cosa viene il punteggio")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="impronta SHA-256 del calcolo"),
                ),
                (
                    "registrato_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "proposta",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="esito",
                        to="progetti.proposta",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "esiti",
                "ordering": ["proposta__avviso", "posizione", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("esito__in", ["finanziata", "non_finanziata", "non_ammessa"])
                        ),
                        name="progetti_esito_esito_ammesso",
                        violation_error_message="Il valore di «esito» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivazione", ""), _negated=True),
                        name="progetti_esito_motivazione_presente",
                        violation_error_message="«Motivazione» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("sha256"), 64
                            )
                        ),
                        name="progetti_esito_sha256_intera",
                        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("punteggio__gte", 0), ("punteggio__lte", 100)),
                        name="progetti_esito_punteggio_fra_0_e_100",
                        violation_error_message="Il punteggio va da 0 a 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("esito", "non_ammessa"), ("posizione__isnull", True)),
                            models.Q(
                                models.Q(("esito", "non_ammessa"), _negated=True),
                                ("posizione__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_esito_in_graduatoria_se_ammessa",
                        violation_error_message="In graduatoria sta chi è ammesso.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("esito", "finanziata"), ("importo__gt", 0)),
                            models.Q(
                                models.Q(("esito", "finanziata"), _negated=True),
                                ("importo__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_esito_importo_se_finanziata",
                        violation_error_message="Ha un importo chi è finanziato.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incompatibilita",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("motivo", models.TextField()),
                (
                    "dichiarata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "dichiarata_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mandato",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incompatibilita",
                        to="rete.mandato",
                    ),
                ),
                (
                    "proposta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incompatibilita",
                        to="progetti.proposta",
                    ),
                ),
            ],
            options={
                "verbose_name": "incompatibilità dichiarata",
                "verbose_name_plural": "incompatibilità dichiarate",
                "ordering": ["proposta", "dichiarata_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("motivo", ""), _negated=True),
                        name="progetti_incompatibilita_motivo_presente",
                        violation_error_message="«Motivo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("mandato", "proposta"),
                        name="progetti_incompatibilita_mandato_proposta_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotaDiscussione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("testo", models.TextField(verbose_name="che cosa si è detto")),
                (
                    "scritta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "autore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discussioni",
                        to="progetti.proposta",
                    ),
                ),
            ],
            options={
                "verbose_name": "nota della discussione",
                "verbose_name_plural": "note della discussione",
                "ordering": ["proposta", "scritta_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_notadiscussione_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartecipazioneProposta",
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
                ("capofila", models.BooleanField(default=False, editable=False)),
                ("compito", models.TextField(blank=True, verbose_name="che cosa fa nel progetto")),
                ("ordine", models.PositiveSmallIntegerField(default=0)),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("attesa", "in attesa di conferma"),
                            ("confermata", "confermata"),
                            ("rifiutata", "rifiutata"),
                        ],
                        default="attesa",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        verbose_name="e-mail a cui si chiede la conferma",
                    ),
                ),
                (
                    "impronta",
                    models.CharField(
                        editable=False,
                        max_length=64,
                        null=True,
                        unique=True,
                        verbose_name="impronta del collegamento personale",
                    ),
                ),
                ("collegamento_fino_a", models.DateTimeField(editable=False, null=True)),
                (
                    "risposto_da",
                    models.CharField(
                        blank=True, editable=False, max_length=250, verbose_name="chi ha risposto"
                    ),
                ),
                (
                    "motivo",
                    models.TextField(
                        blank=True, editable=False, verbose_name="perché non partecipa"
                    ),
                ),
                ("risposto_il", models.DateTimeField(editable=False, null=True)),
                (
                    "soggetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partecipazioni",
                        to="rete.soggetto",
                    ),
                ),
                (
                    "proposta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partecipazioni",
                        to="progetti.proposta",
                    ),
                ),
            ],
            options={
                "verbose_name": "partecipazione alla proposta",
                "verbose_name_plural": "partecipazioni alle proposte",
                "ordering": ["proposta", "-capofila", "ordine", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["attesa", "confermata", "rifiutata"])),
                        name="progetti_partecipazioneproposta_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("proposta", "soggetto"),
                        name="progetti_partecipazioneproposta_proposta_soggetto_unici",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("capofila", True)),
                        fields=("proposta",),
                        name="progetti_partecipazioneproposta_un_solo_capofila",
                        violation_error_message="La proposta ha già il capofila.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("risposto_il__isnull", True), ("stato", "attesa")),
                            models.Q(
                                models.Q(("stato", "attesa"), _negated=True),
                                ("risposto_il__isnull", False),
                                models.Q(("risposto_da", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_partecipazioneproposta_risposta_con_chi_e_quando",
                        violation_error_message="Di una risposta si sa chi l’ha data e quando.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quesito",
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
                ("testo", models.TextField(verbose_name="domanda")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail di chi chiede"
                    ),
                ),
                (
                    "posto_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("risposta", models.TextField(blank=True)),
                ("risposto_il", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quesiti",
                        to="progetti.avviso",
                    ),
                ),
                (
                    "risposto_da",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "quesiti",
                "ordering": ["avviso", "posto_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_quesito_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("risposta", ""), ("risposto_il__isnull", True)),
                            models.Q(
                                models.Q(("risposta", ""), _negated=True),
                                ("risposto_il__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_quesito_risposta_con_data",
                        violation_error_message="Una risposta ha la sua data.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotaProposta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("voce", models.CharField(max_length=200, verbose_name="per che cosa")),
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
                ("in_natura", models.BooleanField(default=False, verbose_name="in natura")),
                (
                    "proposta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quote",
                        to="progetti.proposta",
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vuoto per il contributo che si chiede.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote_proposte",
                        to="rete.soggetto",
                        verbose_name="chi lo mette",
                    ),
                ),
            ],
            options={
                "verbose_name": "quota della proposta",
                "verbose_name_plural": "quote delle proposte",
                "ordering": ["proposta", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("voce", ""), _negated=True),
                        name="progetti_quotaproposta_voce_presente",
                        violation_error_message="«Voce» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fonte__in", ["regionale", "pubblico", "privato"])),
                        name="progetti_quotaproposta_fonte_ammesso",
                        violation_error_message="Il valore di «fonte» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("proposta", "ordine"),
                        name="progetti_quotaproposta_proposta_ordine_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("importo__gt", 0)),
                        name="progetti_quotaproposta_importo_positivo",
                        violation_error_message="L’importo è maggiore di zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fonte", "regionale"), _negated=True),
                            ("in_natura", False),
                            _connector="OR",
                        ),
                        name="progetti_quotaproposta_contributo_in_denaro",
                        violation_error_message="Il contributo che si chiede è in denaro.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequisitoAvviso",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("testo", models.CharField(max_length=300)),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requisiti",
                        to="progetti.avviso",
                    ),
                ),
            ],
            options={
                "verbose_name": "requisito di ammissibilità",
                "verbose_name_plural": "requisiti di ammissibilità",
                "ordering": ["avviso", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_requisitoavviso_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("avviso", "ordine"),
                        name="progetti_requisitoavviso_avviso_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RichiestaProposta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("chiarimento", "Richiesta di chiarimenti"),
                            ("preavviso", "Preavviso di esclusione"),
                        ],
                        max_length=20,
                    ),
                ),
                ("testo", models.TextField(verbose_name="che cosa si chiede, o i motivi")),
                (
                    "chiesta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("entro_il", models.DateField(verbose_name="rispondere entro")),
                ("risposta", models.TextField(blank=True)),
                ("risposta_il", models.DateTimeField(blank=True, editable=False, null=True)),
                ("chiusa_il", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "proposta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richieste",
                        to="progetti.proposta",
                    ),
                ),
            ],
            options={
                "verbose_name": "richiesta al proponente",
                "verbose_name_plural": "richieste ai proponenti",
                "ordering": ["proposta", "chiesta_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["chiarimento", "preavviso"])),
                        name="progetti_richiestaproposta_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_richiestaproposta_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("chiusa_il__isnull", True)),
                        fields=("proposta",),
                        name="progetti_richiestaproposta_una_sola_aperta",
                        violation_error_message="C’è già una richiesta che aspetta risposta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("risposta", ""), ("risposta_il__isnull", True)),
                            models.Q(
                                models.Q(("risposta", ""), _negated=True),
                                ("chiusa_il__isnull", False),
                                ("risposta_il__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_richiestaproposta_chiusa_se_ha_risposta",
                        violation_error_message="Con la risposta la richiesta si chiude.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RimedioAmmesso",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rimedio",
                    models.CharField(
                        choices=[
                            ("ridotto", "Valutare con i soli componenti liberi"),
                            (
                                "singola_proposta",
                                "Limitare l’incompatibilità alla singola proposta",
                            ),
                            ("altro_organo", "Affidare la valutazione a un’altra commissione"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rimedi",
                        to="progetti.avviso",
                    ),
                ),
            ],
            options={
                "verbose_name": "rimedio ammesso",
                "verbose_name_plural": "rimedi ammessi",
                "ordering": ["avviso", "rimedio"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rimedio__in", ["ridotto", "singola_proposta", "altro_organo"])
                        ),
                        name="progetti_rimedioammesso_rimedio_ammesso",
                        violation_error_message="Il valore di «rimedio» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("avviso", "rimedio"),
                        name="progetti_rimedioammesso_avviso_rimedio_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SceltaNumeroLegale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rimedio",
                    models.CharField(
                        choices=[
                            ("ridotto", "Valutare con i soli componenti liberi"),
                            (
                                "singola_proposta",
                                "Limitare l’incompatibilità alla singola proposta",
                            ),
                            ("altro_organo", "Affidare la valutazione a un’altra commissione"),
                        ],
                        max_length=20,
                    ),
                ),
                ("motivo", models.TextField()),
                (
                    "liberi",
                    models.PositiveSmallIntegerField(
                        verbose_name="componenti liberi quando si è scelto"
                    ),
                ),
                (
                    "scritta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "atto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.atto",
                    ),
                ),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scelte",
                        to="progetti.avviso",
                    ),
                ),
                (
                    "organo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.organo",
                        verbose_name="commissione a cui si affida la valutazione",
                    ),
                ),
                (
                    "scritta_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "scelta senza numero legale",
                "verbose_name_plural": "scelte senza numero legale",
                "ordering": ["avviso", "scritta_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rimedio__in", ["ridotto", "singola_proposta", "altro_organo"])
                        ),
                        name="progetti_sceltanumerolegale_rimedio_ammesso",
                        violation_error_message="Il valore di «rimedio» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivo", ""), _negated=True),
                        name="progetti_sceltanumerolegale_motivo_presente",
                        violation_error_message="«Motivo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("avviso", "rimedio"),
                        name="progetti_sceltanumerolegale_avviso_rimedio_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organo__isnull", False), ("rimedio", "altro_organo")),
                            models.Q(
                                models.Q(("rimedio", "altro_organo"), _negated=True),
                                ("organo__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_sceltanumerolegale_altro_organo_detto",
                        violation_error_message="Si indica la commissione solo se le si affida la valutazione.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Valutazione",
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
                    "stato",
                    models.CharField(
                        choices=[
                            ("in_corso", "in corso"),
                            ("consegnata", "consegnata"),
                            ("confermata", "confermata"),
                            ("annullata", "annullata"),
                        ],
                        default="in_corso",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "aperta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("consegnata_il", models.DateTimeField(editable=False, null=True)),
                ("confermata_il", models.DateTimeField(editable=False, null=True)),
                ("annullata_il", models.DateTimeField(editable=False, null=True)),
                (
                    "mandato",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="valutazioni",
                        to="rete.mandato",
                    ),
                ),
                (
                    "proposta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="valutazioni",
                        to="progetti.proposta",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "valutazioni",
                "ordering": ["proposta", "mandato"],
                "indexes": [
                    models.Index(fields=["mandato", "stato"], name="progetti_valutazione_di_chi")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ["in_corso", "consegnata", "confermata", "annullata"])
                        ),
                        name="progetti_valutazione_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("proposta", "mandato"),
                        name="progetti_valutazione_proposta_mandato_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato__in", ("consegnata", "confermata")), _negated=True),
                            ("consegnata_il__isnull", False),
                            _connector="OR",
                        ),
                        name="progetti_valutazione_consegnata_con_data",
                        violation_error_message="Una scheda consegnata ha la data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confermata_il__isnull", False), ("stato", "confermata")),
                            models.Q(
                                models.Q(("stato", "confermata"), _negated=True),
                                ("confermata_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_valutazione_confermata_con_data",
                        violation_error_message="Una scheda confermata ha la data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("annullata_il__isnull", False), ("stato", "annullata")),
                            models.Q(
                                models.Q(("stato", "annullata"), _negated=True),
                                ("annullata_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_valutazione_annullata_con_data",
                        violation_error_message="Una scheda annullata ha la data.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Punteggio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "punti",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
                ),
                ("motivazione", models.TextField(blank=True)),
                (
                    "criterio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="punteggi",
                        to="progetti.criterio",
                    ),
                ),
                (
                    "valutazione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="punteggi",
                        to="progetti.valutazione",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "punteggi",
                "ordering": ["valutazione", "criterio__ordine"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("valutazione", "criterio"),
                        name="progetti_punteggio_valutazione_criterio_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("punti__isnull", True), ("punti__gte", 0), _connector="OR"
                        ),
                        name="progetti_punteggio_punti_non_negativi",
                        violation_error_message="I punti non possono essere negativi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PunteggioConsegnato",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField(verbose_name="versione")),
                ("dati", models.JSONField()),
                (
                    "totale",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, verbose_name="totale su 100"
                    ),
                ),
                ("motivo", models.TextField(blank=True, verbose_name="perché cambia")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="impronta SHA-256 dei dati"),
                ),
                (
                    "consegnato_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "consegnato_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "valutazione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consegnati",
                        to="progetti.valutazione",
                    ),
                ),
            ],
            options={
                "verbose_name": "punteggio consegnato",
                "verbose_name_plural": "punteggi consegnati",
                "ordering": ["valutazione", "numero"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("valutazione", "numero"),
                        name="progetti_punteggioconsegnato_valutazione_numero_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("sha256"), 64
                            )
                        ),
                        name="progetti_punteggioconsegnato_sha256_intera",
                        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("totale__gte", 0), ("totale__lte", 100)),
                        name="progetti_punteggioconsegnato_totale_fra_0_e_100",
                        violation_error_message="Il totale va da 0 a 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numero", 1), models.Q(("motivo", ""), _negated=True), _connector="OR"
                        ),
                        name="progetti_punteggioconsegnato_cambiato_con_motivo",
                        violation_error_message="Di un punteggio cambiato si scrive il motivo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerificaRequisito",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "esito",
                    models.CharField(
                        choices=[
                            ("si", "C’è"),
                            ("no", "Manca"),
                            ("non_serve", "Non serve in questo caso"),
                        ],
                        max_length=20,
                    ),
                ),
                ("nota", models.CharField(blank=True, max_length=240)),
                (
                    "fatta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "fatta_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verifiche",
                        to="progetti.proposta",
                    ),
                ),
                (
                    "requisito",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="progetti.requisitoavviso",
                    ),
                ),
            ],
            options={
                "verbose_name": "verifica del requisito",
                "verbose_name_plural": "verifiche dei requisiti",
                "ordering": ["proposta", "requisito"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("esito__in", ["si", "no", "non_serve"])),
                        name="progetti_verificarequisito_esito_ammesso",
                        violation_error_message="Il valore di «esito» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("proposta", "requisito"),
                        name="progetti_verificarequisito_proposta_requisito_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersioneAvviso",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField()),
                (
                    "genere",
                    models.CharField(
                        choices=[
                            ("pubblicazione", "Pubblicazione"),
                            ("rettifica", "Rettifica"),
                            ("proroga", "Proroga"),
                        ],
                        max_length=20,
                    ),
                ),
                ("dati", models.JSONField(verbose_name="l’avviso com’era")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="impronta SHA-256 dei dati"),
                ),
                ("motivo", models.TextField(blank=True)),
                (
                    "registrata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "atto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.atto",
                    ),
                ),
                (
                    "avviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versioni",
                        to="progetti.avviso",
                    ),
                ),
                (
                    "registrata_da",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "versione dell’avviso",
                "verbose_name_plural": "versioni degli avvisi",
                "ordering": ["avviso", "numero"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("genere__in", ["pubblicazione", "rettifica", "proroga"])
                        ),
                        name="progetti_versioneavviso_genere_ammesso",
                        violation_error_message="Il valore di «genere» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("avviso", "numero"),
                        name="progetti_versioneavviso_avviso_numero_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("sha256"), 64
                            )
                        ),
                        name="progetti_versioneavviso_sha256_intera",
                        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("genere", "pubblicazione"),
                            models.Q(("motivo", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="progetti_versioneavviso_cambiata_con_motivo",
                        violation_error_message="Di una rettifica o di una proroga si scrive il motivo.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="attivita",
            name="al",
            field=models.DateField(blank=True, null=True, verbose_name="fine"),
        ),
        migrations.AddField(
            model_name="attivita",
            name="dal",
            field=models.DateField(blank=True, null=True, verbose_name="inizio"),
        ),
        migrations.AddConstraint(
            model_name="attivita",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dal__isnull", True),
                    ("al__isnull", True),
                    ("al__gte", models.F("dal")),
                    _connector="OR",
                ),
                name="progetti_attivita_dal_al_in_ordine",
                violation_error_message="La data di fine viene prima della data di inizio.",
            ),
        ),
    ]
