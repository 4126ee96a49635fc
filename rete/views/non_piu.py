"""A step that came too late: why, and what its author had typed, given back and never dropped."""

from collections.abc import Iterable, Iterator

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conciliazione.transizioni import StaleState

NEL_FRATTEMPO = "Nel frattempo qualcosa è cambiato e l’operazione non è stata eseguita."


def too_late(
    request: HttpRequest, modulo: forms.Form | None, perche: str, torna: str, dove: str
) -> HttpResponse:
    """The page that says why a step was not taken, with what was typed for it to copy.

    `torna` is the address of the page to go back to, which shows how things are now, and `dove`
    its name («alla seduta»). Where nothing was typed it is shown at once, with the reason.
    """
    scritti = typed(modulo)
    if not scritti:
        messages.warning(request, perche)
        return redirect(torna)
    contesto = {"perche": perche, "scritti": scritti, "torna": torna, "dove": dove}
    return render(request, "rete/non_piu.html", contesto, status=409)


def why_stale(errore: Exception) -> str:
    """What is said of a refusal: its own words, unless they speak of the page it came from."""
    return NEL_FRATTEMPO if type(errore) is StaleState else str(errore)


def typed(modulo: forms.Form | None) -> list[tuple[str, str]]:
    """What was typed, to copy elsewhere: the labels and the words."""
    if modulo is None or not modulo.is_bound:
        return []
    campi = (campo for campo in modulo if not campo.is_hidden)
    return [(c.label, _in_words(c)) for c in campi if c.value() not in (None, "", False, [])]


def _in_words(campo: BoundField) -> str:
    """The words of a field: of a choice, those that its list shows."""
    valori = campo.value() if isinstance(campo.value(), list) else [campo.value()]
    etichette = dict(_labels(getattr(campo.field, "choices", ())))
    return ", ".join(etichette.get(str(valore), str(valore)) for valore in valori)


def _labels(scelte: Iterable[tuple[object, object]]) -> Iterator[tuple[str, str]]:
    """The value and the words of each option, in the groups too."""
    for valore, parole in scelte:
        if isinstance(parole, list | tuple):
            yield from _labels(parole)
        else:
            yield str(valore), str(parole)
