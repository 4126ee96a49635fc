"""The demo has a call in each state; that of 2014 says what is invented in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Min
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.timezone import localdate

from conciliazione.models import CopiaSigillata, Passaggio
from progetti.enums import EsitoGraduatoria, StatoAvviso, StatoProposta, StatoValutazione
from progetti.models import (
    Avviso,
    Esito,
    Progetto,
    Proposta,
    PunteggioConsegnato,
    Quesito,
    SceltaNumeroLegale,
    Valutazione,
)
from rete.models import Atto, Soggetto, Utente
from risorse.models import Voce

pytestmark = pytest.mark.django_db
COMANDO = "crea_avvisi_demo"
DEL_2014, IN_VALUTAZIONE = "avviso-2014", "welfare-condiviso"
DETTO = "dimostrativi: il documento del 2014 non li riporta"


@pytest.fixture(scope="module", autouse=True)
def demo(
    plan_2014: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[set[str]]:
    """The plan, the people and the calls, made once: the module's transaction undoes them."""
    var: Path = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), override_settings(VAR_DIR=var):
        del_piano = rows_of_the_plan()
        call_command("crea_utenti_demo", verbosity=0)
        call_command(COMANDO, verbosity=0)
    yield del_piano


def rows_of_the_plan() -> set[str]:
    """What the Piano prints in its annexes: acts by their object, soggetti by their name."""
    oggetti = Atto.objects.values_list("oggetto", flat=True)
    return {*oggetti, *Soggetto.objects.values_list("denominazione", flat=True)}


def as_person(nome: str) -> Client:
    client = Client()
    client.force_login(Utente.objects.get(email__startswith=f"{nome}@"))
    return client


def test_there_is_a_call_in_each_state_and_proposals_in_most() -> None:
    assert set(Avviso.objects.values_list("stato", flat=True)) == set(StatoAvviso.values)
    assert Avviso.objects.count() == 9
    assert set(Proposta.objects.values_list("stato", flat=True)) == {
        StatoProposta.BOZZA,
        StatoProposta.PRESENTATA,
        StatoProposta.CHIARIMENTI,
        StatoProposta.PREAVVISO,
        StatoProposta.AMMISSIBILE,
        StatoProposta.VALUTATA,
        StatoProposta.FINANZIATA,
        StatoProposta.NON_FINANZIATA,
        StatoProposta.NON_AMMESSA,
    }
    assert Avviso.objects.open_now().get().slug == "estate-in-orario"
    assert Quesito.objects.filter(risposta="").count() == 1


def test_the_call_of_2014_has_its_projects_amounts_and_act_and_says_what_is_invented() -> None:
    avviso = Avviso.objects.get(slug=DEL_2014)
    assert avviso.atto_esito.slug == "deliberazione-242-2014"
    esiti = Esito.objects.filter(proposta__avviso=avviso)
    assert {
        (e.proposta.progetto.slug, e.proposta.alleanza.slug, str(e.importo)) for e in esiti
    } == {
        ("complessi-equilibri", "sud", "80000.00"),
        ("rete-adda-martesana", "adda-martesana", "81180.00"),
    }
    assert all(DETTO in e.motivazione for e in esiti)
    assert DETTO in avviso.testo and DETTO in avviso.sommario
    consegnati = PunteggioConsegnato.objects.filter(valutazione__proposta__avviso=avviso)
    motivi = {c["motivazione"] for riga in consegnati for c in riga.dati["criteri"]}
    assert motivi == {"Punteggio dimostrativo: il documento del 2014 non lo riporta."}
    chi = {
        slug: sorted(
            Valutazione.objects.filter(
                proposta__avviso=avviso, proposta__progetto__slug=slug
            ).values_list("mandato__seggio__ordine", flat=True)
        )
        for slug in ("complessi-equilibri", "rete-adda-martesana")
    }
    assert chi == {"complessi-equilibri": [1, 2], "rete-adda-martesana": [1, 2, 3]}


def test_what_the_piano_prints_of_it_says_that_it_is_of_the_demo(demo: set[str]) -> None:
    aggiunti = rows_of_the_plan() - demo

    assert len(aggiunti) == 15
    assert [a for a in aggiunti if "dimostrativ" not in a] == []


def test_the_history_of_a_call_is_in_the_order_of_its_days() -> None:
    """Sealed rows too: the loader dates them when it writes them."""
    for avviso in Avviso.objects.exclude(valutato_il=None):
        passi = Passaggio.objects.about(avviso).order_by("pk")
        assert (giorni := list(passi.values_list("quando", flat=True))) == sorted(giorni)
        proposte = Proposta.objects.filter(avviso=avviso)
        schede = Valutazione.objects.filter(proposta__in=proposte)
        consegnati = PunteggioConsegnato.objects.filter(valutazione__in=schede)
        ordine = [
            *(avviso.versioni.get().registrata_il, avviso.chiude_il),
            *schede.aggregate(Min("aperta_il"), Min("consegnata_il")).values(),
            *(avviso.rivelato_il, avviso.seduta.inizio, avviso.seduta.tenuta_il),
            avviso.valutato_il,
        ]
        assert ordine == sorted(ordine)
        assert avviso.versioni.get().registrata_il == avviso.pubblicato_il
        assert avviso.seduta.convocata_il < avviso.seduta.inizio
        assert max(consegnati.values_list("consegnato_il", flat=True)) < avviso.rivelato_il
        for proposta in proposte:
            copia = CopiaSigillata.objects.about(proposta).get()
            assert copia.sigillata_il == proposta.presentata_il < avviso.chiude_il
            assert copia.dati["presentata_il"] == proposta.presentata_il.isoformat()
        if avviso.has_outcome:
            esiti = Esito.objects.filter(proposta__avviso=avviso)
            assert set(esiti.values_list("registrato_il", flat=True)) == {avviso.concluso_il}
            assert avviso.atto_esito.data == localdate(avviso.concluso_il)


def test_no_project_and_no_money_is_added_to_the_plan() -> None:
    assert Progetto.objects.count() == 4
    assert Voce.objects.count() == 7


def test_a_call_is_being_scored_with_a_remedy_and_a_conflict() -> None:
    assert SceltaNumeroLegale.objects.get().avviso.slug == IN_VALUTAZIONE
    schede = Valutazione.objects.filter(proposta__avviso__slug=IN_VALUTAZIONE)
    assert schede.count() == 12
    assert schede.filter(stato=StatoValutazione.CONSEGNATA).count() == 6
    assert not schede.filter(
        proposta__proponente__slug="grafica-del-naviglio", mandato__seggio__ordine=4
    ).exists()


def test_the_call_of_second_level_is_ranked_in_all_three_ways() -> None:
    esiti = Esito.objects.filter(proposta__avviso__slug="incentivi-orari-flessibili")
    assert {e.esito for e in esiti} == set(EsitoGraduatoria.values)
    assert not any(e.proposta.progetto_id for e in esiti)


def test_everybody_reads_what_is_published() -> None:
    assert Client().get(reverse("avvisi:avvisi")).status_code == 200
    attese = {a.slug: 404 if a.stato == StatoAvviso.BOZZA else 200 for a in Avviso.objects.all()}
    viste = {s: Client().get(reverse("avvisi:avviso", args=[s])).status_code for s in attese}
    assert viste == attese
    for avviso in Avviso.objects.filter(stato=StatoAvviso.CONCLUSO):
        pagina = Client().get(reverse("graduatoria:graduatoria", args=[avviso.slug]))
        assert pagina.status_code == 200
        assert (DETTO in pagina.content.decode()) == (avviso.slug == DEL_2014)


def test_who_works_on_a_call_opens_its_pages() -> None:
    operatore, responsabile = as_person("operatore"), as_person("responsabile")
    for avviso in Avviso.objects.exclude(livello="secondo"):
        dove = [reverse("avvisi:call_prepare", args=[avviso.slug])]
        if avviso.is_expired:
            dove.append(reverse("proposte:istruttoria", args=[avviso.slug]))
            dove.append(reverse("valutazioni:conflicts", args=[avviso.slug]))
        assert {operatore.get(p).status_code for p in dove} == {200}, avviso
    lavoro = reverse("graduatoria:prepare", args=["tempi-di-cura"])
    assert responsabile.get(lavoro).status_code == 200
    asl = as_person("comitato-asl")
    sue = Valutazione.objects.filter(mandato__utente__email__startswith="comitato-asl@")
    assert {asl.get(v.get_absolute_url()).status_code for v in sue} == {200}
    for proposta in Proposta.objects.select_related("creata_da"):
        client = Client()
        client.force_login(proposta.creata_da)
        assert client.get(proposta.get_absolute_url(), follow=True).status_code == 200, proposta


def test_an_open_call_keeps_its_proposal_from_everybody_else() -> None:
    proposta = Proposta.objects.get(titolo="Cortili aperti")
    for chi in ("capofila-sud", "operatore", "responsabile", "comitato-asl", "cittadino"):
        assert as_person(chi).get(proposta.get_absolute_url()).status_code == 404, chi


def test_repeated_it_changes_nothing(capsys: pytest.CaptureFixture) -> None:
    prima = Avviso.objects.count(), Proposta.objects.count(), Utente.objects.count()
    call_command(COMANDO)
    assert "ci sono già" in capsys.readouterr().out
    assert (Avviso.objects.count(), Proposta.objects.count(), Utente.objects.count()) == prima


def test_production_refuses(settings: object) -> None:
    settings.PRODUZIONE = True
    with pytest.raises(CommandError, match="inventati"):
        call_command(COMANDO)
