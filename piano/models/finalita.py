from django.core.exceptions import ValidationError
from django.db import models

from conciliazione.cifre import ErroreCifra, find_figure
from conciliazione.vincoli import choice_check, not_blank, unique_row
from piano.enums import ModoMisura
from piano.models.piani import Piano

NON_SI_CALCOLA = "Nessuna riga del portale la registra ancora."
# The figures that read the measures: one of them would count itself.
DELLE_MISURE = "piano.misura"


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
    """Refuse the key of a figure that the portal does not compute, or not by itself."""
    try:
        trovata = find_figure(chiave)
    except ErroreCifra as errore:
        raise ValidationError(str(errore)) from errore
    if not trovata.is_plain or chiave.startswith(DELLE_MISURE):
        raise ValidationError(f"la cifra «{chiave}» non si legge da sola")


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
    modo = models.CharField(
        "come si calcola", max_length=20, choices=ModoMisura, default=ModoMisura.ALTROVE
    )
    cifra = models.CharField(
        "cifra del portale che la conta",
        max_length=80,
        blank=True,
        validators=[validate_figure],
        help_text="La chiave, come in [[rete.membri]]; vuota se si calcola in altro modo.",
    )
    cifra_incremento = models.CharField(
        "cifra del suo incremento percentuale",
        max_length=80,
        blank=True,
        validators=[validate_figure],
    )
    indicatori = models.ManyToManyField(
        "progetti.Indicatore",
        related_name="misure_del_piano",
        blank=True,
        verbose_name="indicatori dei progetti che si sommano",
    )
    perche = models.TextField("perché non si calcola", blank=True, default=NON_SI_CALCOLA)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["indicatore", "ordine"]
        verbose_name = "misura dell'indicatore"
        verbose_name_plural = "misure degli indicatori"
        constraints = [
            not_blank("denominazione"),
            unique_row("indicatore", "ordine"),
            choice_check("modo", ModoMisura),
            models.CheckConstraint(
                condition=models.Q(modo="cifra") & ~models.Q(cifra="")
                | ~models.Q(modo="cifra") & models.Q(cifra="", cifra_incremento=""),
                name="%(app_label)s_%(class)s_cifra_o_altro",
                violation_error_message="Una misura si legge da una cifra, o in un altro modo: mai"
                " in due.",
            ),
            models.CheckConstraint(
                condition=~models.Q(modo="altrove") | ~models.Q(perche=""),
                name="%(app_label)s_%(class)s_altrove_con_motivo",
                violation_error_message="Di una misura che non si calcola si scrive perché.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione

    @property
    def numero(self) -> str:
        """`3`, or `3.2` for the second measure of a compound indicator."""
        composto = len(self.indicatore.misure.all()) > 1
        return (
            f"{self.indicatore.ordine}.{self.ordine}" if composto else str(self.indicatore.ordine)
        )


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
