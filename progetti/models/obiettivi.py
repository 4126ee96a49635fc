from django.db import models

from conciliazione.campi import RicercaField
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from progetti.enums import ColonnaCitata
from progetti.models.progetti import Progetto


class ObiettivoSpecifico(models.Model):
    """One of the numbered objectives of a project."""

    CHIAVE = ("progetto", "numero")

    progetto = models.ForeignKey(Progetto, on_delete=models.CASCADE, related_name="obiettivi")
    numero = models.PositiveSmallIntegerField()
    titolo = models.TextField()
    titolo_breve = models.CharField(max_length=120, blank=True)
    premessa_attivita = models.TextField("premessa alle attività", blank=True)
    luogo = models.TextField("luogo di svolgimento", blank=True)
    organo = models.ForeignKey(
        "rete.Organo",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="obiettivi",
        help_text="L'organo di progetto che l'obiettivo istituisce o fa lavorare.",
    )
    ricerca = RicercaField(da=("titolo", "titolo_breve"))

    class Meta:
        ordering = ["progetto", "numero"]
        verbose_name_plural = "obiettivi specifici"
        constraints = [
            not_blank("titolo"),
            unique_row("progetto", "numero"),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.titolo_breve or self.titolo}"


class Attivita(models.Model):
    """Something that an objective does."""

    CHIAVE = ("obiettivo", "ordine")

    obiettivo = models.ForeignKey(
        ObiettivoSpecifico, on_delete=models.CASCADE, related_name="attivita"
    )
    ordine = models.PositiveSmallIntegerField()
    lettera = models.CharField(max_length=2, blank=True)
    testo = models.TextField()
    colonna_citata = models.CharField(
        "dove la stampa il documento",
        max_length=20,
        choices=ColonnaCitata,
        default=ColonnaCitata.ATTIVITA,
    )
    dal = models.DateField("inizio", null=True, blank=True)
    al = models.DateField("fine", null=True, blank=True)

    class Meta:
        ordering = ["obiettivo", "ordine"]
        verbose_name = "attività"
        verbose_name_plural = "attività"
        constraints = [
            not_blank("testo"),
            choice_check("colonna_citata", ColonnaCitata),
            dates_in_order(),
            unique_row("obiettivo", "ordine"),
        ]

    def __str__(self) -> str:
        return f"{self.lettera}. {self.testo}" if self.lettera else self.testo


class Destinatario(models.Model):
    """Whom an objective is for, and how many where it is said."""

    CHIAVE = ("obiettivo", "ordine")

    obiettivo = models.ForeignKey(
        ObiettivoSpecifico, on_delete=models.CASCADE, related_name="destinatari"
    )
    ordine = models.PositiveSmallIntegerField()
    denominazione = models.CharField(max_length=240)
    numero_previsto = models.PositiveIntegerField("persone previste", null=True, blank=True)

    class Meta:
        ordering = ["obiettivo", "ordine"]
        verbose_name_plural = "destinatari"
        constraints = [
            not_blank("denominazione"),
            unique_row("obiettivo", "ordine"),
        ]

    def __str__(self) -> str:
        return self.denominazione


class Coinvolgimento(models.Model):
    """A soggetto, or a group of them, that works on an objective, as the document names it."""

    CHIAVE = ("obiettivo", "ordine")

    obiettivo = models.ForeignKey(
        ObiettivoSpecifico, on_delete=models.CASCADE, related_name="coinvolgimenti"
    )
    ordine = models.PositiveSmallIntegerField()
    denominazione_citata = models.CharField("come lo chiama il documento", max_length=200)
    soggetti = models.ManyToManyField("rete.Soggetto", related_name="coinvolgimenti", blank=True)

    class Meta:
        ordering = ["obiettivo", "ordine"]
        verbose_name_plural = "coinvolgimenti"
        constraints = [
            not_blank("denominazione_citata"),
            unique_row("obiettivo", "ordine"),
        ]

    def __str__(self) -> str:
        return self.denominazione_citata
