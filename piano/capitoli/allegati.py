"""The annexes, made without any text of the staff."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from django.utils import timezone

from conciliazione.date import format_day
from piano.blocchi import Blocco, Cella, Colonna, Gruppo, alphabetical, tabella
from piano.capitoli.contesto import declared_table
from piano.capitoli.procedura import DATA_IGNOTA
from piano.capitoli.registro import Compilazione
from piano.capitoli.territorio import comuni
from piano.models import AllegatoRichiamato, Deroga, Dichiarazione
from rete.citazioni import cite_day
from rete.models import Atto, Soggetto

LETTERE = "ABCDEFGHIJ"
# The key of the table of the waivers: by it a version is asked which ones it has.
DEROGHE = "deroghe"


def annexes(
    compilazione: Compilazione, deroghe: Sequence[Deroga] = ()
) -> list[tuple[str, str, list[Blocco]]]:
    """Letter, title and blocks of each annex that has something in it.

    `deroghe` are the waivers that hold on the day of the data.
    """
    fatti = [
        ("Soggetti nominati nel Piano", _named(compilazione)),
        ("Comuni per ambito", comuni(compilazione, "")),
        ("Cifre dichiarate dalla fonte", list(_declared(compilazione))),
        ("Allegati richiamati", _referred(compilazione)),
        ("Atti", _acts()),
        ("Rilievi e deroghe", _waived(deroghe)),
    ]
    pieni = [(titolo, blocchi) for titolo, blocchi in fatti if any(b["righe"] for b in blocchi)]
    return [(LETTERE[i], titolo, blocchi) for i, (titolo, blocchi) in enumerate(pieni)]


def _named(compilazione: Compilazione) -> list[Blocco]:
    soggetti = alphabetical(Soggetto.objects.prefetch_related("grafie"))
    return [
        tabella(
            "Soggetti, con le grafie che i documenti usano",
            [Colonna("Soggetto", 38), Colonna("Natura", 26), Colonna("Grafie nei documenti", 36)],
            [(_name(s), s.get_natura_display(), _spellings(s)) for s in soggetti],
            chiave="soggetti",
        )
    ]


def _name(soggetto: Soggetto) -> str:
    sigla = soggetto.sigla
    if not sigla or sigla in soggetto.denominazione:
        return soggetto.denominazione
    return f"{soggetto.denominazione} ({sigla})"


def _spellings(soggetto: Soggetto) -> Cella:
    return "; ".join(f"«{g.grafia}»" for g in alphabetical(soggetto.grafie.all()))


def _declared(compilazione: Compilazione) -> Iterator[Blocco]:
    """A table of declared figures for each chapter that has some."""
    righe = Dichiarazione.objects.filter(capitolo__piano=compilazione.piano)
    for capitolo, gruppo in groupby(righe.select_related("capitolo"), key=lambda r: r.capitolo):
        blocco = declared_table(capitolo, gruppo)
        yield {**blocco, "chiave": f"allegato-{blocco['chiave']}"}


def _referred(compilazione: Compilazione) -> list[Blocco]:
    allegati = compilazione.piano.allegati.select_related("richiamato_in", "documento")
    return [
        tabella(
            "Documenti che il Piano richiama come allegati",
            [
                Colonna("Documento", 46),
                Colonna("Sigla", 12),
                Colonna("Richiamato nel", 28),
                Colonna("È allegato", 14),
            ],
            [_attachment(allegato) for allegato in allegati],
            nota="«No» indica un documento richiamato dalla fonte e non pervenuto con essa.",
            chiave="allegati-richiamati",
        )
    ]


def _attachment(allegato: AllegatoRichiamato) -> tuple[Cella, ...]:
    capitolo = allegato.richiamato_in
    dove = f"capitolo {capitolo.numero}" if capitolo else ""
    return allegato.titolo, allegato.sigla, dove, "sì" if allegato.documento else "no"


def _acts() -> list[Blocco]:
    return [
        tabella(
            "Atti richiamati",
            [Colonna("Atto", 24), Colonna("Emanato da", 24), Colonna("Oggetto", 52)],
            [_act(atto) for atto in _in_time(Atto.objects.all())],
            chiave="atti",
        )
    ]


def _in_time(atti: Iterable[Atto]) -> list[Atto]:
    """By day, those of unknown day last."""
    return sorted(atti, key=lambda atto: (atto.data or date.max, atto.slug))


def _act(atto: Atto) -> tuple[Cella, ...]:
    numero = f" n. {atto.numero}" if atto.numero else ""
    quando = cite_day(atto.data, atto.data_citata or DATA_IGNOTA)
    return f"{atto.get_tipo_display()}{numero}, {quando}", atto.emanante, atto.oggetto


def name_waiver(deroga: Deroga) -> str:
    """A waiver as the annex calls it."""
    return f"n. {deroga.numero}"


def _waived(deroghe: Sequence[Deroga]) -> list[Blocco]:
    return [
        tabella(
            "Rilievi dei controlli ammessi con una deroga",
            [Colonna("Deroga", 10), Colonna("Di che cosa", 30), Colonna("Rilievo", 60)],
            _waivers(deroghe),
            nota="Un rilievo è ciò che i controlli di coerenza trovano nel Piano. La deroga lo"
            " lascia com’è, per il motivo che porta; chi la concede è detto con il suo incarico.",
            chiave=DEROGHE,
        )
    ]


def _waivers(deroghe: Sequence[Deroga]) -> Iterator[Gruppo | tuple[Cella, ...]]:
    """A row for each waiver, under the reason that it shares with those given with it."""
    for ragione, gruppo in groupby(deroghe, key=_reason):
        yield Gruppo(ragione)
        for deroga in gruppo:
            yield name_waiver(deroga), deroga.oggetto, deroga.testo


def _reason(deroga: Deroga) -> str:
    giorno = format_day(timezone.localdate(deroga.concessa_il))
    return f"Motivo: {deroga.motivo} (in veste di: {deroga.in_veste_di}; {giorno})"
