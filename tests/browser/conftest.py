"""A browser, a portal to look at, and the people who look at it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.finestra import WINDOW, Finestra
from tests.browser.sguardo import validate, watched
from tests.browser.sito import (
    PREPARATION,
    SAME_VIEW,
    SAME_VIEW_INSIDE,
    Pagina,
    Sito,
    crawl,
    load,
    served,
)

NOBODY = ""
Open = Callable[..., Finestra]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The browser of the system, which as root needs to be told that it has no sandbox."""
    percorso = shutil.which("chromium") or shutil.which("chromium-browser")
    return {
        **browser_type_launch_args,
        "executable_path": percorso,
        "args": ["--no-sandbox", "--lang=it"],
    }


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that every portal to look at is a copy of."""
    var = tmp_path_factory.mktemp("dati")
    load(var)
    return var


@pytest.fixture(scope="session")
def sito(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Iterator[Sito]:
    with served(tmp_path_factory.mktemp("sito"), loaded, PREPARATION) as sito:
        yield sito


@pytest.fixture(scope="session")
def opened() -> list[BrowserContext]:
    """The windows of the visitors of a test."""
    return []


@pytest.fixture(autouse=True)
def _close_what_was_opened(opened: list[BrowserContext]) -> Iterator[None]:
    """A page left open goes on drawing what moves in it, while others are looked at."""
    yield
    while opened:
        opened.pop().close()


@pytest.fixture(scope="session")
def visitor(
    browser: Browser, sito: Sito, opened: list[BrowserContext]
) -> Callable[..., BrowserContext]:
    """`visitor(email, width=…)` is a window of a person who is in, or of nobody."""
    states: dict[str, dict] = {}

    def enter(email: str) -> dict:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{sito.url}/accesso/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(sito.password)
        page.locator("main").get_by_role("button", name="Accedi", exact=True).click()
        page.wait_for_url(f"{sito.url}/scrivania/")
        state = context.storage_state()
        context.close()
        return state

    def open_window(email: str = NOBODY, width: int = 1280, **options: object) -> BrowserContext:
        if email and email not in states:
            states[email] = enter(email)
        size = {"width": width, "height": 900}
        opened.append(
            browser.new_context(viewport=size, storage_state=states.get(email), **options)
        )
        return opened[-1]

    return open_window


@pytest.fixture(scope="session")
def pages_of(visitor: Callable[..., BrowserContext], sito: Sito) -> Callable[[str], list[Pagina]]:
    """`pages_of(email)`: what a person reaches from the home; of the public's pages, only that."""
    reached: dict[str, list[Pagina]] = {}

    def reach(email: str) -> list[Pagina]:
        if email not in reached:
            few = SAME_VIEW_INSIDE if email else SAME_VIEW
            pages = crawl(visitor(email), f"{sito.url}/", few)
            public = {page.view for page in reach(NOBODY)} - {"home"} if email else set()
            reached[email] = [page for page in pages if page.view not in public]
        return reached[email]

    return reach


@pytest.fixture
def window(browser: Browser, sito: Sito, tmp_path: Path) -> Iterator[Open]:
    """`window(keyboard=…, scripts=…)`; what was looked at is shown to the validator at the end."""
    opened: list[tuple[BrowserContext, Finestra]] = []

    def open_window(keyboard: bool = False, scripts: bool = True) -> Finestra:
        context = browser.new_context(java_script_enabled=scripts, **WINDOW)
        page, complaints = watched(context)
        opened.append((context, Finestra(sito, page, complaints, keyboard, scripts)))
        return opened[-1][1]

    yield open_window
    for context, _ in opened:
        context.close()
    seen = {
        f"{n} {where}": html for n, (_, w) in enumerate(opened) for where, html in w.seen.items()
    }
    assert not seen or validate(seen, tmp_path) == []
