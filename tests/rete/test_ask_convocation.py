"""Who may ask that an organo meets asks; the staff answer, naming the meeting or saying why not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import ReasonMissing, StaleState, perform
from rete.enums import RuoloDelega, StatoRichiesta
from rete.models import Ciclo, Organo, RichiestaConvocazione, Seduta, Utente
from rete.permissions import (
    TAVOLO,
    can_ask_convocation,
    can_view_request,
    requests_visible_to,
)
from rete.richieste_convocazione import RESPINTA_PER, forget
from tests.factories import (
    make_accordo,
    make_adesione,
    make_delega,
    make_organo,
    make_richiesta_convocazione,
    make_seduta,
    make_soggetto,
    make_utente,
)


@pytest.fixture
def referente(ciclo: Ciclo) -> Utente:
    """Who speaks for a soggetto of the network."""
    utente, soggetto = make_utente(email="referente@rete.example"), make_soggetto()
    make_delega(utente=utente, soggetto=soggetto, ruolo=RuoloDelega.REFERENTE)
    make_adesione(accordo=make_accordo(ciclo=ciclo), soggetto=soggetto)
    return utente


@pytest.mark.parametrize(
    ("nome", "del_tavolo", "di_tutti", "altro"),
    [
        ("tavolo", True, False, False),
        ("referente", True, True, False),
        ("partner", False, False, False),
        ("asl", False, False, False),
        ("estraneo", False, False, False),
        ("superutente", False, False, False),
    ],
)
def test_who_may_ask_of_which_organo(
    nome: str, del_tavolo: bool, di_tutti: bool, altro: bool, request: pytest.FixtureRequest
) -> None:
    persona = request.getfixturevalue(nome)
    il_tavolo = Organo.objects.filter(slug=TAVOLO).first() or make_organo(slug=TAVOLO)
    organi = (il_tavolo, make_organo(di_tutti=True), make_organo())
    detto = [can_ask_convocation(persona, organo) for organo in organi]
    assert detto == [del_tavolo, di_tutti, altro]


def test_who_no_longer_belongs_no_longer_asks(referente: Utente) -> None:
    organo = make_organo(slug=TAVOLO)
    assert can_ask_convocation(referente, organo)
    referente.deleghe.get().soggetto.adesioni.update(al=timezone.localdate() - timedelta(days=1))
    assert not can_ask_convocation(Utente.objects.get(pk=referente.pk), organo)


def test_it_is_asked_once_and_the_staff_are_told(
    tavolo: Utente, asl: Utente, client: Client
) -> None:
    client.force_login(tavolo)
    dati = {"gettone": "gettone-di-prova", "argomento": "Orari estivi", "testo": "Perché sì."}
    pagina = f"/rete/organi/{TAVOLO}/richiesta/"
    for _ in range(2):
        client.post(pagina, dati)
    richiesta = RichiestaConvocazione.objects.get()
    assert (richiesta.argomento, richiesta.chiesta_da) == ("Orari estivi", tavolo)
    assert richiesta.in_veste_di.startswith("Titolare, ")
    messaggio = Messaggio.objects.get()
    assert messaggio.destinatario == asl.email
    assert f"/rete/sedute/richieste/{richiesta.codice}/" in messaggio.testo


@pytest.mark.parametrize("argomento", ["", " ", "x" * 241, "a\x00b"])
def test_a_wrong_request_is_explained(tavolo: Utente, client: Client, argomento: str) -> None:
    client.force_login(tavolo)
    dati = {"gettone": "gettone-di-prova", "argomento": argomento}
    assert client.post(f"/rete/organi/{TAVOLO}/richiesta/", dati).status_code == 200
    assert RichiestaConvocazione.objects.count() == 0


@pytest.mark.parametrize(
    ("nome", "quante"),
    [("asl", 2), ("direzione", 2), ("tavolo", 1), ("comitato", 0), ("superutente", 0)],
)
def test_who_reads_which_requests(
    nome: str, quante: int, request: pytest.FixtureRequest, tavolo: Utente
) -> None:
    persona = request.getfixturevalue(nome)
    richieste = [make_richiesta_convocazione(chiesta_da=tavolo), make_richiesta_convocazione()]
    assert requests_visible_to(persona).count() == quante
    assert sum(can_view_request(persona, r) for r in richieste) == quante


def test_from_a_request_a_meeting_is_planned_and_it_is_accepted(
    asl: Utente, tavolo: Utente, client: Client
) -> None:
    organo = Organo.objects.get(slug=TAVOLO)
    richiesta = make_richiesta_convocazione(organo=organo, chiesta_da=tavolo)
    client.force_login(asl)
    inizio = timezone.localtime() + timedelta(days=30)
    dati = {"gettone": "gettone", "organo": TAVOLO, "inizio": f"{inizio:%Y-%m-%dT%H:%M}"}
    nuova = client.post(f"/rete/sedute/nuova/?richiesta={richiesta.codice}", dati, follow=True)
    seduta = Seduta.objects.get()
    assert [p.titolo for p in seduta.punti.all()] == [richiesta.argomento]
    assert f'<option value="{seduta.codice}" selected>' in nuova.text
    pagina = f"/rete/sedute/richieste/{richiesta.codice}/accogli/"
    client.post(pagina, {"seduta": seduta.codice})
    richiesta.refresh_from_db()
    assert (richiesta.stato, richiesta.seduta) == (StatoRichiesta.ACCOLTA, seduta)
    messaggio = Messaggio.objects.get()
    assert messaggio.destinatario == tavolo.email
    assert f"{inizio:%d/%m/%Y}" in messaggio.testo


def test_a_refusal_wants_its_reason_and_tells_it(asl: Utente, tavolo: Utente) -> None:
    richiesta = make_richiesta_convocazione(chiesta_da=tavolo)
    with pytest.raises(ReasonMissing):
        perform(richiesta, "refuse_request", asl)
    perform(richiesta, "refuse_request", asl, reason="Se ne è già discusso a maggio.")
    assert "Se ne è già discusso a maggio." in Messaggio.objects.get().testo


def test_who_asks_and_is_of_the_staff_too_gets_the_answer(
    asl: Utente, tavolo: Utente, client: Client
) -> None:
    make_delega(utente=tavolo, soggetto=asl.deleghe.get().soggetto, ruolo=RuoloDelega.OPERATORE)
    client.force_login(tavolo)
    dati = {"gettone": "gettone-di-prova", "argomento": "Orari estivi"}
    client.post(f"/rete/organi/{TAVOLO}/richiesta/", dati)

    perform(RichiestaConvocazione.objects.get(), "refuse_request", asl, reason="No.")

    ricevute = Messaggio.objects.filter(destinatario=tavolo.email)
    assert ["non è accolta" in m.testo for m in ricevute.order_by("pk")] == [False, True]


def test_two_of_the_staff_answer_once(asl: Utente, responsabile: Utente) -> None:
    richiesta = make_richiesta_convocazione()
    vista = RichiestaConvocazione.objects.get(pk=richiesta.pk)
    perform(richiesta, "refuse_request", asl, reason="No.")
    with pytest.raises(StaleState):
        perform(vista, "refuse_request", responsabile, reason="No.")
    assert Passaggio.objects.about(richiesta).count() == 1


def test_the_meeting_of_another_organo_does_not_answer(asl: Utente, client: Client) -> None:
    richiesta = make_richiesta_convocazione()
    client.force_login(asl)
    pagina = f"/rete/sedute/richieste/{richiesta.codice}/accogli/"
    risposta = client.post(pagina, {"seduta": make_seduta().codice})
    assert (risposta.status_code, RichiestaConvocazione.objects.get().stato) == (200, "aperta")


def test_refused_requests_are_forgotten_in_time(asl: Utente) -> None:
    vecchia, recente = make_richiesta_convocazione(), make_richiesta_convocazione()
    for richiesta in (vecchia, recente):
        perform(richiesta, "refuse_request", asl, reason="No.")
    RichiestaConvocazione.objects.filter(pk=vecchia.pk).update(
        decisa_il=timezone.now() - RESPINTA_PER - timedelta(days=1)
    )
    aperta = make_richiesta_convocazione()
    assert forget() == 1
    assert set(RichiestaConvocazione.objects.all()) == {recente, aperta}
