"""The plan of 2014 in the files: each dataset as the API says it, its dictionary beside."""

from datetime import datetime

import pytest
from django.test import Client

from conciliazione.dati_aperti import Dataset, Tipo, all_datasets
from piano.models import Versione
from tests.opendata.files import read_api, read_csv, read_xlsx

pytestmark = pytest.mark.django_db

DATASETS = [pytest.param(dataset, id=dataset.nome) for dataset in all_datasets()]


@pytest.mark.parametrize("dataset", DATASETS)
def test_both_files_have_the_rows_that_the_api_has(
    dataset: Dataset, published: Versione, client: Client
) -> None:
    items = read_api(client, dataset.nome)
    names = [campo.nome for campo in dataset.campi]
    as_csv = read_csv(client, f"{dataset.nome}.csv")
    sheet = list(read_xlsx(client, f"{dataset.nome}.xlsx")["Dati"].values)
    assert [list(row) for row in as_csv] == [names] * len(items)
    assert list(sheet[0]) == names
    wanted = [[expected(c.tipo, item[c.nome]) for c in dataset.campi] for item in items]
    assert [[bare(cell) for cell in row.values()] for row in as_csv] == wanted
    assert [
        [bare(from_sheet(c.tipo, cell)) for c, cell in zip(dataset.campi, row, strict=True)]
        for row in sheet[1:]
    ] == wanted


def expected(tipo: Tipo, value: object) -> str:
    """A value of the API as a file writes it."""
    if value is None:
        return ""
    if tipo == Tipo.BOOLEANO:
        return str(value).lower()
    return "; ".join(value) if tipo == Tipo.ELENCO else bare(str(value))


def bare(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a text."""
    return cell.removeprefix("'").replace("\r\n", "\n")


def from_sheet(tipo: Tipo, cell: object) -> str:
    """A cell of a spreadsheet as the CSV writes it, whose type is the one declared."""
    if cell is None:
        return ""
    kinds = {
        Tipo.INTERO: int,
        Tipo.DECIMALE: (int, float),
        Tipo.EURO: (int, float),
        Tipo.DATA: datetime,
        Tipo.ISTANTE: datetime,
        Tipo.BOOLEANO: bool,
    }
    assert isinstance(cell, kinds.get(tipo, str)), (tipo, cell)
    match tipo:
        case Tipo.EURO:
            return f"{cell:.2f}"
        case Tipo.DATA:
            return cell.date().isoformat()
        case Tipo.ISTANTE:  # two hours after UTC, in summer: spreadsheets have no time zone
            return cell.replace(hour=cell.hour - 2).isoformat() + "+00:00"
        case Tipo.BOOLEANO:
            return str(cell).lower()
    return str(cell)


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_second_sheet_is_the_dictionary(
    dataset: Dataset, plan_2014: None, client: Client
) -> None:
    workbook = read_xlsx(client, f"{dataset.nome}.xlsx")
    assert workbook.sheetnames == ["Dati", "Dizionario"]
    heading, *rows = workbook["Dizionario"].values
    assert list(heading) == ["campo", "tipo", "unita", "significato", "facoltativo", "valori"]
    assert [row[0] for row in rows] == [campo.nome for campo in dataset.campi]
    assert [row[3] for row in rows] == [campo.descrizione for campo in dataset.campi]
    assert [row[4] for row in rows] == [campo.facoltativo for campo in dataset.campi]
    assert {len(row[5].split("; ")) for row in rows if row[5]} <= {
        len(campo.valori) for campo in dataset.campi
    }
