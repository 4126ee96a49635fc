from __future__ import annotations

from django.db import models
from django.db.models import Count, Sum
from django.urls import reverse

from conciliazione.campi import RicercaField
from conciliazione.vincoli import choice_check, not_blank, unique_row
from rete.enums import AreaServizio, DestinatarioEsempio, SettoreServizio


class TipologiaServizio(models.Model):
    """A kind of social or health service that exists on the territory."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    denominazione = models.CharField(max_length=200)
    sigla = models.CharField(max_length=20, blank=True)
    settore = models.CharField(max_length=20, choices=SettoreServizio)
    area = models.CharField(max_length=20, choices=AreaServizio, blank=True)
    ordine = models.PositiveSmallIntegerField()
    con_posti = models.BooleanField(
        "si misura in posti", default=True, help_text="Falso per i servizi senza capienza."
    )
    ricerca = RicercaField(da=("denominazione", "sigla", "get_settore_display", "get_area_display"))

    class Meta:
        ordering = ["settore", "ordine"]
        verbose_name = "tipologia di servizio"
        verbose_name_plural = "tipologie di servizio"
        constraints = [
            not_blank("denominazione"),
            choice_check("settore", SettoreServizio),
            choice_check("area", AreaServizio, vuoto=True),
            unique_row("settore", "ordine"),
        ]

    def __str__(self) -> str:
        return self.denominazione

    def get_absolute_url(self) -> str:
        return reverse("servizi:tipologia", args=[self.slug])


class CensimentoQuerySet(models.QuerySet):
    """Counted services. What is counted in an ambito is the detail of the total, never its part
    left out: who adds up keeps to one of the two.
    """

    def totali(self) -> CensimentoQuerySet:
        """The rows of the whole territory."""
        return self.filter(ambito__isnull=True)

    def sums(self) -> dict[str, int]:
        """How many kinds, units and places these rows have: `tipologie`, `unita`, `posti`."""
        return self.aggregate(
            tipologie=Count("pk"), unita=Sum("unita", default=0), posti=Sum("posti", default=0)
        )


class CensimentoServizi(models.Model):
    """How many units and places of a kind of service a source counted, on all the territory or in
    one ambito.
    """

    CHIAVE = ("tipologia", "ciclo", "ambito")

    tipologia = models.ForeignKey(
        TipologiaServizio, on_delete=models.PROTECT, related_name="censimenti"
    )
    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="censimenti")
    ambito = models.ForeignKey(
        "rete.Ambito",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="censimenti",
        help_text="Vuoto: il numero è di tutto il territorio.",
    )
    unita = models.PositiveIntegerField("unità d'offerta")
    posti = models.PositiveIntegerField("posti", null=True, blank=True)
    rilevato_il = models.DateField(null=True, blank=True)
    fonte = models.CharField(max_length=200, blank=True)

    objects = CensimentoQuerySet.as_manager()

    class Meta:
        ordering = ["ciclo", "tipologia"]
        verbose_name = "censimento dei servizi"
        verbose_name_plural = "censimenti dei servizi"
        # The sums of a ciclo are made on the index alone.
        indexes = [
            models.Index(
                fields=["ciclo", "ambito", "tipologia", "unita", "posti"],
                name="rete_censimento_somme",
            )
        ]
        constraints = [
            unique_row("tipologia", "ciclo", "ambito"),
            models.UniqueConstraint(
                fields=["tipologia", "ciclo"],
                condition=models.Q(ambito__isnull=True),
                name="%(app_label)s_%(class)s_uno_per_territorio",
                violation_error_message="Il totale del territorio è già registrato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tipologia}: {self.unita} unità"


class EsempioServizio(models.Model):
    """An example of what comuni offer beyond the census, grouped by whom it is for."""

    CHIAVE = ("ciclo", "destinatario", "ordine")

    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="esempi")
    destinatario = models.CharField(max_length=30, choices=DestinatarioEsempio)
    ordine = models.PositiveSmallIntegerField()
    denominazione = models.CharField(max_length=240)

    class Meta:
        ordering = ["ciclo", "destinatario", "ordine"]
        verbose_name = "esempio di servizio comunale"
        verbose_name_plural = "esempi di servizi comunali"
        constraints = [
            choice_check("destinatario", DestinatarioEsempio),
            not_blank("denominazione"),
            unique_row("ciclo", "destinatario", "ordine"),
        ]

    def __str__(self) -> str:
        return self.denominazione
