"""Eight people decide the same request at the same moment, fifty times: one decision each time."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from conciliazione import transizioni
from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import StaleState, perform
from rete.enums import RuoloDelega, StatoDomanda, TipoAdesione
from rete.models import Adesione, Atto, Delega, DomandaAdesione, Invito, Soggetto, Utente
from tests.factories import (
    make_adesione,
    make_atto,
    make_ciclo,
    make_delega,
    make_domanda,
    make_soggetto,
    make_utente,
)
from tests.insieme import together

PERSONE, VOLTE = 8, 50
pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]


def team(quante: int = PERSONE) -> list[Utente]:
    """Eight people who answer for the procedure."""
    ciclo = make_ciclo(capofila=make_soggetto(slug="ente"))
    persone = [make_utente() for _ in range(quante)]
    for utente in persone:
        make_delega(utente=utente, soggetto=ciclo.capofila, ruolo=RuoloDelega.RESPONSABILE)
    return persone


def refused(esiti: list[object]) -> list[Exception]:
    return [esito for esito in esiti if isinstance(esito, Exception)]


def decide(domanda_pk: int, persona_pk: int) -> Callable[[], object]:
    """Read the request as a page does, and accept it."""
    domanda = DomandaAdesione.objects.select_related("accordo").get(pk=domanda_pk)
    persona = Utente.objects.get(pk=persona_pk)
    return lambda: perform(domanda, "accept", persona, record_act=make_atto)


def born_of(domanda: DomandaAdesione) -> dict[str, int]:
    """How many of each thing there are because of that request."""
    soggetti = Soggetto.objects.filter(denominazione__startswith=domanda.denominazione)
    return {
        "decisioni": Passaggio.objects.about(domanda).filter(verbo="accept").count(),
        "atti": Atto.objects.count(),
        "soggetti": soggetti.count(),
        "adesioni": Adesione.objects.filter(soggetto__in=soggetti).count(),
        "deleghe": Delega.objects.filter(soggetto__in=soggetti).count(),
        "inviti": Invito.objects.filter(utente__email=domanda.referente_email).count(),
        "mail": Messaggio.objects.filter(destinatario=domanda.email).count(),
        "mail al referente": Messaggio.objects.filter(destinatario=domanda.referente_email).count(),
    }


UNA_DI_TUTTO = dict.fromkeys(
    (
        *("decisioni", "atti", "soggetti", "adesioni", "deleghe", "inviti"),
        *("mail", "mail al referente"),
    ),
    1,
)


def test_of_eight_people_one_decides_every_time() -> None:
    persone = team()
    for volta in range(VOLTE):
        Atto.objects.filter(domande__isnull=True).delete()
        prima = Atto.objects.count()
        domanda = make_domanda(StatoDomanda.IN_ISTRUTTORIA, denominazione=f"Impresa {volta} s.n.c.")

        esiti = together([decide(domanda.pk, persona.pk) for persona in persone])

        rifiutati = refused(esiti)
        assert [type(errore) for errore in rifiutati] == [StaleState] * (PERSONE - 1)
        nato = born_of(domanda)
        assert {**nato, "atti": nato["atti"] - prima} == UNA_DI_TUTTO, volta


def test_without_the_lock_and_the_condition_more_than_one_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: what the engine does is what keeps the decision one."""

    def write_without_looking(obj: DomandaAdesione, transition: object, data: object) -> None:
        valori = {**data, "stato": transition.a, "decisa_il": obj.inviata_il}
        type(obj)._base_manager.filter(pk=obj.pk).update(**valori)
        obj.refresh_from_db()

    monkeypatch.setattr(transizioni, "_lock", lambda obj, transition: None)
    monkeypatch.setattr(transizioni, "_write", write_without_looking)
    persone, domande = team(), [request_of_a_member() for _ in range(5)]
    for domanda in domande:
        together([decide(domanda.pk, persona.pk) for persona in persone])

    assert max(Passaggio.objects.about(domanda).count() for domanda in domande) > 1


def request_of_a_member() -> DomandaAdesione:
    """One whose acceptance makes no new row: no other constraint stops the second."""
    soggetto, referente = make_soggetto(), make_utente()
    make_delega(soggetto=soggetto, utente=referente)
    domanda = make_domanda(
        StatoDomanda.IN_ISTRUTTORIA, soggetto=soggetto, referente_email=referente.email
    )
    make_adesione(accordo=domanda.accordo, soggetto=soggetto, tipo=TipoAdesione.DEDOTTA, dal=None)
    return domanda


def withdraw(domanda_pk: int) -> Callable[[], object]:
    domanda = DomandaAdesione.objects.get(pk=domanda_pk)
    return lambda: perform(domanda, "withdraw", None, reason="Non serve più")


def test_the_staff_accept_while_the_applicant_withdraws_and_only_one_of_the_two_happens() -> None:
    (chi_accoglie,) = team(1)
    for _ in range(VOLTE):
        domanda = make_domanda(StatoDomanda.IN_ISTRUTTORIA)

        esiti = together([decide(domanda.pk, chi_accoglie.pk), withdraw(domanda.pk)])

        assert [type(e) for e in refused(esiti)] == [StaleState]
        assert Passaggio.objects.about(domanda).count() == 1
        accolta = DomandaAdesione.objects.get(pk=domanda.pk).stato == StatoDomanda.ACCOLTA
        nato = Soggetto.objects.filter(denominazione=domanda.denominazione).exists()
        assert accolta == nato


def test_two_requests_of_the_same_soggetto_make_one_member() -> None:
    persone = team(2)
    for volta in range(10):
        due = [
            make_domanda(StatoDomanda.IN_ISTRUTTORIA, denominazione=f"La stessa {volta}")
            for _ in range(2)
        ]

        esiti = together([decide(d.pk, p.pk) for d, p in zip(due, persone, strict=True)])

        rifiutati = refused(esiti)
        assert [type(errore) for errore in rifiutati] == [ValidationError]
        assert Soggetto.objects.filter(denominazione=f"La stessa {volta}").count() == 1
