"""A portal with the 2014 plan in it, served as `make demo` serves it, to be looked at."""

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext

from scripts.places import ROOT, clean_environment
from scripts.processes import spawn, stop
from scripts.services import free_port

# The first takes the Piano through its states and the last compiles and publishes it.
PREPARATION = (
    ("migrate", "--verbosity", "0"),
    ("carica_piano_2014",),
    ("crea_utenti_demo",),
    ("collectstatic", "--noinput", "--verbosity", "0"),
    ("concedi_deroghe", "--motivo", "Così nel documento.", "--in-veste-di", "Chi prova il portale"),
    ("compila_piano", "--pubblica"),
)
TIMEOUT = 60
# Of the pages that one view makes, how many are looked at; with other query strings, how many more.
SAME_VIEW, SAME_VIEW_AND_QUERY = 20, 2
# Django's own pages, for superusers.
NOT_OURS = "/amministrazione/"
# It says that no worker is there, and here none is.
STATE = "dataset:status"
# More than a crawl asks: how many a minute are too many is tested elsewhere.
REQUESTS = "1000000"


@dataclass(frozen=True)
class Sito:
    """Where the portal is served, and the password of the people of the demo."""

    url: str
    password: str


@dataclass(frozen=True)
class Pagina:
    """A page as it was served: its path, the view that made it, its HTML."""

    path: str
    view: str
    html: str


@contextmanager
def served(var: Path) -> Iterator[Sito]:
    """Prepare the data below `var`, serve them until the end of the block."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = clean_environment(
        AMBIENTE="demo", VAR_DIR=str(var), BASE_URL=url, API_LIMITE_RICHIESTE=REQUESTS
    )
    for command in PREPARATION:
        manage(env, *command)
    argv = ["-m", "gunicorn", "conciliazione.wsgi", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    server = spawn([sys.executable, *argv], env=env, log=var / "web.log")
    try:
        wait_for(f"{url}/healthz", server)
        yield Sito(url, (var / "demo-password").read_text(encoding="ascii").strip())
    finally:
        stop(server)


def manage(env: dict[str, str], *argv: str) -> None:
    """Run a management command; what it says is in the failure, if it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *argv], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{argv[0]}: {done.stdout}{done.stderr}"


def wait_for(url: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"{url} does not answer")


class _Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def links_in(html: str, url: str) -> list[str]:
    """The addresses of the same site that a page links to, without their fragment."""
    parser = _Links()
    parser.feed(html)
    there = [urldefrag(urljoin(url, href)).url for href in parser.found]
    return [link for link in there if urlsplit(link)[:2] == urlsplit(url)[:2]]


def crawl(context: BrowserContext, home: str) -> list[Pagina]:
    """The pages reached from `home`, a handful of those that the same view makes.

    A link of ours that leads nowhere raises.
    """
    waiting, seen, kept = [home], {home}, {}
    pages = []
    while waiting:
        url = waiting.pop(0)
        if not (kind := _kind(url)) or not _room_for(kind, kept):
            continue
        answer = context.request.get(url)
        assert answer.ok, f"{url}: {answer.status}"
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        html = answer.text()
        pages.append(Pagina(url.removeprefix(home.rstrip("/")), kind[0], html))
        fresh = [link for link in dict.fromkeys(links_in(html, url)) if link not in seen]
        seen.update(fresh)
        waiting += fresh
    return pages


def _kind(url: str) -> tuple[str, str] | None:
    """The view that makes a page, and the names in its query; None for what is not ours."""
    parts = urlsplit(url)
    try:
        view = resolve(parts.path).view_name
    except Resolver404:
        return None if parts.path.startswith("/static/") else ("nowhere", parts.path)
    query = "&".join(sorted(set(re.findall(r"(\w+)=", parts.query))))
    return None if parts.path.startswith(NOT_OURS) or view == STATE else (view, query)


def _room_for(kind: tuple[str, str], kept: dict[tuple[str, str], int]) -> bool:
    kept[kind] = kept.get(kind, 0) + 1
    return kept[kind] <= (SAME_VIEW_AND_QUERY if kind[1] else SAME_VIEW)
