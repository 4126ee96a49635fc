"""Notices that can wait go out once a day, all of one address in one mail, exactly once."""

from datetime import datetime, time, timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from conciliazione import riepiloghi
from conciliazione.codici import new_code
from conciliazione.date import format_day
from conciliazione.enums import StatoMessaggio
from conciliazione.models import Messaggio
from conciliazione.posta import send, send_due
from conciliazione.riepiloghi import gather, moment_of_today
from conciliazione.tasks import raccogli_avvisi
from tests.factories import make_documento
from tests.insieme import meet

ANNA, BRUNO = "anna@rete.example", "bruno@rete.example"


def wait(chiave: str, a: str = ANNA, **altro: object) -> Messaggio:
    return send(chiave, a, f"Oggetto di {chiave}", f"Testo di {chiave}.", aspetta=True, **altro)


def states() -> dict[str, str]:
    righe = Messaggio.objects.filter(riepilogo=None).exclude(chiave__startswith="riepilogo:")
    return dict(righe.values_list("chiave", "stato"))


@pytest.fixture
def adesso(db: None) -> datetime:
    """A moment just gone, after the messages of the test: those are written a minute ago."""
    return timezone.now()


def written_before(adesso: datetime) -> None:
    Messaggio.objects.update(creato_il=adesso - timedelta(minutes=1))


def test_all_of_an_address_go_in_one_mail(adesso: datetime) -> None:
    wait("uno"), wait("due"), wait("tre", BRUNO)
    written_before(adesso)

    assert gather(adesso) == 2
    send_due()

    giorno = format_day(timezone.localdate(adesso))
    assert sorted((m.to, m.subject) for m in mail.outbox) == [
        ([ANNA], f"Riepilogo del {giorno}: 2 avvisi"),
        ([BRUNO], f"Riepilogo del {giorno}: 1 avviso"),
    ]
    testo = next(m.body for m in mail.outbox if m.to == [ANNA])
    assert "1. Oggetto di uno\n2. Oggetto di due\n" in testo
    assert "Testo di uno." in testo
    assert "Testo di due." in testo
    assert "/scrivania/preferenze/" in testo


def test_the_messages_say_in_which_summary_they_went(adesso: datetime) -> None:
    primo = wait("uno")
    written_before(adesso)

    gather(adesso)

    primo.refresh_from_db()
    assert primo.stato == StatoMessaggio.RACCOLTO
    assert primo.riepilogo.chiave == riepiloghi.key_of(ANNA, timezone.localdate(adesso).isoformat())
    assert ANNA not in primo.riepilogo.chiave


def test_asked_twice_there_is_one_summary(adesso: datetime) -> None:
    wait("uno")
    written_before(adesso)

    assert [gather(adesso), gather(adesso)] == [1, 0]
    send_due()
    send_due()

    assert len(mail.outbox) == 1


def test_what_comes_later_waits_for_the_next_day(adesso: datetime) -> None:
    wait("uno")
    written_before(adesso)
    gather(adesso)
    wait("due")

    assert gather(adesso) == 0
    assert states() == {"due": StatoMessaggio.DA_RACCOGLIERE}
    domani = adesso + timedelta(days=1)
    Messaggio.objects.filter(chiave="due").update(creato_il=adesso)
    assert riepiloghi._gather_for(ANNA, domani) is True
    assert states() == {}


def test_before_its_hour_nothing_is_gathered(adesso: datetime) -> None:
    wait("uno")

    assert gather(timezone.now() + timedelta(hours=1)) == 0
    assert states() == {"uno": StatoMessaggio.DA_RACCOGLIERE}


def test_what_was_written_after_the_hour_is_not_in_it(adesso: datetime) -> None:
    wait("uno")

    assert gather(adesso - timedelta(hours=1)) == 0
    assert states() == {"uno": StatoMessaggio.DA_RACCOGLIERE}


def test_without_notices_there_is_no_summary(db: None) -> None:
    assert gather(timezone.now()) == 0
    assert Messaggio.objects.count() == 0


def test_what_has_something_attached_does_not_wait(db: None) -> None:
    wait("con-file", allegato=make_documento())
    wait("con-appuntamento", calendario="BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    wait("senza")

    assert states() == {
        "con-file": StatoMessaggio.DA_INVIARE,
        "con-appuntamento": StatoMessaggio.DA_INVIARE,
        "senza": StatoMessaggio.DA_RACCOGLIERE,
    }


def test_who_waits_wakes_no_worker(
    db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as alla_fine:
        wait("uno")
    assert alla_fine == []


def test_the_hour_is_that_of_rome(settings: object) -> None:
    settings.RIEPILOGO_ORA = 7
    momento = timezone.localtime(moment_of_today())
    assert (momento.time(), momento.date()) == (time(7), timezone.localdate())


def test_the_job_gathers_when_the_hour_has_come(db: None, settings: object) -> None:
    settings.RIEPILOGO_ORA = 0
    wait("uno")
    Messaggio.objects.update(creato_il=moment_of_today() - timedelta(minutes=1))

    raccogli_avvisi()

    assert Messaggio.objects.filter(stato=StatoMessaggio.RACCOLTO).count() == 1


@pytest.mark.servizi
@pytest.mark.parametrize(("guarded", "mails"), [(True, 1), (False, 4)])
def test_of_four_workers_at_once_one_writes_the_summary(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, guarded: bool, mails: int
) -> None:
    """With a key each, the guard is off: the negative control."""
    wait("uno"), wait("due")
    adesso, insieme = timezone.now(), meet(4)
    if not guarded:
        monkeypatch.setattr(riepiloghi, "key_of", lambda *_: f"riepilogo:{new_code()}")

    def work() -> None:
        insieme.wait()
        riepiloghi._gather_for(ANNA, adesso)
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    scritti = Messaggio.objects.filter(chiave__startswith="riepilogo:")
    assert scritti.count() == mails
    assert Messaggio.objects.filter(stato=StatoMessaggio.RACCOLTO).count() == 2
