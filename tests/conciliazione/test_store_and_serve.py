"""A file goes in with its kind and fingerprint and comes out as a harmless attachment."""

import io
from hashlib import sha256

import pytest
import structlog
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from conciliazione import documenti
from conciliazione.documenti import clean_name, serve, store
from conciliazione.enums import Riservatezza, TipoDocumento
from conciliazione.models import Documento
from tests.factories import make_documento, make_utente

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 prova"


@pytest.fixture
def richiesta(rf: RequestFactory) -> HttpRequest:
    richiesta = rf.get("/")
    richiesta.user = make_utente()
    return richiesta


@pytest.mark.parametrize("contenuto", [PDF, File(io.BytesIO(PDF))])
def test_a_file_is_kept_with_kind_size_and_fingerprint(contenuto: bytes | File) -> None:
    persona = make_utente()

    documento = store(contenuto, "Verbale.pdf", Riservatezza.INTERNO, persona)

    salvato = Documento.objects.get(pk=documento.pk)
    assert (salvato.nome, salvato.tipo, salvato.dimensione) == (
        "Verbale.pdf",
        TipoDocumento.PDF,
        14,
    )
    assert salvato.sha256 == sha256(PDF).hexdigest()
    assert salvato.caricato_da == persona
    with salvato.file.open() as conservato:
        assert conservato.read() == PDF


def test_the_stored_name_says_nothing_of_the_typed_one() -> None:
    documento = store(PDF, "../../Rossi malattia.pdf", Riservatezza.PARTICOLARE, None)

    assert documento.nome == "Rossi malattia.pdf"
    assert "Rossi" not in documento.file.name
    assert ".." not in documento.file.name
    assert documento.file.name.endswith(".pdf")


@pytest.mark.parametrize(
    ("contenuto", "messaggio"),
    [
        (b"", "Il file è vuoto."),
        (b"%PDF-" + b" " * 60, "Il file supera i 25 MB."),
        (b"MZ\x90\x00", "Questo tipo di file non è ammesso"),
    ],
)
def test_a_file_that_is_not_allowed_is_refused_in_words(
    contenuto: bytes, messaggio: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documenti, "DIMENSIONE_MASSIMA", 64)

    with pytest.raises(ValidationError, match=messaggio):
        store(contenuto, "prova.pdf", Riservatezza.INTERNO, None)

    assert Documento.objects.count() == 0


@pytest.mark.parametrize(
    ("scritto", "tenuto"),
    [
        ("a/b\\c.pdf", "c.pdf"),
        ("due  spazi\n.pdf", "due spazi.pdf"),
        ("\x00\u202e", "documento"),
        ("", "documento"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        (".pdf", ".pdf"),
    ],
)
def test_a_name_is_kept_readable(scritto: str, tenuto: str) -> None:
    assert clean_name(scritto) == tenuto


def test_what_is_served_no_browser_runs(richiesta: HttpRequest) -> None:
    response = serve(make_documento(nome="Piano è.pdf"), richiesta)

    assert b"".join(response) == PDF
    response.close()
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Piano%20%C3%A8.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Cache-Control" not in response


@pytest.mark.parametrize("riservatezza", ["interno", "personale", "particolare"])
def test_what_is_not_public_stays_in_no_cache(richiesta: HttpRequest, riservatezza: str) -> None:
    response = serve(make_documento(riservatezza=riservatezza), richiesta)
    response.close()

    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("riservatezza", "annotati"),
    [("pubblico", 0), ("interno", 0), ("personale", 1), ("particolare", 1)],
)
def test_a_download_of_personal_data_is_logged(
    richiesta: HttpRequest, riservatezza: str, annotati: int
) -> None:
    documento = make_documento(riservatezza=riservatezza)

    with structlog.testing.capture_logs() as eventi:
        serve(documento, richiesta).close()

    assert len(eventi) == annotati
    for evento in eventi:
        assert evento["documento"] == documento.codice
        assert evento["utente"] == richiesta.user.pk


def test_a_file_that_the_storage_lost_is_not_found(richiesta: HttpRequest) -> None:
    documento = make_documento()
    documento.file.storage.delete(documento.file.name)

    with pytest.raises(Http404, match="non è disponibile"):
        serve(documento, richiesta)
