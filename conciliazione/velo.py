"""Rows that for now nobody but their owners knows are there: the admin does not list them.

A room says of the tables of the hall (the history, the jobs, the mails, the files) which rows
speak of things of its own that are still hidden. It says nothing of who may read them: that is
the rule of their pages.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db.models import Model, QuerySet

Hidden = Callable[[], QuerySet]
_hidden: dict[type[Model], list[Hidden]] = defaultdict(list)


def register(modello: type[Model], hidden: Hidden) -> None:
    """Let a room say which rows of `modello` are hidden now. Called in `AppConfig.ready()`."""
    _hidden[modello].append(hidden)


def unveiled(righe: QuerySet) -> QuerySet:
    """The rows without those that are hidden now."""
    for hidden in _hidden[righe.model]:
        righe = righe.exclude(pk__in=hidden().values("pk"))
    return righe
