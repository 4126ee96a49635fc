import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import conciliazione.campi
import conciliazione.codici
import rete.models.soggetti
from conciliazione.migrazioni import write_codes


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("conciliazione", "0002_posta"),
        ("rete", "0004_indici"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaInteresse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("denominazione", models.CharField(max_length=120, unique=True)),
                ("ordine", models.PositiveSmallIntegerField(default=0)),
                ("attiva", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "area di interesse",
                "verbose_name_plural": "aree di interesse",
                "ordering": ["ordine", "denominazione"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_areainteresse_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AzzeramentoMfa",
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
                    "motivo",
                    models.TextField(verbose_name="come è stata accertata l’identità, e perché"),
                ),
                (
                    "chiesto_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("confermato_il", models.DateTimeField(blank=True, null=True)),
                (
                    "chiesto_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confermato_da",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "utente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="azzeramenti",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "azzeramento del secondo fattore",
                "verbose_name_plural": "azzeramenti del secondo fattore",
                "ordering": ["-chiesto_il", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("motivo", ""), _negated=True),
                        name="rete_azzeramentomfa_motivo_presente",
                        violation_error_message="«Motivo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confermato_il__isnull", True)),
                        fields=("utente",),
                        name="rete_azzeramentomfa_uno_solo_aperto",
                        violation_error_message="Per questa persona c’è già una richiesta da confermare.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confermato_da__isnull", True), ("confermato_il__isnull", True)
                            ),
                            models.Q(
                                ("confermato_da__isnull", False),
                                ("confermato_il__isnull", False),
                                models.Q(("confermato_da", models.F("chiesto_da")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_azzeramentomfa_confermato_da_un_altro",
                        violation_error_message="Conferma una persona diversa da chi ha chiesto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invito",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "impronta",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="impronta del collegamento"
                    ),
                ),
                ("dove", models.CharField(max_length=300, verbose_name="pagina a cui porta")),
                (
                    "creato_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("scade_il", models.DateTimeField()),
                ("usato_il", models.DateTimeField(blank=True, null=True)),
                (
                    "utente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inviti",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "inviti",
                "ordering": ["-creato_il", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("impronta"), 64
                            )
                        ),
                        name="rete_invito_impronta_intera",
                        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dove", ""), _negated=True),
                        name="rete_invito_dove_presente",
                        violation_error_message="«Dove» non può essere vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ModelloMessaggio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uso",
                    models.CharField(
                        choices=[
                            ("integrazione", "Richiesta di integrazioni"),
                            ("preavviso", "Preavviso di rigetto"),
                            ("accoglimento", "Accoglimento della domanda"),
                            ("respingimento", "Rigetto della domanda"),
                            ("archiviazione", "Archiviazione della domanda"),
                            ("convocazione", "Convocazione di una seduta"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="per che cosa",
                    ),
                ),
                ("oggetto", models.CharField(max_length=200)),
                ("testo", models.TextField()),
            ],
            options={
                "verbose_name": "modello di messaggio",
                "verbose_name_plural": "modelli di messaggio",
                "ordering": ["uso"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "uso__in",
                                [
                                    "integrazione",
                                    "preavviso",
                                    "accoglimento",
                                    "respingimento",
                                    "archiviazione",
                                    "convocazione",
                                ],
                            )
                        ),
                        name="rete_modellomessaggio_uso_ammesso",
                        violation_error_message="Il valore di «uso» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("oggetto", ""), _negated=True),
                        name="rete_modellomessaggio_oggetto_presente",
                        violation_error_message="«Oggetto» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="rete_modellomessaggio_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RichiestaVariazione",
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
                            ("aperta", "da esaminare"),
                            ("accolta", "accolta"),
                            ("respinta", "respinta"),
                        ],
                        default="aperta",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "valori",
                    models.JSONField(
                        help_text="Nome del campo e valore chiesto.", verbose_name="valori nuovi"
                    ),
                ),
                ("precedenti", models.JSONField(verbose_name="valori di quando è stata chiesta")),
                ("nota", models.TextField(blank=True, verbose_name="perché")),
                (
                    "chiesta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("decisa_il", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "chiesta_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richieste_variazione",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name": "richiesta di variazione",
                "verbose_name_plural": "richieste di variazione",
                "ordering": ["-chiesta_il", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["aperta", "accolta", "respinta"])),
                        name="rete_richiestavariazione_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stato", "aperta")),
                        fields=("soggetto",),
                        name="rete_richiestavariazione_una_sola_aperta",
                        violation_error_message="C’è già una richiesta di variazione da esaminare.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decisa_il__isnull", True), ("stato", "aperta")),
                            models.Q(
                                models.Q(("stato", "aperta"), _negated=True),
                                ("decisa_il__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rete_richiestavariazione_decisa_con_data",
                        violation_error_message="Una richiesta decisa ha la data in cui lo è stata.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seduta",
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
                            ("programmata", "da convocare"),
                            ("convocata", "convocata"),
                            ("tenuta", "tenuta, verbale da scrivere"),
                            ("verbalizzata", "verbale da approvare"),
                            ("approvata", "verbale approvato"),
                            ("deserta", "deserta"),
                            ("rinviata", "rinviata"),
                            ("annullata", "annullata"),
                        ],
                        default="programmata",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                ("inizio", models.DateTimeField(verbose_name="giorno e ora")),
                (
                    "fine_prevista",
                    models.DateTimeField(blank=True, null=True, verbose_name="fine prevista"),
                ),
                ("luogo", models.CharField(blank=True, max_length=200)),
                (
                    "collegamento",
                    models.URLField(blank=True, verbose_name="collegamento a distanza"),
                ),
                ("convocata_il", models.DateTimeField(editable=False, null=True)),
                (
                    "tenuta_il",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="segnata come tenuta il"
                    ),
                ),
                (
                    "numero_legale",
                    models.PositiveSmallIntegerField(
                        editable=False, null=True, verbose_name="presenti che servivano"
                    ),
                ),
                ("verbale", models.TextField(blank=True, help_text="In Markdown.")),
                ("verbalizzata_il", models.DateTimeField(editable=False, null=True)),
                ("approvata_il", models.DateTimeField(editable=False, null=True)),
                (
                    "pubblicata_il",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="verbale pubblicato il"
                    ),
                ),
                (
                    "approvata_in",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verbali_approvati",
                        to="rete.seduta",
                        verbose_name="seduta che ne approva il verbale",
                    ),
                ),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sedute",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "organo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sedute",
                        to="rete.organo",
                    ),
                ),
                (
                    "rinviata_a",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="al_posto_di",
                        to="rete.seduta",
                    ),
                ),
                (
                    "segretario",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sedute_da_verbalizzare",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chi scrive il verbale",
                    ),
                ),
                (
                    "verbale_pdf",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conciliazione.documento",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "sedute",
                "ordering": ["-inizio", "-pk"],
                "indexes": [models.Index(fields=["organo", "-inizio"], name="rete_seduta_organo")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                [
                                    "programmata",
                                    "convocata",
                                    "tenuta",
                                    "verbalizzata",
                                    "approvata",
                                    "deserta",
                                    "rinviata",
                                    "annullata",
                                ],
                            )
                        ),
                        name="rete_seduta_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fine_prevista__isnull", True),
                            ("fine_prevista__gt", models.F("inizio")),
                            _connector="OR",
                        ),
                        name="rete_seduta_finisce_dopo_l_inizio",
                        violation_error_message="La seduta finisce dopo l’inizio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ("programmata", "annullata")),
                            ("convocata_il__isnull", False),
                            _connector="OR",
                        ),
                        name="rete_seduta_convocata_con_data",
                        violation_error_message="Una seduta convocata ha la data della convocazione.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("numero_legale__isnull", False),
                                ("stato__in", ("tenuta", "verbalizzata", "approvata")),
                                ("tenuta_il__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("stato__in", ("tenuta", "verbalizzata", "approvata")),
                                    _negated=True,
                                ),
                                ("tenuta_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_seduta_tenuta_con_numero_legale",
                        violation_error_message="Di una seduta tenuta si sa il numero legale.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stato__in", ("verbalizzata", "approvata")),
                                ("verbalizzata_il__isnull", False),
                                models.Q(("verbale", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("stato__in", ("verbalizzata", "approvata")), _negated=True
                                ),
                                ("verbalizzata_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_seduta_verbalizzata_con_verbale",
                        violation_error_message="Il verbale non è scritto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approvata_il__isnull", False), ("stato", "approvata")),
                            models.Q(
                                models.Q(("stato", "approvata"), _negated=True),
                                ("approvata_il__isnull", True),
                                ("approvata_in__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_seduta_approvata_con_data",
                        violation_error_message="Il verbale approvato ha la data dell’approvazione.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pubblicata_il__isnull", True), ("stato", "approvata"), _connector="OR"
                        ),
                        name="rete_seduta_pubblicata_se_approvata",
                        violation_error_message="Si pubblica solo un verbale approvato.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentoSeduta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("titolo", models.CharField(max_length=200)),
                (
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conciliazione.documento",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documenti",
                        to="rete.seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "documento della seduta",
                "verbose_name_plural": "documenti delle sedute",
                "ordering": ["seduta", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="rete_documentoseduta_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PresenzaSeduta",
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
                            ("presente", "Presente"),
                            ("sostituito", "Presente con il supplente"),
                            ("giustificato", "Assente giustificato"),
                            ("assente", "Assente"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "mandato",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presenze",
                        to="rete.mandato",
                        verbose_name="mandato di chi è venuto",
                    ),
                ),
                (
                    "seggio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presenze",
                        to="rete.seggio",
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presenze",
                        to="rete.soggetto",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presenze",
                        to="rete.seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "presenza alla seduta",
                "verbose_name_plural": "presenze alle sedute",
                "ordering": ["seduta", "seggio", "soggetto"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("esito__in", ["presente", "sostituito", "giustificato", "assente"])
                        ),
                        name="rete_presenzaseduta_esito_ammesso",
                        violation_error_message="Il valore di «esito» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("seduta", "seggio"), name="rete_presenzaseduta_seduta_seggio_unici"
                    ),
                    models.UniqueConstraint(
                        fields=("seduta", "soggetto"),
                        name="rete_presenzaseduta_seduta_soggetto_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seggio__isnull", False), ("soggetto__isnull", True)),
                            models.Q(
                                ("mandato__isnull", True),
                                ("seggio__isnull", True),
                                ("soggetto__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rete_presenzaseduta_di_un_seggio_o_di_un_soggetto",
                        violation_error_message="La presenza è di un seggio oppure di un soggetto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seggio__isnull", True),
                            models.Q(
                                ("esito__in", ("presente", "sostituito")),
                                ("mandato__isnull", False),
                            ),
                            models.Q(
                                models.Q(("esito__in", ("presente", "sostituito")), _negated=True),
                                ("mandato__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_presenzaseduta_presente_con_mandato",
                        violation_error_message="Per chi è presente si dice chi è venuto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PuntoOrdineDelGiorno",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("titolo", models.CharField(max_length=240)),
                ("testo", models.TextField(blank=True, verbose_name="che cosa si discute")),
                (
                    "seduta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="punti",
                        to="rete.seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "punto all’ordine del giorno",
                "verbose_name_plural": "punti all’ordine del giorno",
                "ordering": ["seduta", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="rete_puntoordinedelgiorno_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("seduta", "ordine"),
                        name="rete_puntoordinedelgiorno_seduta_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decisione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField()),
                ("testo", models.TextField()),
                (
                    "esito",
                    models.CharField(
                        choices=[
                            ("approvata", "Approvata"),
                            ("respinta", "Non approvata"),
                            ("rinviata", "Rinviata"),
                        ],
                        max_length=20,
                    ),
                ),
                ("favorevoli", models.PositiveSmallIntegerField(default=0)),
                ("contrari", models.PositiveSmallIntegerField(default=0)),
                ("astenuti", models.PositiveSmallIntegerField(default=0)),
                (
                    "punto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisioni",
                        to="rete.puntoordinedelgiorno",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisioni",
                        to="rete.seduta",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "decisioni",
                "ordering": ["seduta", "numero"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("esito__in", ["approvata", "respinta", "rinviata"])),
                        name="rete_decisione_esito_ammesso",
                        violation_error_message="Il valore di «esito» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="rete_decisione_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("seduta", "numero"), name="rete_decisione_seduta_numero_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RichiestaConvocazione",
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
                            ("aperta", "da esaminare"),
                            ("accolta", "accolta"),
                            ("respinta", "respinta"),
                        ],
                        default="aperta",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("argomento", models.CharField(max_length=240, verbose_name="su che cosa")),
                ("testo", models.TextField(blank=True, verbose_name="perché")),
                ("in_veste_di", models.CharField(max_length=250, verbose_name="in veste di")),
                (
                    "chiesta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("decisa_il", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "chiesta_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richieste_convocazione",
                        to="rete.organo",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richieste",
                        to="rete.seduta",
                        verbose_name="seduta che ne è nata",
                    ),
                ),
            ],
            options={
                "verbose_name": "richiesta di convocazione",
                "verbose_name_plural": "richieste di convocazione",
                "ordering": ["-chiesta_il", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["aperta", "accolta", "respinta"])),
                        name="rete_richiestaconvocazione_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("argomento", ""), _negated=True),
                        name="rete_richiestaconvocazione_argomento_presente",
                        violation_error_message="«Argomento» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decisa_il__isnull", True),
                                ("seduta__isnull", True),
                                ("stato", "aperta"),
                            ),
                            models.Q(
                                ("decisa_il__isnull", False),
                                ("seduta__isnull", True),
                                ("stato", "respinta"),
                            ),
                            models.Q(
                                ("decisa_il__isnull", False),
                                ("seduta__isnull", False),
                                ("stato", "accolta"),
                            ),
                            _connector="OR",
                        ),
                        name="rete_richiestaconvocazione_accolta_con_seduta",
                        violation_error_message="Dalla richiesta accolta nasce una seduta.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Successione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dal", models.DateField()),
                ("nota", models.CharField(blank=True, max_length=240)),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provenienze",
                        to="rete.soggetto",
                    ),
                ),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successioni",
                        to="rete.atto",
                    ),
                ),
                (
                    "da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successioni",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "successioni",
                "ordering": ["dal", "da"],
                "constraints": [
                    models.UniqueConstraint(fields=("da", "a"), name="rete_successione_da_a_unici"),
                    models.CheckConstraint(
                        condition=models.Q(("da", models.F("a")), _negated=True),
                        name="rete_successione_fra_soggetti_diversi",
                        violation_error_message="Un soggetto non succede a sé stesso.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermineProcedimento",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "procedimento",
                    models.CharField(choices=[("adesione", "Adesione alla Rete")], max_length=20),
                ),
                ("dal", models.DateField()),
                ("al", models.DateField(blank=True, null=True)),
                ("giorni", models.PositiveSmallIntegerField(verbose_name="giorni per concludere")),
                (
                    "giorni_integrazione",
                    models.PositiveSmallIntegerField(verbose_name="giorni per integrare"),
                ),
                (
                    "giorni_osservazioni",
                    models.PositiveSmallIntegerField(verbose_name="giorni per le osservazioni"),
                ),
                ("silenzio", models.TextField(verbose_name="che cosa vuol dire il silenzio")),
                ("fonte", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "termine del procedimento",
                "verbose_name_plural": "termini dei procedimenti",
                "ordering": ["procedimento", "dal"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("procedimento__in", ["adesione"])),
                        name="rete_termineprocedimento_procedimento_ammesso",
                        violation_error_message="Il valore di «procedimento» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_termineprocedimento_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.UniqueConstraint(
                        fields=("procedimento", "dal"),
                        name="rete_termineprocedimento_procedimento_dal_unici",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("silenzio", ""), _negated=True),
                        name="rete_termineprocedimento_silenzio_presente",
                        violation_error_message="«Silenzio» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fonte", ""), _negated=True),
                        name="rete_termineprocedimento_fonte_presente",
                        violation_error_message="«Fonte» non può essere vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Impegno",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("versione", models.PositiveSmallIntegerField(unique=True)),
                ("dal", models.DateField()),
                ("al", models.DateField(blank=True, null=True)),
                ("testo", models.TextField(help_text="In Markdown.")),
            ],
            options={
                "verbose_name": "impegno",
                "verbose_name_plural": "impegni",
                "ordering": ["-versione"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_impegno_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="rete_impegno_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DomandaAdesione",
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
                            ("inviata", "inviata"),
                            ("in_istruttoria", "in istruttoria"),
                            ("integrazione_richiesta", "in attesa di integrazioni"),
                            ("preavviso", "preavviso di rigetto"),
                            ("osservazioni", "osservazioni da esaminare"),
                            ("accolta", "accolta"),
                            ("respinta", "respinta"),
                            ("ritirata", "ritirata"),
                            ("archiviata", "archiviata"),
                        ],
                        default="bozza",
                        editable=False,
                        max_length=30,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "email",
                    models.EmailField(
                        editable=False, max_length=254, verbose_name="e-mail di chi compila"
                    ),
                ),
                (
                    "impronta",
                    models.CharField(
                        editable=False,
                        max_length=64,
                        unique=True,
                        verbose_name="impronta del collegamento personale",
                    ),
                ),
                ("collegamento_fino_a", models.DateTimeField(editable=False)),
                (
                    "confermata_il",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="e-mail confermata il"
                    ),
                ),
                (
                    "iniziata_il",
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
                ("denominazione", models.CharField(blank=True, max_length=200)),
                ("sigla", models.CharField(blank=True, max_length=40)),
                (
                    "natura",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("azienda_sanitaria", "Azienda sanitaria"),
                            ("amministrazione_statale", "Amministrazione statale o regionale"),
                            ("ente_locale", "Ente locale"),
                            ("ambito_territoriale", "Ambito territoriale (distretto sociale)"),
                            ("agenzia", "Agenzia o azienda speciale consortile"),
                            ("impresa", "Impresa"),
                            ("cooperativa", "Impresa sociale o cooperativa"),
                            ("associazione", "Associazione"),
                            ("sindacato", "Organizzazione sindacale"),
                            ("categoria", "Associazione di categoria"),
                            ("fondazione", "Fondazione"),
                            ("centro_studi", "Centro studi"),
                            ("altro", "Altro"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "dimensione",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("senza_addetti", "Nessun dipendente"),
                            ("micro", "Da 1 a 9 addetti"),
                            ("piccola", "Da 10 a 49 addetti"),
                            ("media", "Da 50 a 249 addetti"),
                            ("grande", "250 addetti o più"),
                        ],
                        max_length=20,
                        verbose_name="quante persone vi lavorano",
                    ),
                ),
                (
                    "ateco",
                    models.CharField(
                        blank=True,
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{2}(\\.\\d{1,2}){0,2}$",
                                "Il codice ATECO si scrive come 88.91 oppure 88.91.00.",
                            )
                        ],
                        verbose_name="codice ATECO",
                    ),
                ),
                (
                    "codice_fiscale",
                    models.CharField(
                        blank=True,
                        max_length=16,
                        validators=[rete.models.soggetti.validate_codice_fiscale],
                    ),
                ),
                (
                    "partita_iva",
                    models.CharField(
                        blank=True,
                        max_length=11,
                        validators=[rete.models.soggetti.validate_partita_iva],
                        verbose_name="partita IVA",
                    ),
                ),
                ("indirizzo", models.CharField(blank=True, max_length=200)),
                ("cap", models.CharField(blank=True, max_length=5, verbose_name="CAP")),
                ("localita", models.CharField(blank=True, max_length=120, verbose_name="località")),
                ("pec", models.EmailField(blank=True, max_length=254, verbose_name="PEC")),
                ("sito", models.URLField(blank=True, verbose_name="sito web")),
                ("descrizione", models.TextField(blank=True, verbose_name="che cosa fa")),
                (
                    "rappresentante_nome",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="legale rappresentante"
                    ),
                ),
                (
                    "rappresentante_carica",
                    models.CharField(blank=True, max_length=120, verbose_name="carica"),
                ),
                (
                    "rappresentante_codice_fiscale",
                    models.CharField(
                        blank=True,
                        max_length=16,
                        validators=[rete.models.soggetti.validate_codice_fiscale],
                        verbose_name="codice fiscale di chi firma",
                    ),
                ),
                (
                    "referente_nome",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="referente per la Rete"
                    ),
                ),
                (
                    "referente_incarico",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="incarico del referente"
                    ),
                ),
                (
                    "referente_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail del referente"
                    ),
                ),
                (
                    "referente_telefono",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="telefono del referente"
                    ),
                ),
                (
                    "contributo",
                    models.TextField(blank=True, verbose_name="che cosa può portare alla Rete"),
                ),
                ("impegno_accettato_il", models.DateTimeField(blank=True, null=True)),
                (
                    "modalita_firma",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("digitale", "Firma digitale (PDF firmato o .p7m)"),
                            ("autografa", "Firma a penna: scansione e documento d’identità"),
                            ("accesso", "Accesso con SPID o CIE"),
                        ],
                        max_length=20,
                        verbose_name="come si firma",
                    ),
                ),
                (
                    "esito_firma",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="esito del controllo della firma"
                    ),
                ),
                ("inviata_il", models.DateTimeField(editable=False, null=True)),
                (
                    "protocollo",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="numero di protocollo"
                    ),
                ),
                (
                    "protocollo_del",
                    models.DateField(blank=True, null=True, verbose_name="data di protocollo"),
                ),
                (
                    "entro_il",
                    models.DateField(editable=False, null=True, verbose_name="da decidere entro"),
                ),
                ("decisa_il", models.DateTimeField(editable=False, null=True)),
                (
                    "chiusa_il",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="ritirata o archiviata il"
                    ),
                ),
                (
                    "ricerca",
                    conciliazione.campi.RicercaField(
                        da=(
                            "codice",
                            "denominazione",
                            "sigla",
                            "codice_fiscale",
                            "partita_iva",
                            "email",
                        )
                    ),
                ),
                (
                    "accordo",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domande",
                        to="rete.accordo",
                    ),
                ),
                (
                    "adesione",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domanda",
                        to="rete.adesione",
                    ),
                ),
                (
                    "aree",
                    models.ManyToManyField(
                        blank=True, related_name="domande", to="rete.areainteresse"
                    ),
                ),
                (
                    "assegnata_a",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domande_assegnate",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domande",
                        to="rete.atto",
                        verbose_name="atto che decide",
                    ),
                ),
                (
                    "comune",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vuoto se la sede è fuori dai comuni della Rete.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domande",
                        to="rete.comune",
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        blank=True,
                        help_text="Il soggetto già registrato a cui si riferisce, o quello che ne è nato.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domande",
                        to="rete.soggetto",
                    ),
                ),
                (
                    "termine",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domande",
                        to="rete.termineprocedimento",
                    ),
                ),
                (
                    "impegno",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domande",
                        to="rete.impegno",
                    ),
                ),
            ],
            options={
                "verbose_name": "domanda di adesione",
                "verbose_name_plural": "domande di adesione",
                "ordering": ["-inviata_il", "-pk"],
                "indexes": [
                    models.Index(fields=["stato", "entro_il"], name="rete_domanda_coda"),
                    models.Index(fields=["-inviata_il", "-id"], name="rete_domanda_recenti"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                [
                                    "bozza",
                                    "inviata",
                                    "in_istruttoria",
                                    "integrazione_richiesta",
                                    "preavviso",
                                    "osservazioni",
                                    "accolta",
                                    "respinta",
                                    "ritirata",
                                    "archiviata",
                                ],
                            )
                        ),
                        name="rete_domandaadesione_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "natura__in",
                                [
                                    "azienda_sanitaria",
                                    "amministrazione_statale",
                                    "ente_locale",
                                    "ambito_territoriale",
                                    "agenzia",
                                    "impresa",
                                    "cooperativa",
                                    "associazione",
                                    "sindacato",
                                    "categoria",
                                    "fondazione",
                                    "centro_studi",
                                    "altro",
                                    "",
                                ],
                            )
                        ),
                        name="rete_domandaadesione_natura_ammesso",
                        violation_error_message="Il valore di «natura» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "dimensione__in",
                                ["senza_addetti", "micro", "piccola", "media", "grande", ""],
                            )
                        ),
                        name="rete_domandaadesione_dimensione_ammesso",
                        violation_error_message="Il valore di «dimensione» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("modalita_firma__in", ["digitale", "autografa", "accesso", ""])
                        ),
                        name="rete_domandaadesione_modalita_firma_ammesso",
                        violation_error_message="Il valore di «modalita firma» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        name="rete_domandaadesione_email_presente",
                        violation_error_message="«Email» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("impronta"), 64
                            )
                        ),
                        name="rete_domandaadesione_impronta_intera",
                        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                (
                                    "inviata",
                                    "in_istruttoria",
                                    "integrazione_richiesta",
                                    "preavviso",
                                    "osservazioni",
                                ),
                            )
                        ),
                        fields=("accordo", "codice_fiscale"),
                        name="rete_domandaadesione_una_sola_pendente",
                        violation_error_message="Con questo codice fiscale è già presente una domanda in corso: chi l’ha inviata la segue dal collegamento che ha ricevuto per e-mail.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ("bozza", "ritirata")),
                            models.Q(
                                ("confermata_il__isnull", False),
                                ("entro_il__isnull", False),
                                ("impegno__isnull", False),
                                ("impegno_accettato_il__isnull", False),
                                ("inviata_il__isnull", False),
                                ("termine__isnull", False),
                                models.Q(("denominazione", ""), _negated=True),
                                models.Q(("natura", ""), _negated=True),
                                models.Q(("codice_fiscale", ""), _negated=True),
                                models.Q(("rappresentante_nome", ""), _negated=True),
                                models.Q(("referente_nome", ""), _negated=True),
                                models.Q(("referente_email", ""), _negated=True),
                                models.Q(("modalita_firma", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_domandaadesione_inviata_se_completa",
                        violation_error_message="La domanda non è completa.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato", "bozza"), _negated=True),
                            ("inviata_il__isnull", True),
                            _connector="OR",
                        ),
                        name="rete_domandaadesione_bozza_senza_invio",
                        violation_error_message="Una domanda in compilazione non ha data di invio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stato__in", ["bozza", "ritirata", "inviata", "archiviata"]),
                            ("assegnata_a__isnull", False),
                            _connector="OR",
                        ),
                        name="rete_domandaadesione_in_istruttoria_con_chi",
                        violation_error_message="Una domanda in istruttoria è assegnata a qualcuno.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("atto__isnull", False),
                                ("decisa_il__isnull", False),
                                ("stato__in", ("accolta", "respinta")),
                            ),
                            models.Q(
                                models.Q(("stato__in", ("accolta", "respinta")), _negated=True),
                                ("atto__isnull", True),
                                ("decisa_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_domandaadesione_decisa_con_atto",
                        violation_error_message="Una domanda decisa ha la data e l’atto che la decide.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adesione__isnull", False),
                                ("soggetto__isnull", False),
                                ("stato", "accolta"),
                            ),
                            models.Q(
                                models.Q(("stato", "accolta"), _negated=True),
                                ("adesione__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_domandaadesione_accolta_con_adesione",
                        violation_error_message="Dalla domanda accolta nasce un’adesione.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("chiusa_il__isnull", False),
                                ("stato__in", ["ritirata", "archiviata"]),
                            ),
                            models.Q(
                                models.Q(("stato__in", ["ritirata", "archiviata"]), _negated=True),
                                ("chiusa_il__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rete_domandaadesione_chiusa_con_data",
                        violation_error_message="Una domanda ritirata o archiviata ha la sua data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("protocollo", ""), ("protocollo_del__isnull", True)),
                            models.Q(
                                models.Q(("protocollo", ""), _negated=True),
                                ("protocollo_del__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rete_domandaadesione_protocollo_con_data",
                        violation_error_message="Il protocollo ha numero e data.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllegatoDomanda",
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
                    "tipo",
                    models.CharField(
                        choices=[
                            ("modulo_firmato", "Domanda firmata"),
                            ("identita", "Documento d’identità di chi firma"),
                            ("statuto", "Statuto o atto costitutivo"),
                            ("delega", "Atto che dà il potere di firma"),
                            ("altro", "Altro documento"),
                        ],
                        max_length=20,
                        verbose_name="che cos’è",
                    ),
                ),
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
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allegati",
                        to="rete.domandaadesione",
                    ),
                ),
            ],
            options={
                "verbose_name": "allegato della domanda",
                "verbose_name_plural": "allegati delle domande",
                "ordering": ["domanda", "aggiunto_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                ["modulo_firmato", "identita", "statuto", "delega", "altro"],
                            )
                        ),
                        name="rete_allegatodomanda_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("tipo", "modulo_firmato")),
                        fields=("domanda",),
                        name="rete_allegatodomanda_un_solo_modulo_firmato",
                        violation_error_message="La domanda firmata c’è già: per cambiarla, toglierla.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotaDomanda",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("testo", models.TextField()),
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
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note",
                        to="rete.domandaadesione",
                    ),
                ),
            ],
            options={
                "verbose_name": "nota interna",
                "verbose_name_plural": "note interne",
                "ordering": ["scritta_il", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="rete_notadomanda_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sospensione",
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
                            ("integrazione", "Richiesta di integrazioni"),
                            ("preavviso", "Preavviso di rigetto"),
                        ],
                        max_length=20,
                    ),
                ),
                ("testo", models.TextField(verbose_name="che cosa si chiede, o i motivi")),
                ("dal", models.DateField(editable=False)),
                ("entro_il", models.DateField(verbose_name="rispondere entro")),
                (
                    "al",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="fine della sospensione"
                    ),
                ),
                ("risposta", models.TextField(blank=True, verbose_name="che cosa ha risposto")),
                ("risposta_il", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sospensioni",
                        to="rete.domandaadesione",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "sospensioni",
                "ordering": ["domanda", "dal", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["integrazione", "preavviso"])),
                        name="rete_sospensione_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_sospensione_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("entro_il__isnull", True),
                            ("entro_il__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_sospensione_dal_entro_il_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="rete_sospensione_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("al__isnull", True)),
                        fields=("domanda",),
                        name="rete_sospensione_una_sola_aperta",
                        violation_error_message="Il termine è già sospeso.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("risposta_il__isnull", True), ("al__isnull", False), _connector="OR"
                        ),
                        name="rete_sospensione_finita_se_ha_risposta",
                        violation_error_message="Con la risposta la sospensione finisce.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnioneSoggetti",
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
                    "slug_unito",
                    models.SlugField(max_length=80, verbose_name="indirizzo della scheda tolta"),
                ),
                (
                    "denominazione_unita",
                    models.CharField(
                        max_length=200, verbose_name="denominazione della scheda tolta"
                    ),
                ),
                (
                    "dati",
                    models.JSONField(
                        help_text="La scheda tolta con tutti i campi, e le righe che le erano legate.",
                        verbose_name="com’era",
                    ),
                ),
                ("motivo", models.TextField()),
                (
                    "fatta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("annullata_il", models.DateTimeField(blank=True, null=True)),
                (
                    "annullata_da",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fatta_da",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unioni",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name": "unione di soggetti",
                "verbose_name_plural": "unioni di soggetti",
                "ordering": ["-fatta_il", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("motivo", ""), _negated=True),
                        name="rete_unionesoggetti_motivo_presente",
                        violation_error_message="«Motivo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug_unito", ""), _negated=True),
                        name="rete_unionesoggetti_slug_unito_presente",
                        violation_error_message="«Slug unito» non può essere vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoceVerifica",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField(unique=True)),
                ("testo", models.CharField(max_length=240)),
                ("attiva", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "voce della verifica",
                "verbose_name_plural": "voci della verifica",
                "ordering": ["ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="rete_voceverifica_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VerificaDomanda",
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
                            ("si", "Sì"),
                            ("no", "No"),
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
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verifiche",
                        to="rete.domandaadesione",
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
                    "voce",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.voceverifica",
                    ),
                ),
            ],
            options={
                "verbose_name": "verifica della domanda",
                "verbose_name_plural": "verifiche delle domande",
                "ordering": ["domanda", "voce"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("esito__in", ["si", "no", "non_serve"])),
                        name="rete_verificadomanda_esito_ammesso",
                        violation_error_message="Il valore di «esito» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("domanda", "voce"), name="rete_verificadomanda_domanda_voce_unici"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="adesione",
            name="fine_scritta_da",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="adesione",
            name="fine_scritta_il",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="adesione",
            name="motivo_fine",
            field=models.CharField(blank=True, max_length=240, verbose_name="motivo del recesso"),
        ),
        migrations.AddField(
            model_name="delega",
            name="atto_fine",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rete.atto",
                verbose_name="atto che lo fa finire",
            ),
        ),
        migrations.AddField(
            model_name="delega",
            name="codice",
            field=models.CharField(default="", editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name="delega",
            name="dato_da",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="delega",
            name="finito_da",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="delega",
            name="motivo",
            field=models.CharField(blank=True, max_length=240, verbose_name="perché viene dato"),
        ),
        migrations.AddField(
            model_name="delega",
            name="motivo_fine",
            field=models.CharField(blank=True, max_length=240, verbose_name="perché finisce"),
        ),
        migrations.AddField(
            model_name="mandato",
            name="atto_fine",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rete.atto",
                verbose_name="atto che lo fa finire",
            ),
        ),
        migrations.AddField(
            model_name="mandato",
            name="codice",
            field=models.CharField(default="", editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name="mandato",
            name="dato_da",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mandato",
            name="finito_da",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mandato",
            name="motivo",
            field=models.CharField(blank=True, max_length=240, verbose_name="perché viene dato"),
        ),
        migrations.AddField(
            model_name="mandato",
            name="motivo_fine",
            field=models.CharField(blank=True, max_length=240, verbose_name="perché finisce"),
        ),
        migrations.AddField(
            model_name="organo",
            name="di_tutti",
            field=models.BooleanField(
                default=False,
                help_text="Allora non ha seggi: alle sue sedute si invita ogni soggetto della Rete.",
                verbose_name="ne fanno parte tutti i soggetti della Rete",
            ),
        ),
        migrations.AddField(
            model_name="organo",
            name="giorni_di_preavviso",
            field=models.PositiveSmallIntegerField(
                default=5, verbose_name="giorni fra convocazione e seduta"
            ),
        ),
        migrations.AddField(
            model_name="organo",
            name="numero_legale",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Quanti presenti servono; vuoto: più della metà dei seggi con voto.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="soggetto",
            name="ateco",
            field=models.CharField(
                blank=True,
                max_length=8,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\d{2}(\\.\\d{1,2}){0,2}$",
                        "Il codice ATECO si scrive come 88.91 oppure 88.91.00.",
                    )
                ],
                verbose_name="codice ATECO",
            ),
        ),
        migrations.AddField(
            model_name="soggetto",
            name="dimensione",
            field=models.CharField(
                blank=True,
                choices=[
                    ("senza_addetti", "Nessun dipendente"),
                    ("micro", "Da 1 a 9 addetti"),
                    ("piccola", "Da 10 a 49 addetti"),
                    ("media", "Da 50 a 249 addetti"),
                    ("grande", "250 addetti o più"),
                ],
                max_length=20,
                verbose_name="quante persone vi lavorano",
            ),
        ),
        migrations.AddField(
            model_name="soggetto",
            name="email",
            field=models.EmailField(
                blank=True, max_length=254, verbose_name="e-mail per il pubblico"
            ),
        ),
        migrations.AddField(
            model_name="soggetto",
            name="telefono",
            field=models.CharField(
                blank=True, max_length=30, verbose_name="telefono per il pubblico"
            ),
        ),
        migrations.AddField(
            model_name="soggetto",
            name="versione",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="utente",
            name="avvisi",
            field=models.CharField(
                choices=[
                    ("subito", "Un’e-mail per ogni avviso, subito"),
                    ("riepilogo", "Una sola e-mail al giorno, la mattina"),
                ],
                default="subito",
                max_length=20,
                verbose_name="quando ricevere gli avvisi",
            ),
        ),
        migrations.AddField(
            model_name="utente",
            name="codice",
            field=models.CharField(default="", editable=False, max_length=10),
        ),
        migrations.AlterField(
            model_name="adesione",
            name="al",
            field=models.DateField(blank=True, null=True, verbose_name="ultimo giorno di adesione"),
        ),
        migrations.AlterField(
            model_name="delega",
            name="atto",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rete.atto",
            ),
        ),
        migrations.AlterField(
            model_name="mandato",
            name="atto",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rete.atto",
            ),
        ),
        migrations.AddConstraint(
            model_name="soggetto",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dimensione__in", ["senza_addetti", "micro", "piccola", "media", "grande", ""])
                ),
                name="rete_soggetto_dimensione_ammesso",
                violation_error_message="Il valore di «dimensione» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="utente",
            constraint=models.CheckConstraint(
                condition=models.Q(("avvisi__in", ["subito", "riepilogo"])),
                name="rete_utente_avvisi_ammesso",
                violation_error_message="Il valore di «avvisi» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddField(
            model_name="parere",
            name="seduta",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pareri",
                to="rete.seduta",
                verbose_name="seduta in cui è stato reso",
            ),
        ),
        write_codes("rete", "Delega", "Mandato", "Utente"),
        migrations.AlterField(
            model_name="delega",
            name="codice",
            field=models.CharField(
                default=conciliazione.codici.new_code, editable=False, max_length=10, unique=True
            ),
        ),
        migrations.AlterField(
            model_name="mandato",
            name="codice",
            field=models.CharField(
                default=conciliazione.codici.new_code, editable=False, max_length=10, unique=True
            ),
        ),
        migrations.AlterField(
            model_name="utente",
            name="codice",
            field=models.CharField(
                default=conciliazione.codici.new_code, editable=False, max_length=10, unique=True
            ),
        ),
    ]
