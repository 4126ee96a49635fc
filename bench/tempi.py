"""Times, queries and weight of every address at three sizes, in turn with the yardstick.

    python -m bench.tempi cartella-10 cartella-1000 cartella-10000

prints one JSON object an address. Requests go through `django.test.Client` and the whole stack of
the portal, with the settings of a demo (DEBUG off, templates kept), to a database on disk.
"""

import gc
import json
import logging
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time

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
    """Asks for addresses and keeps the milliseconds of each, by size.

    Milliseconds of the processor: the database is in the process, and what else runs on the
    machine takes none of them.
    """

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
        inizio = process_time()
        risposta = self.client.get(url)
        passati = (process_time() - inizio) * 1000
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

    def time(self, url: str, quante: int) -> float:
        """One more measure, right after the same request: everything that is measured is warm,
        and throws away only what it made itself."""
        self.ask(url)
        gc.collect()
        passati, _ = self.ask(url)
        self.tempi[url, quante].append(passati)
        return passati

    def milliseconds(self, url: str, quante: int) -> float:
        """The median of the measures."""
        return median(self.tempi[url, quante])


def measure(basi: dict[int, Path]) -> list[dict[str, object]]:
    """The figures of every address, at every size."""
    from bench.pagine import addresses

    pagine, banco = addresses(), Banco()
    metri: dict[tuple[str, int], list[float]] = defaultdict(list)
    for giro in range(GIRI + 1):
        for pagina in _of_round(pagine, giro):
            for quante, base in basi.items():
                with reading(base):
                    if giro == 0:
                        _ask(banco.warm_up, pagina, quante)
                    else:
                        metri[pagina.url, quante].append(_time(banco, pagina, quante))
        # What is kept from one request to another is not looked through for rubbish.
        gc.freeze()
    return [_figures(banco, metri, pagina, tuple(basi)) for pagina in pagine]


def _of_round(pagine: list, giro: int) -> list:
    """What is measured in a round: in the last ones only what has a bound."""
    return [p for p in pagine if giro <= GIRI_SENZA_LIMITE or p.genere != "altra"]


def _time(banco: Banco, pagina: object, quante: int) -> float:
    """Take the times of a page between two of the yardstick; the mean of these.

    The clock of a machine that is shared changes from a second to the next: what is compared is
    measured side by side.
    """
    prima = banco.time(METRO, quante)
    _ask(banco.time, pagina, quante)
    return (prima + banco.time(METRO, quante)) / 2


def _ask(prova: Callable[[str, int], object], pagina: object, quante: int) -> None:
    """The page as it is, then the page with ten rows."""
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


def _figures(
    banco: Banco, metri: dict[tuple[str, int], list[float]], pagina: object, quante: tuple[int, ...]
) -> dict[str, object]:
    """What is said of an address. `crescita` is the time of the larger sizes on that of the
    smallest, the rows shown being the same, each in times of its own yardstick, which reads as
    many rows at every size; `metro` the time on that of the yardstick: of both, the median of the
    rounds."""
    stessa = _key(pagina) if pagina.url_dieci else pagina.url
    piccola, *grandi = quante
    pari = {n: _ratios(banco.tempi[stessa, n], metri[pagina.url, n]) for n in quante}
    return {
        "url": pagina.url,
        "genere": pagina.genere,
        "query": [banco.query[stessa, n] for n in quante],
        "crescita": max(median(_ratios(pari[n], pari[piccola])) for n in grandi),
        "metro": [
            median(_ratios(banco.tempi[pagina.url, n], metri[pagina.url, n])) for n in quante
        ],
        "kb": max(banco.byte[pagina.url, n] for n in quante) / 1000,
    }


def _ratios(misure: list[float], altre: list[float]) -> list[float]:
    """How many times as long, round by round."""
    return [una / altra for una, altra in zip(misure, altre, strict=True)]


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
