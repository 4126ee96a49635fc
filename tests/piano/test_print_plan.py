"""The PDF of the whole plan: what a reader, a screen reader and an archive find in it."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from conciliazione.pdf import Pdf, render
from piano.compilazione import render_html
from piano.dati import all_blocks, compile_data
from piano.models import Piano

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def dati(plan_2014: None, django_db_blocker: object) -> dict:
    with django_db_blocker.unblock():
        return compile_data(Piano.objects.get(), date(2014, 6, 27))


@pytest.fixture(scope="module")
def rendered(dati: dict) -> Pdf:
    return render(render_html(dati))


@pytest.fixture(scope="module")
def pdf(rendered: Pdf) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(rendered.contenuto)) as pdf:
        yield pdf


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every element of the tree of tags, in no order."""
    found, queue = [], [pdf.Root.StructTreeRoot]
    while queue:
        element = queue.pop()
        found.append(element)
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        queue += [k for k in kids if isinstance(k, pikepdf.Dictionary) and "/S" in k]
    return found


def test_it_says_what_it_is(pdf: pikepdf.Pdf, rendered: Pdf) -> None:
    assert str(pdf.docinfo["/Title"]) == (
        "Piano Territoriale di Conciliazione Biennio 2014-2015 – Azienda Sanitaria Locale Milano 2"
    )
    assert str(pdf.docinfo["/Author"]) == "Azienda Sanitaria Locale Milano 2"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20140627"
    assert str(pdf.Root.Lang) == "it"
    assert len(pdf.pages) == rendered.pagine


def test_it_declares_what_it_conforms_to(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as xmp:
        assert (xmp.pdfa_status, xmp["pdfuaid:part"]) == ("2A", "1")
    assert pdf.Root.MarkInfo.Marked


def test_every_chapter_and_annex_is_a_bookmark(pdf: pikepdf.Pdf, dati: dict) -> None:
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    chapters = [f"{c['numero']} {c['titolo']}" for c in dati["capitoli"]]
    annexes = [f"Allegato {a['lettera']} {a['titolo']}" for a in dati["allegati"]]
    assert titles == ["Il documento", "Indice", *chapters, *annexes]


def test_every_figure_has_words_and_every_table_its_headers(pdf: pikepdf.Pdf, dati: dict) -> None:
    tags = elements(pdf)
    figures = [e for e in tags if e.get("/S") == "/Figure"]
    assert len(figures) >= len(dati["figure"])
    assert [f for f in figures if len(str(f.get("/Alt", ""))) < 40] == []
    captions = [e for e in tags if e.get("/S") == "/Caption"]
    assert len(captions) >= len(dati["tabelle"])


def test_the_contents_lead_to_every_part_table_and_figure(pdf: pikepdf.Pdf, dati: dict) -> None:
    links = [
        str(note.Dest)
        for page in list(pdf.pages)[2:6]
        for note in page.get("/Annots", [])
        if note.get("/Subtype") == "/Link"
    ]
    parts = [voce["ancora"] for parte in dati["indice"] for voce in (parte, *parte["voci"])]
    others = [voce["ancora"] for voce in (*dati["tabelle"], *dati["figure"])]
    assert sorted(set(links)) == sorted({*parts, *others})


def test_fonts_are_ours_and_embedded(pdf: pikepdf.Pdf) -> None:
    descriptors = [
        o
        for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
    ]
    assert {str(d.FontName).split("+")[-1][:13] for d in descriptors} == {"Titillium-Web"}
    assert all("/FontFile3" in d or "/FontFile2" in d for d in descriptors)


def test_each_block_of_the_data_is_on_paper(dati: dict) -> None:
    html = render_html(dati)
    for blocco in all_blocks(dati):
        if blocco["tipo"] in {"tabella", "grafico"}:
            assert html.count(f'id="{blocco["ancora"]}"') == 1


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(rendered: Pdf, tmp_path: Path) -> None:
    file = tmp_path / "piano.pdf"
    file.write_bytes(rendered.contenuto)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_page_is_left_empty(rendered: Pdf, tmp_path: Path) -> None:
    """Every page but the cover has at least a heading or a line besides what runs on all."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed")
    file = tmp_path / "piano.pdf"
    file.write_bytes(rendered.contenuto)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) == rendered.pagine
    assert [n for n, page in enumerate(pages, start=1) if len(page.split()) < 25] == []
