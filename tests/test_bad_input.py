"""Whatever is asked of a public address, it answers: never with a failure of ours.

Every address that takes a GET without logging in, with its object there and without, against all
that is wrong to send.
"""

import re
from urllib.parse import quote

import pytest
from django.forms import ChoiceField
from django.http import HttpResponse
from django.test import Client

from tests.factories import make_comune
from tests.test_authz_matrix import (
    LINES,
    MISSING,
    NOBODY,
    NOT_THERE,
    THERE,
    addresses_of,
    every_address,
)

# Django's own pages, for superusers.
NOT_OURS = "amministrazione/"
LONG = "x" * 10_240
QUERIES = {
    "a page past the end": "page=999",
    "a page that is no number": "page=abc",
    "a negative page": "page=-1",
    "a huge page": f"page={'9' * 5000}",
    "an empty page": "page=",
    "a NUL": "page=%00&cerca=%00&q=%00&natura=%00&pagina=%00",
    "invalid UTF-8": "page=%ff&cerca=%ff%fe&q=%c3%28",
    "a long value": f"cerca={LONG}&q={LONG}&natura={LONG}",
    "a long query": "&".join(f"a{n}={n}" for n in range(1200)),
    "nonsense": "natura=drago&ambito=--&comune=1%27%20OR%201&anno=mai&mese=13&dal=ieri&stato=x",
    "huge numbers": f"anno={'9' * 400}&mese=1e999&numero=NaN&ambito=-0",
    "repeated parameters": "page=1&page=2&cerca=a&cerca=b&natura=impresa&natura=&q=aa&q=bb",
    "brackets and dots": "cerca[]=a&cerca.x=1&..=..&=&&&;",
    "a format of its own": "format=exe&formato=exe",
}
ACCEPTS = ["application/x-sconosciuto", "text/", "*/*;q=nan", ";;;", "a/b, c"]
# These answer to what keeps the portal alive, not to readers: 503 is one of their words.
OF_THE_MACHINES = {"readyz", "status"}


def public_lines() -> list:
    """The lines of the matrix that let anybody read something."""
    readable = {"200", "404"}
    return [x for x in LINES if x.method == "GET" and x.expected[NOBODY] in readable]


LINES_READ = [pytest.param(line, id=f"{line.name} {line.thing}".strip()) for line in public_lines()]


def answer_of(client: Client, path: str, **headers: str) -> HttpResponse:
    client.raise_request_exception = True
    answer = client.get(path, **headers)
    if answer.streaming:
        list(answer)
    return answer


def is_told(answer: HttpResponse) -> bool:
    """Whether an error comes with words: a page, or a problem document."""
    kind = answer["Content-Type"]
    if kind.startswith("text/html"):
        return b"<h1>" in answer.content
    return kind == "application/problem+json" and answer.json()["status"] == answer.status_code


def paths_of(line: object) -> list[str]:
    parts = {**NOT_THERE, **({} if line.thing == MISSING else THERE[line.thing]())}
    chosen = [a for a in addresses_of(line, LINES) if a.name not in OF_THE_MACHINES]
    return [address.path(parts) for address in chosen]


def complain(path: str, what: str, answer: HttpResponse) -> list[str]:
    if answer.status_code >= 500 or (answer.status_code >= 400 and not is_told(answer)):
        return [f"{path} {what}: {answer.status_code} {answer['Content-Type']}"]
    return []


@pytest.mark.parametrize("line", LINES_READ)
def test_no_query_breaks_a_page(line: object, client: Client, ciclo: object) -> None:
    wrong = []
    for path in paths_of(line):
        for what, query in QUERIES.items():
            answer = answer_of(client, f"{path}?{query}")
            wrong += complain(path, what, answer)
    assert wrong == []


@pytest.mark.parametrize("line", LINES_READ)
def test_no_header_breaks_a_page(line: object, client: Client, ciclo: object) -> None:
    wrong = []
    for path in paths_of(line):
        for accept in ACCEPTS:
            wrong += complain(path, accept, answer_of(client, path, HTTP_ACCEPT=accept))
    assert wrong == []


STRANGE = ["%00", "a%00b", "%ff%fe", "..%2f..", "x" * 3000, "a b", "%", "<b>", "'", "a%0Ab"]


@pytest.mark.parametrize("line", LINES_READ)
def test_no_path_breaks_the_portal(line: object, client: Client, ciclo: object) -> None:
    wrong = []
    for path in paths_of(line):
        for strange in STRANGE:
            for asked in (f"{path.rstrip('/')}/{strange}/", f"{path}{strange}"):
                wrong += complain(asked[:80], "", answer_of(client, asked))
    assert wrong == []


# They are hashed, or compared with a few words, before anything is looked for.
NOT_LOOKED_FOR = {"token", "formato", "riferimento"}


def test_what_an_address_looks_for_has_no_character_that_a_database_refuses() -> None:
    """A NUL where one must have entered: PostgreSQL would answer with a failure of ours."""
    loose = re.compile(r"<(?:str|path):(\w+)>")
    wrong = [
        address.route
        for address in every_address().values()
        if set(loose.findall(address.route)) - NOT_LOOKED_FOR
        and not address.route.startswith(NOT_OURS)
    ]
    assert wrong == []


def test_a_page_past_the_end_of_a_list_says_so(client: Client, ciclo: object) -> None:
    page = client.get("/rete/soggetti/?page=99").content.decode()
    assert "La pagina 99 non esiste: l’elenco finisce alla pagina 1" in page
    page = client.get(f"/rete/soggetti/?page={quote('<b>due</b>')}").content.decode()
    assert "«&lt;b&gt;due&lt;/b&gt;» non è il numero di una pagina: è mostrata la prima." in page


def test_an_error_without_words_is_seen() -> None:
    assert is_told(HttpResponse("<h1>No</h1>", status=404))
    assert not is_told(HttpResponse("<p>No</p>", status=404))
    assert not is_told(HttpResponse("no", status=404, content_type="text/plain"))


def nonsense_unsaid(client: Client, path: str) -> list[str]:
    """The filters with a list of choices that take a choice of nobody without a word."""
    contesto = answer_of(client, path).context
    campi = contesto["filterset"].form.fields if contesto and "filterset" in contesto else {}
    scelte = [nome for nome, campo in campi.items() if isinstance(campo, ChoiceField)]
    pagine = {nome: client.get(path, {nome: "drago"}).content.decode() for nome in scelte}
    return [nome for nome, pagina in pagine.items() if f'id="id_{nome}_error"' not in pagina]


@pytest.mark.parametrize("line", LINES_READ)
def test_a_filter_that_makes_no_sense_is_told_by_its_field(
    line: object, client: Client, ciclo: object
) -> None:
    make_comune()  # without a territory there is nothing to filter
    unsaid = {path: nonsense_unsaid(client, path) for path in paths_of(line)}
    assert unsaid == {path: [] for path in unsaid}
