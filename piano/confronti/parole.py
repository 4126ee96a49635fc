"""Two texts word by word: what stays, what was taken away, what was added."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

UGUALE, TOLTO, AGGIUNTO = "", "del", "ins"
# Words of an unchanged stretch that are kept beside a change.
CONTESTO = 8
# Beyond this many pairs of words two texts are not compared word by word.
CONFRONTI_AL_PIU = 4_000_000

_PAROLE = re.compile(r"\w+")


@dataclass(frozen=True)
class Pezzo:
    """A stretch of text: `tipo` is "" for what stays, `del` or `ins`."""

    tipo: str
    testo: str


def diff_words(prima: str, dopo: str) -> tuple[Pezzo, ...]:
    """The stretches of two texts in order; long unchanged ones are shortened with an ellipsis."""
    a, b = prima.split(), dopo.split()
    inizio = _common(a, b)
    fine = _common(a[inizio:][::-1], b[inizio:][::-1])
    testa, coda = a[:inizio], a[len(a) - fine :]
    cuore = list(_middle(a[inizio : len(a) - fine], b[inizio : len(b) - fine]))
    tratti = [(UGUALE, testa), *cuore, (UGUALE, coda)]
    pieni = [(tipo, parole) for tipo, parole in tratti if parole]
    return tuple(
        Pezzo(
            tipo,
            _shortened(parole, i == 0, i == len(pieni) - 1) if tipo == UGUALE else " ".join(parole),
        )
        for i, (tipo, parole) in enumerate(pieni)
    )


def paragraphs(html: str) -> list[str]:
    """The paragraphs of some HTML as plain text; a link is followed by its address."""
    lettore = _Paragrafi()
    lettore.feed(html)
    lettore.close()
    return lettore.finish()


def likeness(prima: str, dopo: str) -> float:
    """How much two texts have in common, from 0 to 1, by the words that they share."""
    a, b = Counter(_PAROLE.findall(prima.casefold())), Counter(_PAROLE.findall(dopo.casefold()))
    tutte = a.total() + b.total()
    return 2 * (a & b).total() / tutte if tutte else 1.0


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words the two have in common from their beginning."""
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def _middle(a: list[str], b: list[str]) -> Iterator[tuple[str, list[str]]]:
    if len(a) * len(b) > CONFRONTI_AL_PIU:
        yield from ((TOLTO, a), (AGGIUNTO, b))
        return
    for esito, da, fino, poi, oltre in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if esito == "equal":
            yield UGUALE, a[da:fino]
        else:
            yield TOLTO, a[da:fino]
            yield AGGIUNTO, b[poi:oltre]


def _shortened(parole: list[str], primo: bool, ultimo: bool) -> str:
    """An unchanged stretch: only what stands near a change."""
    prima = [] if primo else parole[:CONTESTO]
    dopo = [] if ultimo else parole[-CONTESTO:]
    if len(parole) <= len(prima) + len(dopo):
        return " ".join(parole)
    return " ".join([*prima, "…", *dopo])


class _Paragrafi(HTMLParser):
    """The text of the blocks of some HTML."""

    BLOCCHI = frozenset({"p", "li", "blockquote", "ul", "ol", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.finiti: list[str] = []
        self.aperto: list[str] = []
        self.indirizzi: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCCHI:
            self._close_block()
        elif tag == "a":
            self.indirizzi.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCCHI:
            self._close_block()
        elif tag == "a" and self.indirizzi and (indirizzo := self.indirizzi.pop()):
            self.aperto.append(f" ({indirizzo})")

    def handle_data(self, data: str) -> None:
        self.aperto.append(data)

    def finish(self) -> list[str]:
        """Every paragraph, once all is read."""
        self._close_block()
        return self.finiti

    def _close_block(self) -> None:
        if testo := " ".join("".join(self.aperto).split()):
            self.finiti.append(testo)
        self.aperto = []
