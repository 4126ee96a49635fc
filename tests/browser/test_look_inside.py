"""The pages of who is in, role by role, as `test_look_at_pages.py` looks at the public ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.sguardo import validate, wrong_at_each_width
from tests.browser.sito import Pagina, Sito

pytestmark = pytest.mark.browser

PEOPLE = [
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


@pytest.mark.parametrize("email", PEOPLE)
def test_nothing_is_wrong_with_a_page_of_who_is_in(
    email: str,
    sito: Sito,
    visitor: Callable[..., BrowserContext],
    pages_of: Callable[[str], list[Pagina]],
) -> None:
    assert wrong_at_each_width(visitor(email), sito, pages_of(email)) == {}


def test_the_validator_finds_no_error_inside(
    pages_of: Callable[[str], list[Pagina]], tmp_path: Path
) -> None:
    served = {f"{email} {p.path}": p.html for email in PEOPLE for p in pages_of(email)}
    assert validate(served, tmp_path) == []
