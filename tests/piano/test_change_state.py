"""The Piano goes through its states, each with its date, its opinion or its act."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from conciliazione.enums import Riservatezza
from conciliazione.models import Passaggio
from conciliazione.transizioni import NotAllowed, ReasonMissing, StaleState, available, perform
from piano.enums import StatoPiano, StatoVersione
from piano.forms import FORMS, INDIRIZZI
from piano.models import Piano, Versione
from piano.permissions import can_view_version, versions_visible_to
from piano.transitions import TRANSITIONS
from rete.models import Ciclo, Utente
from rete.permissions import TAVOLO
from tests.factories import make_atto, make_organo, make_parere, make_piano, make_versione
from tests.piano.controlli_di_prova import planted_check

ON = date(2014, 6, 27)
CAST = (
    *("asl", "responsabile", "direzione", "capofila", "partner", "comitato", "tavolo"),
    *("regione", "estraneo", "superutente"),
)
WHO_MAY = {
    "propose": {"comitato", "responsabile"},
    "record_opinion": {"tavolo", "responsabile"},
    "approve": {"responsabile", "direzione"},
    "amend": {"responsabile"},
}


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    return make_piano(ciclo=ciclo)


def bring_to(piano: Piano, state: str) -> Piano:
    """The Piano in that state, with what the state needs."""
    Piano.objects.filter(pk=piano.pk).update(
        stato=state,
        proposto_il=ON,
        parere=make_parere(ciclo=piano.ciclo),
        atto=make_atto(data=ON),
        approvato_il=ON,
    )
    piano.refresh_from_db()
    return piano


def data_for(piano: Piano, verb: str) -> dict[str, object]:
    return {
        "propose": {"proposto_il": ON},
        "record_opinion": {"parere": make_parere(ciclo=piano.ciclo)},
        "approve": {"atto": make_atto(data=ON), "approvato_il": ON},
        "amend": {"reason": "Proroga del biennio."},
    }[verb]


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("verb", TRANSITIONS)
def test_who_may_is_who_the_design_says(
    piano: Piano, verb: str, person: str, request: pytest.FixtureRequest
) -> None:
    user: Utente = request.getfixturevalue(person)
    bring_to(piano, TRANSITIONS[verb].da[0])
    allowed = person in WHO_MAY[verb]
    assert (verb in available(piano, user)) == allowed
    if allowed:
        perform(piano, verb, user, **data_for(piano, verb))
        assert piano.stato == TRANSITIONS[verb].a
    else:
        with pytest.raises(NotAllowed):
            perform(piano, verb, user, **data_for(piano, verb))


@pytest.mark.parametrize("state", StatoPiano.values)
@pytest.mark.parametrize("verb", TRANSITIONS)
def test_a_transition_leaves_only_its_states(
    piano: Piano, responsabile: Utente, verb: str, state: str
) -> None:
    bring_to(piano, state)
    if state in TRANSITIONS[verb].da:
        perform(piano, verb, responsabile, **data_for(piano, verb))
        assert piano.stato == TRANSITIONS[verb].a
        return
    with pytest.raises(StaleState):
        perform(piano, verb, responsabile, **data_for(piano, verb))
    assert piano.stato == state


def test_the_whole_way_is_written_in_the_history(piano: Piano, responsabile: Utente) -> None:
    for verb in ("propose", "record_opinion", "approve", "amend", "approve"):
        perform(piano, verb, responsabile, **data_for(piano, verb))
    steps = Passaggio.objects.about(piano).values_list("da", "a", "motivo")
    assert list(steps) == [
        ("in_redazione", "proposto", ""),
        ("proposto", "con_parere", ""),
        ("con_parere", "approvato", ""),
        ("approvato", "in_modifica", "Proroga del biennio."),
        ("in_modifica", "approvato", ""),
    ]


def test_what_a_state_needs_cannot_be_left_out(piano: Piano, responsabile: Utente) -> None:
    with pytest.raises(ValidationError, match="ha la data in cui lo è stato"):
        perform(piano, "propose", responsabile, proposto_il=None)
    with pytest.raises(ReasonMissing):
        perform(bring_to(piano, "approvato"), "amend", responsabile)


# --- Publication ------------------------------------------------------------------------------


@pytest.fixture
def versione(piano: Piano) -> Iterator[Versione]:
    """A draft that says with which act the Piano was approved, and in which nothing is wrong."""
    bring_to(piano, "approvato")
    with planted_check():
        yield make_versione(piano=piano, dati={"piano": {"approvato_il": "2014-06-27"}})


@pytest.mark.parametrize("person", CAST)
def test_only_the_responsabile_publishes(
    versione: Versione, person: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(person)
    assert ("publish" in available(versione, user)) == (person == "responsabile")


def test_a_published_version_is_public_and_cannot_be_touched(
    versione: Versione, responsabile: Utente
) -> None:
    perform(versione, "publish", responsabile, atto=versione.piano.atto)
    versione.documento.refresh_from_db()
    assert versione.stato == StatoVersione.DEFINITIVA
    assert versione.pubblicata_il is not None
    assert versione.documento.riservatezza == Riservatezza.PUBBLICO
    with pytest.raises(IntegrityError), transaction.atomic():
        Versione.objects.filter(pk=versione.pk).update(pagine=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        versione.delete()


@pytest.mark.parametrize("said", [None, "2014-06-26"])
def test_a_version_that_does_not_say_the_act_is_not_published(
    versione: Versione, responsabile: Utente, said: str | None
) -> None:
    versione.dati["piano"]["approvato_il"] = said
    assert available(versione, responsabile) == {}


def test_a_version_of_a_piano_being_changed_is_not_published(
    versione: Versione, responsabile: Utente
) -> None:
    perform(versione.piano, "amend", responsabile, reason="Proroga.")
    assert available(versione, responsabile) == {}


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("state", StatoPiano.values)
@pytest.mark.parametrize("published", [False, True])
def test_the_list_of_versions_and_the_single_right_agree(
    piano: Piano, state: str, published: bool, person: str, request: pytest.FixtureRequest
) -> None:
    bring_to(piano, state)
    versione = make_versione(piano=piano)
    if published:
        Versione.objects.filter(pk=versione.pk).update(
            stato="definitiva", pubblicata_il=versione.compilata_il, atto=piano.atto
        )
        versione.refresh_from_db()
    user = request.getfixturevalue(person)
    listed = versions_visible_to(user).filter(pk=versione.pk).exists()
    assert listed == can_view_version(user, versione)
    staff = {"asl", "responsabile", "direzione", "comitato"}
    readers = staff if state == "in_redazione" else staff | {"tavolo", "capofila"}
    assert listed == (published or person in readers)


# --- The pages --------------------------------------------------------------------------------


def address(verb: str) -> str:
    (words,) = (words for words, other in INDIRIZZI.items() if other == verb)
    return reverse("piano:transition", args=[words])


def test_every_transition_has_a_form_and_an_address() -> None:
    assert set(FORMS) == set(INDIRIZZI.values()) == set(TRANSITIONS)


def test_the_workbench_shows_what_may_be_done_now(
    piano: Piano, responsabile: Utente, client: Client
) -> None:
    client.force_login(responsabile)
    page = client.get(reverse("piano:lavoro"))
    assert [parole for parole, _ in page.context["transizioni"]] == ["proponi"]
    bring_to(piano, "con_parere")
    page = client.get(reverse("piano:lavoro"))
    assert [parole for parole, _ in page.context["transizioni"]] == ["registra-l-atto"]


def test_the_forms_bring_the_piano_to_its_approval(
    piano: Piano, responsabile: Utente, client: Client
) -> None:
    tavolo = make_organo(slug=TAVOLO)
    parere = make_parere(ciclo=piano.ciclo, organo=tavolo)
    atto = make_atto(data=ON)
    client.force_login(responsabile)
    posted = [
        ("propose", {"proposto_il": "2014-06-20"}),
        ("record_opinion", {"parere": parere.pk}),
        ("approve", {"atto": atto.pk, "approvato_il": "2014-06-27"}),
    ]
    for verb, data in posted:
        assert client.get(address(verb)).status_code == 200
        assert client.post(address(verb), data).status_code == 302
    piano.refresh_from_db()
    assert (piano.stato, piano.atto, piano.parere) == ("approvato", atto, parere)
    assert (piano.proposto_il, piano.approvato_il) == (date(2014, 6, 20), ON)
    veste = Passaggio.objects.about(piano).first().in_veste_di
    assert veste == "Responsabile del procedimento (Ente)"


@pytest.mark.parametrize(
    ("verb", "data", "field"),
    [
        ("propose", {"proposto_il": "ieri"}, "proposto_il"),
        ("propose", {}, "proposto_il"),
        ("record_opinion", {"parere": "999999"}, "parere"),
        ("approve", {"approvato_il": "2014-06-27"}, "atto"),
        ("amend", {"motivo": "  "}, "motivo"),
        ("amend", {"motivo": "x\x00"}, "motivo"),
    ],
)
def test_what_is_typed_wrong_comes_back_with_its_error(
    piano: Piano, responsabile: Utente, client: Client, verb: str, data: dict, field: str
) -> None:
    bring_to(piano, TRANSITIONS[verb].da[0])
    client.force_login(responsabile)
    page = client.post(address(verb), data)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    piano.refresh_from_db()
    assert piano.stato == TRANSITIONS[verb].da[0]


def test_the_opinion_of_another_body_cannot_be_chosen(
    piano: Piano, responsabile: Utente, client: Client
) -> None:
    altrui = make_parere(ciclo=piano.ciclo, organo=make_organo())
    bring_to(piano, "proposto")
    client.force_login(responsabile)
    page = client.post(address("record_opinion"), {"parere": altrui.pk})
    assert list(page.context["form"].errors) == ["parere"]


def test_the_button_of_a_version_publishes_it(
    versione: Versione, responsabile: Utente, client: Client
) -> None:
    client.force_login(responsabile)
    url = reverse("piano:publish", args=[versione.codice])
    assert client.post(url).url == versione.get_absolute_url()
    versione.refresh_from_db()
    assert versione.stato == StatoVersione.DEFINITIVA
