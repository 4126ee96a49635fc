"""The bounds of the pages, what breaks them, and the table that the README links."""

from collections.abc import Mapping, Sequence
from pathlib import Path

QUANTE = (10, 1_000, 10_000)
CRESCITA = 1.5
KB = 130
# How many times the yardstick, at the first two sizes: the third is only shown.
METRO = {"home": 2, "lista": 4, "scheda": 4}
QUANTE_COL_METRO = 2
FILE = Path(__file__).resolve().parent.parent / "docs" / "bench.md"
TITOLI = {
    "home": "La home",
    "lista": "Elenchi",
    "scheda": "Schede",
    "API": "API",
    "altra": "Altre pagine, misurate senza un limite",
}
INIZIO = """# Quanto sono veloci le pagine

Scritto da `make bench`, che fallisce se un limite è superato. Non ci sono tempi, che cambiano da
una macchina all’altra, ma rapporti fra misure prese una accanto all’altra nella stessa prova.

- **Dati**: sintetici, sempre gli stessi, in tre basi SQLite su disco con 10, 1.000 e 10.000 righe
  per ogni elenco (`bench/sintetici/`). Il territorio resta com’è: 60 comuni, 6 ambiti, 4 cicli; gli
  insiemi di dati di un’alleanza o di una voce hanno 4 o 3 righe per ciascuna.
- **Richieste**: tutte le pagine pubbliche e l’API, trovate dagli indirizzi del portale (una pagina
  nuova che nessuno ha previsto ferma la prova), con `django.test.Client` attraverso tutto il
  portale, `DEBUG` spento, senza cache di pagina.
- **Misura**: il tempo di processore di una richiesta, che comprende la base di dati (SQLite è nel
  processo) e non ciò che altri fanno intanto sulla macchina. Ogni richiesta è misurata subito dopo
  la stessa, a rifiuti raccolti; i rapporti sono la mediana di quelli di {giri} giri, dopo uno di
  riscaldamento.
- **Metro**: una vista Django nuda che legge 60 righe di una tabella e ne scrive cinque colonne con
  un modello di pagina (`bench/metro.py`), chiesta prima e dopo ogni pagina: vale la media
  delle due. Limiti, con 10 e con 1.000 righe: la home 2 ×, elenchi e schede 4 ×; con 10.000 il
  rapporto è solo mostrato.
- **Crescita**: il tempo con più righe diviso quello con 10, preso nello stesso giro e a parità di
  righe mostrate: elenchi e API sono chiesti a 10 righe per pagina. Ognuno dei due è contato in
  volte il suo metro, che legge 60 righe con qualunque base. Limite: 1,5 × per elenchi e API.
- **Query**: lo stesso numero con 10, 1.000 e 10.000 righe. Le righe di una cifra ne leggono due di
  meno quando la prima pagina è piena di righe di un genere solo.
- **kB**: l’HTML della pagina come si vede, con le sue 20, 50 o 100 righe; al più 130 per gli
  elenchi.

Il metro e i kB sono della pagina come si vede. Le «altre» non sono né elenchi né schede: mappe,
calendari e documenti interi, o riepiloghi che sommano tutte le righe di tutte le tabelle (anche
`/api/v1/cifre`, che ha sempre le stesse righe).
"""


def faults(righe: Sequence[Mapping]) -> list[str]:
    """Every bound that is broken, in words."""
    return [f"{riga['url']}: {difetto}" for riga in righe for difetto in _faults_of(riga)]


def _faults_of(riga: Mapping) -> list[str]:
    difetti = []
    limite = METRO.get(riga["genere"])
    peggiore = max(riga["metro"][:QUANTE_COL_METRO])
    if limite and peggiore > limite:
        difetti.append(f"{_times(peggiore)} il metro, oltre {limite} ×")
    if max(riga["query"]) > riga["query"][0]:
        difetti.append(f"query {riga['query']}")
    if _grows(riga) and riga["crescita"] > CRESCITA:
        difetti.append(f"cresce di {_times(riga['crescita'])}, oltre {_times(CRESCITA)}")
    if riga["genere"] == "lista" and riga["kb"] > KB:
        difetti.append(f"{riga['kb']:.0f} kB, oltre {KB}")
    return difetti


def _grows(riga: Mapping) -> bool:
    """Whether the rule of growth is about this address."""
    return riga["genere"] == "lista" or riga["genere"] == "API"


def write_table(righe: Sequence[Mapping], giri: int) -> str:
    """The whole page."""
    parti = [INIZIO.format(giri=giri)]
    for genere, titolo in TITOLI.items():
        sue = [riga for riga in righe if riga["genere"] == genere]
        parti.append(f"## {titolo}\n\n{_rows(sue)}\n")
    return "\n".join(parti)


def _rows(righe: Sequence[Mapping]) -> str:
    teste = "| indirizzo | query | crescita | × il metro con 10, 1.000, 10.000 righe | kB |"
    return "\n".join([teste, "|---|--:|--:|--:|--:|", *map(_row, righe)])


def _row(riga: Mapping) -> str:
    query = " / ".join(map(str, sorted(set(riga["query"]))))
    metro = " · ".join(f"{_number(m)}" for m in riga["metro"])
    crescita, kb = _times(riga["crescita"]), _number(riga["kb"])
    return f"| `{riga['url']}` | {query} | {crescita} | {metro} | {kb} |"


def _times(valore: float) -> str:
    return f"{_number(valore)} ×"


def _number(valore: float) -> str:
    """One decimal, as Italians write it; none from a hundred on."""
    scritto = f"{valore:,.0f}" if valore >= 100 else f"{valore:.1f}"
    return scritto.translate(str.maketrans(",.", ".,"))
