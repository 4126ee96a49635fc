"""The pages of a ranking: who prepares it, what everybody reads after the act, what is exported."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import perform
from progetti.enums import StatoAvviso, StatoProposta
from progetti.graduatoria import read_ranking
from progetti.models import Proposta
from rete.models import Atto, Seduta
from tests.factories import make_atto, make_mandato, make_seduta, make_seggio
from tests.guardie_tolte import unguarded
from tests.progetti.gara import make_gara, make_note, make_scored, make_sheet, proposal

pytestmark = pytest.mark.django_db
MISURA = 'Qualità <b>"&"</b> *e* [altro]'


def page(nome, avviso, *args):
    return reverse(f"graduatoria:{nome}", args=[avviso.slug, *args])


def typed(modulo, **altri):
    """What the form of a page would send, with something else typed."""
    campi = {c.html_name: c.value() for c in modulo}
    return {n: "" if v is None else v for n, v in campi.items()} | altri


ATTO = {
    "atto_tipo": "deliberazione",
    "atto_emanante": "Direttore Generale",
    "atto_numero": "77",
    "atto_data": "2026-11-01",
    "atto_oggetto": "Approvazione della graduatoria",
}


@pytest.fixture
def gara(ciclo):
    return make_gara(ciclo=ciclo)


@pytest.fixture
def conclusa(gara, responsabile):
    perform(gara, "rank", responsabile)
    perform(gara, "conclude", responsabile, record_act=make_atto)
    return gara


# --- The whole way, page by page ---------------------------------------------------------------


def test_the_responsabile_goes_from_the_meeting_to_the_act(client: Client, ciclo, responsabile):
    avviso = make_gara(ciclo=ciclo, seduta=None)
    seduta = make_seduta(organo=avviso.organo, ciclo=ciclo, stato="tenuta")
    client.force_login(responsabile)

    risposta = client.get(page("graduatoria", avviso), follow=True)
    assert "Manca la seduta di valutazione" in risposta.content.decode()
    risposta = client.post(page("meeting", avviso), {"seduta": seduta.codice}, follow=True)
    assert "verbale della seduta di valutazione non è ancora chiuso" in risposta.content.decode()

    modulo = client.get(page("minutes", avviso)).context["form"]
    risposta = client.post(page("minutes", avviso), typed(modulo))
    assert risposta.url == reverse("rete:minutes", args=[seduta.codice])
    seduta.refresh_from_db()
    assert "# Graduatoria" in seduta.verbale
    perform(seduta, "write_minutes", responsabile)

    risposta = client.post(page("close", avviso), follow=True)
    assert "queste cifre non cambiano più" in risposta.content.decode()
    modulo = client.get(page("conclude", avviso)).context["form"]
    risposta = client.post(page("conclude", avviso), typed(modulo, **ATTO), follow=True)
    assert risposta.request["PATH_INFO"] == page("graduatoria", avviso)
    avviso.refresh_from_db()
    assert (avviso.stato, avviso.atto_esito.numero) == (StatoAvviso.CONCLUSO, "77")
    assert Messaggio.objects.filter(chiave__startswith="esito:").count() == 4


def test_an_act_that_is_not_said_is_asked_where_it_is_typed(client, gara, responsabile):
    perform(gara, "rank", responsabile)
    client.force_login(responsabile)
    codice = proposal(gara, "Eco").codice
    modulo = client.get(page("conclude", gara)).context["form"]
    dati = typed(modulo, **{f"motivo_{codice}": "Testo <mio> 😀"})
    risposta = client.post(page("conclude", gara), dati)
    assert "Scegliere l’atto dall’elenco" in risposta.content.decode()
    assert "Testo &lt;mio&gt; 😀" in risposta.content.decode()
    modulo = risposta.context["form"]
    risposta = client.post(page("conclude", gara), typed(modulo, testo="[[boh]]", **ATTO))
    assert "Il portale non sa che cosa sia [[boh]]" in risposta.content.decode()
    assert not Atto.objects.filter(numero="77").exists()


def test_the_order_of_those_as_good_is_typed_and_checked(client, ciclo, responsabile):
    pari = (("Aurora", [("7", "7")], "20000"), ("Bussola", [("7", "7")], "15000"))
    avviso = make_gara(pari, ciclo=ciclo, dotazione=30_000, massimale=None)
    client.force_login(responsabile)
    aurora, bussola = (f"posto_{proposal(avviso, n).codice}" for n in ("Aurora", "Bussola"))
    for dati, detto in [
        ({}, "Scrivere il posto deciso"),
        ({aurora: "1", bussola: "1"}, "ha già questo posto"),
        ({aurora: "uno", bussola: "2"}, "numero intero"),
        ({aurora: "99999", bussola: "2"}, "minore o uguale"),
    ]:
        assert detto in client.post(page("close", avviso), dati).content.decode()
    client.post(page("close", avviso), {aurora: "2", bussola: "1"})
    posti = [(r.proposta.titolo, r.posto.posizione) for r in read_ranking(avviso).righe]
    assert posti == [("Bussola", 1), ("Aurora", 2)]
    assert proposal(avviso, "Aurora").stato == StatoProposta.VALUTATA


def test_what_stops_the_closing_is_said_on_the_page(client, gara, responsabile):
    make_sheet(proposal(gara, "Aurora"), ("1", "1"))
    client.force_login(responsabile)
    testo = client.post(page("close", gara)).content.decode()
    assert "serve la nota della discussione" in testo


# --- Who sees it before the act ----------------------------------------------------------------


def test_before_the_act_only_who_follows_the_call_sees_the_ranking(
    client, gara, asl, capofila, comitato
):
    for persona in (None, capofila, comitato):
        if persona:
            client.force_login(persona)
        for nome in ("graduatoria", "csv"):
            assert client.get(page(nome, gara)).status_code == 404
    client.force_login(asl)
    assert client.get(page("graduatoria", gara), follow=True).status_code == 200
    assert client.get(page("close", gara)).status_code == 403


def test_before_the_reveal_nobody_sees_the_ranking(client, ciclo, responsabile):
    avviso = make_gara(ciclo=ciclo, rivelato_il=None)
    client.force_login(responsabile)
    for nome in ("graduatoria", "prepare", "close", "sheets", "minutes", "meeting"):
        assert client.get(page(nome, avviso)).status_code == 404


def test_who_may_not_score_a_proposal_does_not_see_the_ranking(client, gara, asl):
    aurora = proposal(gara, "Aurora")
    make_mandato(utente=asl, seggio=make_seggio(organo=gara.organo), designato_da=aurora.proponente)
    client.force_login(asl)
    assert client.get(page("prepare", gara)).status_code == 404


# --- After the act -----------------------------------------------------------------------------


def test_everybody_reads_the_outcome_and_nobody_the_sheets(client, conclusa):
    testo = client.get(page("graduatoria", conclusa)).content.decode()
    for detto in ("85,00", "Aurora", "€\xa050.000,00", "Non ammessa", "La media dei punti"):
        assert detto in testo
    assert "Motivo della scheda" not in testo
    for nome in ("prepare", "sheets"):
        assert client.get(page(nome, conclusa)).status_code == 302


def test_every_surface_says_the_same_score(client, conclusa, ciclo):
    """Page, CSV, open data (CSV, XLSX, API), letter and minutes."""
    for titolo, punti in [("Aurora", "85.00"), ("Eco", "67.00")]:
        esito = proposal(conclusa, titolo).esito
        assert str(esito.punteggio) == punti
        detto = punti.replace(".", ",")
        assert (
            f"<strong>{detto}</strong>"
            in client.get(page("graduatoria", conclusa)).content.decode()
        )
        righe = list(csv.DictReader(io.StringIO(read(client.get(page("csv", conclusa))))))
        assert [r["punteggio"] for r in righe if r["titolo"] == titolo] == [punti]
        dati = read(client.get("/opendata/graduatorie.csv"))
        righe = list(csv.DictReader(io.StringIO(dati)))
        assert [Decimal(r["punteggio"]) for r in righe if r["titolo"] == titolo] == [Decimal(punti)]
        foglio = load_workbook(io.BytesIO(client.get("/opendata/graduatorie.xlsx").content)).active
        capi, *celle = foglio.iter_rows(values_only=True)
        lette = [dict(zip(capi, riga, strict=True)) for riga in celle]
        assert [r["punteggio"] for r in lette if r["titolo"] == titolo] == [float(punti)]
        api = client.get("/api/v1/graduatorie").json()["items"]
        assert [Decimal(str(r["punteggio"])) for r in api if r["titolo"] == titolo] == [
            Decimal(punti)
        ]
        lettera = Messaggio.objects.get(oggetto__contains=f"«{titolo}»")
        assert f"{detto} punti" in lettera.testo


def read(risposta):
    return b"".join(risposta).decode()


def test_open_data_have_concluded_calls_only(client, gara):
    assert client.get("/api/v1/graduatorie").json()["items"] == []


def test_after_a_renunciation_the_page_tells_it_and_the_list_moves_on(
    client, conclusa, responsabile
):
    client.force_login(responsabile)
    bussola, cometa = proposal(conclusa, "Bussola"), proposal(conclusa, "Cometa")
    risposta = client.post(page("give_up", conclusa, bussola.codice), {"motivo": " "})
    assert "Scrivere il motivo" in risposta.content.decode()
    client.post(page("give_up", conclusa, bussola.codice), {"motivo": "Manca un partner"})
    risposta = client.post(page("promote", conclusa, cometa.codice), ATTO, follow=True)
    testo = risposta.content.decode()
    assert "Ha rinunciato." in testo
    assert "Finanziata per scorrimento" in testo
    assert "€\xa012.000,00" in testo


def test_the_list_does_not_move_without_money(client, conclusa, responsabile):
    client.force_login(responsabile)
    cometa = proposal(conclusa, "Cometa")
    testo = client.post(page("promote", conclusa, cometa.codice), ATTO).content.decode()
    assert "la graduatoria non scorre" in testo
    assert not Atto.objects.filter(numero="77").exists()


def test_the_page_of_a_concluded_call_leads_to_its_ranking(client, conclusa):
    testo = client.get(conclusa.get_absolute_url()).content.decode()
    assert f'href="{page("graduatoria", conclusa)}"' in testo


def test_a_project_leads_back_to_its_outcome(client, conclusa):
    progetto = proposal(conclusa, "Aurora").progetto
    testo = client.get(progetto.get_absolute_url()).content.decode()
    assert page("graduatoria", conclusa) in testo
    assert "85,00" in testo


# --- The single sheets -------------------------------------------------------------------------


def test_the_sheets_leave_only_with_a_reason_that_stays(client, gara, responsabile):
    client.force_login(responsabile)
    assert "a chi servono" in client.post(page("sheets", gara), {}).content.decode()
    risposta = client.post(page("sheets", gara), {"motivo": "Richiesta del 3/11, prot. 12"})
    libro = load_workbook(io.BytesIO(risposta.content))
    assert libro.sheetnames == ["schede", "punti"]
    assert (libro["schede"].max_row, libro["punti"].max_row) == (9, 17)
    passaggio = Passaggio.objects.about(gara).get(verbo="export_sheets")
    assert (passaggio.autore, passaggio.motivo) == (responsabile, "Richiesta del 3/11, prot. 12")


def test_who_only_follows_the_procedure_does_not_take_the_sheets(client, gara, asl):
    client.force_login(asl)
    risposta = client.post(page("sheets", gara), {"motivo": "x"})
    assert risposta.status_code == 403
    assert not Passaggio.objects.about(gara).exists()


# --- The minutes -------------------------------------------------------------------------------


def open_minutes(avviso, testo=""):
    Seduta.objects.filter(pk=avviso.seduta_id).update(
        stato="tenuta", verbalizzata_il=None, verbale=testo
    )
    avviso.refresh_from_db()


def test_the_draft_tells_means_scores_and_notes_but_nobody_s_points(client, gara, responsabile):
    open_minutes(gara)
    aurora = proposal(gara, "Aurora")
    with unguarded():
        Proposta.objects.filter(pk=aurora.pk).update(titolo=MISURA)
    make_note(aurora)
    client.force_login(responsabile)
    client.post(page("minutes", gara), typed(client.get(page("minutes", gara)).context["form"]))
    gara.seduta.refresh_from_db()
    testo = gara.seduta.verbale
    for detto in (
        "**85,00**",
        "media 8,50 su 10,00",
        "Se ne è parlato",
        "1º posto",
        "€\xa050.000,00",
    ):
        assert detto in testo
    assert "86,00" not in testo
    assert "Motivo della scheda" not in testo
    pagina = client.get(reverse("rete:minutes", args=[gara.seduta.codice])).content.decode()
    assert 'Qualità &lt;b&gt;"&amp;"&lt;/b&gt; *e* [altro]' in pagina


def test_who_did_not_score_and_why_is_in_the_draft(client, gara, responsabile):
    open_minutes(gara)
    aurora = proposal(gara, "Aurora")
    seggio = make_seggio(organo=gara.organo, categoria="Associazioni")
    make_mandato(seggio=seggio, designato_da=aurora.proponente)
    client.force_login(responsabile)
    testo = client.get(page("minutes", gara)).content.decode()
    assert "Associazioni, titolare: non valuta tutte le proposte, perché" in testo


def test_what_was_written_is_never_lost(client, gara, responsabile):
    open_minutes(gara, "Testo già scritto.")
    client.force_login(responsabile)
    modulo = client.get(page("minutes", gara)).context["form"]
    risposta = client.post(page("minutes", gara), {"versione": modulo["versione"].value()})
    assert "confermare che la bozza va in cima" in risposta.content.decode()
    gara.seduta.refresh_from_db()
    assert gara.seduta.verbale == "Testo già scritto."
    dati = {"versione": modulo["versione"].value(), "conferma": "on"}
    client.post(page("minutes", gara), dati)
    gara.seduta.refresh_from_db()
    assert gara.seduta.verbale.endswith("# Testo scritto prima della bozza\n\nTesto già scritto.")
    risposta = client.post(page("minutes", gara), dati, follow=True)
    assert "Nel frattempo il verbale è cambiato" in risposta.content.decode()


def test_the_draft_goes_only_where_the_minutes_are_still_written(client, gara, responsabile):
    client.force_login(responsabile)
    risposta = client.get(page("minutes", gara))
    assert risposta.url == page("prepare", gara)


# --- How much it costs -------------------------------------------------------------------------


def test_the_pages_cost_the_same_with_more_proposals(
    client, ciclo, responsabile, django_assert_num_queries
):
    pochi = make_gara((("A", [("7", "7")], "10"),), ciclo=ciclo)
    tanti = make_gara(tuple((n, [("7", "7"), ("8", "8")], "10") for n in "ABC"), ciclo=ciclo)
    client.force_login(responsabile)
    for avviso in (pochi, tanti):
        with django_assert_num_queries(14):
            client.get(page("prepare", avviso))
    for avviso in (pochi, tanti):
        perform(avviso, "rank", responsabile)
        perform(avviso, "conclude", responsabile, record_act=make_atto)
        client.logout()
        with django_assert_num_queries(4):
            client.get(page("graduatoria", avviso))


def test_a_second_level_call_says_that_its_money_is_an_incentive(client, ciclo, responsabile):
    avviso = make_gara((), ciclo=ciclo)
    make_scored(avviso, "Impresa", [("8", "8")], "1000", alleanza=None)
    perform(avviso, "rank", responsabile)
    perform(avviso, "conclude", responsabile, record_act=make_atto)
    testo = client.get(page("graduatoria", avviso)).content.decode()
    assert "incentivo" in testo
