from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.vincoli import choice_check, not_blank
from progetti.enums import StatoRichiestaPartner
from progetti.models.progetti import Progetto
from progetti.models.prove import Prova
from progetti.models.risultati import Indicatore, TipoProva

# What the partner may still send.
DA_MANDARE = (StatoRichiestaPartner.ATTESA.value, StatoRichiestaPartner.RIFIUTATA.value)
# What is over: nobody is written to any longer.
FINITE = (StatoRichiestaPartner.ACCOLTA.value, StatoRichiestaPartner.ANNULLATA.value)


class RichiestaPartner(models.Model):
    """One thing that who runs a project asks of a partner, who sends it by a personal link."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    progetto = models.ForeignKey(
        Progetto, on_delete=models.PROTECT, related_name="richieste_partner", editable=False
    )
    soggetto = models.ForeignKey(
        "rete.Soggetto", on_delete=models.PROTECT, related_name="+", verbose_name="a chi si chiede"
    )
    email = models.EmailField("e-mail di chi risponde", blank=True)
    chiede = models.CharField("che cosa si chiede", max_length=200)
    tipo = models.ForeignKey(
        TipoProva, on_delete=models.PROTECT, related_name="+", verbose_name="che tipo di prova è"
    )
    indicatore = models.ForeignKey(
        Indicatore,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="richieste_partner",
        verbose_name="indicatore che fa avanzare",
    )
    entro_il = models.DateField("entro il")
    impronta = models.CharField(max_length=64, null=True, unique=True, editable=False)
    collegamento_fino_a = models.DateTimeField(null=True, editable=False)
    stato = models.CharField(
        max_length=20,
        choices=StatoRichiestaPartner,
        default=StatoRichiestaPartner.ATTESA,
        editable=False,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    prova = models.OneToOneField(
        Prova, on_delete=models.PROTECT, null=True, related_name="richiesta", editable=False
    )
    motivo = models.TextField("perché non è accolta, o è annullata", blank=True, editable=False)
    creata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, related_name="+", editable=False
    )
    creata_il = models.DateTimeField(db_default=Now(), editable=False)
    arrivata_il = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["progetto", "entro_il", "pk"]
        verbose_name = "richiesta al partner"
        verbose_name_plural = "richieste ai partner"
        indexes = [models.Index(fields=["stato", "entro_il"], name="progetti_richiesta_partner")]
        constraints = [
            choice_check("stato", StatoRichiestaPartner),
            not_blank("chiede"),
            models.CheckConstraint(
                condition=Q(stato="attesa", prova__isnull=True, arrivata_il__isnull=True)
                | Q(stato="annullata")
                | ~Q(stato__in=["attesa", "annullata"])
                & Q(prova__isnull=False, arrivata_il__isnull=False),
                name="%(app_label)s_%(class)s_arrivata_con_prova",
                violation_error_message="Ciò che è arrivato è una prova, con il suo giorno.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=["rifiutata", "annullata"]) & ~Q(motivo="")
                | ~Q(stato__in=["rifiutata", "annullata"]) & Q(motivo=""),
                name="%(app_label)s_%(class)s_rifiutata_con_motivo",
                violation_error_message="Ciò che non si accoglie, o si annulla, ha un motivo.",
            ),
            models.CheckConstraint(
                condition=Q(impronta__isnull=True, collegamento_fino_a__isnull=True)
                | Q(impronta__isnull=False, collegamento_fino_a__isnull=False),
                name="%(app_label)s_%(class)s_collegamento_con_termine",
                violation_error_message="Un collegamento vale fino a un momento.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=["accolta", "annullata"])
                | Q(email="", impronta__isnull=True),
                name="%(app_label)s_%(class)s_finita_senza_indirizzo",
                violation_error_message="Di ciò che è finito non resta l’indirizzo.",
            ),
        ]

    def __str__(self) -> str:
        return self.chiede

    def get_absolute_url(self) -> str:
        return reverse("monitoraggio:richiesta", args=[self.codice])

    @property
    def waits(self) -> bool:
        """Whether the partner may still send what is asked."""
        return self.stato in DA_MANDARE

    @property
    def is_over(self) -> bool:
        """Whether nobody does anything about it any longer."""
        return self.stato in FINITE
