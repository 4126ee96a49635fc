"""The staff give people their rights and end them, with a reason; each person is told once."""

from datetime import date, timedelta

import pytest
from django.test import Client

from conciliazione.models import Messaggio
from conciliazione.periodi import today
from rete.enums import RuoloDelega
from rete.models import Atto, Delega, Mandato, Seggio, Utente
from rete.permissions import acts_for, is_operatore, is_responsabile
from tests.factories import (
    make_atto,
    make_delega,
    make_mandato,
    make_organo,
    make_seggio,
    make_soggetto,
    make_utente,
)

pytestmark = pytest.mark.django_db
OGGI = today()


@pytest.fixture
def persona(db: None) -> Utente:
    return make_utente(nome="Persona nuova")


def fresh(utente: Utente) -> Utente:
    return Utente.objects.get(pk=utente.pk)


def new_token(client: Client, indirizzo: str) -> str:
    return client.get(indirizzo).context["form"]["gettone"].value()


def give(client: Client, persona: Utente, **altro: object) -> object:
    indirizzo = f"/rete/persone/{persona.codice}/delega/"
    dati = {"ruolo": "referente", "dal": str(OGGI), "motivo": "Designato dal soggetto"}
    return client.post(indirizzo, {"gettone": new_token(client, indirizzo), **dati, **altro})


# --- People -------------------------------------------------------------------------------------


def test_a_person_is_added_and_then_given_something_to_do(client: Client, asl: Utente) -> None:
    client.force_login(asl)
    risposta = client.post("/rete/persone/nuova/", {"email": "Nuova@Ente.Example", "nome": "Anna"})
    nuova = Utente.objects.get(email="nuova@ente.example")
    assert (risposta.status_code, risposta["Location"]) == (302, f"/rete/persone/{nuova.codice}/")
    assert not nuova.has_usable_password()


def test_an_address_already_there_is_told_at_its_field(client: Client, asl: Utente) -> None:
    client.force_login(asl)
    dati = {"email": asl.email.upper(), "nome": "Un’altra"}
    risposta = client.post("/rete/persone/nuova/", dati)
    assert list(risposta.context["form"].errors) == ["email"]
    assert 'value="Un’altra"' in risposta.text


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_reads_everybody_at_once(
    client: Client, asl: Utente, quante: int, django_assert_num_queries: object
) -> None:
    for _ in range(quante):
        altra = make_utente()
        make_delega(utente=altra)
        make_mandato(utente=altra)
    client.force_login(asl)
    with django_assert_num_queries(11):
        assert client.get("/rete/persone/").status_code == 200


@pytest.mark.parametrize(
    ("filtro", "attesi"),
    [
        ({"cerca": "nuova"}, ["Persona nuova"]),
        ({"ruolo": "operatore"}, ["operatore"]),
        ({"incarichi": "senza"}, ["Persona nuova"]),
        ({"organo": "comitato"}, ["Chi siede"]),
        ({"ruolo": "re"}, ["Chi siede", "Persona nuova", "operatore"]),
    ],
)
def test_people_are_found_by_name_role_and_organo(
    client: Client, asl: Utente, persona: Utente, filtro: dict, attesi: list
) -> None:
    seggio = make_seggio(organo=make_organo(slug="comitato"))
    make_mandato(seggio=seggio, utente=make_utente(nome="Chi siede"))
    client.force_login(asl)
    trovate = client.get("/rete/persone/", filtro).context["object_list"]
    assert sorted(p.nome.split()[0] if p.pk == asl.pk else p.nome for p in trovate) == sorted(
        asl.nome.split()[0] if nome == "operatore" else nome for nome in attesi
    )


# --- Deleghe ------------------------------------------------------------------------------------


def test_a_delega_given_works_at_once_and_says_why(
    client: Client, asl: Utente, persona: Utente
) -> None:
    soggetto = make_soggetto(slug="impresa")
    client.force_login(asl)
    assert give(client, persona, soggetto="impresa").status_code == 302
    delega = Delega.objects.get(utente=persona)
    assert (delega.dal, delega.motivo, delega.dato_da) == (OGGI, "Designato dal soggetto", asl)
    assert acts_for(fresh(persona), soggetto)
    assert Messaggio.objects.filter(destinatario=persona.email).count() == 1


def test_a_double_click_gives_it_once(client: Client, asl: Utente, persona: Utente) -> None:
    make_soggetto(slug="impresa")
    client.force_login(asl)
    gettone = new_token(client, f"/rete/persone/{persona.codice}/delega/")
    for _ in range(2):
        assert give(client, persona, soggetto="impresa", gettone=gettone).status_code == 302
    assert Delega.objects.filter(utente=persona).count() == 1
    assert Messaggio.objects.filter(destinatario=persona.email).count() == 1


def test_an_act_typed_is_recorded_with_it(client: Client, asl: Utente, persona: Utente) -> None:
    make_soggetto(slug="impresa")
    client.force_login(asl)
    atto = {
        "atto_tipo": "nota",
        "atto_emanante": "Impresa",
        "atto_numero": "12",
        "atto_data": "2026-01-10",
        "atto_oggetto": "Designazione del referente",
    }
    give(client, persona, soggetto="impresa", **atto)
    registrato = Atto.objects.get(numero="12")
    assert registrato.slug == "nota-12-2026-01-10"
    assert Delega.objects.get(utente=persona).atto == registrato


@pytest.mark.parametrize(
    ("scritto", "campo"),
    [
        ({"soggetto": ""}, "soggetto"),
        ({"soggetto": "che-non-c-e"}, "soggetto"),
        ({"ruolo": "papa"}, "ruolo"),
        ({"dal": "ieri"}, "dal"),
        ({"al": "2000-01-01"}, "al"),
        ({"motivo": ""}, "motivo"),
        ({"atto_tipo": "nota"}, "atto_emanante"),
        ({"atto_oggetto": "Solo l’oggetto"}, "atto_tipo"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(
    client: Client, asl: Utente, persona: Utente, scritto: dict, campo: str
) -> None:
    make_soggetto(slug="impresa")
    client.force_login(asl)
    risposta = give(client, persona, **{"soggetto": "impresa", **scritto})
    assert campo in risposta.context["form"].errors
    assert risposta.context["form"]["motivo"].value() == scritto.get(
        "motivo", "Designato dal soggetto"
    )
    assert (Delega.objects.filter(utente=persona).count(), Atto.objects.count()) == (0, 0)


def test_the_same_delega_twice_is_refused_in_words(
    client: Client, asl: Utente, persona: Utente
) -> None:
    soggetto = make_soggetto(slug="impresa")
    make_delega(utente=persona, soggetto=soggetto)
    client.force_login(asl)
    assert "La persona ha già questa delega." in give(client, persona, soggetto="impresa").text


@pytest.mark.parametrize("ruolo", ["operatore", "responsabile", "direzione", "regione"])
def test_only_the_responsabile_gives_the_roles_of_the_lead_body(
    client: Client, asl: Utente, responsabile: Utente, persona: Utente, ruolo: str
) -> None:
    capofila = "ente-capofila"
    client.force_login(asl)
    assert "ruolo" in give(client, persona, ruolo=ruolo, soggetto=capofila).context["form"].errors
    client.force_login(responsabile)
    assert give(client, persona, ruolo=ruolo, soggetto=capofila).status_code == 302


def test_the_roles_of_the_lead_body_are_for_the_lead_body(
    client: Client, responsabile: Utente, persona: Utente
) -> None:
    make_soggetto(slug="impresa")
    client.force_login(responsabile)
    risposta = give(client, persona, ruolo="operatore", soggetto="impresa")
    assert list(risposta.context["form"].errors) == ["soggetto"]


def test_nobody_gives_anything_to_themselves(client: Client, responsabile: Utente) -> None:
    client.force_login(responsabile)
    assert client.get(f"/rete/persone/{responsabile.codice}/delega/").status_code == 403
    assert client.get(f"/rete/persone/{responsabile.codice}/mandato/").status_code == 403


# --- Ends ---------------------------------------------------------------------------------------


def end(client: Client, delega: Delega, **scritto: object) -> object:
    dati = {"quando": "giorno", "al": str(OGGI), "motivo_fine": "Ha cambiato lavoro"}
    return client.post(f"/rete/deleghe/{delega.codice}/termina/", {**dati, **scritto})


def test_ended_at_once_it_stops_at_the_next_request(
    client: Client, asl: Utente, persona: Utente
) -> None:
    delega = make_delega(utente=persona, ruolo=RuoloDelega.REFERENTE)
    client.force_login(asl)
    assert end(client, delega, quando="subito").status_code == 302
    delega.refresh_from_db()
    assert (delega.al, delega.revocato_alle is not None) == (None, True)
    assert (delega.motivo_fine, delega.finito_da) == ("Ha cambiato lavoro", asl)
    assert not acts_for(fresh(persona), delega.soggetto)


def test_the_last_day_is_the_last_valid_one(client: Client, asl: Utente, persona: Utente) -> None:
    delega = make_delega(utente=persona, ruolo=RuoloDelega.REFERENTE)
    client.force_login(asl)
    end(client, delega)
    assert acts_for(fresh(persona), delega.soggetto)
    Delega.objects.filter(pk=delega.pk).update(al=OGGI - timedelta(days=1))
    assert not acts_for(fresh(persona), delega.soggetto)


def test_an_end_before_the_beginning_is_refused(
    client: Client, asl: Utente, persona: Utente
) -> None:
    delega = make_delega(utente=persona, dal=OGGI)
    client.force_login(asl)
    risposta = end(client, delega, al=str(OGGI - timedelta(days=1)))
    assert "L’ultimo giorno viene prima dell’inizio dell’incarico." in risposta.text
    assert risposta.context["form"]["motivo_fine"].value() == "Ha cambiato lavoro"


def test_what_somebody_else_just_ended_is_told(
    client: Client, asl: Utente, persona: Utente
) -> None:
    delega = make_delega(utente=persona)
    client.force_login(asl)
    end(client, delega, quando="subito")
    risposta = client.post(
        f"/rete/deleghe/{delega.codice}/termina/",
        {"quando": "subito", "motivo_fine": "Un altro motivo"},
        follow=True,
    )
    assert "Nel frattempo questo incarico è già finito" in risposta.text
    delega.refresh_from_db()
    assert delega.motivo_fine == "Ha cambiato lavoro"


def test_the_last_responsabile_stays(client: Client, responsabile: Utente, ciclo: object) -> None:
    altro = make_utente()
    delega = make_delega(
        utente=altro, soggetto=ciclo.capofila, ruolo=RuoloDelega.RESPONSABILE, dal=OGGI
    )
    client.force_login(responsabile)
    sua = Delega.objects.get(utente=responsabile)
    Delega.objects.filter(pk=sua.pk).update(al=OGGI)
    assert is_responsabile(fresh(responsabile))
    assert "unico responsabile" in end(client, delega, quando="giorno").text
    assert Delega.objects.get(pk=delega.pk).al is None


# --- Mandati ------------------------------------------------------------------------------------


def test_a_seat_is_given_to_whom_may_be_sent_there(
    client: Client, asl: Utente, persona: Utente
) -> None:
    ente, altro = make_soggetto(slug="ente"), make_soggetto(slug="altro")
    seggio = make_seggio(organo=make_organo(slug="tavolo"), soggetto=ente, ordine=1)
    client.force_login(asl)
    indirizzo = f"/rete/persone/{persona.codice}/mandato/"
    dati = {
        "gettone": new_token(client, indirizzo),
        "seggio": "tavolo:1",
        "qualita": "titolare",
        "designato_da": altro.slug,
        "dal": str(OGGI),
        "motivo": "Nota dell’ente",
        "atto": make_atto().slug,
    }
    assert list(client.post(indirizzo, dati).context["form"].errors) == ["designato_da"]
    assert client.post(indirizzo, {**dati, "designato_da": "ente"}).status_code == 302
    mandato = Mandato.objects.get(utente=persona)
    assert (mandato.seggio, mandato.designato_da) == (seggio, ente)


def test_a_seat_already_held_is_refused_in_words(
    client: Client, asl: Utente, persona: Utente
) -> None:
    ente = make_soggetto(slug="ente")
    seggio = make_seggio(organo=make_organo(slug="tavolo"), soggetto=ente, ordine=1)
    make_mandato(seggio=seggio, designato_da=ente)
    client.force_login(asl)
    indirizzo = f"/rete/persone/{persona.codice}/mandato/"
    dati = {
        "gettone": new_token(client, indirizzo),
        "seggio": "tavolo:1",
        "qualita": "titolare",
        "designato_da": "ente",
        "dal": str(OGGI),
        "motivo": "Nota dell’ente",
        "atto": make_atto().slug,
    }
    assert "Il seggio ha già un titolare" in client.post(indirizzo, dati).text


def test_who_takes_the_place_begins_the_day_after(
    client: Client, asl: Utente, persona: Utente
) -> None:
    mandato = make_mandato()
    client.force_login(asl)
    dati = {
        "nuova_persona": persona.codice,
        "nuovo_designato_da": mandato.designato_da.slug,
        "quando": "giorno",
        "al": str(OGGI),
        "motivo_fine": "Nuova designazione",
        "atto": make_atto().slug,
    }
    assert client.post(f"/rete/mandati/{mandato.codice}/sostituisci/", dati).status_code == 302
    mandato.refresh_from_db()
    nuovo = Mandato.objects.get(utente=persona)
    assert (mandato.al, nuovo.dal, nuovo.al) == (OGGI, OGGI + timedelta(days=1), None)
    assert Messaggio.objects.filter(chiave__startswith="incarico-").count() == 2


def test_a_replacement_that_cannot_be_leaves_everything_as_it_was(
    client: Client, asl: Utente, persona: Utente
) -> None:
    mandato = make_mandato()
    dopo = OGGI + timedelta(days=10)
    make_mandato(seggio=mandato.seggio, dal=dopo) if mandato.al else None
    Mandato.objects.filter(pk=mandato.pk).update(al=dopo)
    make_mandato(seggio=mandato.seggio, dal=dopo + timedelta(days=1))
    client.force_login(asl)
    dati = {
        "nuova_persona": persona.codice,
        "nuovo_designato_da": mandato.designato_da.slug,
        "quando": "giorno",
        "al": str(OGGI),
        "motivo_fine": "Nuova designazione",
        "atto": make_atto().slug,
    }
    risposta = client.post(f"/rete/mandati/{mandato.codice}/sostituisci/", dati)
    assert "Il seggio ha già un titolare" in risposta.text
    mandato.refresh_from_db()
    assert (mandato.al, mandato.motivo_fine) == (dopo, "")
    assert not Messaggio.objects.exists()


@pytest.mark.parametrize("pagina", ["mandato", "sostituisci"])
def test_a_seat_is_given_with_its_act(
    client: Client, asl: Utente, persona: Utente, pagina: str
) -> None:
    indirizzo = f"/rete/persone/{persona.codice}/mandato/"
    if pagina == "sostituisci":
        indirizzo = f"/rete/mandati/{make_mandato().codice}/sostituisci/"
    client.force_login(asl)
    form = client.post(indirizzo, {"motivo": "Perché sì"}).context["form"]
    assert form.errors["atto"] == ["Scegliere l’atto dall’elenco, oppure scriverlo qui sotto."]


# --- A vacant seat ------------------------------------------------------------------------------


@pytest.fixture
def vacante(db: None) -> Seggio:
    organo = make_organo(slug="tavolo", denominazione="Tavolo di prova", livello="rete")
    return make_seggio(organo=organo, soggetto=make_soggetto(slug="ente"), ordine=3)


DESIGNA = "/rete/organi/tavolo/seggi/3/designa/"


def test_a_vacant_seat_is_one_click_from_the_scrivania(
    client: Client, asl: Utente, vacante: Seggio
) -> None:
    client.force_login(asl)
    assert f'href="{DESIGNA}"' in client.get("/scrivania/").text
    assert f'href="{DESIGNA}"' in client.get("/rete/organi/tavolo/composizione/").text
    make_seggio(organo=vacante.organo, ordine=4)
    assert 'href="/rete/organi/tavolo/composizione/"' in client.get("/scrivania/").text


def test_who_was_sent_to_it_is_recorded_there(
    client: Client, asl: Utente, persona: Utente, vacante: Seggio
) -> None:
    client.force_login(asl)
    modulo = client.get(DESIGNA).context["form"]
    assert "seggio" not in modulo.fields
    assert modulo["designato_da"].value() == "ente"
    dati = {
        "gettone": modulo["gettone"].value(),
        "persona": persona.codice,
        "qualita": "titolare",
        "designato_da": make_soggetto(slug="altro").slug,
        "dal": str(OGGI),
        "motivo": "Nota dell’ente",
        "atto": make_atto().slug,
    }
    assert list(client.post(DESIGNA, dati).context["form"].errors) == ["designato_da"]
    for _ in range(2):
        risposta = client.post(DESIGNA, {**dati, "designato_da": "ente"})
        assert risposta["Location"] == "/rete/organi/tavolo/composizione/"
    mandato = Mandato.objects.get()
    assert (mandato.seggio, mandato.utente, mandato.atto) == (vacante, persona, Atto.objects.get())
    assert client.get("/rete/organi/tavolo/seggi/9/designa/").status_code == 404


def test_for_a_person_who_is_not_there_yet_the_seat_is_kept(
    client: Client, asl: Utente, vacante: Seggio
) -> None:
    client.force_login(asl)
    aggiungi = "/rete/persone/nuova/?seggio=tavolo:3"
    assert f'href="{aggiungi}"' in client.get(DESIGNA).text
    assert "Tavolo di prova" in client.get(aggiungi).text
    risposta = client.post(aggiungi, {"email": "anna@ente.example", "nome": "Anna"}, follow=True)
    anna = Utente.objects.get(email="anna@ente.example")
    assert risposta.redirect_chain == [(f"{DESIGNA}?persona={anna.codice}", 302)]
    assert risposta.context["form"]["persona"].value() == anna.codice


@pytest.mark.parametrize("chiave", ["tavolo", "tavolo:", "tavolo:9", "no:1", "a\x00:1", ":", "x:²"])
def test_a_seat_that_is_not_there_is_no_seat(
    client: Client, asl: Utente, vacante: Seggio, chiave: str
) -> None:
    client.force_login(asl)
    risposta = client.get("/rete/persone/nuova/", {"seggio": chiave})
    assert (risposta.status_code, risposta.context["seggio"]) == (200, None)


def test_a_right_of_the_past_is_not_a_right(db: None) -> None:
    utente = make_utente()
    make_delega(utente=utente, ruolo=RuoloDelega.OPERATORE, dal=date(2014, 1, 1), al=OGGI)
    assert not is_operatore(fresh(utente))
