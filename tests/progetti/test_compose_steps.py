"""A proposal is written a step at a time: what is right is saved, what is not stays in the page,
two people lose nothing, and everything works with buttons alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries

from alleanze.models import Alleanza
from progetti.contenuto import (
    AttivitaProposta,
    DestinatariProposti,
    IndicatoreProposto,
    ObiettivoProposto,
    RisultatoProposto,
    parse,
)
from progetti.models import Proposta, TipoProva
from rete.models import Utente
from tests.progetti.comporre import STRANO, make_action, make_call, make_draft, said, save, typed

UNO = ObiettivoProposto(
    titolo="Primo",
    luogo="Melegnano",
    attivita=(
        AttivitaProposta("Aprire", date(2027, 1, 10), date(2027, 6, 30)),
        AttivitaProposta("Chiudere", date(2027, 7, 1), date(2027, 7, 31)),
    ),
    destinatari=(DestinatariProposti("bambini", 15),),
    risultati=(
        RisultatoProposto("Posti", (IndicatoreProposto("posti", "n.", target=Decimal("12.5")),)),
        RisultatoProposto("Ore"),
    ),
)
DUE = ObiettivoProposto(titolo="Secondo")


@pytest.fixture
def proposta(client: Client, capofila: Utente, alleanza: Alleanza) -> Proposta:
    client.force_login(capofila)
    return make_draft(capofila, alleanza, titolo="Tempi di vita", albero=(UNO, DUE))


def page(proposta: Proposta, parte: str) -> str:
    return f"/proposte/{proposta.codice}/{parte}/"


def tree(proposta: Proposta) -> tuple[ObiettivoProposto, ...]:
    proposta.refresh_from_db()
    return parse(proposta.contenuto).obiettivi


# --- What ---------------------------------------------------------------------------------------


def test_a_step_is_saved_and_leads_to_the_next(client: Client, proposta: Proposta) -> None:
    prima = proposta.versione
    dati = {"titolo": STRANO, "contesto": f"Molti.\n\n{STRANO}", "dal": "2027-01-01"}
    answer = save(client, page(proposta, "che-cosa"), **dati)
    assert answer["Location"] == page(proposta, "chi")
    proposta.refresh_from_db()
    assert (proposta.titolo, proposta.dal) == (STRANO, date(2027, 1, 1))
    assert proposta.versione == prima + 1
    assert STRANO in said(client.get(f"/proposte/{proposta.codice}/").content.decode())


def test_the_actions_are_those_of_the_call(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    avviso = make_call(alleanza)
    sua, altra = make_action(avviso, "sua"), make_action(avviso, "altra")
    avviso.azioni.add(sua)
    client.force_login(capofila)
    proposta = make_draft(capofila, alleanza, avviso=avviso)
    answer = save(client, page(proposta, "che-cosa"), azioni=[altra.slug])
    assert answer.context["form"].errors.keys() == {"azioni"}
    assert save(client, page(proposta, "che-cosa"), azioni=[sua.slug]).status_code == 302
    assert list(proposta.azioni.all()) == [sua]


@pytest.mark.parametrize(
    ("wrong", "campi"),
    [
        ({"dal": "2027-02-31"}, {"dal"}),
        ({"dal": "domani"}, {"dal"}),
        ({"dal": "2027-05-01", "al": "2027-01-01"}, {"dal", "al"}),
        ({"titolo": "a\x00b"}, {"titolo"}),
        ({"titolo": "x" * 161}, {"titolo"}),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_saved(
    client: Client, proposta: Proposta, wrong: dict[str, str], campi: set[str]
) -> None:
    answer = save(client, page(proposta, "che-cosa"), sottotitolo="Quello nuovo", **wrong)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == campi
    proposta.refresh_from_db()
    assert (proposta.sottotitolo, proposta.dal) == ("Quello nuovo", None)


def test_two_people_on_the_same_step_see_both_texts(client: Client, proposta: Proposta) -> None:
    indirizzo = page(proposta, "che-cosa")
    mio = typed(client, indirizzo, titolo="Il mio", azione="continua")
    save(client, indirizzo, titolo="Il suo")
    answer = client.post(indirizzo, mio)
    assert answer.status_code == 200
    (contrasto,) = answer.context["form"].contrasti
    assert (contrasto.mio, contrasto.salvato) == ("Il mio", "Il suo")
    proposta.refresh_from_db()
    assert proposta.titolo == "Il suo"


def test_two_people_on_two_steps_do_not_meet(client: Client, proposta: Proposta) -> None:
    mio = typed(client, page(proposta, "che-cosa"), sottotitolo="Il mio", azione="continua")
    save(client, page(proposta, "obiettivi/2"), **{"obiettivi-1-luogo": "Lodi"})
    assert client.post(page(proposta, "che-cosa"), mio).status_code == 302
    proposta.refresh_from_db()
    assert proposta.sottotitolo == "Il mio"
    assert tree(proposta)[1].luogo == "Lodi"


def test_a_page_that_saves_by_itself_goes_on_from_there(client: Client, proposta: Proposta) -> None:
    indirizzo = page(proposta, "obiettivi/1")
    dati = typed(client, indirizzo, **{"obiettivi-0-titolo": "Cambiato"})
    answer = client.post(indirizzo, dati, headers={"HX-Request": "true"})
    assert "Salvato alle" in answer.content.decode()
    form = answer.context["form"]
    dati |= {"versione": form["versione"].value(), "letti": form["letti"].value()}
    dati |= {"obiettivi-0-titolo": "Ancora", "azione": "continua"}
    assert client.post(indirizzo, dati).status_code == 302
    assert tree(proposta)[0].titolo == "Ancora"


def test_what_was_sent_meanwhile_is_not_written(client: Client, proposta: Proposta) -> None:
    dati = typed(client, page(proposta, "che-cosa"), titolo="Tardi", azione="continua")
    Proposta.objects.filter(pk=proposta.pk).update(
        stato="presentata", presentata_il="2027-01-01T00:00:00Z"
    )
    assert (
        client.post(page(proposta, "che-cosa"), dati)["Location"] == f"/proposte/{proposta.codice}/"
    )
    proposta.refresh_from_db()
    assert proposta.titolo == "Tempi di vita"


# --- Objectives ---------------------------------------------------------------------------------


def test_an_objective_keeps_what_is_typed(client: Client, proposta: Proposta) -> None:
    slug = proposta.proponente.slug
    dati = {
        "obiettivi-1-titolo": STRANO,
        "obiettivi-1-luogo": STRANO,
        "obiettivi-1-partner": [slug],
        "obiettivi-1-attivita-0-testo": f"{STRANO}\nseconda riga",
        "obiettivi-1-attivita-0-dal": "2027-02-01",
        "obiettivi-1-attivita-0-al": "2027-03-01",
        "obiettivi-1-destinatari-0-denominazione": STRANO,
        "obiettivi-1-destinatari-0-numero_previsto": "40",
    }
    answer = save(client, page(proposta, "obiettivi/2"), **dati)
    assert answer["Location"] == page(proposta, "obiettivi")
    assert tree(proposta) == (
        UNO,
        ObiettivoProposto(
            titolo=STRANO,
            luogo=STRANO,
            partner=(slug,),
            attivita=(
                AttivitaProposta(f"{STRANO}\nseconda riga", date(2027, 2, 1), date(2027, 3, 1)),
            ),
            destinatari=(DestinatariProposti(STRANO, 40),),
        ),
    )
    for parte in ("", "riepilogo/", "obiettivi/", "obiettivi/2/"):
        testo = client.get(f"/proposte/{proposta.codice}/{parte}").content.decode()
        assert STRANO in said(testo), parte


def test_the_one_after_the_last_is_a_new_objective(client: Client, proposta: Proposta) -> None:
    assert (
        save(client, page(proposta, "obiettivi/3"), **{"obiettivi-2-titolo": "Terzo"}).status_code
        == 302
    )
    assert [o.titolo for o in tree(proposta)] == ["Primo", "Secondo", "Terzo"]
    assert client.get(page(proposta, "obiettivi/5")).status_code == 404


def test_rows_are_added_moved_and_taken_away_by_buttons(client: Client, proposta: Proposta) -> None:
    indirizzo, righe = page(proposta, "obiettivi/1"), "obiettivi-0-attivita"
    answer = save(client, indirizzo, f"righe:{righe}", **{f"{righe}-2-testo": "Terza"})
    assert answer["Location"] == f"{indirizzo}#{righe}"
    assert len(client.get(indirizzo).context["form"].attivita) == 4
    save(client, indirizzo, f"su:{righe}:2")
    assert [a.testo for a in tree(proposta)[0].attivita] == ["Aprire", "Terza", "Chiudere"]
    save(client, indirizzo, f"giu:{righe}:0")
    assert [a.testo for a in tree(proposta)[0].attivita] == ["Terza", "Aprire", "Chiudere"]
    save(client, indirizzo, f"togli:{righe}:0")
    assert tree(proposta)[0].attivita == UNO.attivita


def test_a_row_that_was_emptied_is_not_there(client: Client, proposta: Proposta) -> None:
    vuota = dict.fromkeys((f"obiettivi-0-attivita-0-{c}" for c in ("testo", "dal", "al")), "")
    save(client, page(proposta, "obiettivi/1"), **vuota)
    assert [a.testo for a in tree(proposta)[0].attivita] == ["Chiudere"]


@pytest.mark.parametrize(
    ("campo", "scritto"),
    [
        ("attivita-0-dal", "ieri"),
        ("attivita-1-al", "2026-01-01"),
        ("destinatari-0-numero_previsto", "molti"),
        ("destinatari-0-numero_previsto", "-1"),
        ("destinatari-0-numero_previsto", str(2**31)),
        ("partner", ["assente"]),
    ],
)
def test_a_wrong_cell_is_said_beside_it(
    client: Client, proposta: Proposta, campo: str, scritto: object
) -> None:
    nome = f"obiettivi-0-{campo}"
    dati = {nome: scritto, "obiettivi-0-luogo": "Altrove"}
    answer = save(client, page(proposta, "obiettivi/1"), **dati)
    assert set(answer.context["form"].errors) == {nome}
    assert f'id="id_{nome}' in answer.content.decode()
    primo = tree(proposta)[0]
    assert primo.luogo == "Altrove"
    assert (primo.attivita, primo.destinatari) == (UNO.attivita, UNO.destinatari)


def test_a_wrong_row_is_taken_away_all_the_same(client: Client, proposta: Proposta) -> None:
    dati = {"obiettivi-0-attivita-0-dal": "ieri"}
    save(client, page(proposta, "obiettivi/1"), "togli:obiettivi-0-attivita:0", **dati)
    assert [a.testo for a in tree(proposta)[0].attivita] == ["Chiudere"]


def test_an_objective_moves_and_goes_away(client: Client, proposta: Proposta) -> None:
    versione = {"versione": proposta.versione}
    client.post(page(proposta, "obiettivi/2/sposta"), {**versione, "verso": "su"})
    assert [o.titolo for o in tree(proposta)] == ["Secondo", "Primo"]
    assert "Posti" not in said(client.get(page(proposta, "obiettivi/1/togli")).content.decode())
    client.post(page(proposta, "obiettivi/1/togli"), {"versione": proposta.versione})
    assert tree(proposta) == (UNO,)
    assert client.get(page(proposta, "obiettivi/2/togli")).status_code == 404


@pytest.mark.parametrize("versione", ["", "0", "x", "99999999999999999999"])
def test_an_old_page_moves_nothing(client: Client, proposta: Proposta, versione: str) -> None:
    for parte in ("sposta", "togli"):
        dati = {"versione": versione, "verso": "su"}
        answer = client.post(page(proposta, f"obiettivi/2/{parte}"), dati, follow=True)
        assert "Nel frattempo qualcosa è cambiato" in answer.content.decode()
    assert tree(proposta) == (UNO, DUE)


def test_what_was_typed_for_an_objective_that_went_away_comes_back(
    client: Client, proposta: Proposta
) -> None:
    dati = typed(client, page(proposta, "obiettivi/2"), azione="continua")
    dati |= {"obiettivi-1-titolo": "Il mio"}
    client.post(page(proposta, "obiettivi/1/togli"), {"versione": proposta.versione})
    answer = client.post(page(proposta, "obiettivi/2"), dati)
    (contrasto,) = answer.context["form"].contrasti
    assert (contrasto.mio, contrasto.salvato) == ("Il mio", "")
    form = answer.context["form"]
    dati |= {nome: form[nome].value() for nome in ("versione", "letti")}
    assert client.post(page(proposta, "obiettivi/2"), dati).status_code == 302
    assert [o.titolo for o in tree(proposta)] == ["Secondo", "Il mio"]


# --- Results ------------------------------------------------------------------------------------


def test_a_result_keeps_numbers_as_they_are_read(client: Client, proposta: Proposta) -> None:
    TipoProva.objects.create(slug="registro", denominazione="Registro")
    qui = "obiettivi-1-risultati-0"
    dati = {
        f"{qui}-testo": STRANO,
        f"{qui}-indicatori-0-denominazione": STRANO,
        f"{qui}-indicatori-0-unita": "ore",
        f"{qui}-indicatori-0-base": "1.234,56",
        f"{qui}-indicatori-0-target": "1234.5",
        f"{qui}-indicatori-0-direzione": "aumenta",
        f"{qui}-indicatori-0-cumulativo": "on",
        f"{qui}-indicatori-0-prove": ["registro"],
    }
    indirizzo = page(proposta, "obiettivi/2/risultati/1")
    assert save(client, indirizzo, **dati)["Location"] == page(proposta, "risultati")
    (risultato,) = tree(proposta)[1].risultati
    assert risultato == RisultatoProposto(
        STRANO,
        (
            IndicatoreProposto(
                STRANO, "ore", Decimal("1234.56"), Decimal("1234.5"), prove=("registro",)
            ),
        ),
    )
    testo = client.get(indirizzo).content.decode()
    assert 'value="1.234,56"' in testo
    assert 'value="1.234,5"' in testo
    letto = said(client.get(page(proposta, "risultati")).content.decode())
    assert f"{STRANO} va bene se cresce, si somma nel tempo ore 1.234,56 1.234,5 Registro" in letto


@pytest.mark.parametrize("scritto", ["molti", "1,2,3", "NaN", "1e5", "10000000000", "1,234"])
def test_words_in_a_number_are_refused_beside_the_cell(
    client: Client, proposta: Proposta, scritto: str
) -> None:
    nome = "obiettivi-0-risultati-0-indicatori-0-target"
    indirizzo = page(proposta, "obiettivi/1/risultati/1")
    answer = save(client, indirizzo, **{nome: scritto})
    assert set(answer.context["form"].errors) == {nome}
    assert f'value="{scritto}"' in answer.content.decode()
    assert tree(proposta)[0].risultati == UNO.risultati


def test_a_result_moves_and_goes_away(client: Client, proposta: Proposta) -> None:
    dati = {"versione": proposta.versione, "verso": "giu"}
    client.post(page(proposta, "obiettivi/1/risultati/1/sposta"), dati)
    assert [r.testo for r in tree(proposta)[0].risultati] == ["Ore", "Posti"]
    assert "Ore" in said(
        client.get(page(proposta, "obiettivi/1/risultati/1/togli")).content.decode()
    )
    client.post(page(proposta, "obiettivi/1/risultati/1/togli"), {"versione": proposta.versione})
    assert tree(proposta)[0].risultati == UNO.risultati[:1]


@pytest.mark.parametrize(
    "parte",
    [
        "obiettivi/9/risultati/1",
        "obiettivi/1/risultati/9",
        "obiettivi/1/risultati/9/togli",
        "obiettivi/0",
    ],
)
def test_a_part_that_is_not_there_is_not_found(
    client: Client, proposta: Proposta, parte: str
) -> None:
    assert client.get(page(proposta, parte)).status_code == 404


# --- The whole ----------------------------------------------------------------------------------


def test_the_summary_leads_to_each_thing_that_is_missing(
    client: Client, proposta: Proposta
) -> None:
    TipoProva.objects.create(slug="registro", denominazione="Registro")
    risposta = client.get(page(proposta, "riepilogo"))
    mancanti = risposta.context["mancanti"]
    assert len(mancanti) > 10
    for _, indirizzo in mancanti:
        pagina, _, ancora = indirizzo.partition("#")
        assert f'id="{ancora}"' in client.get(pagina).content.decode(), indirizzo
        assert f'href="{indirizzo}"' in risposta.content.decode()


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_whole_proposal_costs_the_same_however_long(
    client: Client, capofila: Utente, alleanza: Alleanza, quanti: int
) -> None:
    proposta = make_draft(capofila, alleanza, albero=(UNO,) * quanti)
    client.force_login(capofila)
    client.get(page(proposta, "riepilogo"))
    with assertNumQueries(19):
        client.get(page(proposta, "riepilogo"))


def test_the_timeline_has_the_dates_of_the_activities(client: Client, proposta: Proposta) -> None:
    letto = said(client.get(page(proposta, "tempi")).content.decode())
    assert "a. Aprire dal 10 gennaio 2027 al 30 giugno 2027" in letto
