from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from conciliazione.codici import new_code
from conciliazione.sigilli import Padre, Sigillo
from conciliazione.vincoli import choice_check, not_blank, unique_row
from rete.enums import EsitoDecisione, EsitoPresenza, StatoRichiesta, StatoSeduta

NON_CONVOCATE = (StatoSeduta.PROGRAMMATA.value, StatoSeduta.ANNULLATA.value)
TENUTE = (
    StatoSeduta.TENUTA.value,
    StatoSeduta.VERBALIZZATA.value,
    StatoSeduta.APPROVATA.value,
)
CON_VERBALE = (StatoSeduta.VERBALIZZATA.value, StatoSeduta.APPROVATA.value)
# What minutes say is sealed with them: from their approval it neither changes nor grows.
APPROVAZIONE = Padre("seduta", dal="approvata_il", tranne={"stato": StatoSeduta.TENUTA.value})
VENUTI = (EsitoPresenza.PRESENTE.value, EsitoPresenza.SOSTITUITO.value)


class Seduta(models.Model):
    """A meeting of an organo: its convocation, agenda, attendance, minutes and decisions."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    organo = models.ForeignKey("rete.Organo", on_delete=models.PROTECT, related_name="sedute")
    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="sedute")
    stato = models.CharField(
        max_length=20, choices=StatoSeduta, default=StatoSeduta.PROGRAMMATA, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    inizio = models.DateTimeField("giorno e ora")
    fine_prevista = models.DateTimeField("fine prevista", null=True, blank=True)
    luogo = models.CharField(max_length=200, blank=True)
    collegamento = models.URLField("collegamento a distanza", blank=True)
    segretario = models.ForeignKey(
        "rete.Utente",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sedute_da_verbalizzare",
        verbose_name="chi scrive il verbale",
    )
    convocata_il = models.DateTimeField(null=True, editable=False)
    ordine_aggiornato_il = models.DateTimeField(
        "ordine del giorno cambiato dopo la convocazione", null=True, editable=False
    )
    pubblica = models.BooleanField(
        "di cui tutti leggono",
        default=False,
        editable=False,
        help_text="Convocata da un organo della Rete o di un progetto.",
    )
    tenuta_il = models.DateTimeField("segnata come tenuta il", null=True, editable=False)
    numero_legale = models.PositiveSmallIntegerField(
        "presenti che servivano", null=True, editable=False
    )
    verbale = models.TextField(blank=True, help_text="In Markdown.")
    verbalizzata_il = models.DateTimeField(null=True, editable=False)
    verbale_pdf = models.ForeignKey(
        "conciliazione.Documento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    approvata_in = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verbali_approvati",
        editable=False,
        verbose_name="seduta che ne approva il verbale",
    )
    approvata_il = models.DateTimeField(null=True, editable=False)
    pubblicata_il = models.DateTimeField("verbale pubblicato il", null=True, editable=False)
    rinviata_a = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="al_posto_di",
        editable=False,
    )

    class Meta:
        ordering = ["-inizio", "-pk"]
        verbose_name_plural = "sedute"
        indexes = [
            models.Index(fields=["organo", "-inizio"], name="rete_seduta_organo"),
            models.Index(fields=["-inizio", "-id"], name="rete_seduta_recenti"),
            # What everybody reads: counted and listed on the index alone, and the last minutes.
            models.Index(
                fields=["organo", "-inizio", "id"],
                condition=Q(pubblica=True),
                name="rete_seduta_pubbliche",
            ),
            models.Index(
                fields=["-pubblicata_il", "id"],
                condition=Q(pubblicata_il__isnull=False),
                name="rete_seduta_verbali",
            ),
        ]
        constraints = [
            choice_check("stato", StatoSeduta),
            models.CheckConstraint(
                condition=Q(fine_prevista__isnull=True) | Q(fine_prevista__gt=models.F("inizio")),
                name="%(app_label)s_%(class)s_finisce_dopo_l_inizio",
                violation_error_message="La seduta finisce dopo l’inizio.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=NON_CONVOCATE) | Q(convocata_il__isnull=False),
                name="%(app_label)s_%(class)s_convocata_con_data",
                violation_error_message="Una seduta convocata ha la data della convocazione.",
            ),
            models.CheckConstraint(
                condition=Q(ordine_aggiornato_il__isnull=True) | Q(convocata_il__isnull=False),
                name="%(app_label)s_%(class)s_aggiornata_se_convocata",
                violation_error_message="Si aggiorna l’ordine del giorno di chi è convocato.",
            ),
            models.CheckConstraint(
                condition=Q(pubblica=False) | Q(convocata_il__isnull=False),
                name="%(app_label)s_%(class)s_pubblica_se_convocata",
                violation_error_message="Di una seduta si sa solo quando è convocata.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=TENUTE, tenuta_il__isnull=False, numero_legale__isnull=False)
                | ~Q(stato__in=TENUTE) & Q(tenuta_il__isnull=True),
                name="%(app_label)s_%(class)s_tenuta_con_numero_legale",
                violation_error_message="Di una seduta tenuta si sa il numero legale.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=CON_VERBALE, verbalizzata_il__isnull=False) & ~Q(verbale="")
                | ~Q(stato__in=CON_VERBALE) & Q(verbalizzata_il__isnull=True),
                name="%(app_label)s_%(class)s_verbalizzata_con_verbale",
                violation_error_message="Il verbale non è scritto.",
            ),
            models.CheckConstraint(
                condition=Q(stato="approvata", approvata_il__isnull=False)
                | ~Q(stato="approvata") & Q(approvata_il__isnull=True, approvata_in__isnull=True),
                name="%(app_label)s_%(class)s_approvata_con_data",
                violation_error_message="Il verbale approvato ha la data dell’approvazione.",
            ),
            models.CheckConstraint(
                condition=Q(pubblicata_il__isnull=True) | Q(stato="approvata"),
                name="%(app_label)s_%(class)s_pubblicata_se_approvata",
                violation_error_message="Si pubblica solo un verbale approvato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organo}, seduta del {timezone.localtime(self.inizio):%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("rete:seduta", args=[self.codice])


class PuntoOrdineDelGiorno(models.Model):
    """One point of the agenda of a meeting."""

    seduta = models.ForeignKey(Seduta, on_delete=models.CASCADE, related_name="punti")
    ordine = models.PositiveSmallIntegerField()
    titolo = models.CharField(max_length=240)
    testo = models.TextField("che cosa si discute", blank=True)

    class Meta:
        ordering = ["seduta", "ordine"]
        verbose_name = "punto all’ordine del giorno"
        verbose_name_plural = "punti all’ordine del giorno"
        constraints = [not_blank("titolo"), unique_row("seduta", "ordine")]

    def __str__(self) -> str:
        return f"{self.ordine}. {self.titolo}"


class DocumentoSeduta(models.Model):
    """A file for those who take part in a meeting."""

    seduta = models.ForeignKey(Seduta, on_delete=models.CASCADE, related_name="documenti")
    titolo = models.CharField(max_length=200)
    documento = models.OneToOneField(
        "conciliazione.Documento", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["seduta", "pk"]
        verbose_name = "documento della seduta"
        verbose_name_plural = "documenti delle sedute"
        constraints = [not_blank("titolo")]

    def __str__(self) -> str:
        return self.titolo


class PresenzaSeduta(models.Model):
    """Who came to a meeting for a seat; or, when it is of the whole network, for a soggetto."""

    seduta = models.ForeignKey(Seduta, on_delete=models.CASCADE, related_name="presenze")
    seggio = models.ForeignKey(
        "rete.Seggio", on_delete=models.PROTECT, null=True, blank=True, related_name="presenze"
    )
    soggetto = models.ForeignKey(
        "rete.Soggetto", on_delete=models.PROTECT, null=True, blank=True, related_name="presenze"
    )
    mandato = models.ForeignKey(
        "rete.Mandato",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="presenze",
        verbose_name="mandato di chi è venuto",
    )
    esito = models.CharField(max_length=20, choices=EsitoPresenza)

    class Meta:
        ordering = ["seduta", "seggio", "soggetto"]
        verbose_name = "presenza alla seduta"
        verbose_name_plural = "presenze alle sedute"
        constraints = [
            choice_check("esito", EsitoPresenza),
            unique_row("seduta", "seggio"),
            unique_row("seduta", "soggetto"),
            models.CheckConstraint(
                condition=Q(seggio__isnull=False, soggetto__isnull=True)
                | Q(seggio__isnull=True, soggetto__isnull=False, mandato__isnull=True),
                name="%(app_label)s_%(class)s_di_un_seggio_o_di_un_soggetto",
                violation_error_message="La presenza è di un seggio oppure di un soggetto.",
            ),
            models.CheckConstraint(
                condition=Q(seggio__isnull=True)
                | Q(esito__in=VENUTI, mandato__isnull=False)
                | ~Q(esito__in=VENUTI) & Q(mandato__isnull=True),
                name="%(app_label)s_%(class)s_presente_con_mandato",
                violation_error_message="Per chi è presente si dice chi è venuto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seggio or self.soggetto}: {self.get_esito_display()}"


class Decisione(models.Model):
    """What an organo decided in a meeting, with its votes: a line of the register."""

    seduta = models.ForeignKey(Seduta, on_delete=models.PROTECT, related_name="decisioni")
    punto = models.ForeignKey(
        PuntoOrdineDelGiorno,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisioni",
    )
    numero = models.PositiveSmallIntegerField()
    versione = models.PositiveIntegerField(default=1, editable=False)
    testo = models.TextField()
    esito = models.CharField(max_length=20, choices=EsitoDecisione)
    favorevoli = models.PositiveSmallIntegerField(default=0)
    contrari = models.PositiveSmallIntegerField(default=0)
    astenuti = models.PositiveSmallIntegerField(default=0)

    sigillo = Sigillo(padre=APPROVAZIONE)

    class Meta:
        ordering = ["seduta", "numero"]
        verbose_name_plural = "decisioni"
        constraints = [
            choice_check("esito", EsitoDecisione),
            not_blank("testo"),
            unique_row("seduta", "numero"),
        ]

    def __str__(self) -> str:
        return f"decisione {self.numero}"


class RichiestaConvocazione(models.Model):
    """A member of an organo, or of the network, asks that it be convened, and on what."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    organo = models.ForeignKey(
        "rete.Organo", on_delete=models.PROTECT, related_name="richieste_convocazione"
    )
    stato = models.CharField(
        max_length=20, choices=StatoRichiesta, default=StatoRichiesta.APERTA, editable=False
    )
    argomento = models.CharField("su che cosa", max_length=240)
    testo = models.TextField("perché", blank=True)
    chiesta_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    in_veste_di = models.CharField("in veste di", max_length=250)
    chiesta_il = models.DateTimeField(db_default=Now(), editable=False)
    seduta = models.ForeignKey(
        Seduta,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="richieste",
        verbose_name="seduta che ne è nata",
        editable=False,
    )
    decisa_il = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-chiesta_il", "-pk"]
        verbose_name = "richiesta di convocazione"
        verbose_name_plural = "richieste di convocazione"
        constraints = [
            choice_check("stato", StatoRichiesta),
            not_blank("argomento"),
            models.CheckConstraint(
                condition=Q(stato="aperta", decisa_il__isnull=True, seduta__isnull=True)
                | Q(stato="respinta", decisa_il__isnull=False, seduta__isnull=True)
                | Q(stato="accolta", decisa_il__isnull=False, seduta__isnull=False),
                name="%(app_label)s_%(class)s_accolta_con_seduta",
                violation_error_message="Dalla richiesta accolta nasce una seduta.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organo}: {self.argomento}"
