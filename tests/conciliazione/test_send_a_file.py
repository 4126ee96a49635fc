"""A file sent with a form: bounded while it comes, examined, and tied to its field."""

import io
from collections.abc import Callable, Iterator

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django.asserts import assertHTMLEqual

from conciliazione.campi import CampoFile, FileEsaminato
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza, TipoDocumento
from conciliazione.models import Documento
from conciliazione.ricezione import TooLargeFile
from tests.conciliazione.allegati.ostili import PROGRAMMA, pdf_with_javascript
from tests.factories.file import make_image, make_pdf
from tests.factories.firme import make_signer, sign_p7m

MB = 1024 * 1024
FIRMABILI = {TipoDocumento.PDF, TipoDocumento.P7M}


class Modulo(forms.Form):
    """A form with a file between two other fields."""

    prima = forms.CharField()
    documento = CampoFile(tipi=FIRMABILI, help_text="La domanda firmata.")
    dopo = forms.CharField()


class ModuloPiccolo(forms.Form):
    documento = CampoFile(required=False, max_mb=1)


@pytest.fixture(autouse=True)
def _two_megabytes(settings: object) -> None:
    settings.FILE_MASSIMO_MB = 2


Send = Callable[..., HttpRequest]


@pytest.fixture
def send(rf: RequestFactory) -> Iterator[Send]:
    """Makes requests as a browser does, with the file before another field; closes them."""
    richieste = []

    def post(contenuto: bytes, nome: str = "domanda.pdf") -> HttpRequest:
        file = io.BytesIO(contenuto)
        file.name = nome
        richieste.append(rf.post("/", {"prima": "uno", "documento": file, "dopo": "due"}))
        return richieste[-1]

    yield post
    for richiesta in richieste:
        richiesta.close()


def bind(richiesta: HttpRequest) -> Modulo:
    return Modulo(richiesta.POST, richiesta.FILES)


def errors(modulo: forms.Form) -> dict[str, list[str]]:
    return {nome: list(errori) for nome, errori in modulo.errors.items()}


def test_a_good_file_arrives_examined_and_is_kept(send: Send, db: None) -> None:
    pdf = make_pdf()
    modulo = bind(send(pdf))

    assert errors(modulo) == {}
    file = modulo.cleaned_data["documento"]
    assert isinstance(file, FileEsaminato)
    assert Documento.objects.count() == 0
    documento = store(file, file.name, Riservatezza.PERSONALE, None)
    assert (documento.nome, documento.tipo, documento.dimensione) == (
        "domanda.pdf",
        TipoDocumento.PDF,
        len(pdf),
    )
    with documento.file.open() as conservato:
        assert conservato.read() == pdf


def test_a_signed_file_arrives_too(send: Send) -> None:
    modulo = bind(send(sign_p7m(make_pdf(), make_signer()), "domanda.pdf.p7m"))

    assert errors(modulo) == {}
    assert modulo.cleaned_data["documento"].verdetto.tipo == TipoDocumento.P7M


@pytest.mark.parametrize(
    ("contenuto", "nome", "errore"),
    [
        (b"", "domanda.pdf", "Il file è vuoto."),
        (
            make_image(),
            "firma.png",
            "Questo tipo di file non è ammesso. Si accettano: PDF o documenti firmati .p7m.",
        ),
        (
            PROGRAMMA,
            "domanda.pdf",
            "Il file è un programma, o ne contiene uno: il portale non ne accetta.",
        ),
        (
            pdf_with_javascript(),
            "domanda.pdf",
            "Il PDF contiene comandi JavaScript: stamparlo come PDF («Stampa», poi «Salva come"
            " PDF») e caricare quello.",
        ),
        (
            make_pdf(),
            "CON.pdf",
            "«CON.pdf» è un nome riservato ai programmi: rinominare il file e riprovare.",
        ),
    ],
    ids=["empty", "kind", "program", "javascript", "name"],
)
def test_a_file_that_may_not_stay_is_told_at_its_field(
    send: Send, contenuto: bytes, nome: str, errore: str
) -> None:
    modulo = bind(send(contenuto, nome))

    assert errors(modulo) == {"documento": [errore]}
    assert (modulo["prima"].value(), modulo["dopo"].value()) == ("uno", "due")


def test_a_file_too_large_is_thrown_away_and_the_rest_is_kept(send: Send) -> None:
    richiesta = send(b"%PDF-" + bytes(5 * MB))
    modulo = bind(richiesta)

    assert errors(modulo) == {"documento": ["Il file supera i 2 MB."]}
    assert (modulo["prima"].value(), modulo["dopo"].value()) == ("uno", "due")
    ricevuto = richiesta.FILES["documento"]
    assert (type(ricevuto), ricevuto.size > 5 * MB, ricevuto.read()) == (TooLargeFile, True, b"")


def test_a_file_as_large_as_the_limit_is_received(send: Send) -> None:
    giusto = send(bytes(2 * MB)).FILES["documento"]
    grande = send(bytes(2 * MB + 1)).FILES["documento"]

    assert (giusto.size, len(giusto.read())) == (2 * MB, 2 * MB)
    assert (grande.size, grande.read()) == (2 * MB + 1, b"")


def test_a_field_may_take_less_than_the_portal() -> None:
    file = SimpleUploadedFile("a.pdf", b"%PDF-" + bytes(MB))

    assert errors(ModuloPiccolo({}, {"documento": file})) == {"documento": ["Il file supera 1 MB."]}
    assert CampoFile(max_mb=99).max_mb == 2


def test_a_file_that_is_not_asked_for_may_be_missing() -> None:
    modulo = ModuloPiccolo({}, {})

    assert (errors(modulo), modulo.cleaned_data) == ({}, {"documento": None})


def test_a_file_that_is_asked_for_may_not(rf: RequestFactory) -> None:
    modulo = bind(rf.post("/", {"prima": "uno", "dopo": "due"}))

    assert errors(modulo) == {"documento": ["Scegliere un file."]}


def test_nothing_is_written_when_another_field_is_wrong(db: None) -> None:
    file = SimpleUploadedFile("domanda.pdf", make_pdf())
    modulo = Modulo({"prima": "uno"}, {"documento": file})

    assert errors(modulo) == {"dopo": ["Campo obbligatorio."]}
    assert Documento.objects.count() == 0


def test_kinds_and_size_are_said_in_words_and_to_the_browser() -> None:
    class Due(forms.Form):
        documento = CampoFile(tipi=FIRMABILI, help_text="La domanda firmata.")

    assertHTMLEqual(
        Due()["documento"].as_field_group(),
        """
        <div class="form-group">
        <label class="active" for="id_documento">Documento<span class="obbligatorio"
          aria-hidden="true"> *</span></label>
        <div class="form-text" id="id_documento_helptext">La domanda firmata. Si accettano: PDF o
          documenti firmati .p7m. Al massimo 2 MB.</div>
        <input type="file" name="documento" class="form-control" id="id_documento" required
          accept=".pdf,.p7m" data-byte-massimi="2097152"
          aria-describedby="id_documento_helptext">
        </div>
        """,
    )


# --- The whole request ----------------------------------------------------------------------------


def test_a_page_that_wants_no_file_is_not_upset_by_one(client: Client, db: None) -> None:
    response = client.post("/accesso/", {"login": SimpleUploadedFile("a", bytes(3 * MB))})

    assert response.status_code == 200


def test_a_request_that_declares_too_much_is_not_read(
    client: Client, settings: object, db: None
) -> None:
    settings.RICHIESTA_MASSIMA_MB = 1

    response = client.post("/accesso/", {"login": SimpleUploadedFile("a", bytes(MB))})

    assert response.status_code == 413
    assert "supera i 1 MB" in response.content.decode()


@pytest.mark.parametrize("dichiarato", ["", "abc", "-1", "²", "0"])
def test_a_request_that_declares_nonsense_is_answered(client: Client, dichiarato: str) -> None:
    assert client.get("/healthz", headers={"content-length": dichiarato}).status_code == 200


def test_too_many_files_are_not_read(client: Client, settings: object, db: None) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    file = {f"f{n}": SimpleUploadedFile("a.txt", b"a") for n in range(3)}

    response = client.post("/accesso/", file)

    assert response.status_code == 400
