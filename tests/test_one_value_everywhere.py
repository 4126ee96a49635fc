"""Every registered figure, on the published plan of 2014: one value on its page, in the API, in the
datasets, in their CSV and XLSX, in the Piano and in its PDF.

A figure that counts or adds up rows of a dataset says here of which; any other says why not.
"""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from conciliazione.cifre import IGNOTO, Lettura, all_figures
from conciliazione.periodi import today
from piano.compilazione import render_html
from piano.dati import all_blocks, compile_data
from piano.enums import StatoVersione
from piano.models import Piano, TabellaContesto, Versione
from rete.models import Accordo
from rete.pannelli import read_figures
from tests.factories import make_adesione, make_atto, make_versione
from tests.figures_in_datasets import (
    FONTI,
    FORMS,
    FROM_ROWS,
    add_up,
    by_api,
    count,
    is_same,
    reader,
    total,
)
from tests.figures_in_piano import called, euro, pdf_text, plain_text, squeeze

pytestmark = pytest.mark.django_db

ON = date(2014, 6, 27)


@pytest.fixture(scope="module")
def published(plan_2014: None, django_db_blocker: object) -> Versione:
    """The plan of 2014, compiled and published."""
    with django_db_blocker.unblock():
        piano = Piano.objects.get()
        return make_versione(
            piano=piano,
            dati=compile_data(piano, ON),
            stato=StatoVersione.DEFINITIVA,
            pubblicata_il="2014-06-27T12:00:00Z",
            atto=make_atto(),
        )


@pytest.fixture
def versione(published: Versione, db: None, settings: LazySettings) -> Versione:
    settings.API_LIMITE_RICHIESTE = 100_000
    return published


@pytest.fixture
def lettura(versione: Versione) -> Lettura:
    return read_figures()


def references(lettura: Lettura) -> list[str]:
    """Every figure, with every argument that it takes."""
    return [
        riferimento
        for cifra in all_figures()
        for riferimento in [cifra.chiave] * cifra.is_plain
        + [f"{cifra.chiave}:{argomento}" for argomento in lettura.arguments(cifra.chiave)]
    ]


def split(riferimento: str) -> tuple[str, str]:
    chiave, _, argomento = riferimento.partition(":")
    return chiave, argomento


# --- Figures that are in no dataset ---------------------------------------------------------------

NO_DATASET = "its rows are in the pages and in the Piano, in no dataset"
PROFILE = "a name or a day of the lead body, of the Accordo or of the act: no row to count"
START = "of each alliance, who was there on its first day: tested where the figure is"
NOT_FROM_ROWS = {
    "alleanze.crescita": START,
    "alleanze.nuove_adesioni": START,
    "alleanze.partenza": START,
    "formazione.contenuti": NO_DATASET,
    "formazione.obiettivi": NO_DATASET,
    "formazione.obiettivi_comunicazione": NO_DATASET,
    "formazione.pubblici": NO_DATASET,
    "formazione.temi": NO_DATASET,
    "formazione.testate": NO_DATASET,
    "piano.approvato_il": PROFILE,
    "piano.atto": PROFILE,
    "piano.cella": "the cells are in the API only, table by table: tested below",
    "piano.finalita": NO_DATASET,
    "piano.indicatori": NO_DATASET,
    "piano.obiettivi": NO_DATASET,
    "piano.parere_il": PROFILE,
    "rete.accordo": PROFILE,
    "rete.accordo_data": PROFILE,
    "rete.aderenti": "a declared number and the adhesions since: the rows are in its own API",
    "rete.capofila_sigla": PROFILE,
    "rete.crescita": "members on the declared numbers, that are in no dataset",
    "rete.esempi": NO_DATASET,
    "rete.grafie": "inside the rows of the soggetti, in the API only: tested below",
    "rete.membri": "as rete.aderenti",
    "rete.nome": PROFILE,
    "rete.nuove_adesioni": "as rete.aderenti",
    "rete.partenza": "as rete.crescita",
    "rete.recessi": "as rete.aderenti",
    "rete.sottoscrittori": "as rete.aderenti",
}


def test_every_figure_says_which_rows_it_is_made_of_or_why_none() -> None:
    assert sorted([*FROM_ROWS, *NOT_FROM_ROWS]) == [cifra.chiave for cifra in all_figures()]


@pytest.mark.parametrize("forma", FORMS)
def test_the_rows_of_the_datasets_make_every_figure(
    forma: str, lettura: Lettura, client: Client
) -> None:
    read, wrong, seen = reader(client, forma), [], Counter()
    for riferimento in references(lettura):
        chiave, argomento = split(riferimento)
        if chiave in NOT_FROM_ROWS:
            continue
        seen[chiave] += 1
        found = FROM_ROWS[chiave](read, argomento)
        if not is_same(found, lettura.value(riferimento)):
            wrong.append((riferimento, found, lettura.value(riferimento)))
    assert wrong == []
    assert set(seen) == set(FROM_ROWS)
    assert seen["piano.dichiarazione"] == len(read("dichiarazioni")) > 150


def test_a_row_that_is_missing_is_seen(lettura: Lettura, client: Client) -> None:
    read = reader(client, "csv")
    read("voci").pop()
    assert not is_same(total(read, ""), lettura.value("risorse.totale"))
    assert not is_same(count("voci")(read, ""), lettura.value("risorse.voci"))


def test_the_spellings_of_the_api_are_as_many_as_the_figure_says(
    lettura: Lettura, client: Client
) -> None:
    slugs = [row["slug"] for row in by_api(client, "soggetti", "")]
    grafie = [client.get(f"/api/v1/soggetti/{slug}").json()["grafie"] for slug in slugs]
    assert sum(map(len, grafie)) == lettura.value("rete.grafie") > 0


# --- Its page, its API, its row in the dataset of the figures -------------------------------------

VALUE = re.compile(r'<span class="numero-chiave-valore">(.*?)</span>', re.DOTALL)


def test_every_figure_has_one_value_on_its_page_and_in_the_api(
    lettura: Lettura, client: Client
) -> None:
    wrong, seen = [], 0
    for riferimento in references(lettura):
        seen += 1
        page = client.get(reverse("rete:cifra", args=[riferimento])).content.decode()
        shown = [unescape(text).strip() for text in VALUE.findall(page)]
        cifra = client.get(reverse("api:cifra", args=[riferimento])).json()["cifra"]
        said = lettura.write(riferimento)
        if not (shown == [said] and cifra["testo"] == said and is_told(cifra, lettura)):
            wrong.append((riferimento, said, shown, cifra))
    assert wrong == []
    assert seen > 400


DAYS = [date(2014, 6, 26), date(2014, 6, 27), date(2014, 10, 1), date(2015, 4, 1)]


@pytest.mark.parametrize("giorno", DAYS)
def test_every_figure_of_a_day_has_one_value_on_every_surface(
    giorno: date, lettura: Lettura, client: Client
) -> None:
    accordo = Accordo.objects.get()
    make_adesione(accordo=accordo, dal=date(2014, 9, 1))
    make_adesione(accordo=accordo, dal=date(2014, 9, 15), al=date(2015, 3, 31))
    al, allora = giorno.isoformat(), Lettura(lettura.ciclo, giorno)
    dated = [cifra.chiave for cifra in all_figures() if cifra.nel_tempo and cifra.is_plain]
    periodi = [f"{r}:2014-09-10" for r in ("rete.nuove_adesioni", "rete.recessi")]
    said = {r: allora.write(r) for r in (*dated, *periodi)}
    pages, api = {}, {}
    for r in said:
        page = client.get(reverse("rete:cifra", args=[r]), {"al": al}).text
        pages[r] = unescape(VALUE.search(page)[1]).strip()
        cifra = client.get(reverse("api:cifra", args=[r]), {"al": al}).json()["cifra"]
        api[r] = (cifra["testo"], cifra["al"])
    assert pages == said
    assert api == {r: (testo, al) for r, testo in said.items()}
    for forma in FORMS:
        rows = {row["riferimento"]: row for row in reader(client, forma)("cifre", al=al)}
        assert {r: (rows[r]["testo"], rows[r]["al"]) for r in dated} == {
            r: (said[r], al) for r in dated
        }
        assert {row["al"] for r, row in rows.items() if r not in dated} == {today().isoformat()}
    assert members_on_page(client, al) == said["rete.membri"]


def members_on_page(client: Client, al: str) -> str:
    """The members of a day as the page of the network tells them."""
    page = client.get(reverse("rete:rete"), {"al": al}).text
    return unescape(VALUE.search(page.partition('id="crescita"')[2])[1]).strip()


def is_told(cifra: dict[str, str | None], lettura: Lettura) -> bool:
    """Whether the API gives the value itself, and not only how it is written."""
    value = lettura.value(cifra["riferimento"])
    return cifra["valore"] is None if value is None else is_same(cifra["valore"], value)


@pytest.mark.parametrize("forma", FORMS)
def test_the_dataset_of_the_figures_has_those_that_need_no_argument(
    forma: str, lettura: Lettura, client: Client
) -> None:
    rows = {row["riferimento"]: row for row in reader(client, forma)("cifre")}
    plain = [cifra.chiave for cifra in all_figures() if cifra.is_plain]
    assert sorted(rows) == plain
    assert {r: row["testo"] for r, row in rows.items()} == {r: lettura.write(r) for r in plain}
    told = {
        r: is_told({**row, "valore": row["valore"] or None}, lettura) for r, row in rows.items()
    }
    assert told == dict.fromkeys(plain, True)


def test_every_cell_of_the_api_is_what_its_figure_says(lettura: Lettura, client: Client) -> None:
    seen = []
    for tabella in TabellaContesto.objects.order_by("capitolo__numero", "ordine"):
        detail = client.get(f"/api/v1/tabelle-contesto/{tabella.slug}").json()
        for riga, detta in zip(tabella.righe, detail["celle"], strict=True):
            assert detta["etichetta"] == riga["etichetta"]
            for colonna, valore in zip(tabella.colonne, detta["valori"], strict=True):
                argomento = f"{tabella.slug}/{riga['etichetta']}/{colonna['titolo']}"
                seen.append(argomento)
                said = lettura.value(f"piano.cella:{argomento}")
                assert (digits(said), argomento) == (digits(valore), argomento)
    assert seen == lettura.arguments("piano.cella")


def digits(value: str | None) -> str:
    """The number in a cell, whatever the signs around it; nothing where there is no number."""
    found = re.search(r"-?\d[\d.,]*", (value or "").replace("\N{MINUS SIGN}", "-"))
    if not found:
        return ""
    text = found[0]
    italian = "," in text or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text)
    plain = text.replace(".", "").replace(",", ".") if italian else text
    return f"{Decimal(plain).normalize():f}"


# --- The Piano and its PDF ------------------------------------------------------------------------


def test_every_figure_of_the_text_is_in_the_published_version_where_it_is_called(
    versione: Versione, lettura: Lettura, client: Client
) -> None:
    printed = squeeze(plain_text(render_html(versione.dati)))
    wrong, seen = [], set()
    for riferimento, _, paragraph in called(client):
        seen.add(split(riferimento.partition("|")[0])[0])
        if squeeze(paragraph) not in printed:
            wrong.append((riferimento, paragraph))
    assert wrong == []
    assert seen >= {"rete.membri", "risorse.totale", "risorse.quota", "piano.dichiarazione"}


def test_a_figure_that_the_piano_says_otherwise_is_seen(versione: Versione, client: Client) -> None:
    right = plain_text(render_html(versione.dati))
    printed = squeeze(right.replace("459.836,19", "459.836,20"))
    wrong = {r for r, around, _ in called(client) if squeeze(around) not in printed}
    assert "risorse.totale" in wrong
    assert {
        r for r in wrong if not r.startswith(("risorse.totale", "piano.dichiarazione"))
    } == set()


def test_every_figure_of_the_text_is_in_the_pdf(
    versione: Versione, client: Client, tmp_path: Path
) -> None:
    printed = squeeze(pdf_text(versione, tmp_path))
    wrong = [
        (riferimento, around)
        for riferimento, around, _ in called(client)
        if squeeze(around) not in printed
    ]
    assert wrong == []


def test_every_cell_of_the_piano_is_what_its_figure_says(
    versione: Versione, lettura: Lettura
) -> None:
    printed = {b["chiave"]: b for b in all_blocks(versione.dati) if b["tipo"] == "tabella"}
    seen = []
    for tabella in TabellaContesto.objects.order_by("capitolo__numero", "ordine"):
        rows = printed[tabella.slug]["righe"]
        for riga, stampata in zip(tabella.righe, rows, strict=True):
            etichetta, *celle = (cella["testo"] for cella in stampata["celle"])
            assert etichetta == riga["etichetta"]
            for colonna, testo in zip(tabella.colonne, celle, strict=True):
                argomento = f"{tabella.slug}/{etichetta}/{colonna['titolo']}"
                seen.append(argomento)
                said = lettura.value(f"piano.cella:{argomento}")
                assert (digits(said), argomento) == (digits(testo), argomento)
    assert seen == lettura.arguments("piano.cella")


# --- The money, to the cent -----------------------------------------------------------------------


def budget_table(versione: Versione) -> tuple[dict[str, list[str]], list[str]]:
    """The budget of the Piano: the cells of each line by its name, and those of the total."""
    (table,) = [b for b in all_blocks(versione.dati) if b.get("chiave") == "risorse"]
    rows = [[cella["testo"] for cella in riga["celle"]] for riga in table["righe"]]
    totale = [cella["testo"] for cella in table["totale"]]
    return {name: cells for name, *cells in rows}, totale[1:]


@pytest.mark.parametrize("forma", FORMS)
def test_the_budget_of_the_files_is_that_of_the_piano_to_the_cent(
    forma: str, versione: Versione, client: Client
) -> None:
    read, columns = reader(client, forma), (*FONTI, "totale")
    lines, totale = budget_table(versione)
    rows = read("voci")
    assert {row["denominazione_citata"]: [euro(row[c]) for c in columns] for row in rows} == lines
    sums = [sum(Decimal(row[campo]) for row in rows) for campo in columns]
    assert sums == [Decimal(s) for s in ("271770.00", "164002.69", "24063.50", "459836.19")]
    assert totale == [euro(s) for s in sums]
    assert add_up("stanziamenti", "importo")(read, "") == sums[-1]


def test_what_is_not_recorded_yet_is_said_everywhere_alike(
    lettura: Lettura, client: Client
) -> None:
    unknown = [r for r in references(lettura) if lettura.value(r) is None]
    for riferimento in unknown:
        cifra = client.get(reverse("api:cifra", args=[riferimento])).json()["cifra"]
        assert (cifra["valore"], cifra["testo"]) == (None, IGNOTO)
