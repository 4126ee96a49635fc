"""Which rows of the hall's tables."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Coalesce, Now

from conciliazione.enums import StatoElaborazione, StatoMessaggio
from conciliazione.orologio import from_now

# In the place of an address whose time is over.
DIMENTICATO = "dimenticato@posta.invalid"


class ObjectHistoryQuerySet(models.QuerySet):
    """Rows about an object of any room, by its content type and id."""

    def about(self, obj: models.Model) -> "ObjectHistoryQuerySet":
        """The rows about `obj`."""
        tipo = ContentType.objects.get_for_model(obj)
        return self.filter(oggetto_tipo=tipo, oggetto_id=str(obj.pk))


class ElaborazioneQuerySet(models.QuerySet):
    """Background jobs."""

    def active(self) -> "ElaborazioneQuerySet":
        """Jobs that still have to end."""
        return self.filter(stato__in=[StatoElaborazione.IN_CODA, StatoElaborazione.IN_CORSO])

    def forgotten(self, after: float) -> "ElaborazioneQuerySet":
        """Queued jobs that nobody handed to the broker in the last `after` seconds.

        A job just asked for is not: the page that asked is about to hand it over.
        """
        return self.alias(ultima=Coalesce("pubblicata_il", "creata_il")).filter(
            stato=StatoElaborazione.IN_CODA, ultima__lt=from_now(-after)
        )

    def abandoned(self) -> "ElaborazioneQuerySet":
        """Running jobs whose lease ran out: their process is dead, or no longer counts."""
        return self.filter(stato=StatoElaborazione.IN_CORSO, presa_fino_a__lt=Now())

    def held_by(self, attempt: object) -> "ElaborazioneQuerySet":
        """The running job that this attempt (a UUID) still holds."""
        return self.filter(stato=StatoElaborazione.IN_CORSO, preso_da=attempt)


class MessaggioQuerySet(models.QuerySet):
    """Outgoing messages."""

    def due(self) -> "MessaggioQuerySet":
        """Messages whose next attempt has come."""
        return self.filter(stato=StatoMessaggio.DA_INVIARE, prossimo_invio_il__lte=Now())

    def waiting(self, until: datetime) -> "MessaggioQuerySet":
        """Messages written by that moment that wait for the summary of the day."""
        return self.filter(stato=StatoMessaggio.DA_RACCOGLIERE, creato_il__lte=until)

    def to_forget(self, before: datetime) -> "MessaggioQuerySet":
        """Messages sent, gathered or given up before that moment, with something still in them."""
        finiti = models.Q(inviato_il__lt=before) | models.Q(
            stato__in=[StatoMessaggio.FALLITO, StatoMessaggio.RACCOLTO], creato_il__lt=before
        )
        return self.filter(finiti).exclude(destinatario=DIMENTICATO)
