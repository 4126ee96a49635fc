from __future__ import annotations

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Least, Now
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.date import format_day
from conciliazione.enums import Riservatezza
from conciliazione.sigilli import Padre, Sigillo
from conciliazione.vincoli import choice_check, not_blank, unique_row
from progetti.enums import StatoProva, StatoRilevazione
from progetti.models.finestre import Consegna
from progetti.models.progetti import Progetto
from progetti.models.risultati import Indicatore, TipoProva

# What counts as declared: said, and not sent back.
DICHIARATE = (StatoRilevazione.DICHIARATA.value, StatoRilevazione.VERIFICATA.value)
# What who runs the project may still change.
APERTE = (
    StatoRilevazione.BOZZA.value,
    StatoRilevazione.DICHIARATA.value,
    StatoRilevazione.RESTITUITA.value,
)
QUANTITA = models.DecimalField(max_digits=14, decimal_places=2)


class Prova(models.Model):
    """A fact with its documents: what it is, when, where, with whom; it moves the indicators."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    progetto = models.ForeignKey(Progetto, on_delete=models.PROTECT, related_name="prove")
    tipo = models.ForeignKey(
        TipoProva, on_delete=models.PROTECT, related_name="prove", verbose_name="tipo di prova"
    )
    titolo = models.CharField("che cos’è", max_length=200)
    data = models.DateField("data del fatto")
    luogo = models.CharField(max_length=200, blank=True)
    partner = models.ManyToManyField(
        "rete.Soggetto", related_name="prove", blank=True, verbose_name="partner che c’erano"
    )
    link = models.URLField("indirizzo della pagina", max_length=500, blank=True)
    convenzione = models.OneToOneField(
        "alleanze.Convenzione",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prova",
        verbose_name="convenzione di cui prova la firma",
    )
    riservatezza = models.CharField(
        "che dati contiene",
        max_length=20,
        choices=Riservatezza,
        default=Riservatezza.INTERNO,
    )
    nota = models.TextField(blank=True)
    stato = models.CharField(
        max_length=20, choices=StatoProva, default=StatoProva.DA_REGISTRARE, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    registrata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    registrata_il = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-data", "-pk"]
        verbose_name_plural = "prove"
        indexes = [models.Index(fields=["progetto", "-data"], name="progetti_prova_elenco")]
        constraints = [
            not_blank("titolo"),
            choice_check("riservatezza", Riservatezza),
            choice_check("stato", StatoProva),
        ]

    def __str__(self) -> str:
        return self.titolo

    def get_absolute_url(self) -> str:
        return reverse("monitoraggio:prova", args=[self.codice])

    @property
    def counts(self) -> bool:
        """Whether indicators may rest on it."""
        return self.stato == StatoProva.REGISTRATA


class FileProva(models.Model):
    """A file of a proof."""

    prova = models.ForeignKey(Prova, on_delete=models.PROTECT, related_name="file")
    documento = models.OneToOneField(
        "conciliazione.Documento", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["prova", "pk"]
        verbose_name = "file della prova"
        verbose_name_plural = "file delle prove"

    def __str__(self) -> str:
        return self.documento.nome


class RilevazioneQuerySet(models.QuerySet):
    """Reported values, with how much of each is proved."""

    def declared(self) -> RilevazioneQuerySet:
        """Those that count as declared."""
        return self.filter(stato__in=DICHIARATE)

    def verified(self) -> RilevazioneQuerySet:
        """Those that the ASL verified: all that the public sees."""
        return self.filter(stato=StatoRilevazione.VERIFICATA)

    def with_proof(self) -> RilevazioneQuerySet:
        """Each with `quote` (what its proofs count in all), `senza_prova` (whether no proof is
        attached) and `provata`.

        `provata` of an increment is as much of it as proofs count; a negative one, which corrects
        another, is taken away whole. A reading is proved whole, by any proof, or not at all: 0.
        """
        quote = QuotaProva.objects.filter(rilevazione=OuterRef("pk")).order_by()
        totale = quote.values("rilevazione").annotate(t=Sum("quantita")).values("t")
        zero = Value(0, output_field=QUANTITA)
        return self.annotate(
            quote=Coalesce(Subquery(totale, output_field=QUANTITA), zero),
            senza_prova=~Exists(quote),
        ).annotate(
            provata=Case(
                When(indicatore__cumulativo=False, senza_prova=False, then=F("valore")),
                When(indicatore__cumulativo=False, then=zero),
                When(valore__lt=0, then=F("valore")),
                default=Least(F("valore"), F("quote")),
                output_field=QUANTITA,
            )
        )

    def resting(self) -> RilevazioneQuerySet:
        """Those that rest on enough proofs to be verified: the same rule as `is_proved`."""
        chiesti = Indicatore.prove.through.objects.filter(indicatore=OuterRef("indicatore"))
        basta = Q(valore__lte=F("quote")) | Q(valore__lte=0)
        somma = Q(indicatore__cumulativo=True) & basta
        lettura = Q(indicatore__cumulativo=False, senza_prova=False)
        return self.with_proof().filter(~Exists(chiesti) | somma | lettura)

    def waiting(self) -> RilevazioneQuerySet:
        """Those that the ASL has still to verify, or to send back: their window is not closed."""
        aperte = Consegna.objects.not_closed()
        return self.filter(stato=StatoRilevazione.DICHIARATA, consegna__in=aperte)


class Rilevazione(models.Model):
    """How much an indicator grew by, or what it read, on a day, as who runs the project says."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    consegna = models.ForeignKey(Consegna, on_delete=models.PROTECT, related_name="rilevazioni")
    indicatore = models.ForeignKey(Indicatore, on_delete=models.PROTECT, related_name="rilevazioni")
    data = models.DateField("a che data")
    valore = models.DecimalField(max_digits=12, decimal_places=2)
    nota = models.TextField(blank=True)
    corregge = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="correzioni",
        editable=False,
        verbose_name="rilevazione verificata che corregge",
    )
    stato = models.CharField(
        max_length=20, choices=StatoRilevazione, default=StatoRilevazione.BOZZA, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    motivo_restituzione = models.TextField("perché è stata restituita", blank=True, editable=False)
    scritta_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    dichiarata_il = models.DateTimeField(null=True, editable=False)
    verificata_il = models.DateTimeField(null=True, editable=False)

    objects = RilevazioneQuerySet.as_manager()

    sigillo = Sigillo(quando={"stato": StatoRilevazione.VERIFICATA.value})

    class Meta:
        ordering = ["indicatore", "data", "pk"]
        verbose_name_plural = "rilevazioni"
        indexes = [
            models.Index(fields=["indicatore", "stato", "data"], name="progetti_rilevazione_conti"),
        ]
        constraints = [
            choice_check("stato", StatoRilevazione),
            models.UniqueConstraint(
                fields=["consegna", "indicatore"],
                condition=Q(stato__in=APERTE, corregge__isnull=True),
                name="%(app_label)s_%(class)s_aperta_unica",
                violation_error_message="Per questo indicatore c’è già una riga da completare.",
            ),
            models.UniqueConstraint(
                fields=["corregge"],
                condition=Q(stato__in=APERTE),
                name="%(app_label)s_%(class)s_correzione_unica",
                violation_error_message="Questa riga ha già una correzione in corso.",
            ),
            models.CheckConstraint(
                condition=Q(corregge__isnull=False) | Q(valore__gte=0),
                name="%(app_label)s_%(class)s_negativa_se_corregge",
                violation_error_message="Il valore non può essere negativo.",
            ),
            models.CheckConstraint(
                condition=Q(corregge__isnull=True) | ~Q(nota=""),
                name="%(app_label)s_%(class)s_corregge_con_motivo",
                violation_error_message="Di una correzione si scrive il motivo.",
            ),
            models.CheckConstraint(
                condition=Q(stato="bozza", dichiarata_il__isnull=True)
                | ~Q(stato="bozza") & Q(dichiarata_il__isnull=False),
                name="%(app_label)s_%(class)s_dichiarata_con_data",
                violation_error_message="Ciò che è dichiarato ha la sua data.",
            ),
            models.CheckConstraint(
                condition=Q(stato="verificata", verificata_il__isnull=False)
                | ~Q(stato="verificata") & Q(verificata_il__isnull=True),
                name="%(app_label)s_%(class)s_verificata_con_data",
                violation_error_message="Ciò che è verificato ha la sua data.",
            ),
            models.CheckConstraint(
                condition=Q(stato="restituita") & ~Q(motivo_restituzione="")
                | ~Q(stato="restituita") & Q(motivo_restituzione=""),
                name="%(app_label)s_%(class)s_restituita_con_motivo",
                violation_error_message="Ciò che si restituisce ha un motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicatore}, {format_day(self.data)}"

    @property
    def is_open(self) -> bool:
        """Whether who runs the project may still change it."""
        return self.stato in APERTE


class QuotaProva(models.Model):
    """How much of a reported value a proof counts for: each proof once for an indicator."""

    prova = models.ForeignKey(Prova, on_delete=models.PROTECT, related_name="quote")
    rilevazione = models.ForeignKey(
        Rilevazione, on_delete=models.PROTECT, related_name="quote_prova"
    )
    indicatore = models.ForeignKey(Indicatore, on_delete=models.PROTECT, related_name="quote_prova")
    quantita = models.DecimalField("quantità", max_digits=12, decimal_places=2)

    # Nothing is added to, or taken from, the proofs of what was verified.
    sigillo = Sigillo(padre=Padre("rilevazione", "verificata_il", tranne={"stato": "bozza"}))

    class Meta:
        ordering = ["prova", "indicatore"]
        verbose_name = "quota della prova"
        verbose_name_plural = "quote delle prove"
        constraints = [
            unique_row("prova", "indicatore"),
            models.CheckConstraint(
                condition=Q(quantita__gt=0),
                name="%(app_label)s_%(class)s_conta_qualcosa",
                violation_error_message="Una prova conta per più di zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prova}: {self.quantita}"
