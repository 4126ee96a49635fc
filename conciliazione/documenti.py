"""Files: taken in with their kind and fingerprint, given out only by the owner's page."""

from collections.abc import Callable, Collection
from hashlib import sha256

import structlog
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.http import FileResponse, Http404, HttpRequest

from conciliazione.allegati import Verdetto, examine
from conciliazione.campi import FileEsaminato
from conciliazione.enums import Riservatezza, TipoDocumento
from conciliazione.models import Documento

log = structlog.get_logger(__name__)

Reader = Callable[[AbstractBaseUser | AnonymousUser, Documento], bool]

_RISERVATI = {Riservatezza.PERSONALE, Riservatezza.PARTICOLARE}
_readers: dict[str, Reader] = {}


def store(
    contenuto: bytes | File | FileEsaminato,
    name: str,
    riservatezza: Riservatezza,
    by: AbstractBaseUser | None,
    kinds: Collection[TipoDocumento] = frozenset(TipoDocumento),
) -> Documento:
    """Keep a file: uploaded by a person, or produced by the portal (`by` None).

    What a `CampoFile` already examined is not examined again, and keeps the name it was given.

    Raises:
        ValidationError: it is empty, too large, or may not stay.
    """
    verdetto = _examine(contenuto, name, kinds)
    if not verdetto.ok:
        raise ValidationError(verdetto.messaggio, code=verdetto.codice)
    dati = contenuto if isinstance(contenuto, bytes) else _read_whole(contenuto)
    return Documento.objects.create(
        nome=verdetto.nome,
        tipo=verdetto.tipo,
        dimensione=len(dati),
        sha256=sha256(dati).hexdigest(),
        riservatezza=riservatezza,
        file=ContentFile(dati, name=verdetto.nome),
        caricato_da=by,
    )


def duplicate(documento: Documento, by: AbstractBaseUser | None) -> Documento:
    """The same file once more, for another owner: what was examined is not examined again."""
    with documento.file.open("rb") as file:
        contenuto = ContentFile(file.read(), name=documento.nome)
    uguali = ("nome", "tipo", "dimensione", "sha256", "riservatezza")
    valori = {nome: getattr(documento, nome) for nome in uguali}
    return Documento.objects.create(**valori, file=contenuto, caricato_da=by)


def _examine(
    contenuto: bytes | File | FileEsaminato, name: str, kinds: Collection[TipoDocumento]
) -> Verdetto:
    if isinstance(contenuto, FileEsaminato):
        return contenuto.verdetto
    return examine(contenuto, name, kinds, settings.FILE_MASSIMO_MB)


def _read_whole(contenuto: File) -> bytes:
    contenuto.seek(0)
    return contenuto.read()


def register_reader(etichetta: str, can_read: Reader) -> None:
    """Let the owners called `etichetta` (`rete.DomandaAdesione`) say who reads their files.

    `can_read(user, documento)` is true only of files of theirs. Called in `AppConfig.ready()`.
    """
    _readers[etichetta] = can_read


def can_read(user: AbstractBaseUser | AnonymousUser, documento: Documento) -> bool:
    """Whether some owner of the file lets this person have it.

    - nobody, until an owner says otherwise: also when it is public
    """
    return any(lets(user, documento) for lets in _readers.values())


def readable(user: AbstractBaseUser | AnonymousUser, codice: str) -> Documento:
    """The file with that code, for who may have it.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    documento = Documento.objects.filter(codice=codice).first()
    if documento is None or not can_read(user, documento):
        raise Http404("Il documento non c’è, oppure non è fra quelli che si possono leggere.")
    return documento


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
