"""Who sees which sheets and which proposals; the pages cost the same with one row or three."""

import pytest
from django.test import Client
from django.utils import timezone

from conciliazione.models import Passaggio
from conciliazione.transizioni import perform
from progetti.conflitti_tardivi import ESAMINATE
from progetti.enums import StatoAvviso, StatoValutazione
from progetti.models import Avviso, Proposta, Valutazione
from progetti.permissions import (
    can_view_proposal,
    can_view_sheet,
    proposals_visible_to,
    sheets_visible_to,
)
from rete.models import Ciclo, Mandato, Organo, Soggetto, Utente
from rete.permissions import COMITATO
from tests.factories import make_atto, make_mandato, make_seggio
from tests.factories.valutazioni import Gara, make_gara

pytestmark = pytest.mark.django_db
CAST = (
    *("anonimo", "estraneo", "partner", "capofila", "comitato", "tavolo", "regione"),
    *("asl", "direzione", "responsabile", "superutente"),
)


# What a page asks the database, whatever the rows.
QUERY = {"propria": 31, "conflitti": 16, "matrice": 32}


def of_the_cast(ciclo: Ciclo, comitato: Utente) -> Gara:
    """A call that the Comitato of the cast scores, with another member."""
    gara = make_gara(membri=1, proposte=2, ciclo=ciclo, numero_legale=1)
    organo = Organo.objects.get(slug=COMITATO)
    gara.avviso.organo = organo
    gara.avviso.save(update_fields=["organo"])
    altro = make_mandato(seggio=make_seggio(organo=organo))
    gara.mandati = [Mandato.objects.get(utente=comitato), altro]
    gara.open()
    return gara


@pytest.mark.parametrize("fase", ["aperta", "dichiarata", "rivelata"])
@pytest.mark.parametrize("chi", CAST)
def test_the_lists_are_the_same_rule_as_the_pages(
    chi: str, fase: str, ciclo: Ciclo, comitato: Utente, request: pytest.FixtureRequest
) -> None:
    gara = of_the_cast(ciclo, comitato)
    if fase != "aperta":
        gara.declare()
    if fase == "rivelata":
        gara.reveal([["5", "5"], ["6", "6"]])
    persona = None if chi == "anonimo" else request.getfixturevalue(chi)

    avviso = gara.fresh()
    schede, proposte = sheets_visible_to(persona, avviso), proposals_visible_to(persona, avviso)

    assert set(schede) == {v for v in Valutazione.objects.all() if can_view_sheet(persona, v)}
    assert set(proposte) == {p for p in Proposta.objects.all() if can_view_proposal(persona, p)}
    staff = chi in ("asl", "direzione", "responsabile")
    mie = 2 * (chi == "comitato" and fase == "dichiarata")
    tutte = 4 * (fase == "rivelata" and (staff or chi == "comitato"))
    assert schede.count() == mie + tutte


def test_a_revoked_mandato_stops_at_the_next_request() -> None:
    gara = make_gara()
    gara.open()
    gara.declare()
    client, pagina = Client(), gara.sheet(0).get_absolute_url()
    client.force_login(gara.person(0))
    assert client.get(pagina).status_code == 200

    Mandato.objects.filter(pk=gara.mandati[0].pk).update(revocato_alle=timezone.now())

    assert client.get(pagina).status_code == 404
    assert client.post(f"{pagina}consegna/").status_code == 404
    assert client.get(f"/valutazioni/avvisi/{gara.avviso.slug}/").status_code == 404


def test_late_conflicts_are_a_task_of_the_responsabile() -> None:
    gara = make_gara(membri=2, proposte=1)
    gara.open()
    gara.declare()
    gara.reveal([["5"], ["5"]])
    client = Client()
    client.force_login(gara.responsabile)
    assert "Incompatibilità emersa dopo" not in client.get("/scrivania/").content.decode()

    gara.proposte[0].partecipazioni.create(soggetto=gara.mandati[0].designato_da)

    testo = client.get("/scrivania/").content.decode()
    assert "Incompatibilità emersa dopo: 2 schede" not in testo
    assert "Incompatibilità emersa dopo: 1 scheda" in testo
    perform(gara.sheet(0), "void", gara.responsabile, reason="Un partner aggiunto dopo.")
    assert "Incompatibilità emersa dopo" not in client.get("/scrivania/").content.decode()


def test_what_is_made_of_a_late_conflict_ends_the_task() -> None:
    gara = make_gara(membri=2, proposte=1)
    gara.open()
    gara.declare()
    gara.reveal([["5"], ["5"]])
    gara.proposte[0].partecipazioni.create(soggetto=gara.mandati[0].designato_da)
    client, pagina = Client(), f"/valutazioni/avvisi/{gara.avviso.slug}/emerse-dopo/"
    client.force_login(gara.responsabile)
    assert pagina in client.get("/scrivania/").text
    assert gara.person(0).nome in client.get(pagina).text
    assert "Scrivere che cosa si è deciso" in client.post(pagina, {}).text

    assert client.post(pagina, {"motivo": "Il punteggio non cambia l’ordine."}).status_code == 302

    fatto = Passaggio.objects.about(gara.avviso).get(verbo=ESAMINATE)
    assert (fatto.motivo, fatto.dati) == (
        "Il punteggio non cambia l’ordine.",
        {"schede": [gara.sheet(0).codice]},
    )
    assert "emersa dopo" not in client.get("/scrivania/").text
    assert "Non ce ne sono da esaminare" in client.get(pagina).text
    assert gara.sheet(0).stato == StatoValutazione.CONSEGNATA


@pytest.mark.parametrize("stato", [StatoAvviso.VALUTATO, StatoAvviso.CONCLUSO])
def test_once_ranked_a_late_conflict_is_a_task_and_touches_nothing(stato: str) -> None:
    gara = make_gara(membri=2, proposte=1)
    gara.open()
    gara.declare()
    gara.reveal([["5"], ["5"]])
    quando = gara.fresh().rivelato_il
    fine = {"concluso_il": quando, "atto_esito": make_atto()} if stato == "concluso" else {}
    Avviso.objects.filter(pk=gara.avviso.pk).update(stato=stato, valutato_il=quando, **fine)
    client = Client()
    client.force_login(gara.responsabile)

    gara.proposte[0].partecipazioni.create(soggetto=gara.mandati[0].designato_da)

    assert "Incompatibilità emersa dopo: 1 scheda" in client.get("/scrivania/").content.decode()
    assert gara.sheet(0).stato == StatoValutazione.CONSEGNATA
    pagina = client.get(f"/valutazioni/avvisi/{gara.avviso.slug}/punteggi/")
    assert pagina.status_code == 200
    assert (
        "Annulla la scheda"
        not in client.get(
            f"/valutazioni/avvisi/{gara.avviso.slug}/punteggi/{gara.proposte[0].codice}/"
        ).content.decode()
    )
    assert client.get(f"{gara.sheet(0).get_absolute_url()}annulla/").status_code == 403


@pytest.mark.parametrize("quante", [1, 3])
def test_the_pages_ask_the_same_questions_however_many_rows(
    quante: int, django_assert_num_queries: object
) -> None:
    gara = make_gara(membri=3, proposte=quante, criteri=2)
    gara.open()
    gara.declare()
    client, base = Client(), f"/valutazioni/avvisi/{gara.avviso.slug}/"
    client.force_login(gara.person(0))
    client.get(base)

    with django_assert_num_queries(QUERY["propria"]):
        client.get(base)
    with django_assert_num_queries(QUERY["conflitti"]):
        client.get(f"{base}chi-puo-valutare/")
    gara.reveal([["5"] * quante] * 3)
    with django_assert_num_queries(QUERY["matrice"]):
        client.get(f"{base}punteggi/")


def test_the_scrivania_tells_a_member_what_is_due() -> None:
    gara = make_gara()
    client = Client()
    client.force_login(gara.person(0))
    assert "Dichiarare i propri interessi" in client.get("/scrivania/").content.decode()

    gara.open()
    gara.declare()
    assert "Compilare e consegnare 2 schede" in client.get("/scrivania/").content.decode()

    gara.reveal([["9", "5"], ["1", "5"], ["5", "5"]])
    testo = client.get("/scrivania/").content.decode()
    assert "Confermare 2 schede" in testo
    assert "Discutere 1 proposta con punteggi lontani" in testo


def test_a_name_that_ends_with_a_full_stop_ends_the_sentence() -> None:
    gara = make_gara()
    Soggetto.objects.filter(pk=gara.proposte[0].proponente_id).update(
        denominazione="Rossi & Figli S.r.l.", sigla=""
    )
    gara.proposte[0].partecipazioni.create(soggetto=gara.mandati[0].designato_da)
    client = Client()
    client.force_login(gara.responsabile)

    testo = client.get(f"/valutazioni/avvisi/{gara.avviso.slug}/chi-puo-valutare/").text

    assert "partecipa alla proposta di Rossi &amp; Figli S.r.l.</td>" in testo
    assert "S.r.l.." not in testo
