"""Who opens the same half-year at the very same moment opens it once; the others are told."""

from collections.abc import Callable

import pytest
from django.test import Client

from progetti.models import Consegna, FinestraMonitoraggio
from rete.models import Utente
from tests.guardie_tolte import unguarded
from tests.insieme import together
from tests.progetti.monitorare import set_the_scene
from tests.progetti.test_open_windows import NUOVA, shown, to_send

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
Cast = dict[str, Utente]
VOLTE = 5


def press(chi: Utente) -> Callable[[], object]:
    """Open the page and fill it in; then the press of the button."""
    client = Client()
    client.force_login(chi)
    campi = to_send(shown(client, NUOVA))
    return lambda: client.post(NUOVA, campi)


def at_once(cast: Cast) -> list[object]:
    """Four presses, of two people; what each was answered."""
    return together([press(cast[chi]) for chi in ("asl", "responsabile") * 2])


def test_one_window_and_one_debt_for_each_project(cast: Cast) -> None:
    set_the_scene()
    for volta in range(1, VOLTE + 1):
        risposte = at_once(cast)

        assert sorted(r.status_code for r in risposte) == [200, 200, 200, 302], volta
        dette = [r.text for r in risposte if r.status_code == 200]
        assert all("osserva già una parte di quel periodo" in testo for testo in dette), volta
        assert FinestraMonitoraggio.objects.count() == 1 + volta
        assert Consegna.objects.count() == 1 + volta


def test_without_the_guard_of_the_database_the_same_days_are_observed_twice(cast: Cast) -> None:
    """The negative control: what the form asks beforehand stops nobody who asks with it."""
    set_the_scene()
    with unguarded():
        presi = [sum(r.status_code == 302 for r in at_once(cast)) for _ in range(VOLTE)]
        _forget()
    assert max(presi) > 1


def _forget() -> None:
    nuove = FinestraMonitoraggio.objects.filter(creata_da__isnull=False)
    Consegna.objects.filter(finestra__in=nuove).delete()
    nuove.delete()
