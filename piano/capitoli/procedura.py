"""The procedure that leads to the Piano, and to whom it is sent."""

from conciliazione.date import format_day
from piano.blocchi import Blocco, Colonna, alphabetical, tabella
from piano.capitoli.registro import Compilazione, blocco
from rete.citazioni import cite_act, cite_day
from rete.models import Atto, FaseProcedura

DATA_IGNOTA = "data non nota"


def name_act(atto: Atto | None) -> str:
    """An act as a sentence names it, with its body; empty for None."""
    if atto is None:
        return ""
    citato = cite_act(atto.get_tipo_display(), atto.numero, atto.data, atto.data_citata)
    return f"{citato}, {atto.emanante}" if atto.emanante else citato


@blocco("procedura")
def procedura(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The steps of the procedure: their term, the day they happened, the act."""
    fasi = FaseProcedura.objects.filter(ciclo=compilazione.ciclo).select_related("atto")
    return [
        tabella(
            "Fasi della procedura",
            [
                Colonna("Fase", 29),
                Colonna("Termine", 14),
                Colonna("Data", 15),
                Colonna("Esito e atto", 42),
            ],
            [
                (
                    fase.denominazione,
                    format_day(fase.entro_il) if fase.entro_il else "",
                    cite_day(fase.avvenuta_il, fase.data_citata),
                    " ".join(
                        f"{parte.strip().rstrip('.')}."
                        for parte in (fase.esito, name_act(fase.atto))
                        if parte
                    ),
                )
                for fase in fasi
            ],
        )
    ]


@blocco("trasmissioni")
def trasmissioni(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """Who must receive the Piano, and when it was sent."""
    return [
        tabella(
            "Destinatari a cui il Piano è trasmesso",
            [Colonna("Destinatario", 70), Colonna("Trasmesso il", 30)],
            [
                (riga.destinatario, cite_day(riga.avvenuta_il, DATA_IGNOTA))
                for riga in alphabetical(compilazione.piano.trasmissioni.all())
            ],
        )
    ]
