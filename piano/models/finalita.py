from django.core.exceptions import ValidationError
from django.db import models

from conciliazione.cifre import ErroreCifra, find_figure
from conciliazione.vincoli import not_blank, unique_row
from piano.models.piani import Piano


class Finalita(models.Model):
    """A general purpose of the Piano."""

    CHIAVE = ("piano", "ordine")

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="finalita")
    ordine = models.PositiveSmallIntegerField()
    testo = models.TextField()

    class Meta:
        ordering = ["piano", "ordine"]
        verbose_name = "finalità"
        verbose_name_plural = "finalità"
        constraints = [not_blank("testo"), unique_row("piano", "ordine")]

    def __str__(self) -> str:
        return self.testo


class IndicatorePiano(models.Model):
    """An indicator by which the whole Piano is judged."""

    CHIAVE = ("piano", "ordine")

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="indicatori")
    ordine = models.PositiveSmallIntegerField()
    denominazione = models.TextField()

    class Meta:
        ordering = ["piano", "ordine"]
        verbose_name = "indicatore del Piano"
        verbose_name_plural = "indicatori del Piano"
        constraints = [not_blank("denominazione"), unique_row("piano", "ordine")]

    def __str__(self) -> str:
        return self.denominazione


def validate_figure(chiave: str) -> None:
    """Refuse the key of a figure that the portal does not compute."""
    try:
        find_figure(chiave)
    except ErroreCifra as errore:
        raise ValidationError(str(errore)) from errore


class MisuraIndicatore(models.Model):
    """A quantity that an indicator of the Piano is made of; a compound one has several."""

    CHIAVE = ("indicatore", "ordine")

    indicatore = models.ForeignKey(IndicatorePiano, on_delete=models.CASCADE, related_name="misure")
    ordine = models.PositiveSmallIntegerField()
    denominazione = models.CharField(max_length=200)
    con_incremento = models.BooleanField("anche come incremento percentuale", default=False)
    base = models.DecimalField(
        "valore di partenza", max_digits=12, decimal_places=2, null=True, blank=True
    )
    target = models.DecimalField(
        "valore atteso", max_digits=12, decimal_places=2, null=True, blank=True
    )
    fonte = models.CharField("da dove si rileva", max_length=200, blank=True)
    cadenza = models.CharField("ogni quanto si rileva", max_length=80, blank=True)
    cifra = models.CharField(
        "cifra del portale che la conta",
        max_length=80,
        blank=True,
        validators=[validate_figure],
        help_text="La chiave, come in [[rete.membri]]; vuota se si rileva altrove.",
    )
    cifra_incremento = models.CharField(
        "cifra del suo incremento percentuale",
        max_length=80,
        blank=True,
        validators=[validate_figure],
    )

    class Meta:
        ordering = ["indicatore", "ordine"]
        verbose_name = "misura dell'indicatore"
        verbose_name_plural = "misure degli indicatori"
        constraints = [not_blank("denominazione"), unique_row("indicatore", "ordine")]

    def __str__(self) -> str:
        return self.denominazione


class ObiettivoGenerale(models.Model):
    """A general objective of the Piano, with the indicators that speak of it."""

    CHIAVE = ("piano", "ordine")

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="obiettivi")
    ordine = models.PositiveSmallIntegerField()
    testo = models.TextField()
    indicatori = models.ManyToManyField(IndicatorePiano, related_name="obiettivi", blank=True)

    class Meta:
        ordering = ["piano", "ordine"]
        verbose_name = "obiettivo generale"
        verbose_name_plural = "obiettivi generali"
        constraints = [not_blank("testo"), unique_row("piano", "ordine")]

    def __str__(self) -> str:
        return self.testo


class PuntoSostenibilita(models.Model):
    """A reason why what the Piano starts will last beyond its money."""

    CHIAVE = ("piano", "lettera")

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="sostenibilita")
    lettera = models.CharField(max_length=2)
    titolo = models.TextField()

    class Meta:
        ordering = ["piano", "lettera"]
        verbose_name = "punto di sostenibilità"
        verbose_name_plural = "punti di sostenibilità"
        constraints = [not_blank("titolo"), unique_row("piano", "lettera")]

    def __str__(self) -> str:
        return f"{self.lettera}. {self.titolo}"


class ElementoSostenibilita(models.Model):
    """One of the facts on which a point of sustainability rests."""

    CHIAVE = ("punto", "ordine")

    punto = models.ForeignKey(PuntoSostenibilita, on_delete=models.CASCADE, related_name="elementi")
    ordine = models.PositiveSmallIntegerField()
    testo = models.TextField()

    class Meta:
        ordering = ["punto", "ordine"]
        verbose_name = "elemento di sostenibilità"
        verbose_name_plural = "elementi di sostenibilità"
        constraints = [not_blank("testo"), unique_row("punto", "ordine")]

    def __str__(self) -> str:
        return self.testo
