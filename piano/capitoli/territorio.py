"""The territory: the comuni, their ambiti, the alliances that cover them."""

from itertools import groupby

from conciliazione.numeri import format_decimal
from piano.blocchi import Blocco, Cella, Colonna, Gruppo, alphabetical, grafico, tabella
from piano.capitoli.registro import Compilazione, blocco
from rete.models import Ambito, Comune

ATTRIBUZIONE = "Confini: ISTAT / openpolis, CC BY 4.0"
DEDOTTO = (
    "Dove è scritto «dedotto» la corrispondenza fra ambito e distretto non è nella fonte: si"
    " ricava dai comuni che il distretto rappresenta."
)


def _alliance_of(compilazione: Compilazione) -> dict[int, str]:
    """The name of the alliance that covers each ambito, by the ambito's id."""
    return {
        ambito.pk: alleanza.denominazione
        for alleanza in compilazione.alleanze
        for ambito in alleanza.ambiti.all()
    }


def _numbered() -> list[tuple[int, Comune]]:
    """The comuni in alphabetical order, with the number they have on the map."""
    comuni = alphabetical(Comune.objects.select_related("ambito"))
    return list(enumerate(comuni, start=1))


@blocco("mappa-comuni")
def mappa_comuni(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The map of the comuni by ambito, with the outline of the alliances."""
    alleanze = _alliance_of(compilazione)
    return [
        grafico(
            "mappa",
            "I comuni del territorio, per ambito",
            chiave="mappa-comuni",
            richiama="comuni",
            attribuzione=ATTRIBUZIONE,
            comuni=[
                {
                    "codice_istat": comune.codice_istat,
                    "denominazione": comune.denominazione,
                    "ambito": comune.ambito.denominazione,
                    "classe": alleanze.get(comune.ambito_id, ""),
                    "numero": numero,
                    "confine": comune.confine,
                }
                for numero, comune in _numbered()
            ],
        )
    ]


@blocco("comuni")
def comuni(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The comuni by ambito, with the number they have on the map."""
    numerati = sorted(_numbered(), key=lambda voce: voce[1].ambito.denominazione)
    righe: list[Gruppo | tuple[Cella, ...]] = []
    for ambito, gruppo in groupby(numerati, key=lambda voce: voce[1].ambito.denominazione):
        voci = list(gruppo)
        righe.append(Gruppo(f"{ambito}: {len(voci)} comuni"))
        righe += [(c.denominazione, str(n), c.codice_istat, c.cap) for n, c in voci]
    return [
        tabella(
            "Comuni del territorio, per ambito",
            [
                Colonna("Comune", 46),
                Colonna("Numero sulla mappa", 18, numero=True),
                Colonna("Codice ISTAT", 18, numero=True),
                Colonna("CAP", 18, numero=True),
            ],
            righe,
            chiave="comuni",
        )
    ]


@blocco("ambiti")
def ambiti(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The ambiti: their number, who speaks for them, how many comuni, which alliance."""
    alleanze = _alliance_of(compilazione)
    righe = alphabetical(Ambito.objects.select_related("distretto").prefetch_related("comuni"))
    return [
        tabella(
            "Ambiti territoriali",
            [
                Colonna("Ambito", 22),
                Colonna("Distretto n.", 12, numero=True),
                Colonna("Distretto sociale che lo rappresenta", 30),
                Colonna("Comuni", 11, numero=True),
                Colonna("Alleanza", 25),
            ],
            [
                (
                    ambito.denominazione,
                    str(ambito.numero or ""),
                    _district(ambito),
                    format_decimal(len(ambito.comuni.all())),
                    alleanze.get(ambito.pk, ""),
                )
                for ambito in righe
            ],
            totale=("Totale", "", "", format_decimal(sum(len(a.comuni.all()) for a in righe)), ""),
            nota=DEDOTTO if any(a.distretto_dedotto for a in righe) else "",
            chiave="ambiti",
        )
    ]


def _district(ambito: Ambito) -> str:
    if ambito.distretto is None:
        return ""
    return ambito.distretto.denominazione + (" (dedotto)" if ambito.distretto_dedotto else "")
