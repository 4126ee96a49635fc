"""A check of the tests' own, and plans that it finds something in, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from piano.controlli import Esame, Esito, registro
from piano.controlli.registro import controllo
from piano.enums import LivelloRilievo
from piano.models import Piano
from tests.factories import make_capitolo, make_sezione


@contextmanager
def planted_check(only_after: date = date.min) -> Iterator[None]:
    """Only one check, `prova`: a chapter that says «Errore» in its title, or «Avvertenza».

    It finds nothing in the data of `only_after` and of the days before.
    """
    veri = dict(registro._controlli)
    registro._controlli.clear()
    controllo(
        "prova",
        titolo="Titolo di un capitolo che dice di essere sbagliato",
        verifica="Nessun capitolo dice nel titolo di essere un errore.",
        perche="Serve alle prove.",
        livello=LivelloRilievo.ERRORE,
    )(lambda esame: _wrong_titles(esame) if esame.on > only_after else iter(()))
    try:
        yield
    finally:
        registro._controlli.clear()
        registro._controlli.update(veri)


def _wrong_titles(esame: Esame) -> Iterator[Esito]:
    for capitolo in esame.capitoli:
        for parola, livello in (
            ("Errore", LivelloRilievo.ERRORE),
            ("Avvertenza", LivelloRilievo.AVVERTENZA),
        ):
            if parola in capitolo.titolo:
                yield Esito(
                    oggetto=capitolo,
                    nome=f"Capitolo {capitolo.numero}",
                    testo=f"Il titolo è «{capitolo.titolo}».",
                    rimedio="Cambiare il titolo.",
                    capitolo=capitolo.numero,
                    valori=[capitolo.titolo],
                    livello=livello,
                    url=f"/piano/capitoli/{capitolo.slug}/",
                )


def chapters_named(piano: Piano, *titoli: str) -> Piano:
    """Give `piano` a chapter with each title, and a section in it."""
    for numero, titolo in enumerate(titoli, start=1):
        capitolo = make_capitolo(
            piano=piano, numero=numero, slug=f"capitolo-{numero}", titolo=titolo
        )
        make_sezione(capitolo=capitolo)
    return piano
