"""Who is in an alliance: each soggetto once, with all that it does there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alleanze.enums import RuoloPartenariato
from alleanze.models import Partenariato
from rete.models import Soggetto

RUOLI = tuple(RuoloPartenariato)


@dataclass(frozen=True)
class Membro:
    """A soggetto of an alliance, with its partnerships: that of capofila first."""

    soggetto: Soggetto
    partenariati: tuple[Partenariato, ...]

    @property
    def ruolo(self) -> str:
        """What it does; a capofila that is also among the partners is the capofila."""
        return self.partenariati[0].get_ruolo_display()

    @property
    def is_capofila(self) -> bool:
        return self.partenariati[0].ruolo == RuoloPartenariato.CAPOFILA

    @property
    def grafie(self) -> list[str]:
        """The names that the documents use for it, each once."""
        return list(
            dict.fromkeys(
                p.denominazione_citata for p in self.partenariati if p.denominazione_citata
            )
        )

    @property
    def periodi(self) -> list[tuple[date | None, date | None]]:
        """From when to when, where it is known."""
        return [(p.dal, p.al) for p in self.partenariati if p.dal or p.al]


def members(partenariati: Iterable[Partenariato]) -> list[Membro]:
    """The soggetti of some partnerships, each once: the capofila first, then as they come."""
    in_ordine = sorted(partenariati, key=lambda p: RUOLI.index(RuoloPartenariato(p.ruolo)))
    per_soggetto: dict[int, list[Partenariato]] = {}
    for partenariato in in_ordine:
        per_soggetto.setdefault(partenariato.soggetto_id, []).append(partenariato)
    return [Membro(righe[0].soggetto, tuple(righe)) for righe in per_soggetto.values()]
