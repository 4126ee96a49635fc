"""The closed lists of the hall."""

from django.db.models import TextChoices


class StatoElaborazione(TextChoices):
    """Where a background job is."""

    IN_CODA = "in_coda", "in coda"
    IN_CORSO = "in_corso", "in corso"
    RIUSCITA = "riuscita", "riuscita"
    FALLITA = "fallita", "fallita"


class StatoMessaggio(TextChoices):
    """Where an outgoing message is."""

    DA_INVIARE = "da_inviare", "da inviare"
    DA_RACCOGLIERE = "da_raccogliere", "in attesa del riepilogo"
    RACCOLTO = "raccolto", "nel riepilogo"
    INVIATO = "inviato", "inviato"
    FALLITO = "fallito", "fallito"


class Riservatezza(TextChoices):
    """Who a file concerns; every download of the last two is logged."""

    PUBBLICO = "pubblico", "pubblico"
    INTERNO = "interno", "interno"
    PERSONALE = "personale", "dati personali"
    PARTICOLARE = "particolare", "categorie particolari di dati"


class TipoDocumento(TextChoices):
    """The kinds of file that the portal keeps, recognised by their content."""

    PDF = "application/pdf", "PDF"
    P7M = "application/pkcs7-mime", "documento firmato (.p7m)"
    PNG = "image/png", "immagine PNG"
    JPEG = "image/jpeg", "immagine JPEG"
    ODT = "application/vnd.oasis.opendocument.text", "testo ODT"
    ODS = "application/vnd.oasis.opendocument.spreadsheet", "foglio ODS"
    DOCX = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "testo DOCX",
    )
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "foglio XLSX",
    )
    EML = "message/rfc822", "messaggio di posta (.eml)"
    XML = "application/xml", "XML"
