"""HTML to a PDF that is tagged (PDF/UA-1), archivable (PDF/A-2a) and repeatable byte for byte.

Language, title, author and dates are those in the head of the HTML, which must take them from the
record and not from the clock. WeasyPrint is imported only when a document is rendered: web
processes never load it. It fetches nothing but our own built static files; any other address
stops the rendering.
"""

import gc
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders

FOGLIO = "piano.css"
TIPI = {".css": "text/css", ".woff2": "font/woff2"}
VARIANTE = "pdf/a-2a"
# PDF/UA-1, and the description of its property that PDF/A asks of whatever is not its own.
PDFUA = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA to which the file conforms</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
MOTORI = ("weasyprint", "pydyf", "fonttools", "django")

# From the steps that WeasyPrint announces to what a person reads.
FASI = {
    "Step 3": "Applicazione degli stili",
    "Step 4": "Costruzione del documento",
    "Step 5": "Impaginazione",
    "Step 6": "Scrittura del PDF",
}

# A page laid out anew; those that stay as they were end with "(up-to-date)".
_PAGINA = re.compile(r"Page (\d+)$")

_NOTE = re.compile(r"^::(footnote|note)-[^{]*\{[^}]*\}$", re.MULTILINE)

Advance = Callable[[str, int], None]


class ErrorePdf(Exception):
    """The document cannot be rendered; the message, in Italian, says what to do."""


@dataclass(frozen=True)
class Pdf:
    """A rendered document."""

    contenuto: bytes
    pagine: int


def render(html: str, advance: Advance = lambda fase, pagina: None) -> Pdf:
    """Render a whole HTML document.

    `advance` hears of each phase, with the page being laid out (0 in the other phases).

    Raises:
        ErrorePdf: a system library or the stylesheet is missing, the document asks for something
            that is not ours, or WeasyPrint reports an error (an image without words, for one).
    """
    weasyprint = _load_weasyprint()
    sorgente = _lean_source(weasyprint)(
        string=html, base_url=base_url(), url_fetcher=_own_files(weasyprint)
    )
    try:
        with _listening(advance) as errori, _apart_from_the_rest():
            documento = sorgente.render(pdf_variant=VARIANTE)
            _declare_pdfua(documento.metadata)
            contenuto = documento.write_pdf(pdf_variant=VARIANTE)
    except weasyprint.urls.FatalURLFetchingError as errore:
        raise ErrorePdf(str(errore)) from errore
    if errori:
        raise ErrorePdf(f"La composizione del PDF ha segnalato: {'; '.join(errori)}")
    return Pdf(contenuto, len(documento.pages))


def engines() -> dict[str, str]:
    """The versions of the programs under which the same HTML gives the same bytes."""
    return {nome: version(nome) for nome in MOTORI}


def base_url() -> str:
    """The folder of our built static files, as the address that relative links start from.

    Raises:
        ErrorePdf: they were not built.
    """
    trovato = finders.find(FOGLIO)
    if not trovato:
        raise ErrorePdf(
            f"Mancano gli stili del documento ({FOGLIO}): eseguire «npm ci» e «npm run build»,"
            " poi riprovare."
        )
    return Path(trovato).resolve().parent.as_uri() + "/"


def _declare_pdfua(metadati: object) -> None:
    """Say PDF/UA-1 beside PDF/A, inside the one `rdf:RDF` that readers look into.

    (What goes by `xmp_metadata` stands after it, in a second one.)
    """
    di_pdfa = metadati.generate_rdf_metadata
    metadati.generate_rdf_metadata = lambda *argomenti: di_pdfa(*argomenti).replace(
        b"</rdf:RDF>", PDFUA + b"</rdf:RDF>"
    )


def _load_weasyprint() -> ModuleType:
    try:
        import weasyprint
    except OSError as errore:
        raise ErrorePdf(
            "Manca una libreria di sistema per comporre i PDF: installare i pacchetti"
            f" libpango-1.0-0, libpangoft2-1.0-0 e libharfbuzz-subset0, poi riprovare. ({errore})"
        ) from errore
    return weasyprint


@cache
def _lean_source(weasyprint: ModuleType) -> type:
    """WeasyPrint's `HTML`, without the default rules for footnotes and notes, which we never use.

    Those rules make six styles for each element of the document: two thirds of the memory of its
    styles, and a tenth of the time. What is rendered does not change by a byte.
    """
    foglio = files("weasyprint.css").joinpath("html5_ua.css").read_text(encoding="utf-8")
    regole = _NOTE.sub("", foglio).replace("\n::marker {", "\nli::marker {")
    snello = weasyprint.CSS(string=regole)

    class LeanSource(weasyprint.HTML):
        def _ua_stylesheets(self, forms: bool = False) -> list[object]:
            return [snello]

    return LeanSource


def _own_files(weasyprint: ModuleType) -> object:
    """A fetcher that knows the stylesheets and fonts we built, and stops at anything else."""
    cartella = Path(unquote(urlsplit(base_url()).path))

    class OwnFiles(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: object = None) -> object:
            parti = urlsplit(url)
            file = Path(unquote(parti.path)).resolve()
            nostro = parti.scheme == "file" and file.is_relative_to(cartella) and file.is_file()
            if not nostro or file.suffix not in TIPI:
                raise weasyprint.urls.FatalURLFetchingError(
                    f"Il documento chiede «{url[:200]}», che non è un nostro file: toglierlo dal"
                    " testo e riprovare."
                )
            tipo = {"Content-Type": TIPI[file.suffix]}
            return weasyprint.urls.URLFetcherResponse(url, file.read_bytes(), tipo)

    return OwnFiles()


@contextmanager
def _apart_from_the_rest() -> Iterator[None]:
    """Leave out of the search for garbage what is there before a document is laid out.

    That makes millions of objects that all live until the end: looking each time through those of
    the portal too costs time, and not looking at all costs memory.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


# --- What WeasyPrint says meanwhile -----------------------------------------------------------


class _Ear(logging.Handler):
    """Turns the log of WeasyPrint into phases and errors."""

    def __init__(self, advance: Advance) -> None:
        super().__init__()
        self.advance = advance
        self.errori: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        messaggio = record.getMessage()
        if record.levelno >= logging.ERROR:
            self.errori.append(messaggio)
        elif fase := FASI.get(messaggio[:6]):
            pagina = _PAGINA.search(messaggio)
            if pagina or fase != FASI["Step 5"]:
                self.advance(fase, int(pagina[1]) if pagina else 0)


@contextmanager
def _listening(advance: Advance) -> Iterator[list[str]]:
    """Listen to WeasyPrint; give the list in which its errors gather."""
    orecchio = _Ear(advance)
    sentiti = [logging.getLogger(nome) for nome in ("weasyprint", "weasyprint.progress")]
    prima = [(logger.level, logger.propagate) for logger in sentiti]
    sentiti[0].addHandler(orecchio)
    for logger, livello in zip(sentiti, (logging.ERROR, logging.INFO), strict=True):
        logger.setLevel(livello)
    sentiti[0].propagate = False
    try:
        yield orecchio.errori
    finally:
        sentiti[0].removeHandler(orecchio)
        for logger, (livello, propagate) in zip(sentiti, prima, strict=True):
            logger.setLevel(livello)
            logger.propagate = propagate
