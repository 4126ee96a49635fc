"""The pages of who asks to join, without an account: each state of a request, each step of the
form, what is said of what is wrong.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, Page

from rete.enums import StatoDomanda
from tests.browser.sguardo import problems, validate, watched
from tests.browser.sito import Sito, links_in

pytestmark = pytest.mark.browser

WIDTHS = [320, 1280]
DRAFT, ASKED, SENT = StatoDomanda.BOZZA, StatoDomanda.INTEGRAZIONE, StatoDomanda.INVIATA
WRONG = {"codice_fiscale": "123", "partita_iva": "DE123456789", "ateco": "boh", "cap": "1"}
# The receipt, its withdrawal, the answer to the staff, the six steps of the form.
OTHER_PAGES = 9
# The state of a request, its page, what is written there, the button.
SENT_WRONG = [
    (DRAFT, "organizzazione", WRONG, "Salva e continua"),
    (DRAFT, "persone", {"rappresentante_codice_fiscale": "123"}, "Salva e continua"),
    (DRAFT, "allegati", {}, "Aggiungi"),
    (DRAFT, "firma", {}, "Scegli"),
    (ASKED, "rispondi", {}, "Invia la risposta"),
    (SENT, "ritira", {}, "Ritira la domanda"),
]


@pytest.fixture(scope="module")
def applicant(browser: Browser, sito: Sito) -> Callable[[int], BrowserContext]:
    """`applicant(width)` is a window of who has opened the personal link of a request of each
    state."""
    first = browser.new_context()
    page = first.new_page()
    for codice in sito.requests().values():
        page.goto(sito.url + sito.new_link(codice))
        page.get_by_role("button", name="Apri la domanda").click()
        page.wait_for_url(f"**/aderisci/{codice}/")
    opened = first.storage_state()
    first.close()
    return lambda width: browser.new_context(
        viewport={"width": width, "height": 900}, storage_state=opened
    )


def pages_of_requests(page: Page, sito: Sito) -> list[str]:
    """Where every request is followed, and a page of each other kind that is reached from there."""
    paths, kinds = [], set()
    for codice in sito.requests().values():
        home = f"/aderisci/{codice}/"
        waiting = [home]
        for path in waiting:
            kind = home if path == home else resolve(path).view_name
            if "/file/" in path or kind in kinds:
                continue
            kinds.add(kind)
            paths.append(path)
            found = links_in(page.request.get(sito.url + path).text(), sito.url + path)
            local = [link.removeprefix(sito.url) for link in found]
            waiting += [link for link in local if link.startswith(home)]
    return paths


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_the_pages_of_a_request(
    width: int, sito: Sito, applicant: Callable[[int], BrowserContext], tmp_path: Path
) -> None:
    page, complaints = watched(applicant(width))
    found, seen = {}, {}
    for path in pages_of_requests(page, sito):
        page.goto(sito.url + path)
        found[path] = problems(page, complaints)
        seen[path] = page.content()
    page.context.close()
    assert set(sito.requests()) == set(StatoDomanda)
    assert len(found) == len(StatoDomanda) + OTHER_PAGES
    assert {path: said for path, said in found.items() if said} == {}
    assert width != WIDTHS[0] or validate(seen, tmp_path) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_what_is_said_of_what_is_wrong(
    width: int, sito: Sito, applicant: Callable[[int], BrowserContext], tmp_path: Path
) -> None:
    page, complaints = watched(applicant(width))
    found, seen = {}, {}
    for stato, passo, scritti, bottone in SENT_WRONG:
        page.goto(f"{sito.url}/aderisci/{sito.requests()[stato]}/{passo}/")
        for nome, testo in scritti.items():
            page.locator(f"main [name={nome}]").fill(testo)
        page.get_by_role("button", name=bottone, exact=True).click()
        page.locator("main [aria-invalid=true]").first.wait_for()
        found[passo] = problems(page, complaints)
        seen[passo] = page.content()
    page.context.close()
    assert {passo: said for passo, said in found.items() if said} == {}
    assert width != WIDTHS[0] or validate(seen, tmp_path) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_what_is_missing_before_sending(
    width: int, sito: Sito, applicant: Callable[[int], BrowserContext]
) -> None:
    page, complaints = watched(applicant(width))
    page.goto(f"{sito.url}/aderisci/{sito.requests()[DRAFT]}/invio/")
    page.get_by_role("button", name="Invia la domanda").click()
    page.get_by_role("alert").wait_for()
    assert problems(page, complaints) == []
    page.context.close()
