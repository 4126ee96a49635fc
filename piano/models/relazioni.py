from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.models import sha256_check
from conciliazione.sigilli import Sigillo
from conciliazione.vincoli import choice_check, unique_row
from piano.enums import StatoRelazione
from progetti.enums import StatoConsegna
from progetti.models import Consegna


class RelazioneQuerySet(models.QuerySet):
    def delivered(self) -> RelazioneQuerySet:
        """Those that were delivered, transmitted or not."""
        return self.exclude(stato=StatoRelazione.IN_REDAZIONE)

    def of_closed(self) -> RelazioneQuerySet:
        """Those whose figures are all frozen: that of a project once its window is closed, that of
        the whole Piano once it is closed for every project."""
        consegne = Consegna.objects.filter(finestra=OuterRef("finestra"))
        del_progetto = consegne.filter(progetto=OuterRef("progetto"), stato=StatoConsegna.CHIUSA)
        chiusa = Q(progetto__isnull=False) & Exists(del_progetto)
        tutte = Q(progetto__isnull=True) & Exists(consegne) & ~Exists(consegne.not_closed())
        return self.filter(chiusa | tutte)


class Relazione(models.Model):
    """What a monitoring window says of a project, or of the whole Piano: the figures, and in few
    boxes the words of who answers for it.

    What was delivered is kept apart, in a sealed copy; from then on nobody changes the words.
    """

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    finestra = models.ForeignKey(
        "progetti.FinestraMonitoraggio", on_delete=models.PROTECT, related_name="relazioni"
    )
    progetto = models.ForeignKey(
        "progetti.Progetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="relazioni",
        help_text="Vuoto: la relazione è di tutto il Piano.",
    )
    stato = models.CharField(
        max_length=20, choices=StatoRelazione, default=StatoRelazione.IN_REDAZIONE, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    svolto = models.TextField("che cosa si è fatto", blank=True)
    difficolta = models.TextField("difficoltà e rischi", blank=True)
    prossimi = models.TextField("che cosa cambia adesso", blank=True)
    creata_il = models.DateTimeField(db_default=Now(), editable=False)
    consegnata_il = models.DateTimeField(null=True, editable=False)
    trasmessa_il = models.DateField("trasmessa il", null=True, blank=True, editable=False)
    protocollo = models.CharField("numero di protocollo", max_length=60, blank=True, editable=False)

    objects = RelazioneQuerySet.as_manager()

    sigillo = Sigillo(
        tranne={"stato": StatoRelazione.IN_REDAZIONE.value},
        una_volta=("trasmessa_il", "protocollo", "stato", "versione"),
    )

    class Meta:
        ordering = ["-finestra__dal", F("progetto__lettera").asc(nulls_first=True)]
        verbose_name_plural = "relazioni"
        indexes = [models.Index(fields=["stato", "finestra"], name="piano_relazione_elenco")]
        constraints = [
            choice_check("stato", StatoRelazione),
            unique_row("finestra", "progetto"),
            models.UniqueConstraint(
                fields=["finestra"],
                condition=Q(progetto__isnull=True),
                name="%(app_label)s_%(class)s_del_piano_unica",
                violation_error_message="Di tutto il Piano c’è già la relazione di quella"
                " finestra.",
            ),
            models.CheckConstraint(
                condition=Q(stato="in_redazione", consegnata_il__isnull=True)
                | ~Q(stato="in_redazione") & Q(consegnata_il__isnull=False),
                name="%(app_label)s_%(class)s_consegnata_con_data",
                violation_error_message="Una relazione consegnata ha la sua data.",
            ),
            models.CheckConstraint(
                condition=Q(stato="in_redazione") | ~Q(svolto=""),
                name="%(app_label)s_%(class)s_consegnata_con_testo",
                violation_error_message="Prima di consegnare scrivere che cosa si è fatto: le cifre"
                " da sole non lo dicono.",
            ),
            models.CheckConstraint(
                condition=Q(stato="trasmessa", trasmessa_il__isnull=False) & ~Q(protocollo="")
                | ~Q(stato="trasmessa") & Q(trasmessa_il__isnull=True, protocollo=""),
                name="%(app_label)s_%(class)s_trasmessa_con_protocollo",
                violation_error_message="Una relazione trasmessa ha la data e il numero di"
                " protocollo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.di_che_cosa}, {self.finestra}"

    def get_absolute_url(self) -> str:
        return reverse("piano:relazione", args=[self.codice])

    @property
    def di_che_cosa(self) -> str:
        """Of what it speaks, in words."""
        return str(self.progetto) if self.progetto_id else "Tutto il Piano"

    @property
    def is_open(self) -> bool:
        """Whether it is still being written."""
        return self.stato == StatoRelazione.IN_REDAZIONE


class CompilazioneRelazione(models.Model):
    """A monitoring report made into PDF and spreadsheet at a moment: a draft, or what was
    delivered, of which there is one and nobody changes it."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    relazione = models.ForeignKey(Relazione, on_delete=models.PROTECT, related_name="compilazioni")
    numero = models.PositiveIntegerField()
    copia = models.OneToOneField(
        "conciliazione.CopiaSigillata",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Ciò che si è consegnato; vuoto in una bozza.",
    )
    elaborazione = models.OneToOneField(
        "conciliazione.Elaborazione",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Il lavoro che l'ha compilata: uno solo, una compilazione sola.",
    )
    compilata_il = models.DateTimeField(db_default=Now(), editable=False)
    compilata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dati = models.JSONField()
    sha256_dati = models.CharField("impronta SHA-256 dei dati", max_length=64)
    pdf = models.OneToOneField(
        "conciliazione.Documento", on_delete=models.PROTECT, related_name="+"
    )
    foglio = models.OneToOneField(
        "conciliazione.Documento", on_delete=models.PROTECT, related_name="+"
    )
    pagine = models.PositiveIntegerField()
    motori = models.JSONField(
        "versioni dei programmi", help_text="Con queste le impronte si ripetono."
    )

    sigillo = Sigillo(tranne={"copia": None})

    class Meta:
        ordering = ["relazione", "-numero"]
        verbose_name = "compilazione della relazione"
        verbose_name_plural = "compilazioni delle relazioni"
        constraints = [
            unique_row("relazione", "numero"),
            sha256_check("sha256_dati"),
            models.CheckConstraint(
                condition=Q(pagine__gt=0),
                name="%(app_label)s_%(class)s_con_pagine",
                violation_error_message="Una relazione ha almeno una pagina.",
            ),
        ]

    def __str__(self) -> str:
        return f"Compilazione {self.numero}"

    @property
    def is_final(self) -> bool:
        """Whether it is what was delivered."""
        return self.copia_id is not None
