from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.sigilli import Sigillo
from conciliazione.vincoli import choice_check, not_blank
from progetti.enums import StatoModifica, TipoModifica
from progetti.models.progetti import Progetto
from progetti.models.risultati import Indicatore

# Nobody has decided yet.
APERTE_MODIFICHE = (StatoModifica.PRESENTATA.value, StatoModifica.CON_PARERE.value)


class RichiestaModifica(models.Model):
    """A change that who runs a project asks for, with its reason, the opinion and the act."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    progetto = models.ForeignKey(
        Progetto, on_delete=models.PROTECT, related_name="richieste_modifica", editable=False
    )
    tipo = models.CharField(max_length=20, choices=TipoModifica, editable=False)
    motivo = models.TextField("perché")
    nuova_fine = models.DateField("nuova fine del progetto", null=True, blank=True)
    indicatore = models.ForeignKey(
        Indicatore,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="richieste_modifica",
    )
    nuovo_target = models.DecimalField(
        "nuovo valore atteso", max_digits=12, decimal_places=2, null=True, blank=True
    )
    descrizione = models.TextField("che cosa cambia", blank=True)
    # As it was when the change was made.
    fine_precedente = models.DateField(null=True, editable=False)
    target_precedente = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, editable=False
    )
    stato = models.CharField(
        max_length=20, choices=StatoModifica, default=StatoModifica.PRESENTATA, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    presentata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, related_name="+", editable=False
    )
    presentata_il = models.DateTimeField(db_default=Now(), editable=False)
    parere = models.TextField("parere del Comitato", blank=True, editable=False)
    seduta = models.ForeignKey(
        "rete.Seduta", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    parere_reso = models.ForeignKey(
        "rete.Parere", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    atto = models.ForeignKey(
        "rete.Atto", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    decisa_il = models.DateTimeField(null=True, editable=False)

    sigillo = Sigillo(tranne={"decisa_il": None})

    class Meta:
        ordering = ["-presentata_il", "-pk"]
        verbose_name = "richiesta di modifica"
        verbose_name_plural = "richieste di modifica"
        indexes = [models.Index(fields=["stato", "presentata_il"], name="progetti_modifica_stato")]
        constraints = [
            choice_check("tipo", TipoModifica),
            choice_check("stato", StatoModifica),
            not_blank("motivo"),
            models.CheckConstraint(
                condition=Q(tipo="proroga", nuova_fine__isnull=False, indicatore__isnull=True)
                & Q(nuovo_target__isnull=True)
                | Q(tipo="target", nuova_fine__isnull=True, indicatore__isnull=False)
                & Q(nuovo_target__isnull=False)
                | Q(tipo__in=["partner", "altro"], nuova_fine__isnull=True)
                & Q(indicatore__isnull=True, nuovo_target__isnull=True)
                & ~Q(descrizione=""),
                name="%(app_label)s_%(class)s_dice_che_cosa",
                violation_error_message="Di una modifica si dice che cosa cambia.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=["presentata", "con_parere"], decisa_il__isnull=True)
                | ~Q(stato__in=["presentata", "con_parere"]) & Q(decisa_il__isnull=False),
                name="%(app_label)s_%(class)s_decisa_con_data",
                violation_error_message="Ciò che è deciso ha la sua data.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=["con_parere", "accolta", "respinta"])
                | ~Q(parere="") & (Q(seduta__isnull=False) | Q(parere_reso__isnull=False)),
                name="%(app_label)s_%(class)s_decisa_con_parere",
                violation_error_message="Si decide con il parere, e con la seduta in cui è reso.",
            ),
            models.CheckConstraint(
                condition=Q(stato="accolta", atto__isnull=False)
                | ~Q(stato="accolta") & Q(atto__isnull=True),
                name="%(app_label)s_%(class)s_accolta_con_atto",
                violation_error_message="Ciò che si accoglie ha il suo atto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.progetto}"

    def get_absolute_url(self) -> str:
        return reverse("monitoraggio:modifica", args=[self.codice])

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.stato in APERTE_MODIFICHE
