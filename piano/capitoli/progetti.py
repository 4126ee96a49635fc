"""The projects: which actions they chose, what each does and promises."""

from collections import Counter
from collections.abc import Iterable

from conciliazione.date import format_period
from conciliazione.numeri import format_decimal
from conciliazione.testo import render_markdown
from piano.blocchi import (
    Blocco,
    Cella,
    Colonna,
    Gruppo,
    alphabetical,
    elenco,
    grafico,
    nota,
    one_line,
    scheda,
    tabella,
    testo,
    titolo,
)
from piano.capitoli.registro import Compilazione, blocco, pick
from progetti.models import (
    AzioneProgettuale,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    RisultatoAtteso,
)

SENZA_TARGET = "non indicato"
SENZA_INDICATORI = "nessun indicatore"
VOLTE = {0: "", 1: "scelta"}


def name_project(progetto: Progetto) -> str:
    """`A. Complessi Equilibri`."""
    return f"{progetto.lettera}. {progetto.titolo}"


@blocco("azioni-progettuali")
def azioni_progettuali(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """Which project chose which of the admitted actions."""
    progetti = [p for p in compilazione.progetti.values() if p.azioni.all()]
    scelte = {p.pk: Counter(a.azione_id for a in p.azioni.all()) for p in progetti}
    larghezza = 40 / max(len(progetti), 1)
    return [
        tabella(
            "Azioni progettuali scelte dai progetti",
            [
                Colonna("Azione", 60),
                *(Colonna(name_project(p), larghezza) for p in progetti),
            ],
            [
                (
                    azione.denominazione,
                    *(_times(scelte[p.pk][azione.pk]) for p in progetti),
                )
                for azione in AzioneProgettuale.objects.filter(ciclo=compilazione.ciclo)
            ],
            chiave="azioni-progettuali",
        )
    ]


def _times(quante: int) -> str:
    return VOLTE.get(quante, f"scelta {quante} volte")


@blocco("progetto", argomento="lo slug del progetto")
def progetto(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The whole sheet of a project."""
    scelto = pick("il progetto", compilazione.progetti, argomento)
    return [*_open(scelto), *(b for o in scelto.obiettivi.all() for b in _objective(scelto, o))]


def _open(progetto: Progetto) -> Iterable[Blocco]:
    """What comes before the objectives: identity, actions, texts, purposes."""
    yield scheda(_identity(progetto))
    if progetto.introduzione:
        yield testo(render_markdown(progetto.introduzione))
    if progetto.azioni.all():
        yield titolo("Azioni progettuali prescelte")
        yield elenco(
            a.denominazione_citata or a.azione.denominazione for a in progetto.azioni.all()
        )
    if progetto.contesto:
        yield titolo("Analisi del contesto")
        yield testo(render_markdown(progetto.contesto))
    if progetto.obiettivo:
        yield titolo("Obiettivo dell'intervento")
        yield testo(render_markdown(progetto.obiettivo))
    if progetto.finalita.all():
        yield titolo("Finalità del progetto")
        yield elenco(f.testo for f in progetto.finalita.all())
    if progetto.nota_risorse:
        yield nota(progetto.nota_risorse)


def _identity(progetto: Progetto) -> Iterable[tuple[str, Cella]]:
    yield "Titolo", progetto.titolo
    yield "Sottotitolo", progetto.sottotitolo
    yield "Origine", progetto.get_origine_display()
    yield "Alleanza", str(progetto.alleanza or "")
    yield "Promotore", str(progetto.promotore or "")
    yield "Periodo", format_period(progetto.dal, progetto.al)


# --- One objective ----------------------------------------------------------------------------


def _objective(progetto: Progetto, obiettivo: ObiettivoSpecifico) -> Iterable[Blocco]:
    breve = obiettivo.titolo_breve or obiettivo.titolo
    yield titolo(f"Obiettivo specifico {obiettivo.numero}. {one_line(breve).rstrip('.')}")
    if obiettivo.titolo_breve:
        yield testo(render_markdown(obiettivo.titolo))
    carta = scheda(_objective_card(obiettivo))
    if carta["righe"]:
        yield carta
    risultati = obiettivo.risultati.all()
    if risultati:
        yield _results(progetto, obiettivo, risultati)


def _objective_card(obiettivo: ObiettivoSpecifico) -> Iterable[tuple[str, Cella]]:
    yield "Premessa", obiettivo.premessa_attivita
    yield "Attività", [_lettered(a.lettera, a.testo) for a in obiettivo.attivita.all()]
    yield "Luogo", obiettivo.luogo
    yield (
        "Destinatari",
        [
            f"{d.denominazione} ({format_decimal(d.numero_previsto)} persone previste)"
            if d.numero_previsto
            else d.denominazione
            for d in obiettivo.destinatari.all()
        ],
    )
    yield "Soggetti coinvolti", [c.denominazione_citata for c in obiettivo.coinvolgimenti.all()]
    yield "Organo", str(obiettivo.organo or "")


def _lettered(lettera: str, parole: str) -> str | tuple[str, str]:
    return (f"{lettera}.", parole) if lettera else parole


def _results(
    progetto: Progetto, obiettivo: ObiettivoSpecifico, risultati: Iterable[RisultatoAtteso]
) -> Blocco:
    return tabella(
        f"Risultati attesi dell'obiettivo {obiettivo.numero} ({progetto.titolo})",
        [Colonna("Indicatore", 44), Colonna("Valore atteso", 24), Colonna("Prova", 32)],
        [riga for risultato in risultati for riga in _result_rows(risultato)],
        chiave=f"risultati-{progetto.slug}-{obiettivo.numero}",
    )


def _result_rows(risultato: RisultatoAtteso) -> Iterable[Gruppo | tuple[Cella, ...]]:
    """The result, then a row for each of its indicators."""
    yield Gruppo(
        f"{risultato.lettera}. {risultato.testo}" if risultato.lettera else risultato.testo
    )
    for indicatore in risultato.indicatori.all():
        prove = [p.denominazione for p in alphabetical(indicatore.prove.all())]
        yield indicatore.denominazione, _target(indicatore), ", ".join(prove)
    if not risultato.indicatori.all():
        yield SENZA_INDICATORI, "", ""


def _target(indicatore: Indicatore) -> str:
    """`almeno 12 incontri`, or that the source gives none."""
    if indicatore.target is None:
        return SENZA_TARGET
    valore = f"{format_decimal(indicatore.target)} {indicatore.unita}"
    return f"almeno {valore}" if indicatore.almeno else valore


# --- All of them together ---------------------------------------------------------------------


@blocco("risultati-sintesi")
def risultati_sintesi(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """How many objectives, results and indicators each project has, and how many with a target."""
    progetti = list(compilazione.progetti.values())
    numeri = [
        (p.n_obiettivi, p.n_risultati, p.n_indicatori, p.n_target, p.n_indicatori - p.n_target)
        for p in progetti
    ]
    somme = [sum(colonna) for colonna in zip(*numeri, strict=True)] or [0] * 5
    return [
        tabella(
            "Obiettivi, risultati e indicatori dei progetti",
            [
                Colonna("Progetto", 30),
                Colonna("Obiettivi", 14, numero=True),
                Colonna("Righe di risultato", 14, numero=True),
                Colonna("Indicatori", 14, numero=True),
                Colonna("Con valore atteso", 14, numero=True),
                Colonna("Senza", 14, numero=True),
            ],
            [
                (name_project(p), *map(format_decimal, riga))
                for p, riga in zip(progetti, numeri, strict=True)
            ],
            totale=("Totale", *map(format_decimal, somme)),
            chiave="risultati-sintesi",
        ),
        grafico(
            "barre_impilate",
            "Indicatori dei progetti, con e senza un valore atteso",
            chiave="grafico-risultati-sintesi",
            richiama="risultati-sintesi",
            serie=["Con valore atteso", "Senza valore atteso"],
            voci=[
                {"etichetta": name_project(p), "valori": list(riga[-2:])}
                for p, riga in zip(progetti, numeri, strict=True)
            ],
        ),
    ]
