"""The sheets are opened for who is free, once everything is examined; or a remedy is chosen."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from conciliazione.models import Messaggio
from conciliazione.transizioni import NotAllowed, ReasonMissing, available, perform
from progetti.enums import (
    AmbitoIncompatibilita,
    RimedioNumeroLegale,
    StatoProposta,
    StatoValutazione,
)
from progetti.graduatoria import read_ranking, what_stops
from progetti.models import Proposta, Punteggio, RimedioAmmesso, Valutazione
from rete.enums import QualitaMandato
from tests.factories import make_atto, make_mandato, make_organo, make_partecipazione, make_seggio
from tests.factories.valutazioni import Gara, make_gara

pytestmark = pytest.mark.django_db


@pytest.fixture
def gara() -> Gara:
    return make_gara()


def pairs(gara: Gara) -> set[tuple[int, int]]:
    """Who has a sheet on what, by their places."""
    mandati = [m.pk for m in gara.mandati]
    proposte = [p.pk for p in gara.proposte]
    righe = Valutazione.objects.values_list("mandato", "proposta")
    return {(mandati.index(m), proposte.index(p)) for m, p in righe}


def exclude(gara: Gara, *membri: int, proposta: int = 0) -> None:
    """Let the body of these members take part in a proposal."""
    for membro in membri:
        make_partecipazione(
            proposta=gara.proposte[proposta], soggetto=gara.mandati[membro].designato_da
        )


def choose(gara: Gara, rimedio: str, **dati: object) -> None:
    RimedioAmmesso.objects.get_or_create(avviso=gara.avviso, rimedio=rimedio)
    perform(
        gara.fresh(),
        "choose_remedy",
        gara.responsabile,
        reason="Due componenti concorrono.",
        rimedio=rimedio,
        record_act=make_atto,
        **dati,
    )


def test_every_free_member_has_an_empty_sheet_on_every_proposal(gara: Gara) -> None:
    gara.open()

    assert pairs(gara) == {(m, p) for m in range(3) for p in range(2)}
    assert Punteggio.objects.filter(punti=None, motivazione="").count() == 3 * 2 * 2
    assert gara.fresh().valutazione_aperta_il is not None


def test_each_member_is_told_once(gara: Gara) -> None:
    gara.open()

    scritti = Messaggio.objects.filter(chiave__startswith="schede-aperte")
    assert sorted(scritti.values_list("destinatario", flat=True)) == sorted(
        m.utente.email for m in gara.mandati
    )


@pytest.mark.parametrize(
    "stato", [StatoProposta.PRESENTATA, StatoProposta.CHIARIMENTI, StatoProposta.PREAVVISO]
)
def test_not_while_a_proposal_is_to_examine(gara: Gara, stato: str) -> None:
    Proposta.objects.filter(pk=gara.proposte[0].pk).update(stato=stato)

    with pytest.raises(ValidationError, match="ancora detto se sono ammissibili: 1"):
        gara.open()


def test_not_when_nothing_is_admissible(gara: Gara) -> None:
    Proposta.objects.update(stato=StatoProposta.ESCLUSA, atto_esclusione=make_atto())

    with pytest.raises(ValidationError, match="Nessuna proposta è ammissibile"):
        gara.open()


def test_only_who_records_the_acts_opens(gara: Gara) -> None:
    with pytest.raises(NotAllowed):
        perform(gara.avviso, "open_scoring", gara.person(0))


def test_they_are_opened_once(gara: Gara) -> None:
    assert {"open_scoring", "choose_remedy"} <= set(available(gara.fresh(), gara.responsabile))

    gara.open()

    assert set(available(gara.fresh(), gara.responsabile)) & {
        *("open_scoring", "choose_remedy", "add_sheets", "reveal")
    } == {"choose_remedy", "add_sheets", "reveal"}
    with pytest.raises(NotAllowed):
        gara.open()


# --- Without enough members ---------------------------------------------------------------------


def test_without_enough_free_members_nothing_is_opened(gara: Gara) -> None:
    exclude(gara, 0, 1)

    with pytest.raises(ValidationError, match="Manca il numero legale"):
        gara.open()
    assert pairs(gara) == set()


def test_the_free_ones_alone_may_be_chosen(gara: Gara) -> None:
    exclude(gara, 0, 1)

    choose(gara, RimedioNumeroLegale.RIDOTTO)
    gara.open()

    assert gara.fresh().numero_legale == 1
    assert pairs(gara) == {(2, 0), (2, 1)}


def test_the_conflict_may_be_kept_to_the_single_proposal(gara: Gara) -> None:
    exclude(gara, 0)
    exclude(gara, 1, proposta=1)

    choose(gara, RimedioNumeroLegale.SINGOLA_PROPOSTA)
    gara.open()

    avviso = gara.fresh()
    assert avviso.ambito_incompatibilita == AmbitoIncompatibilita.PROPOSTA
    assert avviso.atto_incompatibilita == avviso.scelte.get().atto
    assert pairs(gara) == {(0, 1), (1, 0), (2, 0), (2, 1)}


def test_another_organo_may_be_chosen(gara: Gara) -> None:
    exclude(gara, 0, 1)
    altra = make_organo()

    choose(gara, RimedioNumeroLegale.ALTRO_ORGANO, organo=altra)

    avviso = gara.fresh()
    assert (avviso.organo, avviso.scelte.get().liberi) == (altra, 1)


def test_another_organo_must_be_named(gara: Gara) -> None:
    exclude(gara, 0, 1)

    with pytest.raises(ValidationError, match="Indicare la commissione"):
        choose(gara, RimedioNumeroLegale.ALTRO_ORGANO, organo=gara.avviso.organo)


def test_a_remedy_is_among_those_of_the_call(gara: Gara) -> None:
    exclude(gara, 0, 1)

    with pytest.raises(ValidationError, match="L’avviso non lo ammette"):
        perform(
            gara.fresh(),
            "choose_remedy",
            gara.responsabile,
            reason="Perché sì.",
            rimedio=RimedioNumeroLegale.RIDOTTO,
            record_act=make_atto,
        )


def test_a_remedy_is_not_chosen_without_need(gara: Gara) -> None:
    with pytest.raises(ValidationError, match="Il numero legale c’è"):
        choose(gara, RimedioNumeroLegale.RIDOTTO)


def test_where_nobody_is_free_the_free_ones_are_not_a_remedy(gara: Gara) -> None:
    exclude(gara, 0, 1, 2)

    with pytest.raises(ValidationError, match="alcun componente libero"):
        choose(gara, RimedioNumeroLegale.RIDOTTO)


def test_a_remedy_has_its_reason(gara: Gara) -> None:
    exclude(gara, 0, 1)
    RimedioAmmesso.objects.create(avviso=gara.avviso, rimedio=RimedioNumeroLegale.RIDOTTO)

    with pytest.raises(ReasonMissing):
        perform(
            gara.fresh(),
            "choose_remedy",
            gara.responsabile,
            rimedio=RimedioNumeroLegale.RIDOTTO,
            record_act=make_atto,
        )


def test_the_button_is_there_where_it_serves(gara: Gara, client: Client) -> None:
    client.force_login(gara.responsabile)
    pagina = f"/valutazioni/avvisi/{gara.avviso.slug}/"
    assert "Scegli il rimedio" not in client.get(pagina).text

    exclude(gara, 0, 1)

    assert "Scegli il rimedio" in client.get(pagina).text


def test_the_same_remedy_again_when_one_more_is_lost() -> None:
    gara = make_gara(numero_legale=3)
    exclude(gara, 0)
    choose(gara, RimedioNumeroLegale.RIDOTTO)
    exclude(gara, 1)
    choose(gara, RimedioNumeroLegale.RIDOTTO)

    avviso = gara.fresh()
    assert avviso.numero_legale == 1
    assert list(avviso.scelte.values_list("liberi", flat=True)) == [2, 1]


# --- When members are lost after the sheets were opened -----------------------------------------


def void(gara: Gara, membro: int, proposta: int) -> None:
    perform(gara.sheet(membro, proposta), "void", gara.responsabile, reason="Non può.")


def test_after_the_opening_the_remedy_lets_the_scoring_be_closed(gara: Gara) -> None:
    gara.open()
    gara.declare()
    for membro in (0, 1):
        void(gara, membro, 0)
    gara.deliver(2, 0)
    for membro in range(3):
        gara.deliver(membro, 1)
    with pytest.raises(ValidationError, match="meno schede consegnate del numero legale"):
        perform(gara.fresh(), "reveal", gara.responsabile, reason="Non possono.")

    choose(gara, RimedioNumeroLegale.RIDOTTO)
    perform(gara.fresh(), "reveal", gara.responsabile)

    avviso = gara.fresh()
    assert (avviso.numero_legale, avviso.scelte.get().liberi) == (1, 1)
    assert avviso.rivelato_il is not None


def test_after_the_reveal_it_is_needed_for_the_ranking(gara: Gara) -> None:
    gara.open()
    gara.declare()
    gara.reveal([["8", "5"], ["7", "5"], ["6", "5"]])
    for membro in (0, 1):
        void(gara, membro, 0)

    assert any("contano 1 schede" in detto for detto in what_stops(read_ranking(gara.fresh())))
    with pytest.raises(ValidationError, match="già rivelati"):
        choose(gara, RimedioNumeroLegale.SINGOLA_PROPOSTA)
    choose(gara, RimedioNumeroLegale.RIDOTTO)
    assert not any("contano" in detto for detto in what_stops(read_ranking(gara.fresh())))


def test_another_organo_begins_again_blind(gara: Gara) -> None:
    gara.open()
    gara.declare()
    gara.reveal([["8", "5"], ["7", "5"], ["6", "5"]])
    for membro in range(3):
        void(gara, membro, 0)
    altra = make_organo()
    nuovi = [make_mandato(seggio=make_seggio(organo=altra)) for _ in range(2)]

    choose(gara, RimedioNumeroLegale.ALTRO_ORGANO, organo=altra)
    perform(gara.fresh(), "add_sheets", gara.responsabile)

    assert gara.fresh().rivelato_il is None
    vive = Valutazione.objects.exclude(stato=StatoValutazione.ANNULLATA)
    assert set(vive.values_list("mandato", "proposta")) == {
        (m.pk, p.pk) for m in nuovi for p in gara.proposte
    }


# --- Who becomes free later ---------------------------------------------------------------------


def test_a_substitute_gets_the_missing_sheets(gara: Gara) -> None:
    gara.open()
    exclude(gara, 0)
    supplente = make_mandato(seggio=gara.mandati[0].seggio, qualita=QualitaMandato.SUPPLENTE)

    perform(gara.fresh(), "add_sheets", gara.responsabile)

    assert list(supplente.valutazioni.values_list("proposta", flat=True)) == [
        p.pk for p in gara.proposte
    ]
    assert Punteggio.objects.filter(valutazione__mandato=supplente).count() == 4


def test_when_nobody_is_missing_nothing_is_added(gara: Gara) -> None:
    gara.open()

    with pytest.raises(ValidationError, match="ha già le sue schede"):
        perform(gara.fresh(), "add_sheets", gara.responsabile)
