"""A member writes their sheets alone, delivers them, and reads the others' once all are in."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from conciliazione.copie import fingerprint
from conciliazione.transizioni import NotAllowed, ReasonMissing, perform
from progetti.enums import StatoValutazione
from progetti.models import NotaDiscussione, PunteggioConsegnato
from progetti.schede import to_discuss
from progetti.transitions.schede import reveal_if_complete
from tests.factories.valutazioni import Gara, make_gara

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def gara() -> Gara:
    """Three members who have declared, two proposals, the sheets open."""
    gara = make_gara()
    gara.open()
    gara.declare()
    return gara


def enter(gara: Gara, membro: int) -> Client:
    client = Client()
    client.force_login(gara.person(membro))
    return client


def home(gara: Gara) -> str:
    return f"/valutazioni/avvisi/{gara.avviso.slug}/"


def sheet_page(gara: Gara, membro: int = 0, proposta: int = 0) -> str:
    return gara.sheet(membro, proposta).get_absolute_url()


def hidden(testo: str) -> dict[str, str]:
    campi = re.findall(r'<input type="hidden" name="(versione|letti)" value="([^"]*)"', testo)
    return {nome: unescape(valore) for nome, valore in campi}


def filled(testo: str, **altro: str) -> dict[str, str]:
    """The form of a page, every criterion filled."""
    scritti = {"punti_1": "7,5", "motivazione_1": "Chiara.", "punti_2": "6", "motivazione_2": "Sì."}
    return {**hidden(testo), **scritti, **altro}


def lines(gara: Gara, membro: int = 0) -> list[tuple[str, str]]:
    return [(str(p.punti), p.motivazione) for p in gara.sheet(membro).punteggi.all()]


# --- Writing ------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_and_echoed_as_read(gara: Gara) -> None:
    client, pagina = enter(gara, 0), sheet_page(gara)

    client.post(pagina, filled(client.get(pagina).content.decode()))

    assert lines(gara) == [("7.50", "Chiara."), ("6.00", "Sì.")]
    testo = client.get(pagina).content.decode()
    assert 'value="7,5' in testo


@pytest.mark.parametrize(
    ("punti", "errore"),
    [
        ("10,01", "I punti vanno da 0 a 10."),
        ("-1", "I punti vanno da 0 a 10."),
        ("99999", "I punti vanno da 0 a 10."),
        ("7,555", "Al massimo due cifre dopo la virgola."),
        ("sette", "Scrivere un numero, per esempio 1.234,56."),
        ("NaN", "Scrivere un numero, per esempio 1.234,56."),
    ],
)
def test_points_out_of_range_are_refused_beside_the_field(
    punti: str, errore: str, gara: Gara
) -> None:
    client, pagina = enter(gara, 0), sheet_page(gara)

    testo = client.post(
        pagina, filled(client.get(pagina).content.decode(), punti_1=punti)
    ).content.decode()

    vicino = re.search(r'id="id_punti_1_error">(.*?)</div>', testo, re.DOTALL)
    assert errore in unescape(vicino[1])
    assert f'value="{punti}"' in testo
    # What was right is saved all the same.
    assert lines(gara) == [("None", "Chiara."), ("6.00", "Sì.")]


def test_the_page_saves_by_itself(gara: Gara) -> None:
    client, pagina = enter(gara, 0), sheet_page(gara)
    testo = client.get(pagina).content.decode()

    prima = client.post(pagina, filled(testo), **HTMX).content.decode()
    dopo = client.post(
        pagina, {**filled(testo), **hidden_oob(prima), "punti_1": "8"}, **HTMX
    ).content.decode()

    assert "Salvato alle" in prima
    assert "Salvato alle" in dopo
    assert lines(gara)[0] == ("8.00", "Chiara.")


def hidden_oob(testo: str) -> dict[str, str]:
    campi = re.findall(r'name="(versione|letti)" value="([^"]*)"', testo)
    return {nome: unescape(valore) for nome, valore in campi}


def test_a_stale_page_keeps_both_texts(gara: Gara) -> None:
    client, pagina = enter(gara, 0), sheet_page(gara)
    vecchia = client.get(pagina).content.decode()
    client.post(pagina, filled(vecchia, motivazione_1="Scritto altrove."))

    testo = client.post(pagina, filled(vecchia, motivazione_1="Scritto qui.")).content.decode()

    assert "Scritto qui." in testo
    assert "Scritto altrove." in testo
    assert lines(gara)[0] == ("7.50", "Scritto altrove.")


def test_what_was_typed_survives_the_end_of_the_session(gara: Gara) -> None:
    client, pagina = enter(gara, 0), sheet_page(gara)
    dati = filled(client.get(pagina).content.decode(), motivazione_1="Prima della fine.")
    client.logout()

    risposta = client.post(pagina, dati)
    client.force_login(gara.person(0))
    testo = client.get(pagina).content.decode()

    assert risposta.status_code == 302
    assert "Prima della fine." in testo
    assert lines(gara)[0] == ("None", "")


def test_the_others_of_mine_are_there_to_compare(gara: Gara) -> None:
    gara.write(0, 1, "9")

    testo = enter(gara, 0).get(sheet_page(gara)).content.decode()

    assert "Le altre schede proprie" in testo
    assert "90,00" in testo


# --- Before the declaration ---------------------------------------------------------------------


def test_before_the_declaration_there_is_no_sheet() -> None:
    gara = make_gara()
    gara.open()
    client = enter(gara, 0)

    assert client.get(sheet_page(gara)).status_code == 404
    testo = client.get(home(gara)).content.decode()
    assert "Dichiara gli interessi" in testo
    assert gara.proposte[0].titolo not in testo


# --- Delivering ---------------------------------------------------------------------------------


def test_an_empty_reason_is_refused_at_delivery(gara: Gara) -> None:
    client, pagina = enter(gara, 0), sheet_page(gara)
    dati = filled(client.get(pagina).content.decode(), motivazione_2="", consegna="1")

    testo = client.post(pagina, dati).content.decode()

    vicino = re.search(r'id="id_motivazione_2_error">(.*?)</div>', testo, re.DOTALL)
    assert "Scrivere la motivazione." in vicino[1]
    assert lines(gara)[0] == ("7.50", "Chiara.")


def test_a_complete_sheet_is_delivered_and_sealed(gara: Gara) -> None:
    client, pagina = enter(gara, 0), sheet_page(gara)
    dati = filled(client.get(pagina).content.decode(), consegna="1")

    assert client.post(pagina, dati).url == f"{pagina}consegna/"
    client.post(f"{pagina}consegna/")

    consegnato = PunteggioConsegnato.objects.get()
    assert consegnato.dati == {
        "criteri": [
            {
                "criterio": c.ordine,
                "titolo": c.titolo,
                "peso": "50.00",
                "massimo": "10.00",
                "punti": punti,
                "motivazione": motivo,
            }
            for c, punti, motivo in zip(
                gara.criteri, ("7.50", "6.00"), ("Chiara.", "Sì."), strict=True
            )
        ]
    }
    assert (str(consegnato.totale), consegnato.numero) == ("67.50", 1)
    assert consegnato.sha256 == fingerprint(consegnato.dati)
    assert gara.sheet(0).stato == StatoValutazione.CONSEGNATA


def test_delivered_twice_the_first_is_what_counts(gara: Gara) -> None:
    scheda = gara.deliver(0)
    client = enter(gara, 0)

    risposta = client.post(f"{scheda.get_absolute_url()}consegna/", follow=True)

    testo = risposta.content.decode()
    assert "vale la prima consegna, che si legge qui" in testo
    assert scheda.consegnati.get().sha256 in testo
    assert PunteggioConsegnato.objects.count() == 1


def test_what_is_typed_after_delivery_is_shown_and_not_saved(gara: Gara) -> None:
    client, pagina = enter(gara, 0), sheet_page(gara)
    vecchia = client.get(pagina).content.decode()
    gara.deliver(0)

    testo = client.post(pagina, filled(vecchia, motivazione_1="Troppo tardi.")).content.decode()

    assert "ciò che si è scritto qui non è salvato" in testo
    assert "Troppo tardi." in testo
    assert lines(gara)[0] == ("5.00", "Vale 5.")


def test_an_incomplete_sheet_is_not_delivered_by_any_way(gara: Gara) -> None:
    with pytest.raises(ValidationError, match="La scheda non è completa"):
        perform(gara.sheet(0), "deliver", gara.person(0))


def test_nobody_delivers_the_sheet_of_another(gara: Gara) -> None:
    scheda = gara.write(0)

    with pytest.raises(NotAllowed):
        perform(scheda, "deliver", gara.person(1))
    assert enter(gara, 1).post(f"{scheda.get_absolute_url()}consegna/").status_code == 404


# --- Revealing ----------------------------------------------------------------------------------


def deliver_all(gara: Gara) -> None:
    gara.reveal([["8", "5"], ["7", "5"], ["3", "5"]])


def test_until_the_last_is_delivered_nothing_is_revealed(gara: Gara) -> None:
    for membro, proposta in ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0)):
        gara.deliver(membro, proposta)
        assert not reveal_if_complete(gara.avviso)
    assert enter(gara, 0).get(f"{home(gara)}punteggi/").status_code == 404

    client = enter(gara, 2)
    gara.write(2, 1)
    client.post(f"{sheet_page(gara, 2, 1)}consegna/")

    assert gara.fresh().rivelato_il is not None
    assert enter(gara, 0).get(f"{home(gara)}punteggi/").status_code == 200


def test_the_responsabile_closes_with_a_reason(gara: Gara) -> None:
    for membro in (0, 1):
        gara.deliver(membro, 0)
        gara.deliver(membro, 1)
    with pytest.raises(ValidationError, match="scrivere perché si chiude"):
        perform(gara.fresh(), "reveal", gara.responsabile)

    perform(gara.fresh(), "reveal", gara.responsabile, reason="Un componente è malato.")

    assert gara.fresh().rivelato_il is not None
    assert gara.sheet(2, 1).stato == StatoValutazione.ANNULLATA
    assert gara.sheet(0, 0).stato == StatoValutazione.CONSEGNATA


def test_with_fewer_than_the_numero_legale_no_reason_is_enough(gara: Gara) -> None:
    for membro, proposta in ((0, 0), (0, 1), (1, 1)):
        gara.deliver(membro, proposta)

    with pytest.raises(ValidationError, match="meno schede consegnate del numero legale"):
        perform(gara.fresh(), "reveal", gara.responsabile, reason="Sono malati.")
    assert gara.fresh().rivelato_il is None


def test_a_proposal_that_nobody_scored_stops_the_closing(gara: Gara) -> None:
    gara.deliver(0, 0)

    with pytest.raises(ValidationError, match="non ha alcuna scheda consegnata"):
        perform(gara.fresh(), "reveal", gara.responsabile, reason="Si chiude.")


def test_the_matrix_says_what_is_to_discuss(gara: Gara) -> None:
    deliver_all(gara)
    avviso = gara.fresh()
    assert to_discuss(gara.person(0), avviso) == [gara.proposte[0].pk]

    testo = enter(gara, 0).get(f"{home(gara)}punteggi/").content.decode()

    assert testo.count("da discutere") == 1
    assert [n for n in ("80,00", "70,00", "30,00", "50,00") if n in testo] == [
        *("80,00", "70,00", "30,00", "50,00")
    ]


def test_a_note_ends_what_was_to_discuss(gara: Gara) -> None:
    deliver_all(gara)
    codice = gara.proposte[0].codice

    risposta = enter(gara, 1).post(f"{home(gara)}punteggi/{codice}/", {"testo": "Se ne è parlato."})

    assert risposta.status_code == 302
    assert NotaDiscussione.objects.get().autore == gara.person(1)
    assert to_discuss(gara.person(0), gara.fresh()) == []


def test_an_empty_note_is_refused(gara: Gara) -> None:
    deliver_all(gara)

    risposta = enter(gara, 1).post(f"{home(gara)}punteggi/{gara.proposte[0].codice}/", {})

    assert "Scrivere che cosa si è detto." in risposta.content.decode()
    assert not NotaDiscussione.objects.exists()


# --- Amending and confirming --------------------------------------------------------------------


def amended(**altro: str) -> dict[str, str]:
    scritti = {"punti_1": "6", "motivazione_1": "Meno.", "punti_2": "6", "motivazione_2": "Meno."}
    return {**scritti, "motivo": "Dopo la discussione.", **altro}


def test_an_amendment_is_a_new_version_with_its_reason(gara: Gara) -> None:
    deliver_all(gara)
    client, pagina = enter(gara, 0), sheet_page(gara)

    assert client.post(f"{pagina}cambia/", amended()).status_code == 302

    versioni = gara.sheet(0).consegnati.order_by("numero")
    assert [(v.numero, str(v.totale), v.motivo) for v in versioni] == [
        (1, "80.00", ""),
        (2, "60.00", "Dopo la discussione."),
    ]
    assert "60,00" in client.get(f"{home(gara)}punteggi/").content.decode()


def test_an_amendment_without_reason_is_refused(gara: Gara) -> None:
    deliver_all(gara)

    testo = enter(gara, 0).post(f"{sheet_page(gara)}cambia/", amended(motivo="")).content.decode()

    assert "Scrivere perché il punteggio cambia" in testo
    assert gara.sheet(0).consegnati.count() == 1
    with pytest.raises(ReasonMissing):
        perform(gara.sheet(0), "amend", gara.person(0), dati={})


def test_nothing_changes_when_nothing_was_changed(gara: Gara) -> None:
    deliver_all(gara)
    uguale = {
        "punti_1": "8",
        "motivazione_1": "Vale 8.",
        "punti_2": "8",
        "motivazione_2": "Vale 8.",
    }

    testo = enter(gara, 0).post(f"{sheet_page(gara)}cambia/", amended(**uguale)).content.decode()

    assert "Non è cambiato nulla" in testo
    assert gara.sheet(0).consegnati.count() == 1


def test_before_the_reveal_nothing_is_amended(gara: Gara) -> None:
    gara.deliver(0)

    risposta = enter(gara, 0).post(f"{sheet_page(gara)}cambia/", amended(), follow=True)

    assert "era già stata consegnata" in risposta.content.decode()
    assert gara.sheet(0).consegnati.count() == 1


def test_a_confirmed_sheet_changes_no_more(gara: Gara) -> None:
    deliver_all(gara)
    client, pagina = enter(gara, 0), sheet_page(gara)

    client.post(f"{pagina}conferma/")
    client.post(f"{pagina}cambia/", amended())

    assert gara.sheet(0).stato == StatoValutazione.CONFERMATA
    assert gara.sheet(0).consegnati.count() == 1
