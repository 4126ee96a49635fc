"""Staff press a button, watch the job, and find the version or the reason why there is none."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from conciliazione.lavori import execute
from conciliazione.models import Elaborazione
from piano.models import Piano, Versione
from piano.tasks import COMPILA, ask_to_compile
from rete.models import Ciclo, Utente
from tests.factories import make_capitolo, make_elaborazione, make_piano, make_sezione

BUTTON = reverse("piano:compile")


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    piano = make_piano(ciclo=ciclo)
    make_sezione(capitolo=make_capitolo(piano=piano))
    return piano


@pytest.fixture
def staff(piano: Piano, asl: Utente, client: Client) -> Client:
    client.force_login(asl)
    return client


def watched(code: str) -> str:
    return reverse("piano:elaborazione", args=[code])


def job(piano: Piano, **fields: object) -> Elaborazione:
    return make_elaborazione(
        genere=COMPILA, argomenti={"piano": piano.pk, "al": "2014-07-01"}, **fields
    )


def test_the_button_queues_one_job_and_leads_to_it(
    staff: Client, piano: Piano, asl: Utente
) -> None:
    token = staff.get(reverse("piano:lavoro")).context["modulo"]["gettone"].value()
    first, second = (staff.post(BUTTON, {"gettone": token}) for _ in range(2))
    elaborazione = Elaborazione.objects.get(genere=COMPILA)
    assert first.url == second.url == watched(elaborazione.codice)
    assert elaborazione.richiesta_da == asl
    assert set(elaborazione.argomenti) == {"piano", "al"}


def test_a_second_click_after_the_end_does_not_start_again(staff: Client, piano: Piano) -> None:
    staff.post(BUTTON, {"gettone": "uno"})
    execute(Elaborazione.objects.get(genere=COMPILA).pk)
    staff.post(BUTTON, {"gettone": "uno"})
    assert Elaborazione.objects.filter(genere=COMPILA).count() == 1
    staff.post(BUTTON, {"gettone": "due"})
    assert Elaborazione.objects.filter(genere=COMPILA).count() == 2


def test_a_click_without_token_asks_to_press_again(staff: Client, piano: Piano) -> None:
    answer = staff.post(BUTTON, {}, follow=True)
    assert "premere di nuovo il pulsante" in answer.content.decode()
    assert not Elaborazione.objects.filter(genere=COMPILA).exists()


def test_the_page_shows_phase_and_percentage_and_asks_again(staff: Client, piano: Piano) -> None:
    elaborazione = job(piano, fase="Impaginazione: pagina 3 di circa 80", avanzamento=12)
    html = staff.get(watched(elaborazione.codice)).content.decode()
    assert '<progress id="avanzamento" max="100" value="12">' in html
    assert f'data-hx-get="{watched(elaborazione.codice)}" data-hx-trigger="every 2s"' in html
    assert ">Aggiorna</a>" in html


def test_htmx_gets_the_part_that_changes_only(staff: Client, piano: Piano) -> None:
    elaborazione = job(piano)
    answer = staff.get(watched(elaborazione.codice), headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert html.startswith('<div class="avanzamento"')
    assert "<html" not in html


def test_at_the_end_the_page_leads_to_the_version(staff: Client, piano: Piano) -> None:
    elaborazione = ask_to_compile(piano, date(2014, 7, 1), by=None)
    execute(elaborazione.pk)
    html = staff.get(watched(elaborazione.codice)).content.decode()
    assert Versione.objects.get().get_absolute_url() in html
    assert "data-hx-get" not in html


def test_a_failure_says_why_and_offers_to_try_again(staff: Client, piano: Piano) -> None:
    make_sezione(capitolo=piano.capitoli.get(), testo="[[rete.membro]]")
    elaborazione = ask_to_compile(piano, date(2014, 7, 1), by=None)
    execute(elaborazione.pk)
    html = staff.get(watched(elaborazione.codice)).content.decode()
    assert "la cifra «rete.membro» non esiste" in html
    assert ">Riprova</button>" in html
    assert "data-hx-get" not in html


def test_who_only_reads_sees_no_button(piano: Piano, comitato: Utente, client: Client) -> None:
    client.force_login(comitato)
    assert client.get(reverse("piano:lavoro")).context["modulo"] is None
    assert client.post(BUTTON, {"gettone": "uno"}).status_code == 403


def test_the_job_of_something_else_is_not_there(staff: Client, piano: Piano) -> None:
    assert staff.get(watched(make_elaborazione().codice)).status_code == 404
    altro = make_elaborazione(genere=COMPILA, argomenti={"piano": piano.pk + 1})
    assert staff.get(watched(altro.codice)).status_code == 404


def test_the_workbench_shows_a_job_that_is_going_on(staff: Client, piano: Piano) -> None:
    elaborazione = ask_to_compile(piano, date(2014, 7, 1), by=None)
    html = staff.get(reverse("piano:lavoro")).content.decode()
    assert watched(elaborazione.codice) in html
