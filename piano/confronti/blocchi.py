"""The blocks of a section, kind by kind: prose, tables, lists, cards, figures."""

import json
from collections.abc import Callable, Iterator

from piano.blocchi import Blocco
from piano.confronti.allineamento import align
from piano.confronti.figure import compare_figures
from piano.confronti.parole import likeness, paragraphs
from piano.confronti.tabelle import cell_text, compare_tables
from piano.confronti.voci import Differenza, Genere, added, changed, noted, removed

SCRITTI = frozenset({"testo", "titolo", "nota"})
CHIAVE = frozenset({"tabella", "grafico"})
NOMI = {"elenco": "Elenco", "scheda": "Scheda", "tabella": "Tabella", "grafico": "Figura"}
INTERI = {
    "elenco": Genere.VOCE,
    "scheda": Genere.VOCE,
    "tabella": Genere.TABELLA,
    "grafico": Genere.FIGURA,
}


def compare_blocks(prima: list[Blocco], dopo: list[Blocco]) -> Iterator[Differenza]:
    """What changed among the blocks of a section: its prose first, then the rest in order."""
    yield from _compare_prose(prima, dopo)
    soli_prima = [b for b in prima if b["tipo"] not in SCRITTI]
    soli_dopo = [b for b in dopo if b["tipo"] not in SCRITTI]
    for a, b in align(soli_prima, soli_dopo, _key, _alike, soglia=0.3).coppie:
        if a is None:
            yield added(INTERI.get(b["tipo"], Genere.TESTO), name_block(b), block_text(b))
        elif b is None:
            yield removed(INTERI.get(a["tipo"], Genere.TESTO), name_block(a), block_text(a))
        elif a["tipo"] in COME:
            yield from COME[a["tipo"]](a, b)


def name_block(blocco: Blocco) -> str:
    """How a difference calls a block."""
    nome = NOMI.get(blocco["tipo"], "Blocco")
    return f"{nome} «{blocco['titolo']}»" if blocco.get("titolo") else nome


def block_text(blocco: Blocco) -> str:
    """The words of a list or of a card; those of tables and figures are too many."""
    if blocco["tipo"] == "elenco":
        return "; ".join(_item(voce) for voce in blocco["voci"])
    if blocco["tipo"] == "scheda":
        return "; ".join(f"{r['etichetta']}: {cell_text(r['cella'])}" for r in blocco["righe"])
    return ""


def prose(blocchi: list[Blocco]) -> list[str]:
    """The paragraphs, headings and notes of some blocks, in order."""
    scritti: list[str] = []
    for blocco in blocchi:
        if blocco["tipo"] == "testo":
            scritti += paragraphs(blocco["html"])
        elif blocco["tipo"] in SCRITTI:
            scritti.append(blocco["testo"])
    return scritti


# --- Prose ------------------------------------------------------------------------------------


def _compare_prose(prima: list[Blocco], dopo: list[Blocco]) -> Iterator[Differenza]:
    a, b = prose(prima), prose(dopo)
    if a == b:
        if _written(prima) != _written(dopo):
            yield noted(Genere.TESTO, "Cambia solo l’aspetto del testo, non le parole")
        return
    trovato = align(a, b, lambda testo: testo, likeness, soglia=0.4)
    for x, y in trovato.coppie:
        yield from changed(Genere.TESTO, "Paragrafo", x or "", y or "")
    if trovato.riordinato:
        yield noted(Genere.TESTO, "Cambia l’ordine dei paragrafi")


def _written(blocchi: list[Blocco]) -> list[str]:
    return [json.dumps(b, sort_keys=True) for b in blocchi if b["tipo"] in SCRITTI]


# --- Lists and cards --------------------------------------------------------------------------


def _compare_lists(a: Blocco, b: Blocco) -> Iterator[Differenza]:
    trovato = align(
        [_item(voce) for voce in a["voci"]],
        [_item(voce) for voce in b["voci"]],
        lambda testo: testo,
        likeness,
        soglia=0.4,
    )
    for x, y in trovato.coppie:
        yield from changed(Genere.VOCE, "Voce dell’elenco", x or "", y or "")
    if trovato.riordinato:
        yield noted(Genere.VOCE, "Cambia l’ordine delle voci dell’elenco")
    if a["ordinato"] != b["ordinato"]:
        yield noted(Genere.VOCE, "Cambia la numerazione dell’elenco")


def _compare_cards(a: Blocco, b: Blocco) -> Iterator[Differenza]:
    def alike(x: Blocco, y: Blocco) -> float:
        uguali = cell_text(x["cella"]) == cell_text(y["cella"])
        return 1.0 if uguali else likeness(x["etichetta"], y["etichetta"])

    trovato = align(a["righe"], b["righe"], lambda riga: riga["etichetta"], alike)
    for x, y in trovato.coppie:
        etichetta = (y or x)["etichetta"]
        if x and y:
            yield from changed(
                Genere.VOCE, "Etichetta della scheda", x["etichetta"], y["etichetta"]
            )
        prima, dopo = (cell_text(riga["cella"]) if riga else "" for riga in (x, y))
        yield from changed(Genere.VOCE, f"Scheda, «{etichetta}»", prima, dopo)
    if trovato.riordinato:
        yield noted(Genere.VOCE, "Cambia l’ordine delle righe della scheda")


def _item(voce: Blocco) -> str:
    return f"{voce['etichetta']} {voce['testo']}".strip() if "etichetta" in voce else voce["testo"]


# --- Which block is which ---------------------------------------------------------------------


def _key(blocco: Blocco) -> tuple[str, str]:
    if blocco["tipo"] in CHIAVE:
        return blocco["tipo"], blocco["chiave"]
    return blocco["tipo"], block_text(blocco)


def _alike(a: Blocco, b: Blocco) -> float:
    if a["tipo"] != b["tipo"]:
        return 0.0
    if a["tipo"] in CHIAVE:
        return likeness(a["titolo"], b["titolo"])
    return likeness(block_text(a), block_text(b))


COME: dict[str, Callable[[Blocco, Blocco], Iterator[Differenza]]] = {
    "elenco": _compare_lists,
    "scheda": _compare_cards,
    "tabella": compare_tables,
    "grafico": compare_figures,
}
