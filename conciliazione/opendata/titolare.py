"""Who publishes the open data: told by the room that knows the lead body."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Titolare:
    """The body that holds the rights on the data, as its card says; empty what nobody knows.

    `identificativo` is its tax code or VAT number, else its name: a code that it has not is never
    made up. `territorio` names the places of which the data speak.
    """

    nome: str
    identificativo: str
    rete: str = ""
    sito: str = ""
    email: str = ""
    telefono: str = ""
    territorio: tuple[str, ...] = ()


Fonte = Callable[[], Titolare | None]

_fonti: list[Fonte] = []


def register(fonte: Fonte) -> None:
    """Let `fonte` say who the holder is; the same one counts once."""
    if fonte not in _fonti:
        _fonti.append(fonte)


def read_holder() -> Titolare | None:
    """The holder of today; None before anybody is."""
    return next((titolare for fonte in _fonti if (titolare := fonte())), None)
