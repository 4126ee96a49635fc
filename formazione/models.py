"""Training initiatives, self-training contents, publics and communication actions."""

from django.db import models
from django.urls import reverse

from conciliazione.campi import EuroField, RicercaField
from conciliazione.vincoli import (
    choice_check,
    dates_in_order,
    non_negative,
    not_blank,
    unique_row,
)
from formazione.enums import GenereTestata
from formazione.querysets import IniziativaQuerySet, PeriodoQuerySet, PubblicoQuerySet


class ObiettivoFormazione(models.Model):
    """A level at which the training plan works."""

    CHIAVE = ("ciclo", "ordine")

    ciclo = models.ForeignKey(
        "rete.Ciclo", on_delete=models.PROTECT, related_name="obiettivi_formazione"
    )
    ordine = models.PositiveSmallIntegerField()
    testo = models.TextField()

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name = "obiettivo della formazione"
        verbose_name_plural = "obiettivi della formazione"
        constraints = [not_blank("testo"), unique_row("ciclo", "ordine")]

    def __str__(self) -> str:
        return self.testo


class TemaFormazione(models.Model):
    """A subject that training deals with."""

    CHIAVE = ("ciclo", "ordine")

    ciclo = models.ForeignKey(
        "rete.Ciclo", on_delete=models.PROTECT, related_name="temi_formazione"
    )
    ordine = models.PositiveSmallIntegerField()
    denominazione = models.CharField(max_length=160)

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name = "tema della formazione"
        verbose_name_plural = "temi della formazione"
        constraints = [not_blank("denominazione"), unique_row("ciclo", "ordine")]

    def __str__(self) -> str:
        return self.denominazione


class Iniziativa(models.Model):
    """A row of the training plan: what, for whom, how many editions, in which months."""

    CHIAVE = ("ciclo", "ordine")

    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="iniziative")
    slug = models.SlugField(max_length=80, unique=True)
    ordine = models.PositiveSmallIntegerField()
    tipologia = models.CharField(max_length=80)
    argomento = models.CharField("in breve", max_length=160)
    contenuti = models.TextField()
    obiettivi = models.TextField()
    destinatari = models.TextField()
    edizioni = models.PositiveSmallIntegerField("edizioni previste")
    costo_previsto = EuroField("costo previsto in euro", null=True, blank=True)
    conclusiva = models.BooleanField(
        "chiude il ciclo",
        default=False,
        help_text="È l'evento dopo il quale non se ne fanno altri.",
    )
    dal = models.DateField("dal mese", null=True, blank=True)
    al = models.DateField("al mese", null=True, blank=True)
    ricerca = RicercaField(da=("tipologia", "argomento", "contenuti", "obiettivi", "destinatari"))

    objects = IniziativaQuerySet.as_manager()

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name_plural = "iniziative di formazione"
        indexes = [
            models.Index(fields=["dal", "al"], name="formazione_iniziativa_periodo"),
            # What may be chosen, and how many editions, are read on the index alone.
            models.Index(fields=["tipologia", "edizioni"], name="formazione_iniziativa_tipi"),
        ]
        constraints = [
            not_blank("tipologia"),
            non_negative("costo_previsto"),
            dates_in_order(),
            unique_row("ciclo", "ordine"),
        ]

    def __str__(self) -> str:
        return f"{self.tipologia}: {self.argomento}"

    def get_absolute_url(self) -> str:
        return reverse("formazione:iniziativa", args=[self.slug])


class Contenuto(models.Model):
    """Material for those who learn by themselves."""

    CHIAVE = ("ciclo", "ordine")

    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="contenuti")
    ordine = models.PositiveSmallIntegerField()
    tipologia = models.CharField(max_length=80)
    contenuti = models.TextField()
    obiettivi = models.TextField()
    destinatari = models.TextField(blank=True)

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name = "contenuto per l'autoformazione"
        verbose_name_plural = "contenuti per l'autoformazione"
        indexes = [models.Index(fields=["tipologia"], name="formazione_contenuto_tipi")]
        constraints = [not_blank("tipologia"), unique_row("ciclo", "ordine")]

    def __str__(self) -> str:
        return f"{self.tipologia}: {self.contenuti}"


class ObiettivoComunicazione(models.Model):
    """What the communication plan is for."""

    CHIAVE = ("ciclo", "ordine")

    ciclo = models.ForeignKey(
        "rete.Ciclo", on_delete=models.PROTECT, related_name="obiettivi_comunicazione"
    )
    ordine = models.PositiveSmallIntegerField()
    testo = models.TextField()

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name = "obiettivo della comunicazione"
        verbose_name_plural = "obiettivi della comunicazione"
        constraints = [not_blank("testo"), unique_row("ciclo", "ordine")]

    def __str__(self) -> str:
        return self.testo


class Pubblico(models.Model):
    """A part of the people that communication addresses."""

    CHIAVE = ("ciclo", "ordine")

    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="pubblici")
    ordine = models.PositiveSmallIntegerField()
    denominazione = models.CharField(max_length=120)
    descrizione = models.TextField()

    objects = PubblicoQuerySet.as_manager()

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name_plural = "pubblici"
        constraints = [not_blank("denominazione"), unique_row("ciclo", "ordine")]

    def __str__(self) -> str:
        return self.denominazione


class Testata(models.Model):
    """A newspaper that the communication plan names."""

    CHIAVE = ("ciclo", "denominazione")

    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="testate")
    denominazione = models.CharField(max_length=120)
    genere = models.CharField(max_length=20, choices=GenereTestata)
    ordine = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ciclo", "genere", "ordine"]
        verbose_name_plural = "testate"
        constraints = [
            choice_check("genere", GenereTestata),
            unique_row("ciclo", "denominazione"),
        ]

    def __str__(self) -> str:
        return self.denominazione


class AzioneComunicazione(models.Model):
    """A numbered action of the communication plan."""

    CHIAVE = ("ciclo", "numero")

    ciclo = models.ForeignKey(
        "rete.Ciclo", on_delete=models.PROTECT, related_name="azioni_comunicazione"
    )
    slug = models.SlugField(max_length=80, unique=True)
    numero = models.PositiveSmallIntegerField()
    titolo = models.CharField(max_length=200)
    ricerca = RicercaField(da=("titolo",))

    class Meta:
        ordering = ["ciclo", "numero"]
        verbose_name = "azione di comunicazione"
        verbose_name_plural = "azioni di comunicazione"
        # The list begins with the last ciclo, and reads no further than its page.
        indexes = [models.Index(fields=["-ciclo", "numero"], name="formazione_azione_elenco")]
        constraints = [not_blank("titolo"), unique_row("ciclo", "numero")]

    def __str__(self) -> str:
        return f"Azione {self.numero}. {self.titolo}"

    def get_absolute_url(self) -> str:
        return reverse("formazione:azione", args=[self.slug])


class RigaAzione(models.Model):
    """What a communication action does for one target, with which tool and when."""

    CHIAVE = ("azione", "ordine")

    azione = models.ForeignKey(AzioneComunicazione, on_delete=models.CASCADE, related_name="righe")
    ordine = models.PositiveSmallIntegerField()
    destinatari = models.CharField(max_length=200)
    pubblici = models.ManyToManyField(Pubblico, related_name="righe", blank=True)
    strumento = models.CharField(max_length=160)
    descrizione = models.TextField()
    misura = models.CharField("come se ne misura l'effetto", max_length=200, blank=True)
    dal = models.DateField("dal mese", null=True, blank=True)
    al = models.DateField("al mese", null=True, blank=True)
    ricerca = RicercaField(da=("destinatari", "strumento", "descrizione"))

    objects = PeriodoQuerySet.as_manager()

    class Meta:
        ordering = ["azione", "ordine"]
        verbose_name = "riga dell'azione di comunicazione"
        verbose_name_plural = "righe delle azioni di comunicazione"
        indexes = [models.Index(fields=["dal", "al"], name="formazione_riga_periodo")]
        constraints = [
            not_blank("strumento"),
            dates_in_order(),
            unique_row("azione", "ordine"),
        ]

    def __str__(self) -> str:
        return f"{self.azione} ({self.destinatari})"
