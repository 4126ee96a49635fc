"""The PDF of a proposal: of the sealed copy alone, the same bytes each time."""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from conciliazione import pdf
from conciliazione.lavori import run_now
from conciliazione.models import Elaborazione
from conciliazione.transizioni import perform
from progetti.carta_proposta import GENERE, render_html, sealed_copy
from progetti.models import Proposta
from tests.factories import make_allegato_proposta, make_utente
from tests.guardie_tolte import unguarded
from tests.progetti.completa import CONTESTO, make_complete, make_referente

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposta() -> Proposta:
    """Sent, with a file."""
    proposta = make_complete()
    make_allegato_proposta(proposta=proposta)
    perform(proposta, "send", make_referente(proposta))
    return proposta


def test_it_reads_the_sealed_copy_and_repeats_byte_for_byte(proposta: Proposta) -> None:
    prima = pdf.render(render_html(proposta)).contenuto
    with unguarded():
        Proposta.objects.filter(pk=proposta.pk).update(titolo="Cambiato dopo")
        proposta.quote.all().delete()

    assert pdf.render(render_html(Proposta.objects.get(pk=proposta.pk))).contenuto == prima


def test_it_says_all_that_was_sent_with_its_fingerprint(proposta: Proposta, tmp_path: Path) -> None:
    reso = pdf.render(render_html(proposta))

    letto = pikepdf.open(io.BytesIO(reso.contenuto))
    assert letto.Root.Lang == "it"
    assert letto.docinfo["/Title"] == f"{proposta.titolo} – proposta {proposta.codice}"
    parole = words(reso.contenuto, tmp_path)
    copia = sealed_copy(proposta)
    for scritto in (
        *(proposta.codice, proposta.titolo, "Aprire un servizio", "Formare chi ci lavora"),
        *(
            "12,5",
            "10.000,00",
            "Genitori",
            "Chi firma",
            CONTESTO.replace(" 🙂", "").partition(" & ")[0],
        ),
    ):
        assert scritto in parole
    unite = parole.replace(" ", "")
    assert copia.sha256 in unite
    assert copia.dati["allegati"][0]["sha256"] in unite


def words(contenuto: bytes, tmp_path: Path) -> str:
    """What is read in the document, in order."""
    file = tmp_path / "proposta.pdf"
    file.write_bytes(contenuto)
    letto = subprocess.run(
        [shutil.which("pdftotext"), "-layout", file, "-"], capture_output=True, check=True
    )
    return " ".join(letto.stdout.decode().split())


def test_who_proposes_downloads_it_and_a_stranger_does_not(
    client: Client, proposta: Proposta
) -> None:
    pagina = reverse("proposte:paper", args=[proposta.codice])
    client.force_login(make_referente(proposta))
    prima = client.get(pagina).status_code
    fatto = run_now(GENERE, {"proposta": proposta.pk})
    Elaborazione.objects.filter(genere=GENERE).update(documento=fatto.documento)

    dopo = client.get(pagina)
    assert (prima, dopo.status_code) == (404, 200)
    assert b"".join(dopo.streaming_content).startswith(b"%PDF")
    client.force_login(make_utente())
    assert client.get(pagina).status_code == 404
