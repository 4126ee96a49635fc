"""HTML to PDF: tagged, archivable, repeatable, and closed to whatever is not ours."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from django.test import override_settings

from conciliazione.pdf import VARIANTE, ErrorePdf, _declare_pdfua, base_url, engines, render

ROOT = Path(__file__).resolve().parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{}<path d="M0 0h9v9z"/></svg>'
TITLED = SVG.format("<title>Un triangolo</title>")
PAGE = """<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>Piano di prova</title>
<meta name="author" content="Ente capofila"><meta name="dcterms.created" content="2014-06-27">
<meta name="dcterms.modified" content="2014-06-27"><link rel="stylesheet" href="piano.css"></head>
<body><section class="capitolo"><h1 id="uno">Uno</h1><p>Testo, <em>corsivo</em> e
<strong>forte</strong>.</p>{extra}</section><section class="capitolo"><h1 id="due">Due</h1>
<ul><li>voce</li></ul><table class="dati"><thead><tr><th scope="col">A</th></tr></thead>
<tbody><tr><th scope="row">1</th></tr></tbody></table></section></body></html>"""


@pytest.fixture(scope="module")
def rendered() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(render(PAGE.format(extra=TITLED)).contenuto)) as pdf:
        yield pdf


def structure(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The elements of that kind in the tree of tags."""
    found, queue = [], [pdf.Root.StructTreeRoot]
    while queue:
        element = queue.pop()
        if element.get("/S") == kind:
            found.append(element)
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        queue += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
    return found


def test_the_document_says_language_title_author_and_day(rendered: pikepdf.Pdf) -> None:
    assert str(rendered.Root.Lang) == "it"
    assert rendered.Root.ViewerPreferences.DisplayDocTitle
    assert str(rendered.docinfo["/Title"]) == "Piano di prova"
    assert str(rendered.docinfo["/Author"]) == "Ente capofila"
    assert str(rendered.docinfo["/CreationDate"]) == "D:20140627"
    assert str(rendered.docinfo["/ModDate"]) == "D:20140627"


def test_the_document_is_tagged(rendered: pikepdf.Pdf) -> None:
    assert rendered.Root.MarkInfo.Marked
    assert len(structure(rendered, "/H1")) == 2
    assert [str(f.Alt) for f in structure(rendered, "/Figure")] == ["Un triangolo"]
    assert len(structure(rendered, "/Table")) == 1
    assert len(structure(rendered, "/TH")) == 2


def test_the_document_declares_pdf_a_and_pdf_ua(rendered: pikepdf.Pdf) -> None:
    with rendered.open_metadata() as xmp:
        assert xmp.pdfa_status == "2A"
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == "Piano di prova"
    packet = rendered.Root.Metadata.read_bytes()
    assert packet.count(b"<rdf:RDF") == packet.count(b"</rdf:RDF>") == 1


def test_every_font_is_embedded_and_ours(rendered: pikepdf.Pdf) -> None:
    fonts = [o for o in rendered.objects if isinstance(o, pikepdf.Dictionary)]
    descriptors = [o for o in fonts if o.get("/Type") == "/FontDescriptor"]
    assert descriptors
    for descriptor in descriptors:
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
        assert "Titillium" in str(descriptor.FontName)


def test_headings_are_bookmarks(rendered: pikepdf.Pdf) -> None:
    with rendered.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Uno", "Due"]


def test_pages_are_counted_and_bytes_repeat() -> None:
    first, second = render(PAGE.format(extra="")), render(PAGE.format(extra=""))
    assert first.pagine == second.pagine == 2
    assert hashlib.sha256(first.contenuto).digest() == hashlib.sha256(second.contenuto).digest()


@pytest.mark.parametrize(
    "extra",
    [
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="https://rete.example/x.png">',
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="data:image/png;base64,AAAA">',
        '<img alt="x" src="../../manage.py">',
        '<img alt="x" src="portale.js">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<p style="background: url(http://127.0.0.1:9/)">x</p>',
    ],
)
def test_nothing_is_fetched_but_our_styles_and_fonts(extra: str) -> None:
    with pytest.raises(ErrorePdf, match="non è un nostro file"):
        render(PAGE.format(extra=extra))


def test_an_error_of_the_renderer_is_not_passed_over() -> None:
    with pytest.raises(ErrorePdf, match="ha segnalato: Missing href"):
        render(PAGE.format(extra='<link rel="attachment">'))


def test_progress_is_told_by_phase_and_page() -> None:
    heard: list[tuple[str, int]] = []
    render(PAGE.format(extra=""), lambda phase, page: heard.append((phase, page)))
    assert heard == [
        ("Applicazione degli stili", 0),
        ("Costruzione del documento", 0),
        ("Impaginazione", 1),
        ("Impaginazione", 2),
        ("Scrittura del PDF", 0),
    ]


def test_the_engines_are_named_with_their_version() -> None:
    assert list(engines()) == ["weasyprint", "pydyf", "fonttools", "django"]
    assert engines()["weasyprint"].startswith("70")


def test_styles_that_were_not_built_are_asked_for(tmp_path: Path) -> None:
    with override_settings(STATICFILES_DIRS=[tmp_path]), pytest.raises(ErrorePdf) as error:
        base_url()
    assert "npm run build" in str(error.value)


def test_a_missing_system_library_is_named_with_its_packages(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load libpango-1.0-0')")
    code = (
        "import django; django.setup()\n"
        "from conciliazione.pdf import ErrorePdf, render\n"
        "try: render('')\nexcept ErrorePdf as errore: print(errore)\n"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    env = {**os.environ, "PYTHONPATH": path, "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.startswith("Manca una libreria di sistema per comporre i PDF")
    assert "libpango-1.0-0, libpangoft2-1.0-0 e libharfbuzz-subset0" in done.stdout


def test_the_leaner_default_styles_change_no_byte() -> None:
    extra = f"<ol><li>uno<ul><li>due</li></ul></li></ol><p>a<br>b <q>c</q></p>{TITLED}"
    html = PAGE.format(extra=extra)
    plain = weasyprint.HTML(string=html, base_url=base_url()).render(pdf_variant=VARIANTE)
    _declare_pdfua(plain.metadata)
    assert render(html).contenuto == plain.write_pdf(pdf_variant=VARIANTE)
