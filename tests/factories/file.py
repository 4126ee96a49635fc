"""Files of every kind, good ones, made when a test runs."""

import io
import zipfile
from email.message import EmailMessage

import pikepdf
from PIL import Image

from conciliazione.enums import TipoDocumento

_PARTI = {
    TipoDocumento.DOCX: "wordprocessingml.document.main+xml",
    TipoDocumento.XLSX: "spreadsheetml.sheet.main+xml",
}


def make_pdf(parole: str = "prova", pagine: int = 1) -> bytes:
    """A PDF with some words on it."""
    with pikepdf.new() as pdf:
        for _ in range(pagine):
            pagina = pdf.add_blank_page(page_size=(200, 200))
            pagina.Contents = pdf.make_stream(f"BT 20 100 Td ({parole}) Tj ET".encode())
        uscita = io.BytesIO()
        pdf.save(uscita, deterministic_id=True)
    return uscita.getvalue()


def make_image(formato: str = "PNG", lato: tuple[int, int] = (8, 6), **opzioni: object) -> bytes:
    """A PNG or JPEG of one colour."""
    uscita = io.BytesIO()
    Image.new("RGB", lato, "navy").save(uscita, formato, **opzioni)
    return uscita.getvalue()


def make_archive(membri: dict[str, bytes], compressione: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these files in it."""
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", compressione) as archivio:
        for nome, contenuto in membri.items():
            archivio.writestr(nome, contenuto)
    return uscita.getvalue()


def make_odf(tipo: TipoDocumento = TipoDocumento.ODT, **altri: bytes) -> bytes:
    """An ODT or ODS, with other members if any (`content__xml` stands for `content.xml`)."""
    membri = {"mimetype": tipo.value.encode(), "content.xml": b"<office/>"}
    return make_archive({**membri, **altri})


def make_ooxml(tipo: TipoDocumento = TipoDocumento.DOCX, **altri: bytes) -> bytes:
    """A DOCX or XLSX, with other members if any."""
    indice = f'<Types><Override ContentType="application/vnd.x.{_PARTI[tipo]}"/></Types>'
    return make_archive({"[Content_Types].xml": indice.encode(), **altri})


def make_mail(allegato: bytes = b"", nome: str = "allegato.pdf") -> bytes:
    """A message, with an attachment if it is given."""
    messaggio = EmailMessage()
    messaggio["From"] = "mario.rossi@azienda.example"
    messaggio["To"] = "protocollo@rete.example"
    messaggio["Date"] = "Fri, 27 Jun 2014 10:00:00 +0200"
    messaggio["Subject"] = "Documenti"
    messaggio.set_content("In allegato.")
    if allegato:
        messaggio.add_attachment(
            allegato, maintype="application", subtype="octet-stream", filename=nome
        )
    return messaggio.as_bytes()


def make_xml() -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?><fattura xmlns="urn:prova"><riga/></fattura>'
