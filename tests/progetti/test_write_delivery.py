"""The lines of a delivery: written in place, from a sheet, by two people at once."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from conciliazione.enums import TipoDocumento
from progetti.enums import StatoConsegna, StatoRilevazione
from progetti.models import NotaConsegna, Prova, Rilevazione
from progetti.righe_consegna import key_of
from rete.models import Utente
from tests.factories.file import make_pdf
from tests.factories.monitoraggio import make_indicator_of, make_rilevazione
from tests.progetti.monitorare import Scena, end, expire, set_the_scene

Cast = dict[str, Utente]


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


@pytest.fixture
def scrive(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast["capofila"])
    return client


def page(scena: Scena, dove: str = "") -> str:
    return f"{scena.consegna.get_absolute_url()}{dove}"


def typed(scrive: Client, scena: Scena, **valori: str) -> dict[str, str]:
    """What the page sends: its fields as they are now, and what was typed over them."""
    form = scrive.get(page(scena)).context["form"]
    dati = {}
    for riga in form.righe:
        adesso = form.typed(riga)
        dati |= adesso | {f"initial-{nome}": valore for nome, valore in adesso.items()}
    return dati | {nome.replace("__", "-"): valore for nome, valore in valori.items()}


def field(nome: str, indicatore: object) -> str:
    return f"{nome}-{key_of(indicatore)}"


def test_a_value_and_a_note_are_saved_as_drafts(scrive: Client, scena: Scena) -> None:
    dati = typed(scrive, scena)
    dati[field("valore", scena.operatori)] = "1.234,5"
    dati[field("nota", scena.incontri)] = "Da marzo."
    assert scrive.post(page(scena), dati).status_code == 302
    riga = Rilevazione.objects.get()
    assert (riga.indicatore, riga.valore, riga.stato) == (
        scena.operatori,
        Decimal("1234.50"),
        StatoRilevazione.BOZZA,
    )
    assert NotaConsegna.objects.get().testo == "Da marzo."


def test_words_in_a_number_are_told_beside_it_and_the_rest_is_saved(
    scrive: Client, scena: Scena
) -> None:
    dati = typed(scrive, scena)
    dati[field("valore", scena.operatori)] = "undici"
    dati[field("valore", scena.incontri)] = "2"
    answer = scrive.post(page(scena), dati)
    assert answer.status_code == 200
    assert "Scrivere un numero, per esempio 1.234,56." in answer.content.decode()
    assert 'value="undici"' in answer.content.decode()
    assert Rilevazione.objects.get().indicatore == scena.incontri


@pytest.mark.parametrize("scritto", ["-1", "99999999999999", "1,234", "NaN"])
def test_numbers_that_are_none_are_refused(scrive: Client, scena: Scena, scritto: str) -> None:
    dati = typed(scrive, scena)
    dati[field("valore", scena.operatori)] = scritto
    answer = scrive.post(page(scena), dati)
    assert answer.status_code == 200
    assert not Rilevazione.objects.exists()


def test_an_emptied_draft_is_no_more(scrive: Client, scena: Scena) -> None:
    make_rilevazione(StatoRilevazione.BOZZA, consegna=scena.consegna, indicatore=scena.incontri)
    dati = typed(scrive, scena)
    dati[field("valore", scena.incontri)] = ""
    scrive.post(page(scena), dati)
    assert not Rilevazione.objects.exists()


def test_a_declared_value_is_not_emptied(scrive: Client, scena: Scena) -> None:
    make_rilevazione(consegna=scena.consegna, indicatore=scena.incontri)
    dati = typed(scrive, scena)
    dati[field("valore", scena.incontri)] = ""
    answer = scrive.post(page(scena), dati)
    assert "il valore è già dichiarato" in answer.content.decode()


def test_a_value_is_not_less_than_its_proofs(scrive: Client, scena: Scena) -> None:
    make_rilevazione(consegna=scena.consegna, indicatore=scena.operatori, valore=11, prove=("11",))
    dati = typed(scrive, scena)
    dati[field("valore", scena.operatori)] = "9"
    answer = scrive.post(page(scena), dati)
    assert "Le prove registrate contano già 11" in answer.content.decode()


def test_of_two_who_write_the_same_line_both_are_shown(scrive: Client, scena: Scena) -> None:
    primo, secondo = typed(scrive, scena), typed(scrive, scena)
    primo[field("valore", scena.operatori)] = "11"
    secondo[field("valore", scena.operatori)] = "12"
    scrive.post(page(scena), primo)
    answer = scrive.post(page(scena), secondo)
    letto = answer.content.decode()
    assert "ha salvato 11" in letto
    assert 'value="12"' in letto
    assert Rilevazione.objects.get().valore == 11
    # Read again, it is the person's choice.
    form = answer.context["form"]
    dati = form.data.dict()
    assert scrive.post(page(scena), dati).status_code == 302
    assert Rilevazione.objects.get().valore == 12


def test_what_i_did_not_touch_stays_as_another_wrote_it(scrive: Client, scena: Scena) -> None:
    mio = typed(scrive, scena)
    suo = typed(scrive, scena)
    suo[field("valore", scena.operatori)] = "11"
    scrive.post(page(scena), suo)
    mio[field("valore", scena.incontri)] = "1"
    assert scrive.post(page(scena), mio).status_code == 302
    valori = set(Rilevazione.objects.values_list("indicatore", "valore"))
    assert valori == {(scena.operatori.pk, 11), (scena.incontri.pk, 1)}


def test_what_was_sent_too_late_is_given_back(scrive: Client, scena: Scena) -> None:
    dati = typed(scrive, scena)
    dati[field("valore", scena.operatori)] = "11"
    expire(scena.consegna)
    answer = scrive.post(page(scena), dati)
    letto = answer.content.decode()
    assert "Il tempo per scrivere in questa finestra è finito" in letto
    assert 'value="11"' in letto
    assert not Rilevazione.objects.exists()


def test_returned_work_is_mended_after_the_term_until_the_closing(
    scrive: Client, scena: Scena
) -> None:
    riga = make_rilevazione(
        StatoRilevazione.RESTITUITA, consegna=scena.consegna, indicatore=scena.incontri
    )
    expire(scena.consegna)
    dati = typed(scrive, scena)
    dati[field("valore", scena.incontri)] = "2"
    assert scrive.post(page(scena), dati).status_code == 302
    scrive.post(f"/monitoraggio/rilevazioni/{riga.codice}/dichiara/")
    riga.refresh_from_db()
    assert (riga.valore, riga.stato) == (2, StatoRilevazione.DICHIARATA)


def test_saved_and_delivered_at_once(scrive: Client, scena: Scena) -> None:
    dati = typed(scrive, scena)
    dati[field("valore", scena.operatori)] = "11"
    scrive.post(page(scena), {**dati, "consegna": "1"})
    scena.consegna.refresh_from_db()
    assert scena.consegna.stato == StatoConsegna.CONSEGNATA
    assert Rilevazione.objects.get().stato == StatoRilevazione.DICHIARATA


def test_what_is_wrong_is_not_delivered(scrive: Client, scena: Scena) -> None:
    dati = typed(scrive, scena)
    dati[field("valore", scena.operatori)] = "undici"
    scrive.post(page(scena), {**dati, "consegna": "1"})
    scena.consegna.refresh_from_db()
    assert scena.consegna.stato == StatoConsegna.ATTESA


def test_the_page_that_saves_by_itself_renews_only_what_it_wrote(
    scrive: Client, scena: Scena
) -> None:
    dati = typed(scrive, scena)
    dati[field("valore", scena.operatori)] = "11"
    answer = scrive.post(page(scena), dati, headers={"HX-Request": "true"})
    letto = answer.content.decode()
    assert "Salvato alle" in letto
    assert f'name="initial-{field("valore", scena.operatori)}"' in letto
    assert field("valore", scena.incontri) not in letto


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_queries_are_as_many_with_many_lines(
    quanti: int, scrive: Client, scena: Scena, django_assert_num_queries: object
) -> None:
    for _ in range(quanti):
        indicatore = make_indicator_of(scena.consegna)
        indicatore.prove.add(scena.tipo)
        make_rilevazione(consegna=scena.consegna, indicatore=indicatore, prove=("1",))
    with django_assert_num_queries(22):
        scrive.get(page(scena))


# --- A file beside a line -------------------------------------------------------------------------


def file(nome: str = "foglio firmato.pdf", parole: str = "prova") -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, make_pdf(parole), "application/pdf")


def beside(scena: Scena, indicatore: object) -> str:
    return page(scena, "{}/{}/{}/prova/".format(*key_of(indicatore).split("-")))


def test_a_file_beside_a_line_is_a_proof_that_counts(scrive: Client, scena: Scena) -> None:
    scrive.post(beside(scena, scena.incontri), {"file": file()})
    prova = Prova.objects.get()
    assert prova.titolo == "Incontri: foglio firmato"
    assert prova.quote.get().quantita == 1
    assert Rilevazione.objects.get().valore == 1


def test_of_a_quantity_it_counts_what_had_no_proof(scrive: Client, scena: Scena) -> None:
    make_rilevazione(consegna=scena.consegna, indicatore=scena.operatori, valore=11, prove=("4",))
    scrive.post(beside(scena, scena.operatori), {"file": file()})
    assert Prova.objects.latest("pk").quote.get().quantita == 7


def test_without_a_value_it_waits_to_know_how_much(scrive: Client, scena: Scena) -> None:
    answer = scrive.post(beside(scena, scena.operatori), {"file": file()})
    prova = Prova.objects.get()
    assert answer["Location"] == prova.get_absolute_url()
    assert not prova.quote.exists()


def test_the_same_file_twice_is_one_proof(scrive: Client, scena: Scena) -> None:
    for _ in range(2):
        answer = scrive.post(beside(scena, scena.incontri), {"file": file()}, follow=True)
    assert "è già nella prova" in answer.content.decode()
    assert Prova.objects.count() == 1


def test_the_file_of_another_project_is_recognised_before_saving(
    scrive: Client, scena: Scena, cast: Cast
) -> None:
    altra = set_the_scene()
    scrive.post(beside(altra, altra.incontri), {"file": file()})
    answer = scrive.post(beside(scena, scena.incontri), {"file": file()}, follow=True)
    letto = answer.content.decode()
    assert "già la prova di un altro progetto" in letto
    assert altra.progetto.titolo not in letto
    assert Prova.objects.filter(progetto=scena.progetto).count() == 0


def test_a_proof_recorded_by_a_form_is_made_once(scrive: Client, scena: Scena) -> None:
    pagina = f"/monitoraggio/progetti/{scena.progetto.slug}/prove/aggiungi/"
    form = scrive.get(pagina).context["form"]
    dati = {
        "gettone": form["gettone"].value(),
        "tipo": scena.tipo.slug,
        "titolo": "Incontro",
        "data": scena.consegna.finestra.dal.isoformat(),
        "riservatezza": "interno",
        "link": "https://rete.example/incontro",
    }
    prima, dopo = scrive.post(pagina, dati), scrive.post(pagina, dati)
    assert prima["Location"] == dopo["Location"] == Prova.objects.get().get_absolute_url()
    scelti = {field("quota", scena.incontri): "on", field("quota", scena.operatori): "11"}
    scrive.post(f"{prima['Location']}registra/", scelti)
    assert set(Rilevazione.objects.values_list("valore", flat=True)) == {1, 11}


# --- The sheet ------------------------------------------------------------------------------------


def downloaded(scrive: Client, scena: Scena) -> object:
    answer = scrive.get(page(scena, "foglio.xlsx"))
    return load_workbook(BytesIO(answer.content))


def filled(libro: object, **celle: object) -> SimpleUploadedFile:
    """The workbook with some cells written: `H2`."""
    foglio = libro.active
    for cella, valore in celle.items():
        foglio[cella] = valore
    memoria = BytesIO()
    libro.save(memoria)
    return SimpleUploadedFile("consegna.xlsx", memoria.getvalue(), TipoDocumento.XLSX.value)


def test_the_sheet_has_a_row_for_each_indicator(scrive: Client, scena: Scena) -> None:
    righe = list(downloaded(scrive, scena).active.values)
    assert [riga[2] for riga in righe] == ["Indicatore", "Incontri", "Operatori formati"]


def test_a_filled_sheet_is_shown_then_saved(scrive: Client, scena: Scena) -> None:
    inviato = filled(downloaded(scrive, scena), H3=11, I2="Da marzo.")
    answer = scrive.post(page(scena, "importa/"), {"file": inviato})
    assert [(c.campo, c.dopo) for c in answer.context["letto"].cambi] == [
        ("nota", "Da marzo."),
        ("valore", "11"),
    ]
    assert not Rilevazione.objects.exists()
    scrive.post(page(scena), dict(answer.context["conferma"]))
    assert Rilevazione.objects.get().valore == 11
    assert NotaConsegna.objects.get().testo == "Da marzo."


@pytest.mark.parametrize(
    ("celle", "detto"),
    [
        ({"H3": "undici"}, "riga 3, colonna Nel periodo: «undici» non è un numero"),
        ({"H2": -1}, "riga 2, colonna Nel periodo: «-1» è negativo"),
        ({"H2": 1.234}, "riga 2, colonna Nel periodo: «1,234» ha più di due decimali"),
        ({"A2": "O9-R9-I9"}, "riga 2, colonna Riga: «O9-R9-I9» non è fra le righe"),
        ({"H1": "Altro"}, "riga 1, colonna Nel periodo: manca la colonna"),
        ({"I2": "x" * 2001}, "riga 2, colonna Nota: 1 caratteri di troppo"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(
    scrive: Client, scena: Scena, celle: dict[str, object], detto: str
) -> None:
    inviato = filled(downloaded(scrive, scena), **celle)
    letto = scrive.post(page(scena, "importa/"), {"file": inviato}).context["letto"]
    assert detto in str(letto.errori[0])
    assert not Rilevazione.objects.exists()


def test_what_was_saved_after_the_download_is_told(scrive: Client, scena: Scena) -> None:
    libro = downloaded(scrive, scena)
    make_rilevazione(consegna=scena.consegna, indicatore=scena.operatori, valore=5)
    inviato = filled(libro, H3=11)
    (cambio,) = scrive.post(page(scena, "importa/"), {"file": inviato}).context["letto"].cambi
    assert (cambio.prima, cambio.dopo, cambio.nel_frattempo) == ("5", "11", True)


def test_in_a_closed_window_a_value_is_corrected_in_the_next(
    scrive: Client, scena: Scena, cast: Cast
) -> None:
    riga = make_rilevazione(
        StatoRilevazione.VERIFICATA,
        ("11",),
        consegna=scena.consegna,
        indicatore=scena.operatori,
        valore=11,
    )
    pagina = f"/monitoraggio/rilevazioni/{riga.codice}/correggi/"
    scrive.post(pagina, {"valore": "9", "motivo": "Due firme doppie."})
    corretta = Rilevazione.objects.get(corregge=riga)
    assert (corretta.valore, corretta.nota, corretta.stato) == (
        -2,
        "Due firme doppie.",
        StatoRilevazione.DICHIARATA,
    )
    end(scena.consegna)
    answer = scrive.post(pagina, {"valore": "8", "motivo": "Ancora."})
    assert answer.status_code == 200
