"""The recent history of what a person may see, told in plain words.

Each room says of its things that have a history who sees which, and how they are called: a passage
on a thing that the reader may not see is not told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from conciliazione.models import Passaggio

# (user) -> the things that they may see, with all that `str` and the address of each read.
Visible = Callable[[object], QuerySet]
# (user, thing) -> the page on which this person reads it.
Address = Callable[[object, Model], str]


class Source(NamedTuple):
    """Who sees the rows of a model, and where."""

    visible: Visible
    address: Address


_sources: dict[type[Model], Source] = {}


@dataclass(frozen=True)
class Fatto:
    """One passage in words: of which thing, its page, how it is since then, who and when."""

    titolo: str
    url: str
    stato: str
    chi: str
    quando: datetime


def own_page(user: object, cosa: Model) -> str:
    """The page that the thing has of its own."""
    return cosa.get_absolute_url()


def register(modello: type[Model], visible: Visible, address: Address = own_page) -> None:
    """Tell the passages of `modello` to who sees its rows: `visible(user)` are those."""
    _sources[modello] = Source(visible, address)


def recent(user: object, quanti: int) -> list[Fatto]:
    """The last `quanti` passages on things that `user` may see, the newest first.

    One query for the passages and one for each kind of thing among them.
    """
    righe = list(_passages(user)[:quanti])
    cose = _things(user, righe)
    trovate = [(p, cose.get((p.oggetto_tipo_id, p.oggetto_id))) for p in righe]
    return [_told(p, cosa, user) for p, cosa in trovate if cosa is not None]


def _passages(user: object) -> QuerySet[Passaggio]:
    """The passages on what `user` may see."""
    tipi = ContentType.objects.get_for_models(*_sources) if _sources else {}
    quali = Q(pk__in=[])
    for modello, tipo in tipi.items():
        visibili = _sources[modello].visible(user).order_by()
        chiavi = visibili.annotate(_chiave=Cast("pk", CharField())).values("_chiave")
        quali |= Q(oggetto_tipo=tipo, oggetto_id__in=chiavi)
    return Passaggio.objects.filter(quali).select_related("autore").order_by("-pk")


def _things(user: object, righe: Iterable[Passaggio]) -> dict[tuple[int, str], Model]:
    """The things of which the passages are, by kind and id."""
    chieste = defaultdict(set)
    for passaggio in righe:
        chieste[passaggio.oggetto_tipo_id].add(passaggio.oggetto_id)
    trovate = {}
    for tipo_id, chiavi in chieste.items():
        modello = ContentType.objects.get_for_id(tipo_id).model_class()
        for cosa in _sources[modello].visible(user).filter(pk__in=chiavi):
            trovate[tipo_id, str(cosa.pk)] = cosa
    return trovate


def _told(passaggio: Passaggio, cosa: Model, user: object) -> Fatto:
    stati = dict(type(cosa)._meta.get_field("stato").flatchoices) if hasattr(cosa, "stato") else {}
    titolo = str(cosa)
    return Fatto(
        titolo=titolo[:1].upper() + titolo[1:],
        url=_sources[type(cosa)].address(user, cosa),
        stato=stati.get(passaggio.a, passaggio.a),
        chi=_who(passaggio, user),
        quando=passaggio.quando,
    )


def _who(passaggio: Passaggio, user: object) -> str:
    """In what role it was done, or that it was the reader or the portal; names stay in the page."""
    if passaggio.autore_id is None:
        return passaggio.in_veste_di or "il portale"
    if passaggio.autore_id == user.pk:
        return "da chi legge"
    return passaggio.in_veste_di or "un’altra persona"
