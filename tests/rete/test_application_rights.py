"""Who may do what to a membership request, in each of its states: the whole table."""

import pytest

from conciliazione.transizioni import NotAllowed, available, perform, transitions_of
from rete.enums import StatoDomanda, TipoSospensione
from rete.models import DomandaAdesione, Utente
from rete.permissions import applications_visible_to, can_view_application
from rete.transitions.domande import DEL_RICHIEDENTE
from tests.factories import make_bozza, make_domanda, make_sospensione

CAST = (
    *("asl", "responsabile", "direzione", "capofila", "partner", "comitato", "tavolo"),
    *("regione", "estraneo"),
)
STATI = tuple(stato.value for stato in StatoDomanda)
# What each may do in each state: nobody else, and nothing else.
ESAME = {"match", "protocol"}
PUO = {
    "asl": {
        "inviata": {"take", *ESAME},
        "in_istruttoria": {"reassign", "ask_integration", *ESAME},
        "integrazione_richiesta": {"reassign", "resume", *ESAME},
        "preavviso": {"reassign", *ESAME},
        "osservazioni": {"reassign", "resume", *ESAME},
    },
    "responsabile": {
        "inviata": {"take", *ESAME},
        "in_istruttoria": {"reassign", "ask_integration", "warn_refusal", "accept", *ESAME},
        "integrazione_richiesta": {"reassign", "resume", *ESAME},
        "preavviso": {"reassign", "resume", *ESAME},
        "osservazioni": {"reassign", "resume", "accept", "refuse", *ESAME},
    },
    # The applicant, and the portal.
    None: {
        "bozza": {"send", "withdraw"},
        "inviata": {"withdraw"},
        "in_istruttoria": {"withdraw"},
        "integrazione_richiesta": {"withdraw", "answer_integration"},
        "preavviso": {"withdraw", "answer_warning"},
        "osservazioni": {"withdraw"},
    },
}


def request_in(stato: str) -> DomandaAdesione:
    """A request in that state, with what it has been through to be there."""
    if stato == StatoDomanda.BOZZA:
        return make_bozza()
    domanda = make_domanda(stato)
    if stato in (StatoDomanda.INTEGRAZIONE, StatoDomanda.PREAVVISO):
        make_sospensione(domanda=domanda)
    if stato == StatoDomanda.OSSERVAZIONI:
        answered = {"al": domanda.entro_il, "risposta": "No", "risposta_il": domanda.inviata_il}
        make_sospensione(domanda=domanda, tipo=TipoSospensione.PREAVVISO, **answered)
    return domanda


@pytest.mark.parametrize("stato", STATI)
@pytest.mark.parametrize("chi", [*CAST, None])
def test_the_table_of_who_may_do_what(
    db: None, request: pytest.FixtureRequest, chi: str | None, stato: str
) -> None:
    persona = request.getfixturevalue(chi) if chi else None

    possibili = set(available(request_in(stato), persona))

    assert possibili == PUO.get(chi, {}).get(stato, set())


@pytest.mark.parametrize("verbo", ["accept", "refuse", "take", "ask_integration", "archive"])
def test_a_draft_is_not_decided_by_anybody(responsabile: Utente, verbo: str) -> None:
    bozza = make_bozza()

    assert bozza.stato not in transitions_of(bozza)[verbo].da


@pytest.mark.parametrize("verbo", DEL_RICHIEDENTE)
@pytest.mark.parametrize("chi", CAST)
def test_nobody_with_an_account_acts_for_the_applicant(
    request: pytest.FixtureRequest, chi: str, verbo: str
) -> None:
    persona = request.getfixturevalue(chi)

    with pytest.raises(NotAllowed):
        perform(make_bozza(), verbo, persona, reason="x")


@pytest.mark.parametrize("chi", CAST)
def test_what_one_sees_in_the_list_one_may_open(request: pytest.FixtureRequest, chi: str) -> None:
    persona = request.getfixturevalue(chi)
    domande = [request_in(stato) for stato in STATI]

    viste = set(applications_visible_to(persona))

    assert viste == {d for d in domande if can_view_application(persona, d)}
    staff = chi in ("asl", "responsabile", "direzione")
    assert len(viste) == (len(STATI) - 1 if staff else 0)
