"""Text that people write: Markdown with live figures and blocks in it, to HTML that is safe.

`[[chiave]]` is a figure; a paragraph that holds only `[[blocco:nome]]` or
`[[blocco:nome:argomento]]` is where a table, a chart, the map or a list is set.
"""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

TAG = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
ATTRIBUTI = {"a": {"href"}, "ol": {"start"}}
SCHEMI = {"https", "mailto"}

_PARAGRAFI = re.compile(r"\n[ \t]*\n+")
_BLOCCO = re.compile(r"\[\[blocco:([^\]:|]+)(?::([^\]|]+))?\]\]")
_CIFRA = re.compile(r"\[\[([^\[\]]*)\]\]")
# What Markdown reads within a line; the rest of its signs count where a line begins.
_DENTRO = re.compile(r"([\\`*_\[\]])")
_SEGNI = re.compile(r"([\\`*_{}\[\]()#+\-.!>])")


@dataclass(frozen=True)
class Brano:
    """A stretch of Markdown between two blocks."""

    testo: str


@dataclass(frozen=True)
class Richiamo:
    """A block called by its name, with its argument or ""."""

    nome: str
    argomento: str = ""


class _Ampersands(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [line.replace("&", "&amp;") for line in lines]


class HtmlAsTyped(Extension):
    """What would be HTML, or code, is shown as it was typed: tags, entities, comments."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        # Once, before all: what is written out later keeps the entities that it finds.
        md.preprocessors.register(_Ampersands(md), "ampersands", 25)
        for nome in ("html", "entity", "autolink", "automail", "backtick"):
            md.inlinePatterns.deregister(nome)
        md.parser.blockprocessors.deregister("code")


class _Lettore(threading.local):
    """One reader of Markdown a thread: to make it takes as long as to read a paragraph."""

    def __init__(self) -> None:
        self.markdown = Markdown(extensions=["sane_lists", HtmlAsTyped()], output_format="html")


_lettore = _Lettore()


def render_markdown(testo: str) -> SafeString:
    """Turn Markdown into HTML with paragraphs, lists, emphasis and https/mailto links only."""
    html = _lettore.markdown.reset().convert(testo)
    return mark_safe(nh3.clean(html, tags=TAG, attributes=ATTRIBUTI, url_schemes=SCHEMI))


def escape_markdown(testo: str) -> str:
    """`testo` on one line, to stand within a line of Markdown that shows it letter by letter."""
    return _DENTRO.sub(r"\\\1", " ".join(testo.split()))


def close_sentence(testo: str) -> str:
    """`testo` with its full stop, once: what ends like «S.r.l.» or asks something has its own."""
    return testo if testo.endswith((".", "!", "?", "…")) else f"{testo}."


def split_blocks(testo: str) -> Iterator[Brano | Richiamo]:
    """Cut a text where blocks are called, in order.

    Raises:
        ValueError: a block stands in the middle of a paragraph.
    """
    accumulo: list[str] = []
    for paragrafo in _PARAGRAFI.split(testo.replace("\r\n", "\n").strip()):
        trovato = _BLOCCO.fullmatch(paragrafo.strip())
        if trovato:
            if accumulo:
                yield Brano("\n\n".join(accumulo))
            accumulo = []
            yield Richiamo(trovato[1].strip(), (trovato[2] or "").strip())
        elif "[[blocco:" in paragrafo:
            raise ValueError("un blocco deve stare da solo nel suo paragrafo")
        else:
            accumulo.append(paragrafo)
    if accumulo:
        yield Brano("\n\n".join(accumulo))


def fill_figures(testo: str, write: Callable[[str], str]) -> str:
    """Put in the place of each `[[riferimento]]` what `write` says of it, as plain text."""
    return _CIFRA.sub(lambda trovato: _as_markdown(write(trovato[1].strip())), testo)


def list_figures(testo: str) -> list[str]:
    """The references to figures in a text, in order, blocks left out."""
    return [r.strip() for r in _CIFRA.findall(testo) if not r.startswith("blocco:")]


def _as_markdown(valore: str) -> str:
    """Plain text that Markdown reads as it is."""
    return _SEGNI.sub(r"\\\1", valore)
