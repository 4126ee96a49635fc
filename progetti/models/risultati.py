from django.db import models

from conciliazione.campi import RicercaField
from conciliazione.vincoli import choice_check, not_blank, unique_row
from progetti.enums import ContaProva, Direzione
from progetti.models.obiettivi import ObiettivoSpecifico


class TipoProva(models.Model):
    """A kind of document that proves that something was done."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=60, unique=True)
    denominazione = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["denominazione"]
        verbose_name = "tipo di prova"
        verbose_name_plural = "tipi di prova"
        constraints = [not_blank("denominazione")]

    def __str__(self) -> str:
        return self.denominazione


class RisultatoAtteso(models.Model):
    """A line of the results that an objective promises."""

    CHIAVE = ("obiettivo", "ordine")

    obiettivo = models.ForeignKey(
        ObiettivoSpecifico, on_delete=models.CASCADE, related_name="risultati"
    )
    ordine = models.PositiveSmallIntegerField()
    lettera = models.CharField(max_length=2, blank=True)
    testo = models.TextField()

    class Meta:
        ordering = ["obiettivo", "ordine"]
        verbose_name_plural = "risultati attesi"
        constraints = [
            not_blank("testo"),
            unique_row("obiettivo", "ordine"),
        ]

    def __str__(self) -> str:
        return f"{self.lettera}. {self.testo}" if self.lettera else self.testo


class Indicatore(models.Model):
    """A quantity by which an expected result is measured: unit, baseline, target, kind of proof."""

    CHIAVE = ("risultato", "ordine")

    risultato = models.ForeignKey(
        RisultatoAtteso, on_delete=models.CASCADE, related_name="indicatori"
    )
    ordine = models.PositiveSmallIntegerField()
    denominazione = models.CharField(max_length=240)
    unita = models.CharField("unità di misura", max_length=60)
    base = models.DecimalField(
        "valore di partenza", max_digits=12, decimal_places=2, null=True, blank=True
    )
    target = models.DecimalField(
        "valore atteso", max_digits=12, decimal_places=2, null=True, blank=True
    )
    almeno = models.BooleanField("il valore atteso è un minimo", default=False)
    direzione = models.CharField(max_length=20, choices=Direzione, default=Direzione.AUMENTA)
    cumulativo = models.BooleanField("si somma nel tempo", default=True)
    prove = models.ManyToManyField(
        TipoProva, related_name="indicatori", blank=True, verbose_name="tipi di prova"
    )
    conta = models.CharField(
        "come conta una prova", max_length=20, choices=ContaProva, default=ContaProva.UNA
    )
    ricerca = RicercaField(da=("denominazione", "unita"))

    class Meta:
        ordering = ["risultato", "ordine"]
        verbose_name_plural = "indicatori"
        # How many there are, and with a target, is counted on the index alone.
        indexes = [models.Index(fields=["risultato", "target"], name="progetti_indicatore_conti")]
        constraints = [
            not_blank("denominazione"),
            choice_check("direzione", Direzione),
            choice_check("conta", ContaProva),
            unique_row("risultato", "ordine"),
        ]

    def __str__(self) -> str:
        return self.denominazione

    @property
    def riferimento(self) -> str:
        """What names it outside: project, objective, result and its place there, `tempo/1/2/1`."""
        obiettivo = self.risultato.obiettivo
        posti = (obiettivo.numero, self.risultato.ordine, self.ordine)
        return "/".join((obiettivo.progetto.slug, *map(str, posti)))
