from decimal import Decimal

import pytest

from conciliazione.cifre import Lettura
from conciliazione.periodi import today
from progetti.models import TipoProva
from tests.factories import (
    make_alleanza,
    make_ciclo,
    make_indicatore,
    make_obiettivo,
    make_progetto,
    make_risultato,
)

PAGINA = "/progetti/risultati/"


@pytest.fixture
def progetto(alleanza):
    return make_progetto(
        slug="equilibri", titolo="Complessi equilibri", alleanza=alleanza, ciclo=alleanza.ciclo
    )


@pytest.fixture
def risultato(progetto):
    """A result of an objective, in plain words."""
    obiettivo = make_obiettivo(progetto=progetto, numero=2, titolo="Nuovi modelli organizzativi")
    return make_risultato(obiettivo=obiettivo, lettera="a", testo="Piani realizzati")


@pytest.fixture
def piani(risultato):
    """An indicator with all that one may say of it."""
    piani = make_indicatore(
        risultato=risultato,
        denominazione="Piani",
        unita="piani",
        base=Decimal(1),
        target=Decimal("1250.5"),
        almeno=True,
    )
    piani.prove.add(TipoProva.objects.create(slug="piano", denominazione="Piano progettuale"))
    return piani


@pytest.fixture
def incontri(risultato):
    """An indicator of which only the name is known."""
    return make_indicatore(risultato=risultato, denominazione="Incontri", unita="incontri")


def found(client, query: str) -> list[str]:
    """The indicators that the list shows."""
    pagina = client.get(f"{PAGINA}?{query}")
    return [indicatore.denominazione for indicatore in pagina.context["object_list"]]


@pytest.mark.parametrize("altri", [0, 2])
def test_the_list_reads_the_same_queries_for_any_number_of_rows(
    client, piani, django_assert_num_queries, altri
):
    for _ in range(altri):
        progetto = make_progetto(ciclo=piani.risultato.obiettivo.progetto.ciclo)
        obiettivo = make_obiettivo(progetto=progetto)
        make_risultato(obiettivo=obiettivo)
        make_indicatore(risultato=make_risultato(obiettivo=obiettivo)).prove.add(piani.prove.get())
    # totals, cicli, indicators, proofs, all results, options of four filters, lead body
    with django_assert_num_queries(10):
        risposta = client.get(PAGINA)
    assert len(risposta.context["object_list"]) == altri + 1


def test_a_row_says_all_that_is_known_of_an_indicator(client, piani):
    testo = client.get(PAGINA).text
    assert "<td>a. Piani realizzati</td>" in testo
    assert '<a href="/progetti/equilibri/#obiettivo-2">2. Nuovi modelli organizzativi</a>' in testo
    assert '<td class="numero">1</td>' in testo
    assert '<td class="numero">almeno 1.250,5</td>' in testo
    assert "<td>Piano progettuale</td>" in testo


def test_what_is_not_known_is_said(client, incontri):
    testo = client.get(PAGINA).text
    assert '<td class="numero">non indicata</td>' in testo
    assert '<td class="numero">non indicato</td>' in testo
    assert "<td>non indicato</td>" in testo


def test_indicators_are_chosen_by_project_alliance_proof_and_target(client, piani, incontri):
    altro = make_progetto(
        slug="altro", ciclo=make_ciclo(slug="2011-2013"), alleanza=make_alleanza(slug="altra")
    )
    make_indicatore(
        denominazione="Altro", risultato=make_risultato(obiettivo=make_obiettivo(progetto=altro))
    )
    assert found(client, "progetto=equilibri") == ["Piani", "Incontri"]
    assert found(client, "alleanza=altra") == ["Altro"]
    assert found(client, "ciclo=2011-2013") == ["Altro"]
    assert found(client, "prova=piano") == ["Piani"]
    assert found(client, "target=con") == ["Piani"]
    assert found(client, "target=senza&alleanza=alleanza") == ["Incontri"]


@pytest.mark.parametrize("parole", ["piani", "modelli", "equilibri", "modelli+piani"])
def test_an_indicator_is_found_by_its_words_its_objective_and_its_project(client, piani, parole):
    make_indicatore(denominazione="Altro")
    assert found(client, f"cerca={parole}") == ["Piani"]


def test_the_rows_follow_the_order_of_the_plan(client, ciclo):
    for lettera in ("b", "a"):
        progetto = make_progetto(ciclo=ciclo, lettera=lettera)
        for numero in (2, 1):
            risultato = make_risultato(obiettivo=make_obiettivo(progetto=progetto, numero=numero))
            make_indicatore(risultato=risultato, denominazione=f"{lettera}{numero}")
    assert found(client, "") == ["a1", "a2", "b1", "b2"]


@pytest.mark.parametrize(("quale", "misurati"), [("", 2), ("equilibri", 1)])
def test_the_totals_are_the_registered_figures(client, piani, incontri, quale, misurati):
    progetto = piani.risultato.obiettivo.progetto
    make_risultato(obiettivo=piani.risultato.obiettivo)
    altro = make_progetto(ciclo=progetto.ciclo)
    make_indicatore(risultato=make_risultato(obiettivo=make_obiettivo(progetto=altro)))
    contesto = client.get(f"{PAGINA}?progetto={quale}").context
    quadro, scoperti = contesto["quadro"], contesto["scoperti"]
    lettura = Lettura(progetto.ciclo, today())
    coda = f":{quale}" if quale else ""
    assert quadro.indicatori == lettura.value(f"progetti.indicatori{coda}")
    assert quadro.con_target == lettura.value(f"progetti.target{coda}")
    assert quadro.senza_target == lettura.value(f"progetti.senza_target{coda}")
    assert (quadro.risultati, scoperti) == (misurati, 1)
    assert quadro.risultati + scoperti == lettura.value(f"progetti.risultati{coda}")
    assert contesto["paginator"].count == quadro.indicatori


def test_results_that_no_indicator_measures_are_counted_apart(client, piani):
    for _ in range(2):
        make_risultato(obiettivo=piani.risultato.obiettivo)
    detto = "Altri 2 risultati attesi sono descritti senza un indicatore"
    assert detto in client.get(PAGINA).text
    assert detto in client.get(f"{PAGINA}?progetto=equilibri&alleanza=alleanza").text
    assert detto not in client.get(f"{PAGINA}?target=con").text
    assert detto not in client.get(f"{PAGINA}?progetto=equilibri&cerca=piani").text


@pytest.mark.parametrize("query", ["target=boh", "prova=%00", "progetto=assente", "cerca=%00"])
def test_a_filter_that_cannot_be_read_says_so_by_its_field(client, piani, query):
    risposta = client.get(f"{PAGINA}?{query}")
    assert risposta.status_code == 200
    assert risposta.text.count('class="campo-errato"') == 1
    assert len(risposta.context["object_list"]) == 1


def test_filters_that_find_nothing_say_what_to_do(client, piani):
    testo = client.get(f"{PAGINA}?cerca=zzz").text
    assert "Nessun indicatore corrisponde ai filtri" in testo
    assert f'<a href="{PAGINA}">togliere i filtri</a>' in testo


def test_without_indicators_the_page_says_where_they_come_from(client, db):
    assert "Non è ancora registrato alcun indicatore" in client.get(PAGINA).text
