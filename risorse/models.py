"""What the Piano costs and who pays for it."""

from decimal import Decimal

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from conciliazione.campi import EuroField, RicercaField
from conciliazione.vincoli import choice_check, non_negative, not_blank, unique_row
from progetti.enums import FonteFinanziamento
from risorse.enums import ScopoVoce


class VoceQuerySet(models.QuerySet):
    def con_importi(self) -> "VoceQuerySet":
        """Each line with its amounts in euro: one a source (`regionale`, `pubblico`, `privato`,
        zero where it gives nothing) and their `totale`."""
        importi = {fonte: _sum(fonte=fonte) for fonte in FonteFinanziamento.values}
        return self.annotate(**importi, totale=_sum())

    def con_stanziamenti(self) -> "VoceQuerySet":
        """Each line with its stanziamenti: for `in_vigore` and `revocati`."""
        righe = Stanziamento.objects.select_related("atto_revoca")
        return self.prefetch_related(models.Prefetch("stanziamenti", righe))


def _sum(**quali: object) -> Coalesce:
    """What a line gets from those of its stanziamenti, in euro.

    A query of its own: a page of a long list then adds up its own lines only.
    """
    righe = Stanziamento.objects.vigenti()
    righe = righe.filter(voce=models.OuterRef("pk"), **quali).order_by()
    somma = righe.values("voce").annotate(somma=models.Sum("importo")).values("somma")
    return Coalesce(
        models.Subquery(somma, output_field=EuroField()),
        models.Value(Decimal(0), output_field=EuroField()),
    )


class Voce(models.Model):
    """A line of the Piano's budget."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="voci")
    ordine = models.PositiveSmallIntegerField()
    denominazione_citata = models.CharField("come la chiama il documento", max_length=160)
    scopo = models.CharField(max_length=20, choices=ScopoVoce)
    progetto = models.ForeignKey(
        "progetti.Progetto", on_delete=models.PROTECT, null=True, blank=True, related_name="voci"
    )
    destinazione = models.TextField("a che cosa serve", blank=True)
    criterio = models.TextField(
        "criterio di assegnazione",
        blank=True,
        help_text="A chi, quanto, quando: la regola con cui si assegna ciò che è accantonato.",
    )
    ricerca = RicercaField(da=("denominazione_citata", "destinazione"))

    objects = VoceQuerySet.as_manager()

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name = "voce delle risorse"
        verbose_name_plural = "voci delle risorse"
        constraints = [
            not_blank("denominazione_citata"),
            choice_check("scopo", ScopoVoce),
            models.CheckConstraint(
                condition=models.Q(scopo=ScopoVoce.PROGETTO.value)
                | models.Q(progetto__isnull=True),
                name="%(app_label)s_%(class)s_progetto_se_di_progetto",
                violation_error_message="Solo una voce di progetto si lega a un progetto.",
            ),
            unique_row("ciclo", "ordine"),
        ]

    def __str__(self) -> str:
        return self.denominazione_citata

    def get_absolute_url(self) -> str:
        return reverse("risorse:voce", args=[self.slug])

    @property
    def in_vigore(self) -> "list[Stanziamento]":
        """Its stanziamenti that count, among those already read."""
        return [riga for riga in self.stanziamenti.all() if riga.is_vigente]

    @property
    def revocati(self) -> "list[Stanziamento]":
        """Those that no longer count, kept for the history."""
        return [riga for riga in self.stanziamenti.all() if not riga.is_vigente]


# What counts in every figure, page and file; of a join too (`total_of`).
VIGENTE = {"revocato_il": None}


class StanziamentoQuerySet(models.QuerySet):
    def vigenti(self) -> "StanziamentoQuerySet":
        """Those that count: not revoked."""
        return self.filter(**VIGENTE)

    def revocati(self) -> "StanziamentoQuerySet":
        """Those that no longer count."""
        return self.exclude(**VIGENTE)


class Stanziamento(models.Model):
    """How much one source gives to one line of the budget, in euro, until it is revoked."""

    CHIAVE = ("voce", "fonte", "in_natura")

    voce = models.ForeignKey(Voce, on_delete=models.CASCADE, related_name="stanziamenti")
    fonte = models.CharField(max_length=20, choices=FonteFinanziamento)
    importo = EuroField("importo in euro")
    in_natura = models.BooleanField("valorizzazione in natura", default=False)
    revocato_il = models.DateField(
        "non conta più dal", null=True, blank=True, help_text="Vuoto finché è in vigore."
    )
    motivo_revoca = models.CharField("perché non conta più", max_length=240, blank=True)
    atto_revoca = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="atto che ne prende atto",
    )

    objects = StanziamentoQuerySet.as_manager()

    class Meta:
        ordering = ["voce", "fonte"]
        verbose_name_plural = "stanziamenti"
        indexes = [
            # What a line gets, and what all of them do, is added up on the index alone.
            models.Index(
                fields=["voce", "fonte", "importo"],
                condition=models.Q(revocato_il__isnull=True),
                name="risorse_stanziamento_vigenti",
            )
        ]
        constraints = [
            choice_check("fonte", FonteFinanziamento),
            non_negative("importo"),
            models.CheckConstraint(
                condition=models.Q(
                    revocato_il__isnull=True, motivo_revoca="", atto_revoca__isnull=True
                )
                | models.Q(revocato_il__isnull=False) & ~models.Q(motivo_revoca=""),
                name="%(app_label)s_%(class)s_revocato_con_motivo",
                violation_error_message="Uno stanziamento revocato ha il giorno e il motivo.",
            ),
            models.UniqueConstraint(
                fields=["voce", "fonte", "in_natura"],
                name="%(app_label)s_%(class)s_unico",
                violation_error_message="La voce ha già un importo per questa fonte.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voce}: {self.get_fonte_display().lower()}"

    @property
    def is_vigente(self) -> bool:
        """Whether it counts: the same rule as `vigenti`."""
        return self.revocato_il is None


class UsoPremialita(models.Model):
    """One use that the Piano foresees for the money kept as reward."""

    CHIAVE = ("ciclo", "lettera")

    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="usi_premialita")
    lettera = models.CharField(max_length=2)
    testo = models.TextField()

    class Meta:
        ordering = ["ciclo", "lettera"]
        verbose_name = "uso della premialità"
        verbose_name_plural = "usi della premialità"
        constraints = [
            not_blank("testo"),
            unique_row("ciclo", "lettera"),
        ]

    def __str__(self) -> str:
        return f"{self.lettera}. {self.testo}"
