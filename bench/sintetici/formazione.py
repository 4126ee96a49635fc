"""Training and communication."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from bench.sintetici.parti import FRASE, PUBBLICI, TEMI, in_turn, link, many, named
from formazione.enums import GenereTestata
from formazione.models import (
    AzioneComunicazione,
    Contenuto,
    Iniziativa,
    ObiettivoComunicazione,
    ObiettivoFormazione,
    Pubblico,
    RigaAzione,
    TemaFormazione,
    Testata,
)
from rete.models import (
    Ciclo,
)


def write_training(quante: int, ciclo: Ciclo) -> None:
    """Initiatives, contents, communication actions of two rows."""
    mese = in_turn([date(ciclo.dal.year + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(24)])
    tipologia = in_turn(["Convegno", "Corso", "Seminario", "Laboratorio", "Incontro"])
    many(
        Iniziativa,
        (
            {
                "slug": slug,
                "ciclo": ciclo,
                "ordine": n,
                "tipologia": tipologia(n),
                "argomento": nome,
                "contenuti": FRASE,
                "obiettivi": FRASE,
                "destinatari": "Imprese ed enti locali",
                "edizioni": n % 4 + 1,
                "costo_previsto": Decimal(n % 900),
                "dal": mese(n),
                "al": mese(n) + timedelta(days=27),
            }
            for n, slug, nome in named("Iniziativa", quante)
        ),
    )
    many(
        Contenuto,
        (
            {
                "ciclo": ciclo,
                "ordine": n,
                "tipologia": tipologia(n),
                "contenuti": nome,
                "obiettivi": FRASE,
                "destinatari": "Tutti",
            }
            for n, _, nome in named("Contenuto", quante)
        ),
    )
    _communication(quante, ciclo, mese)
    _learning_aims(ciclo)


def _communication(quante: int, ciclo: Ciclo, mese: Callable[[int], date]) -> None:
    azioni = many(
        AzioneComunicazione,
        (
            {"slug": slug, "ciclo": ciclo, "numero": n + 1, "titolo": titolo}
            for n, slug, titolo in named("Azione di comunicazione", quante)
        ),
    )
    righe = many(
        RigaAzione,
        (
            {
                "azione": a,
                "ordine": n,
                "destinatari": "Famiglie",
                "strumento": "Volantino",
                "descrizione": FRASE,
                "dal": mese(a.numero + n),
                "al": mese(a.numero + n) + timedelta(days=27),
            }
            for a, n in product(azioni[1::2], (1, 2))
        ),
    )
    pubblico = in_turn(
        many(
            Pubblico,
            (
                {"ciclo": ciclo, "ordine": n, "denominazione": nome, "descrizione": FRASE}
                for n, _, nome in named("Pubblico", PUBBLICI)
            ),
        )
    )
    link(RigaAzione.pubblici, ((riga, pubblico(n)) for n, riga in enumerate(righe)))


def _learning_aims(ciclo: Ciclo) -> None:
    for modello in (ObiettivoFormazione, ObiettivoComunicazione):
        many(modello, ({"ciclo": ciclo, "ordine": n, "testo": FRASE} for n in range(4)))
    temi = named("Tema", TEMI)
    many(TemaFormazione, ({"ciclo": ciclo, "ordine": n, "denominazione": d} for n, _, d in temi))
    testate = named("Testata", TEMI)
    genere = GenereTestata.LOCALE
    comuni = {"ciclo": ciclo, "genere": genere}
    many(Testata, ({**comuni, "ordine": n, "denominazione": d} for n, _, d in testate))
