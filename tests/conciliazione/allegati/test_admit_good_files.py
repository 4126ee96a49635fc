"""A good file of each kind comes in, whatever its name lacks."""

import base64
import io

import pikepdf
import pytest

from conciliazione.allegati import AMMESSI, Verdetto
from conciliazione.allegati.esame import look
from conciliazione.enums import TipoDocumento
from tests.conciliazione.allegati.ostili import pdf_with_attachment, pdf_with_password
from tests.factories.file import (
    make_image,
    make_mail,
    make_odf,
    make_ooxml,
    make_pdf,
    make_xml,
)
from tests.factories.firme import make_signer, sign_p7m, sign_pdf

T = TipoDocumento


def pdf_saved_with_object_streams() -> bytes:
    uscita = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf(pagine=3))) as pdf:
        pdf.save(uscita, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return uscita.getvalue()


def p7m(contenuto: bytes) -> bytes:
    return sign_p7m(contenuto, make_signer())


BUONI = {
    "pdf": (make_pdf, T.PDF, ".pdf"),
    "pdf with object streams": (pdf_saved_with_object_streams, T.PDF, ".pdf"),
    "pdf signed": (lambda: sign_pdf(make_pdf(), make_signer()), T.PDF, ".pdf"),
    "pdf with an invoice in it": (lambda: pdf_with_attachment(make_xml(), "f.xml"), T.PDF, ".pdf"),
    "pdf that forbids printing": (lambda: pdf_with_password(""), T.PDF, ".pdf"),
    "pdf with a blank tail": (lambda: make_pdf() + b"\r\n\0\0", T.PDF, ".pdf"),
    "png": (make_image, T.PNG, ".png"),
    "jpeg": (lambda: make_image("JPEG"), T.JPEG, ".jpg"),
    "jpeg of many points": (lambda: make_image("JPEG", (8000, 6000)), T.JPEG, ".jpg"),
    "jpeg with what a telephone adds": (lambda: make_image("JPEG") + b"SEFT\0\1", T.JPEG, ".jpg"),
    "odt": (make_odf, T.ODT, ".odt"),
    "ods": (lambda: make_odf(T.ODS), T.ODS, ".ods"),
    "docx": (make_ooxml, T.DOCX, ".docx"),
    "docx with a sheet in it": (
        lambda: make_ooxml(**{"word/embeddings/f.xlsx": make_ooxml(T.XLSX)}),
        T.DOCX,
        ".docx",
    ),
    "xlsx": (lambda: make_ooxml(T.XLSX), T.XLSX, ".xlsx"),
    "xlsx of repeated cells": (
        lambda: make_ooxml(T.XLSX, **{"xl/sheet1.xml": b"<c>1</c>" * 1_000_000}),
        T.XLSX,
        ".xlsx",
    ),
    "message": (make_mail, T.EML, ".eml"),
    "message with a document": (lambda: make_mail(make_pdf()), T.EML, ".eml"),
    "p7m of a pdf": (lambda: p7m(make_pdf()), T.P7M, ".p7m"),
    "p7m in base64": (lambda: base64.encodebytes(p7m(make_pdf())), T.P7M, ".p7m"),
    "p7m of a docx": (lambda: p7m(make_ooxml()), T.P7M, ".p7m"),
    "p7m three deep": (lambda: p7m(p7m(p7m(make_pdf()))), T.P7M, ".p7m"),
}


@pytest.mark.parametrize(("make", "tipo", "fine"), BUONI.values(), ids=BUONI)
def test_a_good_file_comes_in_under_its_name(make: object, tipo: T, fine: str) -> None:
    assert look(make(), f"Atto di adesione{fine}") == Verdetto(
        ok=True, tipo=tipo, nome=f"Atto di adesione{fine}"
    )


def test_xml_comes_in_only_where_it_is_asked_for() -> None:
    refused = look(make_xml(), "fattura.xml")

    assert look(make_xml(), "fattura.xml", {T.XML}) == Verdetto(True, T.XML, "fattura.xml")
    assert (refused.ok, refused.codice) == (False, "tipo")
    assert look(b"\xef\xbb\xbf" + make_xml(), "fattura.xml", {T.XML}).ok


@pytest.mark.parametrize(
    ("nome", "mostrato"),
    [
        ("Delibera n. 12", "Delibera n. 12.pdf"),
        ("Verbale 27.06.2014", "Verbale 27.06.2014.pdf"),
        ("ATTO.PDF", "ATTO.PDF"),
        ("atto.p7m.pdf", "atto.p7m.pdf"),
    ],
)
def test_a_name_without_ending_gets_the_one_of_its_kind(nome: str, mostrato: str) -> None:
    assert look(make_pdf(), nome).nome == mostrato


@pytest.mark.parametrize("nome", ["scansione.jpg", "scansione.jpeg", "SCAN.JPG", "foto.jfif"])
def test_a_kind_has_all_its_endings(nome: str) -> None:
    assert look(make_image("JPEG"), nome).nome == nome


def test_a_form_takes_the_kinds_that_it_names_and_says_which() -> None:
    verdetto = look(make_image(), "firma.png", {T.PDF, T.P7M})

    assert (verdetto.ok, verdetto.messaggio) == (
        False,
        "Questo tipo di file non è ammesso. Si accettano: PDF o documenti firmati .p7m.",
    )


def test_every_kind_but_xml_is_taken_where_nobody_says() -> None:
    assert frozenset(T) - AMMESSI == {T.XML}
