"""A referente asks for another name or code; the staff decide."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import NotAllowed, perform
from rete.da_fare_schede import changes_to_examine
from rete.enums import RuoloDelega, StatoRichiesta
from rete.models import RichiestaVariazione, Soggetto, Utente
from rete.permissions import can_view_change, changes_visible_to
from tests.factories import (
    make_delega,
    make_richiesta_variazione,
    make_soggetto,
    make_utente,
)

PAGINA = "/rete/soggetti/alfa/variazione/"
NUOVA = {
    "denominazione": "Alfa Onlus",
    "natura": "associazione",
    "codice_fiscale": "",
    "partita_iva": "",
    "nota": "Nuovo statuto",
}


@pytest.fixture
def soggetto(ciclo: object) -> Soggetto:
    return make_soggetto(slug="alfa", denominazione="Alfa")


@pytest.fixture
def referente(soggetto: Soggetto) -> Utente:
    utente = make_utente(nome="Ada Rossi", email="ada@alfa.example")
    make_delega(utente=utente, soggetto=soggetto, ruolo=RuoloDelega.REFERENTE)
    return utente


def test_what_is_asked_waits_and_the_staff_are_told(
    client: Client, soggetto: Soggetto, referente: Utente, asl: Utente
) -> None:
    client.force_login(referente)
    client.post(PAGINA, NUOVA)
    richiesta = RichiestaVariazione.objects.get()
    assert richiesta.valori == {"denominazione": "Alfa Onlus"}
    assert richiesta.precedenti == {"denominazione": "Alfa"}
    assert (richiesta.stato, richiesta.chiesta_da) == (StatoRichiesta.APERTA, referente)
    assert Soggetto.objects.get(slug="alfa").denominazione == "Alfa"
    messaggio = Messaggio.objects.get()
    assert messaggio.destinatario == asl.email
    assert "- Denominazione: da «Alfa» a «Alfa Onlus»" in messaggio.testo
    assert [p.titolo for p in changes_to_examine(asl, None)] == [
        "1 richiesta di variazione da esaminare"
    ]
    assert list(changes_to_examine(referente, None)) == []


def test_a_code_is_asked_in_one_way_however_it_is_typed(
    client: Client, soggetto: Soggetto, referente: Utente
) -> None:
    client.force_login(referente)
    client.post(PAGINA, NUOVA | {"denominazione": "Alfa", "partita_iva": " it 00743-110 157"})
    assert RichiestaVariazione.objects.get().valori == {"partita_iva": "00743110157"}


def test_a_second_request_waits_for_the_answer_to_the_first(
    client: Client, soggetto: Soggetto, referente: Utente
) -> None:
    client.force_login(referente)
    client.post(PAGINA, NUOVA)
    assert "C’è già una richiesta da esaminare" in client.get(PAGINA).text
    risposta = client.post(PAGINA, NUOVA | {"denominazione": "Alfa Spa"})
    assert risposta.context["form"]["denominazione"].value() == "Alfa Spa"
    assert risposta.context["form"].non_field_errors() == [
        "C’è già una richiesta di variazione da esaminare."
    ]
    assert RichiestaVariazione.objects.count() == 1


@pytest.mark.parametrize(
    ("scritto", "dove"),
    [
        ({"denominazione": "Alfa"}, "__all__"),
        ({"denominazione": "Beta"}, "denominazione"),
        ({"denominazione": ""}, "denominazione"),
        ({"partita_iva": "123"}, "partita_iva"),
        ({"codice_fiscale": "XXXXXX00X00X000X"}, "codice_fiscale"),
        ({"natura": "inventata"}, "natura"),
        ({"nota": ""}, "nota"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(
    client: Client, soggetto: Soggetto, referente: Utente, scritto: dict[str, str], dove: str
) -> None:
    make_soggetto(denominazione="Beta")
    client.force_login(referente)
    risposta = client.post(PAGINA, NUOVA | scritto)
    assert list(risposta.context["form"].errors) == [dove]
    assert RichiestaVariazione.objects.count() == 0


def test_accepting_writes_the_card_and_keeps_the_old_name(
    client: Client, soggetto: Soggetto, referente: Utente, asl: Utente
) -> None:
    richiesta = make_richiesta_variazione(soggetto=soggetto, valori={"denominazione": "Alfa Onlus"})
    client.force_login(asl)
    assert "<td>Alfa</td>" in client.get(f"/rete/variazioni/{richiesta.codice}/").text
    client.post(f"/rete/variazioni/{richiesta.codice}/accogli/")
    salvato = Soggetto.objects.get(slug="alfa")
    assert (salvato.denominazione, salvato.versione) == ("Alfa Onlus", 2)
    assert salvato.ricerca.startswith("alfa onlus")
    assert [g.grafia for g in salvato.grafie.all()] == ["Alfa"]
    richiesta.refresh_from_db()
    assert (richiesta.stato, richiesta.decisa_il is not None) == (StatoRichiesta.ACCOLTA, True)
    passaggio = Passaggio.objects.about(richiesta).get()
    assert (passaggio.verbo, passaggio.autore) == ("accept_change", asl)
    messaggio = Messaggio.objects.get()
    assert messaggio.destinatario == referente.email
    assert "comunicazione di cortesia" in messaggio.testo


def test_deciding_twice_is_deciding_once(
    client: Client, soggetto: Soggetto, referente: Utente, asl: Utente
) -> None:
    richiesta = make_richiesta_variazione(soggetto=soggetto)
    client.force_login(asl)
    for parola, dati in (("accogli", {}), ("accogli", {}), ("respingi", {"motivo": "No"})):
        risposta = client.post(f"/rete/variazioni/{richiesta.codice}/{parola}/", dati, follow=True)
    assert "Nel frattempo qualcosa è cambiato" in risposta.text
    assert Passaggio.objects.about(richiesta).count() == Messaggio.objects.count() == 1


def test_refusing_wants_a_reason_that_the_referente_reads(
    client: Client, soggetto: Soggetto, referente: Utente, asl: Utente
) -> None:
    richiesta = make_richiesta_variazione(soggetto=soggetto)
    client.force_login(asl)
    indirizzo = f"/rete/variazioni/{richiesta.codice}/respingi/"
    assert list(client.post(indirizzo, {"motivo": " "}).context["form"].errors) == ["motivo"]
    client.post(indirizzo, {"motivo": "Manca l’atto"})
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.RESPINTA
    assert Soggetto.objects.get(slug="alfa").denominazione == "Alfa"
    assert "Il motivo: Manca l’atto" in Messaggio.objects.get().testo


def test_a_name_that_somebody_took_meanwhile_is_not_written(
    soggetto: Soggetto, asl: Utente
) -> None:
    richiesta = make_richiesta_variazione(soggetto=soggetto, valori={"denominazione": "Beta"})
    make_soggetto(denominazione="Beta")
    with pytest.raises(ValidationError):
        perform(richiesta, "accept_change", asl)
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.APERTA
    assert Messaggio.objects.count() == Passaggio.objects.count() == 0


def test_what_changed_after_the_request_is_marked(
    client: Client, soggetto: Soggetto, asl: Utente
) -> None:
    richiesta = make_richiesta_variazione(soggetto=soggetto, precedenti={"denominazione": "Altro"})
    client.force_login(asl)
    assert "cambiato dopo" in client.get(f"/rete/variazioni/{richiesta.codice}/").text


def test_the_direzione_reads_and_does_not_decide(soggetto: Soggetto, direzione: Utente) -> None:
    richiesta = make_richiesta_variazione(soggetto=soggetto)
    with pytest.raises(NotAllowed):
        perform(richiesta, "accept_change", direzione)


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_reads_the_same_queries_for_any_number_of_requests(
    client: Client, asl: Utente, django_assert_num_queries: object, quante: int
) -> None:
    for _ in range(quante):
        make_richiesta_variazione()
    client.force_login(asl)
    with django_assert_num_queries(8):
        risposta = client.get("/rete/variazioni/")
    assert risposta.context["paginator"].count == quante


def listed(client: Client, query: str) -> list[RichiestaVariazione]:
    return client.get(f"/rete/variazioni/?{query}").context["object_list"]


def test_the_list_is_filtered_by_state_and_by_name(client: Client, asl: Utente) -> None:
    for nome in ("Alfa", "Béta"):
        make_richiesta_variazione(soggetto=make_soggetto(denominazione=nome))
    perform(RichiestaVariazione.objects.first(), "refuse_change", asl, reason="No")
    client.force_login(asl)
    trovate = {
        query: [
            str(r.soggetto) for r in client.get(f"/rete/variazioni/?{query}").context["object_list"]
        ]
        for query in ("", "stato=aperta", "cerca=beta", "stato=boh")
    }
    assert trovate == {
        "": ["Alfa", "Béta"],
        "stato=aperta": ["Alfa"],
        "cerca=beta": ["Béta"],
        "stato=boh": ["Alfa", "Béta"],
    }


@pytest.mark.parametrize("ruolo", ["asl", "direzione", "responsabile", "estraneo", "regione"])
def test_who_sees_a_request_finds_it_in_the_list(
    request: pytest.FixtureRequest, ciclo: object, ruolo: str
) -> None:
    utente, richiesta = request.getfixturevalue(ruolo), make_richiesta_variazione()
    visibile = changes_visible_to(utente).filter(pk=richiesta.pk).exists()
    assert visibile == can_view_change(utente, richiesta)
