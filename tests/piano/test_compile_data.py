"""Rows to `dati`: figures and blocks in their places, running numbers, clear errors."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conciliazione.cifre import IGNOTO, all_figures
from conciliazione.testo import Brano, list_figures, split_blocks
from piano.capitoli.registro import block_names
from piano.dati import SCHEMA, ErroreCompilazione, all_blocks, compile_data, day_of_data
from piano.enums import FormaTabella, StatoPiano
from piano.models import Piano, Sezione, TabellaContesto
from tests.factories import (
    make_ambito,
    make_atto,
    make_capitolo,
    make_ciclo,
    make_comune,
    make_parere,
    make_piano,
    make_profilo,
    make_progetto,
    make_sezione,
    make_soggetto,
)

ON = date(2014, 6, 27)


@pytest.fixture
def piano(db: None) -> Piano:
    """An empty Piano with one chapter."""
    ente = make_soggetto(denominazione="Ente capofila", sigla="Ente")
    make_profilo(soggetto=ente, nome_rete="Rete di prova")
    ciclo = make_ciclo(capofila=ente, dal=date(2014, 1, 1), al=date(2015, 12, 31))
    piano = make_piano(ciclo=ciclo)
    make_capitolo(piano=piano, numero=1, slug="uno", titolo="Uno")
    return piano


def write(piano: Piano, text: str, title: str = "Sezione") -> Sezione:
    return make_sezione(capitolo=piano.capitoli.get(), testo=text, titolo=title)


def blocks(piano: Piano) -> list[dict]:
    return compile_data(piano, ON)["capitoli"][0]["sezioni"][0]["blocchi"]


def test_a_text_becomes_blocks_in_order(piano: Piano) -> None:
    write(piano, "Sono [[rete.comuni|lettere]].\n\n[[blocco:norme]]\n\nFine.")
    prose, table, end = blocks(piano)
    assert prose == {"tipo": "testo", "html": "<p>Sono zero.</p>"}
    assert (table["tipo"], table["numero"], table["ancora"]) == ("tabella", 1, "tabella-1")
    assert end == {"tipo": "testo", "html": "<p>Fine.</p>"}


def test_what_nobody_recorded_yet_is_said(piano: Piano) -> None:
    write(piano, "Parere del [[piano.parere_il]], [[piano.atto]].")
    (prose,) = blocks(piano)
    assert prose["html"] == f"<p>Parere del {IGNOTO}, {IGNOTO}.</p>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[rete.membro]]", "la cifra «rete.membro» non esiste (forse «rete.membri»)"),
        ("[[rete.membri|romani]]", "il formato «romani» non esiste"),
        ("[[rete.unita:altro]]", "l'argomento «altro» non esiste"),
        ("[[progetti.titolo:nessuno]]", "l'argomento «nessuno» non esiste"),
        ("[[piano.dichiarazione:nessuna]]", "l'argomento «nessuna» non esiste"),
        ("[[piano.cella:nessuna/x/y]]", "la tabella di contesto «nessuna» non esiste"),
        ("[[blocco:organo]]", "il blocco «organo» non esiste (forse «organi»)"),
        ("[[blocco:organi:x]]", "il blocco «organi» non prende argomenti"),
        ("[[blocco:progetto]]", "al blocco «progetto» manca l'argomento: lo slug del progetto"),
        ("[[blocco:progetto:x]]", "il progetto «x» non esiste"),
        ("[[blocco:servizi:minori]]", "il settore «minori» non esiste"),
        ("[[blocco:contesto:x]]", "la tabella di contesto «x» non esiste"),
        ("[[blocco:dichiarazioni:x]]", "il capitolo «x» non esiste"),
        ("Ecco [[blocco:organi]]", "un blocco deve stare da solo nel suo paragrafo"),
    ],
)
def test_a_text_that_cannot_be_compiled_says_where_and_why(
    piano: Piano, text: str, reason: str
) -> None:
    sezione = write(piano, text)
    with pytest.raises(ErroreCompilazione) as error:
        compile_data(piano, ON)
    where = f"Capitolo 1. Uno, sezione {sezione.ordine} «Sezione»: {reason}"
    assert str(error.value).startswith(where)
    assert str(error.value).endswith("Correggere il testo e compilare di nuovo.")


def test_a_ragged_context_table_is_a_clear_error(piano: Piano) -> None:
    TabellaContesto.objects.create(
        slug="famiglie",
        capitolo=piano.capitoli.get(),
        ordine=1,
        titolo="Famiglie",
        intestazione="Dove",
        colonne=[{"titolo": "Numero", "unita": "", "decimali": 0}],
        righe=[{"etichetta": "Lombardia", "valori": ["1", "2"]}],
    )
    write(piano, "[[blocco:contesto:famiglie]]")
    with pytest.raises(ErroreCompilazione, match="Capitolo 1"):
        compile_data(piano, ON)


def test_a_piano_without_chapters_says_what_to_do(piano: Piano) -> None:
    piano.capitoli.all().delete()
    with pytest.raises(ErroreCompilazione, match="carica_piano_2014"):
        compile_data(piano, ON)


def test_tables_and_figures_are_numbered_and_told_of_each_other(piano: Piano) -> None:
    TabellaContesto.objects.create(
        slug="nati",
        capitolo=piano.capitoli.get(),
        ordine=1,
        titolo="Nati",
        titolo_citato="Nuovi nati",
        intestazione="Anno",
        colonne=[{"titolo": "Nati", "unita": "nati", "decimali": 0}],
        righe=[{"etichetta": "2012", "valori": ["6053"]}],
        fonte="ISTAT",
        forma=FormaTabella.COLONNE,
    )
    write(piano, "[[blocco:norme]]\n\n[[blocco:contesto:nati]]\n\n[[blocco:contesto:nati]]")
    dati = compile_data(piano, ON)
    assert [(t["numero"], t["titolo"]) for t in dati["tabelle"]][:3] == [
        (1, "Norme di riferimento"),
        (2, "Nati"),
        (3, "Nati"),
    ]
    assert [f["ancora"] for f in dati["figure"]] == ["figura-1", "figura-2"]
    figures = [b for b in all_blocks(dati) if b["tipo"] == "grafico"]
    assert [f["chiave"] for f in figures] == ["grafico-nati", "grafico-nati-2"]
    assert [f["tabella"] for f in figures] == ["tabella 2", "tabella 2"]
    nati = next(b for b in all_blocks(dati) if b.get("chiave") == "nati")
    assert nati["nota"] == "Nel documento la tabella è intitolata «Nuovi nati»."
    assert nati["fonte"] == "ISTAT"


def test_sections_are_numbered_where_they_have_a_title(piano: Piano) -> None:
    for title in ("", "Prima", "", "Seconda"):
        write(piano, "Testo.", title)
    capitolo = compile_data(piano, ON)["capitoli"][0]
    assert [(s["numero"], s["ancora"]) for s in capitolo["sezioni"]] == [
        ("", ""),
        ("1.1", "sezione-1-1"),
        ("", ""),
        ("1.2", "sezione-1-2"),
    ]
    contents = compile_data(piano, ON)["indice"]
    assert contents[0] == {
        "titolo": "1. Uno",
        "ancora": "capitolo-uno",
        "voci": [
            {"titolo": "1.1 Prima", "ancora": "sezione-1-1"},
            {"titolo": "1.2 Seconda", "ancora": "sezione-1-2"},
        ],
    }


def test_headings_never_skip_a_level(piano: Piano) -> None:
    make_progetto(ciclo=piano.ciclo, slug="p", contesto="Il contesto.")
    write(piano, "[[blocco:progetto:p]]", "")
    write(piano, "[[blocco:progetto:p]]", "Con titolo")
    sezioni = compile_data(piano, ON)["capitoli"][0]["sezioni"]
    levels = [[b["livello"] for b in s["blocchi"] if b["tipo"] == "titolo"] for s in sezioni]
    assert levels == [[2], [3]]


def test_the_identity_is_that_of_the_record(piano: Piano) -> None:
    write(piano, "Testo.")
    dati = compile_data(piano, ON)
    assert (dati["schema"], dati["dati_al"]) == (SCHEMA, "2014-06-27")
    assert dati["piano"] == {
        "titolo": "Piano Territoriale di Conciliazione",
        "denominazioni_citate": [],
        "stato": "In redazione",
        "ciclo": {"denominazione": "Biennio di prova", "dal": "2014-01-01", "al": "2015-12-31"},
        "capofila": {
            "denominazione": "Ente capofila",
            "sigla": "Ente",
            "indirizzo": "",
            "rete": "Rete di prova",
            "ente_sovraordinato": "",
            "firmatario": "Direttore Generale",
        },
        "approvato_il": None,
        "atto": "",
        "oggetto_atto": "",
        "parere": None,
    }


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (StatoPiano.IN_REDAZIONE, date(2014, 5, 1), date(2014, 5, 1)),
        (StatoPiano.IN_REDAZIONE, date(2013, 5, 1), date(2014, 1, 1)),
        (StatoPiano.CON_PARERE, date(2026, 5, 1), date(2015, 12, 31)),
        (StatoPiano.APPROVATO, date(2015, 5, 1), ON),
        (StatoPiano.IN_MODIFICA, date(2015, 5, 1), date(2015, 5, 1)),
    ],
)
def test_the_day_of_the_data(db: None, state: str, today: date, expected: date) -> None:
    ciclo = make_ciclo(dal=date(2014, 1, 1), al=date(2015, 12, 31))
    piano = make_piano(
        ciclo=ciclo,
        stato=state,
        proposto_il=ON,
        parere=make_parere(ciclo=ciclo),
        atto=make_atto(),
        approvato_il=ON,
    )
    assert day_of_data(piano, today) == expected


# --- The whole plan ---------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def test_every_block_of_the_contract_is_registered() -> None:
    assert set(block_names()) == {
        *("procedura", "trasmissioni", "consistenza-rete", "organi", "organi-esterni"),
        *("organi-progetto", "norme", "mappa-comuni", "comuni", "ambiti", "contesto"),
        *("dichiarazioni", "servizi", "servizi-sintesi", "esempi-servizi", "finalita"),
        *("obiettivi", "indicatori", "sostenibilita", "alleanze", "azioni-progettuali"),
        *("progetto", "risultati-sintesi", "premialita-usi", "obiettivi-formazione"),
        *("temi-formazione", "formazione", "autoformazione", "obiettivi-comunicazione"),
        *("pubblici", "testate", "azioni-comunicazione", "risorse", "quote-risorse"),
        *("grafico-risorse", "tempi"),
    }


def test_every_figure_without_argument_has_a_value_in_2014(plan_2014: None) -> None:
    piano = Piano.objects.get()
    written = "\n\n".join(f"[[{c.chiave}]]" for c in all_figures() if c.is_plain)
    sezione = piano.capitoli.first().sezioni.first()
    sezione.testo = written
    sezione.save(update_fields=["testo"])
    html = compile_data(piano, ON)["capitoli"][0]["sezioni"][0]["blocchi"][0]["html"]
    assert IGNOTO not in html
    assert "<p>32</p>" in html
    assert "<p>Deliberazione n. 242 del 27 giugno 2014</p>".lower() in html.lower()


def test_the_plan_of_2014_compiles_with_all_its_parts(plan_2014: None) -> None:
    dati = compile_data(Piano.objects.get(), ON)
    assert [c["numero"] for c in dati["capitoli"]] == list(range(1, 12))
    assert [a["titolo"] for a in dati["allegati"]] == [
        "Soggetti nominati nel Piano",
        "Comuni per ambito",
        "Cifre dichiarate dalla fonte",
        "Allegati richiamati",
        "Atti",
    ]
    kinds = [b["forma"] for b in all_blocks(dati) if b["tipo"] == "grafico"]
    assert {"mappa", "barre_impilate", "tempi", "colonne", "linea", "barre"} == set(kinds)
    texts = [s.testo for s in Sezione.objects.all()]
    figures = [
        r
        for t in texts
        for p in split_blocks(t)
        if isinstance(p, Brano)
        for r in list_figures(p.testo)
    ]
    assert len(figures) > 100
    assert not [b for b in all_blocks(dati) if "[[" in b.get("html", "")]


def test_the_totals_of_the_budget_are_those_of_the_source(plan_2014: None) -> None:
    dati = compile_data(Piano.objects.get(), ON)
    budget = next(b for b in all_blocks(dati) if b.get("chiave") == "risorse")
    assert [c["testo"] for c in budget["totale"]] == [
        "Totale",
        "271.770,00",
        "164.002,69",
        "24.063,50",
        "459.836,19",
    ]
    shares = next(b for b in all_blocks(dati) if b.get("chiave") == "quote-risorse")
    first = [c["testo"] for c in shares["righe"][0]["celle"]]
    percent = "\N{NO-BREAK SPACE}%"
    assert first[1::2] == [f"43{percent}", f"48{percent}", f"9{percent}"]


def test_the_same_rows_give_the_same_data_and_json_keeps_them(plan_2014: None) -> None:
    piano = Piano.objects.get()
    first, second = compile_data(piano, ON), compile_data(piano, ON)
    assert first == second
    assert json.loads(json.dumps(first)) == first


def test_the_progress_goes_chapter_by_chapter(piano: Piano) -> None:
    write(piano, "Testo.")
    heard: list[tuple[int, int]] = []
    compile_data(piano, ON, lambda done, all_: heard.append((done, all_)))
    assert heard == [(1, 2), (2, 2)]


EVERY_BLOCK = "\n\n".join(
    f"[[blocco:{nome}]]"
    for nome in block_names()
    if nome not in {"contesto", "dichiarazioni", "progetto", "servizi"}
)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(piano: Piano, rows: int) -> None:
    write(piano, EVERY_BLOCK)
    for _ in range(rows):
        make_comune(ambito=make_ambito(distretto=make_soggetto()))
        make_progetto(ciclo=piano.ciclo)
    with CaptureQueriesContext(connection) as queries:
        compile_data(piano, ON)
    assert len(queries) == 58
