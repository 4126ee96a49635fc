"""A worker without the guards, for the negative control: it takes any job that comes, in whatever
state it is, and no row says which job made a report."""

from tests.piano.lavoratore_relazioni import app  # isort: skip - it sets Django up

from types import SimpleNamespace
from uuid import uuid4

from django.db.models import F
from django.db.models.functions import Now

from conciliazione import lavori
from conciliazione.enums import StatoElaborazione
from conciliazione.models import CopiaSigillata, Elaborazione
from conciliazione.orologio import from_now
from piano.models import CompilazioneRelazione
from piano.relazioni import compilazione

__all__ = ["app"]


def claim(pk: int) -> lavori.Attempt:
    Elaborazione.objects.filter(pk=pk).update(
        stato=StatoElaborazione.IN_CORSO,
        preso_da=uuid4(),
        presa_fino_a=from_now(20),
        tentativi=F("tentativi") + 1,
        iniziata_il=Now(),
        finita_il=None,
    )
    return lavori.Attempt(Elaborazione.objects.select_related("richiesta_da").get(pk=pk))


def keep(self: object, copia: CopiaSigillata | None) -> CompilazioneRelazione:
    self.run = SimpleNamespace(by=None, elaborazione=None)
    return _keep(self, copia)


_keep = compilazione._Files.keep
lavori.Attempt.claim = claim
compilazione._Files.keep = keep
