"""Times, queries and weight of every address at three sizes, in turn with the yardstick.

    python -m bench.tempi cartella-10 cartella-1000 cartella-10000

prints one JSON object an address. Requests go through `django.test.Client` and the whole stack of
the portal, with the settings of a demo (DEBUG off, templates kept), to a database on disk.
"""

import json
import logging
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

import django

GIRI = 7
# Of what has no bound, and takes seconds with many rows.
GIRI_SENZA_LIMITE = 2
METRO = "/metro/"


@contextmanager
def reading(base: Path) -> Iterator[None]:
    """Let every query go to the database in a folder."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(base / "rete.sqlite3")
    connection.ensure_connection()
    yield


class Banco:
    """Asks for addresses and keeps the milliseconds of each, by size."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client(SERVER_NAME="127.0.0.1")
        self.tempi: dict[tuple[str, int], list[float]] = defaultdict(list)
        self.byte: dict[tuple[str, int], int] = {}
        self.query: dict[tuple[str, int], int] = {}

    def ask(self, url: str) -> tuple[float, int]:
        """Milliseconds and bytes of an answer.

        Raises:
            ValueError: it is not a success.
        """
        inizio = perf_counter()
        risposta = self.client.get(url)
        passati = (perf_counter() - inizio) * 1000
        if risposta.status_code != 200:
            raise ValueError(f"{url} risponde {risposta.status_code}.")
        return passati, len(risposta.content)

    def warm_up(self, url: str, quante: int) -> None:
        """Ask once to fill what is kept, then count queries and bytes."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.ask(url)
        with CaptureQueriesContext(connection) as fatte:
            _, self.byte[url, quante] = self.ask(url)
        self.query[url, quante] = len(fatte)

    def time(self, url: str, quante: int) -> None:
        """One more measure, right after the same request: everything that is measured is warm."""
        self.ask(url)
        self.tempi[url, quante].append(self.ask(url)[0])

    def milliseconds(self, url: str, quante: int) -> float:
        """The median of the measures."""
        return median(self.tempi[url, quante])


def measure(basi: dict[int, Path]) -> list[dict[str, object]]:
    """The figures of every address, at every size."""
    from bench.pagine import addresses

    pagine, banco = addresses(), Banco()
    for giro in range(GIRI + 1):
        for quante, base in basi.items():
            with reading(base):
                for pagina in _of_round(pagine, giro):
                    _take(banco, pagina, quante, first=giro == 0)
    return [_figures(banco, pagina, tuple(basi)) for pagina in pagine]


def _of_round(pagine: list, giro: int) -> list:
    """What is measured in a round: in the last ones only what has a bound."""
    return [p for p in pagine if giro <= GIRI_SENZA_LIMITE or p.genere != "altra"]


def _take(banco: Banco, pagina: object, quante: int, *, first: bool) -> None:
    """The yardstick, the page as it is, the page with ten rows."""
    prova = banco.warm_up if first else banco.time
    prova(METRO, quante)
    prova(pagina.url, quante)
    if pagina.url_dieci:
        with _ten_rows(pagina):
            prova(_key(pagina), quante)


def _key(pagina: object) -> str:
    """The address with ten rows: the same with another sign, where only the view changes."""
    return pagina.url_dieci if pagina.vista is None else f"{pagina.url_dieci}#dieci"


@contextmanager
def _ten_rows(pagina: object) -> Iterator[None]:
    """Let a list show ten rows a page."""
    if pagina.vista is None:
        yield
        return
    sua, pagina.vista.paginate_by = pagina.vista.paginate_by, 10
    try:
        yield
    finally:
        pagina.vista.paginate_by = sua


def _figures(banco: Banco, pagina: object, quante: tuple[int, ...]) -> dict[str, object]:
    """What is said of an address. `crescita` is the time of the larger sizes on that of the
    smallest, the rows shown being the same; `metro` the time on that of the yardstick."""
    stessa = _key(pagina) if pagina.url_dieci else pagina.url
    pari = [banco.milliseconds(stessa, n) for n in quante]
    metro = [banco.milliseconds(METRO, n) for n in quante]
    tempi = [banco.milliseconds(pagina.url, n) for n in quante]
    return {
        "url": pagina.url,
        "genere": pagina.genere,
        "query": [banco.query[stessa, n] for n in quante],
        "crescita": max(pari[1:]) / pari[0],
        "metro": [t / m for t, m in zip(tempi, metro, strict=True)],
        "ms": tempi,
        "kb": max(banco.byte[pagina.url, n] for n in quante) / 1000,
    }


def main(cartelle: list[str]) -> None:
    """Measure the databases in these folders, named by their size."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conciliazione.settings")
    django.setup()
    from django.conf import settings

    settings.ROOT_URLCONF = "bench.urls"
    logging.disable(logging.CRITICAL)
    basi = {int(Path(cartella).name): Path(cartella) for cartella in cartelle}
    json.dump(measure(basi), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
