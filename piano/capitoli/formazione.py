"""The training plan."""

from conciliazione.date import format_period
from conciliazione.numeri import format_decimal
from formazione.models import Contenuto, Iniziativa, ObiettivoFormazione, TemaFormazione
from piano.blocchi import Blocco, Colonna, elenco, tabella
from piano.capitoli.registro import Compilazione, blocco


@blocco("obiettivi-formazione")
def obiettivi_formazione(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The levels at which training works."""
    righe = ObiettivoFormazione.objects.filter(ciclo=compilazione.ciclo)
    return [elenco((riga.testo for riga in righe), ordinato=True)]


@blocco("temi-formazione")
def temi_formazione(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The subjects of training."""
    righe = TemaFormazione.objects.filter(ciclo=compilazione.ciclo)
    return [elenco(riga.denominazione for riga in righe)]


@blocco("formazione")
def formazione(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The initiatives: what, for whom, how many editions, in which months."""
    righe = list(Iniziativa.objects.filter(ciclo=compilazione.ciclo))
    return [
        tabella(
            "Iniziative di formazione",
            [
                Colonna("Iniziativa", 17),
                Colonna("Contenuti", 24),
                Colonna("Obiettivi", 22),
                Colonna("Destinatari", 17),
                Colonna("Ediz.", 7, numero=True),
                Colonna("Periodo", 13),
            ],
            [
                (
                    str(riga),
                    riga.contenuti,
                    riga.obiettivi,
                    riga.destinatari,
                    format_decimal(riga.edizioni),
                    format_period(riga.dal, riga.al),
                )
                for riga in righe
            ],
            totale=("Totale", "", "", "", format_decimal(sum(r.edizioni for r in righe)), ""),
            chiave="formazione",
        )
    ]


@blocco("autoformazione")
def autoformazione(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The material for those who learn by themselves."""
    righe = Contenuto.objects.filter(ciclo=compilazione.ciclo)
    return [
        tabella(
            "Contenuti per l'autoformazione",
            [
                Colonna("Tipologia", 20),
                Colonna("Contenuti", 32),
                Colonna("Obiettivi", 28),
                Colonna("Destinatari", 20),
            ],
            [(r.tipologia, r.contenuti, r.obiettivi, r.destinatari) for r in righe],
            chiave="autoformazione",
        )
    ]
