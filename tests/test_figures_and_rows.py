"""Every registered figure, on the 2014 plan, against the rows that it says are behind it."""

from datetime import date
from decimal import Decimal

import pytest

from conciliazione.cifre import Lettura, all_figures
from rete.models import Adesione, Ciclo, Soggetto

ON = date(2014, 6, 27)
# Percentages: the rows behind them are the amounts that they compare.
NOT_SUMS = {
    "alleanze.crescita",
    "piano.misura_incremento",
    "progetti.avanzamento",
    "rete.crescita",
    "risorse.quota",
}


@pytest.fixture
def lettura(plan_2014: None) -> Lettura:
    return Lettura(Ciclo.objects.get(slug="2014-2015"), ON)


def references(lettura: Lettura) -> list[str]:
    """Every figure with every argument that it takes."""
    return [
        riferimento
        for c in all_figures()
        for riferimento in [c.chiave] * c.is_plain
        + [f"{c.chiave}:{argomento}" for argomento in lettura.arguments(c.chiave)]
    ]


def test_every_number_is_the_sum_of_the_rows_behind_it(lettura: Lettura) -> None:
    wrong, seen = [], 0
    for riferimento in references(lettura):
        chiave = riferimento.partition(":")[0]
        valore = lettura.value(riferimento)
        if chiave in NOT_SUMS or not isinstance(valore, int | Decimal):
            continue
        seen += 1
        somma = sum(origine.valore or 0 for origine in lettura.origins(riferimento)[:])
        if somma != valore:
            wrong.append((riferimento, valore, somma))
    assert wrong == []
    assert seen > 100


def test_every_figure_that_takes_an_argument_says_which(lettura: Lettura) -> None:
    assert [
        c.chiave for c in all_figures() if c.argomento and not lettura.arguments(c.chiave)
    ] == []
    assert lettura.arguments("rete.membri") == []
    assert lettura.arguments("rete.unita") == ["sociosanitario", "socioassistenziale"]


def test_every_counted_figure_says_its_unit() -> None:
    assert [c.chiave for c in all_figures() if c.formato == "numero" and not c.unita] == []


def test_who_joins_and_who_leaves_are_rows_behind_the_members(lettura: Lettura) -> None:
    uno, due = Soggetto.objects.filter(adesioni__isnull=False).order_by("denominazione")[:2]
    for soggetto in (uno, due):
        Adesione.objects.filter(soggetto=soggetto).update(
            tipo="aderente", dal=date(2014, 9, 1), al=None
        )
    Adesione.objects.filter(soggetto=due).update(al=date(2014, 10, 31))
    dopo = Lettura(lettura.ciclo, date(2014, 12, 1))
    assert [(o.nome, o.valore, o.url) for o in dopo.origins("rete.aderenti")] == [
        (
            "Aderenti successivi al 27 giugno 2014, numero dichiarato"
            " (Piano Territoriale di Conciliazione 2014, cap. 2)",
            12,
            "",
        ),
        (f"Entrata: {uno}", 1, uno.get_absolute_url()),
        (f"Entrata: {due}", 1, due.get_absolute_url()),
        (f"Uscita: {due}", -1, due.get_absolute_url()),
    ]
    assert dopo.value("rete.aderenti") == 13
