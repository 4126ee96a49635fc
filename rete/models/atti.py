from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models

from conciliazione.periodi import DatedQuerySet, today
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from rete.enums import TipoAdesione, TipoAtto, TipoConsistenza


class CicloQuerySet(DatedQuerySet):
    """Programming cycles."""

    def current(self, on: date | None = None) -> Ciclo | None:
        """The cycle in force on that day (default: today), else the latest; None without data."""
        return choose_current(self.order_by("-dal", "-pk"), on or today())


def choose_current(dal_piu_recente: Iterable[Ciclo], giorno: date) -> Ciclo | None:
    """Of the cycles, the newest first, the one in force on that day, else the latest."""
    # Chosen here, because they are a handful and every page asks: the first of the best.
    return max(dal_piu_recente, key=lambda c: c.dal <= giorno <= c.al, default=None)


class Ciclo(models.Model):
    """A programming cycle: the years that one Piano covers, led by one soggetto."""

    CHIAVE = ("slug",)

    slug = models.SlugField(unique=True)
    denominazione = models.CharField(max_length=120)
    dal = models.DateField()
    al = models.DateField()
    capofila = models.ForeignKey("rete.Soggetto", on_delete=models.PROTECT, related_name="cicli")
    predecessore = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successore"
    )

    objects = CicloQuerySet.as_manager()

    class Meta:
        ordering = ["-dal"]
        verbose_name_plural = "cicli"
        constraints = [not_blank("denominazione"), dates_in_order()]

    def __str__(self) -> str:
        return self.denominazione


class Atto(models.Model):
    """An administrative act that the portal records: the portal never decides, it documents."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    tipo = models.CharField(max_length=20, choices=TipoAtto)
    emanante = models.CharField("organo che lo emana", max_length=160)
    numero = models.CharField(max_length=40, blank=True)
    data = models.DateField(null=True, blank=True)
    data_citata = models.CharField(
        "data come si legge", max_length=80, blank=True, help_text="Se il giorno non è noto."
    )
    oggetto = models.TextField()
    immediatamente_esecutivo = models.BooleanField(default=False)
    pubblicato_dal = models.DateField("pubblicato all'albo dal", null=True, blank=True)
    pubblicato_al = models.DateField("pubblicato all'albo fino al", null=True, blank=True)
    documento = models.ForeignKey(
        "conciliazione.Documento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="atti",
    )

    class Meta:
        ordering = ["data", "slug"]
        verbose_name_plural = "atti"
        constraints = [
            choice_check("tipo", TipoAtto),
            not_blank("oggetto"),
            dates_in_order("pubblicato_dal", "pubblicato_al"),
            models.UniqueConstraint(
                fields=["tipo", "emanante", "numero", "data"],
                condition=~models.Q(numero=""),
                name="%(app_label)s_%(class)s_unico",
                violation_error_message="Questo atto è già registrato.",
            ),
        ]

    def __str__(self) -> str:
        numero = f" n. {self.numero}" if self.numero else ""
        return f"{self.get_tipo_display()}{numero}"


class FaseProcedura(models.Model):
    """A step of the procedure that leads to the Piano, with its term and the day it happened."""

    CHIAVE = ("ciclo", "ordine")

    ciclo = models.ForeignKey(Ciclo, on_delete=models.PROTECT, related_name="fasi")
    ordine = models.PositiveSmallIntegerField()
    denominazione = models.CharField(max_length=200)
    entro_il = models.DateField("termine", null=True, blank=True)
    avvenuta_il = models.DateField("data", null=True, blank=True)
    data_citata = models.CharField("data come si legge", max_length=80, blank=True)
    esito = models.TextField(blank=True)
    atto = models.ForeignKey(
        Atto, on_delete=models.PROTECT, null=True, blank=True, related_name="fasi"
    )

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name = "fase della procedura"
        verbose_name_plural = "fasi della procedura"
        constraints = [
            not_blank("denominazione"),
            unique_row("ciclo", "ordine"),
        ]

    def __str__(self) -> str:
        return self.denominazione


class Accordo(models.Model):
    """The agreement that founds the network for a cycle."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    ciclo = models.OneToOneField(Ciclo, on_delete=models.PROTECT, related_name="accordo")
    denominazione = models.CharField(max_length=240)
    sottoscritto_il = models.DateField(null=True, blank=True)
    data_citata = models.CharField("data come si legge", max_length=80, blank=True)

    class Meta:
        ordering = ["ciclo"]
        verbose_name_plural = "accordi"
        constraints = [not_blank("denominazione")]

    def __str__(self) -> str:
        return self.denominazione


class ConsistenzaDichiarata(models.Model):
    """How many soggetti a document says there were, by kind, on a day."""

    CHIAVE = ("accordo", "tipo", "data")

    accordo = models.ForeignKey(Accordo, on_delete=models.CASCADE, related_name="consistenze")
    tipo = models.CharField(max_length=20, choices=TipoConsistenza)
    numero = models.PositiveIntegerField("numero di soggetti")
    data = models.DateField()
    fonte = models.CharField(max_length=200)

    class Meta:
        ordering = ["accordo", "data", "tipo"]
        verbose_name_plural = "consistenze dichiarate"
        constraints = [
            choice_check("tipo", TipoConsistenza),
            not_blank("fonte"),
            unique_row("accordo", "tipo", "data"),
        ]

    def __str__(self) -> str:
        return f"{self.numero} {self.get_tipo_display().lower()}"


class Adesione(models.Model):
    """A soggetto belongs to the network, from a day to a day."""

    CHIAVE = ("accordo", "soggetto")

    accordo = models.ForeignKey(Accordo, on_delete=models.PROTECT, related_name="adesioni")
    soggetto = models.ForeignKey("rete.Soggetto", on_delete=models.PROTECT, related_name="adesioni")
    tipo = models.CharField(max_length=20, choices=TipoAdesione)
    dal = models.DateField(null=True, blank=True)
    al = models.DateField("ultimo giorno di adesione", null=True, blank=True)
    motivo_fine = models.CharField("motivo del recesso", max_length=240, blank=True)
    fine_scritta_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fine_scritta_il = models.DateTimeField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["accordo", "soggetto"]
        verbose_name_plural = "adesioni"
        indexes = [
            # The members on a day are counted on the index alone; the latest are the news.
            models.Index(fields=["accordo", "tipo", "dal", "al"], name="rete_adesione_conteggio"),
            models.Index(fields=["-dal", "id"], name="rete_adesione_recenti"),
        ]
        constraints = [
            choice_check("tipo", TipoAdesione),
            dates_in_order(),
            models.CheckConstraint(
                # Of who leaves, and was only deduced, the last day may be all that is known.
                condition=models.Q(tipo=TipoAdesione.DEDOTTA.value)
                | models.Q(dal__isnull=False)
                | models.Q(al__isnull=False),
                name="%(app_label)s_%(class)s_datata_se_non_dedotta",
                violation_error_message="Un'adesione ha la data da cui decorre.",
            ),
            models.UniqueConstraint(
                fields=["accordo", "soggetto"],
                condition=models.Q(al__isnull=True),
                name="%(app_label)s_%(class)s_una_sola_aperta",
                violation_error_message="Il soggetto aderisce già alla Rete.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soggetto} ({self.get_tipo_display().lower()})"
