"""Who sent a request follows it: where it stands in plain words, what is asked, their papers; and
may withdraw it. Nothing of the office's own is on the page."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from conciliazione.models import Passaggio
from conciliazione.periodi import today
from conciliazione.transizioni import perform
from rete.enums import ModalitaFirma, StatoDomanda, TipoAllegato
from rete.models import Ciclo, DomandaAdesione, Utente
from rete.percorso_domanda import TAPPE, where_it_is
from tests.factories import (
    make_allegato,
    make_domanda,
    make_nota_domanda,
    make_passaggio,
    make_sospensione,
    make_utente,
)
from tests.factories.file import make_pdf
from tests.rete.aderire import a_file, enter, make_empty, make_ready, said


@pytest.fixture(autouse=True)
def _network(ciclo: Ciclo) -> None:
    """A lead body."""


def asked(stato: StatoDomanda = StatoDomanda.INTEGRAZIONE) -> DomandaAdesione:
    """A request of which something is asked."""
    domanda = make_domanda(stato)
    make_sospensione(domanda=domanda, testo="Serve lo statuto firmato.")
    verbo = "warn_refusal" if stato == StatoDomanda.PREAVVISO else "ask_integration"
    make_passaggio(domanda, verbo, da="in_istruttoria")
    return domanda


def page_of(client: Client, domanda: DomandaAdesione) -> str:
    return said(client.get(enter(client, domanda)).content.decode())


# --- Where it stands ----------------------------------------------------------------------------


@pytest.mark.parametrize("stato", StatoDomanda.values)
def test_each_state_is_said_in_plain_words(client: Client, stato: str) -> None:
    if stato == StatoDomanda.BOZZA:
        domanda = make_ready()
    elif stato in (StatoDomanda.INTEGRAZIONE, StatoDomanda.PREAVVISO):
        domanda = asked(StatoDomanda(stato))
    else:
        domanda = make_domanda(stato)
    assert where_it_is(domanda) in page_of(client, domanda)


def test_who_waits_reads_by_when_it_is_decided_and_what_silence_means(client: Client) -> None:
    domanda = make_domanda(StatoDomanda.IN_ISTRUTTORIA)
    testo = page_of(client, domanda)
    assert "L’ente capofila decide entro il" in testo
    assert domanda.termine.silenzio in testo


def test_the_decision_is_shown_with_its_act_and_protocol(client: Client) -> None:
    domanda = make_domanda(StatoDomanda.ACCOLTA, protocollo="1234/2026", protocollo_del=today())
    testo = page_of(client, domanda)
    assert f"{domanda.atto}" in testo
    assert "n. 1234/2026" in testo


def test_nothing_of_the_office_is_on_the_page(client: Client, asl: Utente) -> None:
    domanda = make_domanda()
    perform(domanda, "take", asl, acting_as="Operatore dell'ente capofila", assegnata_a=asl)
    make_nota_domanda(domanda=domanda, autore=asl, testo="Sembra un doppione.")
    testo = client.get(enter(client, domanda)).content.decode()
    assert "ha preso in carico la domanda" in testo
    for segreto in (asl.nome, asl.email, "Sembra un doppione", "Operatore dell"):
        assert segreto not in testo


def test_the_steps_of_the_office_alone_are_not_told(client: Client) -> None:
    domanda = make_domanda(StatoDomanda.IN_ISTRUTTORIA)
    for verbo in ("match", "protocol", "reassign", "send"):
        make_passaggio(domanda, verbo, motivo="Non si dice.")
    answer = client.get(enter(client, domanda))
    assert [t.titolo for t in answer.context["tappe"]] == [TAPPE["send"]]
    assert "Non si dice" not in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_long_the_story(client: Client, rows: int) -> None:
    domanda = asked()
    for _ in range(rows):
        make_passaggio(domanda, "send")
        make_allegato(domanda=domanda)
    mia = enter(client, domanda)
    client.get(mia)
    with assertNumQueries(9):
        client.get(mia)


# --- Answering ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stato", "dopo"),
    [
        (StatoDomanda.INTEGRAZIONE, StatoDomanda.IN_ISTRUTTORIA),
        (StatoDomanda.PREAVVISO, StatoDomanda.OSSERVAZIONI),
    ],
)
def test_an_answer_goes_back_to_the_office(
    client: Client, stato: StatoDomanda, dopo: StatoDomanda
) -> None:
    domanda = asked(stato)
    mia = enter(client, domanda)
    assert "Serve lo statuto firmato." in said(client.get(f"{mia}rispondi/").content.decode())
    answer = client.post(f"{mia}rispondi/", {"risposta": "Eccolo."})
    assert answer["Location"] == mia
    domanda.refresh_from_db()
    sospensione = domanda.sospensioni.get()
    assert (domanda.stato, sospensione.risposta) == (dopo, "Eccolo.")
    assert sospensione.al is not None


def test_files_come_with_the_answer_and_may_be_taken_away_before_it(client: Client) -> None:
    domanda = asked()
    vecchio = make_allegato(domanda=domanda)
    vecchio.__class__.objects.update(aggiunto_il=domanda.inviata_il - timedelta(days=1))
    mia = enter(client, domanda)
    for nome in ("uno.pdf", "due.pdf"):
        dati = {"tipo": "statuto", "file": a_file(make_pdf(), nome)}
        assert client.post(f"{mia}rispondi/", dati)["Location"] == f"{mia}rispondi/"
    nuovi = client.get(f"{mia}rispondi/").context["nuovi"]
    assert [a.documento.nome for a in nuovi] == ["uno.pdf", "due.pdf"]
    client.post(f"{mia}allegati/{nuovi[0].codice}/togli/")
    answer = client.post(f"{mia}allegati/{vecchio.codice}/togli/", follow=True)
    assert "Nel frattempo qualcosa è cambiato" in answer.content.decode()
    assert set(domanda.allegati.values_list("pk", flat=True)) == {vecchio.pk, nuovi[1].pk}
    client.post(f"{mia}rispondi/", {"risposta": "Eccolo."})
    client.post(f"{mia}allegati/{nuovi[1].codice}/togli/")
    assert domanda.allegati.count() == 2


def test_an_empty_answer_and_a_wrong_file_are_said_by_their_fields(client: Client) -> None:
    mia = enter(client, asked())
    vuota = client.post(f"{mia}rispondi/", {"risposta": " "})
    assert list(vuota.context["form"].errors) == ["risposta"]
    sbagliato = client.post(f"{mia}rispondi/", {"tipo": "statuto", "file": a_file(b"MZ")})
    assert list(sbagliato.context["allegato"].errors) == ["file"]


def test_answering_twice_is_one_answer(client: Client) -> None:
    domanda = asked()
    mia = enter(client, domanda)
    for _ in range(2):
        client.post(f"{mia}rispondi/", {"risposta": "Eccolo."})
    risposte = Passaggio.objects.about(domanda).filter(verbo="answer_integration")
    assert risposte.count() == 1


@pytest.mark.parametrize("stato", [StatoDomanda.INVIATA, StatoDomanda.RESPINTA])
def test_where_nothing_is_asked_there_is_nothing_to_answer(
    client: Client, stato: StatoDomanda
) -> None:
    mia = enter(client, make_domanda(stato))
    assert client.get(f"{mia}rispondi/")["Location"] == mia
    assert not_done(client.post(f"{mia}rispondi/", {"risposta": "Sì."})) == [("La risposta", "Sì.")]


def not_done(answer: HttpResponse) -> list[tuple[str, str]]:
    """What a page gives back of what was typed for a step that is no longer possible."""
    assert answer.status_code == 409
    scritti = answer.context["scritti"]
    assert all(testo in answer.text for _, testo in scritti)
    return scritti


def test_an_answer_that_comes_after_the_office_went_on_is_given_back(client: Client) -> None:
    domanda = asked()
    mia = enter(client, domanda)
    DomandaAdesione.objects.filter(pk=domanda.pk).update(stato=StatoDomanda.IN_ISTRUTTORIA)
    tardi = client.post(f"{mia}rispondi/", {"risposta": "Ecco lo statuto.", "invia": "1"})
    assert not_done(tardi) == [("La risposta", "Ecco lo statuto.")]
    assert "in istruttoria" in said(tardi.text)
    assert f'href="{mia}"' in tardi.text


def test_an_answer_already_written_stays_while_files_come_and_go(client: Client) -> None:
    mia = enter(client, asked())
    scritto = {"risposta": "Ecco lo statuto, e poi"}
    client.post(
        f"{mia}rispondi/", {"tipo": "statuto", "file": a_file(make_pdf(), "uno.pdf"), **scritto}
    )
    pagina = client.get(f"{mia}rispondi/")
    assert pagina.context["form"]["risposta"].value() == scritto["risposta"]
    rifiutato = client.post(
        f"{mia}rispondi/", {"tipo": "statuto", "file": a_file(b"MZ"), "risposta": "E altro"}
    )
    assert list(rifiutato.context["allegato"].errors) == ["file"]
    assert rifiutato.context["form"]["risposta"].value() == "E altro"
    assert not rifiutato.context["form"].errors
    (nuovo,) = pagina.context["nuovi"]
    client.post(f"{mia}allegati/{nuovo.codice}/togli/", {"risposta": "E altro ancora"})
    dopo = client.get(f"{mia}rispondi/")
    assert list(dopo.context["nuovi"]) == []
    assert dopo.context["form"]["risposta"].value() == "E altro ancora"


def test_a_file_chosen_and_not_added_is_not_left_behind(client: Client) -> None:
    domanda = asked()
    mia = enter(client, domanda)
    dati = {"tipo": "statuto", "file": a_file(make_pdf(), "uno.pdf"), "risposta": "Eccolo."}
    pagina = client.post(f"{mia}rispondi/", {**dati, "invia": "1"}, follow=True)
    assert "La risposta non è ancora partita" in said(pagina.text)
    assert [a.documento.nome for a in pagina.context["nuovi"]] == ["uno.pdf"]
    assert pagina.context["form"]["risposta"].value() == "Eccolo."
    client.post(f"{mia}rispondi/", {"tipo": "statuto", "risposta": "Eccolo.", "invia": "1"})
    assert domanda.sospensioni.get().risposta == "Eccolo."


def test_sending_the_same_answer_twice_is_no_mistake(client: Client) -> None:
    mia = enter(client, asked())
    risposte = [client.post(f"{mia}rispondi/", {"risposta": "Eccolo. "}) for _ in range(2)]
    assert [r["Location"] for r in risposte] == [mia, mia]


# --- Withdrawing --------------------------------------------------------------------------------


def test_a_request_is_withdrawn_with_its_reason(client: Client) -> None:
    domanda = make_domanda()
    mia = enter(client, domanda)
    senza = client.post(f"{mia}ritira/", {"motivo": ""})
    assert list(senza.context["form"].errors) == ["motivo"]
    client.post(f"{mia}ritira/", {"motivo": "Abbiamo cambiato idea."})
    domanda.refresh_from_db()
    assert domanda.stato == StatoDomanda.RITIRATA
    assert Passaggio.objects.about(domanda).get().motivo == "Abbiamo cambiato idea."


def test_a_request_that_was_decided_is_not_withdrawn(client: Client) -> None:
    domanda = make_domanda(StatoDomanda.ACCOLTA)
    mia = enter(client, domanda)
    assert "Ritira la domanda" not in page_of(client, domanda)
    tardi = client.post(f"{mia}ritira/", {"motivo": "Ci ripenso."})
    assert [testo for _, testo in not_done(tardi)] == ["Ci ripenso."]
    assert client.get(f"{mia}ritira/")["Location"] == mia
    domanda.refresh_from_db()
    assert domanda.stato == StatoDomanda.ACCOLTA


def test_of_a_draft_that_is_thrown_away_nothing_stays(client: Client) -> None:
    domanda = make_ready(modalita_firma=ModalitaFirma.AUTOGRAFA)
    make_allegato(domanda=domanda, tipo=TipoAllegato.IDENTITA)
    mia = enter(client, domanda)
    assert client.get(f"{mia}ritira/").status_code == 200
    assert DomandaAdesione.objects.count() == 1
    assert client.post(f"{mia}ritira/")["Location"] == "/aderisci/"
    assert DomandaAdesione.objects.count() == 0
    assert client.get(mia).status_code == 404


def test_a_draft_says_what_is_missing_first(client: Client) -> None:
    testo = page_of(client, make_empty())
    assert "Mancano ancora 13 cose. La prima: Denominazione" in testo
    assert "si può rileggere e inviare" in page_of(client, make_ready())


# --- With an account ----------------------------------------------------------------------------


def account(email: str, verified: bool = True) -> Utente:
    utente = make_utente(email=email)
    EmailAddress.objects.create(user=utente, email=email, verified=verified, primary=True)
    return utente


@pytest.mark.parametrize(
    ("stato", "titolo"),
    [
        (StatoDomanda.INTEGRAZIONE, "Integrazioni da mandare: domanda di Sartoria Aurora"),
        (StatoDomanda.PREAVVISO, "Osservazioni da mandare: domanda di Sartoria Aurora"),
    ],
)
def test_what_is_asked_of_who_has_an_account_is_on_their_scrivania_one_click_away(
    client: Client, stato: StatoDomanda, titolo: str
) -> None:
    domanda = asked(stato)
    DomandaAdesione.objects.update(
        email="chi@aurora.example", denominazione="Sartoria Aurora", confermata_il=timezone.now()
    )
    client.force_login(account("chi@aurora.example"))
    (gruppo,) = client.get("/scrivania/").context["gruppi"]
    (cosa,) = gruppo.cose
    assert (cosa.titolo, cosa.quando) == (titolo, domanda.sospensioni.get().entro_il)
    assert "Serve lo statuto firmato." in client.get(cosa.url).text
    client.post(f"{cosa.url}rispondi/", {"risposta": "Eccolo."})
    domanda.refresh_from_db()
    assert domanda.stato not in (StatoDomanda.INTEGRAZIONE, StatoDomanda.PREAVVISO)
    assert not client.get("/scrivania/").context["gruppi"]


@pytest.mark.parametrize(
    ("di_chi", "verified"), [("altro@aurora.example", True), ("chi@aurora.example", False)]
)
def test_the_request_of_an_address_that_is_not_proved_stays_closed(
    client: Client, di_chi: str, verified: bool
) -> None:
    domanda = asked()
    DomandaAdesione.objects.update(email="chi@aurora.example", confermata_il=timezone.now())
    client.force_login(account(di_chi, verified))
    assert client.get(f"/aderisci/{domanda.codice}/").status_code == 404
    assert "Integrazioni da mandare" not in client.get("/scrivania/").text
    client.logout()
    assert client.get(f"/aderisci/{domanda.codice}/").status_code == 404


def test_a_draft_that_nobody_confirmed_waits_for_its_link(client: Client) -> None:
    domanda = make_empty(email="chi@aurora.example", confermata_il=None)
    client.force_login(account("chi@aurora.example"))
    assert client.get(f"/aderisci/{domanda.codice}/").status_code == 404


def test_who_goes_out_or_is_suspended_no_longer_follows_it(client: Client) -> None:
    domanda = asked()
    DomandaAdesione.objects.update(email="chi@aurora.example", confermata_il=timezone.now())
    utente = account("chi@aurora.example")
    client.force_login(utente)
    assert client.get(f"/aderisci/{domanda.codice}/").status_code == 200
    Utente.objects.filter(pk=utente.pk).update(is_active=False)
    assert client.get(f"/aderisci/{domanda.codice}/").status_code == 404
