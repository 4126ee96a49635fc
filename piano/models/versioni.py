from django.db import models
from django.db.models import Q
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.models import sha256_check
from conciliazione.sigilli import Sigillo
from conciliazione.vincoli import choice_check, unique_row
from piano.enums import StatoVersione
from piano.models.piani import Piano


class VersioneQuerySet(models.QuerySet):
    def pubblicate(self) -> "VersioneQuerySet":
        """What the public may read, the newest first."""
        return self.filter(stato=StatoVersione.DEFINITIVA).order_by("-numero")


class Versione(models.Model):
    """The Piano compiled at a moment: its data, its PDF and their fingerprints.

    A draft may be made definitive by recording an act; from then on the database lets nobody
    change it.
    """

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    piano = models.ForeignKey(Piano, on_delete=models.PROTECT, related_name="versioni")
    numero = models.PositiveIntegerField()
    stato = models.CharField(
        max_length=20, choices=StatoVersione, default=StatoVersione.BOZZA, editable=False
    )
    elaborazione = models.OneToOneField(
        "conciliazione.Elaborazione",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="versione",
        help_text="Il lavoro che l'ha compilata: uno solo, una versione sola.",
    )
    dati_al = models.DateField()
    compilata_il = models.DateTimeField()
    compilata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, blank=True, related_name="versioni"
    )
    dati = models.JSONField()
    sha256_dati = models.CharField("impronta SHA-256 dei dati", max_length=64)
    documento = models.OneToOneField(
        "conciliazione.Documento", on_delete=models.PROTECT, related_name="versione"
    )
    pagine = models.PositiveIntegerField()
    motori = models.JSONField(
        "versioni dei programmi", help_text="Con queste le impronte si ripetono."
    )
    pubblicata_il = models.DateTimeField(null=True, blank=True, editable=False)
    atto = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="versioni",
        editable=False,
    )

    objects = VersioneQuerySet.as_manager()

    sigillo = Sigillo(quando={"stato": StatoVersione.DEFINITIVA.value})

    class Meta:
        ordering = ["piano", "-numero"]
        verbose_name_plural = "versioni"
        # Their data are large: what is published is found without opening the rows.
        indexes = [
            models.Index(fields=["stato", "-pubblicata_il"], name="piano_versione_pubblicate"),
            models.Index(fields=["stato", "-piano", "-numero"], name="piano_versione_ultime"),
        ]
        constraints = [
            choice_check("stato", StatoVersione),
            unique_row("piano", "numero"),
            sha256_check("sha256_dati"),
            models.CheckConstraint(
                condition=Q(pagine__gt=0),
                name="%(app_label)s_%(class)s_con_pagine",
                violation_error_message="Una versione ha almeno una pagina.",
            ),
            models.CheckConstraint(
                condition=Q(
                    stato=StatoVersione.DEFINITIVA.value,
                    pubblicata_il__isnull=False,
                    atto__isnull=False,
                )
                | Q(
                    stato=StatoVersione.BOZZA.value,
                    pubblicata_il__isnull=True,
                    atto__isnull=True,
                ),
                name="%(app_label)s_%(class)s_definitiva_con_atto",
                violation_error_message="Una versione definitiva ha il suo atto e la sua data.",
            ),
        ]

    def __str__(self) -> str:
        return f"Versione {self.numero}"

    def get_absolute_url(self) -> str:
        return reverse("piano:versione", args=[self.codice])
