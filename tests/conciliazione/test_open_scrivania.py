"""The Scrivania: what is due by date, what happened, what one can do; always as many queries."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from pytest_django.asserts import assertNumQueries

from conciliazione import cronaca
from conciliazione.models import Passaggio
from conciliazione.periodi import today
from conciliazione.riquadri import Panel
from conciliazione.scrivania import distance, group_by_term
from conciliazione.transizioni import perform
from rete.enums import StatoSeduta
from rete.models import Ciclo, Segnalazione, Utente
from rete.recessi import Recesso, leave
from tests.factories import (
    make_accordo,
    make_adesione,
    make_domanda,
    make_piano,
    make_richiesta_convocazione,
    make_richiesta_variazione,
    make_seduta,
    make_segnalazione,
    make_versione,
)

SCRIVANIA = "/scrivania/"
OGGI = date(2026, 3, 10)


def due(titolo: str, giorni: int | None) -> Panel:
    quando = None if giorni is None else OGGI + timedelta(days=giorni)
    return Panel(titolo, "/x/", quando=quando, parte="scadenze")


def test_what_is_due_stands_in_order_of_term() -> None:
    cose = [
        due("Quando si può", None),
        due("Fra otto giorni", 8),
        due("Fra sette giorni", 7),
        due("Oggi", 0),
        due("Ieri", -1),
        due("Da un mese", -30),
    ]
    gruppi = [(g.titolo, [c.titolo for c in g.cose]) for g in group_by_term(cose, OGGI)]
    assert gruppi == [
        ("Scadute", ["Da un mese", "Ieri"]),
        ("Oggi", ["Oggi"]),
        ("Nei prossimi sette giorni", ["Fra sette giorni"]),
        ("Più avanti", ["Fra otto giorni"]),
        ("Senza una scadenza", ["Quando si può"]),
    ]


def test_nothing_due_is_no_group() -> None:
    assert group_by_term([], OGGI) == []


@pytest.mark.parametrize(
    ("giorni", "parole"),
    [
        (-2, "scaduta da 2 giorni"),
        (-1, "scaduta ieri"),
        (0, "oggi"),
        (1, "domani"),
        (12, "fra 12 giorni"),
        (-731, "scaduta da 731 giorni"),
        (-732, "scaduta da oltre 2 anni"),
        (4528, "fra oltre 12 anni"),
    ],
)
def test_a_term_is_told_in_words(giorni: int, parole: str) -> None:
    assert distance(OGGI + timedelta(days=giorni), OGGI) == parole


def test_one_enters_to_read_it(client: Client, ciclo: object) -> None:
    risposta = client.get(SCRIVANIA)
    assert risposta["Location"] == f"/accesso/?next={SCRIVANIA}"


def test_who_has_nothing_due_is_told_what_they_can_do(client: Client, estraneo: Utente) -> None:
    client.force_login(estraneo)
    risposta = client.get(SCRIVANIA)
    pagina = risposta.content.decode()
    assert "Nulla da fare adesso" in pagina
    assert "Oggi non ha incarichi nella Rete" in pagina
    assert [a.titolo for a in risposta.context["azioni"]] == [
        "Vedere chi fa parte della Rete",
        "Scrivere a chi gestisce il portale",
    ]


def test_each_thing_due_is_one_click_away(client: Client, asl: Utente) -> None:
    make_segnalazione()
    client.force_login(asl)
    (gruppo,) = client.get(SCRIVANIA).context["gruppi"]
    (cosa,) = gruppo.cose
    assert cosa.titolo == "1 segnalazione a cui rispondere"
    assert client.get(cosa.url).status_code == 200


def write_reports(asl: Utente, quante: int) -> None:
    for _ in range(quante):
        make_segnalazione()
        perform(make_segnalazione(), "close", asl, reason="Corretto.")


def test_it_costs_the_same_with_more_rows(client: Client, asl: Utente) -> None:
    """As many queries as the rooms have kinds of things: the number is theirs, never the rows'."""
    client.force_login(asl)
    write_reports(asl, 1)
    client.get(SCRIVANIA)
    with CaptureQueriesContext(connection) as con_una:
        client.get(SCRIVANIA)
    write_reports(asl, 2)
    with assertNumQueries(len(con_una)):
        client.get(SCRIVANIA)


@pytest.mark.parametrize("quante", [1, 3])
def test_who_has_no_role_costs_little(
    client: Client, asl: Utente, estraneo: Utente, quante: int
) -> None:
    write_reports(asl, quante)
    client.force_login(estraneo)
    client.get(SCRIVANIA)
    with assertNumQueries(7):
        client.get(SCRIVANIA)


# --- The recent history -----------------------------------------------------------------------


def test_the_history_tells_what_and_when_in_words(asl: Utente, responsabile: Utente) -> None:
    segnalazione = make_segnalazione()
    perform(segnalazione, "close", asl, reason="Corretto.", acting_as="Operatore (Ente)")

    (fatto,) = cronaca.recent(responsabile, 10)
    (proprio,) = cronaca.recent(asl, 10)

    assert (fatto.titolo, fatto.url) == (
        f"Segnalazione {segnalazione.codice}",
        segnalazione.get_absolute_url(),
    )
    assert (fatto.stato, fatto.chi) == ("chiusa", "Operatore (Ente)")
    assert proprio.chi == "da chi legge"


@pytest.mark.parametrize("chi", ["capofila", "comitato", "estraneo", "superutente"])
def test_what_one_may_not_see_is_not_told(
    chi: str, asl: Utente, request: pytest.FixtureRequest
) -> None:
    perform(make_segnalazione(), "close", asl, reason="Corretto.")
    assert cronaca.recent(request.getfixturevalue(chi), 10) == []
    assert cronaca.recent(AnonymousUser(), 10) == []


def test_the_last_come_first_and_no_more_than_asked(asl: Utente) -> None:
    for _ in range(3):
        perform(make_segnalazione(), "close", asl, reason="Corretto.")
    ultime = Segnalazione.objects.order_by("-pk")[:2]
    assert [f.url for f in cronaca.recent(asl, 2)] == [s.get_absolute_url() for s in ultime]


COSE = {
    "domanda": make_domanda,
    "seduta": make_seduta,
    "convocazione": make_richiesta_convocazione,
    "variazione": make_richiesta_variazione,
    "piano": lambda: make_piano(ciclo=Ciclo.objects.current()),
    "versione": lambda: make_versione(
        piano=make_piano(ciclo=Ciclo.objects.current(), titolo="Altro"), dati={}
    ),
}


@pytest.mark.parametrize("genere", COSE)
def test_each_kind_of_thing_is_told_to_the_staff_with_its_page(genere: str, asl: Utente) -> None:
    cosa = COSE[genere]()
    Passaggio.objects.create(
        oggetto_tipo=ContentType.objects.get_for_model(cosa),
        oggetto_id=str(cosa.pk),
        verbo="prova",
        a=cosa.stato,
    )

    (fatto,) = cronaca.recent(asl, 10)

    assert fatto.titolo.lower() == str(cosa).lower()
    assert (fatto.stato, fatto.chi) == (cosa.get_stato_display(), "il portale")
    assert resolve(fatto.url).func is not None


def test_a_recesso_is_told_to_the_staff_and_to_its_own_referente(
    asl: Utente, capofila: Utente, estraneo: Utente
) -> None:
    soggetto = capofila.deleghe.get().soggetto
    accordo = make_accordo(ciclo=Ciclo.objects.current())
    adesione = make_adesione(accordo=accordo, soggetto=soggetto)
    leave(adesione, Recesso(today(), "Motivo"), asl)

    storie = [cronaca.recent(chi, 10) for chi in (asl, capofila, estraneo)]

    assert [[(f.stato, f.url) for f in storia] for storia in storie] == [
        [("finita", soggetto.get_absolute_url())],
        [("finita", soggetto.get_absolute_url())],
        [],
    ]
    assert storie[0][0].titolo == f"{soggetto} (aderente)"


def test_of_the_public_meetings_one_is_told_those_of_ones_own_organi(
    asl: Utente, tavolo: Utente, comitato: Utente, estraneo: Utente
) -> None:
    organo = tavolo.mandati.get().seggio.organo
    seduta = make_seduta(organo=organo, stato=StatoSeduta.CONVOCATA)
    Passaggio.objects.create(
        oggetto_tipo=ContentType.objects.get_for_model(seduta),
        oggetto_id=str(seduta.pk),
        verbo="convene",
        a=seduta.stato,
    )

    lette = {chi.nome: len(cronaca.recent(chi, 10)) for chi in (asl, tavolo, comitato, estraneo)}

    assert lette == {"Operatore": 1, "Tavolo": 1, "Comitato": 0, "Estraneo": 0}
