"""A list is narrowed by its filters, each written in one way."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rete.enums import NaturaSoggetto, TipoAdesione
from tests.factories import (
    make_adesione,
    make_alleanza,
    make_ambito,
    make_ciclo,
    make_comune,
    make_indicatore,
    make_iniziativa,
    make_norma,
    make_partenariato,
    make_soggetto,
    make_stanziamento,
    make_tema,
    make_voce,
)

pytestmark = pytest.mark.django_db


def _soggetti() -> None:
    comune = make_comune(codice_istat="015146", ambito=make_ambito(slug="nord"))
    make_soggetto(slug="a", denominazione="Unità A", natura=NaturaSoggetto.IMPRESA)
    make_soggetto(slug="b", denominazione="Città B", natura=NaturaSoggetto.SINDACATO, comune=comune)


def _adesioni() -> None:
    piena = make_adesione(
        soggetto=make_soggetto(slug="a"), dal=date(2014, 1, 1), al=date(2014, 6, 30)
    )
    accordo = piena.accordo
    make_adesione(soggetto=make_soggetto(slug="b"), accordo=accordo, dal=date(2014, 7, 1))
    make_adesione(
        soggetto=make_soggetto(slug="c"), accordo=accordo, dal=None, tipo=TipoAdesione.DEDOTTA
    )


def _alleanze() -> None:
    uno, due = make_ambito(slug="nord"), make_ambito(slug="sud")
    alleanza = make_alleanza(slug="a", ciclo=make_ciclo(slug="ora"))
    alleanza.ambiti.add(uno, due)
    make_partenariato(alleanza=alleanza)
    make_partenariato(alleanza=alleanza)
    make_alleanza(slug="b")


def _norme() -> None:
    make_norma(slug="a", quadro=True).temi.add(make_tema(slug="tempo"))
    make_norma(slug="b", quadro=False)


def _iniziative() -> None:
    make_iniziativa(slug="a", dal=date(2014, 9, 1), al=date(2014, 9, 30), conclusiva=False)
    make_iniziativa(slug="b", dal=date(2014, 11, 1), al=date(2014, 11, 30), conclusiva=True)


def _indicatori() -> None:
    make_indicatore(denominazione="a", target=5)
    make_indicatore(denominazione="b", target=None)


def _stanziamenti() -> None:
    voce = make_voce(slug="a")
    make_stanziamento(voce=voce, in_natura=False)
    make_stanziamento(voce=make_voce(slug="b"), in_natura=True)


FOUND = [
    (_soggetti, "soggetti", "natura=impresa", ["a"]),
    (_soggetti, "soggetti", "cerca=citta", ["b"]),
    (_soggetti, "soggetti", "cerca=CITTÀ+b", ["b"]),
    (_soggetti, "soggetti", "comune=015146", ["b"]),
    (_soggetti, "soggetti", "ambito=nord", ["b"]),
    (_soggetti, "soggetti", "natura=impresa&ambito=nord", []),
    (_soggetti, "soggetti", "comune=non-esiste", []),
    (_adesioni, "adesioni", "al=2014-06-30", ["a", "c"]),
    (_adesioni, "adesioni", "al=2014-07-01", ["b", "c"]),
    (_adesioni, "adesioni", "tipo=dedotta", ["c"]),
    (_adesioni, "adesioni", "soggetto=b", ["b"]),
    (_alleanze, "alleanze", "ambito=nord", ["a"]),
    (_alleanze, "alleanze", "ciclo=ora", ["a"]),
    (_norme, "norme", "quadro=true", ["a"]),
    (_norme, "norme", "quadro=false", ["b"]),
    (_norme, "norme", "tema=tempo", ["a"]),
    (_iniziative, "iniziative", "dal=2014-10-01", ["b"]),
    (_iniziative, "iniziative", "al=2014-10-01", ["a"]),
    (_iniziative, "iniziative", "dal=2014-09-30&al=2014-11-01", ["a", "b"]),
    (_iniziative, "iniziative", "conclusiva=true", ["b"]),
    (_indicatori, "indicatori", "con_target=true", ["a"]),
    (_indicatori, "indicatori", "con_target=false", ["b"]),
    (_stanziamenti, "stanziamenti", "in_natura=true", ["b"]),
    (_stanziamenti, "stanziamenti", "voce=a", ["a"]),
]
NAMES = {"adesioni": "soggetto", "indicatori": "denominazione", "stanziamenti": "voce"}


@pytest.mark.parametrize(("make", "nome", "query", "expected"), FOUND)
def test_a_filter_finds_its_rows(
    make: Callable[[], None], nome: str, query: str, expected: list[str], client: Client
) -> None:
    make()
    items = client.get(f"/api/v1/{nome}?{query}").json()["items"]
    mine = [item[NAMES.get(nome, "slug")] for item in items]
    assert sorted(mine) == [name for name in expected if name in "abc"]


def test_a_filter_on_what_an_alliance_covers_leaves_its_numbers_whole(client: Client) -> None:
    _alleanze()
    (item,) = client.get("/api/v1/alleanze?ambito=nord").json()["items"]
    assert (item["soggetti"], item["ambiti"]) == (2, ["nord", "sud"])


def test_the_next_page_keeps_the_filters(client: Client) -> None:
    make_norma(quadro=True)
    make_norma(quadro=True)
    body = client.get("/api/v1/norme?quadro=true&per_pagina=1").json()
    assert body["successiva"] == (
        "http://testserver/api/v1/norme?quadro=true&per_pagina=1&pagina=2"
    )
