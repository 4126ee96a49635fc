"""What waits for the offices has a day, by the terms that they give themselves and edit."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from conciliazione.riquadri import Panel
from rete.da_fare import scrivania
from rete.enums import Incombenza, StatoSeduta
from rete.models import Organo, TermineInterno, Utente
from tests.factories import (
    make_atto,
    make_mandato,
    make_organo,
    make_richiesta_convocazione,
    make_richiesta_variazione,
    make_seduta,
    make_seggio,
    make_segnalazione,
    make_termine_interno,
)

# A Monday; the 31st of that month is Easter.
LUNEDI = datetime(2024, 3, 4, 15, tzinfo=UTC)


@pytest.fixture
def organo(ciclo: object) -> Organo:
    return make_organo(denominazione="Organo", atto=make_atto(data=date(2024, 3, 4)))


def cards(user: Utente) -> list[Panel]:
    return list(scrivania(user, RequestFactory().get("/scrivania/")))


def meeting(stato: StatoSeduta, **campi: object) -> Callable[[Organo], object]:
    return lambda organo: make_seduta(organo=organo, stato=stato, inizio=LUNEDI, **campi)


COSE: dict[Incombenza, Callable[[Organo], object]] = {
    Incombenza.PRESENZE: meeting(StatoSeduta.CONVOCATA),
    Incombenza.VERBALE: meeting(StatoSeduta.TENUTA),
    Incombenza.APPROVAZIONE: meeting(StatoSeduta.VERBALIZZATA, verbalizzata_il=LUNEDI),
    Incombenza.SEGGIO: lambda organo: make_seggio(organo=organo),
    Incombenza.CONVOCAZIONE: lambda organo: make_richiesta_convocazione(
        organo=organo, chiesta_il=LUNEDI
    ),
    Incombenza.VARIAZIONE: lambda organo: make_richiesta_variazione(chiesta_il=LUNEDI),
    Incombenza.SEGNALAZIONE: lambda organo: make_segnalazione(ricevuta_il=LUNEDI),
}


@pytest.mark.parametrize(
    ("giorni", "atteso"),
    [
        (0, date(2024, 3, 4)),
        (3, date(2024, 3, 7)),
        (6, date(2024, 3, 11)),  # the 10th is a Sunday
        (27, date(2024, 4, 2)),  # Easter, and the Monday after it
        (None, None),
    ],
)
@pytest.mark.parametrize("incombenza", list(COSE))
def test_each_thing_is_due_so_many_days_after_it_could_be_done(
    asl: Utente, organo: Organo, incombenza: Incombenza, giorni: int | None, atteso: date | None
) -> None:
    COSE[incombenza](organo)
    if giorni is not None:
        make_termine_interno(incombenza=incombenza, giorni=giorni)
    (card,) = cards(asl)
    assert card.quando == atteso


def test_every_thing_that_may_have_a_term_is_tried_here() -> None:
    assert list(COSE) == list(Incombenza)


@pytest.mark.parametrize(
    ("stato", "atteso"),
    [
        (StatoSeduta.PROGRAMMATA, date(2024, 3, 18)),
        (StatoSeduta.CONVOCATA, date(2024, 3, 18)),
        (StatoSeduta.TENUTA, date(2024, 3, 18)),
        (StatoSeduta.ANNULLATA, date(2024, 4, 3)),
        (StatoSeduta.RINVIATA, date(2024, 4, 3)),
        (StatoSeduta.DESERTA, date(2024, 4, 3)),
    ],
)
@pytest.mark.parametrize("incombenza", [Incombenza.VERBALE, Incombenza.APPROVAZIONE])
def test_minutes_are_due_by_the_next_meeting_if_it_comes_first(
    asl: Utente, organo: Organo, incombenza: Incombenza, stato: StatoSeduta, atteso: date
) -> None:
    make_termine_interno(incombenza=incombenza, giorni=30)
    scritta = COSE[incombenza](organo)
    make_seduta(organo=organo, stato=stato, inizio=LUNEDI.replace(day=18))
    make_seduta(organo=organo, stato=StatoSeduta.CONVOCATA, inizio=LUNEDI.replace(day=25, month=4))
    make_seduta(stato=StatoSeduta.CONVOCATA, inizio=LUNEDI.replace(day=5))
    (card,) = [c for c in cards(asl) if "verbale" in c.titolo.lower() and scritta.codice in c.url]
    # Written minutes wait for the meeting that approves them, whatever the days.
    if incombenza is Incombenza.APPROVAZIONE and atteso == date(2024, 4, 3):
        atteso = date(2024, 4, 25)
    assert card.quando == atteso


def test_a_seat_is_vacant_from_the_day_after_the_last_mandate(asl: Utente, organo: Organo) -> None:
    make_termine_interno(incombenza=Incombenza.SEGGIO, giorni=10)
    primo, secondo = make_seggio(organo=organo), make_seggio(organo=organo)
    make_mandato(seggio=primo, dal=date(2024, 3, 5), al=date(2025, 3, 31))
    (card,) = cards(asl)
    assert (card.titolo, card.quando) == ("Organo: 2 seggi vacanti", date(2024, 3, 14))
    assert card.testo.startswith("Vacanti, il primo dal 4 marzo 2024. ")
    make_mandato(seggio=secondo, dal=date(2024, 3, 5))
    (card,) = cards(asl)
    assert (card.titolo, card.quando) == ("Organo: un seggio vacante", date(2025, 4, 11))
    assert card.testo.startswith("Vacante dal 1° aprile 2025. ")


def test_a_seat_of_which_nobody_knows_since_when_has_no_day(asl: Utente, ciclo: object) -> None:
    make_termine_interno(incombenza=Incombenza.SEGGIO, giorni=10)
    make_seggio()
    (card,) = cards(asl)
    assert (card.quando, card.testo[:10]) == (None, "Si chiede ")


@pytest.mark.parametrize("quante", [1, 3])
def test_the_day_costs_one_query_for_all(asl: Utente, quante: int) -> None:
    for incombenza in Incombenza:
        make_termine_interno(incombenza=incombenza)
    for _ in range(quante):
        for cosa in COSE.values():
            cosa(make_organo(atto=make_atto()))
    with CaptureQueriesContext(connection) as lette:
        cards(asl)
    assert sum("termineinterno" in query["sql"] for query in lette) == 1
    assert len(lette) == 20


# --- The rows ---------------------------------------------------------------------------------


def test_the_staff_change_the_days_and_the_scrivania_follows(
    client: Client, responsabile: Utente, organo: Organo
) -> None:
    COSE[Incombenza.VERBALE](organo)
    client.force_login(responsabile)
    nuova = "/rete/impostazioni/interni/nuova/"
    gettone = client.get(nuova).context["form"]["gettone"].value()
    client.post(nuova, {"incombenza": "verbale", "giorni": "3", "gettone": gettone})
    assert "7 marzo 2024" in client.get("/scrivania/").text
    form = client.get("/rete/impostazioni/interni/verbale/").context["form"]
    letto = {nome: form[nome].value() for nome in ("versione", "letti")}
    client.post("/rete/impostazioni/interni/verbale/", {**letto, "giorni": "4"})
    assert str(TermineInterno.objects.get()) == "Scrivere il verbale di una seduta: 4 giorni"
    assert "8 marzo 2024" in client.get("/scrivania/").text


@pytest.mark.parametrize(
    ("dati", "campo", "detto"),
    [
        ({"incombenza": "", "giorni": "3"}, "incombenza", "Campo obbligatorio."),
        ({"incombenza": "seggio", "giorni": "3"}, "incombenza", "non è tra quelle disponibili"),
        ({"incombenza": "verbale", "giorni": "-1"}, "giorni", "maggiore o uguale a 0"),
        ({"incombenza": "verbale", "giorni": "9" * 30}, "giorni", "minore o uguale a"),
        ({"incombenza": "verbale", "giorni": "tre"}, "giorni", "Inserisci un numero"),
    ],
)
def test_a_wrong_term_is_told_beside_its_field(
    client: Client, responsabile: Utente, dati: dict[str, str], campo: str, detto: str
) -> None:
    make_termine_interno(incombenza=Incombenza.SEGGIO)
    client.force_login(responsabile)
    nuova = "/rete/impostazioni/interni/nuova/"
    gettone = client.get(nuova).context["form"]["gettone"].value()
    form = client.post(nuova, {**dati, "gettone": gettone}).context["form"]
    assert detto in " ".join(form.errors[campo])
    assert TermineInterno.objects.count() == 1


def test_with_a_term_for_each_thing_none_is_to_add(client: Client, responsabile: Utente) -> None:
    client.force_login(responsabile)
    nuova = 'href="/rete/impostazioni/interni/nuova/"'
    assert nuova in client.get("/rete/impostazioni/").text
    for incombenza in Incombenza:
        make_termine_interno(incombenza=incombenza, giorni=1)
    pagina = client.get("/rete/impostazioni/").text
    assert (nuova in pagina, pagina.count(": 1 giorno<")) == (False, len(Incombenza))


def test_who_only_reads_finds_the_days(client: Client, asl: Utente) -> None:
    make_termine_interno(incombenza=Incombenza.VERBALE, giorni=30)
    client.force_login(asl)
    pagina = client.get("/rete/impostazioni/interni/verbale/").text
    assert "<dt>Entro quanti giorni</dt><dd>30</dd>" in pagina
