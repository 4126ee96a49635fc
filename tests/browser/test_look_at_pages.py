"""Every page in a real browser, on a phone and on a desk: what axe, the validator and the browser
itself have to say of it is nothing."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import NOBODY
from tests.browser.sito import Pagina, Sito

pytestmark = pytest.mark.browser

VNU = Path(__file__).parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"
WIDTHS = [320, 1280]
PEOPLE = [
    NOBODY,
    "responsabile@asl.example",
    "operatore@asl.example",
    "direzione@asl.example",
    "capofila-sud@alleanze.example",
    "partner@alleanze.example",
    "comitato-asl@comitato.example",
    "tavolo@tavolo.example",
    "regione@regione.example",
    "cittadino@cittadini.example",
]
RESPONSABILE, CITIZEN = PEOPLE[1], PEOPLE[-1]
# Who, where, and the form to send as it is: empty.
EMPTY_FORMS = [
    (NOBODY, "/accesso/"),
    (NOBODY, "/accesso/recupero/"),
    (NOBODY, "/segnala-un-problema/"),
    (CITIZEN, "/accesso/password/"),
    (CITIZEN, "/accesso/conferma/"),
    (RESPONSABILE, "/piano/lavoro/riapri/"),
]
# Pages that no link leads to.
UNLINKED = ["/accesso/registrazione/", "/accesso/sospeso/", "/accesso/recupero/inviato/"]
UNLINKED += ["/accesso/recupero/fatto/", "/accesso/recupero/0-scaduto/"]

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page and the list to which the browser adds what it complains of."""
    page, complaints = context.new_page(), []
    page.add_init_script(WATCH)
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(f"not loaded: {request.url}"))
    return page, complaints


def problems(page: Page, complaints: list[str]) -> list[str]:
    """What is wrong with the page that is open: nothing, it is hoped."""
    page.wait_for_load_state("load")
    found = [*complaints, *page.evaluate("window.violations")]
    complaints.clear()
    for violation in Axe().run(page).response["violations"]:
        where = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
        found.append(f"axe {violation['id']}: {where}")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    if excess := page.evaluate(wide):
        found.append(f"{excess} px too wide")
    return found


def report(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {where: what for where, what in found.items() if what}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("email", PEOPLE)
def test_nothing_is_wrong_with_a_page(
    email: str,
    width: int,
    sito: Sito,
    visitor: Callable[..., BrowserContext],
    pages_of: Callable[[str], list[Pagina]],
) -> None:
    page, complaints = watched(visitor(email, width))
    found = {}
    for pagina in pages_of(email):
        page.goto(sito.url + pagina.path)
        found[pagina.path] = problems(page, complaints)
    assert found
    assert report(found) == {}


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
    assert page.goto(f"{sito.url}/non-esiste/").status == 404
    complaints.clear()  # the browser complains of the 404 itself
    assert problems(page, complaints) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("email", "path"), EMPTY_FORMS)
def test_nothing_is_wrong_with_a_form_sent_empty(
    email: str, path: str, width: int, sito: Sito, visitor: Callable[..., BrowserContext]
) -> None:
    page, complaints = watched(visitor(email, width))
    page.goto(sito.url + path)
    page.locator("main form button[type=submit]").first.click()
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
    served = {f"{email} {p.path}": p.html for email in PEOPLE for p in pages_of(email)}
    request = visitor(NOBODY).request
    served |= {path: request.get(sito.url + path).text() for path in [*UNLINKED, "/non-esiste/"]}
    assert validate(served, tmp_path) == []


def validate(served: dict[str, str], folder: Path) -> list[str]:
    """What the HTML validator calls an error, with the page that has it."""
    names = {}
    for number, (where, html) in enumerate(served.items()):
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
        names[f"{number}.html"] = where
    argv = ["java", "-jar", VNU, "--format", "json", "--errors-only", "--exit-zero-always", folder]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    return sorted({f"{names[Path(m['url']).name]}: {m['message']}" for m in messages})


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
    page.wait_for_url(f"{sito.url}/")
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
