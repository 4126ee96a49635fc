from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from conciliazione.sigilli import Sigillo
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from rete.enums import EsitoVerifica, TipoSospensione
from rete.models.domande import DomandaAdesione


class Sospensione(models.Model):
    """What the staff asked of an applicant, by when, and the answer: meanwhile the term waits."""

    domanda = models.ForeignKey(
        DomandaAdesione, on_delete=models.PROTECT, related_name="sospensioni"
    )
    tipo = models.CharField(max_length=20, choices=TipoSospensione)
    testo = models.TextField("che cosa si chiede, o i motivi")
    dal = models.DateField(editable=False)
    entro_il = models.DateField("rispondere entro")
    al = models.DateField("fine della sospensione", null=True, blank=True, editable=False)
    ritirata_il = models.DateField(
        "non più chiesta dal", null=True, editable=False, help_text="Prima che il tempo finisse."
    )
    risposta = models.TextField("che cosa ha risposto", blank=True)
    risposta_il = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["domanda", "dal", "pk"]
        verbose_name_plural = "sospensioni"
        constraints = [
            choice_check("tipo", TipoSospensione),
            dates_in_order(),
            dates_in_order("dal", "entro_il"),
            not_blank("testo"),
            models.UniqueConstraint(
                fields=["domanda"],
                condition=Q(al__isnull=True),
                name="%(app_label)s_%(class)s_una_sola_aperta",
                violation_error_message="Il termine è già sospeso.",
            ),
            models.CheckConstraint(
                condition=Q(risposta_il__isnull=True) | Q(al__isnull=False),
                name="%(app_label)s_%(class)s_finita_se_ha_risposta",
                violation_error_message="Con la risposta la sospensione finisce.",
            ),
            models.CheckConstraint(
                condition=Q(ritirata_il__isnull=True)
                | Q(
                    al__isnull=False,
                    risposta_il__isnull=True,
                    ritirata_il__lte=models.F("entro_il"),
                ),
                name="%(app_label)s_%(class)s_ritirata_in_tempo",
                violation_error_message="Si ritira ciò che si chiedeva prima che il tempo finisca.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} dal {self.dal:%d/%m/%Y}"


class NotaDomanda(models.Model):
    """What the staff write to one another about a request: the applicant never reads it."""

    domanda = models.ForeignKey(DomandaAdesione, on_delete=models.PROTECT, related_name="note")
    autore = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    testo = models.TextField()
    scritta_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["scritta_il", "pk"]
        verbose_name = "nota interna"
        verbose_name_plural = "note interne"
        constraints = [not_blank("testo")]

    def __str__(self) -> str:
        return f"nota di {self.autore}"


class VoceVerifica(models.Model):
    """A line of the check list of the membership requests."""

    CHIAVE = ("ordine",)

    ordine = models.PositiveSmallIntegerField(unique=True)
    testo = models.CharField(max_length=240)
    attiva = models.BooleanField(default=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["ordine"]
        verbose_name = "voce della verifica"
        verbose_name_plural = "voci della verifica"
        constraints = [not_blank("testo")]

    def __str__(self) -> str:
        return self.testo


class VerificaDomanda(models.Model):
    """What the staff found for a line of the check list of a request."""

    domanda = models.ForeignKey(DomandaAdesione, on_delete=models.CASCADE, related_name="verifiche")
    voce = models.ForeignKey(VoceVerifica, on_delete=models.PROTECT, related_name="+")
    esito = models.CharField(max_length=20, choices=EsitoVerifica)
    nota = models.CharField(max_length=240, blank=True)
    fatta_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    fatta_il = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["domanda", "voce"]
        verbose_name = "verifica della domanda"
        verbose_name_plural = "verifiche delle domande"
        constraints = [choice_check("esito", EsitoVerifica), unique_row("domanda", "voce")]

    def __str__(self) -> str:
        return f"{self.voce}: {self.get_esito_display()}"
