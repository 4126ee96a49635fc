from django.db import models
from django.urls import reverse

from conciliazione.campi import RicercaField
from conciliazione.intervalli import NonSovrapporre, check_overlaps
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from rete.enums import EsitoParere, LivelloOrgano, QualitaMandato
from rete.models.persone import Incarico


class Organo(models.Model):
    """A body of the network, of a project, or outside with which the network keeps in step."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    denominazione = models.CharField(max_length=200)
    denominazione_breve = models.CharField(max_length=80, blank=True)
    livello = models.CharField(max_length=20, choices=LivelloOrgano)
    descrizione = models.TextField(blank=True)
    atto = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organi",
        verbose_name="atto istitutivo",
    )
    cadenza = models.CharField("quando si riunisce", max_length=200, blank=True)
    mesi_fra_riunioni = models.PositiveSmallIntegerField(
        "al più mesi fra due riunioni", null=True, blank=True
    )
    riunioni_previste = models.PositiveSmallIntegerField(null=True, blank=True)
    convocazione = models.CharField("chi lo convoca", max_length=200, blank=True)
    soggetto = models.ForeignKey(
        "rete.Soggetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organi",
        verbose_name="di quale soggetto è",
        help_text="Vuoto se è della Rete. Chi parla per il soggetto lo compone e lo convoca.",
    )
    di_tutti = models.BooleanField(
        "ne fanno parte tutti i soggetti della Rete",
        default=False,
        help_text="Allora non ha seggi: alle sue sedute si invita ogni soggetto della Rete.",
    )
    numero_legale = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Quanti presenti servono; vuoto: più della metà dei seggi con voto.",
    )
    giorni_di_preavviso = models.PositiveSmallIntegerField(
        "giorni fra convocazione e seduta", default=5
    )
    ordine = models.PositiveSmallIntegerField(default=0)
    ricerca = RicercaField(da=("denominazione", "denominazione_breve", "descrizione"))

    class Meta:
        ordering = ["livello", "ordine", "denominazione"]
        verbose_name_plural = "organi"
        indexes = [
            models.Index(fields=["-livello", "ordine", "denominazione"], name="rete_organo_elenco")
        ]
        constraints = [
            not_blank("denominazione"),
            choice_check("livello", LivelloOrgano),
            models.CheckConstraint(
                condition=models.Q(soggetto__isnull=True)
                | models.Q(livello="progetto", di_tutti=False),
                name="%(app_label)s_%(class)s_di_un_soggetto_se_di_progetto",
                violation_error_message="Solo un organo di progetto è di un soggetto.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione

    def get_absolute_url(self) -> str:
        return reverse("rete:organo", args=[self.slug])


class CompitoOrgano(models.Model):
    """One thing that an organo is there to do."""

    CHIAVE = ("organo", "ordine")

    organo = models.ForeignKey(Organo, on_delete=models.CASCADE, related_name="compiti")
    ordine = models.PositiveSmallIntegerField()
    testo = models.TextField()

    class Meta:
        ordering = ["organo", "ordine"]
        verbose_name = "compito dell'organo"
        verbose_name_plural = "compiti degli organi"
        constraints = [
            not_blank("testo"),
            unique_row("organo", "ordine"),
        ]

    def __str__(self) -> str:
        return self.testo


class Seggio(models.Model):
    """A seat in an organo: which body or category it belongs to, and who gave it that right."""

    CHIAVE = ("organo", "ordine")

    organo = models.ForeignKey(Organo, on_delete=models.CASCADE, related_name="seggi")
    ordine = models.PositiveSmallIntegerField()
    categoria = models.CharField("a chi appartiene", max_length=160)
    soggetto = models.ForeignKey(
        "rete.Soggetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seggi",
        help_text="Vuoto se il seggio è di una categoria e non di un ente solo.",
    )
    titolo = models.CharField("da che cosa nasce", max_length=200, blank=True)
    designanti = models.ManyToManyField(
        "rete.Soggetto",
        related_name="seggi_da_designare",
        blank=True,
        verbose_name="soggetti che possono designare chi siede",
        help_text="Per il seggio di una categoria: chi ne fa parte.",
    )
    con_voto = models.BooleanField(default=True)

    class Meta:
        ordering = ["organo", "ordine"]
        verbose_name_plural = "seggi"
        constraints = [
            not_blank("categoria"),
            unique_row("organo", "ordine"),
        ]

    def __str__(self) -> str:
        return f"{self.organo}: {self.categoria}"


class Mandato(Incarico):
    """A person sits in an organo, sent by a soggetto, from a day to a day."""

    CHIAVE = ("utente", "seggio")

    utente = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="mandati")
    seggio = models.ForeignKey(Seggio, on_delete=models.PROTECT, related_name="mandati")
    designato_da = models.ForeignKey(
        "rete.Soggetto", on_delete=models.PROTECT, related_name="designazioni"
    )
    qualita = models.CharField(
        "qualità", max_length=20, choices=QualitaMandato, default=QualitaMandato.TITOLARE
    )
    senza_sovrapposizioni = [
        NonSovrapporre(
            chiave=("seggio", "qualita"),
            quando={"revocato_alle": None},
            messaggio="Il seggio ha già un titolare o un supplente in quel periodo.",
        )
    ]

    class Meta:
        ordering = ["seggio", "qualita", "dal"]
        verbose_name_plural = "mandati"
        constraints = [choice_check("qualita", QualitaMandato), dates_in_order()]

    def __str__(self) -> str:
        return f"{self.utente}, {self.get_qualita_display().lower()} ({self.seggio})"

    def clean(self) -> None:
        """Say in words what the database would refuse."""
        check_overlaps(self)


class Parere(models.Model):
    """The opinion that an organo gives on something, on a day."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    organo = models.ForeignKey(Organo, on_delete=models.PROTECT, related_name="pareri")
    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="pareri")
    versione = models.PositiveIntegerField(default=1, editable=False)
    oggetto = models.CharField(max_length=240)
    reso_il = models.DateField()
    esito = models.CharField(max_length=20, choices=EsitoParere)
    osservazioni = models.TextField(blank=True)
    seduta = models.ForeignKey(
        "rete.Seduta",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pareri",
        verbose_name="seduta in cui è stato reso",
    )

    class Meta:
        ordering = ["-reso_il"]
        verbose_name_plural = "pareri"
        indexes = [models.Index(fields=["-reso_il", "id"], name="rete_parere_recenti")]
        constraints = [not_blank("oggetto"), choice_check("esito", EsitoParere)]

    def __str__(self) -> str:
        return f"{self.organo}: parere {self.get_esito_display().lower()}"
