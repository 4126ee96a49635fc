from datetime import date
from decimal import Decimal

import pytest

from progetti.models import (
    Coinvolgimento,
    Indicatore,
    ObiettivoSpecifico,
    RisultatoAtteso,
    TipoProva,
)
from rete.enums import TipoAtto
from risorse.enums import ScopoVoce
from tests.factories import (
    make_atto,
    make_indicatore,
    make_obiettivo,
    make_organo,
    make_progetto,
    make_risultato,
    make_soggetto,
    make_stanziamento,
    make_voce,
)


@pytest.fixture
def progetto(alleanza):
    """A project with an objective, a line of results and two indicators, one with a target."""
    progetto = make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo, slug="progetto")
    obiettivo = ObiettivoSpecifico.objects.create(
        progetto=progetto, numero=1, titolo="Nuovi modelli organizzativi"
    )
    risultato = RisultatoAtteso.objects.create(
        obiettivo=obiettivo, ordine=1, lettera="a", testo="Piani realizzati nelle imprese"
    )
    piani = Indicatore.objects.create(
        risultato=risultato,
        ordine=1,
        denominazione="Piani",
        unita="piani",
        target=Decimal(6),
        almeno=True,
    )
    piani.prove.add(TipoProva.objects.create(slug="piano", denominazione="Piano progettuale"))
    Indicatore.objects.create(
        risultato=risultato, ordine=2, denominazione="Incontri", unita="incontri"
    )
    return progetto


@pytest.mark.parametrize("altri", [1, 3])
def test_the_page_shows_each_expected_value_with_its_proof(
    client, progetto, django_assert_num_queries, altri
):
    make_stanziamento(
        voce=make_voce(progetto=progetto, scopo=ScopoVoce.PROGETTO), importo=Decimal("80000.00")
    )
    for _ in range(altri):
        obiettivo = make_obiettivo(progetto=progetto, organo=make_organo())
        make_indicatore(risultato=make_risultato(obiettivo=obiettivo))
        Coinvolgimento.objects.create(
            obiettivo=obiettivo, ordine=1, denominazione_citata="Sindacati"
        ).soggetti.add(make_soggetto())
    with django_assert_num_queries(16):
        testo = client.get(progetto.get_absolute_url()).text
    assert "Nuovi modelli organizzativi" in testo
    assert "almeno 6" in testo
    assert "Piano progettuale" in testo
    assert "€\xa080.000,00" in testo


def test_a_project_without_dates_says_so_and_draws_no_timeline(client, progetto):
    risposta = client.get(progetto.get_absolute_url())
    assert "il documento non indica date di inizio e di fine" in risposta.text
    assert risposta.context["tempi"] is None


def test_a_project_with_dates_has_a_timeline_beside_its_ciclo(client, progetto):
    progetto.dal, progetto.al = date(2014, 10, 1), date(2015, 9, 30)
    progetto.save()
    testo = client.get(progetto.get_absolute_url()).text
    assert "<dd>ottobre 2014 – settembre 2015</dd>" in testo
    assert "Quando si svolge" in testo


def test_the_act_that_scored_a_project_is_named_or_said_missing(client, progetto):
    pagina = progetto.get_absolute_url()
    assert "<dd>nessun atto di valutazione registrato</dd>" in client.get(pagina).text
    progetto.atto_valutazione = make_atto(
        tipo=TipoAtto.VERBALE, emanante="Comitato", numero="", oggetto="Esito favorevole."
    )
    progetto.save()
    assert "del 27 giugno 2014, Comitato. Esito favorevole.</dd>" in client.get(pagina).text


def test_nothing_is_said_of_progress(client, progetto):
    testo = client.get(progetto.get_absolute_url()).text.partition("<main")[2].lower()
    assert "raggiunt" not in testo.partition("<footer")[0].replace("da raggiungere", "")
    assert "<progress" not in testo


def test_markup_typed_in_the_context_is_cleaned(client, progetto):
    progetto.contesto = "Una **rete** <script>alert(1)</script>[x](javascript:alert(1))"
    progetto.save()
    testo = client.get(progetto.get_absolute_url()).text
    assert "<strong>rete</strong>" in testo
    assert "alert(1)</script>" not in testo
    assert "javascript:" not in testo
