"""A change is decided once, and two extensions granted at once are one after the other."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conciliazione.transizioni import StaleState, perform
from progetti.enums import StatoModifica
from progetti.models import Progetto, RichiestaModifica
from rete.models import Utente
from tests.factories import make_atto
from tests.factories.modifiche import make_modifica
from tests.insieme import together, write_without_looking
from tests.progetti.monitorare import Scena, set_the_scene

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
VOLTE = 5
Cast = dict[str, Utente]


def read(modifica: RichiestaModifica) -> RichiestaModifica:
    righe = RichiestaModifica.objects.select_related("progetto__ciclo__capofila")
    return righe.get(pk=modifica.pk)


def grant(modifica: RichiestaModifica, chi: Utente) -> Callable[[], object]:
    letta = read(modifica)
    return lambda: perform(letta, "accept", chi, record_act=make_atto)


def withdraw(modifica: RichiestaModifica) -> Callable[[], object]:
    letta = read(modifica)
    return lambda: perform(letta, "withdraw", letta.presentata_da, reason="Non serve più.")


def asked(scena: Scena, giorni: int) -> RichiestaModifica:
    al = Progetto.objects.get(pk=scena.progetto.pk).al + timedelta(days=giorni)
    return make_modifica(scena, StatoModifica.CON_PARERE, nuova_fine=al)


def test_it_is_granted_or_withdrawn_never_both(cast: Cast) -> None:
    scena = set_the_scene()
    for _ in range(VOLTE):
        prima = Progetto.objects.get(pk=scena.progetto.pk).al
        modifica = asked(scena, 10)
        esiti = together([grant(modifica, cast["responsabile"]), withdraw(modifica)])
        assert [type(e) for e in esiti if isinstance(e, Exception)] == [StaleState]
        modifica.refresh_from_db()
        dopo = Progetto.objects.get(pk=scena.progetto.pk).al
        assert (dopo > prima) == (modifica.stato == "accolta")


def test_of_two_extensions_each_keeps_what_it_found(cast: Cast) -> None:
    scena = set_the_scene()
    for _ in range(VOLTE):
        prima = Progetto.objects.get(pk=scena.progetto.pk).al
        corta, lunga = asked(scena, 10), asked(scena, 20)
        esiti = together([grant(corta, cast["responsabile"]), grant(lunga, cast["responsabile"])])
        corta.refresh_from_db()
        lunga.refresh_from_db()
        assert Progetto.objects.get(pk=scena.progetto.pk).al == lunga.nuova_fine
        if corta.stato == "accolta":
            assert (corta.fine_precedente, lunga.fine_precedente) == (prima, corta.nuova_fine)
        else:
            assert isinstance(esiti[0], ValidationError)
            assert lunga.fine_precedente == prima


def test_without_the_guards_it_is_granted_and_withdrawn(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    scena = set_the_scene()
    modifica = asked(scena, 10)
    write_without_looking(monkeypatch, 2)
    esiti = together([grant(modifica, cast["responsabile"]), withdraw(modifica)])
    # The seal of what is decided stops who comes second even so.
    assert sum(isinstance(e, Exception) for e in esiti) == 1
    assert not any(isinstance(e, StaleState) for e in esiti)
