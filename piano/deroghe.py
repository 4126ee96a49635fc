"""The findings of the checks beside the waivers: what stands, what is waived, what lapsed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from piano.capitoli.allegati import DEROGHE, name_waiver
from piano.controlli import Controllo, Rilievo, examine, find_check
from piano.enums import LivelloRilievo
from piano.models import Deroga, Piano, Versione


@dataclass(frozen=True)
class Riscontro:
    """A finding, with the waiver that lets it stand or the one that lapsed when values changed."""

    rilievo: Rilievo
    deroga: Deroga | None = None
    decaduta: Deroga | None = None

    @property
    def is_error(self) -> bool:
        """Whether it keeps a version from being published, unless it is waived."""
        return self.rilievo.livello == LivelloRilievo.ERRORE


@dataclass(frozen=True)
class Quadro:
    """What the checks find of a Piano on a day, and the waivers that no finding answers to."""

    riscontri: tuple[Riscontro, ...]
    senza_rilievo: tuple[Deroga, ...] = ()

    @property
    def aperti(self) -> list[Riscontro]:
        """The findings without a waiver that holds."""
        return [r for r in self.riscontri if not r.deroga]

    @property
    def errori(self) -> list[Riscontro]:
        """The errors without a waiver that holds."""
        return [r for r in self.aperti if r.is_error]

    @property
    def avvertenze(self) -> list[Riscontro]:
        """The warnings without a waiver that holds."""
        return [r for r in self.aperti if not r.is_error]

    @property
    def derogati(self) -> list[Riscontro]:
        """The findings that a waiver lets stand."""
        return [r for r in self.riscontri if r.deroga]

    def find(self, chiave: str) -> Riscontro | None:
        """The finding with that key; None if there is none."""
        return next((r for r in self.riscontri if r.rilievo.chiave == chiave), None)


def review(piano: Piano, on: date, nomi: tuple[str, ...] = ()) -> Quadro:
    """The findings of the checks named, or of all, each with its waiver."""
    vigenti = list(piano.deroghe.vigenti().select_related("concessa_da"))
    per_chiave = {deroga.chiave: deroga for deroga in vigenti}
    trovati = examine(piano, on, nomi)
    chiavi = {rilievo.chiave for rilievo in trovati}
    return Quadro(
        tuple(_compare(rilievo, per_chiave.get(rilievo.chiave)) for rilievo in trovati),
        tuple(d for d in vigenti if d.chiave not in chiavi and (not nomi or d.controllo in nomi)),
    )


def _compare(rilievo: Rilievo, deroga: Deroga | None) -> Riscontro:
    if deroga and deroga.impronta != rilievo.impronta:
        return Riscontro(rilievo, decaduta=deroga)
    return Riscontro(rilievo, deroga=deroga)


@dataclass(frozen=True)
class Gruppo:
    """The findings of one check that are of the same level."""

    controllo: Controllo
    livello: LivelloRilievo
    riscontri: tuple[Riscontro, ...]

    @property
    def is_error(self) -> bool:
        """Whether they are errors."""
        return self.livello == LivelloRilievo.ERRORE

    @property
    def ancora(self) -> str:
        """What a link to the group names."""
        return f"{self.controllo.nome}-{self.livello}"


def by_check(riscontri: Iterable[Riscontro]) -> list[Gruppo]:
    """The findings under the check that made them, in the order in which they come."""
    gruppi = groupby(riscontri, key=lambda r: (r.rilievo.controllo, r.rilievo.livello))
    return [Gruppo(find_check(nome), livello, tuple(gruppo)) for (nome, livello), gruppo in gruppi]


def waivers_that_hold(piano: Piano, on: date) -> list[Deroga]:
    """The waivers of findings that are there on that day, in the order in which they were given.

    Without any waiver the checks are not run.
    """
    if not piano.deroghe.vigenti().exists():
        return []
    tenute = [r.deroga for r in review(piano, on).derogati]
    return sorted(tenute, key=lambda deroga: deroga.numero)


def obstacle_to_publish(versione: Versione) -> str:
    """Why the checks keep a version from being published, in words; empty when they do not.

    They look at the rows as they are now, on the day of the version's data: an error must have a
    waiver, and the version must say so in its annex.
    """
    quadro = review(versione.piano, versione.dati_al)
    if quadro.errori:
        return _say_errors(len(quadro.errori))
    taciute = _unprinted([r.deroga for r in quadro.derogati if r.is_error], versione.dati)
    return _say_unprinted(taciute) if taciute else ""


def _unprinted(deroghe: Sequence[Deroga], dati: dict) -> list[Deroga]:
    """The waivers that the annex of a compiled Piano does not have."""
    stampate = {
        riga["celle"][0]["testo"]
        for allegato in (dati["allegati"] if deroghe else ())
        for blocco in allegato["blocchi"]
        if blocco.get("chiave") == DEROGHE
        for riga in blocco["righe"]
        if "celle" in riga
    }
    return [deroga for deroga in deroghe if name_waiver(deroga) not in stampate]


def _say_errors(quanti: int) -> str:
    cosa = "c’è un errore senza deroga" if quanti == 1 else f"ci sono {quanti} errori senza deroga"
    return (
        f"Nei controlli del Piano {cosa}: la versione resta una bozza. Gli errori si correggono, o"
        " si derogano con un motivo, nella pagina «Controlli» del lavoro sul Piano; poi si compila"
        " di nuovo."
    )


def _say_unprinted(deroghe: Sequence[Deroga]) -> str:
    numeri = ", ".join(str(deroga.numero) for deroga in deroghe)
    quali = f"la deroga n. {numeri}" if len(deroghe) == 1 else f"le deroghe n. {numeri}"
    return (
        f"Questa versione non riporta in allegato {quali}: compilare di nuovo il Piano e"
        " pubblicare la versione nuova."
    )
