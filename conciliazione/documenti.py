"""Files: taken in with their kind and fingerprint, given out only by the owner's page."""

import re
from hashlib import sha256
from pathlib import PurePath

import structlog
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.http import FileResponse, Http404, HttpRequest

from conciliazione.contenuti import UnknownContent, recognise
from conciliazione.enums import Riservatezza
from conciliazione.models import Documento

log = structlog.get_logger(__name__)

DIMENSIONE_MASSIMA = 25 * 1024 * 1024
_RISERVATI = {Riservatezza.PERSONALE, Riservatezza.PARTICOLARE}


def store(
    contenuto: bytes | File,
    name: str,
    riservatezza: Riservatezza,
    by: AbstractBaseUser | None,
) -> Documento:
    """Keep a file: uploaded by a person, or produced by the portal (`by` None).

    Raises:
        ValidationError: it is empty, too large, or of a kind that is not allowed.
    """
    dati = contenuto if isinstance(contenuto, bytes) else contenuto.read(DIMENSIONE_MASSIMA + 1)
    if not dati:
        raise ValidationError("Il file è vuoto.", code="vuoto")
    if len(dati) > DIMENSIONE_MASSIMA:
        raise ValidationError("Il file supera i 25 MB.", code="troppo-grande")
    try:
        tipo = recognise(dati)
    except UnknownContent as errore:
        raise ValidationError(str(errore), code="tipo") from errore
    return Documento.objects.create(
        nome=clean_name(name),
        tipo=tipo,
        dimensione=len(dati),
        sha256=sha256(dati).hexdigest(),
        riservatezza=riservatezza,
        file=ContentFile(dati, name=clean_name(name)),
        caricato_da=by,
    )


def clean_name(nome: str) -> str:
    """A file's name as a person reads it: no folders, no control characters, 200 at most."""
    ultimo = re.split(r"[/\\]", nome)[-1]
    leggibile = " ".join("".join(c for c in ultimo if c.isprintable()).split())
    parti = PurePath(leggibile or "documento")
    return parti.stem[: 200 - len(parti.suffix[:20])] + parti.suffix[:20]


def serve(documento: Documento, request: HttpRequest) -> FileResponse:
    """The file as an answer that no browser opens in our name.

    The caller has checked that the person may have it. Downloads of personal data are logged.

    Raises:
        Http404: the storage has lost it.
    """
    try:
        contenuto = documento.file.open("rb")
    except FileNotFoundError as errore:
        log.error("stored file missing", documento=documento.codice)
        raise Http404("Il file non è disponibile: avvisare chi gestisce il portale.") from errore
    if documento.riservatezza in _RISERVATI:
        log.info("personal file served", documento=documento.codice, utente=request.user.pk)
    response = FileResponse(
        contenuto, as_attachment=True, filename=documento.nome, content_type=documento.tipo
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if documento.riservatezza != Riservatezza.PUBBLICO:
        response["Cache-Control"] = "private, no-store"
    return response
