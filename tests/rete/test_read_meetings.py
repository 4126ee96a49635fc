"""Everybody reads when the organi meet; who takes part reads the rest; the duties have a clock."""

from collections.abc import Callable
from datetime import UTC, date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from conciliazione.date import format_day
from conciliazione.documenti import can_read
from conciliazione.periodi import today
from rete.carta_pareri import seal_opinion
from rete.carta_verbali import seal_minutes
from rete.da_fare_sedute import SEDUTE
from rete.enums import RuoloDelega, StatoSeduta
from rete.models import Ciclo, Organo, PuntoOrdineDelGiorno, Seduta, Utente
from rete.ordine_del_giorno import Voce, move, remove
from rete.permissions import can_view_meeting, meetings_visible_to
from rete.riunioni import duties_of
from tests.factories import (
    make_accordo,
    make_adesione,
    make_decisione,
    make_delega,
    make_documento_seduta,
    make_mandato,
    make_organo,
    make_parere,
    make_punto,
    make_seduta,
    make_seggio,
    make_soggetto,
    make_utente,
    publish_minutes,
)

ELENCO, DOVUTE = "/rete/sedute/", "/rete/adempimenti/"
CAST = [
    *("asl", "responsabile", "direzione", "regione", "capofila", "partner"),
    *("comitato", "tavolo", "estraneo", "superutente"),
]


# --- Who reads which ----------------------------------------------------------------------------


@pytest.mark.parametrize("nome", [*CAST, None])
def test_the_list_and_the_page_follow_the_same_rule(
    ciclo: Ciclo, nome: str | None, request: pytest.FixtureRequest
) -> None:
    persona = request.getfixturevalue(nome) if nome else None
    comitato = Organo.objects.filter(slug="comitato-valutazione").first() or make_organo(
        slug="comitato-valutazione"
    )
    organi = [
        comitato,
        *(make_organo(livello=livello) for livello in ("rete", "progetto", "esterno")),
        make_organo(livello="esterno", di_tutti=True),
    ]
    for organo in organi:
        for stato in StatoSeduta:
            make_seduta(organo=organo, stato=stato, segretario=None)
    if persona is not None:
        make_seduta(organo=organi[3], stato="convocata", segretario=persona)
    tutte = Seduta.objects.select_related("organo")
    a_una_a_una = {s.pk for s in tutte if can_view_meeting(persona, s)}
    assert set(meetings_visible_to(persona).values_list("pk", flat=True)) == a_una_a_una


@pytest.mark.parametrize(
    ("livello", "stato", "si_legge"),
    [
        ("rete", "programmata", False),
        ("rete", "convocata", True),
        ("progetto", "approvata", True),
        ("esterno", "convocata", False),
    ],
)
def test_the_public_reads_the_meetings_of_the_network_once_convened(
    ciclo: Ciclo, client: Client, livello: str, stato: str, si_legge: bool
) -> None:
    seduta = make_seduta(organo=make_organo(livello=livello), stato=stato)
    assert client.get(seduta.get_absolute_url()).status_code == (200 if si_legge else 404)
    assert list(client.get(ELENCO).context["object_list"]) == [seduta] * si_legge


def test_the_public_reads_titles_and_place_and_who_takes_part_the_rest(
    ciclo: Ciclo, comitato: Utente, client: Client
) -> None:
    organo = Organo.objects.get(slug="comitato-valutazione")
    seduta = make_seduta(
        organo=organo, stato="convocata", collegamento="https://riunioni.example/segreta"
    )
    make_punto(seduta=seduta, ordine=1, titolo="Titolo pubblico", testo="Solo per chi partecipa")
    voce = make_documento_seduta(seduta=seduta, titolo="Relazione riservata")
    riservato = ["riunioni.example", "Solo per chi partecipa", "Relazione riservata"]
    pubblico = client.get(seduta.get_absolute_url()).text
    assert "Titolo pubblico" in pubblico
    assert [parole in pubblico for parole in riservato] == [False] * 3
    client.force_login(comitato)
    suo = client.get(seduta.get_absolute_url()).text
    assert [parole in suo for parole in riservato] == [True] * 3
    assert can_read(comitato, voce.documento)
    assert not can_read(make_utente(), voce.documento)


def test_the_referente_of_a_member_reads_what_is_for_the_whole_network(
    ciclo: Ciclo, client: Client
) -> None:
    seduta = make_seduta(
        organo=make_organo(di_tutti=True), stato="convocata", collegamento="https://r.example/x"
    )
    soggetto, utente = make_soggetto(), make_utente()
    make_delega(utente=utente, soggetto=soggetto, ruolo=RuoloDelega.REFERENTE)
    client.force_login(utente)
    assert "r.example" not in client.get(seduta.get_absolute_url()).text
    make_adesione(accordo=make_accordo(ciclo=ciclo), soggetto=soggetto)
    assert "r.example" in client.get(seduta.get_absolute_url()).text


def test_a_meeting_goes_to_other_calendars_and_leaves_them_when_cancelled(
    ciclo: Ciclo, client: Client
) -> None:
    seduta = make_seduta(stato="convocata")
    metodi = []
    for stato in ("convocata", "annullata"):
        Seduta.objects.update(stato=stato)
        risposta = client.get(f"{seduta.get_absolute_url()}seduta.ics")
        metodi.append(str(Calendar.from_ical(risposta.content)["METHOD"]))
    assert metodi == ["PUBLISH", "CANCEL"]
    assert risposta["Content-Type"] == "text/calendar; charset=utf-8"


def test_the_remote_link_is_in_the_calendar_of_who_takes_part_and_of_nobody_else(
    ciclo: Ciclo, client: Client, asl: Utente
) -> None:
    seduta = make_seduta(stato="convocata", luogo="", collegamento="https://r.example/x")
    indirizzo = f"{seduta.get_absolute_url()}seduta.ics"

    pubblica = client.get(indirizzo)
    client.force_login(asl)
    di_chi_partecipa = client.get(indirizzo)

    (evento,) = Calendar.from_ical(pubblica.content).walk("VEVENT")
    assert "r.example" not in pubblica.content.decode()
    assert (str(evento["LOCATION"]), "ATTENDEE" in evento) == ("A distanza", False)
    (evento,) = Calendar.from_ical(di_chi_partecipa.content).walk("VEVENT")
    assert str(evento["LOCATION"]) == "https://r.example/x"


def test_a_meeting_is_called_by_its_day_in_rome() -> None:
    inizio = timezone.datetime(2014, 6, 26, 22, 30, tzinfo=UTC)
    assert str(Seduta(organo=Organo(denominazione="Organo"), inizio=inizio)) == (
        "Organo, seduta del 27/06/2014"
    )


# --- The list -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filtro", "attese"),
    [
        ({"stato": "tenuta"}, 1),
        ({"stato": "celeste"}, 3),
        ({"dal": "2026-13-45"}, 3),
        ({"organo": "assente\x00"}, 3),
        ({"al": "2000-01-01"}, 0),
        ({"page": "99999999999999999999"}, 3),
    ],
)
def test_the_list_is_filtered_and_nonsense_filters_nothing(
    ciclo: Ciclo, client: Client, filtro: dict[str, str], attese: int
) -> None:
    for stato in ("convocata", "tenuta", "annullata"):
        make_seduta(stato=stato, convocata_il=timezone.now())
    risposta = client.get(ELENCO, filtro)
    assert (risposta.status_code, len(risposta.context["object_list"])) == (200, attese)


def test_an_empty_list_says_what_will_be_there(ciclo: Ciclo, client: Client) -> None:
    assert "Le sedute compaiono qui quando sono convocate." in client.get(ELENCO).text


@pytest.mark.parametrize("quante", [1, 3])
def test_lists_read_the_same_queries_for_any_number_of_rows(
    ciclo: Ciclo, client: Client, django_assert_num_queries: Callable, quante: int
) -> None:
    organo = make_organo(slug="organo")
    for _ in range(quante):
        seduta = make_seduta(organo=organo, stato="tenuta")
        make_decisione(seduta=seduta, punto=make_punto(seduta=seduta))
        publish_minutes(seduta)
    with django_assert_num_queries(4):  # count, rows, organi to choose, lead body
        client.get(ELENCO)
    with django_assert_num_queries(4):  # organo, count, rows, lead body
        client.get("/rete/organi/organo/decisioni/")


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_reads_the_same_queries_for_any_number_of_points_and_seats(
    ciclo: Ciclo, client: Client, django_assert_num_queries: Callable, quanti: int
) -> None:
    seduta = make_seduta(stato="tenuta")
    for ordine in range(1, quanti + 1):
        make_seggio(organo=seduta.organo)
        make_decisione(seduta=seduta, punto=make_punto(seduta=seduta, ordine=ordine))
    publish_minutes(seduta)
    seal_minutes(seduta, None)
    # Meeting, points, opinions, sealed copies, decisions, lead body.
    with django_assert_num_queries(6):
        client.get(seduta.get_absolute_url())


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_reads_the_same_queries_for_any_number_of_opinions(
    ciclo: Ciclo, client: Client, django_assert_num_queries: Callable, quanti: int
) -> None:
    seduta = make_seduta(stato="tenuta")
    for _ in range(quanti):
        seal_opinion(make_parere(organo=seduta.organo, ciclo=ciclo, seduta=seduta), None)
    client.get(seduta.get_absolute_url())
    # Meeting, points, opinions, their corrections and their copies, lead body.
    with django_assert_num_queries(6):
        client.get(seduta.get_absolute_url())


# --- Agenda -------------------------------------------------------------------------------------


def test_points_move_and_go_away() -> None:
    voci = [Voce("uno"), Voce("due"), Voce("tre")]
    assert [v.titolo for v in move(voci, 2, -1)] == ["uno", "tre", "due"]
    assert [v.titolo for v in move(voci, 0, -1)] == ["uno", "due", "tre"]
    assert [v.titolo for v in move(voci, 2, 1)] == ["uno", "due", "tre"]
    assert [v.titolo for v in remove(voci, 1)] == ["uno", "tre"]


@pytest.fixture
def programmata(ciclo: Ciclo, asl: Utente, client: Client) -> Seduta:
    client.force_login(asl)
    seduta = make_seduta()
    for ordine, titolo in enumerate(("uno", "due"), start=1):
        make_punto(seduta=seduta, ordine=ordine, titolo=titolo)
    return seduta


def agenda(client: Client, seduta: Seduta, azione: str, **altro: str) -> object:
    dati = {"quanti": "2", "versione": "1", "punto-0-titolo": "uno", "punto-1-titolo": "due"}
    pagina = f"/rete/sedute/{seduta.codice}/ordine-del-giorno/"
    return client.post(pagina, {**dati, "azione": azione, **altro})


@pytest.mark.parametrize(
    ("azione", "altro", "attesi"),
    [
        ("su:1", {}, ["due", "uno"]),
        ("giu:0", {"punto-0-titolo": "UNO"}, ["due", "UNO"]),
        ("togli:0", {"punto-0-titolo": ""}, ["due"]),
        ("salva", {"nuovo-titolo": "tre"}, ["uno", "due", "tre"]),
        ("togli:77", {}, ["uno", "due"]),
        ("balla:x", {}, ["uno", "due"]),
    ],
)
def test_each_button_saves_what_is_typed(
    programmata: Seduta, client: Client, azione: str, altro: dict[str, str], attesi: list[str]
) -> None:
    assert agenda(client, programmata, azione, **altro).status_code == 302
    punti = PuntoOrdineDelGiorno.objects.filter(seduta=programmata)
    assert [p.titolo for p in punti] == attesi
    assert [p.ordine for p in punti] == list(range(1, len(attesi) + 1))


def test_a_point_without_title_is_explained_and_the_rest_stays(
    programmata: Seduta, client: Client
) -> None:
    risposta = agenda(client, programmata, "salva", **{"punto-0-titolo": "", "nuovo-titolo": "tre"})
    assert "Scrivere l’argomento, oppure togliere il punto." in risposta.text
    assert 'value="tre"' in risposta.text


def test_of_two_people_who_write_the_agenda_nobody_loses_a_word(
    programmata: Seduta, client: Client
) -> None:
    agenda(client, programmata, "salva", **{"nuovo-titolo": "di lei"})
    risposta = agenda(client, programmata, "salva", **{"nuovo-titolo": "di lui"})
    assert "nel frattempo un’altra persona ha cambiato la seduta" in risposta.text
    assert "<li>di lei</li>" in risposta.text
    assert 'value="di lui"' in risposta.text
    assert 'name="versione" value="2"' in risposta.text


# --- Planning -----------------------------------------------------------------------------------


def plan(client: Client, di: Organo, /, **altro: str) -> object:
    inizio = timezone.localtime() + timedelta(days=30)
    dati = {
        "gettone": "gettone-di-prova-lungo",
        "organo": di.slug,
        "inizio": f"{inizio:%Y-%m-%dT%H:%M}",
    }
    return client.post("/rete/sedute/nuova/", {**dati, **altro})


def test_a_meeting_is_planned_once_however_often_one_clicks(asl: Utente, client: Client) -> None:
    client.force_login(asl)
    organo = make_organo()
    prima, seconda = plan(client, organo), plan(client, organo)
    seduta = Seduta.objects.get()
    assert (seduta.stato, seduta.organo) == (StatoSeduta.PROGRAMMATA, organo)
    assert prima["Location"] == seconda["Location"]


@pytest.mark.parametrize(
    ("sbagliato", "detto"),
    [
        ({"inizio": "2014-06-27T10:00"}, "Il giorno e l’ora sono già passati."),
        ({"inizio": "domani"}, "data/ora valid"),
        ({"inizio": "2027-03-28T02:30"}, "Europe/Rome"),
        ({"organo": "assente"}, "Scegli un&#x27;opzione valida"),
        ({"fine_prevista": "2014-06-27T10:00"}, "La seduta finisce dopo l’inizio."),
        ({"luogo": "a\x00b"}, "I caratteri null non sono ammessi."),
    ],
)
def test_a_wrong_plan_is_explained(
    asl: Utente, client: Client, sbagliato: dict[str, str], detto: str
) -> None:
    client.force_login(asl)
    risposta = plan(client, make_organo(), **sbagliato)
    assert (risposta.status_code, detto in risposta.text) == (200, True)
    assert Seduta.objects.count() == 0


# --- Duties and what is due ---------------------------------------------------------------------


def test_what_is_held_answers_the_duty_and_what_is_not_does_not(ciclo: Ciclo) -> None:
    organo = make_organo(mesi_fra_riunioni=12)
    giorno = ciclo.dal + timedelta(days=40)
    inizio = timezone.make_aware(timezone.datetime(giorno.year, giorno.month, giorno.day, 10))
    for stato in ("deserta", "annullata", "rinviata"):
        make_seduta(organo=organo, ciclo=ciclo, stato=stato, inizio=inizio)
    assert [d.attuale.stato for d in duties_of(ciclo, on=giorno)] == ["dovuta"]
    make_seduta(organo=organo, ciclo=ciclo, stato="tenuta", inizio=inizio)
    assert duties_of(ciclo, on=giorno)[0].adempimenti[0].il == giorno


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_duties_read_the_same_queries_for_any_number_of_organi(
    ciclo: Ciclo, django_assert_num_queries: Callable, quanti: int
) -> None:
    for _ in range(quanti):
        make_seduta(organo=make_organo(mesi_fra_riunioni=6), ciclo=ciclo, stato="tenuta")
    with django_assert_num_queries(2):
        assert len(duties_of(ciclo)) == quanti


def test_the_card_of_the_organo_says_by_when_it_meets(ciclo: Ciclo, client: Client) -> None:
    Ciclo.objects.update(dal=date(2014, 1, 1), al=date(2015, 12, 31))
    organo = make_organo(mesi_fra_riunioni=6)
    testo = client.get(organo.get_absolute_url()).text
    assert "Riunione dovuta entro il 30 giugno 2014" in testo
    assert ">in ritardo</span>" in testo


def test_a_meeting_already_planned_is_shown_and_not_planned_again(
    ciclo: Ciclo, client: Client, asl: Utente
) -> None:
    Ciclo.objects.update(dal=today() - timedelta(days=40), al=today() + timedelta(days=700))
    organo = make_organo(mesi_fra_riunioni=12)
    client.force_login(asl)
    assert "sedute/nuova/?organo=" in client.get(DOVUTE).text
    vecchia = timezone.now() - timedelta(days=3)
    make_seduta(organo=organo, ciclo=ciclo, inizio=vecchia)
    assert "sedute/nuova/?organo=" in client.get(DOVUTE).text
    dopo, prima = (
        make_seduta(organo=organo, ciclo=ciclo, inizio=timezone.now() + timedelta(days=giorni))
        for giorni in (40, 20)
    )

    testo = client.get(DOVUTE).text

    assert f'<a href="{prima.get_absolute_url()}">{format_day(day_of(prima))}</a>' in testo
    assert f"{prima.get_absolute_url()}convoca/" in testo
    assert ">programmata</span>" in testo
    assert "da convocare" not in testo
    assert "sedute/nuova/?organo=" not in testo
    assert dopo.codice not in testo
    client.logout()
    pubblica = client.get(organo.get_absolute_url()).text
    assert ("da convocare" in pubblica, prima.codice in pubblica) == (True, False)
    Ciclo.objects.update(dal=today() - timedelta(days=400))
    client.force_login(asl)
    testo = client.get(DOVUTE).text
    assert (">in ritardo</span>" in testo, ">programmata</span>" in testo) == (True, True)


def day_of(seduta: Seduta) -> date:
    return timezone.localdate(seduta.inizio)


def due(persona: Utente) -> set[str]:
    return {panel.titolo for cosa in SEDUTE for panel in cosa(persona, None)}


def test_the_desk_of_the_staff_has_what_waits_for_them(asl: Utente, ciclo: Ciclo) -> None:
    Ciclo.objects.update(dal=today() - timedelta(days=400), al=today() + timedelta(days=400))
    organo = make_organo(denominazione="Organo", mesi_fra_riunioni=12)
    giorno = timezone.now()
    for stato in ("programmata", "convocata", "tenuta", "verbalizzata"):
        make_seduta(organo=organo, ciclo=ciclo, stato=stato, inizio=giorno - timedelta(days=500))
    trovati = {titolo.split(":")[0].split(" per il")[0] for titolo in due(asl)}
    assert trovati == {
        "Convocare Organo",
        "Segnare le presenze",
        "Scrivere il verbale",
        "Verbale da approvare",
        "Organo",
    }


def test_the_desk_of_a_member_has_the_meetings_and_the_minutes_that_are_theirs(
    comitato: Utente,
) -> None:
    organo = Organo.objects.get(slug="comitato-valutazione")
    make_seduta(organo=organo, stato="convocata")
    make_seduta(organo=organo, stato="tenuta")
    mie = make_seduta(organo=organo, stato="tenuta", segretario=comitato)
    assert mie.segretario == comitato
    assert sorted(t.split(":")[0] for t in due(comitato)) == [
        "Partecipare alla seduta",
        "Scrivere il verbale",
    ]


def test_a_mandate_that_ended_takes_the_desk_away(comitato: Utente) -> None:
    make_seduta(organo=Organo.objects.get(slug="comitato-valutazione"), stato="convocata")
    comitato.mandati.update(revocato_alle=timezone.now())
    assert due(Utente.objects.get(pk=comitato.pk)) == set()


def test_who_sits_in_two_organi_is_called_to_both(ciclo: Ciclo) -> None:
    utente = make_utente()
    for _ in range(2):
        organo = make_organo()
        make_mandato(utente=utente, seggio=make_seggio(organo=organo))
        make_seduta(organo=organo, stato="convocata")
    assert len(due(utente)) == 2
