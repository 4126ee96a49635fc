"""The Scrivania of who leads a procedure says which step waits for them, and leads to its page."""

import re

import pytest
from django.test import Client

from conciliazione.transizioni import perform
from progetti.enums import RimedioNumeroLegale, StatoAvviso, StatoProposta
from progetti.models import Avviso, Proposta, RimedioAmmesso
from rete.enums import RuoloDelega
from rete.incarichi import Fine, end
from rete.models import Utente
from tests.factories import (
    make_atto,
    make_delega,
    make_mandato,
    make_partecipazione,
    make_utente,
)
from tests.factories.valutazioni import Gara, make_gara

pytestmark = pytest.mark.django_db
CARTA = re.compile(r'<a[^>]*href="(/(?:valutazioni/)?avvisi/[^"]*)"[^>]*>\s*([^<]*?)\s*</a>')


@pytest.fixture
def gara() -> Gara:
    return make_gara()


def cards(utente: Utente) -> dict[str, str]:
    """What the Scrivania of a person says about calls, with the page to which it leads."""
    client = Client()
    client.force_login(Utente.objects.get(pk=utente.pk))
    return {titolo: dove for dove, titolo in CARTA.findall(client.get("/scrivania/").text)}


def phase(gara: Gara, parole: str) -> str:
    return f"/valutazioni/avvisi/{gara.avviso.slug}/fasi/{parole}/"


def ranking(gara: Gara, pagina: str) -> str:
    return f"/avvisi/{gara.avviso.slug}/graduatoria/{pagina}/"


def expect(gara: Gara, attese: dict[str, str]) -> None:
    """The responsabile is told exactly that, and each page opens."""
    assert cards(gara.responsabile) == attese
    client = Client()
    client.force_login(Utente.objects.get(pk=gara.responsabile.pk))
    assert {client.get(dove).status_code for dove in attese.values()} <= {200}


def test_sheets_to_open(gara: Gara) -> None:
    expect(gara, {"Aprire le schede di valutazione": phase(gara, "apri-le-schede")})


def test_without_numero_legale_a_remedy_is_chosen_first(gara: Gara) -> None:
    for membro in (0, 1):
        make_partecipazione(proposta=gara.proposte[0], soggetto=gara.mandati[membro].designato_da)
    RimedioAmmesso.objects.create(avviso=gara.avviso, rimedio=RimedioNumeroLegale.RIDOTTO)

    expect(
        gara,
        {"Manca il numero legale: scegliere un rimedio": phase(gara, "scegli-un-rimedio")},
    )


def test_sheets_that_are_not_delivered_yet(gara: Gara) -> None:
    gara.open()
    gara.declare()
    pagina = f"/valutazioni/avvisi/{gara.avviso.slug}/"
    expect(gara, {"6 schede da consegnare": pagina})

    for membro, proposta in ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0)):
        gara.deliver(membro, proposta)

    expect(gara, {"1 scheda da consegnare": pagina})


def test_who_leads_and_scores_is_not_told_how_far_the_others_are(gara: Gara) -> None:
    make_delega(
        utente=gara.mandati[0].utente,
        soggetto=gara.avviso.ciclo.capofila,
        ruolo=RuoloDelega.RESPONSABILE,
    )
    gara.open()
    gara.declare()

    assert set(cards(gara.person(0))) == {"Compilare e consegnare 2 schede di valutazione"}


def test_sheets_for_who_takes_the_seat_of_who_left(gara: Gara) -> None:
    gara.open()
    end(gara.mandati[0], gara.responsabile, Fine(al=None, motivo="Ha lasciato l’ente."))
    make_mandato(seggio=gara.mandati[0].seggio)

    expect(
        gara,
        {
            "Aprire 2 schede a chi può valutare e non ne ha": phase(
                gara, "apri-le-schede-mancanti"
            ),
            "4 schede da consegnare": f"/valutazioni/avvisi/{gara.avviso.slug}/",
        },
    )


def choose_reduced(gara: Gara) -> None:
    rimedio = RimedioNumeroLegale.RIDOTTO
    RimedioAmmesso.objects.create(avviso=gara.avviso, rimedio=rimedio)
    perform(
        gara.fresh(),
        "choose_remedy",
        gara.responsabile,
        reason="Uno ha lasciato.",
        rimedio=rimedio,
        record_act=make_atto,
    )


def test_all_delivered_by_too_few(gara: Gara) -> None:
    Avviso.objects.filter(pk=gara.avviso.pk).update(numero_legale=3)
    gara.open()
    gara.declare()
    end(gara.mandati[0], gara.responsabile, Fine(al=None, motivo="Ha lasciato l’ente."))
    gara.reveal([])
    for membro, proposta in ((1, 0), (1, 1), (2, 0), (2, 1)):
        gara.deliver(membro, proposta)
    gara.reveal([])

    titolo = "Manca il numero legale: scegliere un rimedio"
    expect(gara, {titolo: phase(gara, "scegli-un-rimedio")})
    choose_reduced(gara)
    titolo = "Nessuna scheda da aspettare: chiudere la valutazione"
    expect(gara, {titolo: phase(gara, "chiudi-la-valutazione")})


def test_a_ranking_to_prepare_and_then_its_act(gara: Gara) -> None:
    gara.open()
    gara.declare()
    gara.reveal([["5", "5"]] * 3)
    expect(gara, {"Preparare e chiudere la graduatoria": ranking(gara, "prepara")})

    quando = gara.fresh().rivelato_il
    Avviso.objects.update(stato=StatoAvviso.VALUTATO, valutato_il=quando)
    Proposta.objects.update(stato=StatoProposta.VALUTATA)

    expect(
        gara,
        {"Registrare l’atto che approva la graduatoria": ranking(gara, "registra-l-atto")},
    )


def test_who_records_no_acts_is_told_nothing_of_this(gara: Gara) -> None:
    operatore = make_utente()
    make_delega(utente=operatore, soggetto=gara.avviso.ciclo.capofila, ruolo=RuoloDelega.OPERATORE)
    gara.open()

    assert cards(operatore) == {}
