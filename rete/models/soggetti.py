from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from stdnum.exceptions import ValidationError as CodiceErrato
from stdnum.it import codicefiscale, iva

from conciliazione.campi import RicercaField
from conciliazione.codici import new_code
from conciliazione.periodi import DatedQuerySet
from conciliazione.storia import StoriaCampi
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from rete.enums import ClasseDimensionale, NaturaSoggetto, StatoRichiesta, TipoLegame
from rete.models.atti import Adesione, Ciclo


def validate_partita_iva(valore: str) -> None:
    """Refuse a VAT number whose control digit is wrong, or that is not written compact."""
    try:
        compatta = iva.validate(valore)
    except CodiceErrato as errore:
        raise ValidationError("La partita IVA non è corretta: controllare le cifre.") from errore
    if compatta != valore:
        raise ValidationError("La partita IVA si scrive con le sole cifre.")


def validate_codice_fiscale(valore: str) -> None:
    """Refuse a tax code whose control character is wrong (of a person or of a body), or that is
    not written compact."""
    try:
        compatto = codicefiscale.validate(valore)
    except CodiceErrato as errore:
        raise ValidationError("Il codice fiscale non è corretto: controllarlo.") from errore
    if compatto != valore:
        raise ValidationError("Il codice fiscale si scrive in maiuscolo e senza spazi.")


validate_ateco = RegexValidator(
    r"^\d{2}(\.\d{1,2}){0,2}$", "Il codice ATECO si scrive come 88.91 oppure 88.91.00."
)


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
    dimensione = models.CharField(
        "quante persone vi lavorano", max_length=20, choices=ClasseDimensionale, blank=True
    )
    ateco = models.CharField("codice ATECO", max_length=8, blank=True, validators=[validate_ateco])
    pec = models.EmailField("PEC", blank=True)
    email = models.EmailField("e-mail per il pubblico", blank=True)
    telefono = models.CharField("telefono per il pubblico", max_length=30, blank=True)
    sito = models.URLField("sito web", blank=True)
    descrizione = models.TextField(blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)
    ricerca = RicercaField(da=("denominazione", "sigla", "localita", "get_natura_display"))

    objects = SoggettoQuerySet.as_manager()
    storia = StoriaCampi(
        "StoriaSoggetto", plurale="storia dei soggetti", esclusi=("versione", "ricerca")
    )

    class Meta:
        ordering = ["denominazione"]
        verbose_name_plural = "soggetti"
        constraints = [
            not_blank("denominazione"),
            choice_check("natura", NaturaSoggetto),
            choice_check("dimensione", ClasseDimensionale, vuoto=True),
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


class Successione(models.Model):
    """A soggetto takes the place of another from a day, by an act: history stays where it was."""

    CHIAVE = ("da", "a")

    da = models.ForeignKey(Soggetto, on_delete=models.PROTECT, related_name="successioni")
    a = models.ForeignKey(Soggetto, on_delete=models.PROTECT, related_name="provenienze")
    dal = models.DateField()
    atto = models.ForeignKey(
        "rete.Atto", on_delete=models.PROTECT, null=True, blank=True, related_name="successioni"
    )
    nota = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["dal", "da"]
        verbose_name_plural = "successioni"
        constraints = [
            unique_row("da", "a"),
            models.CheckConstraint(
                condition=~models.Q(da=models.F("a")),
                name="%(app_label)s_%(class)s_fra_soggetti_diversi",
                violation_error_message="Un soggetto non succede a sé stesso.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} succede a {self.da}"


class UnioneSoggetti(models.Model):
    """Two cards of the same soggetto made one: what was there before, to be able to go back."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    resta = models.ForeignKey(Soggetto, on_delete=models.PROTECT, related_name="unioni")
    slug_unito = models.SlugField("indirizzo della scheda tolta", max_length=80, db_index=True)
    denominazione_unita = models.CharField("denominazione della scheda tolta", max_length=200)
    dati = models.JSONField(
        "com’era", help_text="La scheda tolta con tutti i campi, e le righe che le erano legate."
    )
    motivo = models.TextField()
    fatta_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, related_name="+"
    )
    fatta_il = models.DateTimeField(db_default=Now(), editable=False)
    annullata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    annullata_il = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-fatta_il", "-pk"]
        verbose_name = "unione di soggetti"
        verbose_name_plural = "unioni di soggetti"
        constraints = [not_blank("motivo"), not_blank("slug_unito")]

    def __str__(self) -> str:
        return f"{self.denominazione_unita} unita a {self.resta}"


class RichiestaVariazione(models.Model):
    """What the referente of a soggetto asks to change of its name and codes; staff decide."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    soggetto = models.ForeignKey(
        Soggetto, on_delete=models.PROTECT, related_name="richieste_variazione"
    )
    stato = models.CharField(
        max_length=20, choices=StatoRichiesta, default=StatoRichiesta.APERTA, editable=False
    )
    valori = models.JSONField("valori nuovi", help_text="Nome del campo e valore chiesto.")
    precedenti = models.JSONField("valori di quando è stata chiesta")
    nota = models.TextField("perché", blank=True)
    chiesta_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    chiesta_il = models.DateTimeField(db_default=Now(), editable=False)
    decisa_il = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-chiesta_il", "-pk"]
        verbose_name = "richiesta di variazione"
        verbose_name_plural = "richieste di variazione"
        constraints = [
            choice_check("stato", StatoRichiesta),
            models.UniqueConstraint(
                fields=["soggetto"],
                condition=models.Q(stato=StatoRichiesta.APERTA.value),
                name="%(app_label)s_%(class)s_una_sola_aperta",
                violation_error_message="C’è già una richiesta di variazione da esaminare.",
            ),
            models.CheckConstraint(
                condition=models.Q(stato=StatoRichiesta.APERTA.value, decisa_il__isnull=True)
                | ~models.Q(stato=StatoRichiesta.APERTA.value) & models.Q(decisa_il__isnull=False),
                name="%(app_label)s_%(class)s_decisa_con_data",
                violation_error_message="Una richiesta decisa ha la data in cui lo è stata.",
            ),
        ]

    def __str__(self) -> str:
        return f"variazione {self.codice}"
