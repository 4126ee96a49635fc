"""CSV and XLSX from the same columns, with nothing in them that a spreadsheet would run."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from conciliazione.esporta import (
    Column,
    csv_lines,
    csv_response,
    neutralise,
    xlsx_bytes,
    xlsx_response,
)

COLONNE = [
    Column("codice_istat", lambda riga: riga[0]),
    Column("importo", lambda riga: riga[1]),
    Column("dal", lambda riga: riga[2]),
]
RIGHE = [
    ("015009", Decimal("1234.50"), date(2014, 7, 1)),
    ('=HYPERLINK("x")', None, datetime(2014, 7, 1, 10, 30, tzinfo=UTC)),
    ("con, virgola", True, 3),
]


@pytest.mark.parametrize(
    "testo",
    ["=1+1", "+39", "-2", "@SUM", "|cmd", " =1", "\t=1", "\n1", "＝1", "﹢1", "\u200b=1", "\x00a"],
)
def test_a_text_that_begins_like_a_formula_is_neutralised(testo: str) -> None:
    assert neutralise(testo) == f"'{testo}"


@pytest.mark.parametrize("testo", ["", "1", "a=b", " spazio", "«citato»", "3-4", "'già"])
def test_any_other_text_is_left_as_it_is(testo: str) -> None:
    assert neutralise(testo) == testo


def test_csv_has_iso_dates_decimal_points_and_codes_as_text() -> None:
    assert list(csv_lines(COLONNE, RIGHE)) == [
        "codice_istat,importo,dal\r\n",
        "015009,1234.50,2014-07-01\r\n",
        '"\'=HYPERLINK(""x"")",,2014-07-01T10:30:00+00:00\r\n',
        '"con, virgola",true,3\r\n',
    ]


def test_an_empty_table_is_its_heading() -> None:
    assert list(csv_lines(COLONNE, [])) == ["codice_istat,importo,dal\r\n"]


def sheet(contenuto: bytes, parte: str) -> str:
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
        return archivio.read(f"xl/{parte}").decode()


def test_xlsx_has_numbers_and_dates_and_no_formula() -> None:
    contenuto = xlsx_bytes("Comuni dei distretti", COLONNE, RIGHE)

    foglio, testi = sheet(contenuto, "worksheets/sheet1.xml"), sheet(contenuto, "sharedStrings.xml")
    assert "<f>" not in foglio
    assert "<v>1234.50</v>" in foglio
    assert "<v>41821</v>" in foglio  # 2014-07-01, as spreadsheets count days
    assert "<v>41821.52083333334</v>" in foglio  # 12:30 in Rome
    assert "'=HYPERLINK(&quot;x&quot;)" in testi or '\'=HYPERLINK("x")' in testi
    assert "015009" in testi


def test_files_are_attachments_with_their_name_and_type() -> None:
    per_tutti = csv_response("comuni", COLONNE, RIGHE)
    foglio = xlsx_response("comuni", COLONNE, RIGHE)

    assert per_tutti["Content-Disposition"] == 'attachment; filename="comuni.csv"'
    assert per_tutti["Content-Type"] == "text/csv; charset=utf-8"
    assert b"".join(per_tutti).startswith(b"codice_istat,importo,dal\r\n015009,")
    assert foglio["Content-Disposition"] == 'attachment; filename="comuni.xlsx"'
    assert foglio.content.startswith(b"PK")
