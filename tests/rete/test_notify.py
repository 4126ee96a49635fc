"""The portal writes to its people once for each thing: at once, or once a day if they chose so."""

import pytest
from django.test import Client
from django.utils import timezone

from conciliazione.enums import StatoMessaggio
from conciliazione.models import Messaggio
from rete.avvisi import notify, notify_staff, notify_subject
from rete.enums import FrequenzaAvvisi, RuoloDelega
from rete.models import Ciclo, ProfiloCapofila, Utente
from tests.factories import make_delega, make_soggetto, make_utente

PREFERENZE = "/scrivania/preferenze/"


def written() -> list[tuple[str, str]]:
    return sorted(Messaggio.objects.values_list("destinatario", "stato"))


def test_the_same_thing_is_written_once_to_each(asl: Utente, estraneo: Utente) -> None:
    for _ in range(2):
        notify(asl, "domanda-1", "Una domanda", "È arrivata.")
        notify(estraneo, "domanda-1", "Una domanda", "È arrivata.")
    assert written() == [
        (estraneo.email, StatoMessaggio.DA_INVIARE),
        (asl.email, StatoMessaggio.DA_INVIARE),
    ]


def test_who_wants_a_summary_gets_the_notice_in_it(asl: Utente) -> None:
    asl.avvisi = FrequenzaAvvisi.RIEPILOGO
    notify(asl, "domanda-1", "Una domanda", "È arrivata.")
    assert written() == [(asl.email, StatoMessaggio.DA_RACCOGLIERE)]


def test_nobody_writes_to_who_was_suspended(db: None) -> None:
    notify(make_utente(is_active=False), "domanda-1", "Una domanda", "È arrivata.")
    assert written() == []


def test_the_staff_are_who_examines_and_who_answers(
    asl: Utente, responsabile: Utente, direzione: Utente, capofila: Utente, ciclo: Ciclo
) -> None:
    make_delega(utente=asl, soggetto=ciclo.capofila, ruolo=RuoloDelega.RESPONSABILE)
    ieri = make_utente()
    make_delega(
        utente=ieri,
        soggetto=ciclo.capofila,
        ruolo=RuoloDelega.OPERATORE,
        revocato_alle=timezone.now(),
    )
    notify_staff("domanda-1", "Una domanda", "È arrivata.")
    assert [a for a, _ in written()] == sorted([asl.email, responsabile.email])


def test_without_staff_the_lead_body_is_told(ciclo: Ciclo) -> None:
    ProfiloCapofila.objects.update(email="ufficio@asl.example")
    notify_staff("domanda-1", "Una domanda", "È arrivata.")
    assert [a for a, _ in written()] == ["ufficio@asl.example"]


def test_a_subject_is_told_through_its_referenti(capofila: Utente, partner: Utente) -> None:
    soggetto = capofila.deleghe.get().soggetto
    notify_subject(soggetto, "domanda-1", "Una domanda", "È arrivata.")
    notify_subject(make_soggetto(), "domanda-1", "Una domanda", "È arrivata.")
    assert [a for a, _ in written()] == [capofila.email]


# --- The choice -------------------------------------------------------------------------------


def test_a_person_chooses_one_mail_a_day(client: Client, asl: Utente) -> None:
    client.force_login(asl)
    risposta = client.post(PREFERENZE, {"avvisi": "riepilogo"})
    assert (risposta.status_code, risposta["Location"]) == (302, PREFERENZE)
    asl.refresh_from_db()
    assert asl.avvisi == FrequenzaAvvisi.RIEPILOGO


@pytest.mark.parametrize("dati", [{}, {"avvisi": "mai"}, {"avvisi": "\x00"}])
def test_a_choice_that_is_not_there_is_refused_beside_the_field(
    client: Client, asl: Utente, dati: dict[str, str]
) -> None:
    client.force_login(asl)
    risposta = client.post(PREFERENZE, dati)
    assert risposta.status_code == 200
    assert list(risposta.context["form"].errors) == ["avvisi"]
    asl.refresh_from_db()
    assert asl.avvisi == FrequenzaAvvisi.SUBITO
