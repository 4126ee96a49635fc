"""A conflict that comes later, a mandato that ends: the sheets are voided at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from conciliazione.models import Messaggio, Passaggio
from conciliazione.periodi import today
from conciliazione.transizioni import NotAllowed, ReasonMissing, perform
from progetti.enums import StatoAvviso, StatoProposta, StatoValutazione
from progetti.models import Avviso, Incompatibilita, Proposta, Valutazione
from progetti.tasks import segui_valutazioni
from progetti.transitions.valutazioni import NON_SIEDE
from rete.enums import TipoLegame
from rete.incarichi import Fine, end
from rete.models import Legame, Mandato
from tests.factories import (
    make_atto,
    make_mandato,
    make_partecipazione,
    make_partenariato,
    make_soggetto,
)
from tests.factories.valutazioni import Gara, make_gara

pytestmark = pytest.mark.django_db
APERTA, CONSEGNATA, ANNULLATA = (
    StatoValutazione.IN_CORSO,
    StatoValutazione.CONSEGNATA,
    StatoValutazione.ANNULLATA,
)


@pytest.fixture
def gara() -> Gara:
    """Three members on two proposals; the first has delivered one sheet of two."""
    gara = make_gara()
    gara.open()
    gara.declare()
    gara.deliver(0, 0)
    return gara


def states(gara: Gara, membro: int) -> list[str]:
    return [gara.sheet(membro, p).stato for p in range(len(gara.proposte))]


def name_partner(gara: Gara) -> None:
    make_partecipazione(proposta=gara.proposte[1], soggetto=gara.mandati[0].designato_da)


def join_alliance(gara: Gara) -> None:
    make_partenariato(
        alleanza=gara.proposte[1].alleanza, soggetto=gara.mandati[0].designato_da, ruolo="partner"
    )


def tie(gara: Gara) -> None:
    Legame.objects.create(
        da=gara.proposte[1].proponente,
        a=gara.mandati[0].designato_da,
        tipo=TipoLegame.CONSORZIATO,
        fonte="statuto, art. 2",
    )


def declare_conflict(gara: Gara) -> None:
    Incompatibilita.objects.create(
        mandato=gara.mandati[0],
        proposta=gara.proposte[1],
        motivo="Ne è parente.",
        dichiarata_da=gara.mandati[0].utente,
    )


MODI = (name_partner, join_alliance, tie, declare_conflict)


@pytest.mark.parametrize("accade", MODI)
def test_open_and_delivered_sheets_are_voided_at_once(
    accade: Callable[[Gara], None], gara: Gara
) -> None:
    assert states(gara, 0) == [CONSEGNATA, APERTA]

    accade(gara)

    assert states(gara, 0) == [ANNULLATA, ANNULLATA]
    assert states(gara, 1) == [APERTA, APERTA]


def test_the_history_says_which_tie(gara: Gara) -> None:
    tie(gara)

    passaggio = Passaggio.objects.about(gara.sheet(0)).get(verbo="void")
    proponente, ente = gara.proposte[1].proponente, gara.mandati[0].designato_da
    assert passaggio.motivo == (
        f"Incompatibilità: {proponente} è consorziato in {ente} (fonte: statuto, art. 2);"
        f" {proponente} partecipa alla proposta di {proponente}."
    )


def test_the_member_and_the_staff_are_told(gara: Gara) -> None:
    name_partner(gara)

    scritti = Messaggio.objects.filter(chiave__startswith="schede-annullate")
    assert sorted(scritti.values_list("destinatario", flat=True)) == sorted(
        [gara.person(0).email, gara.responsabile.email]
    )


def test_what_does_not_concern_who_scores_voids_nothing(gara: Gara) -> None:
    make_partecipazione(proposta=gara.proposte[1], soggetto=make_soggetto())

    assert states(gara, 0) == [CONSEGNATA, APERTA]


def test_over_the_single_proposal_the_other_sheet_stays(gara: Gara) -> None:
    Avviso.objects.filter(pk=gara.avviso.pk).update(
        ambito_incompatibilita="proposta", atto_incompatibilita=make_atto()
    )

    name_partner(gara)

    assert states(gara, 0) == [CONSEGNATA, ANNULLATA]


def test_what_was_written_in_bulk_is_found_by_the_portal(gara: Gara) -> None:
    ente, proponente = gara.mandati[0].designato_da, gara.proposte[1].proponente
    Legame.objects.bulk_create([Legame(da=ente, a=proponente, tipo=TipoLegame.FEDERATO)])
    assert states(gara, 0) == [CONSEGNATA, APERTA]

    segui_valutazioni()

    assert states(gara, 0) == [ANNULLATA, ANNULLATA]


# --- Who sits no more -----------------------------------------------------------------------------


def leave(gara: Gara, membro: int) -> None:
    end(gara.mandati[membro], gara.responsabile, Fine(al=None, motivo="Ha lasciato l’ente."))


def test_who_leaves_the_organo_keeps_what_they_delivered(gara: Gara) -> None:
    leave(gara, 0)

    assert states(gara, 0) == [CONSEGNATA, ANNULLATA]
    assert states(gara, 1) == [APERTA, APERTA]
    passaggio = Passaggio.objects.about(gara.sheet(0, 1)).get(verbo="void")
    assert (passaggio.autore, passaggio.motivo) == (None, NON_SIEDE)
    scritti = Messaggio.objects.filter(chiave__startswith="schede-annullate")
    assert sorted(scritti.values_list("destinatario", flat=True)) == sorted(
        [gara.person(0).email, gara.responsabile.email]
    )


def test_nobody_waits_for_who_left(gara: Gara) -> None:
    for membro, proposta in ((1, 0), (1, 1), (2, 0), (2, 1)):
        gara.deliver(membro, proposta)
    segui_valutazioni()
    assert gara.fresh().rivelato_il is None

    leave(gara, 0)
    segui_valutazioni()

    assert gara.fresh().rivelato_il is not None


def test_who_takes_their_seat_is_waited_for(gara: Gara) -> None:
    for membro, proposta in ((1, 0), (1, 1), (2, 0), (2, 1)):
        gara.deliver(membro, proposta)
    leave(gara, 0)
    make_mandato(seggio=gara.mandati[0].seggio)

    segui_valutazioni()

    assert gara.fresh().rivelato_il is None
    perform(gara.fresh(), "reveal", gara.responsabile, reason="Non c’è tempo per un’altra scheda.")
    assert gara.fresh().rivelato_il is not None


def test_a_mandato_that_expires_is_found_by_the_portal(gara: Gara) -> None:
    Mandato.objects.filter(pk=gara.mandati[0].pk).update(al=today() - timedelta(days=1))

    segui_valutazioni()

    assert states(gara, 0) == [CONSEGNATA, ANNULLATA]


@pytest.mark.parametrize("stato", [StatoAvviso.CHIUSO, StatoAvviso.CONCLUSO])
def test_after_the_reveal_nothing_is_touched(stato: str, gara: Gara) -> None:
    for membro, proposta in ((0, 1), (1, 0), (1, 1), (2, 0), (2, 1)):
        gara.deliver(membro, proposta)
    segui_valutazioni()
    if stato == StatoAvviso.CONCLUSO:
        conclude(gara)

    name_partner(gara)

    assert states(gara, 0) == [CONSEGNATA, CONSEGNATA]


def conclude(gara: Gara) -> None:
    adesso = gara.fresh().rivelato_il
    Avviso.objects.filter(pk=gara.avviso.pk).update(
        stato=StatoAvviso.CONCLUSO, valutato_il=adesso, concluso_il=adesso, atto_esito=make_atto()
    )
    Proposta.objects.update(stato=StatoProposta.NON_FINANZIATA, decisa_il=adesso)


def test_the_responsabile_voids_a_revealed_sheet_with_a_reason(gara: Gara) -> None:
    scheda = gara.sheet(0)
    with pytest.raises(ReasonMissing):
        perform(scheda, "void", gara.responsabile)
    with pytest.raises(NotAllowed):
        perform(scheda, "void", gara.person(1), reason="Così.")

    perform(scheda, "void", gara.responsabile, reason="Un legame emerso dopo.")

    assert states(gara, 0) == [ANNULLATA, APERTA]


def test_a_voided_sheet_is_written_by_nobody(gara: Gara) -> None:
    scheda = gara.write(0, 1)
    name_partner(gara)

    with pytest.raises(NotAllowed):
        perform(scheda, "deliver", gara.person(0))
    assert Valutazione.objects.get(pk=scheda.pk).consegnati.count() == 0
