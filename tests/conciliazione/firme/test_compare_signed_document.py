"""What came back signed is what was sent to be signed, or it is not."""

import io

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

from conciliazione.firme.confronto import carries
from tests.factories.file import make_image, make_pdf
from tests.factories.firme import append_to_pdf, make_signer, sign_p7m, sign_pdf

DOMANDA = make_pdf("domanda", pagine=2)
ALTRA = make_pdf("altra", pagine=2)


def saved_again(pdf: bytes) -> bytes:
    """The same document as another program writes it."""
    uscita = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as aperto:
        aperto.save(
            uscita,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    return uscita.getvalue()


def with_visible_field(pdf: bytes) -> bytes:
    """A PDF with a field for a signature that is seen on its first page."""
    scrittore = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(
        scrittore, fields.SigFieldSpec("Visibile", on_page=0, box=(10, 10, 90, 40))
    )
    uscita = io.BytesIO()
    scrittore.write(uscita)
    return uscita.getvalue()


def with_other_words(pdf: bytes) -> bytes:
    """A PDF whose page says something else, in an update appended to it."""
    scrittore = IncrementalPdfFileWriter(io.BytesIO(pdf))
    pagina = scrittore.root["/Pages"]["/Kids"][0]
    pagina["/Contents"] = scrittore.add_object(
        generic.StreamObject(stream_data=b"BT (altro) Tj ET")
    )
    scrittore.update_container(pagina)
    uscita = io.BytesIO()
    scrittore.write(uscita)
    return uscita.getvalue()


def with_note(pdf: bytes) -> bytes:
    """A PDF with a note over its words."""
    uscita = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as aperto:
        nota = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText)
        aperto.pages[0].Annots = pikepdf.Array([aperto.make_indirect(nota)])
        aperto.save(uscita)
    return uscita.getvalue()


def without_a_page(pdf: bytes) -> bytes:
    uscita = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as aperto:
        del aperto.pages[1]
        aperto.save(uscita)
    return uscita.getvalue()


MARIO, ANNA = make_signer(), make_signer("Anna Bianchi")

SAME = {
    "as it was": DOMANDA,
    "signed": sign_pdf(DOMANDA, MARIO),
    "signed twice": sign_pdf(sign_pdf(DOMANDA, MARIO), ANNA, "Due"),
    "signed where it is seen": sign_pdf(with_visible_field(DOMANDA), MARIO),
    "saved again and signed": sign_pdf(saved_again(DOMANDA), MARIO),
    "in an envelope": sign_p7m(DOMANDA, MARIO),
    "in two envelopes": sign_p7m(sign_p7m(DOMANDA, MARIO), ANNA),
    "signed, in an envelope": sign_p7m(sign_pdf(DOMANDA, MARIO), ANNA),
}
OTHER = {
    "another": ALTRA,
    "another, signed": sign_pdf(ALTRA, MARIO),
    "another, in an envelope": sign_p7m(ALTRA, MARIO),
    "other words, signed": sign_pdf(with_other_words(DOMANDA), MARIO),
    "other words after the signature": with_other_words(sign_pdf(DOMANDA, MARIO)),
    "turned after the signature": append_to_pdf(sign_pdf(DOMANDA, MARIO), "x"),
    "with a note": sign_pdf(with_note(DOMANDA), MARIO),
    "a page less": sign_pdf(without_a_page(DOMANDA), MARIO),
    "a page more": make_pdf("domanda", pagine=3),
    "an image": make_image(),
    "an image in an envelope": sign_p7m(make_image(), MARIO),
    "a signature apart": sign_p7m(DOMANDA, MARIO, staccata=True),
    "noise": b"%PDF-1.7\n" + b"\0" * 99,
    "nothing": b"",
}


@pytest.mark.parametrize("dati", SAME.values(), ids=SAME)
def test_what_only_gained_signatures_is_the_same(dati: bytes) -> None:
    assert carries(dati, DOMANDA) is True


@pytest.mark.parametrize("dati", OTHER.values(), ids=OTHER)
def test_anything_else_is_another_document(dati: bytes) -> None:
    assert carries(dati, DOMANDA) is False


def test_a_file_that_is_no_pdf_is_compared_byte_by_byte() -> None:
    assert carries(sign_p7m(make_image(), MARIO), make_image()) is True
    assert carries(sign_p7m(make_image("JPEG"), MARIO), make_image()) is False
