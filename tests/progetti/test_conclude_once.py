"""Several people press at the same moment: the outcome of a call, and the money that it frees."""

from collections.abc import Callable, Iterator
from time import sleep

import pytest
from django.core.exceptions import ValidationError

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import StaleState, perform
from progetti.enums import StatoProposta
from progetti.graduatoria import money_left
from progetti.models import Avviso, Esito, Progetto, Proposta
from rete.models import Atto, Utente
from tests.factories import make_atto
from tests.insieme import together, write_without_looking
from tests.progetti.gara import make_gara, proposal, responsabile_of

PERSONE, VOLTE = 4, 5
pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]

# As good as each other: both are next in line, and the money that is freed covers one.
PARI = (
    ("Aurora", [("9", "9")], "20000"),
    ("Bussola", [("7", "7")], "20000"),
    ("Cometa", [("7", "7")], "20000"),
)


def ranked(proposte: tuple | None = None, **campi: object) -> tuple[Avviso, list[Utente]]:
    avviso = make_gara(proposte, **campi) if proposte else make_gara()
    persone = [responsabile_of(avviso) for _ in range(PERSONE)]
    perform(avviso, "rank", persone[0])
    return avviso, persone


def conclude(avviso: Avviso, persona: Utente) -> Callable[[], None]:
    letto = Avviso.objects.get(pk=avviso.pk)
    return lambda: perform(letto, "conclude", persona, record_act=make_atto)


def promote(proposta: Proposta, persona: Utente) -> Callable[[], None]:
    letta = Proposta.objects.get(pk=proposta.pk)
    return lambda: perform(letta, "promote", persona, record_act=slow_act)


def slow_act() -> Atto:
    """An act that takes a while to be written: who does not wait looks meanwhile."""
    sleep(0.3)
    return make_atto()


def refused(esiti: list[object]) -> list[type]:
    return [type(esito) for esito in esiti if isinstance(esito, Exception)]


def test_of_those_who_record_the_outcome_one_does() -> None:
    for _ in range(VOLTE):
        avviso, persone = ranked()
        prima = Atto.objects.count(), Messaggio.objects.count()

        esiti = together([conclude(avviso, persona) for persona in persone])

        assert refused(esiti) == [StaleState] * (PERSONE - 1)
        assert Passaggio.objects.about(avviso).filter(verbo="conclude").count() == 1
        assert Esito.objects.filter(proposta__avviso=avviso).count() == 4
        assert Progetto.objects.filter(proposta__avviso=avviso).count() == 2
        assert (Atto.objects.count() - prima[0], Messaggio.objects.count() - prima[1]) == (1, 4)


def waiting(volte: int) -> Iterator[tuple[Avviso, list[Utente]]]:
    """Calls with money for one of two that are as good as each other."""
    for _ in range(volte):
        avviso, persone = ranked(PARI, dotazione=20_000, massimale=None)
        perform(avviso, "conclude", persone[0], record_act=make_atto)
        perform(proposal(avviso, "Aurora"), "give_up", persone[0], reason="Rinuncia")
        yield avviso, persone


def press(avviso: Avviso, persone: list[Utente]) -> list[BaseException | None]:
    due = [proposal(avviso, titolo) for titolo in ("Bussola", "Cometa")]
    return together([promote(p, chi) for p, chi in zip(due, persone, strict=False)])


def funded(avviso: Avviso) -> int:
    return avviso.proposte.filter(stato=StatoProposta.FINANZIATA).count()


def test_money_that_is_enough_for_one_goes_to_one() -> None:
    for avviso, persone in waiting(VOLTE):
        esiti = press(avviso, persone)

        assert refused(esiti) == [ValidationError]
        assert (funded(avviso), money_left(avviso)) == (1, 0)


def test_without_the_lock_on_the_call_the_same_money_is_given_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: the row of the call is where those who take its money wait."""
    monkeypatch.setattr(type(Avviso.objects.all()), "select_for_update", lambda righe: righe)

    for avviso, persone in waiting(VOLTE):
        esiti = press(avviso, persone)
        if not refused(esiti):
            assert (funded(avviso), money_left(avviso)) == (2, -20_000)
            return
    pytest.fail("Il blocco sull’avviso serve ancora a qualcosa?")


def give_up(proposta: Proposta, persona: Utente) -> Callable[[], None]:
    letta = Proposta.objects.get(pk=proposta.pk)
    return lambda: perform(letta, "give_up", persona, reason="Rinuncia")


def their_turn(avviso: Avviso, persone: list[Utente]) -> list[object]:
    """The turn of a proposal comes, and who proposed it gives up."""
    bussola = proposal(avviso, "Bussola")
    return together([promote(bussola, persone[0]), give_up(bussola, persone[1])])


def test_who_gives_up_as_their_turn_comes_is_promoted_or_gone() -> None:
    for avviso, persone in waiting(VOLTE):
        esiti = their_turn(avviso, persone)

        assert refused(esiti) == [StaleState]
        promossa = not isinstance(esiti[0], Exception)
        attesa = StatoProposta.FINANZIATA if promossa else StatoProposta.RINUNCIATA
        assert proposal(avviso, "Bussola").stato == attesa
        assert money_left(avviso) == (0 if promossa else 20_000)


def test_without_the_condition_who_gave_up_is_promoted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the engine is what lets one of the two happen."""
    write_without_looking(monkeypatch, people=2)

    assert any(refused(their_turn(avviso, persone)) == [] for avviso, persone in waiting(VOLTE))


def test_the_money_of_who_gives_up_is_given_once() -> None:
    """While it is freed another wants it: it is theirs, or they are told that there is none."""
    for avviso, persone in waiting(VOLTE):
        perform(proposal(avviso, "Bussola"), "promote", persone[0], record_act=make_atto)
        bussola, cometa = (proposal(avviso, titolo) for titolo in ("Bussola", "Cometa"))

        rinuncia, scorre = together([give_up(bussola, persone[1]), promote(cometa, persone[2])])

        assert not isinstance(rinuncia, Exception)
        assert refused([scorre]) in ([], [ValidationError])
        presa = not isinstance(scorre, Exception)
        assert (funded(avviso), money_left(avviso)) == (presa, 0 if presa else 20_000)
