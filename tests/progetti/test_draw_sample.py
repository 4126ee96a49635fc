"""A sample that anybody can draw again: `docs/regole/campione.md`, its page, its files."""

import csv
import io
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from progetti.campione import draw, size
from rete.models import Utente
from tests.factories.monitoraggio import make_finestra, make_indicator_of, make_rilevazione
from tests.progetti.monitorare import Scena, set_the_scene

Cast = dict[str, Utente]
REGOLA = Path(__file__).parents[2] / "docs/regole/campione.md"
PAGINA = "/monitoraggio/verifica/campione/"


def table() -> list[list[str]]:
    """The rows of the worked table."""
    righe = [r for r in REGOLA.read_text(encoding="utf-8").splitlines() if r.startswith("|")]
    return [[c.strip() for c in r.strip("|").split("|")] for r in righe[2:]]


@pytest.mark.parametrize("riga", table(), ids=lambda riga: "-".join(riga[:2]))
def test_the_worked_table(riga: list[str]) -> None:
    percentuale, seme, quante, campione = riga
    estratti = draw(
        [f"r{n}" for n in range(10, 0, -1)], Decimal(percentuale.replace(",", ".")), seme
    )
    assert (str(len(estratti)), ", ".join(estratti)) == (quante, campione)


def test_the_table_has_its_rows() -> None:
    assert len(table()) == 5


def test_more_per_cent_adds_rows_and_takes_none_away() -> None:
    codici = [f"r{n}" for n in range(50)]
    estratti = [draw(codici, Decimal(p), "seme") for p in range(1, 101)]
    assert all(poco == molto[: len(poco)] for poco, molto in pairwise(estratti))
    assert sorted(estratti[-1]) == sorted(codici)


@pytest.mark.parametrize(
    ("quante", "percentuale", "attese"),
    [(0, "10", 0), (1, "0.01", 1), (10, "10", 1), (11, "10", 2), (3, "33.33", 1), (7, "100", 7)],
)
def test_as_many_as_the_percentage_rounded_up(quante: int, percentuale: str, attese: int) -> None:
    assert size(quante, Decimal(percentuale)) == attese


# --- The page and its files ---------------------------------------------------------------------


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


@pytest.fixture
def asl(scena: Scena, cast: Cast) -> Client:
    client = Client()
    client.force_login(cast["asl"])
    return client


def fill(scena: Scena, quante: int, stato: str = "verificata") -> list[str]:
    return [
        make_rilevazione(
            stato, ("1",), consegna=scena.consegna, indicatore=make_indicator_of(scena.consegna)
        ).codice
        for _ in range(quante)
    ]


def sample(client: Client, query: str) -> list[str]:
    return [r.codice for r in client.get(PAGINA + query).context["campione"].righe]


def test_at_first_the_page_proposes_a_percentage_and_a_seed(asl: Client) -> None:
    pagina = asl.get(PAGINA)
    assert pagina.context["campione"] is None
    assert pagina.context["form"]["percentuale"].value() == "10"
    assert len(pagina.context["form"]["seme"].value()) == 10
    assert pagina.context["form"]["seme"].value() != asl.get(PAGINA).context["form"]["seme"].value()


def test_the_same_address_draws_the_same(scena: Scena, asl: Client) -> None:
    codici, altre = fill(scena, 8), fill(scena, 2, "dichiarata")
    query = "?quali=verificate&percentuale=50&seme=primavera"
    estratti = sample(asl, query)
    assert estratti == draw(codici, Decimal(50), "primavera")
    assert sample(asl, query) == estratti
    assert sample(asl, query.replace("primavera", "autunno")) != estratti
    assert set(sample(asl, "?quali=da-verificare&percentuale=100&seme=a")) == set(altre)
    pagina = asl.get(PAGINA + query).text
    assert "4 righe su 8" in pagina
    assert "<strong>primavera</strong>" in pagina


def test_of_one_window_only(scena: Scena, asl: Client) -> None:
    codici = fill(scena, 2)
    oggi = scena.consegna.finestra.dal
    altra = make_finestra(
        ciclo=scena.progetto.ciclo, dal=oggi.replace(year=2001), al=oggi.replace(year=2002)
    )
    query = "?quali=verificate&percentuale=100&seme=a&finestra="
    assert set(sample(asl, query + scena.consegna.finestra.codice)) == set(codici)
    vuota = asl.get(PAGINA + query + altra.codice)
    assert "Nessuna riga da cui estrarre" in vuota.text


@pytest.mark.parametrize(
    ("query", "detto"),
    [
        ("?quali=verificate&percentuale=dieci&seme=a", "dieci"),
        ("?quali=verificate&percentuale=0&seme=a", "Scrivere più di zero."),
        ("?quali=verificate&percentuale=101&seme=a", "Al massimo 100."),
        ("?quali=verificate&percentuale=NaN&seme=a", "NaN"),
        ("?quali=verificate&percentuale=10&seme=", "Scrivere una parola qualsiasi"),
        ("?quali=verificate&percentuale=10&seme=due+parole", "Solo lettere, cifre e trattini"),
        ("?quali=altre&percentuale=10&seme=a", "altre"),
        ("?quali=verificate&percentuale=10&seme=a&finestra=assente", "Non è in elenco"),
        ("?page=2", "Scrivere quante righe"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_makes_no_file(
    query: str, detto: str, asl: Client
) -> None:
    pagina = asl.get(PAGINA + query)
    assert pagina.context["campione"] is None
    assert detto in pagina.text
    file = asl.get(f"{PAGINA}csv/{query}")
    assert file.status_code == 302
    assert file["Location"].startswith("../?")


def test_the_files_have_the_rows_of_the_page_and_how_they_were_drawn(
    scena: Scena, asl: Client
) -> None:
    fill(scena, 5)
    query = "?quali=verificate&percentuale=50&seme=primavera"
    estratti = sample(asl, query)
    scritto = b"".join(asl.get(f"{PAGINA}csv/{query}").streaming_content).decode()
    righe = list(csv.DictReader(io.StringIO(scritto)))
    assert [r["riga"] for r in righe] == estratti
    assert {(r["percentuale"], r["seme"], r["estratta_da"]) for r in righe} == {
        ("50", "primavera", "5")
    }
    foglio = openpyxl.load_workbook(io.BytesIO(asl.get(f"{PAGINA}xlsx/{query}").content)).active
    intestazione, *celle = foglio.iter_rows(values_only=True)
    assert list(intestazione) == list(righe[0])
    assert [cella[0] for cella in celle] == estratti


@pytest.mark.parametrize("quante", [1, 3])
def test_as_many_queries_for_one_row_as_for_three(
    quante: int, scena: Scena, asl: Client, django_assert_num_queries
) -> None:
    fill(scena, quante)
    query = "?quali=verificate&percentuale=100&seme=a"
    asl.get(PAGINA + query)
    with django_assert_num_queries(12):
        asl.get(PAGINA + query)
