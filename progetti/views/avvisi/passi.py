"""The steps of a call: publication, correction, extension, closing, revocation, no proposals."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.orologio import read_clock
from conciliazione.transizioni import available
from progetti import permissions
from progetti.enums import StatoAvviso
from progetti.forms.avvisi import RigheFormSet, rows_form
from progetti.forms.passi_avviso import (
    ConfermaForm,
    DocumentoRettificaForm,
    ProrogaForm,
    RettificaForm,
    RevocaForm,
)
from progetti.models import Avviso
from progetti.parti import PARTI
from progetti.pubblicazione import blocking
from progetti.views.avvisi.accesso import written_call
from rete.forms.atti import AttoForm
from rete.permissions import Persona
from rete.views.sedute.accesso import moved

# The words in the address of each step, in the order of their buttons.
PAROLE = {
    "pubblica": "publish",
    "rettifica": "correct",
    "aggiungi-un-documento": "correct",
    "proroga": "extend",
    "chiudi": "close",
    "dichiara-deserto": "declare_void",
    "revoca": "revoke",
}
MODULI: Mapping[str, type[forms.Form]] = {
    "pubblica": AttoForm,
    "rettifica": RettificaForm,
    "aggiungi-un-documento": DocumentoRettificaForm,
    "proroga": ProrogaForm,
    "chiudi": ConfermaForm,
    "dichiara-deserto": AttoForm,
    "revoca": RevocaForm,
}
FATTO = {
    "pubblica": "L’avviso è pubblicato: lo leggono tutti.",
    "rettifica": "La rettifica è registrata: tutti vedono che cosa è cambiato.",
    "aggiungi-un-documento": "Il documento è aggiunto con una rettifica.",
    "proroga": "La proroga è registrata.",
    "chiudi": "L’avviso è chiuso.",
    "dichiara-deserto": "L’avviso è deserto.",
    "revoca": "L’avviso è revocato.",
}
TITOLI = {"aggiungi-un-documento": "Aggiungi un documento"}


def steps_of(avviso: Avviso, user: Persona) -> list[tuple[str, str]]:
    """The words in the address and on the button of each step that may be taken now."""
    possibili = available(avviso, user)
    passata = avviso.chiude_il is not None and read_clock() > avviso.chiude_il
    for verbo in ("correct", "extend") if passata else ("close",):
        possibili.pop(verbo, None)
    return [
        (parole, TITOLI.get(parole, possibili[verbo].label))
        for parole, verbo in PAROLE.items()
        if verbo in possibili
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def passo(request: HttpRequest, slug: str, parole: str) -> HttpResponse:
    """Make a call take a step, with the act and the reason that it asks for."""
    avviso = written_call(request, slug)
    if parole not in PAROLE:
        raise Http404
    transition = available(avviso, request.user).get(PAROLE[parole])
    if transition is None:
        return _not_now(request, avviso)
    aperto = _is_open(avviso)
    modulo = _form(request, parole, avviso, aperto)
    righe = {} if parole != "rettifica" or aperto else _row_forms(request, avviso)
    if modulo.is_bound and _all_valid(modulo, righe):
        dati = _data(request, parole, modulo, righe)
        verbo, fatto = PAROLE[parole], FATTO[parole]
        torna = reverse("avvisi:call_prepare", args=[slug]), "alla preparazione dell’avviso"
        if risposta := moved(request, avviso, verbo, modulo, fatto, torna, **dati):
            spostata = risposta.status_code == HTTPStatus.FOUND and avviso.is_published
            return redirect(avviso) if spostata else risposta
    contesto = {
        "avviso": avviso,
        "titolo": TITOLI.get(parole, transition.label),
        "parole": parole,
        "form": modulo,
        "righe": righe,
        "righe_errate": any(r.is_bound and not r.is_valid() for r in righe.values()),
        "aperto": aperto,
        "mancanze": blocking(avviso) if parole == "pubblica" else [],
    }
    return render(request, "progetti/avvisi/passo.html", contesto)


def _is_open(avviso: Avviso) -> bool:
    """Whether somebody may have sent something: the opening went by."""
    return avviso.apre_il is not None and read_clock() >= avviso.apre_il


def _form(request: HttpRequest, parole: str, avviso: Avviso, aperto: bool) -> forms.Form:
    """The form of a step, with what was typed."""
    classe: Callable[..., forms.Form] = MODULI[parole]
    if classe is RettificaForm:
        classe = partial(RettificaForm, avviso=avviso, prima_di_aprire=not aperto)
    if request.method != "POST":
        return classe()
    return classe(request.POST, request.FILES)


def _row_forms(request: HttpRequest, avviso: Avviso) -> dict[str, RigheFormSet]:
    dati = request.POST if request.method == "POST" else None
    return {parte: rows_form(parte, avviso, dati) for parte in PARTI}


def _all_valid(modulo: forms.Form, righe: Mapping[str, RigheFormSet]) -> bool:
    """Whether all is right: each part is asked, so that it shows what is wrong in it."""
    return all([modulo.is_valid(), *(r.is_valid() for r in righe.values())])


def _data(
    request: HttpRequest, parole: str, modulo: forms.Form, righe: Mapping[str, RigheFormSet]
) -> dict[str, object]:
    """What the transition is given of what was typed."""
    if not isinstance(modulo, AttoForm):
        return {}
    dati: dict[str, object] = {"record_act": modulo.record_act}
    scritto = modulo.cleaned_data
    if parole == "rettifica":
        cambiate = {p: r.rows() for p, r in righe.items() if r.has_changed()}
        dati |= {"cambi": modulo.changed(), **cambiate}
    elif parole == "proroga":
        dati["chiude_il"] = scritto["chiude_il"]
    elif parole == "aggiungi-un-documento":
        file = scritto["file"]
        conserva = partial(store, file, file.name, Riservatezza.PUBBLICO, request.user)
        dati["documento"] = (scritto["titolo"], conserva)
    return dati


def _not_now(request: HttpRequest, avviso: Avviso) -> HttpResponse:
    """Who never may gets a 403; who may, but not in this state, goes back to see how it is now."""
    if not permissions.can_publish_call(request.user, avviso):
        raise PermissionDenied
    stato = StatoAvviso(avviso.stato).label
    messages.warning(request, f"L’avviso ora è «{stato}»: non si può più fare.")
    return redirect("avvisi:call_prepare", avviso.slug)
