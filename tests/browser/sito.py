"""A portal with the 2014 plan in it, served as `make demo` serves it, to be looked at."""

import re
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext

from conciliazione.collegamenti import new_link
from scripts.places import ROOT, clean_environment
from scripts.processes import spawn, stop_all
from scripts.services import free_port

# What every portal to look at starts from: loaded once, then copied.
LOADING = (
    ("migrate", "--verbosity", "0"),
    ("carica_piano_2014",),
    ("crea_utenti_demo",),
    ("collectstatic", "--noinput", "--verbosity", "0"),
)
# The requests, the meetings and the calls of the demo, then the Piano is compiled and published.
PREPARATION = (
    ("crea_pratiche_demo",),
    ("crea_sedute_demo",),
    ("crea_avvisi_demo",),
    ("concedi_deroghe", "--motivo", "Così nel documento.", "--in-veste-di", "Chi prova il portale"),
    ("compila_piano", "--pubblica"),
)
WORKER = ("-m", "celery", "-A", "conciliazione", "worker", "-Q", "celery,pdf", "-c", "1")
TIMEOUT = 60
# Of the pages that one view makes, how many are looked at; with other query strings, how many more.
SAME_VIEW, SAME_VIEW_AND_QUERY = 20, 2
# The same of who is in: forms of one row and of another differ less.
SAME_VIEW_INSIDE = 5
# What makes another page of the same view.
STEPS = ("passo", "parole")
# Django's own pages, for superusers.
NOT_OURS = "/amministrazione/"
PERSONAL = "/(?:aderisci/collegamento|accesso/invito|proposte/conferma)"
# It says that no worker is there, and here none is.
STATE = "dataset:status"
# What it links to is for who received it.
MESSAGE = "demo_message"
# More than a crawl asks: how many a minute are too many is tested elsewhere.
REQUESTS = "1000000"


@dataclass(frozen=True)
class Sito:
    """Where the portal is served, the password of the people of the demo, the folder of it all."""

    url: str
    password: str
    var: Path

    def sql(self, query: str, *values: object) -> list[tuple]:
        """The rows that a query finds in the database of the portal, or that it writes."""
        with closing(sqlite3.connect(self.var / "rete.sqlite3")) as base, base:
            return base.execute(query, values).fetchall()

    def mail_to(self, email: str) -> str:
        """The last message written to that address."""
        query = "SELECT testo FROM conciliazione_messaggio WHERE destinatario = ? ORDER BY id"
        return self.sql(query, email)[-1][0]

    def requests(self) -> dict[str, str]:
        """The code of a membership request in each state."""
        return dict(self.sql("SELECT stato, codice FROM rete_domandaadesione ORDER BY id DESC"))

    def meetings(self) -> dict[str, str]:
        """The code of a meeting in each state."""
        return dict(self.sql("SELECT stato, codice FROM rete_seduta ORDER BY id DESC"))

    def proposals(self) -> dict[str, str]:
        """The code of a proposal in each state, the last of each: `proposta_presentata`…"""
        righe = self.sql("SELECT stato, codice FROM progetti_proposta ORDER BY id")
        return {f"proposta_{stato}": codice for stato, codice in righe}

    def new_link(self, codice: str) -> str:
        """The path of a new personal link for a request: those by mail are kept as hashes."""
        token, impronta = new_link()
        self.sql("UPDATE rete_domandaadesione SET impronta = ? WHERE codice = ?", impronta, codice)
        return f"/aderisci/collegamento/{token}/"

    def link_to(self, email: str) -> str:
        """The path of the personal link in that message."""
        (path,) = re.findall(rf"{self.url}({PERSONAL}/\S+)", self.mail_to(email))
        return path


@dataclass(frozen=True)
class Pagina:
    """A page as it was served: its path, the view that made it, its HTML."""

    path: str
    view: str
    html: str


def load(var: Path) -> None:
    """Put the 2014 plan and the people of the demo below `var`, for `served` to copy."""
    env = _environment(var)
    for command in LOADING:
        manage(env, *command)


def _environment(var: Path, **settings: str) -> dict[str, str]:
    return clean_environment(
        AMBIENTE="demo", VAR_DIR=str(var), API_LIMITE_RICHIESTE=REQUESTS, **settings
    )


@contextmanager
def served(
    var: Path,
    loaded: Path,
    preparation: Iterable[tuple[str, ...]] = (),
    host: str = "127.0.0.1",
    worker: bool = False,
    **settings: str,
) -> Iterator[Sito]:
    """Copy the data of `loaded` to `var`, prepare and serve them until the end of the block.

    Only where there is a `worker` is what pages ask for in the background done.
    """
    shutil.copytree(loaded, var, dirs_exist_ok=True)
    port = free_port()
    url = f"http://{host}:{port}"
    env = _environment(var, BASE_URL=url, **settings)
    for command in preparation:
        manage(env, *command)
    argv = ["-m", "gunicorn", "conciliazione.wsgi", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    server = spawn([sys.executable, *argv], env=env, log=var / "web.log")
    others = [spawn([sys.executable, *WORKER], env=env, log=var / "worker.log")] if worker else []
    try:
        wait_for(f"{url}/healthz", server)
        yield Sito(url, (var / "demo-password").read_text(encoding="ascii").strip(), var)
    finally:
        stop_all([server, *others])


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


def crawl(context: BrowserContext, home: str, same_view: int = SAME_VIEW) -> list[Pagina]:
    """The pages reached from `home`, a handful of those that the same view makes.

    A link of ours that leads nowhere raises.
    """
    waiting, seen, kept = [home], {home}, {}
    pages = []
    while waiting:
        url = waiting.pop(0)
        if not (kind := _kind(url)) or not _room_for(kind, kept, same_view):
            continue
        answer = context.request.get(url)
        assert answer.ok, f"{url}: {answer.status}"
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        html = answer.text()
        pages.append(Pagina(url.removeprefix(home.rstrip("/")), kind[0], html))
        if kind[0] == MESSAGE:
            continue
        fresh = [link for link in dict.fromkeys(links_in(html, url)) if link not in seen]
        seen.update(fresh)
        waiting += fresh
    return pages


def _kind(url: str) -> tuple[str, str] | None:
    """The view that makes a page, and the names in its query; None for what is not ours."""
    parts = urlsplit(url)
    try:
        match = resolve(parts.path)
        view = " ".join([match.view_name, *(match.kwargs.get(step, "") for step in STEPS)]).strip()
    except Resolver404:
        return None if parts.path.startswith("/static/") else ("nowhere", parts.path)
    query = "&".join(sorted(set(re.findall(r"(\w+)=", parts.query))))
    return None if parts.path.startswith(NOT_OURS) or view == STATE else (view, query)


def _room_for(kind: tuple[str, str], kept: dict[tuple[str, str], int], same_view: int) -> bool:
    kept[kind] = kept.get(kind, 0) + 1
    return kept[kind] <= (SAME_VIEW_AND_QUERY if kind[1] else same_view)
