from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.codici import new_code
from conciliazione.vincoli import choice_check, not_blank
from rete.enums import MotivoSegnalazione, StatoSegnalazione


class Segnalazione(models.Model):
    """What somebody tells the staff of a page that does not work or says something wrong."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    gettone = models.CharField(
        max_length=64, unique=True, editable=False, help_text="Un modulo inviato due volte è uno."
    )
    stato = models.CharField(
        max_length=20,
        choices=StatoSegnalazione,
        default=StatoSegnalazione.APERTA,
        editable=False,
    )
    motivo = models.CharField("di che cosa si tratta", max_length=20, choices=MotivoSegnalazione)
    pagina = models.CharField("indirizzo della pagina", max_length=500, blank=True)
    testo = models.TextField("che cosa succede", max_length=4000)
    email = models.EmailField("e-mail per la risposta", blank=True)
    ricevuta_il = models.DateTimeField(db_default=Now(), editable=False)
    chiusa_il = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-ricevuta_il", "-pk"]
        verbose_name_plural = "segnalazioni"
        constraints = [
            not_blank("testo"),
            choice_check("stato", StatoSegnalazione),
            choice_check("motivo", MotivoSegnalazione),
            models.CheckConstraint(
                condition=Q(stato=StatoSegnalazione.APERTA.value, chiusa_il__isnull=True)
                | Q(stato=StatoSegnalazione.CHIUSA.value, chiusa_il__isnull=False),
                name="%(app_label)s_%(class)s_chiusa_con_data",
                violation_error_message="Una segnalazione chiusa ha la data in cui lo è stata.",
            ),
        ]

    def __str__(self) -> str:
        return f"Segnalazione {self.codice}"

    def get_absolute_url(self) -> str:
        return reverse("rete:segnalazione", args=[self.codice])
