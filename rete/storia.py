"""What changed in the card of a soggetto: who, when, each field before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rete.models import Comune, Soggetto, StoriaSoggetto, Utente
from rete.schede import field_label

NATA, TOLTA = "+", "-"
# Why a card that had gone away begins again.
TORNATA = "unione annullata"
# Columns of the card that people read, in its order.
CAMPI = tuple(c.name for c in StoriaSoggetto.tracked_fields if c.editable and c.name != "id")


@dataclass(frozen=True)
class Cambio:
    """A field before and after."""

    campo: str
    prima: str
    dopo: str


@dataclass(frozen=True)
class Modifica:
    """One change of a card: `genere` says whether it began, changed or was taken away; `tornata`,
    that it began again because its merge into another was undone.
    """

    quando: datetime
    chi: Utente | None
    genere: str
    cambi: list[Cambio]
    tornata: bool = False


def read_history(copie: Iterable[StoriaSoggetto]) -> list[Modifica]:
    """The changes that a run of copies, latest first, tells; the oldest has nothing before it."""
    tutte = list(copie)
    comuni = Comune.objects.in_bulk({c.comune_id for c in tutte if c.comune_id})
    return [
        Modifica(
            dopo.history_date,
            dopo.history_user,
            dopo.history_type,
            _changes(prima, dopo, comuni),
            tornata=dopo.history_change_reason == TORNATA,
        )
        for dopo, prima in zip(tutte, [*tutte[1:], None], strict=True)
    ]


def _changes(
    prima: StoriaSoggetto | None, dopo: StoriaSoggetto, comuni: dict[int, Comune]
) -> list[Cambio]:
    if prima is None or dopo.history_type in (NATA, TOLTA):
        return []
    cambi = (
        Cambio(field_label(nome), _in_words(prima, nome, comuni), _in_words(dopo, nome, comuni))
        for nome in CAMPI
    )
    return [cambio for cambio in cambi if cambio.prima != cambio.dopo]


def _in_words(copia: StoriaSoggetto, nome: str, comuni: dict[int, Comune]) -> str:
    if nome == "comune":
        return str(comuni.get(copia.comune_id, ""))
    scelte = dict(Soggetto._meta.get_field(nome).flatchoices)
    valore = getattr(copia, nome)
    return str(scelte.get(valore, valore or ""))
