"""A file goes in with its kind and fingerprint and comes out as a harmless attachment."""

import io
from hashlib import sha256

import pytest
import structlog
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from conciliazione import documenti
from conciliazione.allegati import Verdetto
from conciliazione.campi import FileEsaminato
from conciliazione.documenti import can_read, readable, register_reader, serve, store
from conciliazione.enums import Riservatezza, TipoDocumento
from conciliazione.models import Documento
from tests.factories import make_documento, make_utente
from tests.factories.file import make_pdf, make_xml

pytestmark = pytest.mark.django_db

PDF = make_pdf()


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
        len(PDF),
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
        (b"%PDF-" + b" " * 1024 * 1024, "Il file supera 1 MB."),
        (b"MZ\x90\x00", "Il file è un programma"),
    ],
)
def test_a_file_that_is_not_allowed_is_refused_in_words(
    contenuto: bytes, messaggio: str, settings: object
) -> None:
    settings.FILE_MASSIMO_MB = 1

    with pytest.raises(ValidationError, match=messaggio):
        store(contenuto, "prova.pdf", Riservatezza.INTERNO, None)

    assert Documento.objects.count() == 0


def test_who_stores_may_name_the_kinds() -> None:
    documento = store(make_xml(), "fattura.xml", Riservatezza.INTERNO, None)

    assert documento.tipo == TipoDocumento.XML
    with pytest.raises(ValidationError, match="Si accettano: PDF"):
        store(make_xml(), "fattura.xml", Riservatezza.INTERNO, None, {TipoDocumento.PDF})


def test_a_file_already_examined_is_kept_whole_under_its_verdict() -> None:
    file = File(io.BytesIO(PDF))
    file.read(10)
    esaminato = FileEsaminato(file, Verdetto(True, TipoDocumento.PDF, "Atto.pdf"))

    documento = store(esaminato, "altro nome.exe", Riservatezza.INTERNO, None)

    assert (documento.nome, documento.dimensione) == ("Atto.pdf", len(PDF))
    assert documento.sha256 == sha256(PDF).hexdigest()


def test_what_is_served_no_browser_runs(richiesta: HttpRequest) -> None:
    response = serve(make_documento(PDF, nome="Piano è.pdf"), richiesta)

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


# --- Who may read ---------------------------------------------------------------------------------


@pytest.fixture
def lettori(monkeypatch: pytest.MonkeyPatch) -> None:
    """No owner has said anything yet; what a test says is forgotten after it."""
    monkeypatch.setattr(documenti, "_readers", {})


@pytest.mark.usefixtures("lettori")
def test_nobody_reads_what_no_owner_speaks_for() -> None:
    pubblico = make_documento(riservatezza=Riservatezza.PUBBLICO)

    assert can_read(make_utente(), pubblico) is False
    with pytest.raises(Http404):
        readable(make_utente(), pubblico.codice)


@pytest.mark.usefixtures("lettori")
def test_each_owner_speaks_for_its_own_files() -> None:
    uno, altro, persona = make_documento(), make_documento(), make_utente()
    register_reader("prova.Uno", lambda user, documento: documento == uno and user == persona)
    register_reader("prova.Altro", lambda user, documento: False)

    assert readable(persona, uno.codice) == uno
    assert can_read(persona, altro) is False
    assert can_read(make_utente(), uno) is False
    assert can_read(AnonymousUser(), uno) is False


@pytest.mark.usefixtures("lettori")
def test_an_owner_that_speaks_again_replaces_what_it_said() -> None:
    documento = make_documento()
    register_reader("prova.Uno", lambda user, documento: True)
    register_reader("prova.Uno", lambda user, documento: False)

    assert can_read(make_utente(), documento) is False


@pytest.mark.usefixtures("lettori")
def test_a_file_comes_from_its_own_address(client: Client) -> None:
    documento, persona = make_documento(PDF, riservatezza="personale"), make_utente()
    register_reader("prova.Uno", lambda user, documento: user == persona)
    client.force_login(persona)

    response = client.get(reverse("documento", args=[documento.codice]))

    assert response.getvalue() == PDF
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("lettori")
def test_who_has_not_entered_is_asked_to_whether_the_file_is_there_or_not(client: Client) -> None:
    documento = make_documento()

    for codice in (documento.codice, "nessuno"):
        indirizzo = reverse("documento", args=[codice])
        response = client.get(indirizzo)
        assert (response.status_code, response["Location"]) == (
            302,
            f"{reverse('account_login')}?next={indirizzo}",
        )


@pytest.mark.usefixtures("lettori")
def test_a_public_file_needs_no_entry(client: Client) -> None:
    documento = make_documento(PDF)
    register_reader("prova.Uno", lambda user, documento: documento.riservatezza == "pubblico")

    response = client.get(reverse("documento", args=[documento.codice]))

    assert (response.status_code, response.getvalue()) == (200, PDF)
