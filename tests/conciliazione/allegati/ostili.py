"""Files that mean harm, or that are not what they say: made when a test runs, never kept."""

import io
import struct
import warnings
import zipfile
import zlib

import pikepdf
from pikepdf import AttachedFileSpec, Dictionary, Name

from tests.factories.file import make_archive, make_image, make_pdf

PROGRAMMA = b"MZ\x90\x00" + b"\0" * 60
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


# --- PDF ------------------------------------------------------------------------------------------


def save(pdf: pikepdf.Pdf, **opzioni: object) -> bytes:
    uscita = io.BytesIO()
    pdf.save(uscita, **opzioni)
    return uscita.getvalue()


def pdf_with(chiave: str, valore: Dictionary) -> bytes:
    """A PDF with an entry more in its root."""
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        pdf.Root[chiave] = valore
        return save(pdf)


def pdf_with_javascript() -> bytes:
    return pdf_with("/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def pdf_with_hidden_javascript() -> bytes:
    """The command is deep in a note of the page, and in an object stream."""
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        azione = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
        nota = Dictionary(Type=Name.Annot, Subtype=Name.Link, AA=Dictionary(E=azione))
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([nota]))
        return save(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_with_script_in_its_form() -> bytes:
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        modulo = pdf.make_stream(b'<template><script contentType="application/x-javascript"/>')
        pdf.Root.AcroForm = Dictionary(Fields=[], XFA=pikepdf.Array(["template", modulo]))
        return save(pdf)


def pdf_of_boxes(quante: int) -> bytes:
    """Arrays in arrays, so many."""
    scatola = pikepdf.Array([])
    for _ in range(quante):
        scatola = pikepdf.Array([scatola])
    return pdf_with("/Prova", scatola)


def pdf_that_launches() -> bytes:
    return pdf_with("/OpenAction", Dictionary(S=Name.Launch, F="cmd.exe"))


def pdf_with_attachment(contenuto: bytes, nome: str) -> bytes:
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        pdf.attachments[nome] = AttachedFileSpec(pdf, contenuto, filename=nome)
        return save(pdf)


def pdf_with_password(utente: str) -> bytes:
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        return save(pdf, encryption=pikepdf.Encryption(user=utente, owner="segreta"))


def pdf_and_page() -> bytes:
    return make_pdf().replace(b"\n", b"\n%<html><script>alert(1)</script>\n", 1)


def pdf_and_archive_before_the_end() -> bytes:
    return make_pdf().replace(b"%%EOF", make_archive({"a.txt": b"a"}) + b"\n%%EOF")


def pdf_that_swells(megabyte: int) -> bytes:
    """A file is attached to it that is small, and becomes this large when it is looked into."""
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        allegato = pdf.make_stream(b"")
        allegato.write(deflated_zeros(megabyte), filter=Name.FlateDecode)
        pdf.Root.Prova = Dictionary(F="a.txt", EF=Dictionary(F=allegato))
        return save(pdf)


def deflated_zeros(megabyte: int) -> bytes:
    """Compressed zeros, without spending the time to compress them."""
    compressore = zlib.compressobj(1)
    inizio = compressore.compress(bytes(1024)) + compressore.flush(zlib.Z_FULL_FLUSH)
    uno = compressore.compress(bytes(1024 * 1024)) + compressore.flush(zlib.Z_FULL_FLUSH)
    return inizio + uno * megabyte + compressore.flush()


# --- Archives -------------------------------------------------------------------------------------


def locked(archivio: bytes) -> bytes:
    """An archive whose members say that they are encrypted."""
    bit = bytearray(archivio)
    for segno, posto in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        inizio = archivio.find(segno)
        while inizio >= 0:
            bit[inizio + posto] |= 1
            inizio = archivio.find(segno, inizio + 4)
    return bytes(bit)


def understated(archivio: bytes) -> bytes:
    """An archive whose first member says that it is smaller than it is."""
    bit, indice = bytearray(archivio), archivio.find(b"PK\x01\x02")
    bit[indice + 24 : indice + 28] = struct.pack("<I", 1)
    return bytes(bit)


def commented(archivio: bytes) -> bytes:
    memoria = io.BytesIO(archivio)
    with zipfile.ZipFile(memoria, "a") as aperto:
        aperto.comment = b"%PDF-1.7"
    return memoria.getvalue()


def doubled(archivio: bytes, nome: str) -> bytes:
    """An archive with two members of the same name: programs disagree about which one counts."""
    memoria = io.BytesIO(archivio)
    with zipfile.ZipFile(memoria, "a") as aperto, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        aperto.writestr(nome, b"<altro/>")
    return memoria.getvalue()


def nested(archivio: bytes, volte: int) -> dict[str, bytes]:
    """Members that are archives inside archives."""
    for _ in range(volte):
        archivio = make_archive({"dentro.zip": archivio})
    return {"word/embeddings/dentro.zip": archivio}


# --- Images ---------------------------------------------------------------------------------------


def png_that_says(larghezza: int, altezza: int) -> bytes:
    """A PNG that declares a size and holds next to nothing."""

    def chunk(tipo: bytes, dati: bytes) -> bytes:
        controllo = zlib.crc32(tipo + dati)
        return struct.pack(">I", len(dati)) + tipo + dati + struct.pack(">I", controllo)

    testa = struct.pack(">IIBBBBB", larghezza, altezza, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", testa)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def png_with_words(parole: bytes) -> bytes:
    """A PNG with a text chunk right after its head."""
    png, fine_testa = make_image(), 33
    dati = b"Comment\0" + parole
    chunk = struct.pack(">I", len(dati)) + b"tEXt" + dati
    chunk += struct.pack(">I", zlib.crc32(b"tEXt" + dati))
    return png[:fine_testa] + chunk + png[fine_testa:]


# --- Text -----------------------------------------------------------------------------------------

XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
RISATE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ah"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;">]><x>&c;</x>'
)
