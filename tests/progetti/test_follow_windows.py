"""As days go by the portal writes to who runs a project, once each, and closes what is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import perform
from progetti.enums import StatoConsegna
from progetti.finestre import owe_from_now_on
from progetti.models import Consegna, FinestraMonitoraggio, ValoreFinestra
from progetti.tasks import segui_monitoraggio
from rete.models import Utente
from tests.factories import make_progetto
from tests.factories.monitoraggio import make_consegna, make_finestra, make_rilevazione
from tests.progetti.monitorare import Scena, end, expire, set_the_scene

Cast = dict[str, Utente]
GIORNO = timedelta(days=1)


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def follow() -> list[str]:
    """The portal looks twice; the subjects of the mails that it has written so far."""
    segui_monitoraggio()
    segui_monitoraggio()
    return list(Messaggio.objects.order_by("pk").values_list("oggetto", flat=True))


def due_in(scena: Scena, giorni: int) -> None:
    Consegna.objects.filter(pk=scena.consegna.pk).update(scade_il=timezone.now() + giorni * GIORNO)


def test_that_a_window_is_open_is_told_once(scena: Scena, cast: Cast) -> None:
    assert follow() == ["Risultati da consegnare: Semestre di prova"]
    assert Messaggio.objects.get().destinatario == cast["capofila"].email


def test_before_it_opens_nothing_is_told(scena: Scena) -> None:
    FinestraMonitoraggio.objects.update(apre_il=timezone.now() + GIORNO)
    assert follow() == []


@pytest.mark.parametrize(("giorni", "quante"), [(14, 2), (16, 1)])
def test_the_term_is_told_as_many_days_before_as_the_window_says(
    giorni: int, quante: int, scena: Scena
) -> None:
    due_in(scena, giorni)
    detti = follow()
    assert len(detti) == quante
    assert [d for d in detti if d.startswith("La consegna scade il ")] == detti[1:]


def test_a_window_shorter_than_its_notice_is_told_once(scena: Scena) -> None:
    FinestraMonitoraggio.objects.update(
        apre_il=timezone.now() - GIORNO, scade_il=timezone.now() + 5 * GIORNO
    )
    due_in(scena, 5)
    assert follow() == ["Risultati da consegnare: Semestre di prova"]


def test_a_term_that_went_by_is_told_once_and_again_after_more_time(
    scena: Scena, cast: Cast
) -> None:
    Consegna.objects.update(scade_il=timezone.now() - timedelta(hours=1))
    scena.consegna.refresh_from_db()
    assert follow() == ["Consegna scaduta: Semestre di prova"]
    fino_a = timezone.now() + 3 * GIORNO
    perform(scena.consegna, "extend", cast["responsabile"], reason="Sciopero.", fino_a=fino_a)
    expire(scena.consegna)
    follow()
    scadute = Messaggio.objects.filter(chiave__startswith="consegna-scaduta")
    assert scadute.count() == 2


def test_who_has_delivered_is_not_reminded(scena: Scena, cast: Cast) -> None:
    perform(scena.consegna, "deliver", cast["capofila"])
    due_in(scena, 3)
    assert follow() == []


def test_what_went_by_long_ago_is_not_told(scena: Scena) -> None:
    Consegna.objects.update(
        scade_il=timezone.now() - 31 * GIORNO, chiude_il=timezone.now() + 31 * GIORNO
    )
    assert follow() == []


# --- Closing ------------------------------------------------------------------------------------


def test_what_has_had_its_time_is_closed_once(scena: Scena) -> None:
    make_rilevazione("verificata", ("1",), consegna=scena.consegna, indicatore=scena.incontri)
    end(scena.consegna)
    follow()
    scena.consegna.refresh_from_db()
    assert scena.consegna.stato == StatoConsegna.CHIUSA
    assert ValoreFinestra.objects.get(indicatore=scena.incontri).verificato == 1
    (passaggio,) = Passaggio.objects.about(scena.consegna).all()
    assert (passaggio.verbo, passaggio.autore) == ("close", None)


def test_what_still_has_time_stays_open(scena: Scena) -> None:
    expire(scena.consegna)
    follow()
    assert Consegna.objects.get().stato == StatoConsegna.ATTESA


def test_one_that_cannot_be_closed_does_not_keep_the_others_open(scena: Scena) -> None:
    """A value too large for the frozen column is refused in words; the next project closes."""
    make_rilevazione("dichiarata", (), consegna=scena.consegna, indicatore=scena.incontri)
    ValoreFinestra.objects.create(consegna=scena.consegna, indicatore=scena.incontri)
    altra = make_consegna(
        progetto=make_progetto(ciclo=scena.progetto.ciclo), finestra=scena.consegna.finestra
    )
    end(scena.consegna)
    end(altra)
    follow()
    assert dict(Consegna.objects.values_list("pk", "stato")) == {
        scena.consegna.pk: StatoConsegna.ATTESA,
        altra.pk: StatoConsegna.CHIUSA,
    }


# --- Who begins later ---------------------------------------------------------------------------


def test_a_project_that_begins_owes_in_the_windows_to_come(scena: Scena) -> None:
    oggi, adesso = timezone.localdate(), timezone.now()
    prima = make_finestra(
        ciclo=scena.progetto.ciclo,
        dal=oggi - 400 * GIORNO,
        al=oggi - 200 * GIORNO,
        apre_il=adesso - 199 * GIORNO,
        scade_il=adesso - 150 * GIORNO,
    )
    nuovo = make_progetto(ciclo=scena.progetto.ciclo, dal=oggi)
    owe_from_now_on(nuovo)
    assert [c.finestra for c in nuovo.consegne.all()] == [scena.consegna.finestra]
    assert not prima.consegne.exists()
