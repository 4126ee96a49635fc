"""What means harm, or is not what it says, is sent back with the reason and what to do.

Every case names the verdict that it must get, so that none is refused for the wrong reason.
"""

from collections.abc import Callable

import pytest

from conciliazione.allegati.esame import look
from conciliazione.allegati.verdetto import FRASI
from conciliazione.enums import TipoDocumento
from tests.conciliazione.allegati import ostili as o
from tests.factories.file import (
    make_archive,
    make_image,
    make_mail,
    make_odf,
    make_ooxml,
    make_pdf,
)
from tests.factories.firme import make_signer, sign_p7m

T = TipoDocumento
ARCHIVIO = make_archive({"a.txt": b"a"})
GONFIO = b"\0" * 60_000_000
PACCO = o.OLE + "\x01Ole10Native".encode("utf-16-le")
CIFRATO = o.OLE + "EncryptedPackage".encode("utf-16-le")
MACRO_DI_EXCEL = b'<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
DIAPOSITIVE = b'<Override ContentType="application/x.presentationml.presentation.main+xml"/>'
CHIAVI = b"<manifest:encryption-data/>"


def p7m(contenuto: bytes) -> bytes:
    return sign_p7m(contenuto, make_signer())


def jpeg() -> bytes:
    return make_image("JPEG", (400, 300), quality=95)


Case = tuple[Callable[[], bytes], str, str]

PDF: dict[str, Case] = {
    "header not at the start": (lambda: b"\n" + make_pdf(), "a.pdf", "tipo"),
    "archive behind it": (lambda: make_pdf() + ARCHIVIO, "a.pdf", "doppio"),
    "archive before its end": (o.pdf_and_archive_before_the_end, "a.pdf", "doppio"),
    "page in its head": (o.pdf_and_page, "a.pdf", "doppio"),
    "page behind it": (lambda: make_pdf() + b"<script>1</script>", "a.pdf", "doppio"),
    "program behind it": (lambda: make_pdf() + o.PROGRAMMA, "a.pdf", "doppio"),
    "rar inside": (
        lambda: make_pdf().replace(b"%%EOF", b"%Rar!\x1a\x07\0\n%%EOF"),
        "a.pdf",
        "doppio",
    ),
    "javascript when opened": (o.pdf_with_javascript, "a.pdf", "javascript"),
    "javascript in a note": (o.pdf_with_hidden_javascript, "a.pdf", "javascript"),
    "javascript in its form": (o.pdf_with_script_in_its_form, "a.pdf", "javascript"),
    "launch": (o.pdf_that_launches, "a.pdf", "avvio"),
    "program attached": (
        lambda: o.pdf_with_attachment(o.PROGRAMMA, "nota.txt"),
        "a.pdf",
        "programma",
    ),
    "script attached": (lambda: o.pdf_with_attachment(b"x", "nota.js"), "a.pdf", "programma"),
    "password": (lambda: o.pdf_with_password("aprimi"), "a.pdf", "password"),
    "boxes in boxes": (lambda: o.pdf_of_boxes(20), "a.pdf", "inesplorabile"),
    "cut short": (lambda: make_pdf()[:-30], "a.pdf", "danneggiato"),
    "header alone": (lambda: b"%PDF-1.7\n%%EOF", "a.pdf", "danneggiato"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"%%EOF", "a.pdf", "danneggiato"),
}
OFFICE: dict[str, Case] = {
    "basic in odt": (lambda: make_odf(**{"Basic/Standard/M.xml": b"<m/>"}), "a.odt", "macro"),
    "script in ods": (lambda: make_odf(T.ODS, **{"Scripts/p.txt": b"1"}), "a.ods", "macro"),
    "vba in docx": (lambda: make_ooxml(**{"word/vbaProject.bin": b"1"}), "a.docx", "macro"),
    "old macros in xlsx": (
        lambda: make_ooxml(T.XLSX, **{"xl/macrosheets/s.xml": b"<x/>"}),
        "a.xlsx",
        "macro",
    ),
    "xlsm renamed": (
        lambda: make_archive({"[Content_Types].xml": MACRO_DI_EXCEL}),
        "a.xlsx",
        "macro",
    ),
    "vba in a sheet in a text": (
        lambda: make_ooxml(
            **{"word/embeddings/f.xlsx": make_ooxml(T.XLSX, **{"xl/vbaProject.bin": b"1"})}
        ),
        "a.docx",
        "macro",
    ),
    "old format": (lambda: o.OLE, "a.doc", "vecchio"),
    "old format renamed": (lambda: o.OLE, "a.docx", "vecchio"),
    "password on docx": (lambda: CIFRATO, "a.docx", "password"),
    "password on odt": (
        lambda: make_odf(**{"META-INF/manifest.xml": CHIAVI}),
        "a.odt",
        "password",
    ),
    "password on members": (lambda: o.locked(make_ooxml()), "a.docx", "password"),
    "controls": (lambda: make_ooxml(**{"word/activeX/a.bin": b"1"}), "a.docx", "oggetto"),
    "packed object": (
        lambda: make_ooxml(**{"word/embeddings/oleObject1.bin": PACCO}),
        "a.docx",
        "oggetto",
    ),
    "program by content": (
        lambda: make_ooxml(**{"word/media/foto.png": o.PROGRAMMA}),
        "a.docx",
        "programma",
    ),
    "program by name": (lambda: make_odf(**{"Pictures/a.exe": b"x"}), "a.odt", "programma"),
    "swells": (lambda: make_ooxml(**{"word/document.xml": GONFIO}), "a.docx", "bomba"),
    "swells in a member of a member": (
        lambda: make_ooxml(**{"word/f.bin": make_archive({"x": GONFIO})}),
        "a.docx",
        "bomba",
    ),
    "members": (
        lambda: make_odf(**{f"Pictures/{n}": b"" for n in range(5001)}),
        "a.odt",
        "bomba",
    ),
    "archives in archives": (lambda: make_ooxml(**o.nested(ARCHIVIO, 3)), "a.docx", "bomba"),
    "size understated": (lambda: o.understated(make_odf()), "a.odt", "danneggiato"),
    "cut short": (lambda: make_ooxml()[:-30], "a.docx", "danneggiato"),
    "member outside": (lambda: make_ooxml(**{"../../x.xml": b"<x/>"}), "a.docx", "danneggiato"),
    "definitions": (lambda: make_odf(**{"styles.xml": o.XXE}), "a.odt", "entita"),
    "definitions in utf-16": (
        lambda: make_ooxml(**{"word/a.xml": o.RISATE.decode().encode("utf-16")}),
        "a.docx",
        "entita",
    ),
    "something behind it": (lambda: make_ooxml() + b"altro", "a.docx", "doppio"),
    "pdf in its comment": (lambda: o.commented(make_ooxml()), "a.docx", "doppio"),
    "two of a name": (lambda: o.doubled(make_odf(), "content.xml"), "a.odt", "doppio"),
    "slides": (lambda: make_archive({"[Content_Types].xml": DIAPOSITIVE}), "a.pptx", "office"),
    "archive": (lambda: ARCHIVIO, "a.zip", "archivio"),
    "archive renamed": (lambda: ARCHIVIO, "a.docx", "archivio"),
}
IMAGES: dict[str, Case] = {
    "png and archive": (lambda: make_image() + ARCHIVIO, "a.png", "doppio"),
    "png and words": (lambda: make_image() + b"parole", "a.png", "doppio"),
    "png and pdf": (lambda: o.png_with_words(b"%PDF-1.7"), "a.png", "doppio"),
    "png and page": (lambda: o.png_with_words(b"." * 2000 + b"<script>"), "a.png", "doppio"),
    "jpeg and archive": (lambda: jpeg() + ARCHIVIO, "a.jpg", "doppio"),
    "jpeg and rar": (lambda: jpeg() + b"Rar!\x1a\x07\0", "a.jpg", "doppio"),
    "jpeg and page": (lambda: jpeg() + b"<?php system($_GET[0]);", "a.jpg", "doppio"),
    "png cut short": (lambda: make_image()[:-20], "a.png", "danneggiato"),
    "jpeg cut short": (lambda: jpeg()[:-800], "a.jpg", "danneggiato"),
    "png of nothing": (lambda: b"\x89PNG\r\n\x1a\n", "a.png", "danneggiato"),
    "too many points": (lambda: o.png_that_says(10_000, 8_001), "a.png", "pixel"),
    "far too many points": (lambda: o.png_that_says(100_000, 100_000), "a.png", "pixel"),
    "gif": (lambda: make_image("GIF"), "a.gif", "foto"),
    "webp": (lambda: make_image("WEBP"), "a.webp", "foto"),
    "heic": (lambda: b"\0\0\0\x18ftypheic", "IMG_1.HEIC", "foto"),
}
TEXT: dict[str, Case] = {
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.xml", "pagina"),
    "page": (lambda: b"<html><script>1</script></html>", "a.xml", "pagina"),
    "external entity": (lambda: o.XXE, "a.xml", "entita"),
    "billion laughs": (lambda: o.RISATE, "a.xml", "entita"),
    "unknown encoding": (
        lambda: b'<?xml version="1.0" encoding="utf-38"?><x/>',
        "a.xml",
        "danneggiato",
    ),
    "broken xml": (lambda: b"<aperto>", "a.xml", "danneggiato"),
    "message with a program": (lambda: make_mail(o.PROGRAMMA, "a.pdf"), "a.eml", "programma"),
    "message with a script": (lambda: make_mail(b"x", "a.vbs"), "a.eml", "programma"),
    "message of many parts": (
        lambda: (
            b'From: a@b.example\nDate: oggi\nContent-Type: multipart/mixed; boundary="x"\n'
            + b"\n--x\n\nciao" * 300
        ),
        "a.eml",
        "allegati",
    ),
}
OTHERS: dict[str, Case] = {
    "words": (lambda: b"testo qualsiasi", "a.txt", "tipo"),
    "rtf": (lambda: b"{\\rtf1}", "a.rtf", "rtf"),
    "program renamed": (lambda: o.PROGRAMMA, "fattura.pdf", "programma"),
    "shell": (lambda: b"#!/bin/sh\n", "a.pdf", "programma"),
    "elf": (lambda: b"\x7fELF", "a.pdf", "programma"),
    "rar": (lambda: b"Rar!\x1a\x07\0", "a.rar", "archivio"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c", "a.7z", "archivio"),
    "pdf that says docx": (make_pdf, "a.docx", "discorde"),
    "png that says pdf": (make_image, "a.pdf", "discorde"),
    "docx that says xlsx": (make_ooxml, "a.xlsx", "discorde"),
    "pdf that says exe": (make_pdf, "fattura.pdf.exe", "discorde"),
    "p7m that says pdf": (lambda: p7m(make_pdf()), "a.pdf", "discorde"),
    "p7m of a program": (lambda: p7m(o.PROGRAMMA), "a.p7m", "interno"),
    "p7m of words": (lambda: p7m(b"parole"), "a.p7m", "interno"),
    "p7m of macros": (lambda: p7m(make_odf(**{"Basic/m": b"1"})), "a.p7m", "interno"),
    "p7m of javascript": (lambda: p7m(p7m(o.pdf_with_javascript())), "a.p7m", "interno"),
    "p7m four deep": (lambda: p7m(p7m(p7m(p7m(make_pdf())))), "a.p7m", "buste"),
    "p7m apart": (
        lambda: sign_p7m(make_pdf(), make_signer(), staccata=True),
        "a.p7m",
        "senza-documento",
    ),
    "p7m cut short": (lambda: p7m(make_pdf())[:-40], "a.p7m", "tipo"),
    "base64 of blanks": (lambda: b"A" + b" " * 300_000 + b"!", "a.p7m", "tipo"),
    "lengths without end": (lambda: b"\x30\x80" * 4000, "a.p7m", "tipo"),
    "octets in octets": (lambda: b"\x24\x80" * 4000, "a.p7m", "tipo"),
}
CASES = {
    f"{group}: {name}": case
    for group, cases in {
        "pdf": PDF,
        "office": OFFICE,
        "image": IMAGES,
        "text": TEXT,
        "other": OTHERS,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize(("make", "nome", "codice"), CASES.values(), ids=CASES)
def test_what_may_not_stay_is_sent_back_for_its_own_reason(
    make: Callable[[], bytes], nome: str, codice: str
) -> None:
    verdetto = look(make(), nome, set(T))

    assert (verdetto.ok, verdetto.tipo, verdetto.codice) == (False, None, codice)


def test_every_reason_has_its_case() -> None:
    by_name_and_size = {codice for codice in FRASI if codice.startswith("nome-")}
    by_the_fence = {"vuoto", "troppo-grande"}
    cases = {codice for _, _, codice in CASES.values()}

    assert cases == set(FRASI) - by_name_and_size - by_the_fence


def test_a_signed_document_says_what_is_wrong_inside_it() -> None:
    verdetto = look(p7m(o.pdf_with_javascript()), "domanda.pdf.p7m")

    assert verdetto.messaggio == (
        "Il documento dentro la firma non va bene. Il PDF contiene comandi JavaScript: stamparlo"
        " come PDF («Stampa», poi «Salva come PDF») e caricare quello."
    )


def test_a_name_that_lies_is_told_what_the_file_is() -> None:
    assert look(make_image(), "firma.pdf").messaggio == (
        "Il nome finisce con «.pdf», ma il contenuto è di un altro tipo (immagine PNG):"
        " controllare che sia il file giusto o rinominarlo con «.png»."
    )


@pytest.mark.parametrize("frase", FRASI.values(), ids=FRASI)
def test_every_reason_is_a_sentence(frase: str) -> None:
    assert (frase[0].isupper() or frase[0] == "«", frase[-1]) in {(True, "."), (True, "}")}


def test_an_image_cut_short_is_broken_even_beside_weasyprint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """WeasyPrint has Pillow draw what there is of it, in the whole process."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    assert look(jpeg()[:-200], "a.jpg", T).codice == "danneggiato"
