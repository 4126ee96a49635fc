"""Who runs a project, and is written to about it."""

from collections.abc import Collection, Mapping

from alleanze.enums import RuoloPartenariato
from alleanze.models import Partenariato
from progetti.models import Progetto
from rete.avvisi import notify_staff, notify_subject
from rete.models import Soggetto


def runner_of(progetto: Progetto) -> Soggetto | None:
    """The soggetto that runs a project today: who leads its alliance, or its promotore, or the
    lead body; None where nobody leads the alliance."""
    return runners_of([progetto])[progetto.pk]


def runners_of(progetti: Collection[Progetto]) -> Mapping[int, Soggetto | None]:
    """The soggetto that runs each of `progetti` today, by the id of the project; in one query."""
    guida = Partenariato.objects.filter(
        alleanza__in=[p.alleanza_id for p in progetti if p.alleanza_id],
        ruolo=RuoloPartenariato.CAPOFILA,
    )
    capofila = {r.alleanza_id: r.soggetto for r in guida.vigenti().select_related("soggetto")}
    return {
        p.pk: capofila.get(p.alleanza_id) if p.alleanza_id else p.promotore or p.ciclo.capofila
        for p in progetti
    }


def tell_runner(progetto: Progetto, key: str, subject: str, text: str) -> None:
    """Write to who reports the results of a project, never twice for the same `key`."""
    chi = runner_of(progetto)
    if chi is None or chi.pk == progetto.ciclo.capofila_id:
        notify_staff(key, subject, text)
    else:
        notify_subject(chi, key, subject, text)
