"""The Scrivania says what is due about the results, to who runs a project and to who verifies."""

import re
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from conciliazione import cronaca
from conciliazione.transizioni import perform
from progetti.da_fare_monitoraggio import scrivania
from progetti.models import Consegna, FinestraMonitoraggio
from rete.models import Utente
from tests.factories import make_progetto
from tests.factories.monitoraggio import (
    make_consegna,
    make_indicator_of,
    make_prova,
    make_rilevazione,
)
from tests.progetti.monitorare import Scena, expire, set_the_scene

Cast = dict[str, Utente]
CARTA = re.compile(r'<a href="(/monitoraggio/[^"]*)">\s*([^<]*?)\s*</a>\s*<p class="cosa-quando">')
GIORNO = timedelta(days=1)


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def enter(utente: Utente) -> Client:
    client = Client()
    client.force_login(Utente.objects.get(pk=utente.pk))
    return client


def cards(utente: Utente) -> dict[str, str]:
    """What has a day on the Scrivania of a person about results, with the page it leads to."""
    client = enter(utente)
    trovate = {titolo: dove for dove, titolo in CARTA.findall(client.get("/scrivania/").text)}
    assert {client.get(dove).status_code for dove in trovate.values()} <= {200}
    return trovate


def declared(scena: Scena, **campi: object) -> object:
    parti = {"consegna": scena.consegna, "indicatore": scena.incontri, **campi}
    return make_rilevazione(parti.pop("stato", "dichiarata"), ("1",), **parti)


# --- Who runs a project -------------------------------------------------------------------------


def test_a_delivery_is_due_by_its_day(scena: Scena, cast: Cast) -> None:
    assert cards(cast["capofila"]) == {
        f"Risultati da consegnare: «{scena.progetto}»": scena.consegna.get_absolute_url()
    }
    assert (
        "di 2 indicatori non è stato detto nulla" in enter(cast["capofila"]).get("/scrivania/").text
    )


def test_until_the_window_opens_nothing_is_due(scena: Scena, cast: Cast) -> None:
    FinestraMonitoraggio.objects.update(apre_il=timezone.now() + GIORNO)
    assert cards(cast["capofila"]) == {}


def test_a_late_delivery_says_so_and_one_delivered_does_not(scena: Scena, cast: Cast) -> None:
    expire(scena.consegna)
    assert list(cards(cast["capofila"])) == [f"Consegna scaduta: «{scena.progetto}»"]
    Consegna.objects.update(stato="consegnata", consegnata_il=timezone.now())
    assert cards(cast["capofila"]) == {}


def test_what_came_back_and_the_proofs_to_record(scena: Scena, cast: Cast) -> None:
    declared(scena, stato="restituita")
    make_prova(progetto=scena.progetto, tipo=scena.tipo)
    prove = f"/monitoraggio/progetti/{scena.progetto.slug}/prove/"
    assert cards(cast["capofila"]) == {
        f"Risultati da consegnare: «{scena.progetto}»": scena.consegna.get_absolute_url(),
        f"1 valore restituito: «{scena.progetto}»": scena.consegna.get_absolute_url(),
        f"1 prova da registrare: «{scena.progetto}»": prove,
    }


@pytest.mark.parametrize("chi", ["partner", "comitato", "regione", "estraneo", "direzione"])
def test_to_who_runs_nothing_nothing_is_due(chi: str, scena: Scena, cast: Cast) -> None:
    declared(scena)
    declared(scena, stato="restituita", indicatore=scena.operatori)
    assert cards(cast[chi]) == {}


# --- Who verifies -------------------------------------------------------------------------------


def test_what_is_to_verify_is_one_card_by_the_first_closing(scena: Scena, cast: Cast) -> None:
    declared(scena)
    declared(scena, indicatore=scena.operatori)
    propria = make_indicator_of(scena.consegna)
    declared(scena, indicatore=propria, scritta_da=cast["asl"])
    assert cards(cast["asl"]) == {"2 valori da verificare": "/monitoraggio/verifica/"}
    assert list(cards(cast["responsabile"])) == ["3 valori da verificare"]


@pytest.mark.parametrize(("giorni", "detta"), [(13, True), (15, False)])
def test_a_window_that_closes_soon_with_something_to_verify(
    giorni: int, detta: bool, scena: Scena, cast: Cast
) -> None:
    Consegna.objects.update(
        stato="consegnata",
        consegnata_il=timezone.now(),
        scade_il=timezone.now() - GIORNO,
        chiude_il=timezone.now() + giorni * GIORNO,
    )
    finestra = scena.consegna.finestra
    titolo = f"Si chiude «{finestra}» con valori da verificare"
    assert titolo not in cards(cast["asl"])
    declared(scena)
    assert (
        cards(cast["asl"]).get(titolo) == f"/monitoraggio/verifica/?finestra={finestra.codice}"
    ) == detta


def test_late_projects_are_told_to_who_may_give_them_more_time(scena: Scena, cast: Cast) -> None:
    altra = make_consegna(
        progetto=make_progetto(ciclo=scena.progetto.ciclo), finestra=scena.consegna.finestra
    )
    make_indicator_of(altra)
    # Of who has nothing to report nothing is late.
    vuota = make_consegna(
        progetto=make_progetto(ciclo=scena.progetto.ciclo), finestra=scena.consegna.finestra
    )
    for consegna in (scena.consegna, altra, vuota):
        expire(consegna)
    pagina = f"/monitoraggio/finestre/{scena.consegna.finestra.codice}/"
    assert cards(cast["responsabile"]) == {
        "2 consegne in ritardo: «Semestre di prova»": pagina,
        **_of_the_lead_body(altra),
    }
    assert "in ritardo:" not in " ".join(cards(cast["asl"]))
    fino_a = timezone.now() + 3 * GIORNO
    for consegna in (scena.consegna, altra):
        perform(consegna, "extend", cast["responsabile"], reason="Sciopero.", fino_a=fino_a)
    assert cards(cast["asl"])[f"Più tempo concesso a «{scena.progetto}»"] == pagina
    perform(scena.consegna, "deliver", cast["capofila"])
    assert f"Più tempo concesso a «{scena.progetto}»" not in cards(cast["asl"])


def _of_the_lead_body(consegna: Consegna) -> dict[str, str]:
    """A project without alliance is reported by the staff: it is due from them too."""
    return {f"Consegna scaduta: «{consegna.progetto}»": consegna.get_absolute_url()}


# --- All of it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chi", "offerto"),
    [
        ("capofila", True),
        ("asl", True),
        ("comitato", True),
        ("regione", False),
        ("estraneo", False),
    ],
)
def test_monitoring_is_among_what_one_can_do(
    chi: str, offerto: bool, scena: Scena, cast: Cast
) -> None:
    pagina = enter(cast[chi]).get("/scrivania/").text
    assert ('<a href="/monitoraggio/">Monitoraggio</a>' in pagina) == offerto


@pytest.mark.parametrize(
    ("chi", "domande"), [("capofila", 7), ("responsabile", 8), ("estraneo", 2)]
)
@pytest.mark.parametrize("quanti", [1, 3])
def test_as_many_queries_for_one_project_as_for_three(
    quanti: int, chi: str, domande: int, scena: Scena, cast: Cast, django_assert_num_queries
) -> None:
    finestra = scena.consegna.finestra
    for n in range(quanti):
        progetto = (
            scena.progetto
            if n == 0
            else make_progetto(ciclo=scena.progetto.ciclo, alleanza=scena.progetto.alleanza)
        )
        consegna = scena.consegna if n == 0 else make_consegna(progetto=progetto, finestra=finestra)
        for stato in ("dichiarata", "restituita"):
            make_rilevazione(
                stato, ("1",), consegna=consegna, indicatore=make_indicator_of(consegna)
            )
        make_prova(progetto=progetto)
        expire(consegna)
    request = RequestFactory().get("/scrivania/")
    request.user = Utente.objects.get(pk=cast[chi].pk)
    with django_assert_num_queries(domande):
        list(scrivania(request.user, request))


# --- The recent history -------------------------------------------------------------------------


def told(utente: Utente) -> list[tuple[str, str]]:
    return [(f.titolo, f.stato) for f in cronaca.recent(Utente.objects.get(pk=utente.pk), 10)]


def test_who_runs_a_project_reads_what_was_done_with_it(scena: Scena, cast: Cast) -> None:
    riga = declared(scena)
    perform(riga, "give_back", cast["asl"], reason="Le firme.")
    perform(scena.consegna, "deliver", cast["capofila"])
    atteso = [(str(scena.consegna), "consegnata"), (str(riga), "restituita")]
    assert told(cast["capofila"]) == atteso
    assert told(cast["asl"]) == atteso
    assert told(cast["estraneo"]) == told(cast["partner"]) == []
    perform(riga, "declare", cast["capofila"])
    assert told(cast["asl"]) == atteso[:1]
    assert told(cast["capofila"])[0] == (str(riga), "dichiarata")


def test_a_proof_that_counts_no_more_is_told_to_who_verifies(scena: Scena, cast: Cast) -> None:
    prova = make_prova(progetto=scena.progetto, tipo=scena.tipo)
    perform(prova, "record", cast["capofila"], quote={scena.incontri: 1})
    assert told(cast["asl"]) == []
    perform(prova, "annul", cast["capofila"], reason="Era di un altro incontro.")
    assert told(cast["asl"])[0] == (prova.titolo, "annullata")
    for fatto in cronaca.recent(cast["capofila"], 10):
        assert enter(cast["capofila"]).get(fatto.url).status_code == 200
