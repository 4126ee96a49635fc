"""Two people, or two windows, at the very same moment: each report is asked for, begun and
delivered once."""

from collections.abc import Callable

import pytest

from conciliazione.copie import copies_of
from conciliazione.models import Elaborazione
from conciliazione.transizioni import StaleState, perform
from piano import receivers
from piano.forms import RelazioneForm
from piano.models import Relazione
from piano.relazioni import stesura
from piano.relazioni.compilazione import BOZZA, CONSEGNATA
from progetti.models import Consegna
from progetti.signals import delivery_closed
from rete.models import Utente
from tests.factories import make_progetto
from tests.factories.monitoraggio import make_consegna
from tests.insieme import meet, together, write_without_looking
from tests.piano.relazioni import SVOLTO, Racconto, close, tell
from tests.progetti.monitorare import expire

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
GIRI = 5
Cast = dict[str, Utente]


@pytest.fixture
def racconto(cast: Cast) -> Racconto:
    return tell(svolto=SVOLTO)


# --- Two windows that close --------------------------------------------------------------------


def close_both(racconto: Racconto, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Close the last two of a window, neither of which ends before the other has begun; which
    drafts were asked for."""
    finestra = racconto.scena.consegna.finestra
    altra = make_consegna(finestra=finestra, progetto=make_progetto(ciclo=finestra.ciclo))
    begun, ask = meet(2), receivers.ask_at_closing

    def ask_together(consegna: Consegna) -> Elaborazione:
        begun.wait()
        return ask(consegna)

    monkeypatch.setattr(receivers, "ask_at_closing", ask_together)
    both = (racconto.scena.consegna, altra)
    for consegna in both:
        expire(consegna)
    done = together([closing(consegna) for consegna in both])
    assert [type(esito).__name__ for esito in done] == ["Passaggio"] * 2
    righe = Elaborazione.objects.filter(genere=BOZZA)
    return sorted(str(lavoro.argomenti["progetto"]) for lavoro in righe)


def closing(consegna: Consegna) -> Callable[[], object]:
    return lambda: perform(Consegna.objects.get(pk=consegna.pk), "close", None)


def test_of_the_last_two_that_close_exactly_one_asks_for_the_whole(
    racconto: Racconto, monkeypatch: pytest.MonkeyPatch
) -> None:
    chieste = close_both(racconto, monkeypatch)
    assert (len(chieste), chieste.count("None")) == (3, 1)


def test_control_without_holding_the_window_nobody_asks_for_the_whole(
    racconto: Racconto, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = meet(2)

    def wait_for_the_other(**altro: object) -> None:
        """Neither ends before both have looked."""
        looked.wait()

    monkeypatch.setattr(receivers, "_hold", lambda finestra: None)
    delivery_closed.connect(wait_for_the_other)
    try:
        assert close_both(racconto, monkeypatch).count("None") == 0
    finally:
        delivery_closed.disconnect(wait_for_the_other)


# --- Two people --------------------------------------------------------------------------------


def test_begun_by_many_at_once_it_is_one(racconto: Racconto) -> None:
    finestra = racconto.relazione.finestra
    begun = together([lambda: stesura.begin(finestra, None).codice] * 6)
    assert set(begun) == {Relazione.objects.get(progetto=None).codice}


def deliver(relazione: Relazione, by: Utente) -> Callable[[], object]:
    """Deliver what was read before the others did anything."""
    letta = Relazione.objects.select_related("finestra__ciclo__capofila").get(pk=relazione.pk)
    return lambda: perform(letta, "deliver", by)


def save(relazione: Relazione, svolto: str) -> Callable[[], bool]:
    """Save what was typed over what was read before the others did anything."""
    letta = Relazione.objects.get(pk=relazione.pk)
    letti = RelazioneForm(instance=letta).initial
    scritto = {**{k: v for k, v in letti.items() if v is not None}, "svolto": svolto}
    return lambda: RelazioneForm(scritto, instance=letta).save_valid()


def test_delivered_by_two_at_once_it_is_sealed_once(racconto: Racconto, cast: Cast) -> None:
    close(racconto.scena, cast["responsabile"])
    done = together([deliver(racconto.relazione, cast["capofila"]) for _ in range(4)])
    assert sorted(type(esito).__name__ for esito in done) == ["Passaggio"] + ["StaleState"] * 3
    assert copies_of(racconto.relazione).count() == 1
    assert Elaborazione.objects.filter(genere=CONSEGNATA).count() == 1


def test_control_without_the_condition_only_the_seal_stops_the_second(
    racconto: Racconto, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(racconto.scena, cast["responsabile"])
    azioni = [deliver(racconto.relazione, cast["capofila"]) for _ in range(2)]
    write_without_looking(monkeypatch, people=2)
    assert StaleState not in [type(esito) for esito in together(azioni)]


@pytest.mark.parametrize("giro", range(GIRI))
def test_what_is_sealed_is_what_was_saved_last(giro: int, racconto: Racconto, cast: Cast) -> None:
    """Either the saving comes first, and who delivers is told to read again, or it is refused."""
    close(racconto.scena, cast["responsabile"])
    salvato, consegnato = together(
        [
            save(racconto.relazione, "Tre incontri."),
            deliver(racconto.relazione, cast["capofila"]),
        ]
    )
    riga = Relazione.objects.get(pk=racconto.relazione.pk)
    if isinstance(consegnato, StaleState):
        assert (salvato, riga.svolto, riga.is_open) == (True, "Tre incontri.", True)
        assert not copies_of(riga).exists()
    else:
        assert (salvato, riga.svolto, riga.is_open) == (False, SVOLTO, False)
        assert copies_of(riga).get().dati["testi"]["svolto"] == SVOLTO


def test_control_without_the_version_one_seals_words_that_one_never_read(
    racconto: Racconto, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(racconto.scena, cast["responsabile"])
    consegna = deliver(racconto.relazione, cast["capofila"])
    assert save(racconto.relazione, "Tre incontri.")()
    write_without_looking(monkeypatch, people=1)
    consegna()
    assert copies_of(racconto.relazione).get().dati["testi"]["svolto"] == "Tre incontri."
