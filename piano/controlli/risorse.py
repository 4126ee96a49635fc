"""Checks of the money: what is set aside has a rule, every line has an amount."""

from collections.abc import Iterator
from decimal import Decimal

from conciliazione.numeri import format_decimal, format_euro
from piano.controlli.posizioni import find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from progetti.enums import FonteFinanziamento
from risorse.enums import ScopoVoce
from risorse.models import Voce

# Shares that a rule would be written with: one every five percent.
PASSO_QUOTA = Decimal(5)


def _total(voce: Voce) -> Decimal:
    return sum((s.importo for s in voce.in_vigore), Decimal(0))


def _finding(esame: Esame, voce: Voce, testo: str, rimedio: str, valori: object) -> Esito:
    return Esito(
        oggetto=voce,
        testo=testo,
        rimedio=rimedio,
        capitolo=find_chapter(esame, "risorse"),
        valori=valori,
        url=page_of(voce),
    )


def _reserved(esame: Esame) -> list[Voce]:
    """The money set aside, to be given later, for which no rule is written."""
    riserve = [v for v in esame.voci if v.scopo == ScopoVoce.PREMIALITA]
    return [v for v in riserve if _total(v) and not v.criterio.strip()]


@controllo(
    "riserva-senza-regola",
    titolo="Denaro accantonato senza una regola per assegnarlo",
    verifica="Ciò che si accantona per premiare i risultati ha un criterio: a chi, quanto, quando.",
    perche="Senza criterio scritto prima, nessuno sa che cosa fare per averlo e ogni assegnazione"
    " si può contestare.",
    livello=LivelloRilievo.ERRORE,
)
def reserved_without_rule(esame: Esame) -> Iterator[Esito]:
    """Lines of premialità without `criterio`."""
    for voce in _reserved(esame):
        importo = format_euro(_total(voce))
        yield _finding(
            esame,
            voce,
            f"«{voce.denominazione_citata}» accantona {importo} e non dice con quale criterio, in"
            " quali quote e quando si assegnano.",
            "Stabilire il criterio con un atto e scriverlo nella voce, prima di pubblicare il"
            " Piano; se lo si rinvia, dire a quale atto.",
            importo,
        )


@controllo(
    "quota-non-scritta",
    titolo="Accantonamento che segue una quota non scritta",
    verifica="Quando un accantonamento è, al centesimo, una quota tonda di un altro importo, la"
    " regola da cui nasce è scritta.",
    perche="Un conto così esatto non viene dal caso: chi legge non può sapere quale regola lo dà.",
    livello=LivelloRilievo.AVVERTENZA,
)
def unwritten_share(esame: Esame) -> Iterator[Esito]:
    """Money set aside that is exactly a multiple of 5 % of a grant to another line."""
    for voce in _reserved(esame):
        importo = _total(voce)
        for altra, fonte, base in _grants(esame, voce):
            quota = importo * 100 / base
            if quota < 100 and quota % PASSO_QUOTA == 0:
                yield _finding(
                    esame,
                    voce,
                    f"«{voce.denominazione_citata}» è {format_euro(importo)}, esattamente il"
                    f" {format_decimal(quota)}\N{NO-BREAK SPACE}% di {format_euro(base)}, il"
                    f" {fonte} di «{altra.denominazione_citata}»: il Piano non dice se sia una"
                    " regola.",
                    "Chiedere a chi ha fissato l'importo da quale regola viene e scriverla nella"
                    " voce.",
                    [str(importo), str(base)],
                )


def _grants(esame: Esame, voce: Voce) -> Iterator[tuple[Voce, str, Decimal]]:
    """What each source gives to the other lines, when it is a source of this one too."""
    fonti = {s.fonte for s in voce.in_vigore}
    for altra in esame.voci:
        for stanziamento in altra.in_vigore:
            if altra != voce and stanziamento.fonte in fonti and stanziamento.importo:
                nome = FonteFinanziamento(stanziamento.fonte).label.lower()
                yield altra, nome, stanziamento.importo


@controllo(
    "voce-senza-importo",
    titolo="Voce di spesa senza importo",
    verifica="Ogni voce delle risorse ha almeno un importo maggiore di zero.",
    perche="Una voce vuota promette una spesa che nessuno copre.",
    livello=LivelloRilievo.AVVERTENZA,
)
def line_without_amount(esame: Esame) -> Iterator[Esito]:
    """Lines whose sources give nothing."""
    for voce in esame.voci:
        if not _total(voce):
            yield _finding(
                esame,
                voce,
                f"«{voce.denominazione_citata}» non ha alcun importo.",
                "Scrivere quanto dà ciascuna fonte, o togliere la voce.",
                "0",
            )
