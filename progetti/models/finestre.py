from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.intervalli import NonSovrapporre, check_overlaps
from conciliazione.sigilli import Sigillo
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from progetti.enums import StatoConsegna
from progetti.models.progetti import Progetto
from progetti.models.risultati import Indicatore

GIORNI_PER_VERIFICARE = 30
GIORNI_DI_PREAVVISO = 15


class FinestraMonitoraggio(models.Model):
    """A period that is observed, and the days in which its results are delivered and verified."""

    CHIAVE = ("ciclo", "dal")

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="finestre")
    denominazione = models.CharField(
        "nome", max_length=80, help_text="Per esempio: secondo semestre 2014."
    )
    dal = models.DateField("inizio del periodo osservato")
    al = models.DateField("fine del periodo osservato")
    apre_il = models.DateTimeField("la consegna si apre il")
    scade_il = models.DateTimeField("la consegna scade il")
    giorni_verifica = models.PositiveSmallIntegerField(
        "giorni per verificare, dopo la scadenza", default=GIORNI_PER_VERIFICARE
    )
    giorni_preavviso = models.PositiveSmallIntegerField(
        "giorni di preavviso prima della scadenza", default=GIORNI_DI_PREAVVISO
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    creata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    creata_il = models.DateTimeField(db_default=Now(), editable=False)

    senza_sovrapposizioni = [
        NonSovrapporre(
            chiave=("ciclo",),
            messaggio="Un’altra finestra del ciclo osserva già una parte di quel periodo.",
        )
    ]

    class Meta:
        ordering = ["ciclo", "dal"]
        verbose_name = "finestra di monitoraggio"
        verbose_name_plural = "finestre di monitoraggio"
        constraints = [
            not_blank("denominazione"),
            dates_in_order(),
            models.CheckConstraint(
                condition=Q(scade_il__gt=F("apre_il")),
                name="%(app_label)s_%(class)s_scade_dopo_apertura",
                violation_error_message="La consegna scade dopo che si è aperta.",
            ),
            models.CheckConstraint(
                condition=Q(giorni_verifica__gt=0),
                name="%(app_label)s_%(class)s_tempo_per_verificare",
                violation_error_message="Serve almeno un giorno per verificare.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione

    def clean(self) -> None:
        """Say in words what the database would refuse; a day that is not known overlaps nothing."""
        if self.dal and self.al:
            check_overlaps(self)


class ConsegnaQuerySet(models.QuerySet):
    """What projects owe. Instants are compared with the database's clock, in the query itself."""

    def taking_reports(self) -> ConsegnaQuerySet:
        """Those in which something may still be declared."""
        return self.filter(finestra__apre_il__lte=Now(), scade_il__gte=Now()).not_closed()

    def not_closed(self) -> ConsegnaQuerySet:
        """Those whose values are not frozen yet: returned work is mended, work is verified."""
        return self.exclude(stato=StatoConsegna.CHIUSA)

    def with_indicators(self) -> ConsegnaQuerySet:
        """Those of projects that have something to report."""
        suoi = Indicatore.objects.filter(risultato__obiettivo__progetto=OuterRef("progetto"))
        return self.filter(Exists(suoi))

    def late(self) -> ConsegnaQuerySet:
        """Those whose term went by without a delivery."""
        return self.with_indicators().filter(stato=StatoConsegna.ATTESA, scade_il__lt=Now())

    def to_close(self) -> ConsegnaQuerySet:
        """Those whose time to be verified is over too."""
        return self.not_closed().filter(chiude_il__lt=Now())


class Consegna(models.Model):
    """What a project owes in a window: its results of the period, delivered, verified, frozen."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    finestra = models.ForeignKey(
        FinestraMonitoraggio, on_delete=models.PROTECT, related_name="consegne"
    )
    progetto = models.ForeignKey(Progetto, on_delete=models.PROTECT, related_name="consegne")
    stato = models.CharField(
        max_length=20, choices=StatoConsegna, default=StatoConsegna.ATTESA, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    scade_il = models.DateTimeField("scade il", editable=False)
    chiude_il = models.DateTimeField("si chiude il", editable=False)
    consegnata_il = models.DateTimeField(null=True, editable=False)
    chiusa_il = models.DateTimeField(null=True, editable=False)

    objects = ConsegnaQuerySet.as_manager()

    class Meta:
        ordering = ["finestra", "progetto"]
        verbose_name_plural = "consegne"
        indexes = [
            models.Index(fields=["stato", "scade_il"], name="progetti_consegna_scadenze"),
        ]
        constraints = [
            choice_check("stato", StatoConsegna),
            unique_row("finestra", "progetto"),
            models.CheckConstraint(
                condition=Q(chiude_il__gt=F("scade_il")),
                name="%(app_label)s_%(class)s_chiude_dopo_scadenza",
                violation_error_message="Si chiude dopo la scadenza: prima si verifica.",
            ),
            models.CheckConstraint(
                condition=Q(stato="attesa", consegnata_il__isnull=True)
                | Q(stato="consegnata", consegnata_il__isnull=False)
                | Q(stato="chiusa"),
                name="%(app_label)s_%(class)s_consegnata_con_data",
                violation_error_message="Una consegna fatta ha la sua data.",
            ),
            models.CheckConstraint(
                condition=Q(stato="chiusa", chiusa_il__isnull=False)
                | ~Q(stato="chiusa") & Q(chiusa_il__isnull=True),
                name="%(app_label)s_%(class)s_chiusa_con_data",
                violation_error_message="Una consegna chiusa ha la sua data.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.progetto}, {self.finestra}"

    def get_absolute_url(self) -> str:
        return reverse("monitoraggio:consegna", args=[self.codice])

    @property
    def is_closed(self) -> bool:
        """Whether its values are frozen."""
        return self.stato == StatoConsegna.CHIUSA


class ProrogaConsegna(models.Model):
    """More time to deliver, given to one project with a reason. Insert-only."""

    consegna = models.ForeignKey(Consegna, on_delete=models.PROTECT, related_name="proroghe")
    scadeva_il = models.DateTimeField("scadeva il")
    scade_il = models.DateTimeField("scade il")
    motivo = models.TextField()
    concessa_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    concessa_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["consegna", "concessa_il", "pk"]
        verbose_name = "proroga della consegna"
        verbose_name_plural = "proroghe delle consegne"
        constraints = [
            not_blank("motivo"),
            models.CheckConstraint(
                condition=Q(scade_il__gt=F("scadeva_il")),
                name="%(app_label)s_%(class)s_piu_tardi",
                violation_error_message="La nuova scadenza viene dopo quella di prima.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consegna}, proroga"


class NotaConsegna(models.Model):
    """Why an indicator is where it is in a window, in the words of who runs the project."""

    consegna = models.ForeignKey(Consegna, on_delete=models.PROTECT, related_name="note")
    indicatore = models.ForeignKey(Indicatore, on_delete=models.PROTECT, related_name="note")
    testo = models.TextField("nota", blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)
    scritta_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["consegna", "indicatore"]
        verbose_name = "nota della consegna"
        verbose_name_plural = "note delle consegne"
        constraints = [unique_row("consegna", "indicatore")]

    def __str__(self) -> str:
        return self.testo[:80]


class ValoreFinestra(models.Model):
    """What an indicator had reached when its window was closed. Insert-only."""

    consegna = models.ForeignKey(Consegna, on_delete=models.PROTECT, related_name="valori")
    indicatore = models.ForeignKey(Indicatore, on_delete=models.PROTECT, related_name="valori")
    base = models.DecimalField("partenza", max_digits=12, decimal_places=2, null=True)
    target = models.DecimalField("valore atteso", max_digits=12, decimal_places=2, null=True)
    atteso = models.DecimalField(
        "che cosa ci si attendeva a quella data", max_digits=12, decimal_places=2, null=True
    )
    dichiarato = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    con_prova = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    verificato = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    nota = models.TextField(blank=True)

    sigillo = Sigillo()

    class Meta:
        ordering = ["consegna", "indicatore"]
        verbose_name = "valore alla chiusura"
        verbose_name_plural = "valori alla chiusura"
        constraints = [unique_row("consegna", "indicatore")]

    def __str__(self) -> str:
        return f"{self.indicatore}: {self.verificato}"
