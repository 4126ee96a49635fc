from __future__ import annotations

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q

from conciliazione.vincoli import not_blank
from rete.models.atti import Ciclo
from rete.models.soggetti import Soggetto


class AmbitoQuerySet(models.QuerySet):
    """Ambiti."""

    def con_numeri(self, ciclo: Ciclo | None, on: date | None = None) -> AmbitoQuerySet:
        """With `n_comuni` and `n_membri`: the members of the network that have their seat there."""
        membri = Q(comuni__soggetti__in=Soggetto.objects.membri(ciclo, on))
        return self.annotate(
            n_comuni=Count("comuni", distinct=True),
            n_membri=Count("comuni__soggetti", filter=membri, distinct=True),
        )


class ComuneQuerySet(models.QuerySet):
    """Comuni."""

    def con_numeri(self, ciclo: Ciclo | None, on: date | None = None) -> ComuneQuerySet:
        """With `n_membri`: the members of the network that have their seat there."""
        membri = Q(soggetti__in=Soggetto.objects.membri(ciclo, on))
        return self.annotate(n_membri=Count("soggetti", filter=membri))


class Ambito(models.Model):
    """One of the areas into which the comuni are grouped to plan social services together."""

    CHIAVE = ("slug",)

    slug = models.SlugField(unique=True)
    denominazione = models.CharField(max_length=120, unique=True)
    numero = models.PositiveSmallIntegerField("numero del distretto", null=True, blank=True)
    distretto = models.ForeignKey(
        "rete.Soggetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ambiti",
        verbose_name="distretto sociale che lo rappresenta",
    )
    distretto_dedotto = models.BooleanField(
        "distretto dedotto",
        default=False,
        help_text="La corrispondenza fra ambito e distretto non è scritta nella fonte.",
    )

    objects = AmbitoQuerySet.as_manager()

    class Meta:
        ordering = ["denominazione"]
        verbose_name_plural = "ambiti"
        constraints = [
            not_blank("denominazione"),
            models.UniqueConstraint(
                fields=["numero"],
                name="%(app_label)s_%(class)s_numero_unico",
                violation_error_message="Un altro ambito ha già questo numero.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione


class Comune(models.Model):
    """A municipality of the territory, with its codes and its simplified boundary."""

    CHIAVE = ("codice_istat",)

    codice_istat = models.CharField(
        "codice ISTAT",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", "Il codice ISTAT ha sei cifre.")],
    )
    denominazione = models.CharField(max_length=120)
    codice_catastale = models.CharField(max_length=4, unique=True)
    cap = models.CharField("CAP", max_length=5)
    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="comuni")
    confine = models.JSONField(
        default=list,
        blank=True,
        help_text="Coordinate GeoJSON MultiPolygon (longitudine, latitudine), WGS 84.",
    )

    objects = ComuneQuerySet.as_manager()

    class Meta:
        ordering = ["denominazione"]
        verbose_name_plural = "comuni"
        constraints = [not_blank("denominazione"), not_blank("codice_catastale")]

    def __str__(self) -> str:
        return self.denominazione
