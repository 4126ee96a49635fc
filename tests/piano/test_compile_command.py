"""`manage.py compila_piano`: the version, its pages, seconds and fingerprint, or what to do."""

import hashlib
import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from conciliazione.lavori import execute
from conciliazione.models import Elaborazione
from piano.enums import StatoVersione
from piano.models import Piano, Versione
from rete.models import Ciclo
from tests.factories import make_atto, make_capitolo, make_parere, make_piano, make_sezione


@pytest.fixture
def piano(ciclo: Ciclo) -> Piano:
    piano = make_piano(ciclo=ciclo)
    make_sezione(capitolo=make_capitolo(piano=piano))
    return piano


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("compila_piano", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_it_writes_the_pdf_and_says_pages_seconds_and_fingerprint(
    piano: Piano, tmp_path: Path
) -> None:
    file = tmp_path / "piano.pdf"
    said = run("--output", str(file), "--al", "2014-07-27")
    versione = Versione.objects.get()
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert sha256 == versione.documento.sha256
    assert re.fullmatch(
        r"Piano compilato: Versione 1 \(bozza\), dati al 2014-07-27\.\n"
        rf"Pagine: {versione.pagine}\. Secondi: \d+\.\d\.\n"
        rf"SHA-256: {sha256}\n"
        rf"PDF: {re.escape(str(file))}\n",
        said,
    )
    assert [p.name for p in tmp_path.iterdir()] == ["piano.pdf"]


def test_without_output_it_makes_the_version_only(piano: Piano) -> None:
    assert "PDF:" not in run()
    assert Versione.objects.count() == 1


def test_without_data_it_says_to_load_them(ciclo: Ciclo) -> None:
    with pytest.raises(CommandError, match="carica_piano_2014"):
        run()


@pytest.mark.parametrize("place", ["nessuna/piano.pdf", "."])
def test_a_place_that_cannot_be_written_stops_it_at_once(
    piano: Piano, tmp_path: Path, place: str
) -> None:
    with pytest.raises(CommandError, match="scegliere un file in una cartella esistente"):
        run("--output", str(tmp_path / place))
    assert not Versione.objects.exists()


def test_a_text_to_mend_is_said_and_leaves_no_file(piano: Piano, tmp_path: Path) -> None:
    make_sezione(capitolo=piano.capitoli.get(), testo="[[rete.membro]]", titolo="Membri")
    with pytest.raises(CommandError, match=r"«Membri»: la cifra «rete\.membro» non esiste"):
        run("--output", str(tmp_path / "piano.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_missing_styles_say_how_to_build_them(piano: Piano, tmp_path: Path) -> None:
    with (
        override_settings(STATICFILES_DIRS=[tmp_path]),
        pytest.raises(CommandError, match="npm run build"),
    ):
        run()
    assert not Versione.objects.exists()


def test_it_publishes_when_the_piano_is_approved(piano: Piano) -> None:
    assert "la versione resta una bozza" in run("--pubblica")
    atto = make_atto()
    Piano.objects.filter(pk=piano.pk).update(
        stato="approvato",
        proposto_il=atto.data,
        parere=make_parere(ciclo=piano.ciclo),
        atto=atto,
        approvato_il=atto.data,
    )
    call_command("concedi_deroghe", motivo="Prova.", in_veste_di="Prova", stdout=io.StringIO())
    assert "Versione 2 (definitiva)" in run("--pubblica")
    assert Versione.objects.get(numero=2).stato == StatoVersione.DEFINITIVA


def test_in_production_publishing_is_for_people(piano: Piano) -> None:
    with (
        override_settings(PRODUZIONE=True),
        pytest.raises(CommandError, match="si pubblica dalla pagina del Piano"),
    ):
        run("--pubblica")


def test_a_worker_that_does_not_come_is_not_waited_for_ever(piano: Piano) -> None:
    with pytest.raises(CommandError, match="Il worker non ha finito in 0 secondi") as error:
        run("--in-coda", "--attesa", "0")
    elaborazione = Elaborazione.objects.get()
    assert elaborazione.codice in str(error.value)
    execute(elaborazione.pk)
    assert Versione.objects.get().elaborazione == elaborazione
