"""A browser, a portal to look at, and the people who look at it."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.sito import Pagina, Sito, crawl, served

NOBODY = ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The browser of the system, which as root needs to be told that it has no sandbox."""
    percorso = shutil.which("chromium") or shutil.which("chromium-browser")
    return {**browser_type_launch_args, "executable_path": percorso, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def sito(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sito]:
    with served(tmp_path_factory.mktemp("sito")) as sito:
        yield sito


@pytest.fixture(scope="session")
def visitor(browser: Browser, sito: Sito) -> Iterator[Callable[..., BrowserContext]]:
    """`visitor(email, width=…)` is a window of a person who is in, or of nobody."""
    states: dict[str, dict] = {}
    opened: list[BrowserContext] = []

    def enter(email: str) -> dict:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{sito.url}/accesso/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(sito.password)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(f"{sito.url}/")
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

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def pages_of(visitor: Callable[..., BrowserContext], sito: Sito) -> Callable[[str], list[Pagina]]:
    """`pages_of(email)`: what a person reaches from the home; of the public's pages, only that."""
    reached: dict[str, list[Pagina]] = {}

    def reach(email: str) -> list[Pagina]:
        if email not in reached:
            pages = crawl(visitor(email), f"{sito.url}/")
            public = {page.view for page in reach(NOBODY)} - {"home"} if email else set()
            reached[email] = [page for page in pages if page.view not in public]
        return reached[email]

    return reach
