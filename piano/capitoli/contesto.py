"""The context analysis: its tables with their charts, and what the documents declare."""

from collections.abc import Iterable

from piano.blocchi import COLONNE_FITTE, Blocco, Cella, Colonna, grafico, tabella
from piano.capitoli.registro import Compilazione, blocco, pick
from piano.celle import chart_values, head_column, write_cell
from piano.cifre import write_declared
from piano.models import Capitolo, Dichiarazione, TabellaContesto

COLONNE_DICHIARAZIONI = [
    Colonna("Di che cosa", 46),
    Colonna("Come è scritto", 24),
    Colonna("A quando si riferisce, fonte", 30),
]
LARGHEZZA_ETICHETTE, LARGHEZZA_ETICHETTE_FITTE = 24, 14


@blocco("contesto", argomento="lo slug della tabella")
def contesto(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """A context table as its source prints it, followed by its chart."""
    tabelle = TabellaContesto.objects.filter(capitolo__piano=compilazione.piano)
    scelta = pick("la tabella di contesto", {t.slug: t for t in tabelle}, argomento)
    blocchi = [_print(scelta)]
    if scelta.forma:
        blocchi.append(
            grafico(
                scelta.forma,
                scelta.titolo,
                chiave=f"grafico-{scelta.slug}",
                richiama=scelta.slug,
                **chart_values(scelta.colonne, scelta.righe),
            )
        )
    return blocchi


def _print(scelta: TabellaContesto) -> Blocco:
    fitta = len(scelta.colonne) >= COLONNE_FITTE
    etichette = LARGHEZZA_ETICHETTE_FITTE if fitta else LARGHEZZA_ETICHETTE
    larghezza = (100 - etichette) / len(scelta.colonne)
    note = [scelta.nota]
    if scelta.titolo_citato and scelta.titolo_citato != scelta.titolo:
        note.insert(0, f"Nel documento la tabella è intitolata «{scelta.titolo_citato}».")
    return tabella(
        scelta.titolo,
        [
            Colonna(scelta.intestazione, etichette),
            *(Colonna(head_column(c), larghezza, numero=True) for c in scelta.colonne),
        ],
        [
            (
                riga["etichetta"],
                *(write_cell(v, c) for v, c in zip(riga["valori"], scelta.colonne, strict=True)),
            )
            for riga in scelta.righe
        ],
        fonte=", ".join(parte for parte in (scelta.fonte, scelta.riferimento) if parte),
        nota=" ".join(note),
        chiave=scelta.slug,
    )


@blocco("dichiarazioni", argomento="lo slug del capitolo")
def dichiarazioni(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """What the source declares in a chapter, figure by figure."""
    capitoli = {c.slug: c for c in compilazione.piano.capitoli.all()}
    capitolo = pick("il capitolo", capitoli, argomento)
    righe = Dichiarazione.objects.filter(capitolo=capitolo)
    return [declared_table(capitolo, righe)]


def declared_table(capitolo: Capitolo, righe: Iterable[Dichiarazione]) -> Blocco:
    """The declared figures of one chapter."""
    return tabella(
        f"Quanto dichiara la fonte: {capitolo.titolo}",
        COLONNE_DICHIARAZIONI,
        [_declared(riga) for riga in righe],
        chiave=f"dichiarazioni-{capitolo.slug}",
    )


def _declared(riga: Dichiarazione) -> tuple[Cella, ...]:
    dove = ", ".join(parte for parte in (riga.riferimento, riga.fonte) if parte)
    return riga.etichetta, write_declared(riga), dove
