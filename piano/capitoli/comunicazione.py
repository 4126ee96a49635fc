"""The communication plan."""

from conciliazione.date import format_period
from formazione.enums import GenereTestata
from formazione.models import AzioneComunicazione, ObiettivoComunicazione, Pubblico, Testata
from piano.blocchi import Blocco, Cella, Colonna, Gruppo, elenco, scheda, tabella
from piano.capitoli.registro import Compilazione, blocco


@blocco("obiettivi-comunicazione")
def obiettivi_comunicazione(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """What communication is for."""
    righe = ObiettivoComunicazione.objects.filter(ciclo=compilazione.ciclo)
    return [elenco((riga.testo for riga in righe), ordinato=True)]


@blocco("pubblici")
def pubblici(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """Whom communication addresses."""
    righe = Pubblico.objects.filter(ciclo=compilazione.ciclo)
    return [scheda((riga.denominazione, riga.descrizione) for riga in righe)]


@blocco("testate")
def testate(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The newspapers, by kind."""
    righe = list(Testata.objects.filter(ciclo=compilazione.ciclo))
    return [
        scheda(
            (genere.label, [t.denominazione for t in righe if t.genere == genere])
            for genere in GenereTestata
        )
    ]


@blocco("azioni-comunicazione")
def azioni_comunicazione(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The numbered actions, each with its rows: for whom, with what, when."""
    azioni = AzioneComunicazione.objects.filter(ciclo=compilazione.ciclo)
    righe: list[Gruppo | tuple[Cella, ...]] = []
    for azione in azioni.prefetch_related("righe"):
        righe.append(Gruppo(str(azione)))
        righe += [
            (r.destinatari, r.strumento, r.descrizione, format_period(r.dal, r.al))
            for r in azione.righe.all()
        ]
    return [
        tabella(
            "Azioni di comunicazione",
            [
                Colonna("Destinatari", 22),
                Colonna("Strumento", 20),
                Colonna("Che cosa si fa", 42),
                Colonna("Periodo", 16),
            ],
            righe,
            chiave="azioni-comunicazione",
        )
    ]
