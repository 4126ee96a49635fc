from django.db import models
from django.urls import reverse

from conciliazione.campi import RicercaField
from conciliazione.vincoli import choice_check, not_blank, unique_row
from rete.enums import TipoNorma


class TemaNorma(models.Model):
    """A subject under which the norms are looked for."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=60, unique=True)
    denominazione = models.CharField(max_length=120, unique=True)
    descrizione = models.TextField(blank=True)
    ordine = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["ordine"]
        verbose_name = "tema delle norme"
        verbose_name_plural = "temi delle norme"
        constraints = [not_blank("denominazione")]

    def __str__(self) -> str:
        return self.denominazione


class Norma(models.Model):
    """A law or regulation on which the Piano stands."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    tipo = models.CharField(max_length=20, choices=TipoNorma)
    numero = models.CharField(max_length=40)
    data = models.DateField()
    titolo = models.TextField()
    punto = models.CharField("punto che interessa", max_length=120, blank=True)
    sintesi = models.TextField("che cosa stabilisce, in breve", blank=True)
    quadro = models.BooleanField(
        "regola il ciclo", default=False, help_text="Il Piano nasce in attuazione di questa norma."
    )
    link = models.URLField("testo ufficiale", blank=True)
    temi = models.ManyToManyField(TemaNorma, related_name="norme", blank=True)
    ricerca = RicercaField(da=("get_tipo_display", "numero", "titolo", "sintesi"))

    class Meta:
        ordering = ["data", "numero"]
        verbose_name_plural = "norme"
        indexes = [models.Index(fields=["-data", "numero"], name="rete_norma_elenco")]
        constraints = [
            choice_check("tipo", TipoNorma),
            not_blank("titolo"),
            unique_row("tipo", "numero", "data"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} n. {self.numero}"

    def get_absolute_url(self) -> str:
        return reverse("rete:norma", args=[self.slug])
