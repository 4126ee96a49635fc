"""What the indicators of the Piano have reached: the rule, the sums, the page, the open data."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from conciliazione.cifre import Lettura
from conciliazione.numeri import format_decimal
from piano.enums import ModoMisura, StatoVersione
from piano.incremento import Addendo, add_up, increment
from piano.models import MisuraIndicatore, Piano
from piano.raggiunto import (
    NON_MISURATI,
    PARTENZA_ZERO,
    SENZA_INDICATORI,
    SENZA_PARTENZA,
    Raggiunto,
    measures_of,
    reached,
)
from progetti.enums import StatoRilevazione
from progetti.models import Consegna, Indicatore
from rete.models import Ciclo
from tests.factories import make_atto, make_piano, make_progetto, make_versione
from tests.factories.monitoraggio import make_consegna, make_indicator_of, make_rilevazione
from tests.factories.piano import make_misura
from tests.opendata.files import read_api, read_csv

pytestmark = pytest.mark.django_db

REGOLA = Path(__file__).parents[2] / "docs/regole/indicatori-del-piano.md"
GIUGNO, LUGLIO = date(2015, 6, 30), date(2015, 7, 31)
PAGINA = "/piano/indicatori/"


# --- The rule -------------------------------------------------------------------------------------


def table() -> list[list[str]]:
    lines = [r for r in REGOLA.read_text(encoding="utf-8").splitlines() if r.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def number(written: str) -> Decimal | None:
    return None if written == "–" else Decimal(written.replace(",", "."))


def written(value: Decimal | None) -> str:
    return "–" if value is None else format_decimal(value)


@pytest.mark.parametrize("row", table(), ids="|".join)
def test_the_table_of_the_rule_holds(row: list[str]) -> None:
    scritti, partenza, numero, incremento = row
    addendi = [
        Addendo(number(valore), number(base))
        for valore, base in re.findall(r"(\S+) \((\S+)\)", scritti)
    ]
    assert written(add_up(addendi)) == numero
    assert written(increment(addendi, number(partenza))) == incremento


# --- The sums -------------------------------------------------------------------------------------


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    return make_piano(ciclo=ciclo)


@pytest.fixture
def consegna(piano: Piano) -> Consegna:
    return make_consegna(progetto=make_progetto(ciclo=piano.ciclo, slug="tempo", titolo="Tempo"))


def make_measure(piano: Piano, *indicatori: Indicatore, **campi: object) -> MisuraIndicatore:
    modo = {"modo": ModoMisura.SOMMA} if indicatori else {}
    misura = make_misura(piano=piano, **{"con_incremento": True, **modo, **campi})
    misura.indicatori.set(indicatori)
    return misura


def make_verified(consegna: Consegna, valore: int, **campi: object) -> Indicatore:
    indicatore = make_indicator_of(consegna, **campi)
    make_rilevazione(
        StatoRilevazione.VERIFICATA,
        ("1",),
        consegna=consegna,
        indicatore=indicatore,
        valore=valore,
        data=GIUGNO,
    )
    return indicatore


def reach(piano: Piano, on: date = LUGLIO) -> list[Raggiunto]:
    return reached(measures_of(piano), Lettura(piano.ciclo, on))


def test_the_verified_values_of_the_chosen_indicators_are_added_up(
    piano: Piano, consegna: Consegna
) -> None:
    dichiarato = make_indicator_of(consegna)
    make_rilevazione(consegna=consegna, indicatore=dichiarato, valore=99, data=GIUGNO)
    scelti = (make_verified(consegna, 3), make_verified(consegna, 5), dichiarato)
    make_measure(piano, *scelti, base=16)
    (riga,) = reach(piano)
    assert (riga.valore, riga.incremento, riga.misurati, len(riga.addendi)) == (8, 50, 2, 3)
    assert riga.testo == "8 (50\xa0%)"
    (prima,) = reach(piano, date(2015, 6, 29))
    assert (prima.valore, prima.testo, prima.perche) == (None, "", NON_MISURATI)


def test_what_cannot_be_computed_says_why(piano: Piano, consegna: Consegna) -> None:
    make_measure(piano, make_verified(consegna, 3))
    make_measure(piano, make_verified(consegna, 4), base=0)
    make_measure(piano, modo=ModoMisura.SOMMA)
    make_measure(piano, perche="Le presenze non sono ancora registrate.")
    righe = reach(piano)
    assert [(r.valore, r.incremento) for r in righe] == [(3, None), (4, None), *[(None, None)] * 2]
    assert [r.perche for r in righe] == [
        "",
        "",
        SENZA_INDICATORI,
        "Le presenze non sono ancora registrate.",
    ]
    assert [r.perche_incremento for r in righe] == [SENZA_PARTENZA, PARTENZA_ZERO, "", ""]


def test_a_figure_of_the_portal_is_read_on_the_day(piano: Piano) -> None:
    make_measure(
        piano,
        modo=ModoMisura.CIFRA,
        cifra="alleanze.nuove_adesioni",
        cifra_incremento="alleanze.crescita",
    )
    (riga,) = reach(piano)
    assert (riga.valore, riga.al) == (0, LUGLIO)


@pytest.mark.parametrize(
    "campi",
    [
        {"modo": "cifra"},
        {"modo": "somma", "cifra": "rete.membri"},
        {"modo": "altrove", "cifra": "rete.membri"},
        {"modo": "somma", "cifra_incremento": "rete.crescita"},
        {"modo": "altrove", "perche": ""},
        {"modo": "altro"},
    ],
)
def test_a_measure_is_computed_in_one_way(piano: Piano, campi: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_measure(piano, **campi)


@pytest.mark.parametrize("altri", [0, 2])
def test_more_measures_need_no_more_queries(
    altri: int, piano: Piano, consegna: Consegna, django_assert_num_queries: object
) -> None:
    for _ in range(altri + 1):
        make_measure(piano, make_verified(consegna, 2), make_verified(consegna, 3))
    # the indicators, their measures, what is added up, the verified sums
    with django_assert_num_queries(4):
        assert [r.valore for r in reach(piano)] == [5] * (altri + 1)


# --- The page and the open data -------------------------------------------------------------------


def publish(piano: Piano) -> None:
    make_versione(
        piano=piano,
        stato=StatoVersione.DEFINITIVA,
        pubblicata_il="2014-06-27T12:00:00Z",
        atto=make_atto(),
    )


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def pubblicato(piano: Piano, consegna: Consegna) -> Piano:
    make_measure(piano, make_verified(consegna, 1250, denominazione="Incentivi"), base=2000)
    make_measure(piano, perche="Le presenze non sono ancora registrate.")
    publish(piano)
    return piano


def test_the_page_tells_numbers_and_reasons_and_leads_to_the_rows(
    pubblicato: Piano, client: Client
) -> None:
    pagina = client.get(PAGINA, {"al": "2015-07-31"}).text
    testo = plain(pagina)
    assert "1 Misura 1 2.000 non indicato 1.250 : le righe da cui viene «Misura 1» 62,5 %" in testo
    assert "non si calcola ancora Le presenze non sono ancora registrate." in testo
    assert "Dati al 31 luglio 2015." in testo
    righe = client.get("/rete/cifre/piano.misura:1/?al=2015-07-31").text
    assert 'href="/rete/cifre/piano.misura:1/?al=2015-07-31"' in pagina
    assert "Tempo: Incentivi (" in righe
    dentro = re.search(r'href="(/rete/cifre/progetti.verificato:[^"]+)"', righe)[1]
    assert "Incremento al 30 giugno 2015" in client.get(dentro).text


def test_the_files_and_the_api_say_the_same(pubblicato: Piano, client: Client) -> None:
    righe = read_csv(client, "indicatori-piano.csv?al=2015-07-31")
    assert [(r["numero"], r["valore"], r["incremento"]) for r in righe] == [
        ("1", "1250", "62.5"),
        ("2", "", ""),
    ]
    assert righe[1]["perche"] == "Le presenze non sono ancora registrate."
    una, due = read_api(client, "indicatori-piano?al=2015-07-31")
    assert (una["valore"], una["incremento"], una["partenza"], una["al"]) == (
        1250,
        62.5,
        2000,
        "2015-07-31",
    )
    assert una["somma_di"] == [Indicatore.objects.get(denominazione="Incentivi").riferimento]
    assert due["valore"] is None


def test_nothing_is_told_before_the_plan_is_published(
    piano: Piano, consegna: Consegna, client: Client
) -> None:
    make_measure(piano, make_verified(consegna, 1250))
    testo = plain(client.get(PAGINA).text)
    assert "Il Piano non è ancora pubblicato" in testo
    assert "1.250" not in testo
    assert read_csv(client, "indicatori-piano.csv") == []
    assert client.get("/rete/cifre/piano.misura:1/").status_code == 404


def test_a_day_that_is_none_is_told_beside_its_field(pubblicato: Piano, client: Client) -> None:
    pagina = client.get(PAGINA, {"al": "ieri"}).text
    assert "Scrivere un giorno, per esempio 31/12/2014." in pagina
    assert 'value="ieri"' in pagina


@pytest.mark.parametrize("altri", [0, 2])
def test_the_page_reads_the_same_queries_for_any_number_of_measures(
    altri: int,
    pubblicato: Piano,
    consegna: Consegna,
    client: Client,
    django_assert_num_queries: object,
) -> None:
    for _ in range(altri):
        make_measure(pubblicato, make_verified(consegna, 2))
    # the ciclo with its lead body, whether it is published, the Piano, the indicators, their
    # measures, what is added up, the verified sums
    with django_assert_num_queries(7):
        client.get(PAGINA)
