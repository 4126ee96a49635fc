import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rete.models.soggetti


class Migration(migrations.Migration):
    dependencies = [
        ("conciliazione", "0001_impianto"),
        ("rete", "0001_utente"),
    ]

    operations = [
        migrations.CreateModel(
            name="Atto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("deliberazione", "Deliberazione"),
                            ("determinazione", "Determinazione"),
                            ("verbale", "Verbale"),
                            ("avviso", "Avviso pubblico"),
                            ("accordo", "Accordo"),
                            ("nota", "Nota"),
                        ],
                        max_length=20,
                    ),
                ),
                ("emanante", models.CharField(max_length=160, verbose_name="organo che lo emana")),
                ("numero", models.CharField(blank=True, max_length=40)),
                ("data", models.DateField(blank=True, null=True)),
                (
                    "data_citata",
                    models.CharField(
                        blank=True,
                        help_text="Se il giorno non è noto.",
                        max_length=80,
                        verbose_name="data come si legge",
                    ),
                ),
                ("oggetto", models.TextField()),
                ("immediatamente_esecutivo", models.BooleanField(default=False)),
                (
                    "pubblicato_dal",
                    models.DateField(blank=True, null=True, verbose_name="pubblicato all'albo dal"),
                ),
                (
                    "pubblicato_al",
                    models.DateField(
                        blank=True, null=True, verbose_name="pubblicato all'albo fino al"
                    ),
                ),
                (
                    "documento",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="atti",
                        to="conciliazione.documento",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "atti",
                "ordering": ["data", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "deliberazione",
                                    "determinazione",
                                    "verbale",
                                    "avviso",
                                    "accordo",
                                    "nota",
                                ],
                            )
                        ),
                        name="rete_atto_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("oggetto", ""), _negated=True),
                        name="rete_atto_oggetto_presente",
                        violation_error_message="«Oggetto» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pubblicato_dal__isnull", True),
                            ("pubblicato_al__isnull", True),
                            ("pubblicato_al__gte", models.F("pubblicato_dal")),
                            _connector="OR",
                        ),
                        name="rete_atto_pubblicato_dal_pubblicato_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("numero", ""), _negated=True),
                        fields=("tipo", "emanante", "numero", "data"),
                        name="rete_atto_unico",
                        violation_error_message="Questo atto è già registrato.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Norma",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("lr", "Legge regionale"),
                            ("dgr", "Deliberazione della Giunta regionale"),
                            ("dd", "Decreto dirigenziale"),
                        ],
                        max_length=20,
                    ),
                ),
                ("numero", models.CharField(max_length=40)),
                ("data", models.DateField()),
                ("titolo", models.TextField()),
                (
                    "punto",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="punto che interessa"
                    ),
                ),
                (
                    "sintesi",
                    models.TextField(blank=True, verbose_name="che cosa stabilisce, in breve"),
                ),
                (
                    "quadro",
                    models.BooleanField(
                        default=False,
                        help_text="Il Piano nasce in attuazione di questa norma.",
                        verbose_name="regola il ciclo",
                    ),
                ),
                ("link", models.URLField(blank=True, verbose_name="testo ufficiale")),
            ],
            options={
                "verbose_name_plural": "norme",
                "ordering": ["data", "numero"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["lr", "dgr", "dd"])),
                        name="rete_norma_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("titolo", ""), _negated=True),
                        name="rete_norma_titolo_presente",
                        violation_error_message="«Titolo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("tipo", "numero", "data"), name="rete_norma_tipo_numero_data_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("denominazione", models.CharField(max_length=200)),
                ("denominazione_breve", models.CharField(blank=True, max_length=80)),
                (
                    "livello",
                    models.CharField(
                        choices=[
                            ("rete", "Organo della Rete"),
                            ("esterno", "Organo esterno con cui la Rete si raccorda"),
                            ("progetto", "Organo di progetto"),
                        ],
                        max_length=20,
                    ),
                ),
                ("descrizione", models.TextField(blank=True)),
                (
                    "cadenza",
                    models.CharField(blank=True, max_length=200, verbose_name="quando si riunisce"),
                ),
                (
                    "mesi_fra_riunioni",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="al più mesi fra due riunioni"
                    ),
                ),
                ("riunioni_previste", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "convocazione",
                    models.CharField(blank=True, max_length=200, verbose_name="chi lo convoca"),
                ),
                ("ordine", models.PositiveSmallIntegerField(default=0)),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organi",
                        to="rete.atto",
                        verbose_name="atto istitutivo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "organi",
                "ordering": ["livello", "ordine", "denominazione"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_organo_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("livello__in", ["rete", "esterno", "progetto"])),
                        name="rete_organo_livello_ammesso",
                        violation_error_message="Il valore di «livello» non è fra quelli ammessi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompitoOrgano",
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
                    "organo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="compiti",
                        to="rete.organo",
                    ),
                ),
            ],
            options={
                "verbose_name": "compito dell'organo",
                "verbose_name_plural": "compiti degli organi",
                "ordering": ["organo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="rete_compitoorgano_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("organo", "ordine"), name="rete_compitoorgano_organo_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TipologiaServizio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("denominazione", models.CharField(max_length=200)),
                ("sigla", models.CharField(blank=True, max_length=20)),
                (
                    "settore",
                    models.CharField(
                        choices=[
                            ("sociosanitario", "Servizi sociosanitari"),
                            ("socioassistenziale", "Servizi socioassistenziali"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("anziani", "Anziani"),
                            ("anziani_disabili", "Anziani e disabili"),
                            ("non_autosufficienti", "Non autosufficienti"),
                            ("dipendenze", "Dipendenze"),
                            ("disabili", "Disabili"),
                            ("minori_famiglia", "Minori e famiglia"),
                            ("minori", "Minori"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                (
                    "con_posti",
                    models.BooleanField(
                        default=True,
                        help_text="Falso per i servizi senza capienza.",
                        verbose_name="si misura in posti",
                    ),
                ),
            ],
            options={
                "verbose_name": "tipologia di servizio",
                "verbose_name_plural": "tipologie di servizio",
                "ordering": ["settore", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_tipologiaservizio_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settore__in", ["sociosanitario", "socioassistenziale"])
                        ),
                        name="rete_tipologiaservizio_settore_ammesso",
                        violation_error_message="Il valore di «settore» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "area__in",
                                [
                                    "anziani",
                                    "anziani_disabili",
                                    "non_autosufficienti",
                                    "dipendenze",
                                    "disabili",
                                    "minori_famiglia",
                                    "minori",
                                    "",
                                ],
                            )
                        ),
                        name="rete_tipologiaservizio_area_ammesso",
                        violation_error_message="Il valore di «area» non è fra quelli ammessi.",
                    ),
                    models.UniqueConstraint(
                        fields=("settore", "ordine"),
                        name="rete_tipologiaservizio_settore_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ambito",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("denominazione", models.CharField(max_length=120, unique=True)),
                (
                    "numero",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="numero del distretto"
                    ),
                ),
                (
                    "distretto_dedotto",
                    models.BooleanField(
                        default=False,
                        help_text="La corrispondenza fra ambito e distretto non è scritta nella fonte.",
                        verbose_name="distretto dedotto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ambiti",
                "ordering": ["denominazione"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_ambito_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("numero",),
                        name="rete_ambito_numero_unico",
                        violation_error_message="Un altro ambito ha già questo numero.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comune",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "codice_istat",
                    models.CharField(
                        max_length=6,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{6}$", "Il codice ISTAT ha sei cifre."
                            )
                        ],
                        verbose_name="codice ISTAT",
                    ),
                ),
                ("denominazione", models.CharField(max_length=120)),
                ("codice_catastale", models.CharField(max_length=4, unique=True)),
                ("cap", models.CharField(max_length=5, verbose_name="CAP")),
                (
                    "confine",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Coordinate GeoJSON MultiPolygon (longitudine, latitudine), WGS 84.",
                    ),
                ),
                (
                    "ambito",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comuni",
                        to="rete.ambito",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "comuni",
                "ordering": ["denominazione"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_comune_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("codice_catastale", ""), _negated=True),
                        name="rete_comune_codice_catastale_presente",
                        violation_error_message="«Codice catastale» non può essere vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Soggetto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("denominazione", models.CharField(max_length=200, unique=True)),
                ("sigla", models.CharField(blank=True, max_length=40)),
                (
                    "natura",
                    models.CharField(
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
                    "codice_fiscale",
                    models.CharField(
                        blank=True,
                        max_length=16,
                        null=True,
                        unique=True,
                        validators=[rete.models.soggetti.validate_codice_fiscale],
                    ),
                ),
                (
                    "partita_iva",
                    models.CharField(
                        blank=True,
                        max_length=11,
                        null=True,
                        unique=True,
                        validators=[rete.models.soggetti.validate_partita_iva],
                        verbose_name="partita IVA",
                    ),
                ),
                ("indirizzo", models.CharField(blank=True, max_length=200)),
                ("cap", models.CharField(blank=True, max_length=5, verbose_name="CAP")),
                ("localita", models.CharField(blank=True, max_length=120, verbose_name="località")),
                ("pec", models.EmailField(blank=True, max_length=254, verbose_name="PEC")),
                ("sito", models.URLField(blank=True, verbose_name="sito web")),
                ("descrizione", models.TextField(blank=True)),
                (
                    "comune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="soggetti",
                        to="rete.comune",
                        verbose_name="comune della sede",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "soggetti",
                "ordering": ["denominazione"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_soggetto_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
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
                                ],
                            )
                        ),
                        name="rete_soggetto_natura_ammesso",
                        violation_error_message="Il valore di «natura» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("codice_fiscale", ""), _negated=True),
                            models.Q(("partita_iva", ""), _negated=True),
                        ),
                        name="rete_soggetto_codici_assenti_o_pieni",
                        violation_error_message="Un codice che non si conosce si lascia vuoto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ciclo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("denominazione", models.CharField(max_length=120)),
                ("dal", models.DateField()),
                ("al", models.DateField()),
                (
                    "predecessore",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successore",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "capofila",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cicli",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cicli",
                "ordering": ["-dal"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_ciclo_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_ciclo_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Accordo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("denominazione", models.CharField(max_length=240)),
                ("sottoscritto_il", models.DateField(blank=True, null=True)),
                (
                    "data_citata",
                    models.CharField(blank=True, max_length=80, verbose_name="data come si legge"),
                ),
                (
                    "ciclo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accordo",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "accordi",
                "ordering": ["ciclo"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_accordo_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsistenzaDichiarata",
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
                            ("sottoscrittori", "Sottoscrittori dell'Accordo"),
                            ("aderenti", "Aderenti successivi"),
                        ],
                        max_length=20,
                    ),
                ),
                ("numero", models.PositiveIntegerField(verbose_name="numero di soggetti")),
                ("data", models.DateField()),
                ("fonte", models.CharField(max_length=200)),
                (
                    "accordo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consistenze",
                        to="rete.accordo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "consistenze dichiarate",
                "ordering": ["accordo", "data", "tipo"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["sottoscrittori", "aderenti"])),
                        name="rete_consistenzadichiarata_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fonte", ""), _negated=True),
                        name="rete_consistenzadichiarata_fonte_presente",
                        violation_error_message="«Fonte» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("accordo", "tipo", "data"),
                        name="rete_consistenzadichiarata_accordo_tipo_data_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EsempioServizio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "destinatario",
                    models.CharField(
                        choices=[
                            ("minori", "Minori"),
                            ("anziani_disabili", "Anziani e disabili"),
                            ("cittadini_famiglie", "Cittadini e famiglie"),
                            ("dipendenti_comunali", "Dipendenti comunali"),
                        ],
                        max_length=30,
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=240)),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="esempi",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "esempio di servizio comunale",
                "verbose_name_plural": "esempi di servizi comunali",
                "ordering": ["ciclo", "destinatario", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "destinatario__in",
                                [
                                    "minori",
                                    "anziani_disabili",
                                    "cittadini_famiglie",
                                    "dipendenti_comunali",
                                ],
                            )
                        ),
                        name="rete_esempioservizio_destinatario_ammesso",
                        violation_error_message="Il valore di «destinatario» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_esempioservizio_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "destinatario", "ordine"),
                        name="rete_esempioservizio_ciclo_destinatario_ordine_unici",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FaseProcedura",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=200)),
                ("entro_il", models.DateField(blank=True, null=True, verbose_name="termine")),
                ("avvenuta_il", models.DateField(blank=True, null=True, verbose_name="data")),
                (
                    "data_citata",
                    models.CharField(blank=True, max_length=80, verbose_name="data come si legge"),
                ),
                ("esito", models.TextField(blank=True)),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fasi",
                        to="rete.atto",
                    ),
                ),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fasi",
                        to="rete.ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "fase della procedura",
                "verbose_name_plural": "fasi della procedura",
                "ordering": ["ciclo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_faseprocedura_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("ciclo", "ordine"), name="rete_faseprocedura_ciclo_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parere",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("oggetto", models.CharField(max_length=240)),
                ("reso_il", models.DateField()),
                (
                    "esito",
                    models.CharField(
                        choices=[
                            ("favorevole", "Favorevole"),
                            ("condizionato", "Favorevole con osservazioni"),
                            ("contrario", "Contrario"),
                        ],
                        max_length=20,
                    ),
                ),
                ("osservazioni", models.TextField(blank=True)),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pareri",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "organo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pareri",
                        to="rete.organo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "pareri",
                "ordering": ["-reso_il"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("oggetto", ""), _negated=True),
                        name="rete_parere_oggetto_presente",
                        violation_error_message="«Oggetto» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("esito__in", ["favorevole", "condizionato", "contrario"])
                        ),
                        name="rete_parere_esito_ammesso",
                        violation_error_message="Il valore di «esito» non è fra quelli ammessi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seggio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("categoria", models.CharField(max_length=160, verbose_name="a chi appartiene")),
                (
                    "titolo",
                    models.CharField(blank=True, max_length=200, verbose_name="da che cosa nasce"),
                ),
                ("con_voto", models.BooleanField(default=True)),
                (
                    "organo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seggi",
                        to="rete.organo",
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vuoto se il seggio è di una categoria e non di un ente solo.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seggi",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "seggi",
                "ordering": ["organo", "ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("categoria", ""), _negated=True),
                        name="rete_seggio_categoria_presente",
                        violation_error_message="«Categoria» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("organo", "ordine"), name="rete_seggio_organo_ordine_unici"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfiloCapofila",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nome_rete", models.CharField(max_length=120, verbose_name="nome della rete")),
                ("ente_sovraordinato", models.CharField(blank=True, max_length=120)),
                ("sito_ente_sovraordinato", models.URLField(blank=True)),
                (
                    "firmatario",
                    models.CharField(
                        default="Direttore Generale",
                        max_length=120,
                        verbose_name="carica di chi firma il Piano",
                    ),
                ),
                (
                    "ufficio",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="ufficio che segue la Rete"
                    ),
                ),
                ("telefono", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "soggetto",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profilo",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "profili degli enti capofila",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nome_rete", ""), _negated=True),
                        name="rete_profilocapofila_nome_rete_presente",
                        violation_error_message="«Nome rete» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandato",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "qualita",
                    models.CharField(
                        choices=[("titolare", "Titolare"), ("supplente", "Supplente")],
                        default="titolare",
                        max_length=20,
                        verbose_name="qualità",
                    ),
                ),
                ("dal", models.DateField()),
                (
                    "al",
                    models.DateField(blank=True, null=True, verbose_name="ultimo giorno valido"),
                ),
                ("revocato_alle", models.DateTimeField(blank=True, null=True)),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandati",
                        to="rete.atto",
                    ),
                ),
                (
                    "utente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandati",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seggio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandati",
                        to="rete.seggio",
                    ),
                ),
                (
                    "designato_da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designazioni",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "mandati",
                "ordering": ["seggio", "qualita", "dal"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("qualita__in", ["titolare", "supplente"])),
                        name="rete_mandato_qualita_ammesso",
                        violation_error_message="Il valore di «qualita» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_mandato_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Legame",
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
                            ("articolazione", "articolazione di"),
                            ("consorziato", "consorziato in"),
                            ("federato", "federato a"),
                            ("capofila_ambito", "ente capofila dell'ambito"),
                            ("controllato", "controllato da"),
                        ],
                        max_length=20,
                    ),
                ),
                ("dal", models.DateField(blank=True, null=True)),
                ("al", models.DateField(blank=True, null=True)),
                (
                    "conta_nei_conflitti",
                    models.BooleanField(
                        default=True, help_text="Se il legame rende incompatibile chi valuta."
                    ),
                ),
                ("fonte", models.CharField(blank=True, max_length=200)),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legami_in_entrata",
                        to="rete.soggetto",
                    ),
                ),
                (
                    "da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legami_in_uscita",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "legami",
                "ordering": ["da", "a"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "articolazione",
                                    "consorziato",
                                    "federato",
                                    "capofila_ambito",
                                    "controllato",
                                ],
                            )
                        ),
                        name="rete_legame_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_legame_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("da", models.F("a")), _negated=True),
                        name="rete_legame_fra_soggetti_diversi",
                        violation_error_message="Un legame unisce due soggetti diversi.",
                    ),
                    models.UniqueConstraint(
                        fields=("da", "a", "tipo", "dal"),
                        name="rete_legame_unico",
                        violation_error_message="Questo legame è già registrato.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dal__isnull", True)),
                        fields=("da", "a", "tipo"),
                        name="rete_legame_unico_senza_data",
                        violation_error_message="Questo legame è già registrato.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GrafiaSoggetto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grafia", models.CharField(max_length=200)),
                (
                    "dove",
                    models.CharField(blank=True, max_length=200, verbose_name="dove si legge"),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grafie",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "grafie dei soggetti",
                "ordering": ["soggetto", "grafia"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grafia", ""), _negated=True),
                        name="rete_grafiasoggetto_grafia_presente",
                        violation_error_message="«Grafia» non può essere vuoto.",
                    ),
                    models.UniqueConstraint(
                        fields=("soggetto", "grafia"),
                        name="rete_grafiasoggetto_unica",
                        violation_error_message="Questa grafia è già registrata per il soggetto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delega",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ruolo",
                    models.CharField(
                        choices=[
                            ("operatore", "Operatore dell'ente capofila"),
                            ("responsabile", "Responsabile del procedimento"),
                            ("direzione", "Direzione"),
                            ("referente", "Referente del soggetto"),
                            ("regione", "Lettore per la Regione"),
                        ],
                        max_length=20,
                    ),
                ),
                ("dal", models.DateField()),
                (
                    "al",
                    models.DateField(blank=True, null=True, verbose_name="ultimo giorno valido"),
                ),
                ("revocato_alle", models.DateTimeField(blank=True, null=True)),
                (
                    "atto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deleghe",
                        to="rete.atto",
                    ),
                ),
                (
                    "utente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deleghe",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deleghe",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deleghe",
                "ordering": ["utente", "soggetto", "ruolo"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ruolo__in",
                                ["operatore", "responsabile", "direzione", "referente", "regione"],
                            )
                        ),
                        name="rete_delega_ruolo_ammesso",
                        violation_error_message="Il valore di «ruolo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_delega_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("al__isnull", True), ("revocato_alle__isnull", True)),
                        fields=("utente", "soggetto", "ruolo"),
                        name="rete_delega_una_sola_aperta",
                        violation_error_message="La persona ha già questa delega.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adesione",
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
                            ("sottoscrittore", "Sottoscrittore dell'Accordo"),
                            ("aderente", "Aderente"),
                            ("dedotta", "Dedotta dalla partecipazione a un'alleanza"),
                        ],
                        max_length=20,
                    ),
                ),
                ("dal", models.DateField(blank=True, null=True)),
                ("al", models.DateField(blank=True, null=True)),
                (
                    "accordo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adesioni",
                        to="rete.accordo",
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adesioni",
                        to="rete.soggetto",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "adesioni",
                "ordering": ["accordo", "soggetto"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["sottoscrittore", "aderente", "dedotta"])),
                        name="rete_adesione_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dal__isnull", True),
                            ("al__isnull", True),
                            ("al__gte", models.F("dal")),
                            _connector="OR",
                        ),
                        name="rete_adesione_dal_al_in_ordine",
                        violation_error_message="La data di fine viene prima della data di inizio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tipo", "dedotta"), ("dal__isnull", False), _connector="OR"
                        ),
                        name="rete_adesione_datata_se_non_dedotta",
                        violation_error_message="Un'adesione ha la data da cui decorre.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("al__isnull", True)),
                        fields=("accordo", "soggetto"),
                        name="rete_adesione_una_sola_aperta",
                        violation_error_message="Il soggetto aderisce già alla Rete.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CensimentoServizi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unita", models.PositiveIntegerField(verbose_name="unità d'offerta")),
                ("posti", models.PositiveIntegerField(blank=True, null=True, verbose_name="posti")),
                ("rilevato_il", models.DateField(blank=True, null=True)),
                ("fonte", models.CharField(blank=True, max_length=200)),
                (
                    "ciclo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="censimenti",
                        to="rete.ciclo",
                    ),
                ),
                (
                    "tipologia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="censimenti",
                        to="rete.tipologiaservizio",
                    ),
                ),
            ],
            options={
                "verbose_name": "censimento dei servizi",
                "verbose_name_plural": "censimenti dei servizi",
                "ordering": ["ciclo", "tipologia"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tipologia", "ciclo"),
                        name="rete_censimentoservizi_tipologia_ciclo_unici",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="ambito",
            name="distretto",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ambiti",
                to="rete.soggetto",
                verbose_name="distretto sociale che lo rappresenta",
            ),
        ),
    ]
