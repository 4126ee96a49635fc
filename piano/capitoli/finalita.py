"""What the Piano is for, how it will be judged, why it will last."""

from decimal import Decimal

from conciliazione.numeri import format_decimal
from piano.blocchi import Blocco, Colonna, elenco, nota, scheda, tabella
from piano.capitoli.registro import Compilazione, blocco
from piano.models import IndicatorePiano
from piano.raggiunto import measures_of, reached

NON_INDICATO = "non indicato"
DA_RILEVARE = "da rilevare"


@blocco("finalita")
def finalita(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The general purposes."""
    return [elenco((riga.testo for riga in compilazione.piano.finalita.all()), ordinato=True)]


@blocco("obiettivi")
def obiettivi(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The general objectives, and by which indicators each is measured."""
    righe = list(compilazione.piano.obiettivi.prefetch_related("indicatori"))
    blocchi = [
        tabella(
            "Obiettivi generali e indicatori che li misurano",
            [Colonna("N.", 7), Colonna("Obiettivo", 65), Colonna("Indicatori", 28)],
            [
                (str(riga.ordine), riga.testo, _numbers(list(riga.indicatori.all())))
                for riga in righe
            ],
            chiave="obiettivi",
        )
    ]
    scoperti = [str(riga.ordine) for riga in righe if not riga.indicatori.all()]
    if scoperti:
        quali = "L'obiettivo" if len(scoperti) == 1 else "Gli obiettivi"
        hanno = "non ha" if len(scoperti) == 1 else "non hanno"
        blocchi.append(
            nota(f"{quali} {_join(scoperti)} {hanno} un indicatore che li misuri direttamente.")
        )
    return blocchi


def _numbers(indicatori: list[IndicatorePiano]) -> str:
    if not indicatori:
        return "nessuno diretto"
    return "n. " + _join([str(i.ordine) for i in indicatori])


def _join(parole: list[str]) -> str:
    """`3`, `1 e 2`, `6, 8 e 9`."""
    return " e ".join([", ".join(parole[:-1]), parole[-1]]) if len(parole) > 1 else parole[0]


@blocco("indicatori")
def indicatori(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The indicators of the Piano with their measures, baseline, target and, where the portal
    computes it, what they have reached."""
    righe = reached(measures_of(compilazione.piano), compilazione.lettura)
    blocchi = [
        tabella(
            "Indicatori del Piano",
            [
                Colonna("N.", 7),
                Colonna("Misura", 35),
                Colonna("Si esprime in", 20),
                Colonna("Partenza", 12),
                Colonna("Atteso", 12),
                Colonna("Raggiunto", 14),
            ],
            [
                (
                    riga.misura.numero,
                    riga.misura.denominazione,
                    "numero e incremento %" if riga.misura.con_incremento else "numero",
                    _known(riga.misura.base),
                    _known(riga.misura.target),
                    riga.testo or DA_RILEVARE,
                )
                for riga in righe
            ],
            chiave="indicatori",
        )
    ]
    mancano = [(f"Misura {riga.misura.numero}", [riga.perche]) for riga in righe if riga.perche]
    if mancano:
        blocchi += [nota("Di alcune misure il numero non c’è ancora, e si dice perché:")]
        blocchi += [scheda(mancano)]
    return blocchi


def _known(valore: Decimal | None) -> str:
    return NON_INDICATO if valore is None else format_decimal(valore)


@blocco("sostenibilita")
def sostenibilita(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """Why what the Piano starts will last beyond its money."""
    punti = compilazione.piano.sostenibilita.prefetch_related("elementi")
    return [
        scheda(
            (f"{punto.lettera}. {punto.titolo.strip()}", [e.testo for e in punto.elementi.all()])
            for punto in punti
        )
    ]
