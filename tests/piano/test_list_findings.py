"""The page of the checks: findings under their check, filters, waivers given and revoked."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from piano.controlli import examine
from piano.deroghe import Gruppo, review
from piano.models import Deroga, Piano
from piano.transitions import waive
from rete.models import Ciclo, Utente
from tests.factories import make_capitolo, make_ciclo, make_piano, make_sezione, make_versione
from tests.piano.controlli_di_prova import chapters_named, planted_check

ON = date(2014, 7, 1)
PAGE = reverse("piano:controlli")
WAIVE = reverse("piano:waive")


@pytest.fixture(autouse=True)
def _check() -> Iterator[None]:
    with planted_check():
        yield


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    return chapters_named(make_piano(ciclo=ciclo), "Avvertenza", "Errore", "Errore grave", "Bene")


@pytest.fixture
def staff(piano: Piano, responsabile: Utente, client: Client) -> Client:
    client.force_login(responsabile)
    return client


def key(piano: Piano, number: int) -> str:
    return f"prova:piano.capitolo/{piano.ciclo.slug}/{number}"


def shown(page: object) -> list[str]:
    """The objects of the findings without a waiver, in the order of the page."""
    return [r.rilievo.oggetto for gruppo in groups(page) for r in gruppo.riscontri]


def groups(page: object) -> list[Gruppo]:
    return [gruppo for parte in page.context["parti"] for gruppo in parte["gruppi"]]


def waived(piano: Piano, by: Utente, number: int = 2) -> Deroga:
    rilievo = next(r for r in examine(piano, ON) if r.capitolo == number)
    return waive(piano, rilievo, by, motivo="Così nel documento.", in_veste_di="Responsabile")


# --- The list ---------------------------------------------------------------------------------


def test_errors_come_first_each_kind_with_its_explanation(staff: Client) -> None:
    page = staff.get(PAGE)
    assert shown(page) == ["Capitolo 2", "Capitolo 3", "Capitolo 1"]
    assert [(g.controllo.nome, g.is_error) for g in groups(page)] == [
        ("prova", True),
        ("prova", False),
    ]
    html = page.content.decode()
    assert "Nessun capitolo dice nel titolo di essere un errore." in html
    assert "Il titolo è «Errore grave»." in html
    assert "Cambiare il titolo." in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [True, False]),
        ({"livello": "avvertenza"}, [True, True]),
        ({"capitolo": "1"}, [True] * 2),
    ],
)
def test_warnings_are_closed_until_something_is_asked_for(
    staff: Client, query: dict[str, str], expected: list[bool]
) -> None:
    page = staff.get(PAGE, query)
    assert [parte["aperta"] for parte in page.context["parti"]] == expected
    closed = page.content.decode().count('<details class="controllo">')
    assert closed == expected.count(False)


def test_a_finding_leads_to_its_row_and_to_its_chapter(staff: Client, piano: Piano) -> None:
    assert 'href="/piano/capitoli/capitolo-2/"' in staff.get(PAGE).content.decode()
    versione = make_versione(piano=piano)
    chapter = reverse("piano:capitolo_versione", args=[versione.codice, "capitolo-2"])
    assert f'<a href="{chapter}">capitolo 2</a>' in staff.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"livello": "errore"}, ["Capitolo 2", "Capitolo 3"]),
        ({"livello": "avvertenza"}, ["Capitolo 1"]),
        ({"controllo": "prova"}, ["Capitolo 2", "Capitolo 3", "Capitolo 1"]),
        ({"capitolo": "3"}, ["Capitolo 3"]),
        ({"capitolo": "3", "livello": "avvertenza"}, []),
        ({"capitolo": "0"}, []),
        ({"deroga": "no"}, ["Capitolo 2", "Capitolo 3", "Capitolo 1"]),
        ({"deroga": "si"}, []),
    ],
)
def test_the_filters_leave_what_was_asked_for(
    staff: Client, query: dict[str, str], expected: list[str]
) -> None:
    page = staff.get(PAGE, query)
    assert shown(page) == expected
    assert ("Nessun rilievo corrisponde ai filtri" in page.content.decode()) == (not expected)


@pytest.mark.parametrize("field", ["livello", "controllo", "capitolo", "deroga"])
@pytest.mark.parametrize("value", ["niente", "9" * 400, "\0", "-1"])
def test_a_choice_that_cannot_be_read_has_its_error_and_filters_nothing(
    staff: Client, field: str, value: str
) -> None:
    page = staff.get(PAGE, {field: value, "pagina": "x"})
    assert page.status_code == 200
    assert list(page.context["filterset"]["form"].errors) == [field]
    assert len(shown(page)) == 3


def test_without_findings_it_says_so(staff: Client, piano: Piano) -> None:
    piano.capitoli.update(titolo="Bene")
    html = staff.get(PAGE).content.decode()
    assert "Nessun rilievo" in html
    assert "Applica i filtri" not in html


def test_the_waived_stand_apart_with_reason_author_and_day(
    staff: Client, piano: Piano, responsabile: Utente
) -> None:
    deroga = waived(piano, responsabile)
    page = staff.get(PAGE)
    assert shown(page) == ["Capitolo 3", "Capitolo 1"]
    assert [r.deroga for r in page.context["derogati"]] == [deroga]
    html = page.content.decode()
    assert f'id="deroga-{deroga.numero}"' in html
    assert "Motivo: «Così nel documento.»" in html
    assert reverse("piano:revoke_waiver", args=[deroga.codice]) in html
    assert shown(staff.get(PAGE, {"deroga": "si"})) == []


def test_a_waiver_that_lapsed_is_told_by_its_finding(
    staff: Client, piano: Piano, responsabile: Utente
) -> None:
    waived(piano, responsabile)
    piano.capitoli.filter(numero=2).update(titolo="Errore nuovo")
    html = staff.get(PAGE).content.decode()
    assert "La deroga n. 1" in html
    assert "non vale più: i valori sono cambiati" in html


def test_a_waiver_without_a_finding_is_shown_to_be_revoked(
    staff: Client, piano: Piano, responsabile: Utente
) -> None:
    waived(piano, responsabile)
    piano.capitoli.filter(numero=2).update(titolo="Bene")
    assert "Deroghe che non servono più" in staff.get(PAGE).content.decode()


def test_who_only_reads_sees_no_way_to_waive(
    piano: Piano, asl: Utente, responsabile: Utente, client: Client
) -> None:
    waived(piano, responsabile)
    client.force_login(asl)
    html = client.get(PAGE).content.decode()
    assert "Concedi una deroga" not in html
    assert "Revoca la deroga" not in html


@pytest.mark.parametrize("errors", [1, 3])
def test_queries_do_not_grow_with_the_findings(
    ciclo: Ciclo, responsabile: Utente, client: Client, errors: int
) -> None:
    piano = chapters_named(make_piano(ciclo=ciclo), *["Errore"] * errors * 2)
    for number in range(1, errors + 1):
        waived(piano, responsabile, number)
    make_versione(piano=piano)
    client.force_login(responsabile)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(PAGE)
    assert (len(shown(page)), len(page.context["derogati"])) == (errors, errors)
    assert len(queries) == 13


def test_the_workbench_says_how_many_and_leads_there(staff: Client) -> None:
    html = staff.get(reverse("piano:lavoro")).content.decode()
    assert "2 senza deroga: finché ci sono, nessuna versione si pubblica." in html
    assert f'href="{PAGE}"' in html


def test_the_workbench_of_the_tavolo_says_nothing_of_them(
    piano: Piano, tavolo: Utente, client: Client
) -> None:
    Piano.objects.filter(pk=piano.pk).update(stato="proposto", proposto_il=ON)
    client.force_login(tavolo)
    page = client.get(reverse("piano:lavoro"))
    assert page.status_code == 200
    assert page.context["quadro"] is None
    assert PAGE not in page.content.decode()


# --- To waive ---------------------------------------------------------------------------------


def fields(client: Client, piano: Piano, number: int = 2) -> dict[str, str]:
    """What the form of a finding carries when it is opened."""
    form = client.get(WAIVE, {"chiave": key(piano, number)}).context["form"]
    return {"impronta": form["impronta"].value(), "motivo": "Così nel documento."}


def post(client: Client, piano: Piano, data: dict[str, str], number: int = 2) -> object:
    return client.post(f"{WAIVE}?chiave={key(piano, number)}", data, follow=True)


def test_the_form_shows_the_finding_and_waives_it(
    staff: Client, piano: Piano, responsabile: Utente
) -> None:
    html = staff.get(WAIVE, {"chiave": key(piano, 2)}).content.decode()
    assert "Il titolo è «Errore»." in html
    page = post(staff, piano, fields(staff, piano))
    deroga = Deroga.objects.get()
    assert page.redirect_chain == [(f"{PAGE}#deroga-1", 302)]
    assert (deroga.concessa_da, deroga.motivo) == (responsabile, "Così nel documento.")
    assert deroga.in_veste_di == "Responsabile del procedimento (Ente)"
    assert shown(page) == ["Capitolo 3", "Capitolo 1"]


def test_a_second_click_gives_no_second_waiver(staff: Client, piano: Piano) -> None:
    data = fields(staff, piano)
    post(staff, piano, data)
    page = post(staff, piano, data)
    (message,) = page.context["messages"]
    assert str(message).startswith("Il rilievo ha la deroga n. 1, concessa il ")
    assert Deroga.objects.count() == 1


def test_who_comes_second_sees_the_waiver_of_the_first(
    staff: Client, piano: Piano, direzione: Utente
) -> None:
    data = fields(staff, piano)
    waived(piano, direzione)
    (message,) = post(staff, piano, data).context["messages"]
    assert f"da {direzione}: non ne è stata registrata un’altra" in str(message)
    assert Deroga.objects.get().concessa_da == direzione


@pytest.mark.parametrize("reason", ["", "   ", "a\0b", "a" * 2001])
def test_a_reason_that_will_not_do_comes_back_with_its_error(
    staff: Client, piano: Piano, reason: str
) -> None:
    page = post(staff, piano, {**fields(staff, piano), "motivo": reason})
    assert list(page.context["form"].errors) == ["motivo"]
    assert not Deroga.objects.exists()


def test_who_read_other_values_reads_again_and_keeps_what_was_typed(
    staff: Client, piano: Piano
) -> None:
    data = fields(staff, piano)
    piano.capitoli.filter(numero=2).update(titolo="Errore nuovo")
    page = post(staff, piano, data)
    html = page.content.decode()
    assert "i valori del rilievo sono cambiati" in html
    assert "Così nel documento.</textarea>" in html
    assert not Deroga.objects.exists()
    again = {"motivo": data["motivo"], "impronta": page.context["form"]["impronta"].value()}
    post(staff, piano, again)
    assert Deroga.objects.get().testo == "Il titolo è «Errore nuovo»."


@pytest.mark.parametrize("given", ["", "prova", "prova:altro", "\0", "niente:x", "x" * 3000])
def test_a_finding_that_is_not_there_leads_back_to_the_list(staff: Client, given: str) -> None:
    page = staff.get(WAIVE, {"chiave": given}, follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    (message,) = page.context["messages"]
    assert "non c’è più" in str(message)


def test_a_finding_already_waived_leads_to_its_waiver(
    staff: Client, piano: Piano, direzione: Utente
) -> None:
    waived(piano, direzione)
    page = staff.get(WAIVE, {"chiave": key(piano, 2)}, follow=True)
    assert page.redirect_chain == [(f"{PAGE}#deroga-1", 302)]


# --- To revoke --------------------------------------------------------------------------------


def test_a_waiver_is_revoked_with_a_reason(
    staff: Client, piano: Piano, responsabile: Utente
) -> None:
    deroga = waived(piano, responsabile)
    url = reverse("piano:revoke_waiver", args=[deroga.codice])
    assert staff.get(url).status_code == 200
    assert list(staff.post(url, {"motivo": " "}).context["form"].errors) == ["motivo"]
    page = staff.post(url, {"motivo": "Va corretto."}, follow=True)
    deroga.refresh_from_db()
    assert (deroga.revocata_da, deroga.motivo_revoca) == (responsabile, "Va corretto.")
    assert shown(page) == ["Capitolo 2", "Capitolo 3", "Capitolo 1"]


def test_a_waiver_revoked_meanwhile_is_said_so(
    staff: Client, piano: Piano, responsabile: Utente
) -> None:
    deroga = waived(piano, responsabile)
    url = reverse("piano:revoke_waiver", args=[deroga.codice])
    for _ in range(2):
        page = staff.post(url, {"motivo": "Va corretto."}, follow=True)
    (message,) = page.context["messages"]
    assert str(message) == "La deroga n. 1 era già stata revocata."
    assert len(review(piano, ON).errori) == 2


def test_the_waiver_of_another_plan_is_not_there(staff: Client, responsabile: Utente) -> None:
    altro = make_piano(ciclo=make_ciclo(dal=date(2010, 1, 1), al=date(2011, 12, 31)))
    make_sezione(capitolo=make_capitolo(piano=altro, numero=2, titolo="Errore"))
    deroga = waived(altro, responsabile)
    url = reverse("piano:revoke_waiver", args=[deroga.codice])
    assert staff.get(url).status_code == 404
