"""Two figures: what they are called and the values that they draw."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from conciliazione.date import format_period
from conciliazione.grafici.calendario import first_day, last_day
from conciliazione.numeri import format_decimal, format_euro
from piano.blocchi import Blocco
from piano.confronti.allineamento import align
from piano.confronti.voci import Differenza, Genere, changed, noted, replaced

# What places the figure in the document, and not what it says.
POSTO = frozenset({"numero", "ancora", "chiave", "tabella", "tipo"})
MANCA = "non disponibile"


def compare_figures(a: Blocco, b: Blocco) -> Iterator[Differenza]:
    """What changed from a figure to another."""
    nome = f"Figura «{b['titolo']}»"
    trovate = [*_compare_words(nome, a, b), *_compare_values(nome, a, b)]
    yield from trovate
    if not trovate and _drawn(a) != _drawn(b):
        yield noted(Genere.FIGURA, f"{nome}: cambia il disegno, non i valori")


def _compare_words(nome: str, a: Blocco, b: Blocco) -> Iterator[Differenza]:
    yield from changed(Genere.FIGURA, f"{nome}, titolo", a["titolo"], b["titolo"])
    if a["forma"] != b["forma"]:
        yield noted(Genere.FIGURA, f"{nome}: è disegnata in un altro modo")
    for campo, parola in (("unita", "unità di misura"), ("fine_ciclo", "fine del ciclo")):
        prima, dopo = str(a.get(campo) or ""), str(b.get(campo) or "")
        yield from changed(Genere.FIGURA, f"{nome}, {parola}", prima, dopo)


def _compare_values(nome: str, a: Blocco, b: Blocco) -> Iterator[Differenza]:
    trovato = align(list(_values(a)), list(_values(b)), lambda voce: voce[0])
    for x, y in trovato.coppie:
        etichetta = (y or x)[0]
        prima, dopo = x[1] if x else "", y[1] if y else ""
        yield from replaced(Genere.VALORE, f"{nome}, «{etichetta}»", prima, dopo)


def _values(figura: Blocco) -> Iterator[tuple[str, str]]:
    """The values of a figure in words, each with its label."""
    for voce in figura.get("voci") or []:
        valori = voce.get("valori", [voce.get("valore")])
        nomi = figura.get("serie") or [""] * len(valori)
        for nome, valore in zip(nomi, valori, strict=False):
            etichetta = ", ".join(filter(None, (voce["etichetta"], nome)))
            yield etichetta, _word(valore, figura)
    for gruppo in figura.get("gruppi") or []:
        for riga in gruppo["righe"]:
            yield f"{gruppo['titolo']}: {riga['etichetta']}", _when(riga)
    for comune in figura.get("comuni") or []:
        detti = (comune.get("ambito"), comune.get("classe"), comune.get("numero"))
        yield comune["denominazione"], ", ".join(str(detto) for detto in detti if detto is not None)


def _word(valore: object, figura: Blocco) -> str:
    """A number as Italians write it; euro with their sign."""
    try:
        numero = Decimal(str(valore))
    except InvalidOperation:
        return MANCA if valore is None else str(valore)
    if figura.get("unita") == "euro":
        return format_euro(numero)
    return format_decimal(numero, figura.get("decimali"))


def _when(riga: Blocco) -> str:
    giorno = riga.get("data")
    dal, al = (giorno, giorno) if giorno else (riga.get("dal"), riga.get("al"))
    return format_period(first_day(dal), last_day(al))


def _drawn(figura: Blocco) -> str:
    return json.dumps({k: v for k, v in figura.items() if k not in POSTO}, sort_keys=True)
