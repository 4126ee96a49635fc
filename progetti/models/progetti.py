from django.db import models
from django.urls import reverse

from conciliazione.campi import RicercaField
from conciliazione.conteggi import count_related
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from progetti.enums import OrigineProgetto


class AzioneProgettuale(models.Model):
    """A kind of action that the call admits and that a project may choose."""

    CHIAVE = ("ciclo", "slug")

    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="azioni")
    slug = models.SlugField(max_length=80)
    denominazione = models.TextField()
    ordine = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ciclo", "ordine"]
        verbose_name_plural = "azioni progettuali"
        constraints = [
            not_blank("denominazione"),
            unique_row("ciclo", "slug"),
        ]

    def __str__(self) -> str:
        return self.denominazione


class ProgettoQuerySet(models.QuerySet):
    def con_numeri(self) -> "ProgettoQuerySet":
        """Each project with `n_obiettivi`, `n_risultati` (lines), `n_indicatori` and `n_target`
        (indicators that have an expected value)."""
        indicatori = "obiettivi__risultati__indicatori"
        con_target = models.Q(**{f"{indicatori}__target__isnull": False})
        return self.annotate(
            n_obiettivi=count_related(self.model, "obiettivi"),
            n_risultati=count_related(self.model, "obiettivi__risultati"),
            n_indicatori=count_related(self.model, indicatori),
            n_target=count_related(self.model, indicatori, solo=con_target),
        )


class Progetto(models.Model):
    """A project of the Piano: of an alliance, or of the lead body."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="progetti")
    lettera = models.CharField("lettera nel Piano", max_length=2)
    titolo = models.CharField(max_length=160)
    sottotitolo = models.CharField(max_length=240, blank=True)
    origine = models.CharField(max_length=20, choices=OrigineProgetto)
    alleanza = models.ForeignKey(
        "alleanze.Alleanza",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="progetti",
    )
    promotore = models.ForeignKey(
        "rete.Soggetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="progetti_promossi",
        help_text="Chi lo propone, quando non è un'alleanza.",
    )
    introduzione = models.TextField(blank=True)
    contesto = models.TextField("analisi del contesto", blank=True)
    obiettivo = models.TextField("obiettivo dell'intervento", blank=True)
    nota_risorse = models.TextField("vincolo sulle risorse", blank=True)
    atto_valutazione = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="progetti_valutati",
        verbose_name="atto della valutazione",
        help_text="L'atto che ne registra la valutazione, dove c'è stata.",
    )
    dal = models.DateField("inizio", null=True, blank=True)
    al = models.DateField("fine", null=True, blank=True)

    ricerca = RicercaField(da=("titolo", "sottotitolo", "introduzione", "obiettivo"))

    objects = ProgettoQuerySet.as_manager()

    class Meta:
        ordering = ["ciclo", "lettera"]
        verbose_name_plural = "progetti"
        # Who chooses one among many reads the first of the last ciclo, and no further; so does
        # the list of the indicators.
        indexes = [models.Index(fields=["-ciclo", "lettera"], name="progetti_progetto_elenco")]
        constraints = [
            not_blank("titolo"),
            choice_check("origine", OrigineProgetto),
            dates_in_order(),
            unique_row("ciclo", "lettera"),
            models.CheckConstraint(
                condition=~models.Q(origine=OrigineProgetto.AVVISO.value)
                | models.Q(alleanza__isnull=False),
                name="%(app_label)s_%(class)s_avviso_con_alleanza",
                violation_error_message="Un progetto nato dall'avviso appartiene a un'alleanza.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo

    def get_absolute_url(self) -> str:
        return reverse("progetti:progetto", args=[self.slug])


class AzionePrescelta(models.Model):
    """An admitted action that a project chose, with the words of its document."""

    CHIAVE = ("progetto", "ordine")

    progetto = models.ForeignKey(Progetto, on_delete=models.CASCADE, related_name="azioni")
    azione = models.ForeignKey(AzioneProgettuale, on_delete=models.PROTECT, related_name="scelte")
    ordine = models.PositiveSmallIntegerField()
    denominazione_citata = models.TextField("come la scrive il progetto", blank=True)

    class Meta:
        ordering = ["progetto", "ordine"]
        verbose_name_plural = "azioni prescelte"
        constraints = [unique_row("progetto", "ordine")]

    def __str__(self) -> str:
        return str(self.azione)


class FinalitaProgetto(models.Model):
    """A purpose that a project states for itself."""

    CHIAVE = ("progetto", "ordine")

    progetto = models.ForeignKey(Progetto, on_delete=models.CASCADE, related_name="finalita")
    ordine = models.PositiveSmallIntegerField()
    testo = models.TextField()

    class Meta:
        ordering = ["progetto", "ordine"]
        verbose_name = "finalità del progetto"
        verbose_name_plural = "finalità dei progetti"
        constraints = [
            not_blank("testo"),
            unique_row("progetto", "ordine"),
        ]

    def __str__(self) -> str:
        return self.testo
