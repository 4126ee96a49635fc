"""Who runs a project, and is written to about it."""

from alleanze.enums import RuoloPartenariato
from alleanze.models import Partenariato
from progetti.models import Progetto
from rete.avvisi import notify_staff, notify_subject
from rete.models import Soggetto


def runner_of(progetto: Progetto) -> Soggetto | None:
    """The soggetto that runs a project today: who leads its alliance, or its promotore, or the
    lead body; None where nobody leads the alliance."""
    if progetto.alleanza_id is None:
        return progetto.promotore or progetto.ciclo.capofila
    guida = Partenariato.objects.filter(
        alleanza=progetto.alleanza_id, ruolo=RuoloPartenariato.CAPOFILA
    )
    riga = guida.vigenti().select_related("soggetto").first()
    return riga and riga.soggetto


def tell_runner(progetto: Progetto, key: str, subject: str, text: str) -> None:
    """Write to who reports the results of a project, never twice for the same `key`."""
    chi = runner_of(progetto)
    if chi is None or chi.pk == progetto.ciclo.capofila_id:
        notify_staff(key, subject, text)
    else:
        notify_subject(chi, key, subject, text)
