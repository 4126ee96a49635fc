"""The staff read the texts, terms and lists of the procedure; the responsabile changes them."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertNumQueries

from conciliazione.models import Passaggio
from conciliazione.periodi import today
from rete.convocazioni import PAROLE, words_of
from rete.enums import StatoDomanda, UsoModello
from rete.impostazioni import GENERI
from rete.lettere import references_of
from rete.models import (
    AreaInteresse,
    Ciclo,
    Impegno,
    ModelloMessaggio,
    TermineProcedimento,
    Utente,
    VoceVerifica,
)
from tests.factories import (
    make_area,
    make_domanda,
    make_impegno,
    make_modello,
    make_seduta,
    make_termine,
    make_voce_verifica,
)

BASE = "/rete/impostazioni/"


@pytest.fixture
def capo(client: Client, responsabile: Utente) -> Client:
    client.force_login(responsabile)
    return client


def fields_of(client: Client, indirizzo: str) -> dict[str, object]:
    """What the form of a page would send if nothing were changed."""
    form = client.get(indirizzo).context["form"]
    valori = {nome: form[nome].value() for nome in form.fields}
    return {nome: valore for nome, valore in valori.items() if valore not in (None, False)}


def change(client: Client, indirizzo: str, **altro: object) -> HttpResponse:
    return client.post(indirizzo, {**fields_of(client, indirizzo), **altro})


# --- The page -------------------------------------------------------------------------------------


def test_everything_is_one_click_from_one_page(capo: Client) -> None:
    righe = {
        "messaggi/esito": make_modello(uso="esito"),
        "termini/adesione-2026-01-01": make_termine(dal=date(2026, 1, 1)),
        "controlli/7": make_voce_verifica(ordine=7),
        "aree/tempi": make_area(slug="tempi"),
        "impegno/1": make_impegno(versione=1),
    }
    testo = capo.get(BASE).text
    for chiave in righe:
        assert f'href="{BASE}{chiave}/"' in testo
        assert capo.get(f"{BASE}{chiave}/").status_code == 200
    for genere in GENERI:
        assert f'href="{BASE}{genere}/nuova/"' in testo
        assert capo.get(f"{BASE}{genere}/nuova/").status_code == 200
    assert f'href="{BASE}"' in capo.get("/rete/").text


@pytest.mark.parametrize("righe", [1, 3])
def test_the_page_costs_the_same_for_many_rows(capo: Client, righe: int) -> None:
    for numero in range(righe):
        make_voce_verifica(ordine=10 + numero)
        make_area(slug=f"area-{numero}", denominazione=f"Area {numero}")
    with assertNumQueries(13):
        capo.get(BASE)


@pytest.mark.parametrize("nome", ["asl", "direzione"])
def test_who_works_there_reads_and_does_not_change(
    nome: str, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(nome))
    make_voce_verifica(ordine=7, testo="Lo statuto è firmato")
    pagina = client.get(f"{BASE}controlli/7/")
    assert (pagina.status_code, "<form" in pagina.text.partition("<main")[2]) == (200, False)
    assert "Lo statuto è firmato" in pagina.text
    assert client.post(f"{BASE}controlli/7/", {"testo": "No"}).status_code == 403
    assert client.get(f"{BASE}controlli/nuova/").status_code == 403
    assert "Aggiungi" not in client.get(BASE).text.partition("<main")[2]


def test_for_others_nothing_is_there(client: Client, capofila: Utente) -> None:
    client.force_login(capofila)
    make_voce_verifica(ordine=7)
    for dove in ("", "controlli/7/", "controlli/nuova/"):
        assert client.get(f"{BASE}{dove}").status_code == 404


@pytest.mark.parametrize("dove", ["boh/1/", "controlli/99/", "boh/nuova/", "impegno/9/"])
def test_what_is_not_there_is_not_found(capo: Client, dove: str) -> None:
    assert capo.get(f"{BASE}{dove}").status_code == 404


# --- A row ----------------------------------------------------------------------------------------


def test_a_row_is_changed_and_its_history_says_by_whom_and_what(
    capo: Client, responsabile: Utente
) -> None:
    voce = make_voce_verifica(ordine=7, testo="Prima")
    risposta = change(capo, f"{BASE}controlli/7/", testo="Dopo", ordine="8")
    assert risposta["Location"] == f"{BASE}controlli/8/"
    voce.refresh_from_db()
    assert (voce.testo, voce.ordine, voce.versione) == ("Dopo", 8, 2)
    passaggio = Passaggio.objects.about(voce).get()
    assert (passaggio.autore, passaggio.da, passaggio.a) == (
        responsabile,
        "versione 1",
        "versione 2",
    )
    assert passaggio.dati["cambi"] == {"Testo": ["Prima", "Dopo"], "Ordine": ["7", "8"]}
    assert passaggio.in_veste_di
    pagina = capo.get(f"{BASE}controlli/8/").text
    assert str(responsabile) in pagina.partition('id="storia"')[2]


def test_of_two_who_change_a_row_the_second_reads_both_texts(capo: Client) -> None:
    make_voce_verifica(ordine=7, testo="Prima")
    letti = fields_of(capo, f"{BASE}controlli/7/")
    change(capo, f"{BASE}controlli/7/", testo="Di un altro")
    risposta = capo.post(f"{BASE}controlli/7/", {**letti, "testo": "Il mio"})
    assert (risposta.status_code, risposta.context["form"].superato) == (200, True)
    assert risposta.context["form"]["testo"].value() == "Il mio"
    assert "Di un altro" in risposta.text
    voce = VoceVerifica.objects.get()
    assert (voce.testo, voce.versione) == ("Di un altro", 2)
    assert Passaggio.objects.about(voce).count() == 1


def test_saved_as_it_was_nothing_is_written(capo: Client) -> None:
    voce = make_voce_verifica(ordine=7)
    assert change(capo, f"{BASE}controlli/7/").status_code == 302
    assert Passaggio.objects.about(voce).count() == 0


@pytest.mark.parametrize(
    ("dove", "dati", "campo"),
    [
        ("controlli/7/", {"testo": ""}, "testo"),
        ("controlli/7/", {"ordine": "8"}, "ordine"),
        ("controlli/7/", {"ordine": "-1"}, "ordine"),
        ("controlli/7/", {"ordine": "9" * 30}, "ordine"),
        ("aree/tempi/", {"denominazione": "a\x00b"}, "denominazione"),
        ("termini/adesione-2026-01-01/", {"giorni": "boh"}, "giorni"),
        ("termini/adesione-2026-01-01/", {"al": "ieri"}, "al"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(
    capo: Client, dove: str, dati: dict[str, str], campo: str
) -> None:
    make_voce_verifica(ordine=7)
    make_voce_verifica(ordine=8)
    make_area(slug="tempi")
    make_termine(dal=date(2026, 1, 1))
    risposta = change(capo, f"{BASE}{dove}", **dati)
    assert (risposta.status_code, campo in risposta.context["form"].errors) == (200, True)
    assert Passaggio.objects.count() == 0


# --- The texts of the mails -----------------------------------------------------------------------


def test_every_mail_says_what_its_text_may_call() -> None:
    assert [uso for uso in UsoModello if not references_of(uso)] == []


def test_what_a_convocation_may_call_is_what_is_written_there(ciclo: Ciclo) -> None:
    assert set(PAROLE) == set(words_of(make_seduta()))


def test_the_text_of_a_mail_is_read_with_its_references_in_words(capo: Client) -> None:
    make_modello(uso="preavviso", oggetto="Domanda [[codice]]", testo="I motivi: [[motivo]]")
    pagina = capo.get(f"{BASE}messaggi/preavviso/").text
    assert "Domanda ‹il codice della domanda›" in pagina
    assert "I motivi: ‹che cosa si chiede, o i motivi›" in pagina
    assert "<code>[[entro_il]]</code>" in pagina


def test_the_preview_saves_nothing(capo: Client) -> None:
    make_modello(uso="preavviso", oggetto="Prima", testo="Testo")
    risposta = change(capo, f"{BASE}messaggi/preavviso/", oggetto="Dopo [[codice]]", anteprima="1")
    assert "Dopo ‹il codice della domanda›" in risposta.text
    assert ModelloMessaggio.objects.get().oggetto == "Prima"


@pytest.mark.parametrize(
    ("uso", "campo", "testo"),
    [
        ("preavviso", "testo", "Gentile [[signora]]"),
        ("preavviso", "oggetto", "[[organo]]"),
        ("convocazione", "testo", "[[motivo]]"),
        ("esito", "testo", "[[luogo]]"),
        ("chiarimenti", "testo", "[[denominazione]]"),
    ],
)
def test_a_reference_that_the_portal_does_not_know_is_refused_in_words(
    capo: Client, uso: str, campo: str, testo: str
) -> None:
    make_modello(uso=uso, oggetto="Prima", testo="Prima")
    risposta = change(capo, f"{BASE}messaggi/{uso}/", **{campo: testo})
    (detto,) = risposta.context["form"].errors[campo]
    assert detto.startswith("Il portale non sa che cosa sia [[")
    assert risposta.context["form"][campo].value() == testo
    assert ModelloMessaggio.objects.get().versione == 1


def test_a_mail_without_a_text_gets_one_once(capo: Client) -> None:
    make_modello(uso="esito")
    pagina = f"{BASE}messaggi/nuova/"
    modulo = capo.get(pagina).context["form"]
    assert "esito" not in dict(modulo.fields["uso"].choices)
    dati = {"gettone": modulo["gettone"].value(), "uso": "convocazione"}
    dati |= {"oggetto": "[[organo]]", "testo": "Il [[giorno]] alle [[ora]]"}
    sbagliata = capo.post(pagina, {**dati, "testo": "[[motivo]]"})
    assert list(sbagliata.context["form"].errors) == ["testo"]
    for _ in range(2):
        assert capo.post(pagina, dati)["Location"] == f"{BASE}messaggi/convocazione/"
    assert ModelloMessaggio.objects.filter(uso="convocazione").count() == 1


# --- Terms, lists ---------------------------------------------------------------------------------


def test_terms_that_a_request_follows_only_end(capo: Client, ciclo: Ciclo) -> None:
    termine = make_termine(dal=date(2026, 1, 1), giorni=60)
    indirizzo = f"{BASE}termini/adesione-2026-01-01/"
    assert change(capo, indirizzo, giorni="90").status_code == 302
    termine.refresh_from_db()
    assert termine.giorni == 90
    domanda = make_domanda(StatoDomanda.INVIATA)
    type(domanda).objects.filter(pk=domanda.pk).update(termine=termine)
    assert "Una domanda segue già questi termini" in capo.get(indirizzo).text
    assert change(capo, indirizzo, giorni="5", al="2026-12-31").status_code == 302
    termine.refresh_from_db()
    assert (termine.giorni, termine.al) == (90, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("genere", "dati", "modello", "chiave"),
    [
        ("controlli", {"testo": "Lo statuto", "ordine": "40"}, VoceVerifica, "40"),
        ("aree", {"denominazione": "Città e tempi", "ordine": "3"}, AreaInteresse, "citta-e-tempi"),
        (
            "termini",
            {
                "procedimento": "adesione",
                "dal": "2031-01-01",
                "giorni": "60",
                "giorni_integrazione": "30",
                "giorni_osservazioni": "10",
                "silenzio": "Si può chiedere.",
                "fonte": "Regolamento",
            },
            TermineProcedimento,
            "adesione-2031-01-01",
        ),
    ],
)
def test_a_row_is_added_once_and_its_history_begins(
    capo: Client, genere: str, dati: dict[str, str], modello: type, chiave: str
) -> None:
    pagina = f"{BASE}{genere}/nuova/"
    gettone = capo.get(pagina).context["form"]["gettone"].value()
    for _ in range(2):
        risposta = capo.post(pagina, {**dati, "gettone": gettone})
        assert risposta["Location"] == f"{BASE}{genere}/{chiave}/"
    riga = modello.objects.get()
    assert [p.verbo for p in Passaggio.objects.about(riga)] == ["add_setting"]


def test_a_row_already_there_is_told(capo: Client) -> None:
    make_voce_verifica(ordine=7)
    make_area(slug="tempi", denominazione="Tempi!")
    for genere, dati in (
        ("controlli", {"testo": "Altro", "ordine": "7"}),
        ("aree", {"denominazione": "Tempi", "ordine": "1"}),
        ("aree", {"denominazione": "!!!", "ordine": "1"}),
    ):
        risposta = capo.post(f"{BASE}{genere}/nuova/", {**dati, "gettone": "gettone"})
        assert (risposta.status_code, bool(risposta.context["form"].errors)) == (200, True)


# --- The commitment -------------------------------------------------------------------------------


def test_a_version_of_the_commitment_never_changes(capo: Client) -> None:
    make_impegno(versione=1, testo="Il **testo**")
    pagina = capo.get(f"{BASE}impegno/1/")
    assert "<p>Il <strong>testo</strong></p>" in pagina.text
    assert pagina.context["form"] is None
    assert capo.post(f"{BASE}impegno/1/", {"testo": "Altro"}).status_code == 403
    assert Impegno.objects.get().testo == "Il **testo**"


def test_a_new_version_is_written_and_the_one_before_stays(capo: Client) -> None:
    make_impegno(versione=1, testo="Il primo", dal=date(2020, 1, 1))
    indirizzo = f"{BASE}impegno/nuova/"
    assert capo.get(indirizzo).context["form"]["testo"].value() == "Il primo"
    anteprima = change(capo, indirizzo, testo="Con **forza**", anteprima="1")
    assert "<strong>forza</strong>" in anteprima.text
    domani = today() + timedelta(days=1)
    assert change(capo, indirizzo, testo="Il secondo", dal=domani.isoformat()).status_code == 302
    assert list(Impegno.objects.values_list("versione", "testo", "dal")) == [
        (2, "Il secondo", domani),
        (1, "Il primo", date(2020, 1, 1)),
    ]
    ieri = change(capo, indirizzo, dal=(today() - timedelta(days=1)).isoformat())
    assert list(ieri.context["form"].errors) == ["dal"]


def test_of_two_who_write_a_new_version_the_second_is_told(capo: Client) -> None:
    make_impegno(versione=1)
    indirizzo = f"{BASE}impegno/nuova/"
    miei = fields_of(capo, indirizzo)
    change(capo, indirizzo, testo="Di un altro", dal=today().isoformat())
    dati = {**miei, "testo": "Il mio", "dal": today().isoformat()}
    risposta = capo.post(indirizzo, dati)
    assert "Nel frattempo è stata scritta la versione 2" in risposta.text
    assert risposta.context["form"]["testo"].value() == "Il mio"
    assert "Di un altro" in risposta.text
    assert Impegno.objects.count() == 2
    di_nuovo = {**dati, "da_versione": risposta.context["form"]["da_versione"].value()}
    assert capo.post(indirizzo, di_nuovo).status_code == 302
    assert Impegno.objects.count() == 3
