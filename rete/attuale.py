"""What a request is about: the cicli, read once for all that it shows; the role who asks chose."""

from datetime import date
from operator import attrgetter

from django.http import HttpRequest

from conciliazione.periodi import today
from rete.enums import RuoloDelega
from rete.models import Ciclo
from rete.models.atti import choose_current
from rete.permissions import Persona, Veste, capacity, roles_of
from rete.permissions.ruoli import in_role

_MEMORIA = "cicli_letti"
# Where the session keeps the role in which the person acts: the code of a delega or a mandato.
VESTE = "veste"


def all_cicli(request: HttpRequest | None = None) -> list[Ciclo]:
    """Every `Ciclo` with its capofila and profile, the newest first.

    One query; none when they were already read for the same `request`.
    """
    if not hasattr(request, _MEMORIA):
        # Put in order here: they are few, and an ORDER BY costs Django as much as the rest.
        letti = Ciclo.objects.select_related("capofila__profilo").order_by()
        cicli = sorted(letti, key=attrgetter("dal", "pk"), reverse=True)
        if request is None:
            return cicli
        setattr(request, _MEMORIA, cicli)
    return getattr(request, _MEMORIA)


def current_ciclo(request: HttpRequest | None = None, on: date | None = None) -> Ciclo | None:
    """The `Ciclo` in force on that day (default: today), else the latest, with its capofila and
    profile; None without data. Queries as above."""
    return choose_current(all_cicli(request), on or today())


def chosen_role(request: HttpRequest) -> Veste | None:
    """The role that the person chose for this session, while they still have it."""
    codice = getattr(request, "session", {}).get(VESTE)
    return next((v for v in roles_of(request.user) if v.codice == codice), None) if codice else None


def choose_role(request: HttpRequest, codice: str) -> bool:
    """Act from now on in the role with that code, or with "" in all; False if it is not theirs."""
    if codice and not any(veste.codice == codice for veste in roles_of(request.user)):
        return False
    request.session[VESTE] = codice
    return True


def acting_as(request: HttpRequest, *ruoli: RuoloDelega) -> str:
    """The words for `Passaggio.in_veste_di`: the role chosen, else all (or only those of `ruoli`).

    Where only `ruoli` may act, a role chosen that is not among them is not in whose name it is.
    """
    veste = chosen_role(request)
    if veste and (not ruoli or veste.ruolo in ruoli):
        return veste.testo
    return capacity(request.user, *ruoli)


def in_chosen_role(request: HttpRequest) -> Persona:
    """Who asks, with the rights of the role chosen only: to show what is due, not to allow it."""
    veste = chosen_role(request)
    return in_role(request.user, veste) if veste else request.user
