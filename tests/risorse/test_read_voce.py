from decimal import Decimal

import pytest

from progetti.enums import FonteFinanziamento
from risorse.enums import ScopoVoce
from risorse.models import UsoPremialita
from tests.factories import (
    make_azione,
    make_iniziativa,
    make_obiettivo,
    make_progetto,
    make_stanziamento,
    make_voce,
)


@pytest.fixture
def premialita(ciclo):
    """Money kept as a reward, without a rule."""
    voce = make_voce(ciclo=ciclo, slug="premialita", scopo=ScopoVoce.PREMIALITA)
    make_stanziamento(voce=voce, importo=Decimal("40590"))
    return voce


def text(client, voce) -> str:
    return client.get(voce.get_absolute_url()).text


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_reads_the_same_queries_for_any_number_of_rows(
    client, ciclo, django_assert_num_queries, quanti
):
    voce = make_voce(
        ciclo=ciclo, scopo=ScopoVoce.PROGETTO, progetto=make_progetto(ciclo=ciclo, slug="tempo")
    )
    for numero in range(quanti):
        make_obiettivo(progetto=voce.progetto, numero=numero + 1, titolo="Telelavoro")
    with django_assert_num_queries(4):  # line, amounts in kind, objectives, lead body
        testo = text(client, voce)
    assert testo.count("Telelavoro</a>") == quanti
    assert '<a href="/progetti/tempo/#obiettivo-1">1. Telelavoro</a>' in testo


def test_each_source_has_its_amount_and_share(client, ciclo):
    voce = make_voce(ciclo=ciclo)
    make_stanziamento(voce=voce, importo=Decimal("80000"))
    make_stanziamento(
        voce=voce, fonte=FonteFinanziamento.PRIVATO, importo=Decimal("20000"), in_natura=True
    )
    testo = text(client, voce)
    for fonte, importo, quota in [
        ("Finanziamento regionale", "80.000,00", "80"),
        ("Cofinanziamento pubblico", "0,00", "0"),
        ("Cofinanziamento privato", "20.000,00", "20"),
    ]:
        riga = f'{fonte}</th><td class="numero">€\xa0{importo}</td><td class="numero">{quota}\xa0%'
        assert riga in testo
    assert "Cofinanziamento privato: €\xa020.000,00 sono in natura" in testo


def test_what_the_money_is_for_is_told_in_words(client, premialita):
    assert "Che cosa paga questa voce non è ancora descritto." in text(client, premialita)
    premialita.destinazione = "Una riserva\nper le alleanze.\n\nDue usi. <script>alert(1)</script>"
    premialita.save()
    testo = text(client, premialita)
    assert "<p>Una riserva\nper le alleanze.</p>" in testo
    assert "alert(1)</script>" not in testo


def test_the_uses_of_the_reward_are_listed_and_the_missing_rule_is_said(client, premialita):
    UsoPremialita.objects.create(ciclo=premialita.ciclo, lettera="a", testo="Titoli ai cittadini")
    testo = text(client, premialita)
    assert "<li>a. Titoli ai cittadini</li>" in testo
    assert "La regola non è ancora stabilita" in testo


def test_the_rule_stands_where_there_is_one(client, premialita):
    premialita.criterio = "Metà a ciascuna alleanza."
    premialita.save()
    testo = text(client, premialita)
    assert "<p>Metà a ciascuna alleanza.</p>" in testo
    assert "La regola non è ancora stabilita" not in testo


def test_a_line_that_is_not_kept_as_reward_needs_no_rule(client, ciclo):
    testo = text(client, make_voce(ciclo=ciclo))
    assert "Con quale regola" not in testo


@pytest.mark.parametrize(
    ("scopo", "make"),
    [(ScopoVoce.FORMAZIONE, make_iniziativa), (ScopoVoce.COMUNICAZIONE, make_azione)],
)
def test_training_and_communication_lead_to_what_they_pay_for(client, ciclo, scopo, make):
    pagato = make(ciclo=ciclo)
    make()
    testo = text(client, make_voce(ciclo=ciclo, scopo=scopo))
    assert testo.count(f'<li><a href="{pagato.get_absolute_url()}">{pagato}</a></li>') == 1
    assert testo.partition("<main")[2].count('href="/formazione/') == 1


def test_a_bound_on_the_money_of_the_project_is_said(client, ciclo):
    progetto = make_progetto(ciclo=ciclo, nota_risorse="Tutto in incentivi.")
    voce = make_voce(ciclo=ciclo, scopo=ScopoVoce.PROGETTO, progetto=progetto)
    testo = text(client, voce)
    assert "<p>Tutto in incentivi.</p>" in testo
    assert "Gli importi non sono ancora registrati." in testo
