"""Named places of the pages, filled by apps that the page does not know.

A lower app's page shows the panels of a place; apps above register providers for it in
`AppConfig.ready()`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.urls import reverse

POSTI = frozenset(
    {
        *("menu", "sezione", "mappa"),  # the parts of the site, the pages of each, every card
        *("home", "percorsi", "novita"),  # figures, tasks by who one is, what is new
        *("scrivania", "soggetto", "alleanza", "progetto", "seduta", "consegna"),
    }
)


@dataclass(frozen=True)
class Panel:
    """Something to show in a place: a link (menu), or a template with its context.

    `parte` is the part of the site of an entry of the menu, or who a task is for; `testo` a line
    of plain words; `quando` the day of a piece of news, whose `url` may be lazy: few are shown.
    """

    titolo: str
    url: str = ""
    ordine: int = 0
    parte: str = ""
    testo: str = ""
    quando: date | None = None
    template: str = ""
    contesto: dict[str, object] = field(default_factory=dict)


@cache
def address(nome: str) -> str:
    """The address of a page that takes no argument: it changes with the code alone, and the frame
    of every page shows some twenty of them.
    """
    return reverse(nome)


Provider = Callable[[object, object], Iterable[Panel]]
_providers: dict[str, list[Provider]] = defaultdict(list)


def register(posto: str, provider: Provider) -> None:
    """Let `provider(user, obj)` add panels to a place; the same provider counts once.

    Raises:
        ValueError: no page has such a place.
    """
    _check(posto)
    if provider not in _providers[posto]:
        _providers[posto].append(provider)


def panels(posto: str, user: object, obj: object = None) -> list[Panel]:
    """The panels of a place for this person and object, in order.

    Raises:
        ValueError: no page has such a place.
    """
    _check(posto)
    trovati = [panel for provider in _providers[posto] for panel in provider(user, obj)]
    return sorted(trovati, key=lambda panel: (panel.ordine, panel.titolo))


def nearest(voci: Iterable[Panel], path: str) -> Panel | None:
    """The entry that leads to `path`, else to the nearest page above it; None if none does."""
    sopra = [voce for voce in voci if voce.url and path.startswith(voce.url)]
    return max(sopra, key=lambda voce: len(voce.url), default=None)


def _check(posto: str) -> None:
    if posto not in POSTI:
        raise ValueError(f"«{posto}» non è un posto delle pagine: {', '.join(sorted(POSTI))}.")
