from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from stdnum.exceptions import ValidationError as CodiceErrato
from stdnum.it import codicefiscale, iva

from conciliazione.campi import RicercaField
from conciliazione.periodi import DatedQuerySet
from conciliazione.vincoli import choice_check, dates_in_order, not_blank
from rete.enums import NaturaSoggetto, TipoLegame
from rete.models.atti import Adesione, Ciclo


def validate_partita_iva(valore: str) -> None:
    """Refuse a VAT number whose control digit is wrong."""
    try:
        iva.validate(valore)
    except CodiceErrato as errore:
        raise ValidationError("La partita IVA non è corretta: controllare le cifre.") from errore


def validate_codice_fiscale(valore: str) -> None:
    """Refuse a tax code whose control character is wrong (of a person or of a body)."""
    try:
        codicefiscale.validate(valore)
    except CodiceErrato as errore:
        raise ValidationError("Il codice fiscale non è corretto: controllarlo.") from errore


class SoggettoQuerySet(models.QuerySet):
    """Soggetti."""

    def membri(self, ciclo: Ciclo | None, on: date | None = None) -> SoggettoQuerySet:
        """Those that belong to the network of `ciclo` on a day (default: today), as far as the
        portal knows their names.
        """
        adesioni = Adesione.objects.filter(accordo__ciclo=ciclo).vigenti(on)
        return self.filter(pk__in=adesioni.values("soggetto"))


class Soggetto(models.Model):
    """A body, company or association that takes part in the network, or that documents name."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    denominazione = models.CharField(max_length=200, unique=True)
    sigla = models.CharField(max_length=40, blank=True)
    natura = models.CharField(max_length=30, choices=NaturaSoggetto)
    codice_fiscale = models.CharField(
        max_length=16, null=True, blank=True, unique=True, validators=[validate_codice_fiscale]
    )
    partita_iva = models.CharField(
        "partita IVA",
        max_length=11,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_partita_iva],
    )
    indirizzo = models.CharField(max_length=200, blank=True)
    cap = models.CharField("CAP", max_length=5, blank=True)
    localita = models.CharField("località", max_length=120, blank=True)
    comune = models.ForeignKey(
        "rete.Comune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="soggetti",
        verbose_name="comune della sede",
    )
    pec = models.EmailField("PEC", blank=True)
    sito = models.URLField("sito web", blank=True)
    descrizione = models.TextField(blank=True)
    ricerca = RicercaField(da=("denominazione", "sigla", "localita", "get_natura_display"))

    objects = SoggettoQuerySet.as_manager()

    class Meta:
        ordering = ["denominazione"]
        verbose_name_plural = "soggetti"
        constraints = [
            not_blank("denominazione"),
            choice_check("natura", NaturaSoggetto),
            models.CheckConstraint(
                condition=~models.Q(codice_fiscale="") & ~models.Q(partita_iva=""),
                name="%(app_label)s_%(class)s_codici_assenti_o_pieni",
                violation_error_message="Un codice che non si conosce si lascia vuoto.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione

    def get_absolute_url(self) -> str:
        return reverse("rete:soggetto", args=[self.slug])

    @property
    def nome_breve(self) -> str:
        """The acronym where there is one, else the whole name."""
        return self.sigla or self.denominazione


class GrafiaSoggetto(models.Model):
    """A spelling under which a document names a soggetto, exactly as written there."""

    CHIAVE = ("soggetto", "grafia")

    soggetto = models.ForeignKey(Soggetto, on_delete=models.CASCADE, related_name="grafie")
    grafia = models.CharField(max_length=200)
    dove = models.CharField("dove si legge", max_length=200, blank=True)
    ricerca = RicercaField(da=("grafia",))

    class Meta:
        ordering = ["soggetto", "grafia"]
        verbose_name_plural = "grafie dei soggetti"
        constraints = [
            not_blank("grafia"),
            models.UniqueConstraint(
                fields=["soggetto", "grafia"],
                name="%(app_label)s_%(class)s_unica",
                violation_error_message="Questa grafia è già registrata per il soggetto.",
            ),
        ]

    def __str__(self) -> str:
        return self.grafia


class Legame(models.Model):
    """A dated link between two soggetti: of what one is part, by whom it is led or controlled."""

    CHIAVE = ("da", "a", "tipo")

    da = models.ForeignKey(Soggetto, on_delete=models.PROTECT, related_name="legami_in_uscita")
    a = models.ForeignKey(Soggetto, on_delete=models.PROTECT, related_name="legami_in_entrata")
    tipo = models.CharField(max_length=20, choices=TipoLegame)
    dal = models.DateField(null=True, blank=True)
    al = models.DateField(null=True, blank=True)
    conta_nei_conflitti = models.BooleanField(
        default=True, help_text="Se il legame rende incompatibile chi valuta."
    )
    fonte = models.CharField(max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["da", "a"]
        verbose_name_plural = "legami"
        constraints = [
            choice_check("tipo", TipoLegame),
            dates_in_order(),
            models.CheckConstraint(
                condition=~models.Q(da=models.F("a")),
                name="%(app_label)s_%(class)s_fra_soggetti_diversi",
                violation_error_message="Un legame unisce due soggetti diversi.",
            ),
            models.UniqueConstraint(
                fields=["da", "a", "tipo", "dal"],
                name="%(app_label)s_%(class)s_unico",
                violation_error_message="Questo legame è già registrato.",
            ),
            models.UniqueConstraint(
                fields=["da", "a", "tipo"],
                condition=models.Q(dal__isnull=True),
                name="%(app_label)s_%(class)s_unico_senza_data",
                violation_error_message="Questo legame è già registrato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.da}: {self.get_tipo_display()} {self.a}"


class ProfiloCapofila(models.Model):
    """What the pages show of the lead body beyond its card: contacts, the body above it."""

    CHIAVE = ("soggetto",)

    soggetto = models.OneToOneField(Soggetto, on_delete=models.CASCADE, related_name="profilo")
    nome_rete = models.CharField("nome della rete", max_length=120)
    ente_sovraordinato = models.CharField(max_length=120, blank=True)
    sito_ente_sovraordinato = models.URLField(blank=True)
    firmatario = models.CharField(
        "carica di chi firma il Piano", max_length=120, default="Direttore Generale"
    )
    ufficio = models.CharField("ufficio che segue la Rete", max_length=160, blank=True)
    telefono = models.CharField(max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)

    class Meta:
        verbose_name_plural = "profili degli enti capofila"
        constraints = [not_blank("nome_rete")]

    def __str__(self) -> str:
        return self.nome_rete
