"""Checks of the days: what falls out of the ciclo, or comes after it is closed."""

from collections.abc import Iterable, Iterator
from datetime import date

from conciliazione.date import format_day, format_period
from piano.controlli.parole import counted, listed
from piano.controlli.posizioni import chapter_page, find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo

Periodo = tuple[str, date | None, date | None]


@controllo(
    "periodo-fuori-dal-ciclo",
    titolo="Periodi fuori dal ciclo",
    verifica="Progetti, iniziative e azioni cominciano e finiscono dentro il ciclo del Piano.",
    perche="Fuori dal ciclo non ci sono risorse né un Accordo in vigore, se non c'è una proroga.",
    livello=LivelloRilievo.ERRORE,
)
def period_out_of_the_cycle(esame: Esame) -> Iterator[Esito]:
    """One finding for each part of the Piano: they are mended together."""
    ciclo = esame.ciclo
    for parte, blocco, periodi in _parts(esame):
        fuori = [p for p in periodi if _is_out(p, ciclo.dal, ciclo.al)]
        if fuori:
            capitolo = find_chapter(esame, blocco)
            quali = listed(f"{nome} ({format_period(dal, al)})" for nome, dal, al in fuori)
            yield Esito(
                oggetto=esame.piano,
                discriminante=parte,
                testo=f"{parte.capitalize()}, {counted(len(fuori), 'periodo', 'periodi')} su"
                f" {len(periodi)} fuori dal ciclo, che va {_span(ciclo.dal, ciclo.al)}: {quali}.",
                rimedio="Riportare i periodi dentro il ciclo, o registrare la proroga che lo"
                " allunga.",
                capitolo=capitolo,
                valori=[[nome, str(dal), str(al)] for nome, dal, al in fuori],
                url=chapter_page(esame, capitolo),
            )


def _parts(esame: Esame) -> list[tuple[str, str, list[Periodo]]]:
    """Each part of the Piano that has periods, the block that shows it, the periods."""
    azioni = [
        (f"azione {a.numero}", _first(r.dal for r in righe), _last(r.al for r in righe))
        for a in esame.azioni_comunicazione
        if (righe := list(a.righe.all()))
    ]
    return [
        (
            "progetti",
            "azioni-progettuali",
            [(f"«{p}»", p.dal, p.al) for p in esame.progetti.values()],
        ),
        ("formazione", "formazione", [(f"«{i}»", i.dal, i.al) for i in esame.iniziative]),
        ("comunicazione", "azioni-comunicazione", azioni),
    ]


def _first(giorni: Iterable[date | None]) -> date | None:
    return min((g for g in giorni if g), default=None)


def _last(giorni: Iterable[date | None]) -> date | None:
    return max((g for g in giorni if g), default=None)


def _is_out(periodo: Periodo, dal: date, al: date) -> bool:
    return any(giorno and not dal <= giorno <= al for giorno in periodo[1:])


def _span(dal: date, al: date) -> str:
    return f"dal {format_day(dal)} al {format_day(al)}"


@controllo(
    "dopo-la-chiusura",
    titolo="Iniziativa dopo l'evento che chiude il ciclo",
    verifica="Nessuna iniziativa e nessuna azione finisce dopo l'evento conclusivo.",
    perche="L'evento conclusivo fa il bilancio di ciò che non è ancora finito.",
    livello=LivelloRilievo.ERRORE,
)
def after_the_closing_event(esame: Esame) -> Iterator[Esito]:
    """Compared with the last day of the closing event."""
    chiude = [i for i in esame.iniziative if i.conclusiva and i.al]
    if not chiude:
        return
    evento = max(chiude, key=lambda i: i.al)
    tarde = [(i, i.dal, i.al, "formazione") for i in esame.iniziative if i.pk != evento.pk]
    for azione in esame.azioni_comunicazione:
        righe = azione.righe.all()
        dal, al = _first(r.dal for r in righe), _last(r.al for r in righe)
        tarde.append((azione, dal, al, "azioni-comunicazione"))
    for riga, dal, al, blocco in tarde:
        if al and al > evento.al:
            yield Esito(
                oggetto=riga,
                testo=f"«{riga}» ({format_period(dal, al)}) continua dopo l'evento che chiude il"
                f" ciclo, «{evento}» ({format_period(evento.dal, evento.al)}).",
                rimedio="Anticiparne la fine, o spostare l'evento conclusivo.",
                capitolo=find_chapter(esame, blocco),
                valori=[str(al), str(evento.al)],
                url=page_of(riga),
            )


@controllo(
    "senza-periodo",
    titolo="Iniziativa o azione senza periodo",
    verifica="Ogni iniziativa di formazione e ogni azione di comunicazione dice quando si fa.",
    perche="Chi vuole partecipare, o preparare, non sa quando.",
    livello=LivelloRilievo.AVVERTENZA,
)
def without_a_period(esame: Esame) -> Iterator[Esito]:
    """Neither the first day nor the last; of an action, in any of its rows."""
    senza = [(i, "formazione") for i in esame.iniziative if i.dal is None and i.al is None]
    for azione in esame.azioni_comunicazione:
        if any(riga.dal is None and riga.al is None for riga in azione.righe.all()):
            senza.append((azione, "azioni-comunicazione"))
    for riga, blocco in senza:
        yield Esito(
            oggetto=riga,
            testo=f"Di «{riga}» non è detto quando si fa.",
            rimedio="Scrivere almeno i mesi.",
            capitolo=find_chapter(esame, blocco),
            valori="senza periodo",
            url=page_of(riga),
        )
