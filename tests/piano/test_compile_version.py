"""A compilation makes one Versione: its data, its PDF, their fingerprints, and no more."""

import hashlib
from datetime import date

import pytest
from django.utils import timezone

from conciliazione.enums import Riservatezza, StatoElaborazione
from conciliazione.lavori import JobFailed, enqueue, execute, run_now
from conciliazione.models import Documento, Elaborazione
from piano.compilazione import Layout, fingerprint
from piano.dati import SCHEMA
from piano.enums import StatoVersione
from piano.models import Piano, Versione
from piano.tasks import COMPILA, arguments_for, ask_to_compile
from rete.models import Utente
from tests.factories import (
    make_atto,
    make_capitolo,
    make_piano,
    make_profilo,
    make_sezione,
    make_utente,
)

ON = date(2014, 6, 27)
pytestmark = pytest.mark.django_db


@pytest.fixture
def piano() -> Piano:
    """A Piano of one short chapter."""
    piano = make_piano()
    make_profilo(soggetto=piano.ciclo.capofila)
    make_sezione(capitolo=make_capitolo(piano=piano), testo="Un [[rete.comuni]] solo.")
    return piano


def compile_now(piano: Piano, by: Utente | None = None) -> Versione:
    esito = run_now(COMPILA, arguments_for(piano, ON), by=by)
    return Versione.objects.get(codice=esito.dati["versione"])


def test_a_version_keeps_data_pdf_and_their_fingerprints(piano: Piano) -> None:
    who = make_utente()
    versione = compile_now(piano, by=who)
    documento = versione.documento
    with documento.file.open() as stored:
        content = stored.read()
    assert (versione.numero, versione.stato) == (1, StatoVersione.BOZZA)
    assert (versione.dati_al, versione.compilata_da) == (ON, who)
    assert versione.dati["dati_al"] == "2014-06-27"
    assert versione.sha256_dati == fingerprint(versione.dati)
    assert content.startswith(b"%PDF-1.7")
    assert documento.sha256 == hashlib.sha256(content).hexdigest()
    assert documento.riservatezza == Riservatezza.INTERNO
    assert documento.nome == f"{piano.ciclo.slug}-piano-territoriale-v1.pdf"
    assert versione.motori["schema"] == SCHEMA
    assert set(versione.motori) == {"weasyprint", "pydyf", "fonttools", "django", "schema"}


def test_the_same_rows_make_the_same_bytes_and_others_do_not(piano: Piano) -> None:
    first, second = compile_now(piano), compile_now(piano)
    assert (first.numero, second.numero) == (1, 2)
    assert first.documento.sha256 == second.documento.sha256
    assert first.sha256_dati == second.sha256_dati
    make_sezione(capitolo=piano.capitoli.get(), testo="Altro testo.")
    third = compile_now(piano)
    assert third.documento.sha256 != first.documento.sha256
    assert third.sha256_dati != first.sha256_dati


def test_only_the_last_five_drafts_stay_with_their_files(
    piano: Piano, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        files = [compile_now(piano).documento.file for _ in range(7)]
    assert [v.numero for v in piano.versioni.order_by("numero")] == [3, 4, 5, 6, 7]
    assert Documento.objects.count() == 5
    there = [file.storage.exists(file.name) for file in files]
    assert there == [False, False, True, True, True, True, True]


def test_a_published_version_is_never_dropped(piano: Piano) -> None:
    Versione.objects.filter(pk=compile_now(piano).pk).update(
        stato=StatoVersione.DEFINITIVA, pubblicata_il=timezone.now(), atto=make_atto()
    )
    for _ in range(6):
        compile_now(piano)
    assert [v.numero for v in piano.versioni.order_by("numero")] == [1, 3, 4, 5, 6, 7]


def test_a_text_to_mend_leaves_nothing(piano: Piano) -> None:
    make_sezione(capitolo=piano.capitoli.get(), testo="[[rete.membro]]")
    with pytest.raises(JobFailed, match=r"la cifra «rete\.membro» non esiste"):
        compile_now(piano)
    assert (Versione.objects.count(), Documento.objects.count()) == (0, 0)


def test_a_job_makes_one_version_however_often_it_is_done(piano: Piano) -> None:
    elaborazione = ask_to_compile(piano, ON, by=None)
    for _ in range(3):
        execute(elaborazione.pk)
    elaborazione.refresh_from_db()
    versione = Versione.objects.get()
    assert elaborazione.stato == StatoElaborazione.RIUSCITA
    assert elaborazione.esito == {"versione": versione.codice, "pagine": versione.pagine}
    assert versione.elaborazione == elaborazione


def test_a_job_that_cannot_succeed_says_why_and_is_not_tried_again(piano: Piano) -> None:
    make_sezione(capitolo=piano.capitoli.get(), testo="[[blocco:organo]]")
    elaborazione = ask_to_compile(piano, ON, by=None)
    execute(elaborazione.pk)
    elaborazione.refresh_from_db()
    assert (elaborazione.stato, elaborazione.tentativi) == (StatoElaborazione.FALLITA, 1)
    assert "il blocco «organo» non esiste (forse «organi»)" in elaborazione.errore
    assert Versione.objects.count() == 0


def test_asked_again_while_it_works_it_is_the_same_job(piano: Piano) -> None:
    first = ask_to_compile(piano, ON, by=None)
    assert ask_to_compile(piano, date(2014, 7, 1), by=make_utente()) == first
    execute(first.pk)
    assert ask_to_compile(piano, ON, by=None) != first
    assert Elaborazione.objects.count() == 2


def test_another_piano_is_another_job(piano: Piano) -> None:
    assert ask_to_compile(piano, ON, by=None) != ask_to_compile(make_piano(), ON, by=None)


def test_a_job_knows_its_queue(piano: Piano) -> None:
    with pytest.raises(KeyError):
        enqueue("piano.altro", {}, key="x", by=None)


class Listener:
    """A run that only listens."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int]] = []

    def advance(self, fase: str, percento: int) -> None:
        self.heard.append((fase, percento))


def test_progress_counts_pages_and_never_goes_back() -> None:
    run = Listener()
    layout = Layout(run, attese=4)
    for phase, page in [("Stili", 0), *[("Impaginazione", n) for n in (1, 2, 3, 4, 5, 2)]]:
        layout.hear(phase, page)
    layout.hear("Scrittura del PDF", 0)
    assert run.heard == [
        ("Stili", 10),
        ("Impaginazione: pagina 1 di circa 4", 30),
        ("Impaginazione: pagina 2 di circa 4", 50),
        ("Impaginazione: pagina 3 di circa 4", 70),
        ("Impaginazione: pagina 4 di circa 4", 90),
        ("Impaginazione: pagina 5 di circa 5", 90),
        ("Impaginazione: pagina 2 di circa 4", 90),
        ("Scrittura del PDF", 90),
    ]


def test_the_fingerprint_does_not_depend_on_the_order_of_keys() -> None:
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
