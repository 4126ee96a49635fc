"""A version is not published while an error of the checks stands without a waiver."""

import io
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from conciliazione.transizioni import perform
from piano.controlli import examine
from piano.dati import compile_data
from piano.enums import StatoVersione
from piano.models import Piano, Versione
from piano.transitions import waive
from rete.models import Ciclo, Utente
from tests.factories import make_atto, make_parere, make_piano, make_versione
from tests.piano.controlli_di_prova import chapters_named, planted_check

ON = date(2014, 6, 27)
TWO_ERRORS = "Nei controlli del Piano ci sono 2 errori senza deroga"


@pytest.fixture(autouse=True)
def _check() -> Iterator[None]:
    with planted_check():
        yield


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    """An approved Piano with two errors and a warning."""
    piano = make_piano(
        ciclo=ciclo,
        stato="approvato",
        proposto_il=ON,
        parere=make_parere(ciclo=ciclo),
        atto=make_atto(data=ON),
        approvato_il=ON,
    )
    return chapters_named(piano, "Errore", "Errore grave", "Avvertenza")


def compiled(piano: Piano) -> Versione:
    """A draft of the Piano as it is now."""
    return make_versione(piano=piano, dati=compile_data(piano, ON))


def waive_all(piano: Piano, by: Utente) -> None:
    for rilievo in examine(piano, ON):
        waive(piano, rilievo, by, motivo="Così nel documento.", in_veste_di="Responsabile")


def refused(versione: Versione, by: Utente) -> str:
    """The reason why a version is not published, which leaves it and its document as they were."""
    with pytest.raises(ValidationError) as raised:
        perform(versione, "publish", by, atto=versione.piano.atto)
    versione.refresh_from_db()
    versione.documento.refresh_from_db()
    assert (versione.stato, versione.pubblicata_il) == (StatoVersione.BOZZA, None)
    (said,) = raised.value.messages
    return said


def test_with_errors_it_says_how_many_and_where_to_go(piano: Piano, responsabile: Utente) -> None:
    said = refused(compiled(piano), responsabile)
    assert said.startswith(f"{TWO_ERRORS}: la versione resta una bozza.")
    assert "nella pagina «Controlli»" in said


def test_one_error_is_said_as_one(piano: Piano, responsabile: Utente) -> None:
    piano.capitoli.filter(numero=2).update(titolo="Due")
    assert "c’è un errore senza deroga" in refused(compiled(piano), responsabile)


def test_with_every_error_waived_it_is_published(piano: Piano, responsabile: Utente) -> None:
    waive_all(piano, responsabile)
    versione = compiled(piano)
    perform(versione, "publish", responsabile, atto=piano.atto)
    assert versione.stato == StatoVersione.DEFINITIVA


def test_a_warning_alone_does_not_stop_it(piano: Piano, responsabile: Utente) -> None:
    piano.capitoli.filter(titolo__startswith="Errore").update(titolo="Bene")
    versione = compiled(piano)
    perform(versione, "publish", responsabile, atto=piano.atto)
    assert versione.stato == StatoVersione.DEFINITIVA


def test_a_version_compiled_before_its_waivers_is_compiled_again(
    piano: Piano, responsabile: Utente
) -> None:
    versione = compiled(piano)
    waive_all(piano, responsabile)
    assert "non riporta in allegato le deroghe n. 1, 2: compilare di nuovo" in refused(
        versione, responsabile
    )


def test_the_day_is_that_of_the_version(piano: Piano, responsabile: Utente) -> None:
    """What is wrong today and was not then does not stop a version of then."""
    versione = compiled(piano)
    with planted_check(only_after=ON):
        assert len(examine(piano, date(2014, 6, 28))) == 3
        perform(versione, "publish", responsabile, atto=piano.atto)
    assert versione.stato == StatoVersione.DEFINITIVA


# --- The page ---------------------------------------------------------------------------------


def test_the_page_of_the_version_says_it_in_place_of_the_button(
    piano: Piano, responsabile: Utente, client: Client
) -> None:
    versione = compiled(piano)
    client.force_login(responsabile)
    html = client.get(versione.get_absolute_url()).content.decode()
    assert TWO_ERRORS in html
    assert f'href="{reverse("piano:controlli")}"' in html
    assert "Pubblica questa versione" not in html


def test_the_button_pressed_meanwhile_leads_back_with_the_reason(
    piano: Piano, responsabile: Utente, client: Client
) -> None:
    versione = compiled(piano)
    client.force_login(responsabile)
    page = client.post(reverse("piano:publish", args=[versione.codice]), follow=True)
    assert page.status_code == 200
    (message,) = page.context["messages"]
    assert TWO_ERRORS in str(message)


def test_the_button_is_there_when_nothing_stands_in_the_way(
    piano: Piano, responsabile: Utente, client: Client
) -> None:
    waive_all(piano, responsabile)
    client.force_login(responsabile)
    html = client.get(compiled(piano).get_absolute_url()).content.decode()
    assert "Pubblica questa versione" in html


# --- The command ------------------------------------------------------------------------------


def test_the_command_leaves_a_draft_and_says_why(piano: Piano) -> None:
    with pytest.raises(CommandError, match=TWO_ERRORS) as raised:
        call_command("compila_piano", "--pubblica", stdout=io.StringIO())
    assert str(raised.value).startswith("Versione 1 compilata, ma non pubblicata.")
    assert "controlla_piano --livello errore" in str(raised.value)
    assert Versione.objects.get().stato == StatoVersione.BOZZA
