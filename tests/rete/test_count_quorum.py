"""How many must come, and how many came: the table of `docs/regole/numero-legale.md`."""

from pathlib import Path

import pytest

from rete.numero_legale import Conto, count

REGOLA = Path(__file__).parents[2] / "docs/regole/numero-legale.md"


def table(path: Path, columns: int) -> list[list[str]]:
    """The rows of the worked table of a rule, without its head."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]
    assert {len(row) for row in rows} == {columns}
    return rows


def seat(written: str) -> tuple[str, bool]:
    return written.strip("()"), not written.startswith("(")


@pytest.mark.parametrize("row", table(REGOLA, 6), ids="|".join)
def test_the_table_of_the_rule_holds(row: list[str]) -> None:
    seggi, scritto, contano, servono, presenti, valida = row
    scritti = [] if seggi == "nessuno" else seggi.split("; ")
    posti = [seat(s) for s in scritti if s != "senza nome"]
    senza_nome = scritti.count("senza nome")
    membri = len(scritti) if senza_nome else 0
    conto = count(posti, None if scritto == "–" else int(scritto), membri)
    assert conto == Conto(int(contano), int(presenti), int(servono), senza_nome)
    assert conto.is_valid == (valida == "sì")
