from django.db import models

from conciliazione.vincoli import choice_check, not_blank, unique_row
from piano.enums import StampaFonte, StatoPiano


class Piano(models.Model):
    """The Piano Territoriale di Conciliazione of a cycle: what the network answers for."""

    CHIAVE = ("ciclo",)

    ciclo = models.OneToOneField("rete.Ciclo", on_delete=models.PROTECT, related_name="piano")
    titolo = models.CharField(max_length=200)
    denominazioni_citate = models.JSONField(
        "altri nomi con cui il documento si chiama", default=list, blank=True
    )
    stato = models.CharField(
        max_length=20, choices=StatoPiano, default=StatoPiano.IN_REDAZIONE, editable=False
    )
    proposto_il = models.DateField(null=True, blank=True, editable=False)
    parere = models.ForeignKey(
        "rete.Parere",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="piani",
        editable=False,
    )
    approvato_il = models.DateField(null=True, blank=True, editable=False)
    atto = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="piani",
        editable=False,
        verbose_name="atto di approvazione",
    )

    class Meta:
        ordering = ["ciclo"]
        verbose_name_plural = "piani"
        constraints = [
            not_blank("titolo"),
            choice_check("stato", StatoPiano),
            models.CheckConstraint(
                condition=models.Q(stato=StatoPiano.IN_REDAZIONE.value)
                | models.Q(proposto_il__isnull=False),
                name="%(app_label)s_%(class)s_proposto_con_data",
                violation_error_message="Un Piano proposto ha la data in cui lo è stato.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    stato__in=[StatoPiano.IN_REDAZIONE.value, StatoPiano.PROPOSTO.value]
                )
                | models.Q(parere__isnull=False),
                name="%(app_label)s_%(class)s_parere_registrato",
                violation_error_message="Manca il parere del Tavolo sul Piano.",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    stato__in=[StatoPiano.APPROVATO.value, StatoPiano.IN_MODIFICA.value]
                )
                | models.Q(atto__isnull=False, approvato_il__isnull=False),
                name="%(app_label)s_%(class)s_approvato_con_atto",
                violation_error_message="Un Piano approvato ha il suo atto e la sua data.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo


class Capitolo(models.Model):
    """A numbered chapter of the Piano."""

    CHIAVE = ("piano", "numero")

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="capitoli")
    numero = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=80)
    titolo = models.CharField(max_length=200)
    nella_fonte = models.CharField(
        "come il documento lo stampa",
        max_length=20,
        choices=StampaFonte,
        default=StampaFonte.INTERO,
        help_text="Ciò che ha visto chi ha trascritto il documento di partenza.",
    )
    nota_fonte = models.CharField("che cosa vi manca o vi si ripete", max_length=240, blank=True)

    class Meta:
        ordering = ["piano", "numero"]
        verbose_name_plural = "capitoli"
        constraints = [
            not_blank("titolo"),
            choice_check("nella_fonte", StampaFonte),
            unique_row("piano", "numero"),
            unique_row("piano", "slug"),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.titolo}"


class Sezione(models.Model):
    """A piece of a chapter: text by the staff, with live figures and blocks in it.

    `testo` is Markdown; `[[chiave]]` or `[[chiave|formato]]` is a figure, and a paragraph that
    holds only `[[blocco:chiave]]` is where a table, a chart, the map or a list is set.
    """

    CHIAVE = ("capitolo", "ordine")

    capitolo = models.ForeignKey(Capitolo, on_delete=models.CASCADE, related_name="sezioni")
    ordine = models.PositiveSmallIntegerField()
    titolo = models.CharField(max_length=200, blank=True)
    testo = models.TextField()

    class Meta:
        ordering = ["capitolo", "ordine"]
        verbose_name_plural = "sezioni"
        constraints = [not_blank("testo"), unique_row("capitolo", "ordine")]

    def __str__(self) -> str:
        return self.titolo or f"{self.capitolo} ({self.ordine})"


class AllegatoRichiamato(models.Model):
    """A document that the Piano refers to as attached to it, whether or not it is there."""

    CHIAVE = ("piano", "ordine")

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="allegati")
    ordine = models.PositiveSmallIntegerField()
    sigla = models.CharField(max_length=40, blank=True)
    titolo = models.CharField(max_length=240)
    richiamato_in = models.ForeignKey(
        Capitolo, on_delete=models.PROTECT, null=True, blank=True, related_name="allegati"
    )
    documento = models.ForeignKey(
        "conciliazione.Documento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allegati_del_piano",
    )

    class Meta:
        ordering = ["piano", "ordine"]
        verbose_name = "allegato richiamato"
        verbose_name_plural = "allegati richiamati"
        constraints = [not_blank("titolo"), unique_row("piano", "ordine")]

    def __str__(self) -> str:
        return f"{self.sigla} {self.titolo}".strip()


class Trasmissione(models.Model):
    """The Piano is sent to a body that must receive it."""

    CHIAVE = ("piano", "destinatario")

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="trasmissioni")
    destinatario = models.CharField(max_length=200)
    avvenuta_il = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["piano", "destinatario"]
        verbose_name = "trasmissione del Piano"
        verbose_name_plural = "trasmissioni del Piano"
        constraints = [not_blank("destinatario"), unique_row("piano", "destinatario")]

    def __str__(self) -> str:
        return self.destinatario
