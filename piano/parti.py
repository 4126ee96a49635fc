"""The parts of a compiled Piano, as pages: its chapters, then its annexes.

Pure: `dati` in, plain values out.
"""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Parte:
    """A chapter or an annex: its name in addresses, its title, its sections of blocks."""

    slug: str
    titolo: str
    sezioni: tuple[dict, ...]

    @property
    def voci(self) -> list[dict]:
        """The sections that have a title: the contents of the page."""
        return [sezione for sezione in self.sezioni if sezione["titolo"]]


def parts(dati: dict) -> list[Parte]:
    """Chapters and annexes in order."""
    capitoli = [
        Parte(c["slug"], f"{c['numero']}. {c['titolo']}", tuple(c["sezioni"]))
        for c in dati["capitoli"]
    ]
    return capitoli + [
        Parte(
            a["ancora"],
            f"Allegato {a['lettera']}. {a['titolo']}",
            ({"titolo": "", "ancora": "", "blocchi": a["blocchi"]},),
        )
        for a in dati["allegati"]
    ]


def neighbours(tutte: list[Parte], parte: Parte) -> tuple[Parte | None, Parte | None]:
    """What comes before and after a part."""
    for (prima, questa), (_, dopo) in pairwise(pairwise([None, *tutte, None])):
        if questa == parte:
            return prima, dopo
    return None, None
