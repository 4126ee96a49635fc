"""Several declared values verified together: each by itself, as it was read, with its outcome."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from conciliazione.transizioni import NotAllowed, StaleState, TooBusy, TooLate, perform
from progetti.coda_verifica import SCRITTA_DA_CHI_LEGGE
from progetti.enums import StatoRilevazione
from progetti.models import Rilevazione
from rete.models import Utente

GIA_VERIFICATA = "Era già verificata."
CAMBIATA = "Nel frattempo è cambiata: si rilegge, e si verifica com’è adesso."
RESTITUITA = "Nel frattempo è stata restituita."
SPARITA = "Non c’è più."


@dataclass(frozen=True)
class Esito:
    """What became of a value: verified now, or why not."""

    riga: Rilevazione
    perche: str = ""

    @property
    def fatta(self) -> bool:
        return not self.perche


def verify_each(
    scelte: Iterable[tuple[Rilevazione, int]], user: Utente, acting_as: str
) -> list[Esito]:
    """Verify each value as it was read at that version: one that changed since is refused."""
    return [_verify(riga, versione, user, acting_as) for riga, versione in scelte]


def _verify(riga: Rilevazione, versione: int, user: Utente, acting_as: str) -> Esito:
    adesso = riga.stato
    riga.versione = versione
    try:
        perform(riga, "verify", user, acting_as=acting_as)
    except NotAllowed:
        return Esito(riga, SCRITTA_DA_CHI_LEGGE)
    except (TooLate, TooBusy) as errore:
        return Esito(riga, str(errore))
    except StaleState:
        return Esito(riga, _what_happened(adesso))
    except ValidationError as errore:
        return Esito(riga, " ".join(errore.messages))
    return Esito(riga)


def _what_happened(stato: str) -> str:
    """In words, from how it was when its page was answered: a moment before."""
    if stato == StatoRilevazione.VERIFICATA:
        return GIA_VERIFICATA
    return RESTITUITA if stato == StatoRilevazione.RESTITUITA else CAMBIATA
