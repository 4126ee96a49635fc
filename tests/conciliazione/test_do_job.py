"""The row of a job decides: who takes it, who may end it, how often it is tried."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError
from pytest_django import DjangoCaptureOnCommitCallbacks

from conciliazione import lavori
from conciliazione.lavori import (
    IMPREVISTO,
    INTERROTTA,
    TROPPO_LUNGA,
    Attempt,
    JobFailed,
    Run,
    Superseded,
    enqueue,
    execute,
    lavoro,
    publish,
    reconcile,
    run_now,
)
from conciliazione.models import Elaborazione, Messaggio
from conciliazione.orologio import from_now
from tests.factories import make_documento, make_utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Run], None]], None]:
    """Register a function as the kind `prova`, for this test only."""
    monkeypatch.setattr(lavori, "_generi", dict(lavori._generi))
    return lambda funzione: lavoro("prova", coda="pdf")(funzione)


def ask(key: str = "chiave", **argomenti: object) -> Elaborazione:
    return enqueue("prova", argomenti, key=key, by=None)


def produce(run: Run) -> None:
    """What the real ones do: work, then write once."""
    run.advance("Lavoro", 40)
    with run.conclude() as esito:
        write_result()
        esito.dati["codice"] = "abc"


def write_result() -> None:
    Messaggio.objects.create(
        chiave=uuid4().hex, destinatario="a@rete.example", oggetto="Risultato", testo="Uno"
    )


def fresh(elaborazione: Elaborazione) -> Elaborazione:
    return Elaborazione.objects.get(pk=elaborazione.pk)


def expire(elaborazione: Elaborazione) -> None:
    Elaborazione.objects.filter(pk=elaborazione.pk).update(presa_fino_a=from_now(-1))


# --- Asking -------------------------------------------------------------------------------------


def test_a_job_is_handed_over_when_the_transaction_commits(
    job: Callable, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job(produce)

    with django_capture_on_commit_callbacks() as alla_fine:
        elaborazione = ask(piano=3)

    assert [callback.args for callback in alla_fine] == [(elaborazione.pk, "pdf")]
    assert (elaborazione.stato, elaborazione.argomenti) == ("in_coda", {"piano": 3})
    assert len(elaborazione.codice) == 10


def test_the_same_thing_asked_twice_is_one_job_while_it_is_active(job: Callable) -> None:
    job(produce)
    prima = ask()

    assert ask() == prima
    assert ask("altra") != prima
    execute(prima.pk)
    assert ask() != prima


def test_an_unknown_kind_is_a_programming_error(job: Callable) -> None:
    with pytest.raises(KeyError):
        ask()


def test_two_active_jobs_of_a_key_are_refused_by_the_database() -> None:
    Elaborazione.objects.create(genere="prova", chiave="chiave")

    with pytest.raises(IntegrityError):
        Elaborazione.objects.create(genere="prova", chiave="chiave")


# --- Doing --------------------------------------------------------------------------------------


def test_a_job_done_leaves_its_result_and_who_asked(job: Callable) -> None:
    documento, persona, visti = make_documento(), make_utente(), []

    def with_a_file(run: Run) -> None:
        visti.append((run.arguments, run.by))
        with run.conclude() as esito:
            esito.documento = documento
            esito.dati["pagine"] = 3

    job(with_a_file)
    elaborazione = enqueue("prova", {"piano": 3}, key="chiave", by=persona)

    execute(elaborazione.pk)

    fatta = fresh(elaborazione)
    assert visti == [({"piano": 3}, persona)]
    assert (fatta.stato, fatta.avanzamento, fatta.tentativi) == ("riuscita", 100, 1)
    assert (fatta.esito, fatta.documento) == ({"pagine": 3}, documento)
    assert fatta.iniziata_il <= fatta.finita_il


def test_a_job_that_writes_nothing_ends_by_itself(job: Callable) -> None:
    job(lambda run: None)
    elaborazione = ask()

    execute(elaborazione.pk)

    assert fresh(elaborazione).stato == "riuscita"


def test_a_message_come_twice_does_the_job_once(job: Callable) -> None:
    job(produce)
    elaborazione = ask()

    execute(elaborazione.pk)
    execute(elaborazione.pk)

    assert (fresh(elaborazione).tentativi, Messaggio.objects.count()) == (1, 1)


def test_progress_is_written_and_renews_the_lease(job: Callable) -> None:
    job(produce)
    attempt = Attempt.claim(ask().pk)
    expire(attempt.elaborazione)
    scaduta = fresh(attempt.elaborazione).presa_fino_a

    attempt.advance("Impaginazione", 140)

    rinnovata = fresh(attempt.elaborazione)
    assert (rinnovata.fase, rinnovata.avanzamento) == ("Impaginazione", 100)
    assert rinnovata.presa_fino_a > scaduta


def test_progress_within_a_phase_is_written_seldom(job: Callable) -> None:
    job(produce)
    attempt = Attempt.claim(ask().pk)

    for percento in (10, 11, 12):
        attempt.advance("Impaginazione", percento)

    assert fresh(attempt.elaborazione).avanzamento == 10


@pytest.fixture
def superseded(job: Callable) -> Iterator[Attempt]:
    """An attempt whose lease ran out, and the job taken by another."""
    job(produce)
    attempt = Attempt.claim(ask().pk)
    expire(attempt.elaborazione)
    reconcile()
    assert Attempt.claim(attempt.elaborazione.pk) is not None
    return attempt


def test_a_superseded_attempt_writes_no_progress(superseded: Attempt) -> None:
    with pytest.raises(Superseded):
        superseded.advance("Ancora", 50)


def test_a_superseded_attempt_cannot_win(superseded: Attempt) -> None:
    with pytest.raises(Superseded), superseded.conclude():
        write_result()

    assert (fresh(superseded.elaborazione).stato, Messaggio.objects.count()) == ("in_corso", 0)


def test_a_superseded_attempt_cannot_fail_the_job(superseded: Attempt) -> None:
    with pytest.raises(Superseded):
        superseded.fail("Errore", final=True)

    assert fresh(superseded.elaborazione).stato == "in_corso"


def test_what_a_job_wrote_before_failing_to_conclude_is_undone(job: Callable) -> None:
    def break_inside(run: Run) -> None:
        with run.conclude():
            write_result()
            raise ZeroDivisionError

    job(break_inside)
    elaborazione = ask()

    execute(elaborazione.pk)

    assert (fresh(elaborazione).stato, Messaggio.objects.count()) == ("in_coda", 0)


# --- Failing ------------------------------------------------------------------------------------


def test_a_job_that_cannot_succeed_ends_at_once_and_says_why(job: Callable) -> None:
    def refuse(run: Run) -> None:
        raise JobFailed("Nel capitolo 3 la cifra «soci» non esiste.")

    job(refuse)
    elaborazione = ask()

    execute(elaborazione.pk)

    fallita = fresh(elaborazione)
    assert (fallita.stato, fallita.tentativi) == ("fallita", 1)
    assert fallita.errore == "Nel capitolo 3 la cifra «soci» non esiste."
    assert fallita.finita_il is not None


@pytest.mark.parametrize(
    ("errore", "detto"), [(ZeroDivisionError, IMPREVISTO), (SoftTimeLimitExceeded, TROPPO_LUNGA)]
)
def test_an_accident_is_tried_again_three_times_in_all(
    job: Callable, errore: type[Exception], detto: str
) -> None:
    def stumble(run: Run) -> None:
        raise errore

    job(stumble)
    elaborazione = ask()

    stati = []
    for _ in range(5):
        execute(elaborazione.pk)
        stati.append(fresh(elaborazione).stato)

    assert stati == ["in_coda", "in_coda", "fallita", "fallita", "fallita"]
    assert (fresh(elaborazione).tentativi, fresh(elaborazione).errore) == (3, detto)


def test_a_job_that_succeeds_at_the_second_attempt_keeps_no_error(job: Callable) -> None:
    def fail_first(run: Run) -> None:
        if run.elaborazione.tentativi == 1:
            raise ZeroDivisionError
        produce(run)

    job(fail_first)
    elaborazione = ask()
    execute(elaborazione.pk)

    execute(elaborazione.pk)

    assert (fresh(elaborazione).stato, fresh(elaborazione).errore) == ("riuscita", "")
    assert Messaggio.objects.count() == 1


# --- Reconciling --------------------------------------------------------------------------------


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids handed to the broker, which here is a list."""
    consegnati: list[int] = []
    monkeypatch.setattr(
        lavori, "deliver", lambda compito, argomenti, coda: consegnati.extend(argomenti) or True
    )
    return consegnati


def test_a_job_never_handed_over_is_published_once_it_is_late(
    job: Callable, published: list[int]
) -> None:
    job(produce)
    elaborazione = ask()
    reconcile()
    assert published == []
    Elaborazione.objects.update(creata_il=from_now(-3600))

    reconcile()
    reconcile()

    assert published == [elaborazione.pk]
    assert fresh(elaborazione).pubblicata_il is not None


def test_a_job_queued_too_long_is_published_again(job: Callable, published: list[int]) -> None:
    job(produce)
    elaborazione = ask()
    Elaborazione.objects.update(pubblicata_il=from_now(-3600))

    reconcile()

    assert published == [elaborazione.pk]


def test_a_job_whose_lease_ran_out_is_published_again(job: Callable, published: list[int]) -> None:
    job(produce)
    elaborazione = ask()
    Elaborazione.objects.update(creata_il=from_now(-3600))
    Attempt.claim(elaborazione.pk)
    reconcile()
    assert published == []
    expire(elaborazione)

    reconcile()

    assert (published, fresh(elaborazione).stato) == ([elaborazione.pk], "in_coda")


def test_a_job_that_kills_its_worker_ends_after_three_attempts(
    job: Callable, published: list[int]
) -> None:
    job(produce)
    elaborazione = ask()
    for _ in range(5):
        Attempt.claim(elaborazione.pk)
        expire(elaborazione) if fresh(elaborazione).stato == "in_corso" else None
        reconcile()

    fallita = fresh(elaborazione)
    assert (fallita.stato, fallita.tentativi, fallita.errore) == ("fallita", 3, INTERROTTA)


def test_a_broker_that_is_down_loses_nothing(
    job: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    job(produce)
    monkeypatch.setattr(lavori, "deliver", lambda *argomenti: False)
    elaborazione = ask()
    Elaborazione.objects.update(creata_il=from_now(-3600))

    assert not publish(elaborazione.pk, "pdf")
    reconcile()

    assert fresh(elaborazione).pubblicata_il is None


# --- Without a broker ---------------------------------------------------------------------------


def test_a_command_does_the_same_job_and_reports(job: Callable) -> None:
    job(produce)
    detti: list[tuple[str, int]] = []

    esito = run_now("prova", {}, report=lambda fase, percento: detti.append((fase, percento)))

    assert (detti, esito.dati) == ([("Lavoro", 40)], {"codice": "abc"})
    assert (Elaborazione.objects.count(), Messaggio.objects.count()) == (0, 1)


def test_a_command_sees_the_failure_as_it_is(job: Callable) -> None:
    def refuse(run: Run) -> None:
        raise JobFailed("Non c'è alcun Piano.")

    job(refuse)

    with pytest.raises(JobFailed, match="Non c'è alcun Piano"):
        run_now("prova", {})
