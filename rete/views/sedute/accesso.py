"""Which meeting a page is about, for who asks; and how its pages move it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from conciliazione.transizioni import NotAllowed, StaleState, TooBusy, perform
from rete import permissions
from rete.attuale import acting_as
from rete.models import RichiestaConvocazione, Seduta
from rete.views.non_piu import too_late, why_stale


def visible_meeting(request: HttpRequest, codice: str) -> Seduta:
    """The meeting with that code, with its organo.

    Raises:
        Http404: there is none, or it is not for this person: the answer is the same.
    """
    sedute = permissions.meetings_visible_to(request.user)
    collegati = ("organo", "ciclo", "segretario", "verbale_pdf", "approvata_in", "rinviata_a")
    return get_object_or_404(sedute.select_related(*collegati), codice=codice)


def managed_meeting(
    request: HttpRequest,
    codice: str,
    may: Callable[..., bool] = permissions.can_manage_meeting,
) -> Seduta:
    """The meeting with that code, for who may do something with it.

    Raises:
        Http404: it is not there for this person.
        PermissionDenied: the person may only read it.
    """
    seduta = visible_meeting(request, codice)
    if not may(request.user, seduta):
        raise PermissionDenied
    return seduta


def moved(
    request: HttpRequest,
    obj: Model,
    verbo: str,
    modulo: forms.Form,
    fatto: str,
    torna: tuple[str, str] | None = None,
    **dati: object,
) -> HttpResponse | None:
    """Make `obj` go through `verbo`; the answer, when the page is done with it.

    What the rules refuse goes to the form, and None is the answer; when somebody else did
    something meanwhile, the page says so and gives back what was typed. `torna` is where one goes
    then, and what it is called («alla seduta»): where it is not said, the page of `obj`.
    """
    motivo = modulo.cleaned_data.get("motivo", "")
    veste = acting_as(request)
    try:
        perform(obj, verbo, request.user, reason=motivo, acting_as=veste, **dati)
    except TooBusy as errore:
        modulo.add_error(None, str(errore))
        return None
    except (StaleState, NotAllowed) as errore:
        return too_late(request, modulo, why_stale(errore), *(torna or page_of(obj)))
    except ValidationError as errore:
        explain(modulo, errore)
        return None
    messages.success(request, fatto)
    return redirect((torna or page_of(getattr(obj, "rinviata_a", None) or obj))[0])


def page_of(obj: Seduta | RichiestaConvocazione) -> tuple[str, str]:
    """The page of a meeting, or of a request for one, and how one is sent back to it."""
    if isinstance(obj, Seduta):
        return obj.get_absolute_url(), "alla seduta"
    return reverse("rete:convocation_request", args=[obj.codice]), "alla richiesta"


def explain(modulo: forms.Form, errore: ValidationError) -> None:
    """Put what the rules said beside the field that it is about, if the form has it."""
    if not hasattr(errore, "error_dict"):
        modulo.add_error(None, errore.messages)
        return
    for nome, errori in errore.message_dict.items():
        modulo.add_error(nome if nome in modulo.fields else None, errori)
