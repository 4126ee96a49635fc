"""The alliances, side by side."""

from collections import Counter

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza
from conciliazione.numeri import format_decimal
from piano.blocchi import Blocco, Cella, Colonna, alphabetical, tabella
from piano.capitoli.registro import Compilazione, blocco

LARGHEZZA_ETICHETTE = 16


@blocco("alleanze")
def alleanze(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """Who is in each alliance and where it works, one column an alliance."""
    tutte = compilazione.alleanze
    larghezza = (100 - LARGHEZZA_ETICHETTE) / max(len(tutte), 1)
    return [
        tabella(
            "Composizione delle alleanze",
            [
                Colonna("Dato", LARGHEZZA_ETICHETTE),
                *(Colonna(alleanza.denominazione, larghezza) for alleanza in tutte),
            ],
            [
                ("Come le chiama l'atto", *(a.denominazione_citata for a in tutte)),
                ("Capofila", *(_named(a, RuoloPartenariato.CAPOFILA) for a in tutte)),
                ("Ambiti", *([str(x) for x in alphabetical(a.ambiti.all())] for a in tutte)),
                ("Comuni", *(format_decimal(a.n_comuni) for a in tutte)),
                ("Soggetti", *(format_decimal(a.n_soggetti) for a in tutte)),
                ("Partner", *(_named(a, RuoloPartenariato.PARTNER) for a in tutte)),
            ],
            nota=_shared(tutte),
            chiave="alleanze",
        )
    ]


def _named(alleanza: Alleanza, ruolo: RuoloPartenariato) -> Cella:
    """Who has that role, with the name the document gives where it is another."""
    return [
        str(p.soggetto)
        if p.denominazione_citata in ("", p.soggetto.denominazione)
        else f"{p.soggetto} (nel documento: {p.denominazione_citata})"
        for p in alleanza.partenariati.all()
        if p.ruolo == ruolo
    ]


def _shared(alleanze: list[Alleanza]) -> str:
    """The note on how soggetti are counted, and on who is in more than one alliance."""
    conto = Counter(
        soggetto
        for alleanza in alleanze
        for soggetto in {p.soggetto.denominazione for p in alleanza.partenariati.all()}
    )
    comuni = sorted(nome for nome, quante in conto.items() if quante > 1)
    regola = "Chi è capofila e anche partner della stessa alleanza si conta una volta."
    return f"{regola} In più di un'alleanza: {', '.join(comuni)}." if comuni else regola
