"""The referente of a soggetto keeps its card; the staff read who changed what."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rete.da_fare_schede import cards_to_complete
from rete.enums import RuoloDelega
from rete.models import Soggetto, StoriaSoggetto, Utente
from tests.factories import make_comune, make_delega, make_soggetto, make_utente


@pytest.fixture
def soggetto(ciclo: object) -> Soggetto:
    return make_soggetto(slug="alfa", denominazione="Alfa", telefono="02 1234567")


@pytest.fixture
def referente(soggetto: Soggetto) -> Utente:
    utente = make_utente(nome="Ada Rossi")
    make_delega(utente=utente, soggetto=soggetto, ruolo=RuoloDelega.REFERENTE)
    return utente


PAGINA = "/rete/soggetti/alfa/modifica/"


def opened(client: Client, pagina: str = PAGINA) -> dict[str, str]:
    """What the form sends back untouched."""
    form = client.get(pagina).context["form"]
    return {c.html_name: "" if c.value() is None else c.value() for c in form}


def test_the_referente_saves_the_card_and_everybody_reads_it(
    client: Client, soggetto: Soggetto, referente: Utente
) -> None:
    client.force_login(referente)
    make_comune(codice_istat="015142", denominazione="Melzo")
    nuovi = {
        "descrizione": "Aiuta chi lavora.\nE chi cura.",
        "email": "info@alfa.example",
        "pec": "alfa@pec.example",
        "sito": "www.alfa.example",
        "cap": "20066",
        "localita": "Melzo",
        "comune": "015142",
        "dimensione": "piccola",
        "ateco": "88.91",
    }

    risposta = client.post(PAGINA, opened(client) | nuovi, follow=True)

    assert risposta.redirect_chain == [("/rete/soggetti/alfa/", 302)]
    salvato = Soggetto.objects.get(pk=soggetto.pk)
    assert (salvato.sito, salvato.comune.denominazione) == ("https://www.alfa.example", "Melzo")
    assert (salvato.versione, salvato.ricerca) == (2, "alfa melzo associazione")
    client.logout()
    pagina = client.get(soggetto.get_absolute_url()).text
    for detto in (
        '<a href="mailto:info@alfa.example">',
        '<a href="tel:021234567">02 1234567</a>',
        "<dd>88.91</dd>",
        "<p>Aiuta chi lavora.<br>E chi cura.</p>",
        f"<dd>{salvato.get_dimensione_display()}</dd>",
    ):
        assert detto in pagina
    assert "Modifica la scheda" not in pagina


def test_name_and_codes_typed_by_the_referente_are_not_taken(
    client: Client, soggetto: Soggetto, referente: Utente
) -> None:
    client.force_login(referente)
    assert "chiedi di cambiarli" in client.get(PAGINA).text
    client.post(PAGINA, opened(client) | {"denominazione": "Omega", "telefono": "02 7654321"})
    salvato = Soggetto.objects.get(pk=soggetto.pk)
    assert (salvato.denominazione, salvato.telefono) == ("Alfa", "02 7654321")


def test_the_staff_write_name_and_codes_and_the_old_name_stays_a_spelling(
    client: Client, soggetto: Soggetto, asl: Utente
) -> None:
    client.force_login(asl)
    client.post(
        PAGINA, opened(client) | {"denominazione": "Omega", "codice_fiscale": "zzzzzz70a01z999e"}
    )
    salvato = Soggetto.objects.get(pk=soggetto.pk)
    assert (salvato.denominazione, salvato.codice_fiscale) == ("Omega", "ZZZZZZ70A01Z999E")
    assert salvato.slug == "alfa"
    assert [g.grafia for g in salvato.grafie.all()] == ["Alfa"]


@pytest.mark.parametrize(
    ("campo", "scritto", "detto"),
    [
        ("cap", "2006", "Il CAP ha cinque cifre."),
        ("telefono", "chiamare", "Scrivere il numero con le sole cifre"),
        ("sito", "alfa", "Scrivere l’indirizzo intero"),
        ("ateco", "88.9.1.1", "Il codice ATECO si scrive come"),
        ("comune", "999999", "Scegli"),
        ("descrizione", "a\x00b", "caratteri null"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_typed_is_lost(
    client: Client, soggetto: Soggetto, referente: Utente, campo: str, scritto: str, detto: str
) -> None:
    client.force_login(referente)
    risposta = client.post(PAGINA, opened(client) | {"email": "info@alfa.example", campo: scritto})
    assert risposta.status_code == 200
    form = risposta.context["form"]
    assert list(form.errors) == [campo]
    assert detto in form.errors[campo][0]
    assert form["email"].value() == "info@alfa.example"
    assert Soggetto.objects.get(pk=soggetto.pk).email == ""


@pytest.mark.parametrize(
    "scritta",
    ["0074311 0157", "00743-110-157", "IT 00743110157", "00743:110157", "００７４３１１０１５７"],
)
def test_a_code_is_kept_in_one_way_however_it_is_typed(
    client: Client, soggetto: Soggetto, asl: Utente, scritta: str
) -> None:
    client.force_login(asl)
    client.post(PAGINA, opened(client) | {"partita_iva": scritta, "codice_fiscale": scritta})
    salvato = Soggetto.objects.get(pk=soggetto.pk)
    assert (salvato.partita_iva, salvato.codice_fiscale) == ("00743110157", "00743110157")

    altro = make_soggetto(slug="altro", denominazione="Altro")
    pagina = PAGINA.replace(soggetto.slug, altro.slug)
    risposta = client.post(pagina, opened(client, pagina) | {"partita_iva": scritta})
    assert risposta.context["form"].errors == {
        "partita_iva": ["È già presente in un’altra scheda del registro."]
    }


@pytest.mark.parametrize(
    ("campo", "valore"),
    [("partita_iva", "0074311 0157"), ("codice_fiscale", "zzzzzz70a01z999e")],
)
def test_no_code_is_kept_in_another_way(soggetto: Soggetto, campo: str, valore: str) -> None:
    setattr(soggetto, campo, valore)
    with pytest.raises(ValidationError) as errore:
        soggetto.full_clean()
    assert list(errore.value.message_dict) == [campo]


def test_a_code_of_another_card_is_only_said_to_be_taken(
    client: Client, soggetto: Soggetto, asl: Utente
) -> None:
    make_soggetto(denominazione="Beta", codice_fiscale="ZZZZZZ70A01Z999E")
    client.force_login(asl)
    risposta = client.post(PAGINA, opened(client) | {"codice_fiscale": "ZZZZZZ70A01Z999E"})
    errori = risposta.context["form"].errors
    assert errori == {"codice_fiscale": ["È già presente in un’altra scheda del registro."]}


def test_two_people_on_the_same_card_lose_nothing(
    client: Client, soggetto: Soggetto, referente: Utente, asl: Utente
) -> None:
    client.force_login(referente)
    mio = opened(client)
    altro = Client()
    altro.force_login(asl)
    altro.post(PAGINA, opened(altro) | {"descrizione": "Dell’ente", "telefono": "02 999999"})

    risposta = client.post(PAGINA, mio | {"descrizione": "Del referente"})

    pagina = risposta.text
    assert "nel frattempo un’altra persona ha salvato" in pagina
    assert "<td>Del referente</td><td>Dell’ente</td>" in pagina
    assert Soggetto.objects.get(pk=soggetto.pk).descrizione == "Dell’ente"
    form = risposta.context["form"]
    assert form["descrizione"].value() == "Del referente"
    assert form["telefono"].value() == "02 999999"
    ripreso = {c.html_name: "" if c.value() is None else c.value() for c in form}
    client.post(PAGINA, ripreso)
    salvato = Soggetto.objects.get(pk=soggetto.pk)
    assert (salvato.descrizione, salvato.telefono) == ("Del referente", "02 999999")


def test_a_revoked_referente_is_refused_at_the_next_request(
    client: Client, soggetto: Soggetto, referente: Utente
) -> None:
    client.force_login(referente)
    dati = opened(client)
    referente.deleghe.update(revocato_alle="2014-01-01T00:00:00Z")
    assert client.post(PAGINA, dati | {"telefono": "02 000000"}).status_code == 403
    assert Soggetto.objects.get(pk=soggetto.pk).telefono == "02 1234567"


def test_the_history_says_who_when_and_each_field_before_and_after(
    client: Client, soggetto: Soggetto, referente: Utente, asl: Utente
) -> None:
    client.force_login(referente)
    make_comune(codice_istat="015142", denominazione="Melzo")
    client.post(PAGINA, opened(client) | {"telefono": "", "comune": "015142"})
    assert StoriaSoggetto.objects.latest().history_user == referente
    client.force_login(asl)

    risposta = client.get("/rete/soggetti/alfa/storia/")

    modifiche = risposta.context["modifiche"]
    assert [(m.genere, str(m.chi or "")) for m in modifiche] == [("~", "Ada Rossi"), ("+", "")]
    assert [(c.campo, c.prima, c.dopo) for c in modifiche[0].cambi] == [
        ("Comune della sede", "", "Melzo"),
        ("Telefono per il pubblico", "02 1234567", ""),
    ]
    assert "<td>02 1234567</td><td>vuoto</td>" in risposta.text


@pytest.mark.parametrize("quante", [1, 3])
def test_the_history_reads_the_same_queries_for_any_number_of_changes(
    client: Client,
    soggetto: Soggetto,
    asl: Utente,
    django_assert_num_queries: object,
    quante: int,
) -> None:
    for n in range(quante):
        soggetto.comune = make_comune()
        soggetto.telefono = f"02 {n}00000"
        soggetto.save()
    client.force_login(asl)
    with django_assert_num_queries(11):
        risposta = client.get("/rete/soggetti/alfa/storia/")
    assert len(risposta.context["modifiche"]) == quante + 1


def test_long_histories_go_on_another_page_and_lose_no_change_between_the_two(
    client: Client, soggetto: Soggetto, asl: Utente
) -> None:
    for n in range(25):
        soggetto.telefono = f"02 1000{n:02}"
        soggetto.save()
    client.force_login(asl)
    pagine = [client.get(f"/rete/soggetti/alfa/storia/?page={n}") for n in (1, 2, "x", 99)]
    modifiche = [m for pagina in pagine[:2] for m in pagina.context["modifiche"]]
    assert len(modifiche) == 26
    assert [len(m.cambi) for m in modifiche] == [1] * 25 + [0]
    assert [p.status_code for p in pagine] == [200] * 4


def test_a_card_left_empty_is_due_from_its_referente_until_it_says_something(
    soggetto: Soggetto, referente: Utente, asl: Utente
) -> None:
    assert [p.titolo for p in cards_to_complete(referente, None)] == ["Completa la scheda di Alfa"]
    Soggetto.objects.update(descrizione="Aiuta chi lavora")
    assert list(cards_to_complete(referente, None)) == []
    assert list(cards_to_complete(asl, None)) == []
