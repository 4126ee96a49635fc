from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.vincoli import choice_check, not_blank
from progetti.enums import StatoCriticita, TipoCriticita
from progetti.models.progetti import Progetto


class Criticita(models.Model):
    """Something that may go wrong in a project, or did: who follows it, by when, how it ended."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    progetto = models.ForeignKey(
        Progetto, on_delete=models.PROTECT, related_name="criticita", editable=False
    )
    tipo = models.CharField(max_length=20, choices=TipoCriticita)
    testo = models.TextField("che cosa")
    segue = models.CharField("chi la segue", max_length=200)
    entro_il = models.DateField("entro il", null=True, blank=True)
    stato = models.CharField(
        max_length=20, choices=StatoCriticita, default=StatoCriticita.APERTA, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    esito = models.TextField("com’è finita", blank=True, editable=False)
    chiusa_il = models.DateTimeField(null=True, editable=False)
    creata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, related_name="+", editable=False
    )
    creata_il = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        # What is open first, by its day; what has none comes after.
        ordering = ["stato", models.F("entro_il").asc(nulls_last=True), "pk"]
        verbose_name = "criticità"
        verbose_name_plural = "criticità"
        constraints = [
            choice_check("tipo", TipoCriticita),
            choice_check("stato", StatoCriticita),
            not_blank("testo"),
            not_blank("segue"),
            models.CheckConstraint(
                condition=Q(stato="aperta", esito="", chiusa_il__isnull=True)
                | Q(stato="chiusa", chiusa_il__isnull=False) & ~Q(esito=""),
                name="%(app_label)s_%(class)s_chiusa_con_esito",
                violation_error_message="Di ciò che si chiude si dice com’è finito.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display().capitalize()}: {self.testo}"

    def get_absolute_url(self) -> str:
        return reverse("monitoraggio:criticita", args=[self.codice])

    @property
    def is_open(self) -> bool:
        """Whether it is still followed, and so may be rewritten."""
        return self.stato == StatoCriticita.APERTA
