"""The timeline of a membership request says what each step wrote."""

import pytest
from django.test import Client

from conciliazione.date import format_day
from conciliazione.periodi import today
from conciliazione.transizioni import perform
from rete.models import Utente
from rete.tappe import timeline
from tests.factories import make_atto, make_domanda, make_soggetto, make_sospensione, make_utente
from tests.rete.test_decide_application import IN_ESAME, path


@pytest.fixture
def capo(client: Client, responsabile: Utente) -> Client:
    client.force_login(responsabile)
    return client


def test_the_timeline_says_what_each_step_wrote(
    capo: Client, responsabile: Utente, asl: Utente
) -> None:
    domanda, soggetto = make_domanda(), make_soggetto(denominazione="Aurora")
    tolto = make_soggetto()
    perform(domanda, "take", responsabile, assegnata_a=responsabile)
    perform(domanda, "reassign", responsabile, assegnata_a=asl)
    perform(domanda, "match", responsabile, soggetto=tolto)
    perform(domanda, "match", responsabile, soggetto=None)
    tolto.delete()
    perform(domanda, "match", responsabile, soggetto=soggetto)
    perform(domanda, "protocol", responsabile, protocollo="7/2026", protocollo_del=today())
    perform(domanda, "accept", responsabile, record_act=lambda: make_atto(numero="12"))

    tappe = capo.get(path(domanda)).context["storia"]

    protocollo = ("Protocollo", f"7/2026 del {format_day(today())}")
    assert [(t.passaggio.verbo, list(t.scritti)) for t in reversed(tappe)] == [
        ("take", [("Chi la segue", str(responsabile))]),
        ("reassign", [("Chi la segue", str(asl))]),
        ("match", [("Soggetto", "non è più nel portale")]),
        ("match", [("Soggetto", "nessuno del registro: è un soggetto nuovo")]),
        ("match", [("Soggetto", "Aurora")]),
        ("protocol", [protocollo]),
        (
            "accept",
            [("Soggetto", "Aurora"), ("Atto", "Deliberazione n. 12 del 27 giugno 2014")],
        ),
    ]
    assert f"Chi la segue: {asl}" in capo.get(path(domanda)).text


@pytest.mark.parametrize("volte", [1, 3])
def test_the_timeline_reads_the_same_queries_for_any_number_of_steps(
    responsabile: Utente, django_assert_num_queries, volte: int
) -> None:
    domanda = make_domanda(IN_ESAME)
    for _ in range(volte):
        perform(domanda, "reassign", responsabile, assegnata_a=make_utente())
        perform(domanda, "match", responsabile, soggetto=make_soggetto())
    timeline(domanda)

    with django_assert_num_queries(3):  # steps, people, soggetti
        assert len(timeline(domanda)) == 2 * volte


def test_a_warning_taken_back_is_said_to_be_so(capo: Client) -> None:
    domanda = make_domanda(IN_ESAME)
    make_sospensione(domanda=domanda, tipo="preavviso", al=today(), ritirata_il=today())

    testo = capo.get(path(domanda)).text

    assert f"Ritirata dall’ufficio il {format_day(today())}." in testo
    assert "Nessuna risposta." not in testo
