"""Everybody reads the calls: the list, one with its history, the feed; a draft is nobody's."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from progetti.fasi import time_left
from progetti.models import Avviso
from progetti.permissions import calls_visible_to, can_view_call
from rete.models import Ciclo, Utente
from tests.factories import make_alleanza, make_avviso, make_progetto, make_quesito
from tests.progetti.avvisi import MOTIVO, act, make_published

ELENCO = "/avvisi/"
QUANTE = 5
CAST = (
    *("asl", "responsabile", "direzione", "regione", "capofila", "partner"),
    *("comitato", "tavolo", "estraneo", "superutente"),
)


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_list_costs_the_same_with_one_call_and_with_three(
    quanti: int, client: Client, ciclo: Ciclo
) -> None:
    for _ in range(quanti):
        make_avviso(ciclo=ciclo)
    client.get(ELENCO)
    with CaptureQueriesContext(connection) as lette:
        risposta = client.get(ELENCO)
    assert len(lette) == QUANTE
    parola = "avviso" if quanti == 1 else "avvisi"
    assert f"{quanti} {parola}" in risposta.content.decode()


def test_an_empty_list_says_so(client: Client, ciclo: Ciclo) -> None:
    assert "Nessun avviso, per ora" in client.get(ELENCO).content.decode()
    assert "Nessun avviso corrisponde" in client.get(f"{ELENCO}?stato=aperti").content.decode()


def test_a_filter_that_is_none_is_said(client: Client, ciclo: Ciclo) -> None:
    risposta = client.get(f"{ELENCO}?stato=inventato&ciclo=x%00&page=zz")
    assert risposta.status_code == 200
    assert "campo-errato" in risposta.content.decode()


def test_the_filter_tells_open_coming_closed_and_ended(client: Client, ciclo: Ciclo) -> None:
    ora = timezone.now()
    casi = {
        "aperti": make_avviso(ciclo=ciclo),
        "in-arrivo": make_avviso(ciclo=ciclo, apre_il=ora + timedelta(days=1)),
        "chiusi": make_avviso("chiuso", ciclo=ciclo),
        "conclusi": make_avviso("deserto", ciclo=ciclo),
    }
    for stato, atteso in casi.items():
        trovati = client.get(f"{ELENCO}?stato={stato}").context["object_list"]
        assert list(trovati) == [atteso]


def test_a_call_shows_what_one_needs_to_answer_it(client: Client, responsabile: Utente) -> None:
    avviso = make_published(
        responsabile,
        titolo="Tempi & <famiglia> 🙂 dell’anno",
        testo="# Finalità\n\n<script>x</script>",
    )
    pagina = client.get(avviso.get_absolute_url()).content.decode()
    assert ">Finalità</h2>" in pagina
    assert "<script>x" not in pagina
    assert "Tempi &amp; &lt;famiglia&gt; 🙂 dell’anno" in pagina
    for scritto in ("Qualità", "Ora del portale", "ora di Roma", "€&nbsp;100.000,00", "aperto"):
        assert scritto.replace("&nbsp;", "\xa0") in pagina
    dati = [json.loads(d) for d in re.findall(r'ld\+json">(.*?)</script>', pagina)]
    (bando,) = [d for d in dati if d["@type"] == "MonetaryGrant"]
    assert (bando["name"], bando["amount"]["value"]) == (avviso.titolo, "100000.00")


def test_what_changed_is_read_by_all_with_its_reason(client: Client, responsabile: Utente) -> None:
    avviso = make_published(responsabile)
    act(avviso, "correct", responsabile, reason=MOTIVO, cambi={"testo": "Testo corretto"})
    pagina = client.get(avviso.get_absolute_url()).content.decode()
    for scritto in ("Rettifica: versione 2", MOTIVO, "Testo corretto", "Si cercano progetti."):
        assert scritto in pagina
    versione = client.get(reverse("avvisi:call_version", args=[avviso.slug, 1])).content.decode()
    assert "i dati sono quelli registrati" in versione
    assert "Testo corretto" not in versione


def test_the_feed_has_every_publication_and_change(client: Client, responsabile: Utente) -> None:
    avviso = make_published(responsabile, titolo="Un <titolo> & basta")
    act(avviso, "correct", responsabile, reason=MOTIVO, cambi={"sommario": "Altro"})
    make_avviso("bozza", ciclo=avviso.ciclo)
    albero = etree.fromstring(client.get(reverse("avvisi:call_feed")).content)
    titoli = albero.findall("{*}entry/{*}title")
    assert [t.text for t in titoli] == [
        "Rettifica: Un <titolo> & basta",
        "Pubblicazione: Un <titolo> & basta",
    ]


def test_a_published_call_is_in_menu_news_map_and_data(
    client: Client, responsabile: Utente
) -> None:
    avviso = make_published(responsabile)
    bozza = make_avviso("bozza", ciclo=avviso.ciclo)
    home, mappa = client.get("/").content.decode(), client.get("/sitemap.xml").content.decode()
    assert f"Nuovo avviso: {avviso.titolo}" in home
    assert f">{'Avvisi e incentivi'}" in home.replace("<span>", "")
    assert (avviso.get_absolute_url() in mappa, bozza.get_absolute_url() in mappa) == (True, False)
    righe = client.get("/api/v1/avvisi").json()["items"]
    assert [riga["slug"] for riga in righe] == [avviso.slug]
    intero = client.get(f"/api/v1/avvisi/{avviso.slug}").json()
    assert [c["peso"] for c in intero["criteri"]] == [60, 40]
    assert client.get(f"/api/v1/avvisi/{bozza.slug}").status_code == 404


def test_an_unanswered_question_is_not_shown(client: Client, ciclo: Ciclo) -> None:
    avviso = make_avviso(ciclo=ciclo)
    make_quesito(avviso=avviso, testo="Non ancora pubblica", email="chi@rete.example")
    pagina = client.get(avviso.get_absolute_url()).content.decode()
    assert "1 domanda aspetta una risposta" in pagina
    assert "Non ancora pubblica" not in pagina
    assert "chi@rete.example" not in pagina


@pytest.mark.parametrize("chi", CAST)
def test_the_calls_that_one_sees_are_those_that_one_may_view(
    chi: str, ciclo: Ciclo, alleanza: object, request: pytest.FixtureRequest
) -> None:
    utente = request.getfixturevalue(chi)
    seduto = request.getfixturevalue("comitato").mandati.get().seggio.organo
    progetto = make_progetto(alleanza=alleanza, ciclo=ciclo)
    altrui = make_progetto(alleanza=make_alleanza(ciclo=ciclo), ciclo=ciclo)
    secondo = {"livello": "secondo", "ciclo": ciclo}
    for stato in ("bozza", "pubblicato", "chiuso", "revocato"):
        make_avviso(stato, ciclo=ciclo)
        make_avviso(stato, ciclo=ciclo, organo=seduto)
        make_avviso(stato, progetto=progetto, **secondo)
        make_avviso(stato, progetto=altrui, **secondo)
    visti = set(calls_visible_to(utente))
    assert visti == {a for a in Avviso.objects.all() if can_view_call(utente, a)}
    assert len(visti) == {"asl": 16, "responsabile": 16, "direzione": 16}.get(
        chi, 13 if chi in ("comitato", "capofila") else 12
    )


@pytest.mark.parametrize(
    ("resta", "detto"),
    [
        (timedelta(days=2, hours=3, minutes=5), "2 giorni e 3 ore"),
        (timedelta(days=1), "1 giorno e 0 ore"),
        (timedelta(minutes=1, seconds=1), "1 minuto e 1 secondo"),
        (timedelta(seconds=9), "9 secondi"),
        (timedelta(seconds=-9), "0 secondi"),
    ],
)
def test_the_time_left_is_said_in_two_units(resta: timedelta, detto: str) -> None:
    adesso = timezone.now()
    assert time_left(adesso, adesso + resta) == detto
