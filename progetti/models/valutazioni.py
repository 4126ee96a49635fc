from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.models import sha256_check
from conciliazione.sigilli import Sigillo
from conciliazione.vincoli import choice_check, not_blank, unique_row
from progetti.enums import StatoValutazione
from progetti.models.avvisi import Avviso
from progetti.models.parti_avviso import Criterio
from progetti.models.proposte import Proposta

CONSEGNATE = (StatoValutazione.CONSEGNATA.value, StatoValutazione.CONFERMATA.value)


class DichiarazioneInteressi(models.Model):
    """What a member declares, knowing only who proposes, before scoring. Insert-only."""

    avviso = models.ForeignKey(Avviso, on_delete=models.PROTECT, related_name="dichiarazioni")
    mandato = models.ForeignKey(
        "rete.Mandato", on_delete=models.PROTECT, related_name="dichiarazioni_interessi"
    )
    testo = models.TextField("che cosa dichiara")
    dichiarata_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["avviso", "dichiarata_il", "pk"]
        verbose_name = "dichiarazione di interessi"
        verbose_name_plural = "dichiarazioni di interessi"
        constraints = [not_blank("testo"), unique_row("avviso", "mandato")]

    def __str__(self) -> str:
        return f"{self.mandato}: dichiarazione su {self.avviso}"


class Incompatibilita(models.Model):
    """A member declares a personal conflict with a proposal. Insert-only.

    Those that come from what bodies do are never written: `progetti/incompatibilita.py` computes
    them from dated facts.
    """

    mandato = models.ForeignKey(
        "rete.Mandato", on_delete=models.PROTECT, related_name="incompatibilita"
    )
    proposta = models.ForeignKey(Proposta, on_delete=models.PROTECT, related_name="incompatibilita")
    motivo = models.TextField()
    dichiarata_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    dichiarata_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["proposta", "dichiarata_il", "pk"]
        verbose_name = "incompatibilità dichiarata"
        verbose_name_plural = "incompatibilità dichiarate"
        constraints = [not_blank("motivo"), unique_row("mandato", "proposta")]

    def __str__(self) -> str:
        return f"{self.mandato}: incompatibile con {self.proposta}"


class Valutazione(models.Model):
    """The sheet of one member on one proposal: written alone, delivered, then confirmed."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    proposta = models.ForeignKey(Proposta, on_delete=models.PROTECT, related_name="valutazioni")
    mandato = models.ForeignKey(
        "rete.Mandato", on_delete=models.PROTECT, related_name="valutazioni"
    )
    stato = models.CharField(
        max_length=20,
        choices=StatoValutazione,
        default=StatoValutazione.IN_CORSO,
        editable=False,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    aperta_il = models.DateTimeField(db_default=Now(), editable=False)
    consegnata_il = models.DateTimeField(null=True, editable=False)
    confermata_il = models.DateTimeField(null=True, editable=False)
    annullata_il = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["proposta", "mandato"]
        verbose_name_plural = "valutazioni"
        indexes = [models.Index(fields=["mandato", "stato"], name="progetti_valutazione_di_chi")]
        constraints = [
            choice_check("stato", StatoValutazione),
            unique_row("proposta", "mandato"),
            models.CheckConstraint(
                condition=~Q(stato__in=CONSEGNATE) | Q(consegnata_il__isnull=False),
                name="%(app_label)s_%(class)s_consegnata_con_data",
                violation_error_message="Una scheda consegnata ha la data.",
            ),
            models.CheckConstraint(
                condition=Q(stato="confermata", confermata_il__isnull=False)
                | ~Q(stato="confermata") & Q(confermata_il__isnull=True),
                name="%(app_label)s_%(class)s_confermata_con_data",
                violation_error_message="Una scheda confermata ha la data.",
            ),
            models.CheckConstraint(
                condition=Q(stato="annullata", annullata_il__isnull=False)
                | ~Q(stato="annullata") & Q(annullata_il__isnull=True),
                name="%(app_label)s_%(class)s_annullata_con_data",
                violation_error_message="Una scheda annullata ha la data.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandato} su {self.proposta}"

    def get_absolute_url(self) -> str:
        return reverse("valutazioni:scheda", args=[self.codice])


class Punteggio(models.Model):
    """What a member is writing on a criterion: points and reason, until the sheet is delivered."""

    valutazione = models.ForeignKey(Valutazione, on_delete=models.CASCADE, related_name="punteggi")
    criterio = models.ForeignKey(Criterio, on_delete=models.PROTECT, related_name="punteggi")
    punti = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    motivazione = models.TextField(blank=True)

    class Meta:
        ordering = ["valutazione", "criterio__ordine"]
        verbose_name_plural = "punteggi"
        constraints = [
            unique_row("valutazione", "criterio"),
            models.CheckConstraint(
                condition=Q(punti__isnull=True) | Q(punti__gte=0),
                name="%(app_label)s_%(class)s_punti_non_negativi",
                violation_error_message="I punti non possono essere negativi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterio}: {self.punti}"


class PunteggioConsegnato(models.Model):
    """A sheet as it was delivered, or as it was amended after the reveal. Insert-only.

    `dati`: `{"criteri": [{"criterio": ordine, "titolo", "peso", "massimo", "punti",
    "motivazione"}]}`, numbers as text with a decimal point.
    """

    valutazione = models.ForeignKey(
        Valutazione, on_delete=models.PROTECT, related_name="consegnati"
    )
    numero = models.PositiveSmallIntegerField("versione")
    dati = models.JSONField()
    totale = models.DecimalField("totale su 100", max_digits=5, decimal_places=2)
    motivo = models.TextField("perché cambia", blank=True)
    sha256 = models.CharField("impronta SHA-256 dei dati", max_length=64)
    consegnato_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    consegnato_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["valutazione", "numero"]
        verbose_name = "punteggio consegnato"
        verbose_name_plural = "punteggi consegnati"
        constraints = [
            unique_row("valutazione", "numero"),
            sha256_check(),
            models.CheckConstraint(
                condition=Q(totale__gte=0, totale__lte=100),
                name="%(app_label)s_%(class)s_totale_fra_0_e_100",
                violation_error_message="Il totale va da 0 a 100.",
            ),
            models.CheckConstraint(
                condition=Q(numero=1) | ~Q(motivo=""),
                name="%(app_label)s_%(class)s_cambiato_con_motivo",
                violation_error_message="Di un punteggio cambiato si scrive il motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valutazione}, versione {self.numero}"


class NotaDiscussione(models.Model):
    """What the organo said where its members were far apart on a proposal. Insert-only."""

    proposta = models.ForeignKey(Proposta, on_delete=models.PROTECT, related_name="discussioni")
    testo = models.TextField("che cosa si è detto")
    autore = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    scritta_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["proposta", "scritta_il", "pk"]
        verbose_name = "nota della discussione"
        verbose_name_plural = "note della discussione"
        constraints = [not_blank("testo")]

    def __str__(self) -> str:
        return f"discussione su {self.proposta}"
