"""The laws and regulations on which the Piano stands."""

from collections.abc import Iterable

from conciliazione.date import format_day
from piano.blocchi import Blocco, Cella, Colonna, Gruppo, tabella
from piano.capitoli.registro import Compilazione, blocco
from rete.models import Norma


@blocco("norme")
def norme(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The norms by date, those that rule the ciclo first."""
    righe = list(Norma.objects.all())
    return [
        tabella(
            "Norme di riferimento",
            [Colonna("Norma", 24), Colonna("Titolo", 38), Colonna("Che cosa stabilisce", 38)],
            [
                *_group("Atti che regolano il ciclo", [n for n in righe if n.quadro]),
                *_group("Altre norme", [n for n in righe if not n.quadro]),
            ],
            chiave="norme",
        )
    ]


def _group(nome: str, norme: list[Norma]) -> Iterable[Gruppo | tuple[Cella, ...]]:
    if norme:
        yield Gruppo(nome)
        for norma in norme:
            yield _cite(norma), norma.titolo, norma.sintesi


def _cite(norma: Norma) -> str:
    """`Legge regionale 28 settembre 2006, n. 22 (art. 22)`."""
    citata = f"{norma.get_tipo_display()} {format_day(norma.data)}, n. {norma.numero}"
    return f"{citata} ({norma.punto})" if norma.punto else citata
