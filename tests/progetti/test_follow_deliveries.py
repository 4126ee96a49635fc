"""The first page of monitoring: what is due, one's own and of the projects that one follows."""

import pytest
from django.test import Client

from alleanze.models import Alleanza
from progetti.models import Consegna
from progetti.views.monitoraggio import cruscotto
from rete.models import Utente
from tests.factories import make_alleanza, make_progetto
from tests.factories.monitoraggio import (
    make_consegna,
    make_indicator_of,
    make_rilevazione,
)
from tests.progetti.monitorare import Scena, set_the_scene

pytestmark = pytest.mark.django_db

PAGINA = "/monitoraggio/"


@pytest.fixture
def scena(cast: dict[str, Utente]) -> Scena:
    return set_the_scene()


def owe(scena: Scena, alleanza: Alleanza) -> Consegna:
    """What one more project of an alliance owes in the same window: an indicator."""
    progetto = make_progetto(ciclo=alleanza.ciclo, alleanza=alleanza)
    consegna = make_consegna(progetto=progetto, finestra=scena.consegna.finestra)
    make_indicator_of(consegna)
    return consegna


def make_others(scena: Scena, quante: int) -> list[Consegna]:
    """What projects of another alliance owe."""
    altra = make_alleanza(ciclo=scena.progetto.ciclo)
    return [owe(scena, altra) for _ in range(quante)]


def test_what_others_owe_is_paged(
    scena: Scena, cast: dict[str, Utente], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cruscotto, "PER_PAGINA", 2)
    altre = make_others(scena, 3)
    client.force_login(cast["asl"])
    pagine = [client.get(f"{PAGINA}?page={n}").context["altre"] for n in (1, 2)]
    assert [len(pagina) for pagina in pagine] == [2, 2]
    assert {d.consegna.pk for pagina in pagine for d in pagina} == {
        scena.consegna.pk,
        *(c.pk for c in altre),
    }


def test_who_reports_has_their_own_apart(
    scena: Scena, cast: dict[str, Utente], client: Client
) -> None:
    make_others(scena, 1)
    client.force_login(cast["capofila"])
    contesto = client.get(PAGINA).context
    assert [d.consegna for d, _ in contesto["proprie"]] == [scena.consegna]
    assert contesto["altre"] == []


@pytest.mark.parametrize(("chi", "domande"), [("asl", 15), ("capofila", 18)])
@pytest.mark.parametrize("quante", [1, 3])
def test_more_projects_need_no_more_queries(
    quante: int,
    chi: str,
    domande: int,
    scena: Scena,
    cast: dict[str, Utente],
    client: Client,
    django_assert_num_queries: object,
) -> None:
    make_others(scena, quante)
    for _ in range(quante):
        owe(scena, scena.progetto.alleanza)
    client.force_login(cast[chi])
    client.get(PAGINA)
    with django_assert_num_queries(domande):
        client.get(PAGINA)


def test_one_reads_what_is_to_be_mended(
    scena: Scena, cast: dict[str, Utente], client: Client
) -> None:
    """Behind the time that has gone by, without proof, sent back and why."""
    con = {"consegna": scena.consegna}
    make_rilevazione("restituita", ("1",), indicatore=scena.incontri, **con)
    make_rilevazione(indicatore=scena.operatori, valore=2, **con)
    client.force_login(cast["capofila"])
    answer = client.get(PAGINA)
    ((_, male),) = answer.context["proprie"]
    assert (male.in_ritardo, male.confrontabili, male.senza_prova) == (1, 1, 1)
    assert [r.indicatore for r in male.restituite] == [scena.incontri]
    assert "Manca una firma." in answer.content.decode()
