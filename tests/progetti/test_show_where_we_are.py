"""«A che punto siamo»: what everybody reads of how far the projects are."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from progetti.enums import StatoRilevazione
from progetti.models import Consegna, FinestraMonitoraggio, Indicatore, Progetto
from rete.models import Ciclo
from tests.factories import make_obiettivo, make_progetto
from tests.factories.monitoraggio import make_consegna, make_indicator_of, make_rilevazione

pytestmark = pytest.mark.django_db

PAGINA = "/progetti/a-che-punto-siamo/"
VERIFICATA = StatoRilevazione.VERIFICATA
MARZO, GIUGNO = date(2015, 3, 12), date(2015, 6, 30)


def make_world(ciclo: Ciclo, **campi: object) -> Consegna:
    """A project with two objectives: something verified, something declared, something missing."""
    progetto = make_progetto(
        ciclo=ciclo,
        **{"dal": date(2015, 1, 1), "al": date(2015, 12, 31), **campi},
    )
    make_obiettivo(progetto=progetto, numero=1, titolo="Formare chi lavora")
    consegna = make_consegna(progetto=progetto, finestra=FinestraMonitoraggio.objects.first())
    formati = make_indicator_of(
        consegna, denominazione="Operatori formati", unita="operatori", target=30
    )
    con = {"consegna": consegna, "indicatore": formati}
    make_rilevazione(VERIFICATA, ("11",), valore=11, data=MARZO, **con)
    make_rilevazione(VERIFICATA, ("20",), valore=20, data=GIUGNO, **con)
    dichiarato = make_indicator_of(consegna, denominazione="Incontri", target=4)
    make_rilevazione(valore=77, consegna=consegna, indicatore=dichiarato, data=MARZO)
    make_indicator_of(consegna, denominazione="Accessi")
    return consegna


@pytest.fixture
def consegna(ciclo: Ciclo) -> Consegna:
    return make_world(ciclo, slug="tempo", titolo="Tempo per tutti")


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def row_of(html: str, indicatore: str) -> list[str]:
    """The cells of the row of an indicator."""
    (riga,) = [r for r in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if f">{indicatore} <" in r]
    return [plain(cella) for cella in re.findall(r"<t[hd].*?</t[hd]>", riga, re.DOTALL)]


def test_verified_figures_alone_are_shown(consegna: Consegna, client: Client) -> None:
    pagina = client.get(PAGINA).text
    assert row_of(pagina, "Operatori formati") == [
        "Operatori formati (operatori)",
        "non indicata",
        "31 operatori: le righe da cui viene «Operatori formati»",
        "30",
        "103,33 %",
        "obiettivo raggiunto",
        "30 giugno 2015",
    ]
    assert row_of(pagina, "Incontri")[2:] == ["–", "4", "–", "non ancora misurato", "–"]
    assert "77" not in plain(pagina.partition("<main")[2])
    assert (
        "Di 3 indicatori, 1 ha un valore verificato e 1 ha raggiunto il valore atteso. Ultimo dato"
        " verificato: 30 giugno 2015. 1 indicatore non ha un valore atteso"
    ) in plain(pagina)


def test_the_figures_of_another_day_are_those_of_that_day(
    consegna: Consegna, client: Client
) -> None:
    pagina = client.get(PAGINA, {"al": "31/03/2015"}).text
    assert row_of(pagina, "Operatori formati")[2].startswith("11 operatori")
    assert row_of(pagina, "Operatori formati")[4:] == [
        "36,67 %",
        "in linea con i tempi",
        "12 marzo 2015",
    ]
    assert "Dati al 31 marzo 2015." in plain(pagina)
    formati = Indicatore.objects.get(denominazione="Operatori formati")
    chiave = f"progetti.verificato:{formati.riferimento}"
    assert f'href="{reverse("rete:cifra", args=[chiave])}?al=2015-03-31"' in pagina


def test_the_rows_behind_a_figure_are_one_click_away(consegna: Consegna, client: Client) -> None:
    pagina = client.get(PAGINA).text
    (indirizzo,) = re.findall(r'href="(/rete/cifre/progetti.verificato:[^"]+)"', pagina)
    righe = client.get(indirizzo).text
    assert "Incremento al 12 marzo 2015. Prove: " in righe
    assert "Incremento al 30 giugno 2015. Prove: " in righe


def test_the_chart_has_its_numbers_in_a_table(consegna: Consegna, client: Client) -> None:
    pagina = client.get(PAGINA).text
    assert "Come vanno gli indicatori di «Tempo per tutti», per obiettivo" in pagina
    (riga,) = re.findall(r"<tr><th scope=\"row\">1\. .*?</tr>", pagina, re.DOTALL)
    assert [plain(c) for c in re.findall(r"<td.*?</td>", riga)] == ["1", "0", "0", "0", "2"]


def test_what_cannot_be_said_is_said_in_words(ciclo: Ciclo, client: Client) -> None:
    make_progetto(ciclo=ciclo, titolo="Senza indicatori")
    make_world(ciclo, titolo="Senza date", dal=None, al=None)
    nato = make_progetto(ciclo=ciclo, titolo="Appena nato")
    nuovo = make_consegna(progetto=nato, finestra=FinestraMonitoraggio.objects.get())
    make_indicator_of(nuovo)
    testo = plain(client.get(PAGINA).text)
    assert "Il progetto non ha indicatori" in testo
    assert "non indica un inizio e una fine: non si può dire se è in linea con i tempi" in testo
    assert "Nessun valore è ancora verificato: il suo indicatore si misura quando" in testo


def test_without_projects_the_page_says_so(ciclo: Ciclo, client: Client) -> None:
    assert "Non è ancora registrato alcun progetto" in client.get(PAGINA).text


@pytest.mark.parametrize(
    ("query", "titoli"),
    [
        ("progetto=tempo", ["Tempo per tutti"]),
        ("progetto=nessuno", ["Altro", "Tempo per tutti"]),
        ("al=ieri", ["Altro", "Tempo per tutti"]),
        ("page=9", ["Altro", "Tempo per tutti"]),
    ],
)
def test_the_list_is_filtered_and_what_is_wrong_is_told(
    query: str, titoli: list[str], consegna: Consegna, ciclo: Ciclo, client: Client
) -> None:
    make_progetto(ciclo=ciclo, titolo="Altro")
    risposta = client.get(f"{PAGINA}?{query}")
    assert sorted(p.progetto.titolo for p in risposta.context["object_list"]) == titoli
    if query == "al=ieri":
        assert "Scrivere un giorno, per esempio 31/12/2014." in risposta.text
        assert 'value="ieri"' in risposta.text


@pytest.mark.parametrize("altri", [0, 2])
def test_the_page_reads_the_same_queries_for_any_number_of_projects(
    altri: int, consegna: Consegna, ciclo: Ciclo, client: Client, django_assert_num_queries: object
) -> None:
    for _ in range(altri):
        make_world(ciclo)
    # how many, which, the projects with their objectives, results and indicators, the verified
    # sums, the options of two filters, lead body
    with django_assert_num_queries(10):
        risposta = client.get(PAGINA)
    assert len(risposta.context["object_list"]) == altri + 1


def test_a_long_list_is_paged(ciclo: Ciclo, client: Client) -> None:
    for n in range(6):
        make_progetto(ciclo=ciclo, lettera=f"z{n}"[:2])
    risposta = client.get(PAGINA)
    assert len(risposta.context["object_list"]) == 5
    assert (
        len(client.get(f"{PAGINA}?page=2").context["object_list"]) == Progetto.objects.count() - 5
    )


def test_the_page_of_a_project_says_how_far_it_is(consegna: Consegna, client: Client) -> None:
    pagina = client.get(consegna.progetto.get_absolute_url()).text
    assert "Di 3 indicatori, 1 ha un valore verificato" in plain(pagina)
    assert f'href="{PAGINA}?progetto=tempo"' in pagina
    assert "Come vanno gli indicatori di «Tempo per tutti», per obiettivo" in pagina


def test_the_page_of_a_project_without_indicators_has_no_such_part(
    ciclo: Ciclo, client: Client
) -> None:
    assert 'id="punto"' not in client.get(make_progetto(ciclo=ciclo).get_absolute_url()).text


def test_home_and_section_lead_there(ciclo: Ciclo, client: Client) -> None:
    assert f'href="{PAGINA}"' in client.get("/").text
    assert f'href="{PAGINA}"' in client.get("/progetti/").text
