"""The money: who pays for what, in euro and in percentages, and what the reward is for."""

from conciliazione.numeri import format_decimal, format_percent
from piano.blocchi import Blocco, Colonna, elenco, grafico, tabella
from piano.capitoli.registro import Compilazione, blocco
from piano.cifre import write_declared
from piano.models import Dichiarazione
from progetti.enums import FonteFinanziamento
from risorse.models import UsoPremialita
from risorse.prospetto import Riga, budget

FONTI_BREVI = {
    FonteFinanziamento.REGIONALE: "Regionale",
    FonteFinanziamento.PUBBLICO: "Pubblico",
    FonteFinanziamento.PRIVATO: "Privato",
}


@blocco("premialita-usi")
def premialita_usi(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """What the money kept as reward may be used for."""
    righe = UsoPremialita.objects.filter(ciclo=compilazione.ciclo)
    return [elenco((f"{riga.lettera}.", riga.testo) for riga in righe)]


@blocco("risorse")
def risorse(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The lines of the budget by source, in euro."""
    prospetto = budget(compilazione.ciclo)
    return [
        tabella(
            "Risorse del Piano per voce e per fonte, in euro",
            [
                Colonna("Voce", 32),
                *(Colonna(nome, 17, numero=True) for nome in prospetto.fonti),
                Colonna("Totale", 17, numero=True),
            ],
            [_amounts(riga) for riga in prospetto.righe],
            totale=_amounts(prospetto.totale),
            chiave="risorse",
        )
    ]


def _amounts(riga: Riga) -> list[str]:
    importi = (*riga.importi, riga.totale)
    return [riga.denominazione, *(format_decimal(importo, 2) for importo in importi)]


@blocco("quote-risorse")
def quote_risorse(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The share of each source, computed so that it adds to 100, beside the one printed."""
    prospetto = budget(compilazione.ciclo)
    stampate = _printed(compilazione)
    colonne = [Colonna("Voce", 28)]
    for nome in FONTI_BREVI.values():
        colonne += [Colonna(nome, 12, numero=True), Colonna("nel documento", 12, numero=True)]
    return [
        tabella(
            "Quote delle fonti, calcolate e stampate",
            colonne,
            [_shares(riga, riga.voce.slug, stampate) for riga in prospetto.righe],
            totale=_shares(prospetto.totale, "totale", stampate),
            nota="Le quote calcolate di ogni riga sommano a 100; quelle stampate sono riportate"
            " come si leggono nel documento.",
            chiave="quote-risorse",
        )
    ]


def _printed(compilazione: Compilazione) -> dict[str, str]:
    """The printed percentages, by `voce-fonte`."""
    righe = Dichiarazione.objects.filter(
        capitolo__piano=compilazione.piano,
        slug__startswith="risorse-",
        slug__endswith="-percentuale",
    )
    return {
        riga.slug.removeprefix("risorse-").removesuffix("-percentuale"): write_declared(riga)
        for riga in righe
    }


def _shares(riga: Riga, slug: str, stampate: dict[str, str]) -> list[str]:
    celle = [riga.denominazione]
    for fonte, quota in zip(FONTI_BREVI, riga.quote, strict=True):
        celle += [format_percent(quota), stampate.get(f"{slug}-{fonte.value}", "")]
    return celle


@blocco("grafico-risorse")
def grafico_risorse(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The lines of the budget as stacked bars."""
    prospetto = budget(compilazione.ciclo)
    return [
        grafico(
            "barre_impilate",
            "Risorse del Piano per voce e per fonte",
            chiave="grafico-risorse",
            richiama="risorse",
            unita="euro",
            serie=list(prospetto.fonti),
            voci=[
                {"etichetta": riga.denominazione, "valori": [f"{i:.2f}" for i in riga.importi]}
                for riga in prospetto.righe
            ],
        )
    ]
