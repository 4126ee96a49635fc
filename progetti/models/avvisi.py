from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.campi import EuroField, RicercaField
from conciliazione.vincoli import choice_check, non_negative, not_blank
from progetti.enums import (
    AmbitoIncompatibilita,
    ChiPropone,
    LivelloAvviso,
    StatoAvviso,
)

# After the closing: who scores and who examines reads what was sent.
SCADUTI = (
    StatoAvviso.CHIUSO.value,
    StatoAvviso.VALUTATO.value,
    StatoAvviso.CONCLUSO.value,
)

# Said by the row as a whole, and by the forms beside the field to be mended.
CHIUDE_DOPO = "La chiusura viene dopo l’apertura."
ENTRO_DOTAZIONE = "Il massimo per progetto non supera la dotazione."


class AvvisoQuerySet(models.QuerySet):
    """Calls. Instants are compared with the database's clock, in the query itself."""

    def published(self) -> AvvisoQuerySet:
        """Those that everybody reads: once published, for ever. Asked as the indexes have it."""
        return self.filter(pubblicato_il__isnull=False)

    def with_opening(self) -> AvvisoQuerySet:
        """Each call with `aperto`: whether a proposal may be sent now."""
        aperto = Q(stato=StatoAvviso.PUBBLICATO.value, apre_il__lte=Now(), chiude_il__gte=Now())
        return self.annotate(aperto=models.ExpressionWrapper(aperto, models.BooleanField()))

    def open_now(self) -> AvvisoQuerySet:
        """Those on which a proposal may be sent now."""
        return self.with_opening().filter(aperto=True)

    def expired(self) -> AvvisoQuerySet:
        """Those still published whose closing has gone by: to close."""
        return self.filter(stato=StatoAvviso.PUBBLICATO.value, chiude_il__lt=Now())

    def being_scored(self) -> AvvisoQuerySet:
        """Those whose sheets are open, and still secret."""
        aperte = self.filter(stato=StatoAvviso.CHIUSO.value, rivelato_il__isnull=True)
        return aperte.exclude(valutazione_aperta_il=None)


class Avviso(models.Model):
    """A public call: who may propose what, by when, how it is scored, how much there is."""

    CHIAVE = ("slug",)

    slug = models.SlugField(max_length=80, unique=True)
    ciclo = models.ForeignKey("rete.Ciclo", on_delete=models.PROTECT, related_name="avvisi")
    livello = models.CharField(
        max_length=20, choices=LivelloAvviso, default=LivelloAvviso.RETE, editable=False
    )
    emanante = models.ForeignKey(
        "rete.Soggetto",
        on_delete=models.PROTECT,
        related_name="avvisi",
        verbose_name="chi lo emana",
        editable=False,
    )
    progetto = models.ForeignKey(
        "progetti.Progetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="avvisi",
        verbose_name="progetto che ne mette le risorse",
        help_text="Solo per un avviso di secondo livello.",
    )
    stato = models.CharField(
        max_length=20, choices=StatoAvviso, default=StatoAvviso.BOZZA, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    titolo = models.CharField(max_length=200)
    sommario = models.CharField("in una frase", max_length=300, blank=True)
    testo = models.TextField(blank=True, help_text="In Markdown.")
    chi_propone = models.CharField(
        "chi presenta la proposta",
        max_length=20,
        choices=ChiPropone,
        default=ChiPropone.ALLEANZA,
    )
    destinatari = models.TextField("chi può partecipare", blank=True)
    apre_il = models.DateTimeField("apertura", null=True, blank=True)
    chiude_il = models.DateTimeField("chiusura", null=True, blank=True)
    dotazione = EuroField("dotazione in euro", null=True, blank=True)
    massimale = EuroField(
        "massimo per progetto in euro",
        null=True,
        blank=True,
        help_text="Vuoto se non c’è un massimo.",
    )
    azioni = models.ManyToManyField(
        "progetti.AzioneProgettuale",
        related_name="avvisi",
        blank=True,
        verbose_name="azioni ammesse",
    )

    # --- How it is scored ---
    organo = models.ForeignKey(
        "rete.Organo",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="avvisi",
        verbose_name="organo che valuta",
    )
    numero_legale = models.PositiveSmallIntegerField(
        "quanti componenti liberi servono", null=True, blank=True
    )
    soglia = models.DecimalField(
        "punteggio minimo per essere ammessi",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Da 0 a 100.",
    )
    scarto = models.DecimalField(
        "scarto oltre il quale si discute",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Punti, su 100, fra il totale più alto e il più basso dati a una proposta.",
    )
    ambito_incompatibilita = models.CharField(
        "a che cosa si estende l’incompatibilità",
        max_length=20,
        choices=AmbitoIncompatibilita,
        default=AmbitoIncompatibilita.PROCEDURA,
    )
    atto_incompatibilita = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="atto che motiva l’incompatibilità limitata alla singola proposta",
    )

    # --- The procedure ---
    atto = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="avvisi",
        verbose_name="atto che lo approva",
        editable=False,
    )
    pubblicato_il = models.DateTimeField(null=True, editable=False)
    chiuso_il = models.DateTimeField(null=True, editable=False)
    valutazione_aperta_il = models.DateTimeField(
        "schede di valutazione aperte il", null=True, editable=False
    )
    rivelato_il = models.DateTimeField("punteggi rivelati all’organo il", null=True, editable=False)
    seduta = models.ForeignKey(
        "rete.Seduta",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="avvisi_valutati",
        verbose_name="seduta di valutazione",
        editable=False,
    )
    valutato_il = models.DateTimeField(null=True, editable=False)
    impronta_graduatoria = models.CharField(
        "impronta SHA-256 della graduatoria con cui la valutazione è stata chiusa",
        max_length=64,
        blank=True,
        editable=False,
    )
    atto_esito = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="avvisi_conclusi",
        verbose_name="atto che approva la graduatoria, o che chiude l’avviso",
        editable=False,
    )
    concluso_il = models.DateTimeField(
        "concluso, revocato o dichiarato deserto il", null=True, editable=False
    )
    ricerca = RicercaField(da=("titolo", "sommario", "testo", "destinatari"))

    objects = AvvisoQuerySet.as_manager()

    class Meta:
        ordering = ["-apre_il", "-pk"]
        verbose_name_plural = "avvisi"
        indexes = [
            models.Index(fields=["stato", "chiude_il"], name="progetti_avviso_scadenze"),
            # The lists of those that everybody reads, in order and counted.
            models.Index(
                fields=["-apre_il", "-id"],
                condition=Q(pubblicato_il__isnull=False),
                name="progetti_avviso_elenco",
            ),
            models.Index(
                fields=["slug"],
                condition=Q(pubblicato_il__isnull=False),
                name="progetti_avviso_per_chiave",
            ),
        ]
        constraints = [
            not_blank("titolo"),
            choice_check("livello", LivelloAvviso),
            choice_check("stato", StatoAvviso),
            choice_check("chi_propone", ChiPropone),
            choice_check("ambito_incompatibilita", AmbitoIncompatibilita),
            non_negative("dotazione"),
            non_negative("massimale"),
            non_negative("scarto"),
            models.CheckConstraint(
                condition=Q(apre_il__isnull=True)
                | Q(chiude_il__isnull=True)
                | Q(chiude_il__gt=F("apre_il")),
                name="%(app_label)s_%(class)s_chiude_dopo_apertura",
                violation_error_message=CHIUDE_DOPO,
            ),
            models.CheckConstraint(
                condition=Q(soglia__isnull=True) | Q(soglia__gte=0, soglia__lte=100),
                name="%(app_label)s_%(class)s_soglia_fra_0_e_100",
                violation_error_message="Il punteggio minimo va da 0 a 100.",
            ),
            models.CheckConstraint(
                condition=Q(massimale__isnull=True)
                | Q(dotazione__isnull=True)
                | Q(massimale__lte=F("dotazione")),
                name="%(app_label)s_%(class)s_massimale_entro_dotazione",
                violation_error_message=ENTRO_DOTAZIONE,
            ),
            models.CheckConstraint(
                condition=Q(livello="rete", progetto__isnull=True)
                | Q(livello="secondo", progetto__isnull=False),
                name="%(app_label)s_%(class)s_secondo_livello_con_progetto",
                violation_error_message="Un avviso di secondo livello ha il progetto che ne mette"
                " le risorse; uno della Rete non ne ha.",
            ),
            models.CheckConstraint(
                condition=Q(stato="bozza")
                | Q(
                    pubblicato_il__isnull=False,
                    atto__isnull=False,
                    apre_il__isnull=False,
                    chiude_il__isnull=False,
                    dotazione__isnull=False,
                    organo__isnull=False,
                    numero_legale__isnull=False,
                    soglia__isnull=False,
                )
                & ~Q(testo=""),
                name="%(app_label)s_%(class)s_pubblicato_se_completo",
                violation_error_message="Un avviso pubblicato è completo e ha l’atto che lo"
                " approva.",
            ),
            models.CheckConstraint(
                condition=~Q(stato="bozza") | Q(pubblicato_il__isnull=True),
                name="%(app_label)s_%(class)s_bozza_senza_pubblicazione",
                violation_error_message="Un avviso in preparazione non ha data di pubblicazione.",
            ),
            models.CheckConstraint(
                condition=Q(ambito_incompatibilita="procedura")
                | Q(stato="bozza")
                | Q(atto_incompatibilita__isnull=False),
                name="%(app_label)s_%(class)s_singola_proposta_con_atto",
                violation_error_message="L’incompatibilità limitata alla singola proposta ha"
                " l’atto che la motiva.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=["chiuso", "valutato", "concluso", "deserto"])
                | Q(chiuso_il__isnull=False),
                name="%(app_label)s_%(class)s_chiuso_con_data",
                violation_error_message="Un avviso chiuso ha la data di chiusura.",
            ),
            models.CheckConstraint(
                condition=Q(rivelato_il__isnull=True) | Q(valutazione_aperta_il__isnull=False),
                name="%(app_label)s_%(class)s_rivelato_se_aperto",
                violation_error_message="Si rivelano solo schede aperte.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=["valutato", "concluso"])
                | Q(valutato_il__isnull=False, rivelato_il__isnull=False),
                name="%(app_label)s_%(class)s_valutato_con_data",
                violation_error_message="Un avviso valutato ha la data e i punteggi rivelati.",
            ),
            models.CheckConstraint(
                condition=Q(
                    stato__in=["concluso", "revocato", "deserto"],
                    concluso_il__isnull=False,
                    atto_esito__isnull=False,
                )
                | ~Q(stato__in=["concluso", "revocato", "deserto"])
                & Q(concluso_il__isnull=True, atto_esito__isnull=True),
                name="%(app_label)s_%(class)s_concluso_con_atto",
                violation_error_message="Un avviso finito ha la data e l’atto che lo chiude.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo

    def get_absolute_url(self) -> str:
        return reverse("avvisi:avviso", args=[self.slug])

    @property
    def is_published(self) -> bool:
        """Whether everybody reads it."""
        return self.pubblicato_il is not None

    @property
    def is_expired(self) -> bool:
        """Whether it was closed: what was sent may be examined."""
        return self.stato in SCADUTI

    @property
    def has_outcome(self) -> bool:
        """Whether the act of its outcome is recorded: everybody reads the ranking."""
        return self.stato == StatoAvviso.CONCLUSO
