"""Every public page and form in a real browser, on a phone and on a desk: what axe, the validator
and the browser itself have to say of it is nothing. Of who is in: `test_look_inside.py`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import NOBODY
from tests.browser.sguardo import WIDTHS, problems, report, validate, watched, wrong_at_each_width
from tests.browser.sito import Pagina, Sito

pytestmark = pytest.mark.browser

RESPONSABILE, OPERATORE = "responsabile@asl.example", "operatore@asl.example"
CAPOFILA, CITIZEN = "capofila-sud@alleanze.example", "cittadino@cittadini.example"
# Who is asked, in the demo, for clarifications on a proposal.
IMPRESA = "meccanica@imprese.example"
ISTRUTTORIA = "/rete/domande/{in_istruttoria}"
# Who, where, and the form to send as it is: empty. In braces a request, a meeting or a
# proposal in that state.
EMPTY_FORMS = [
    (NOBODY, "/accesso/"),
    (NOBODY, "/accesso/recupero/"),
    (NOBODY, "/segnala-un-problema/"),
    (NOBODY, "/aderisci/comincia/"),
    (NOBODY, "/aderisci/riprendi/"),
    (CITIZEN, "/accesso/password/"),
    (CITIZEN, "/accesso/conferma/"),
    (CITIZEN, "/accesso/email/"),
    (RESPONSABILE, "/rete/impostazioni/controlli/nuova/"),
    (RESPONSABILE, "/rete/impostazioni/interni/nuova/"),
    (RESPONSABILE, "/rete/impostazioni/messaggi/nuova/"),
    (RESPONSABILE, "/piano/lavoro/riapri/"),
    (RESPONSABILE, f"{ISTRUTTORIA}/accogli/"),
    (RESPONSABILE, f"{ISTRUTTORIA}/preavviso/"),
    (RESPONSABILE, "/rete/domande/{osservazioni}/respingi/"),
    (OPERATORE, f"{ISTRUTTORIA}/integrazioni/"),
    (OPERATORE, f"{ISTRUTTORIA}/protocollo/"),
    (OPERATORE, "/rete/persone/nuova/"),
    (OPERATORE, "/rete/organi/staff-tecnico/seggi/1/designa/"),
    (OPERATORE, "/rete/sedute/nuova/"),
    (OPERATORE, "/rete/sedute/{convocata}/rinvia/"),
    (OPERATORE, "/rete/sedute/{tenuta}/decisioni/"),
    (OPERATORE, "/rete/sedute/{tenuta}/parere/"),
    (OPERATORE, "/rete/sedute/{approvata}/rettifica/"),
    (OPERATORE, "/rete/soggetti/assemi/successione/"),
    (OPERATORE, "/rete/soggetti/assemi/unisci/"),
    (CAPOFILA, "/rete/soggetti/assemi/variazione/"),
    (CAPOFILA, "/rete/soggetti/assemi/recesso/"),
    (CAPOFILA, "/rete/organi/tavolo-locale/richiesta/"),
    (NOBODY, "/avvisi/estate-in-orario/domande/"),
    (RESPONSABILE, "/avvisi/nuovo/"),
    (RESPONSABILE, "/avvisi/estate-in-orario/passi/proroga/"),
    (RESPONSABILE, "/avvisi/estate-in-orario/passi/revoca/"),
    (RESPONSABILE, "/avvisi/tempi-di-cura/graduatoria/registra-l-atto/"),
    (RESPONSABILE, "/avvisi/tempi-di-cura/graduatoria/schede/"),
    (OPERATORE, "/proposte/{proposta_presentata}/istruttoria/chiarimenti/"),
    (RESPONSABILE, "/proposte/{proposta_presentata}/istruttoria/preavviso/"),
    (IMPRESA, "/proposte/{proposta_chiarimenti}/rispondi/"),
]
NOT_THERE = ["/non-esiste/", "/aderisci/collegamento/non-vale/", "/aderisci/nonlasua00/"]
NOT_THERE += ["/accesso/invito/non-vale/"]
# Pages that no link leads to.
UNLINKED = ["/accesso/registrazione/", "/accesso/sospeso/", "/accesso/recupero/inviato/"]
UNLINKED += ["/aderisci/posta/"]
# The figures of another day, of a period, of a day that is wrong.
UNLINKED += ["/rete/?al=2014-12-31&dal=2014-07-01", "/rete/?al=9999-01-01", "/rete/?dal=boh"]
UNLINKED += ["/rete/cifre/?al=2014-12-31", "/rete/cifre/?al=boh"]
UNLINKED += ["/rete/cifre/rete.membri/?al=2014-12-31", "/rete/cifre/rete.norme/?al=2014-12-31"]
UNLINKED += [f"/progetti/a-che-punto-siamo/?al={al}" for al in ("2015-06-30", "boh")]
UNLINKED += [f"/piano/indicatori/?al={al}" for al in ("2015-06-30", "boh")]
UNLINKED += ["/accesso/recupero/fatto/", "/accesso/recupero/0-scaduto/"]
UNLINKED += ["/accesso/email/da-confermare/", "/accesso/email/scaduto/", "/accesso/con/annullato/"]


def test_nothing_is_wrong_with_a_public_page(
    sito: Sito,
    visitor: Callable[..., BrowserContext],
    pages_of: Callable[[str], list[Pagina]],
) -> None:
    assert wrong_at_each_width(visitor(NOBODY), sito, pages_of(NOBODY)) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_pages_that_nobody_links_to(
    width: int, sito: Sito, visitor: Callable[..., BrowserContext]
) -> None:
    page, complaints = watched(visitor(NOBODY, width))
    found = {}
    for path in UNLINKED:
        page.goto(sito.url + path)
        found[path] = problems(page, complaints)
    assert report(found) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_a_page_that_is_not_there(
    width: int, sito: Sito, visitor: Callable[..., BrowserContext]
) -> None:
    page, complaints = watched(visitor(NOBODY, width))
    for path in NOT_THERE:
        assert page.goto(sito.url + path).status == 404
        complaints.clear()  # the browser complains of the 404 itself
        assert (path, problems(page, complaints)) == (path, [])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("email", "path"), EMPTY_FORMS)
def test_nothing_is_wrong_with_a_form_sent_empty(
    email: str, path: str, width: int, sito: Sito, visitor: Callable[..., BrowserContext]
) -> None:
    page, complaints = watched(visitor(email, width))
    codici = {**sito.requests(), **sito.meetings(), **sito.proposals()}
    page.goto(sito.url + path.format(**codici))
    with page.expect_navigation():
        page.locator("main form:not([role=search]) button[type=submit]").first.click()
    assert page.locator("[aria-invalid=true]").count() > 0
    assert problems(page, complaints) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_is_wrong_with_a_compilation_under_way(
    scripts: bool, width: int, sito: Sito, visitor: Callable[..., BrowserContext]
) -> None:
    """No worker is there to end it: the same job is found again at each click."""
    page, complaints = watched(visitor(RESPONSABILE, width, java_script_enabled=scripts))
    page.goto(f"{sito.url}/piano/lavoro/")
    page.get_by_role("button", name="Compila il Piano").click()
    page.wait_for_url("**/piano/lavoro/compilazioni/*/")
    assert page.locator("progress").count() == 1
    assert not scripts or problems(page, complaints) == []


def test_the_validator_finds_no_error(
    sito: Sito,
    visitor: Callable[..., BrowserContext],
    pages_of: Callable[[str], list[Pagina]],
    tmp_path: Path,
) -> None:
    served = {p.path: p.html for p in pages_of(NOBODY)}
    request = visitor(NOBODY).request
    served |= {path: request.get(sito.url + path).text() for path in [*UNLINKED, *NOT_THERE]}
    assert validate(served, tmp_path) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_is_there_without_scripts(
    width: int, sito: Sito, visitor: Callable[..., BrowserContext]
) -> None:
    page = visitor(NOBODY, width, java_script_enabled=False).new_page()
    page.goto(sito.url)
    voci = page.get_by_role("navigation", name="Principale").get_by_role("link")
    assert voci.count() > 0
    for voce in voci.all():
        voce.click(trial=True)


def test_a_person_enters_and_goes_out_by_keyboard(
    sito: Sito, visitor: Callable[..., BrowserContext]
) -> None:
    page = visitor(NOBODY).new_page()
    page.goto(f"{sito.url}/accesso/")
    page.locator("input[name=login]").focus()
    page.keyboard.type(CITIZEN)
    while page.evaluate("document.activeElement.name") != "password":
        page.keyboard.press("Tab")
    page.keyboard.type(sito.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{sito.url}/scrivania/")
    page.get_by_role("button", name="Esci").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Accedi").first.wait_for()


# --- The guards see what is wrong ---------------------------------------------------------------


def test_the_watch_sees_what_is_wrong(sito: Sito, visitor: Callable[..., BrowserContext]) -> None:
    page, complaints = watched(visitor(NOBODY, 320))
    page.goto(sito.url)
    page.evaluate("""() => {
        document.body.insertAdjacentHTML("beforeend", "<img src='/x.png'>");
        document.body.insertAdjacentHTML("beforeend", "<canvas width='900'></canvas>");
        document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>a</p>");
        console.error("detto");
    }""")
    page.wait_for_timeout(500)
    found = " | ".join(problems(page, complaints))
    for expected in ("detto", "style-src-attr", "axe image-alt", "px too wide"):
        assert expected in found


def test_the_validator_sees_what_is_wrong(tmp_path: Path) -> None:
    found = validate(
        {"buona": "<!DOCTYPE html><html lang=it><title>a</title>", "cattiva": "<p"}, tmp_path
    )
    assert found
    assert all(message.startswith("cattiva: ") for message in found)
