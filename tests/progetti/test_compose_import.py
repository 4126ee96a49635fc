"""The results come from a table, pasted or in an XLSX: errors cell by cell, then a preview, then a
confirmation."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alleanze.models import Alleanza
from progetti.contenuto import IndicatoreProposto, ObiettivoProposto, RisultatoProposto, parse
from progetti.importa_risultati import COLONNE, join_text, read_table, split_text
from progetti.models import Proposta, TipoProva
from rete.models import Utente
from tests.progetti.comporre import STRANO, make_draft, said

PROVE = {"registro": "Registro delle presenze", "foto": "Fotografie"}
TITOLI = [colonna.titolo for colonna in COLONNE]
RIGA = [
    *("1", STRANO, "Posti attivati", "posti", "0", "1.234,56", "sì", "cala", "no"),
    "quantità",
    "foto; Registro delle presenze",
]
LETTO = RisultatoProposto(
    STRANO,
    (
        IndicatoreProposto(
            "Posti attivati",
            "posti",
            Decimal(0),
            Decimal("1234.56"),
            almeno=True,
            direzione="diminuisce",
            cumulativo=False,
            conta="quantita",
            prove=("foto", "registro"),
        ),
    ),
)


def row(**celle: str) -> list[str]:
    """A row of the table with some cells changed."""
    return [celle.get(colonna.nome, cella) for colonna, cella in zip(COLONNE, RIGA, strict=True)]


# --- Reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("segno", ["\t", ";", ","])
def test_a_table_is_read_however_it_is_separated(segno: str) -> None:
    celle = [TITOLI, RIGA]
    testo = "\n".join(
        segno.join('"{}"'.format(c.replace('"', '""')) for c in riga) for riga in celle
    )
    assert read_table(split_text(testo), 2, PROVE).risultati == {1: (LETTO,)}


def test_rows_go_on_with_the_result_above() -> None:
    altra = row(risultato="", denominazione="Ore aperte", prove="")
    terza = row(obiettivo="2", risultato="Altro", denominazione="")
    letti = read_table([TITOLI, RIGA, altra, [], terza], 2, PROVE).risultati
    assert [i.denominazione for i in letti[1][0].indicatori] == ["Posti attivati", "Ore aperte"]
    assert letti[2] == (RisultatoProposto("Altro"),)


def test_columns_may_be_few_and_in_any_order() -> None:
    celle = [["indicatore", "OBIETTIVO", "Risultato  atteso"], ["Posti", "1", "Di più"]]
    assert read_table(celle, 1, PROVE).risultati == {
        1: (RisultatoProposto("Di più", (IndicatoreProposto("Posti"),)),)
    }


@pytest.mark.parametrize(
    ("celle", "detto"),
    [
        ({"target": "molti"}, "riga 3, colonna Valore atteso: «molti» non è un numero"),
        ({"base": "1,2,3"}, "riga 3, colonna Valore di partenza: «1,2,3» non è un numero"),
        ({"target": "1,234"}, "riga 3, colonna Valore atteso: «1,234» ha più di due decimali"),
        ({"target": "NaN"}, "riga 3, colonna Valore atteso: «NaN» non è un numero"),
        ({"target": "9" * 400}, "è un numero troppo grande"),
        ({"obiettivo": ""}, "riga 3, colonna Obiettivo: scrivere il numero dell’obiettivo"),
        ({"obiettivo": "primo"}, "riga 3, colonna Obiettivo: «primo» non è il numero"),
        ({"obiettivo": "3"}, "riga 3, colonna Obiettivo: l’obiettivo 3 non c’è: sono 2"),
        ({"obiettivo": "0"}, "riga 3, colonna Obiettivo: l’obiettivo 0 non c’è"),
        ({"obiettivo": "²"}, "«²» non è il numero di un obiettivo"),
        ({"almeno": "forse"}, "riga 3, colonna Almeno: «forse» non è sì o no"),
        ({"cumulativo": "mai"}, "riga 3, colonna Si somma nel tempo: «mai» non è sì o no"),
        ({"direzione": "gira"}, "riga 3, colonna Direzione: «gira» non è aumenta o diminuisce"),
        ({"conta": "tante"}, "riga 3, colonna Ogni prova conta: «tante» non è una o quantità"),
        ({"prove": "foto; voci"}, "riga 3, colonna Prove: «voci» non è fra i tipi di prova"),
        ({"unita": "x" * 61}, "riga 3, colonna Unità di misura: 1 caratteri di troppo"),
        ({"denominazione": "a\x07b"}, "riga 3, colonna Indicatore: contiene caratteri"),
        ({"obiettivo": "2", "risultato": ""}, "riga 3, colonna Risultato atteso: manca"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(celle: dict[str, str], detto: str) -> None:
    (errore,) = read_table([TITOLI, RIGA, row(**celle)], 2, PROVE).errori
    assert detto in str(errore)


def test_all_the_wrong_cells_are_told_at_once() -> None:
    errata = row(target="molti", base="pochi", almeno="forse")
    righe = [(e.riga, e.colonna) for e in read_table([TITOLI, errata, errata], 2, PROVE).errori]
    colonne = ["Valore di partenza", "Valore atteso", "Almeno"]
    assert righe == [(n, colonna) for n in (2, 3) for colonna in colonne]


@pytest.mark.parametrize(
    ("celle", "detto"),
    [
        ([], "riga 1: la tabella è vuota."),
        ([TITOLI], "riga 1: sotto le intestazioni non c’è nessuna riga."),
        ([TITOLI[1:], RIGA[1:]], "riga 1, colonna Obiettivo: manca."),
        ([[*TITOLI, "Obiettivo"], RIGA], "riga 1, colonna Obiettivo: c’è due volte."),
        ([[*TITOLI, "Altro"], RIGA], "riga 1, colonna Altro: le colonne sono: Obiettivo,"),
        ([TITOLI, *[RIGA] * 501], "riga 1: al massimo 500 righe: qui sono 501."),
    ],
)
def test_a_table_that_is_not_one_is_told(celle: list[list[str]], detto: str) -> None:
    tabella = read_table(celle, 2, PROVE)
    assert str(tabella.errori[0]).startswith(detto)
    assert tabella.risultati == {}


@given(st.text())
def test_any_text_is_read_or_told(testo: str) -> None:
    tabella = read_table(split_text(testo), 2, PROVE)
    assert bool(tabella.errori) != bool(tabella.risultati)


celle = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]))


@given(st.lists(st.lists(celle, min_size=2, max_size=3), min_size=1, max_size=3))
def test_cells_written_as_text_are_read_back(righe: list[list[str]]) -> None:
    prima = ["a", "b", *righe[0]]
    assert split_text(join_text([prima, *righe])) == [prima, *righe]


# --- The pages ------------------------------------------------------------------------------------


@pytest.fixture
def proposta(client: Client, capofila: Utente, alleanza: Alleanza) -> Proposta:
    for slug, nome in PROVE.items():
        TipoProva.objects.create(slug=slug, denominazione=nome)
    client.force_login(capofila)
    vecchio = RisultatoProposto("Quello di prima")
    albero = (
        ObiettivoProposto("Primo", risultati=(vecchio,)),
        ObiettivoProposto("Secondo", risultati=(vecchio,)),
    )
    return make_draft(capofila, alleanza, albero=albero)


def page(proposta: Proposta, altro: str = "") -> str:
    return f"/proposte/{proposta.codice}/risultati/importa/{altro}"


def results(proposta: Proposta) -> list[tuple[RisultatoProposto, ...]]:
    proposta.refresh_from_db()
    return [obiettivo.risultati for obiettivo in parse(proposta.contenuto).obiettivi]


def sheet(*righe: list[object]) -> SimpleUploadedFile:
    cartella = openpyxl.Workbook()
    for riga in righe:
        cartella.active.append(riga)
    memoria = io.BytesIO()
    cartella.save(memoria)
    return SimpleUploadedFile("risultati.xlsx", memoria.getvalue())


def confirm(client: Client, proposta: Proposta, answer: object, **altro: object) -> object:
    testo = answer.context["form"]["tabella"].value()
    dati = {"tabella": testo, "versione": answer.context["proposta"].versione, **altro}
    return client.post(page(proposta, "conferma/"), dati)


def test_a_pasted_table_is_shown_then_confirmed(client: Client, proposta: Proposta) -> None:
    prima = results(proposta)
    answer = client.post(page(proposta), {"tabella": join_text([TITOLI, RIGA])})
    letto = said(answer.content.decode())
    assert "Se ne vanno a. Quello di prima" in letto
    assert STRANO in letto
    assert [c.numero for c in answer.context["cambi"]] == [1]
    assert results(proposta) == prima
    assert confirm(client, proposta, answer).status_code == 302
    assert results(proposta) == [(LETTO,), prima[1]]


def test_a_sheet_has_real_numbers(client: Client, proposta: Proposta) -> None:
    riga = [1, STRANO, "Posti attivati", "posti", 0, 1234.56, True, "cala", False, *RIGA[-2:]]
    answer = client.post(page(proposta), {"file": sheet(TITOLI, riga)})
    assert answer.context["tabella"].errori == []
    confirm(client, proposta, answer)
    assert results(proposta)[0] == (LETTO,)


def test_words_in_the_numbers_of_a_sheet_are_told_and_given_back(
    client: Client, proposta: Proposta
) -> None:
    prima = results(proposta)
    riga = [1, STRANO, "Posti", "posti", "pochi", "molti"]
    answer = client.post(page(proposta), {"file": sheet(TITOLI, riga)})
    letto = said(answer.content.decode())
    assert "Riga 2, colonna Valore di partenza: «pochi» non è un numero." in letto
    assert "Riga 2, colonna Valore atteso: «molti» non è un numero." in letto
    assert "molti" in answer.context["form"]["tabella"].value()
    assert confirm(client, proposta, answer).status_code == 200
    assert results(proposta) == prima


@pytest.mark.parametrize(
    ("nome", "contenuto"),
    [("r.xlsx", b""), ("r.xlsx", b"non un foglio"), ("r.pdf", b"%PDF-1.7"), ("r.csv", b"a,b")],
)
def test_what_is_no_sheet_is_refused(
    client: Client, proposta: Proposta, nome: str, contenuto: bytes
) -> None:
    answer = client.post(page(proposta), {"file": SimpleUploadedFile(nome, contenuto)})
    assert (answer.status_code, set(answer.context["foglio"].errors)) == (200, {"file"})


@pytest.mark.parametrize("dati", [{}, {"tabella": ""}, {"tabella": "a\x00b"}])
def test_nothing_pasted_is_told(client: Client, proposta: Proposta, dati: dict[str, str]) -> None:
    answer = client.post(page(proposta), dati)
    detti = answer.context["form"].errors or answer.context["foglio"].errors
    assert (answer.status_code, bool(detti)) == (200, True)


@pytest.mark.parametrize("versione", ["", "0", "x"])
def test_what_changed_meanwhile_is_shown_again(
    client: Client, proposta: Proposta, versione: str
) -> None:
    prima = results(proposta)
    answer = client.post(page(proposta), {"tabella": join_text([TITOLI, RIGA])})
    answer = confirm(client, proposta, answer, versione=versione)
    assert "controllare di nuovo" in answer.content.decode()
    assert len(answer.context["cambi"]) == 1
    assert results(proposta) == prima


def test_the_model_to_fill_is_read_back(client: Client, proposta: Proposta) -> None:
    answer = client.get(f"/proposte/{proposta.codice}/risultati/modello.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="risultati-attesi.xlsx"'
    file = SimpleUploadedFile("modello.xlsx", answer.content)
    letta = client.post(page(proposta), {"file": file}).context["tabella"]
    assert (letta.errori, [r.testo for r in letta.risultati[1]]) == ([], ["Posti nido in più"])
