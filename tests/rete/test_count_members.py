"""Members of the network on a day (`docs/regole/membri-della-rete.md`)."""

from datetime import date, datetime
from pathlib import Path

import pytest

from conciliazione.cifre import Lettura
from rete.consistenza import Conteggio, Periodo, count_members
from rete.enums import TipoAdesione, TipoConsistenza
from rete.models import ConsistenzaDichiarata
from tests.factories import make_accordo, make_adesione, make_ciclo, make_soggetto

PAGE = Path(__file__).resolve().parents[2] / "docs/regole/membri-della-rete.md"
ON = date(2014, 6, 27)


def worked_rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def day(written: str) -> date | None:
    return datetime.strptime(written, "%d/%m/%Y").date() if written else None  # noqa: DTZ007


def counts(written: str) -> list[Conteggio]:
    if written == "nessuno":
        return []
    pairs = [piece.split(" al ") for piece in written.split("; ")]
    return [Conteggio(day(data), int(numero)) for numero, data in pairs]


def periods(written: str) -> list[Periodo]:
    if written == "nessuna":
        return []
    pairs = [piece.split("–") for piece in written.split(";")]
    return [Periodo(day(dal.strip()), day(al.strip())) for dal, al in pairs]


@pytest.mark.parametrize("row", worked_rows(), ids=lambda row: " ".join(row[:3])[:40])
def test_the_worked_table_is_what_the_code_computes(row: list[str]) -> None:
    on, declared, adhesions, members = row
    assert count_members(counts(declared), periods(adhesions), day(on)) == int(members)


def test_the_worked_table_has_all_its_rows() -> None:
    assert len(worked_rows()) == 13


def test_who_came_and_left_since_the_declaration_changes_nothing() -> None:
    brief = [Periodo(date(2014, 7, 1), date(2014, 7, 31))]
    declared = [Conteggio(ON, 20)]
    days = [date(2014, 6, 30), date(2014, 7, 1), date(2014, 7, 31), date(2014, 8, 1)]
    assert [count_members(declared, brief, on) for on in days] == [20, 21, 21, 20]


@pytest.fixture
def accordo(db: None) -> object:
    accordo = make_accordo(ciclo=make_ciclo(dal=date(2014, 1, 1), al=date(2015, 12, 31)))
    for tipo, numero in [(TipoConsistenza.SOTTOSCRITTORI, 20), (TipoConsistenza.ADERENTI, 12)]:
        ConsistenzaDichiarata.objects.create(
            accordo=accordo, tipo=tipo, numero=numero, data=ON, fonte="Piano, capitolo 2"
        )
    return accordo


def read(accordo: object, key: str, on: date) -> object:
    return Lettura(accordo.ciclo, on).value(key)


def test_members_are_the_sum_of_the_two_kinds(accordo: object) -> None:
    assert read(accordo, "rete.sottoscrittori", ON) == 20
    assert read(accordo, "rete.aderenti", ON) == 12
    assert read(accordo, "rete.membri", ON) == 32
    assert read(accordo, "rete.membri", date(2014, 6, 26)) == 0


def test_a_new_adhesion_counts_from_its_first_day(accordo: object) -> None:
    make_adesione(accordo=accordo, tipo=TipoAdesione.ADERENTE, dal=date(2014, 9, 1))
    assert read(accordo, "rete.membri", date(2014, 8, 31)) == 32
    assert read(accordo, "rete.membri", date(2014, 9, 1)) == 33
    assert read(accordo, "rete.aderenti", date(2014, 9, 1)) == 13
    assert read(accordo, "rete.sottoscrittori", date(2014, 9, 1)) == 20


def test_a_deduced_adhesion_moves_no_count(accordo: object) -> None:
    make_adesione(accordo=accordo, soggetto=make_soggetto(), tipo=TipoAdesione.DEDOTTA, dal=None)
    assert read(accordo, "rete.membri", ON) == 32
