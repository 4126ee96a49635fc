"""How the alliances grow: who was there at the start, who came, who left."""

from datetime import date

import pytest

from alleanze.models import Alleanza, Partenariato
from conciliazione.cifre import Lettura
from rete.models import Ciclo
from tests.factories import make_alleanza, make_soggetto

pytestmark = pytest.mark.django_db

GENNAIO, MARZO, GIUGNO = date(2015, 1, 1), date(2015, 3, 1), date(2015, 6, 1)


@pytest.fixture
def prima(ciclo: Ciclo) -> Alleanza:
    """Two soggetti since nobody knows when, one of them in two roles; another since March, who
    takes a second role later; one who left in May."""
    prima = make_alleanza(ciclo=ciclo, denominazione="Prima")
    capo, socio, nuovo, uscito = (make_soggetto() for _ in range(4))
    join(prima, capo, "capofila")
    join(prima, capo)
    join(prima, socio)
    join(prima, nuovo, dal=MARZO)
    join(prima, nuovo, "capofila", dal=date(2016, 1, 1), al=None, dopo=capo)
    join(prima, uscito, dal=MARZO, al=date(2015, 5, 31))
    return prima


def join(alleanza: Alleanza, soggetto: object, ruolo: str = "partner", **campi: object) -> None:
    if dopo := campi.pop("dopo", None):
        Partenariato.objects.filter(alleanza=alleanza, soggetto=dopo, ruolo=ruolo).update(
            al=date(2015, 12, 31)
        )
    Partenariato.objects.create(alleanza=alleanza, soggetto=soggetto, ruolo=ruolo, **campi)


def values(ciclo: Ciclo, on: date) -> list[object]:
    lettura = Lettura(ciclo, on)
    nomi = ("partenza", "nuove_adesioni", "adesioni", "crescita")
    return [lettura.value(f"alleanze.{nome}") for nome in nomi]


def test_who_comes_after_the_start_is_new_whatever_its_roles(prima: Alleanza) -> None:
    assert values(prima.ciclo, GENNAIO) == [2, 0, 2, 0]
    assert values(prima.ciclo, MARZO) == [2, 2, 4, 100]
    assert values(prima.ciclo, GIUGNO) == [2, 2, 3, 50]
    assert values(prima.ciclo, date(2016, 2, 1)) == [2, 2, 3, 50]


def test_an_alliance_that_knows_its_first_day_starts_there(prima: Alleanza) -> None:
    altra = make_alleanza(ciclo=prima.ciclo, denominazione="Altra")
    join(altra, make_soggetto(), "capofila", dal=MARZO)
    join(altra, make_soggetto(), dal=GIUGNO)
    assert values(prima.ciclo, GIUGNO)[:3] == [3, 3, 5]


def test_each_row_behind_is_a_soggetto_of_an_alliance(prima: Alleanza) -> None:
    righe = Lettura(prima.ciclo, GIUGNO).origins("alleanze.nuove_adesioni")
    assert [(r.nome.partition(": ")[2], r.valore) for r in righe] == [
        ("Prima, dal 1° marzo 2015", 1),
        ("Prima, dal 1° marzo 2015", 1),
    ]
    assert all(r.url.startswith("/rete/soggetti/") for r in righe)


def test_without_alliances_nothing_has_grown(ciclo: Ciclo) -> None:
    assert values(ciclo, GIUGNO) == [0, 0, 0, None]


@pytest.mark.parametrize("altri", [0, 5])
def test_the_four_are_read_in_one_query(
    altri: int, prima: Alleanza, django_assert_num_queries: object
) -> None:
    for _ in range(altri):
        join(prima, make_soggetto(), dal=GIUGNO)
    with django_assert_num_queries(1):
        values(prima.ciclo, GIUGNO)
