"""Every indicator of the plan of 2014, with a value verified for each: one value on its page, on
«A che punto siamo», in the API, in CSV and XLSX, in the report and in its PDF. And every measure of
the eight indicators of the Piano, in the published document and in its PDF as well.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from conciliazione import pdf
from conciliazione.cifre import Lettura
from conciliazione.numeri import format_decimal
from piano.compilazione import render_html
from piano.dati import all_blocks, compile_data
from piano.enums import StatoVersione
from piano.models import MisuraIndicatore, Piano, Relazione, Versione
from piano.raggiunto import measures_of, reached
from piano.relazioni.compilazione import render_html as render_report
from piano.relazioni.dati import compile_report, rows_of
from piano.relazioni.foglio import workbook
from progetti.enums import StatoRilevazione
from progetti.models import Consegna, FinestraMonitoraggio, Indicatore, Progetto
from rete.pannelli import read_figures
from tests.factories import make_atto, make_versione
from tests.factories.monitoraggio import make_consegna, make_rilevazione
from tests.figures_in_datasets import FORMS, reader
from tests.figures_in_piano import pdf_text, plain_text, squeeze

pytestmark = pytest.mark.django_db

# The last day that the report observes; what comes later is on no surface of that day.
ON = date(2015, 6, 30)
AL = ON.isoformat()
VALUE = re.compile(r'<span class="numero-chiave-valore">(.*?)</span>', re.DOTALL)


@pytest.fixture(scope="module")
def verified(plan_2014: None, django_db_blocker: object) -> Iterator[Versione]:
    """The plan with a value of its own verified for each indicator on a day, another only declared
    and another verified the day after; compiled for that day, and published."""
    with django_db_blocker.unblock(), transaction.atomic():
        finestra = _window()
        consegne = {
            p.pk: make_consegna(progetto=p, finestra=finestra) for p in Progetto.objects.all()
        }
        for n, indicatore in enumerate(_indicators()):
            _report(consegne[indicatore.risultato.obiettivo.progetto_id], indicatore, n)
        piano = Piano.objects.get()
        versione = make_versione(
            piano=piano,
            dati=compile_data(piano, ON),
            stato=StatoVersione.DEFINITIVA,
            pubblicata_il="2014-06-27T12:00:00Z",
            atto=make_atto(),
        )
        yield versione
        transaction.set_rollback(True)


def _window() -> FinestraMonitoraggio:
    return FinestraMonitoraggio.objects.create(
        ciclo=Piano.objects.get().ciclo,
        denominazione="Primo semestre 2015",
        dal=date(2015, 1, 1),
        al=ON,
        apre_il=datetime(2015, 7, 1, tzinfo=UTC),
        scade_il=datetime(2015, 8, 1, tzinfo=UTC),
    )


def _indicators() -> list[Indicatore]:
    return list(
        Indicatore.objects.select_related("risultato__obiettivo__progetto").order_by(
            "risultato__obiettivo__progetto__lettera",
            "risultato__obiettivo__numero",
            "risultato__ordine",
            "ordine",
        )
    )


def value_of(n: int) -> Decimal:
    """A value that no other indicator has, some of them with decimals and over a thousand."""
    return Decimal(1000 + 13 * n) + Decimal(n % 4) / 4


def _report(consegna: Consegna, indicatore: Indicatore, n: int) -> None:
    con = {"consegna": consegna, "indicatore": indicatore}
    verificata = StatoRilevazione.VERIFICATA
    make_rilevazione(verificata, ("1",), valore=value_of(n), data=ON, **con)
    make_rilevazione(verificata, valore=Decimal(7), data=date(2015, 7, 1), **con)
    make_rilevazione(valore=Decimal(99_999), data=ON, **con)


@pytest.fixture
def versione(verified: Versione, db: None, settings: LazySettings) -> Versione:
    settings.API_LIMITE_RICHIESTE = 100_000
    return verified


@pytest.fixture
def lettura(versione: Versione) -> Lettura:
    return read_figures(on=ON)


@pytest.fixture
def attesi(versione: Versione) -> dict[str, Decimal]:
    """The value of each indicator of the plan."""
    return {i.riferimento: value_of(n) for n, i in enumerate(_indicators())}


def test_every_indicator_of_the_plan_has_its_own_value(
    attesi: dict[str, Decimal], lettura: Lettura
) -> None:
    assert len(attesi) == len(set(attesi.values())) > 40
    letti = {r: lettura.value(f"progetti.verificato:{r}") for r in attesi}
    assert letti == attesi


# --- The indicators of the projects ---------------------------------------------------------------


def said_on(client: Client, chiave: str) -> tuple[str, str]:
    """A figure of that day on its page, and as the API writes it."""
    pagina = client.get(reverse("rete:cifra", args=[chiave]), {"al": AL}).text
    cifra = client.get(reverse("api:cifra", args=[chiave]), {"al": AL}).json()["cifra"]
    assert cifra["al"] == AL
    return unescape(VALUE.search(pagina)[1]).strip(), cifra["testo"]


def test_the_page_and_the_api_of_every_figure_say_the_value(
    attesi: dict[str, Decimal], lettura: Lettura, client: Client
) -> None:
    wrong = []
    for riferimento, valore in attesi.items():
        detti = said_on(client, f"progetti.verificato:{riferimento}")
        percento = f"progetti.avanzamento:{riferimento}"
        if detti != (format_decimal(valore),) * 2:
            wrong.append((riferimento, detti))
        if said_on(client, percento) != (lettura.write(percento),) * 2:
            wrong.append((percento, said_on(client, percento)))
    assert wrong == []


def test_the_public_page_says_the_values_of_every_project(
    attesi: dict[str, Decimal], client: Client
) -> None:
    found = {}
    for slug in {riferimento.partition("/")[0] for riferimento in attesi}:
        pagina = client.get(reverse("progetti:progress"), {"progetto": slug, "al": AL}).text
        found |= {
            riferimento: unescape(valore)
            for riferimento, valore in re.findall(
                r'href="/rete/cifre/progetti\.verificato:([^"]+)/\?al=2015-06-30">([\d.,]+)<',
                pagina,
            )
        }
    assert found == {r: format_decimal(v) for r, v in attesi.items()}


@pytest.mark.parametrize("forma", FORMS)
def test_the_dataset_says_the_values_in_every_form(
    forma: str, attesi: dict[str, Decimal], lettura: Lettura, client: Client
) -> None:
    rows = reader(client, forma)("indicatori", al=AL)
    assert {row["riferimento"]: Decimal(row["verificato"]) for row in rows} == attesi
    percento = {r: lettura.value(f"progetti.avanzamento:{r}") for r in attesi}
    assert {
        row["riferimento"]: Decimal(row["percentuale"]) if row["percentuale"] else None
        for row in rows
    } == percento
    assert {row["verificato_al"] for row in rows} == {AL}


@pytest.fixture
def relazione(versione: Versione) -> Relazione:
    return Relazione.objects.create(finestra=FinestraMonitoraggio.objects.get(), progetto=None)


def test_the_report_and_its_sheet_say_the_values(
    attesi: dict[str, Decimal], relazione: Relazione
) -> None:
    dati = compile_report(relazione)
    said = [
        Decimal(riga["verificato"]) for progetto in dati["progetti"] for riga in rows_of(progetto)
    ]
    assert said == list(attesi.values())
    foglio = openpyxl.load_workbook(io.BytesIO(workbook(dati)))["Indicatori"]
    heading, *rows = foglio.values
    posto = heading.index("verificato")
    assert [Decimal(str(row[posto])) for row in rows] == list(attesi.values())


def test_the_pdf_of_the_report_says_the_values(
    attesi: dict[str, Decimal], relazione: Relazione, tmp_path: Path
) -> None:
    path = tmp_path / "relazione.pdf"
    html = render_report(compile_report(relazione))
    path.write_bytes(pdf.render(html, lambda fase, pagina: None).contenuto)
    argv = [shutil.which("pdftotext"), str(path), "-"]
    text = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    assert [v for v in attesi.values() if format_decimal(v) not in text.split()] == []


# --- The measures of the Piano --------------------------------------------------------------------


@pytest.fixture
def misure(versione: Versione) -> list[MisuraIndicatore]:
    return measures_of(Piano.objects.get())


@pytest.fixture
def detti(misure: list[MisuraIndicatore], lettura: Lettura) -> dict[str, tuple[str, str]]:
    """Number and increment of each measure, as people read them; empty where there is none."""
    righe = reached(misure, lettura)
    return {
        r.misura.numero: tuple(
            ""
            if lettura.value(f"{chiave}:{r.misura.numero}") is None
            else lettura.write(f"{chiave}:{r.misura.numero}")
            for chiave in ("piano.misura", "piano.misura_incremento")
        )
        for r in righe
    }


def test_four_of_the_eight_indicators_are_computed_and_the_others_say_why(
    detti: dict[str, tuple[str, str]], attesi: dict[str, Decimal], lettura: Lettura
) -> None:
    assert [numero for numero, (valore, _) in detti.items() if valore] == ["1", "2", "6", "8"]
    sommati = ("complessi-equilibri/2/2/1", "complessi-equilibri/3/2/1")
    assert detti["6"][0] == format_decimal(sum(attesi[r] for r in sommati))
    perche = [r.perche for r in reached(measures_of(Piano.objects.get()), lettura)]
    assert sum(map(bool, perche)) == 6


def test_the_page_and_the_api_of_every_measure_say_the_same(
    detti: dict[str, tuple[str, str]], client: Client
) -> None:
    for numero, (valore, incremento) in detti.items():
        for chiave, atteso in (("piano.misura", valore), ("piano.misura_incremento", incremento)):
            if atteso:
                assert said_on(client, f"{chiave}:{numero}") == (atteso, atteso)


def test_the_public_page_of_the_measures_says_the_same(
    detti: dict[str, tuple[str, str]], client: Client
) -> None:
    pagina = client.get(reverse("piano:indicatori"), {"al": AL}).text
    found = dict(
        re.findall(r'href="/rete/cifre/piano\.misura:([\d.]+)/\?al=2015-06-30">([\d.,]+)<', pagina)
    )
    assert found == {numero: valore for numero, (valore, _) in detti.items() if valore}
    for _, incremento in detti.values():
        assert f'<td class="numero">{incremento or "–"}</td>' in unescape(pagina)


@pytest.mark.parametrize("forma", FORMS)
def test_the_dataset_of_the_measures_says_the_same(
    forma: str, detti: dict[str, tuple[str, str]], client: Client
) -> None:
    rows = reader(client, forma)("indicatori-piano", al=AL)
    assert {
        row["numero"]: format_decimal(Decimal(row["valore"])) if row["valore"] else ""
        for row in rows
    } == {numero: valore for numero, (valore, _) in detti.items()}
    assert all(bool(row["valore"]) != bool(row["perche"]) for row in rows)


def test_the_chapter_of_the_piano_and_its_pdf_say_the_same(
    detti: dict[str, tuple[str, str]], versione: Versione, tmp_path: Path
) -> None:
    (table,) = [b for b in all_blocks(versione.dati) if b.get("chiave") == "indicatori"]
    printed = {
        celle[0]["testo"]: (celle[1]["testo"], celle[-1]["testo"])
        for celle in (riga["celle"] for riga in table["righe"])
    }
    said = {
        numero: f"{valore} ({incremento})" if incremento else valore or "da rilevare"
        for numero, (valore, incremento) in detti.items()
    }
    assert {numero: raggiunto for numero, (_, raggiunto) in printed.items()} == said
    for text in (plain_text(render_html(versione.dati)), pdf_text(versione, tmp_path)):
        stampato = squeeze(text)
        assert [d for d in said.values() if squeeze(d) not in stampato] == []
