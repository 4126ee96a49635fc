"""The draft is filled a step at a time: what is right is saved, what is not stays in the page with
its error, and two people on the same draft lose nobody's text."""

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries

from rete import bozze
from rete.contenuto_domanda import declared
from rete.enums import NaturaSoggetto
from rete.models import AreaInteresse, Ciclo, DomandaAdesione
from rete.passi import IMPEGNO, ORGANIZZAZIONE, PERSONE
from tests.factories import make_area, make_comune, make_impegno
from tests.rete.aderire import CODICE_FISCALE, enter, make_empty, make_ready, said, typed

GIUSTI = {
    "denominazione": "Cooperativa Il Girasole",
    "natura": NaturaSoggetto.COOPERATIVA.value,
    "codice_fiscale": "07654320154",
    "indirizzo": "via dei Campi 3",
}


@pytest.fixture(autouse=True)
def _network(ciclo: Ciclo) -> None:
    """A lead body."""


@pytest.fixture
def domanda(ciclo: Ciclo) -> DomandaAdesione:
    return make_empty()


@pytest.fixture
def mia(client: Client, domanda: DomandaAdesione) -> str:
    return enter(client, domanda)


def save(client: Client, address: str, **valori: object) -> object:
    return client.post(address, typed(client, address, azione="continua", **valori))


# --- Saving -------------------------------------------------------------------------------------


def test_a_step_is_saved_and_leads_to_the_next(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    answer = save(client, f"{mia}organizzazione/", **GIUSTI)
    assert answer["Location"] == f"{mia}persone/"
    domanda.refresh_from_db()
    assert {nome: getattr(domanda, nome) for nome in GIUSTI} == GIUSTI
    assert domanda.ricerca.startswith(f"{domanda.codice} cooperativa il girasole")


def test_saving_and_leaving_comes_back_to_the_request(client: Client, mia: str) -> None:
    dati = typed(client, f"{mia}persone/", rappresentante_nome="Maria", azione="esci")
    answer = client.post(f"{mia}persone/", dati, follow=True)
    assert answer.redirect_chain == [(mia, 302)]
    assert "La bozza è salvata" in answer.content.decode()


def test_nothing_is_mandatory_in_a_draft(client: Client, mia: str) -> None:
    for passo in ("organizzazione", "persone", "impegno"):
        assert save(client, f"{mia}{passo}/").status_code == 302


def test_saving_is_a_change_of_the_draft(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    prima = (domanda.modificata_il, domanda.versione)
    save(client, f"{mia}persone/", rappresentante_nome="Maria")
    domanda.refresh_from_db()
    assert (domanda.modificata_il > prima[0], domanda.versione) == (True, prima[1] + 1)


def test_what_is_right_is_saved_and_what_is_not_stays_in_the_page(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    answer = save(client, f"{mia}organizzazione/", **{**GIUSTI, "cap": "abc"})
    assert answer.status_code == 200
    assert "Il CAP ha cinque cifre." in said(answer.content.decode())
    assert 'value="abc"' in answer.content.decode()
    domanda.refresh_from_db()
    assert (domanda.denominazione, domanda.cap) == ("Cooperativa Il Girasole", "")
    # The page that came back is of the version that was saved: correcting it is no conflict.
    form = answer.context["form"]
    dati = {nome: form[nome].value() or "" for nome in form.fields} | {"cap": "20077"}
    assert client.post(f"{mia}organizzazione/", dati).status_code == 302
    domanda.refresh_from_db()
    assert domanda.cap == "20077"


@pytest.mark.parametrize(
    ("scritto", "salvato"),
    [
        ({"codice_fiscale": " 07654 320154 "}, {"codice_fiscale": "07654320154"}),
        ({"codice_fiscale": "zzzzzz00a01z999o"}, {"codice_fiscale": CODICE_FISCALE}),
        ({"partita_iva": "it 0765.4320.154"}, {"partita_iva": "07654320154"}),
        ({"ateco": "88.91"}, {"ateco": "88.91"}),
        ({"ateco": "62.01"}, {"ateco": "62.01"}),
        ({"sito": "www.girasole.example"}, {"sito": "https://www.girasole.example"}),
        ({"pec": "Girasole@PEC.example"}, {"pec": "girasole@pec.example"}),
    ],
)
def test_codes_and_addresses_are_put_right(
    client: Client,
    domanda: DomandaAdesione,
    mia: str,
    scritto: dict[str, str],
    salvato: dict[str, str],
) -> None:
    assert save(client, f"{mia}organizzazione/", **scritto).status_code == 302
    domanda.refresh_from_db()
    assert {nome: getattr(domanda, nome) for nome in salvato} == salvato


@pytest.mark.parametrize(
    ("passo", "wrong", "words"),
    [
        ("organizzazione", {"codice_fiscale": "07654320155"}, "Il codice fiscale non è corretto"),
        ("organizzazione", {"codice_fiscale": "DE 123456789"}, "il codice di un altro Paese"),
        ("organizzazione", {"partita_iva": "FR40303265045"}, "il codice di un altro Paese"),
        ("organizzazione", {"partita_iva": "123"}, "La partita IVA non è corretta"),
        ("organizzazione", {"partita_iva": "9" * 41}, "40 caratteri"),
        ("organizzazione", {"ateco": "99.99"}, "non è nella classificazione ATECO"),
        ("organizzazione", {"ateco": "asilo"}, "Il codice ATECO si scrive come"),
        ("organizzazione", {"natura": "banda"}, "Scegli un'opzione valida"),
        ("organizzazione", {"comune": "000000"}, "Scegli un'opzione valida"),
        ("organizzazione", {"cap": "1234"}, "Il CAP ha cinque cifre."),
        ("organizzazione", {"pec": "pec"}, "Inserisci un indirizzo email valido."),
        ("organizzazione", {"sito": "javascript:alert(1)"}, "Scrivere un indirizzo"),
        ("organizzazione", {"denominazione": "a\x00b"}, "I caratteri null non sono ammessi."),
        ("organizzazione", {"denominazione": "x" * 201}, "200 caratteri"),
        ("organizzazione", {"descrizione": "x" * 2001}, "qui sono 1 di troppo"),
        ("persone", {"rappresentante_codice_fiscale": "ZZZZZZ00A01Z999X"}, "non è corretto"),
        ("persone", {"referente_email": "chi"}, "Inserisci un indirizzo email valido."),
        ("persone", {"referente_telefono": "chiamare Ugo"}, "Scrivere solo cifre"),
        ("impegno", {"aree": ["assente"]}, "assente"),
        ("impegno", {"contributo": "x" * 3001}, "qui sono 1 di troppo"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(
    client: Client,
    domanda: DomandaAdesione,
    mia: str,
    passo: str,
    wrong: dict[str, object],
    words: str,
) -> None:
    answer = save(client, f"{mia}{passo}/", **wrong)
    (campo,) = wrong
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [campo]
    assert words in answer.content.decode().replace("&#x27;", "'")


def test_the_seat_is_in_a_comune_of_the_network_or_elsewhere(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    comune = make_comune()
    save(client, f"{mia}organizzazione/", comune=comune.codice_istat)
    domanda.refresh_from_db()
    assert domanda.comune == comune
    assert (
        f'value="{comune.codice_istat}" selected'
        in client.get(f"{mia}organizzazione/").content.decode()
    )
    save(client, f"{mia}organizzazione/", comune="", localita="Pavia")
    domanda.refresh_from_db()
    assert (domanda.comune, domanda.localita) == (None, "Pavia")


# --- The commitment -----------------------------------------------------------------------------


def test_areas_and_commitment_are_kept_with_the_version_read(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    area, altra = make_area(), make_area()
    save(client, f"{mia}impegno/", aree=[area.slug, altra.slug], accetto="on")
    domanda.refresh_from_db()
    assert set(domanda.aree.all()) == {area, altra}
    assert domanda.impegno == bozze.current_commitment()
    assert domanda.impegno_accettato_il is not None
    # Taken away again.
    dati = typed(client, f"{mia}impegno/", aree=[area.slug])
    client.post(f"{mia}impegno/", {k: v for k, v in dati.items() if k != "accetto"})
    domanda.refresh_from_db()
    assert list(domanda.aree.all()) == [area]
    assert (domanda.impegno, domanda.impegno_accettato_il) == (None, None)


def test_an_area_no_longer_offered_is_not_taken(client: Client, mia: str) -> None:
    area = make_area(attiva=False)
    assert save(client, f"{mia}impegno/", aree=[area.slug]).status_code == 200
    assert AreaInteresse.objects.filter(domande__isnull=False).count() == 0


def test_a_commitment_changed_while_one_read_it_is_not_accepted(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    dati = typed(client, f"{mia}impegno/", accetto="on")
    make_impegno(versione=30_000, testo="Un altro testo.")
    answer = client.post(f"{mia}impegno/", dati)
    assert "il testo dell’impegno è cambiato" in said(answer.content.decode())
    domanda.refresh_from_db()
    assert domanda.impegno is None


def test_a_commitment_that_changed_after_is_to_accept_again(ciclo: Ciclo) -> None:
    domanda = make_ready()
    assert bozze.missing(domanda) == []
    make_impegno(versione=30_000, testo="Un altro testo.")
    assert [m.passo for m in bozze.missing(domanda)] == [IMPEGNO]


# --- What is missing ----------------------------------------------------------------------------


def test_an_empty_draft_lacks_everything_in_the_order_of_the_form(
    domanda: DomandaAdesione,
) -> None:
    assert [m.campo for m in bozze.missing(domanda)] == [
        *("denominazione", "natura", "codice_fiscale", "indirizzo", "comune"),
        *("rappresentante_nome", "rappresentante_carica", "rappresentante_codice_fiscale"),
        *("referente_nome", "referente_email", "aree", "accetto", "modalita_firma"),
    ]


def test_the_steps_say_which_are_complete(client: Client, ciclo: Ciclo) -> None:
    domanda = make_ready(rappresentante_nome="")
    passi = client.get(f"{enter(client, domanda)}invio/").context["passi"]
    assert {p["passo"].slug: p["stato"] for p in passi} == {
        "organizzazione": "completo",
        "persone": "da completare",
        "impegno": "completo",
        "allegati": "",
        "firma": "completo",
        "invio": "",
    }


@pytest.mark.parametrize("passo", ["organizzazione", "persone", "impegno", "firma", "invio"])
def test_each_missing_thing_leads_to_a_field_that_is_there(
    client: Client, domanda: DomandaAdesione, mia: str, passo: str
) -> None:
    make_area()
    page = client.get(f"{mia}{passo}/").content.decode()
    for mancanza in bozze.missing(domanda):
        if mancanza.passo.slug == passo:
            assert f'id="id_{mancanza.campo}' in page


# --- Two people on the same draft ---------------------------------------------------------------


def test_of_two_people_on_the_same_field_nobody_loses_the_text(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    altrove = Client()
    enter(altrove, domanda)
    there = f"{mia}organizzazione/"
    primo = typed(client, there, descrizione="Scritto dal primo")
    secondo = typed(altrove, there, descrizione="Scritto dal secondo")
    assert client.post(there, primo).status_code == 302
    answer = altrove.post(there, secondo)
    assert answer.status_code == 200
    testo = said(answer.content.decode())
    assert "Scritto dal primo" in testo
    assert "Scritto dal secondo" in testo
    domanda.refresh_from_db()
    assert domanda.descrizione == "Scritto dal primo"


def test_what_is_wrong_and_what_somebody_else_wrote_are_both_said(client: Client, mia: str) -> None:
    there = f"{mia}organizzazione/"
    mio = typed(client, there, denominazione="Mia", cap="abc")
    save(client, there, denominazione="Sua")
    answer = client.post(there, mio)
    testo = said(answer.content.decode())
    assert "Il CAP ha cinque cifre." in testo
    assert [(c.mio, c.salvato) for c in answer.context["form"].contrasti] == [("Mia", "Sua")]
    assert DomandaAdesione.objects.get().denominazione == "Sua"


def test_two_tabs_on_two_steps_do_not_disturb_each_other(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    in_mezzo = typed(client, f"{mia}organizzazione/", denominazione="Il Girasole")
    save(client, f"{mia}persone/", rappresentante_nome="Altra persona")
    assert client.post(f"{mia}organizzazione/", in_mezzo)["Location"] == f"{mia}persone/"
    domanda.refresh_from_db()
    assert (domanda.denominazione, domanda.rappresentante_nome) == ("Il Girasole", "Altra persona")


def test_a_comune_changed_by_both_is_shown_by_its_name(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    lodi, pavia = make_comune(denominazione="Alfa"), make_comune(denominazione="Beta")
    there = f"{mia}organizzazione/"
    mio = typed(client, there, comune=lodi.codice_istat)
    save(client, there, comune=pavia.codice_istat)
    answer = client.post(there, mio)
    contrasti = [(c.mio, c.salvato) for c in answer.context["form"].contrasti]
    assert contrasti == [("Alfa", "Beta")]


def test_a_version_tampered_with_saves_nothing(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    there = f"{mia}persone/"
    save(client, there, rappresentante_nome="Maria")
    for versione in ("", "x", "9" * 30, "-1"):
        dati = {"rappresentante_nome": "Altra", "versione": versione, "letti": "{"}
        assert client.post(there, dati).status_code == 200
    domanda.refresh_from_db()
    assert domanda.rappresentante_nome == "Maria"


def test_a_request_that_was_sent_is_no_longer_written(client: Client, ciclo: Ciclo) -> None:
    domanda = make_ready()
    mia = enter(client, domanda)
    dati = typed(client, f"{mia}organizzazione/", denominazione="Altra")
    client.post(f"{mia}invio/")
    assert client.post(f"{mia}organizzazione/", dati)["Location"] == mia
    domanda.refresh_from_db()
    assert (domanda.stato, domanda.denominazione != "Altra") == ("inviata", True)


# --- Saved while one writes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passo", "campo"), [("persone", "rappresentante_nome"), ("impegno", "contributo")]
)
def test_the_page_saves_by_itself_and_the_button_then_finds_no_conflict(
    client: Client, domanda: DomandaAdesione, mia: str, passo: str, campo: str
) -> None:
    there, htmx = f"{mia}{passo}/", {"HX-Request": "true"}
    dati = typed(client, there, **{campo: "Scritto a metà"})
    da_solo = client.post(there, dati, headers=htmx)
    assert "Bozza salvata alle" in da_solo.content.decode()
    assert "<html" not in da_solo.content.decode()
    domanda.refresh_from_db()
    assert getattr(domanda, campo) == "Scritto a metà"
    form = da_solo.context["form"]
    assert form["versione"].value() == domanda.versione
    # The button may be faster than the answer: then the page has the version of before.
    assert client.post(there, dati).status_code == 302
    nuovi = {nome: form[nome].value() for nome in ("versione", "letti")}
    assert client.post(there, {**dati, **nuovi, campo: "Scritto tutto"}).status_code == 302
    domanda.refresh_from_db()
    assert getattr(domanda, campo) == "Scritto tutto"


def test_saving_by_itself_says_what_is_not_saved(client: Client, mia: str) -> None:
    there = f"{mia}organizzazione/"
    dati = typed(client, there, cap="abc")
    answer = client.post(there, dati, headers={"HX-Request": "true"})
    assert "tranne ciò che va corretto" in answer.content.decode()


def test_saving_by_itself_stops_where_somebody_else_wrote(client: Client, mia: str) -> None:
    there = f"{mia}persone/"
    mio = typed(client, there, rappresentante_nome="Due")
    save(client, there, rappresentante_nome="Uno")
    answer = client.post(there, mio, headers={"HX-Request": "true"})
    assert "ha salvato un’altra persona" in answer.content.decode()
    assert "id_versione" not in answer.content.decode()
    assert DomandaAdesione.objects.get().rappresentante_nome == "Uno"


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("passo", "queries"),
    [("organizzazione", 7), ("persone", 6), ("impegno", 8), ("allegati", 7), ("invio", 7)],
)
def test_a_step_costs_the_same_however_much_is_in_it(
    client: Client, ciclo: Ciclo, passo: str, queries: int, rows: int
) -> None:
    domanda = make_ready()
    for _ in range(rows):
        domanda.aree.add(make_area())
        make_comune()
    mia = enter(client, domanda)
    client.get(f"{mia}{passo}/")
    with assertNumQueries(queries):
        client.get(f"{mia}{passo}/")


def test_what_is_signed_is_everything_that_is_typed(domanda: DomandaAdesione) -> None:
    campi = {*ORGANIZZAZIONE.campi, *PERSONE.campi, *IMPEGNO.campi}
    assert set(declared(domanda)) == campi | {"impegno", "testo_impegno", "codice"}
