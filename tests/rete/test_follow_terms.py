"""What the portal does by itself as days go by: it reminds once, archives, takes up again."""

from datetime import date, timedelta

import pytest

from conciliazione.models import Messaggio, Passaggio
from conciliazione.periodi import today
from rete.enums import StatoDomanda
from rete.models import DomandaAdesione, Utente
from rete.promemoria_domande import close_overdue, remind
from rete.tasks import segui_domande
from tests.factories import make_domanda, make_sospensione


def in_days(quanti: int) -> date:
    return today() + timedelta(days=quanti)


def subjects() -> list[str]:
    return [m.oggetto.rpartition(": ")[2] for m in Messaggio.objects.order_by("pk")]


def test_who_has_a_request_is_told_seven_and_two_days_before_once_each(asl: Utente) -> None:
    domanda = make_domanda(StatoDomanda.IN_ISTRUTTORIA, assegnata_a=asl, entro_il=in_days(7))

    for giorni in (0, 0, 1, 4, 5, 5, 6, 7, 8):
        remind(in_days(giorni))

    assert subjects() == ["il termine scade fra 7 giorni", "il termine scade fra 2 giorni"]
    assert {m.destinatario for m in Messaggio.objects.all()} == {asl.email}
    assert DomandaAdesione.objects.get().stato == domanda.stato


def test_a_portal_that_was_down_tells_once_what_it_missed(asl: Utente) -> None:
    make_domanda(StatoDomanda.IN_ISTRUTTORIA, assegnata_a=asl, entro_il=in_days(1))

    remind()
    remind()

    assert subjects() == ["il termine scade domani"]


def test_a_request_that_nobody_has_is_told_to_all_the_staff(
    asl: Utente, responsabile: Utente
) -> None:
    make_domanda(entro_il=in_days(2))

    remind()

    assert {m.destinatario for m in Messaggio.objects.all()} == {asl.email, responsabile.email}


def test_a_term_that_moved_is_told_again(asl: Utente) -> None:
    domanda = make_domanda(StatoDomanda.IN_ISTRUTTORIA, assegnata_a=asl, entro_il=in_days(2))
    remind()

    DomandaAdesione.objects.filter(pk=domanda.pk).update(entro_il=in_days(6))
    remind()

    assert subjects() == ["il termine scade fra 2 giorni", "il termine scade fra 6 giorni"]


@pytest.mark.parametrize("stato", ["integrazione_richiesta", "preavviso", "accolta", "ritirata"])
def test_of_a_term_that_does_not_run_nobody_is_told(asl: Utente, stato: str) -> None:
    make_domanda(stato, entro_il=in_days(2))

    remind()

    assert Messaggio.objects.count() == 0


def test_who_must_answer_is_reminded_once_three_days_before(asl: Utente) -> None:
    sospensione = make_sospensione(dal=in_days(-8), entro_il=in_days(4))

    for giorni in (0, 1, 2, 3, 4, 5):
        remind(in_days(giorni))

    mail = Messaggio.objects.get()
    assert mail.destinatario == sospensione.domanda.email
    assert sospensione.testo in mail.testo


def test_who_was_asked_yesterday_is_not_reminded_today(asl: Utente) -> None:
    make_sospensione(dal=in_days(-1), entro_il=in_days(2))

    remind()

    assert Messaggio.objects.count() == 0


def test_what_was_never_completed_is_archived_the_day_after(asl: Utente) -> None:
    attesa = make_sospensione(dal=in_days(-9), entro_il=today()).domanda
    scaduta = make_sospensione(
        domanda=make_domanda(StatoDomanda.INTEGRAZIONE, assegnata_a=asl),
        dal=in_days(-9),
        entro_il=in_days(-1),
    ).domanda

    assert (close_overdue(), close_overdue()) == (1, 0)

    stati = dict(DomandaAdesione.objects.values_list("pk", "stato"))
    assert stati == {attesa.pk: "integrazione_richiesta", scaduta.pk: "archiviata"}
    passaggio = Passaggio.objects.about(scaduta).get()
    assert (passaggio.verbo, passaggio.autore) == ("archive", None)
    assert passaggio.motivo.startswith("Le integrazioni chieste non sono arrivate entro il ")


def test_what_was_never_observed_goes_back_to_the_staff(responsabile: Utente) -> None:
    domanda = make_sospensione(
        domanda=make_domanda(StatoDomanda.PREAVVISO, assegnata_a=responsabile),
        dal=in_days(-11),
        entro_il=in_days(-1),
    ).domanda

    segui_domande()
    segui_domande()

    assert DomandaAdesione.objects.get(pk=domanda.pk).stato == StatoDomanda.IN_ISTRUTTORIA
    assert Passaggio.objects.about(domanda).count() == 1
    assert Messaggio.objects.get().destinatario == responsabile.email
