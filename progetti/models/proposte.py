from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.campi import EuroField, RicercaField
from conciliazione.codici import new_code
from conciliazione.models import sha256_check
from conciliazione.sigilli import Padre, Sigillo
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from progetti.enums import (
    EsitoGraduatoria,
    EsitoRequisito,
    FonteFinanziamento,
    StatoPartecipazione,
    StatoProposta,
    TipoRichiestaProposta,
)
from progetti.models.avvisi import Avviso

# Sent, and not withdrawn: those that the procedure is about.
IN_GARA = tuple(
    stato.value
    for stato in StatoProposta
    if stato not in (StatoProposta.BOZZA, StatoProposta.RITIRATA)
)
# Waiting for the staff to say whether they are admissible.
DA_ISTRUIRE = (
    StatoProposta.PRESENTATA.value,
    StatoProposta.CHIARIMENTI.value,
    StatoProposta.PREAVVISO.value,
)
# One for each alliance; without alliance, one for each proponent.
GIA_PROPOSTA = (
    "Su questo avviso c’è già una proposta: per cambiarla, aprirla; se è presentata, prima"
    " ritirarla."
)
# From its sending, what a proposal says and asks is what will be scored and funded; withdrawn too.
INVIO = Padre("proposta", dal="presentata_il", tranne={"stato": StatoProposta.BOZZA.value})
# Scored, or being scored.
VALUTABILI = (
    StatoProposta.AMMISSIBILE.value,
    StatoProposta.VALUTATA.value,
    StatoProposta.FINANZIATA.value,
    StatoProposta.NON_FINANZIATA.value,
    StatoProposta.NON_AMMESSA.value,
    StatoProposta.RINUNCIATA.value,
)


class Proposta(models.Model):
    """What answers a call: a project with its partners, its results and its money, as asked.

    `contenuto` is the tree of the project in the schema of `progetti/contenuto.py`.
    """

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    avviso = models.ForeignKey(Avviso, on_delete=models.PROTECT, related_name="proposte")
    stato = models.CharField(
        max_length=20, choices=StatoProposta, default=StatoProposta.BOZZA, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    proponente = models.ForeignKey(
        "rete.Soggetto", on_delete=models.PROTECT, related_name="proposte", editable=False
    )
    alleanza = models.ForeignKey(
        "alleanze.Alleanza",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposte",
        editable=False,
    )
    titolo = models.CharField(max_length=160, blank=True)
    sottotitolo = models.CharField(max_length=240, blank=True)
    contesto = models.TextField("analisi del contesto", blank=True, help_text="In Markdown.")
    obiettivo = models.TextField("obiettivo dell’intervento", blank=True, help_text="In Markdown.")
    dal = models.DateField("inizio del progetto", null=True, blank=True)
    al = models.DateField("fine del progetto", null=True, blank=True)
    azioni = models.ManyToManyField(
        "progetti.AzioneProgettuale",
        related_name="proposte",
        blank=True,
        verbose_name="azioni prescelte",
    )
    contenuto = models.JSONField("obiettivi, attività e risultati", default=dict, blank=True)
    ripresa_da = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ripresa",
        verbose_name="proposta ritirata da cui riprende",
        editable=False,
    )
    creata_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    creata_il = models.DateTimeField(db_default=Now(), editable=False)
    modificata_il = models.DateTimeField(db_default=Now(), editable=False)

    # --- The procedure ---
    presentata_il = models.DateTimeField(null=True, editable=False)
    ritirata_il = models.DateTimeField(null=True, editable=False)
    istruita_il = models.DateTimeField("ammissibilità decisa il", null=True, editable=False)
    atto_esclusione = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="atto che la esclude",
        editable=False,
    )
    decisa_il = models.DateTimeField("esito registrato il", null=True, editable=False)
    precedenza = models.PositiveSmallIntegerField(
        "posto fra i pari merito, deciso dall’organo", null=True, editable=False
    )
    importo_concesso = EuroField("contributo concesso in euro", null=True, editable=False)
    atto_concessione = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposte_finanziate",
        verbose_name="atto che concede il contributo",
        editable=False,
    )
    progetto = models.OneToOneField(
        "progetti.Progetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposta",
        verbose_name="progetto che ne è nato",
        editable=False,
    )
    ricerca = RicercaField(da=("codice", "titolo", "sottotitolo"))

    # Once sent, only the procedure goes on; two cards of one soggetto may still become one.
    sigillo = Sigillo(
        tranne={"presentata_il": None},
        redigibili=(
            *("stato", "versione", "modificata_il", "presentata_il", "ritirata_il", "ricerca"),
            *("istruita_il", "atto_esclusione", "decisa_il", "precedenza", "importo_concesso"),
            *("atto_concessione", "progetto", "proponente"),
        ),
    )

    class Meta:
        ordering = ["avviso", "presentata_il", "pk"]
        verbose_name_plural = "proposte"
        indexes = [models.Index(fields=["avviso", "stato"], name="progetti_proposta_stato")]
        constraints = [
            choice_check("stato", StatoProposta),
            dates_in_order(),
            models.UniqueConstraint(
                fields=["avviso", "proponente"],
                condition=Q(alleanza__isnull=True) & ~Q(stato="ritirata"),
                name="%(app_label)s_%(class)s_una_sola_per_proponente",
                violation_error_message=GIA_PROPOSTA,
            ),
            models.UniqueConstraint(
                fields=["avviso", "alleanza"],
                condition=Q(alleanza__isnull=False) & ~Q(stato="ritirata"),
                name="%(app_label)s_%(class)s_una_sola_per_alleanza",
                violation_error_message=GIA_PROPOSTA,
            ),
            models.CheckConstraint(
                condition=Q(stato="bozza", presentata_il__isnull=True)
                | Q(stato="ritirata")
                | ~Q(stato="bozza") & Q(presentata_il__isnull=False) & ~Q(titolo=""),
                name="%(app_label)s_%(class)s_presentata_con_data",
                violation_error_message="Una proposta presentata ha la data e il titolo.",
            ),
            models.CheckConstraint(
                condition=Q(stato="ritirata", ritirata_il__isnull=False)
                | ~Q(stato="ritirata") & Q(ritirata_il__isnull=True),
                name="%(app_label)s_%(class)s_ritirata_con_data",
                violation_error_message="Una proposta ritirata ha la sua data.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=["bozza", "ritirata", *DA_ISTRUIRE])
                | Q(istruita_il__isnull=False),
                name="%(app_label)s_%(class)s_istruita_con_data",
                violation_error_message="Di una proposta ammissibile o esclusa si sa quando.",
            ),
            models.CheckConstraint(
                condition=Q(stato="esclusa", atto_esclusione__isnull=False)
                | ~Q(stato="esclusa") & Q(atto_esclusione__isnull=True),
                name="%(app_label)s_%(class)s_esclusa_con_atto",
                violation_error_message="Una proposta esclusa ha l’atto che la esclude.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    stato__in=["finanziata", "non_finanziata", "non_ammessa", "rinunciata"]
                )
                | Q(decisa_il__isnull=False),
                name="%(app_label)s_%(class)s_decisa_con_data",
                violation_error_message="Una proposta in graduatoria ha la data dell’esito.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=["finanziata", "rinunciata"])
                | Q(importo_concesso__isnull=True, progetto__isnull=True),
                name="%(app_label)s_%(class)s_finanziata_con_importo",
                violation_error_message="Solo una proposta finanziata ha importo e progetto.",
            ),
            models.CheckConstraint(
                condition=~Q(stato="finanziata") | Q(importo_concesso__gt=0),
                name="%(app_label)s_%(class)s_importo_se_finanziata",
                violation_error_message="Una proposta finanziata ha il contributo concesso.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo or f"Proposta {self.codice}"

    def get_absolute_url(self) -> str:
        return reverse("proposte:proposta", args=[self.codice])

    @property
    def is_draft(self) -> bool:
        """Whether it may still be written."""
        return self.stato == StatoProposta.BOZZA

    @property
    def is_running(self) -> bool:
        """Whether it was sent and not withdrawn."""
        return self.stato in IN_GARA


Proposta.azioni.through.sigillo = Sigillo(padre=INVIO)


class PartecipazioneProposta(models.Model):
    """A soggetto that a proposal names as capofila or partner, and whether it confirmed."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    proposta = models.ForeignKey(Proposta, on_delete=models.CASCADE, related_name="partecipazioni")
    soggetto = models.ForeignKey(
        "rete.Soggetto", on_delete=models.PROTECT, related_name="partecipazioni"
    )
    capofila = models.BooleanField(default=False, editable=False)
    compito = models.TextField("che cosa fa nel progetto", blank=True)
    ordine = models.PositiveSmallIntegerField(default=0)
    stato = models.CharField(
        max_length=20,
        choices=StatoPartecipazione,
        default=StatoPartecipazione.ATTESA,
        editable=False,
    )
    email = models.EmailField("e-mail a cui si chiede la conferma", blank=True)
    impronta = models.CharField(
        "impronta del collegamento personale",
        max_length=64,
        null=True,
        unique=True,
        editable=False,
    )
    collegamento_fino_a = models.DateTimeField(null=True, editable=False)
    risposto_da = models.CharField("chi ha risposto", max_length=250, blank=True, editable=False)
    motivo = models.TextField("perché non partecipa", blank=True, editable=False)
    risposto_il = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["proposta", "-capofila", "ordine", "pk"]
        verbose_name = "partecipazione alla proposta"
        verbose_name_plural = "partecipazioni alle proposte"
        constraints = [
            choice_check("stato", StatoPartecipazione),
            unique_row("proposta", "soggetto"),
            models.UniqueConstraint(
                fields=["proposta"],
                condition=Q(capofila=True),
                name="%(app_label)s_%(class)s_un_solo_capofila",
                violation_error_message="La proposta ha già il capofila.",
            ),
            models.CheckConstraint(
                condition=Q(stato="attesa", risposto_il__isnull=True)
                | ~Q(stato="attesa") & Q(risposto_il__isnull=False) & ~Q(risposto_da=""),
                name="%(app_label)s_%(class)s_risposta_con_chi_e_quando",
                violation_error_message="Di una risposta si sa chi l’ha data e quando.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soggetto} ({'capofila' if self.capofila else 'partner'})"


class QuotaProposta(models.Model):
    """A line of the budget that a proposal asks or promises: what for, from which source."""

    proposta = models.ForeignKey(Proposta, on_delete=models.CASCADE, related_name="quote")
    ordine = models.PositiveSmallIntegerField()
    voce = models.CharField("per che cosa", max_length=200)
    fonte = models.CharField(max_length=20, choices=FonteFinanziamento)
    soggetto = models.ForeignKey(
        "rete.Soggetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quote_proposte",
        verbose_name="chi lo mette",
        help_text="Vuoto per il contributo che si chiede.",
    )
    importo = EuroField("importo in euro")
    in_natura = models.BooleanField("in natura", default=False)

    sigillo = Sigillo(padre=INVIO, redigibili=("soggetto",))

    class Meta:
        ordering = ["proposta", "ordine"]
        verbose_name = "quota della proposta"
        verbose_name_plural = "quote delle proposte"
        constraints = [
            not_blank("voce"),
            choice_check("fonte", FonteFinanziamento),
            unique_row("proposta", "ordine"),
            models.CheckConstraint(
                condition=Q(importo__gt=0),
                name="%(app_label)s_%(class)s_importo_positivo",
                violation_error_message="L’importo è maggiore di zero.",
            ),
            models.CheckConstraint(
                condition=~Q(fonte="regionale") | Q(in_natura=False),
                name="%(app_label)s_%(class)s_contributo_in_denaro",
                violation_error_message="Il contributo che si chiede è in denaro.",
            ),
        ]

    def __str__(self) -> str:
        return self.voce


class AllegatoProposta(models.Model):
    """A file of a proposal."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    proposta = models.ForeignKey(Proposta, on_delete=models.CASCADE, related_name="allegati")
    titolo = models.CharField(max_length=200)
    documento = models.OneToOneField(
        "conciliazione.Documento", on_delete=models.PROTECT, related_name="+"
    )
    aggiunto_il = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["proposta", "aggiunto_il", "pk"]
        verbose_name = "allegato della proposta"
        verbose_name_plural = "allegati delle proposte"
        constraints = [not_blank("titolo")]

    def __str__(self) -> str:
        return self.titolo


class RichiestaProposta(models.Model):
    """What the staff asked of who proposed, by when, and the answer."""

    proposta = models.ForeignKey(Proposta, on_delete=models.PROTECT, related_name="richieste")
    tipo = models.CharField(max_length=20, choices=TipoRichiestaProposta)
    testo = models.TextField("che cosa si chiede, o i motivi")
    chiesta_il = models.DateTimeField(db_default=Now(), editable=False)
    entro_il = models.DateField("rispondere entro")
    risposta = models.TextField(blank=True)
    risposta_il = models.DateTimeField(null=True, blank=True, editable=False)
    chiusa_il = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["proposta", "chiesta_il", "pk"]
        verbose_name = "richiesta al proponente"
        verbose_name_plural = "richieste ai proponenti"
        constraints = [
            choice_check("tipo", TipoRichiestaProposta),
            not_blank("testo"),
            models.UniqueConstraint(
                fields=["proposta"],
                condition=Q(chiusa_il__isnull=True),
                name="%(app_label)s_%(class)s_una_sola_aperta",
                violation_error_message="C’è già una richiesta che aspetta risposta.",
            ),
            models.CheckConstraint(
                condition=Q(risposta="", risposta_il__isnull=True)
                | ~Q(risposta="") & Q(risposta_il__isnull=False, chiusa_il__isnull=False),
                name="%(app_label)s_%(class)s_chiusa_se_ha_risposta",
                violation_error_message="Con la risposta la richiesta si chiude.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_tipo_display()


class VerificaRequisito(models.Model):
    """What the staff found for a requirement of a call in a proposal."""

    proposta = models.ForeignKey(Proposta, on_delete=models.CASCADE, related_name="verifiche")
    requisito = models.ForeignKey(
        "progetti.RequisitoAvviso", on_delete=models.PROTECT, related_name="+"
    )
    esito = models.CharField(max_length=20, choices=EsitoRequisito)
    nota = models.CharField(max_length=240, blank=True)
    fatta_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    fatta_il = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["proposta", "requisito"]
        verbose_name = "verifica del requisito"
        verbose_name_plural = "verifiche dei requisiti"
        constraints = [choice_check("esito", EsitoRequisito), unique_row("proposta", "requisito")]

    def __str__(self) -> str:
        return f"{self.requisito}: {self.get_esito_display()}"


class Esito(models.Model):
    """The place of a proposal in the ranking that the act of the outcome approved. Insert-only."""

    proposta = models.OneToOneField(Proposta, on_delete=models.PROTECT, related_name="esito")
    esito = models.CharField(max_length=20, choices=EsitoGraduatoria)
    posizione = models.PositiveSmallIntegerField(null=True, blank=True)
    punteggio = models.DecimalField(max_digits=5, decimal_places=2)
    importo = EuroField("contributo assegnato in euro", null=True, blank=True)
    motivazione = models.TextField()
    calcolo = models.JSONField("da che cosa viene il punteggio")
    sha256 = models.CharField("impronta SHA-256 del calcolo", max_length=64)
    registrato_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["proposta__avviso", "posizione", "pk"]
        verbose_name_plural = "esiti"
        constraints = [
            choice_check("esito", EsitoGraduatoria),
            not_blank("motivazione"),
            sha256_check(),
            models.CheckConstraint(
                condition=Q(punteggio__gte=0, punteggio__lte=100),
                name="%(app_label)s_%(class)s_punteggio_fra_0_e_100",
                violation_error_message="Il punteggio va da 0 a 100.",
            ),
            models.CheckConstraint(
                condition=Q(esito="non_ammessa", posizione__isnull=True)
                | ~Q(esito="non_ammessa") & Q(posizione__isnull=False),
                name="%(app_label)s_%(class)s_in_graduatoria_se_ammessa",
                violation_error_message="In graduatoria sta chi è ammesso.",
            ),
            models.CheckConstraint(
                condition=Q(esito="finanziata", importo__gt=0)
                | ~Q(esito="finanziata") & Q(importo__isnull=True),
                name="%(app_label)s_%(class)s_importo_se_finanziata",
                violation_error_message="Ha un importo chi è finanziato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposta}: {self.get_esito_display()}"
