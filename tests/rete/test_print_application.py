"""The papers of a request as a reader, a screen reader and an archive find them."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from conciliazione.pdf import Pdf
from conciliazione.transizioni import perform
from rete import carte
from rete.contenuto_domanda import data_fingerprint
from rete.models import Ciclo, DomandaAdesione
from tests.rete.aderire import make_ready, sign_again

NOME = "Società «Prova» & figli <srl> àèìòù"


@pytest.fixture
def domanda(ciclo: Ciclo, transactional_db: None) -> DomandaAdesione:
    domanda = make_ready(denominazione=NOME, contributo="Riga uno.\nRiga due.")
    sign_again(domanda)
    perform(DomandaAdesione.objects.get(), "send", None)
    return DomandaAdesione.objects.get()


@pytest.fixture(params=["domanda", "ricevuta"])
def rendered(request: pytest.FixtureRequest, domanda: DomandaAdesione) -> Pdf:
    if request.param == "domanda":
        return carte.render_request(domanda)
    return carte.render_receipt(domanda)


@pytest.fixture
def pdf(rendered: Pdf) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(rendered.contenuto)) as pdf:
        yield pdf


def words(rendered: Pdf, tmp_path: Path) -> str:
    file = tmp_path / "carta.pdf"
    file.write_bytes(rendered.contenuto)
    letto = subprocess.run(
        [shutil.which("pdftotext"), "-raw", str(file), "-"], capture_output=True, check=True
    )
    return " ".join(letto.stdout.decode().split())


def test_it_declares_language_author_and_what_it_conforms_to(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "it"
    assert str(pdf.docinfo["/Author"]) == "Ente capofila"
    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as xmp:
        assert (xmp.pdfa_status, xmp["pdfuaid:part"]) == ("2A", "1")


def test_every_font_is_inside(pdf: pikepdf.Pdf) -> None:
    descrittori = [
        oggetto
        for oggetto in pdf.objects
        if isinstance(oggetto, pikepdf.Dictionary) and oggetto.get("/Type") == "/FontDescriptor"
    ]
    assert descrittori
    assert [d for d in descrittori if not {"/FontFile2", "/FontFile3"} & set(d.keys())] == []


def test_the_request_says_everything_that_is_signed(
    domanda: DomandaAdesione, tmp_path: Path
) -> None:
    testo = words(carte.render_request(domanda), tmp_path)
    for parola in (
        NOME,
        domanda.codice,
        domanda.codice_fiscale,
        domanda.rappresentante_nome,
        domanda.referente_email,
        "Riga uno. Riga due.",
        "Ci impegniamo a collaborare.",
        data_fingerprint(domanda),
    ):
        assert parola in testo


def test_the_receipt_says_when_what_and_by_when(domanda: DomandaAdesione, tmp_path: Path) -> None:
    testo = words(carte.render_receipt(domanda), tmp_path).replace(" ", "")
    allegato = domanda.allegati.get().documento
    for parola in (
        domanda.codice,
        "(oradiRoma)",
        carte.sealed_copy(domanda).sha256,
        allegato.sha256,
        domanda.termine.silenzio.replace(" ", ""),
        domanda.termine.fonte.replace(" ", ""),
    ):
        assert parola in testo
