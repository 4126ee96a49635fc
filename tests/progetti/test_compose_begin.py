"""Who speaks for a soggetto that may propose begins a proposal on an open call, once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from alleanze.models import Alleanza
from conciliazione.models import Passaggio
from progetti.enums import ChiPropone, StatoAvviso, StatoProposta
from progetti.models import Proposta
from rete.models import Utente
from tests.factories import (
    make_alleanza,
    make_delega,
    make_partenariato,
    make_soggetto,
    make_utente,
)
from tests.factories.avvisi import make_avviso, make_proposta
from tests.progetti.comporre import make_call, make_draft, partner_of, said


def page_of(avviso: object) -> str:
    return f"/proposte/comincia/{avviso.slug}/"


def begin(client: Client, avviso: object, **altro: object) -> object:
    form = client.get(page_of(avviso)).context["form"]
    (nome,) = {"soggetto", "alleanza"} & form.fields.keys()
    dati = {nome: form.fields[nome].queryset[0].slug, "gettone": form["gettone"].value()}
    return client.post(page_of(avviso), {**dati, **altro})


def test_the_capofila_begins_with_the_partners_of_the_alliance(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    make_partenariato(alleanza=alleanza, al="2015-01-01")
    client.force_login(capofila)
    answer = begin(client, make_call(alleanza))
    proposta = Proposta.objects.get()
    assert answer["Location"] == f"/proposte/{proposta.codice}/"
    assert (proposta.proponente, proposta.alleanza) == (alleanza.capofila, alleanza)
    righe = proposta.partecipazioni.all()
    dette = [(p.capofila, p.stato, p.risposto_da) for p in righe]
    assert dette == [(True, "confermata", str(capofila)), (False, "attesa", "")]


def test_who_is_in_the_alliance_twice_is_named_once(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    make_partenariato(alleanza=alleanza, soggetto=alleanza.capofila)
    assert make_draft(capofila, alleanza).partecipazioni.count() == 2


def test_the_beginning_is_in_the_history(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    proposta = make_draft(capofila, alleanza)
    righe = Passaggio.objects.about(proposta.partecipazioni.get(capofila=True))
    assert [(p.verbo, p.autore) for p in righe] == [("confirm", capofila)]


def test_a_double_click_begins_one(client: Client, capofila: Utente, alleanza: Alleanza) -> None:
    client.force_login(capofila)
    avviso = make_call(alleanza)
    begin(client, avviso, gettone="lo-stesso")
    answer = begin(client, avviso, gettone="lo-stesso")
    assert answer["Location"] == f"/proposte/{Proposta.objects.get().codice}/"


def test_the_second_proposal_of_a_soggetto_leads_to_the_first(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    prima = make_draft(capofila, alleanza, titolo="Quella di prima")
    client.force_login(capofila)
    pagina = client.get(page_of(prima.avviso)).content.decode()
    assert "C’è già una proposta" in said(pagina)
    assert "Quella di prima" in said(pagina)
    form = client.get(page_of(prima.avviso)).context["form"]
    dati = {"alleanza": alleanza.slug, "gettone": form["gettone"].value()}
    answer = client.post(page_of(prima.avviso), dati, follow=True)
    assert answer.redirect_chain == [(f"/proposte/{prima.codice}/", 302)]
    assert "ha già una proposta su questo avviso: è questa." in said(answer.content.decode())


def _second_alliance(alleanza: Alleanza) -> Alleanza:
    altra = make_alleanza(ciclo=alleanza.ciclo, ordine=9)
    make_partenariato(alleanza=altra, ruolo="capofila", soggetto=alleanza.capofila)
    return altra


def test_who_leads_two_alliances_proposes_for_each(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    altra, avviso = _second_alliance(alleanza), make_call(alleanza)
    client.force_login(capofila)
    scelte = client.get(page_of(avviso)).context["form"].fields["alleanza"]
    assert (set(scelte.queryset), scelte.empty_label) == ({alleanza, altra}, "Scegliere l’alleanza")
    for quale in (altra, alleanza):
        assert begin(client, avviso, alleanza=quale.slug).status_code == 302
    dette = Proposta.objects.order_by("pk").values_list("proponente", "alleanza")
    assert list(dette) == [(alleanza.capofila.pk, altra.pk), (alleanza.capofila.pk, alleanza.pk)]
    answer = begin(client, avviso, alleanza=altra.slug)
    assert answer["Location"] == Proposta.objects.get(alleanza=altra).get_absolute_url()


def test_which_alliance_is_not_guessed(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    _second_alliance(alleanza)
    client.force_login(capofila)
    answer = begin(client, make_call(alleanza), alleanza="")
    assert answer.context["form"].errors.keys() == {"alleanza"}
    assert not Proposta.objects.exists()


def test_an_alliance_led_by_others_or_of_another_ciclo_is_not_a_choice(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    altrui = make_alleanza(ciclo=alleanza.ciclo)
    vecchia = make_alleanza()
    make_partenariato(alleanza=vecchia, ruolo="capofila", soggetto=alleanza.capofila)
    client.force_login(capofila)
    for quale in (altrui, vecchia):
        answer = begin(client, make_call(alleanza), alleanza=quale.slug)
        assert answer.context["form"].errors.keys() == {"alleanza"}


@pytest.mark.parametrize("con_alleanza", [True, False])
def test_the_database_keeps_one_for_each_alliance_or_proponent(
    alleanza: Alleanza, con_alleanza: bool
) -> None:
    avviso, primo, secondo = make_call(alleanza), alleanza.capofila, make_soggetto()
    if con_alleanza:
        casi = [(primo, alleanza), (secondo, alleanza)]
        libera = (primo, _second_alliance(alleanza))
    else:
        casi, libera = [(primo, None), (primo, None)], (secondo, None)
    for proponente, sua in (casi[0], libera):
        make_proposta("bozza", avviso=avviso, proponente=proponente, alleanza=sua)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_proposta("bozza", avviso=avviso, proponente=casi[1][0], alleanza=casi[1][1])


def test_a_new_capofila_is_told_that_the_alliance_has_one(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    avviso = make_call(alleanza)
    make_proposta("bozza", avviso=avviso, proponente=make_soggetto(), alleanza=alleanza)
    client.force_login(capofila)
    answer = begin(client, avviso)
    assert "cominciata da chi la guidava prima" in said(answer.content.decode())
    assert avviso.proposte.count() == 1


def test_after_a_withdrawal_one_begins_again(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    avviso = make_call(alleanza)
    make_proposta(
        StatoProposta.RITIRATA, avviso=avviso, proponente=alleanza.capofila, alleanza=alleanza
    )
    client.force_login(capofila)
    assert begin(client, avviso).status_code == 302
    assert avviso.proposte.count() == 2


def test_a_soggetto_without_alliance_proposes_where_the_call_says(
    client: Client, estraneo: Utente, ciclo: object
) -> None:
    soggetto = make_soggetto()
    make_delega(utente=estraneo, soggetto=soggetto)
    client.force_login(estraneo)
    begin(client, make_avviso(ciclo=ciclo, chi_propone=ChiPropone.SOGGETTO))
    proposta = Proposta.objects.get()
    assert (proposta.proponente, proposta.alleanza) == (soggetto, None)
    assert proposta.partecipazioni.count() == 1


def test_a_call_that_is_not_open_begins_nothing(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    domani = timezone.now() + timedelta(days=1)
    avviso = make_call(alleanza, apre_il=domani)
    client.force_login(capofila)
    assert client.post(page_of(avviso))["Location"] == avviso.get_absolute_url()
    assert not Proposta.objects.exists()


@pytest.mark.parametrize(
    ("chi", "stato", "atteso"),
    [
        ("partner", StatoAvviso.PUBBLICATO, 403),
        ("estraneo", StatoAvviso.PUBBLICATO, 403),
        ("asl", StatoAvviso.PUBBLICATO, 403),
        ("capofila", StatoAvviso.BOZZA, 404),
    ],
)
def test_others_do_not_begin(
    client: Client,
    request: pytest.FixtureRequest,
    alleanza: Alleanza,
    chi: str,
    stato: str,
    atteso: int,
) -> None:
    avviso = make_call(alleanza, stato=stato)
    client.force_login(request.getfixturevalue(chi))
    for answer in (client.get(page_of(avviso)), client.post(page_of(avviso))):
        assert answer.status_code == atteso


def test_wrong_choices_are_said(client: Client, capofila: Utente, alleanza: Alleanza) -> None:
    client.force_login(capofila)
    answer = begin(client, make_call(alleanza), alleanza="assente")
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"alleanza"}


# --- The list, and who reads ----------------------------------------------------------------------


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_costs_the_same_however_long(
    client: Client, capofila: Utente, alleanza: Alleanza, quante: int
) -> None:
    for n in range(quante):
        make_draft(capofila, alleanza, titolo=f"Proposta {n}")
    client.force_login(capofila)
    client.get("/proposte/")
    with assertNumQueries(6):
        pagina = client.get("/proposte/")
    assert len(pagina.context["proposte"]) == quante


def test_each_sees_their_own(client: Client, capofila: Utente, partner: Utente) -> None:
    alleanza = Alleanza.objects.get(slug="alleanza")
    proposta = make_draft(capofila, alleanza)
    altra = make_proposta(avviso=proposta.avviso)
    for chi in (capofila, partner):
        client.force_login(chi)
        assert list(client.get("/proposte/").context["proposte"]) == [proposta]
        assert client.get(f"/proposte/{proposta.codice}/").status_code == 200
        assert client.get(f"/proposte/{altra.codice}/").status_code == 404


def test_who_refused_no_longer_sees_it(client: Client, capofila: Utente, partner: Utente) -> None:
    proposta = make_draft(capofila, Alleanza.objects.get(slug="alleanza"))
    adesso = timezone.now()
    type(partner_of(proposta)).objects.filter(pk=partner_of(proposta).pk).update(
        stato="rifiutata", risposto_il=adesso, risposto_da="chi"
    )
    client.force_login(partner)
    assert list(client.get("/proposte/").context["proposte"]) == []
    assert client.get(f"/proposte/{proposta.codice}/").status_code == 404


PASSI = ("che-cosa", "chi", "obiettivi", "risultati", "tempi", "costi", "allegati", "riepilogo")


@pytest.mark.parametrize("passo", PASSI)
@pytest.mark.parametrize(
    ("chi", "atteso"), [("capofila", 200), ("partner", 403), ("asl", 404), ("comitato", 404)]
)
def test_only_who_proposes_writes(
    client: Client, request: pytest.FixtureRequest, passo: str, chi: str, atteso: int
) -> None:
    capofila = request.getfixturevalue("capofila")
    proposta = make_draft(capofila, Alleanza.objects.get(slug="alleanza"))
    client.force_login(request.getfixturevalue(chi))
    assert client.get(f"/proposte/{proposta.codice}/{passo}/").status_code == atteso


@pytest.mark.parametrize("passo", PASSI)
def test_a_proposal_that_was_sent_is_only_read(
    client: Client, capofila: Utente, alleanza: Alleanza, passo: str
) -> None:
    proposta = make_draft(
        capofila, alleanza, titolo="Inviata", stato="presentata", presentata_il=timezone.now()
    )
    client.force_login(capofila)
    for answer in (
        client.get(f"/proposte/{proposta.codice}/{passo}/"),
        client.post(f"/proposte/{proposta.codice}/{passo}/", {"titolo": "Altro"}),
    ):
        assert answer.status_code in (302, 405)
    proposta.refresh_from_db()
    assert proposta.titolo == "Inviata"
    assert client.get(f"/proposte/{proposta.codice}/").status_code == 200


def test_a_newcomer_has_an_empty_list(client: Client, ciclo: object) -> None:
    client.force_login(make_utente())
    assert "Nessuna proposta" in said(client.get("/proposte/").content.decode())


@pytest.mark.parametrize(("chi", "si_propone"), [("capofila", True), ("partner", False)])
def test_the_page_of_an_open_call_leads_here(
    client: Client,
    request: pytest.FixtureRequest,
    alleanza: Alleanza,
    chi: str,
    si_propone: bool,
) -> None:
    avviso = make_call(alleanza)
    client.force_login(request.getfixturevalue(chi))
    pagina = client.get(f"/avvisi/{avviso.slug}/").content.decode()
    assert (f'href="{page_of(avviso)}"' in pagina) == si_propone
    assert page_of(avviso) not in Client().get(f"/avvisi/{avviso.slug}/").content.decode()
