"""Alliances of soggetti that propose and run projects together."""

from datetime import date

from django.db import models
from django.urls import reverse

from alleanze.enums import RuoloPartenariato, TipoConvenzione
from conciliazione.campi import RicercaField
from conciliazione.codici import new_code
from conciliazione.conteggi import count_related
from conciliazione.intervalli import NonSovrapporre, check_overlaps
from conciliazione.periodi import DatedQuerySet
from conciliazione.vincoli import choice_check, dates_in_order, not_blank
from rete.models import Soggetto


class AlleanzaQuerySet(models.QuerySet):
    def con_numeri(self) -> "AlleanzaQuerySet":
        """Each alliance with `n_soggetti` (who is capofila and partner counts once), `n_ambiti`
        and `n_comuni`."""
        return self.annotate(
            n_soggetti=count_related(self.model, "partenariati__soggetto", distinct=True),
            n_ambiti=count_related(self.model, "ambiti"),
            n_comuni=count_related(self.model, "ambiti__comuni"),
        )


class Alleanza(models.Model):
    """A group of soggetti of the network, led by one of them, that covers some ambiti."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="alleanze")
    denominazione = models.CharField(max_length=200)
    denominazione_citata = models.CharField("come la chiama l'atto", max_length=200, blank=True)
    descrizione = models.TextField(blank=True)
    ambiti = models.ManyToManyField("rete.Ambito", related_name="alleanze", blank=True)
    ordine = models.PositiveSmallIntegerField(default=0)
    ricerca = RicercaField(da=("denominazione", "denominazione_citata", "descrizione"))

    objects = AlleanzaQuerySet.as_manager()

    class Meta:
        ordering = ["ciclo", "ordine", "denominazione"]
        verbose_name_plural = "alleanze"
        # Who chooses one among many reads the first of the last ciclo, and no further.
        indexes = [models.Index(fields=["-ciclo", "ordine"], name="alleanze_alleanza_elenco")]
        constraints = [
            not_blank("denominazione"),
            models.UniqueConstraint(
                fields=["ciclo", "denominazione"],
                name="%(app_label)s_%(class)s_unica_nel_ciclo",
                violation_error_message="Nel ciclo c'è già un'alleanza con questo nome.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione

    def get_absolute_url(self) -> str:
        return reverse("alleanze:alleanza", args=[self.slug])

    @property
    def capofila(self) -> Soggetto | None:
        """Who leads it, or led it last, among the partnerships already read; None where nobody
        does."""
        righe = [p for p in self.partenariati.all() if p.ruolo == RuoloPartenariato.CAPOFILA]
        ultima = max(righe, key=lambda p: p.dal or date.min, default=None)
        return ultima and ultima.soggetto


class Partenariato(models.Model):
    """A soggetto takes part in an alliance, as capofila or as partner, from a day to a day."""

    CHIAVE = ("alleanza", "soggetto", "ruolo")

    alleanza = models.ForeignKey(Alleanza, on_delete=models.CASCADE, related_name="partenariati")
    soggetto = models.ForeignKey(
        "rete.Soggetto", on_delete=models.PROTECT, related_name="partenariati"
    )
    ruolo = models.CharField(max_length=20, choices=RuoloPartenariato)
    denominazione_citata = models.CharField(
        "come lo chiama il documento", max_length=200, blank=True
    )
    ordine = models.PositiveSmallIntegerField(default=0)
    dal = models.DateField(null=True, blank=True)
    al = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    senza_sovrapposizioni = [
        NonSovrapporre(
            chiave=("alleanza",),
            quando={"ruolo": RuoloPartenariato.CAPOFILA.value},
            messaggio="L'alleanza ha già un capofila in quel periodo.",
        ),
        NonSovrapporre(
            chiave=("alleanza", "soggetto", "ruolo"),
            messaggio="Il soggetto partecipa già all'alleanza in quel ruolo e in quel periodo.",
        ),
    ]

    class Meta:
        ordering = ["alleanza", "ordine"]
        verbose_name_plural = "partenariati"
        constraints = [choice_check("ruolo", RuoloPartenariato), dates_in_order()]

    def __str__(self) -> str:
        return f"{self.soggetto} ({self.get_ruolo_display().lower()})"

    def clean(self) -> None:
        """Say in words what the database would refuse."""
        check_overlaps(self)


class Convenzione(models.Model):
    """What some parties of an alliance agreed to, for a time; its signature is a proof."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    alleanza = models.ForeignKey(Alleanza, on_delete=models.PROTECT, related_name="convenzioni")
    tipo = models.CharField(max_length=20, choices=TipoConvenzione)
    oggetto = models.CharField("che cosa prevede", max_length=300)
    parti = models.ManyToManyField(
        "rete.Soggetto",
        related_name="convenzioni",
        blank=True,
        verbose_name="soggetti del registro",
    )
    altre_parti = models.CharField("altre parti", max_length=300, blank=True)
    firmata_il = models.DateField("firmata il", null=True, blank=True)
    dal = models.DateField("vale dal", null=True, blank=True)
    al = models.DateField("vale fino al", null=True, blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["alleanza", "-firmata_il", "pk"]
        verbose_name_plural = "convenzioni"
        constraints = [
            choice_check("tipo", TipoConvenzione),
            not_blank("oggetto"),
            dates_in_order(),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.oggetto}"
