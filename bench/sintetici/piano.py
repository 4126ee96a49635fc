"""The Piano: its published versions, what it declares, its context tables."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from bench.sintetici.parti import FRASE, many, named
from conciliazione.enums import Riservatezza, TipoDocumento
from conciliazione.models import Documento
from piano.blocchi import Colonna, elenco, tabella, testo
from piano.enums import StatoPiano, StatoVersione
from piano.models import Capitolo, Dichiarazione, Piano, TabellaContesto, Versione
from rete.models import Atto, Ciclo, Parere

CAPITOLI = 6
PUBBLICATA = datetime(2020, 10, 1, 12, tzinfo=UTC)
COLONNE = (Colonna("Voce", 60), Colonna("Valore", 40, numero=True))


def write_plan(quante: int, ciclo: Ciclo) -> None:
    """One approved Piano with all its versions, declarations and tables."""
    atto, parere = Atto.objects.first(), Parere.objects.first()
    (piano,) = many(
        Piano,
        [
            {
                "ciclo": ciclo,
                "titolo": "Piano di prova",
                "stato": StatoPiano.APPROVATO,
                "proposto_il": ciclo.dal,
                "parere": parere,
                "approvato_il": ciclo.dal,
                "atto": atto,
            }
        ],
    )
    capitoli = many(
        Capitolo,
        (
            {"piano": piano, "numero": n + 1, "slug": slug, "titolo": titolo}
            for n, slug, titolo in named("Capitolo", CAPITOLI)
        ),
    )
    _context(quante, capitoli[0])
    _versions(quante, piano, capitoli)


def _context(quante: int, capitolo: Capitolo) -> None:
    many(
        TabellaContesto,
        (
            {
                "slug": slug,
                "capitolo": capitolo,
                "ordine": n,
                "titolo": titolo,
                "intestazione": "Voce",
                "colonne": [{"titolo": "Valore", "unita": "persone"}],
                "righe": [{"etichetta": f"Riga {r}", "valori": [str(r)]} for r in range(4)],
            }
            for n, slug, titolo in named("Tabella", quante)
        ),
    )
    many(
        Dichiarazione,
        (
            {"slug": slug, "capitolo": capitolo, "ordine": n, "etichetta": nome, "valore": n}
            for n, slug, nome in named("Dichiarazione", quante)
        ),
    )


def _versions(quante: int, piano: Piano, capitoli: list[Capitolo]) -> None:
    dati = _data(piano, capitoli)
    sha256 = hashlib.sha256(json.dumps(dati).encode()).hexdigest()
    documenti = many(
        Documento,
        (
            {
                "nome": f"{slug}.pdf",
                "file": f"{slug}.pdf",
                "tipo": TipoDocumento.PDF,
                "dimensione": 1_000_000,
                "sha256": sha256,
                "riservatezza": Riservatezza.PUBBLICO,
            }
            for _, slug, _ in named("Documento", quante)
        ),
    )
    many(
        Versione,
        (
            {
                "piano": piano,
                "codice": f"v{n:09d}",
                "numero": n + 1,
                "stato": StatoVersione.DEFINITIVA,
                "dati_al": date(2020, 10, 1),
                "compilata_il": PUBBLICATA,
                "dati": dati,
                "sha256_dati": sha256,
                "documento": documento,
                "pagine": 60,
                "motori": {},
                "pubblicata_il": PUBBLICATA + timedelta(minutes=n),
                "atto": piano.atto,
            }
            for n, documento in enumerate(documenti)
        ),
    )


def _data(piano: Piano, capitoli: list[Capitolo]) -> dict[str, object]:
    """What a version holds: two pages of text, a list and a table a chapter."""
    return {
        "schema": 1,
        "dati_al": "2020-10-01",
        "piano": {"titolo": piano.titolo, "atto": "Deliberazione n. 1", "parere": None},
        "capitoli": [
            {
                "numero": c.numero,
                "slug": c.slug,
                "titolo": c.titolo,
                "ancora": f"capitolo-{c.slug}",
                "sezioni": list(_sections(c.numero)),
            }
            for c in capitoli
        ],
        "allegati": [],
    }


def _sections(capitolo: int) -> Iterator[dict[str, object]]:
    for n in range(1, 5):
        righe = [(f"Riga {r}", str(r)) for r in range(8)]
        quadro = tabella(f"Tabella {n}", COLONNE, righe)
        yield {
            "numero": f"{capitolo}.{n}",
            "titolo": f"Sezione {n}",
            "ancora": f"sezione-{capitolo}-{n}",
            "blocchi": [
                testo(f"<p>{FRASE} {FRASE}</p>"),
                elenco([FRASE, FRASE]),
                {**quadro, "numero": n, "ancora": f"tabella-{capitolo}-{n}"},
            ],
        }
