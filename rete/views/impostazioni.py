"""The settings of the procedure: every row on one page, each with its form and its history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.guardie import said_in_words
from conciliazione.ricevute import made_before, once
from conciliazione.testo import render_markdown
from rete.attuale import acting_as
from rete.enums import Incombenza, RuoloDelega, UsoModello
from rete.forms.impostazioni import AGGIUNGERE, CAMBIARE, TestoMixin
from rete.impostazioni import GENERI, Genere, history_of, key_of
from rete.models import ModelloMessaggio
from rete.permissions import can_edit_settings, can_view_settings

# The kinds of which there is at most one row for each thing, and how many these are.
UNA_PER_COSA = {"messaggi": len(UsoModello), "interni": len(Incombenza)}


@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """Everything that the staff may read and change of the procedure."""
    _let_in(request)
    scritti = set(ModelloMessaggio.objects.values_list("uso", flat=True))
    gruppi = [_group(genere) for genere in GENERI.values()]
    contesto = {
        "gruppi": gruppi,
        "senza_testo": [uso.label for uso in UsoModello if uso not in scritti],
        "cambia": can_edit_settings(request.user),
    }
    return render(request, "rete/impostazioni/impostazioni.html", contesto)


def _group(genere: Genere) -> dict[str, object]:
    """The rows of a kind; `completo` when there is one for each thing, and none can be added."""
    righe = [(riga, key_of(riga)) for riga in genere.rows()]
    quante = UNA_PER_COSA.get(genere.slug)
    return {"genere": genere, "righe": righe, "completo": len(righe) == quante}


@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest, genere: str, chiave: str) -> HttpResponse:
    """One row: who may, changes it; the others read it. Its history is below."""
    trovato = _kind(request, genere)
    riga = trovato.find(chiave)
    if riga is None:
        raise Http404
    if request.method == "POST" and not (can_edit_settings(request.user) and genere in CAMBIARE):
        raise PermissionDenied
    modulo = _form(request, trovato, riga)
    if modulo is not None and _is_sent(request, modulo) and modulo.save_if_unchanged():
        messages.success(request, "Salvato: vale da adesso.")
        return redirect("rete:setting", genere, key_of(modulo.instance))
    contesto = {
        "genere": trovato,
        # What is saved: the form changes the row that it has, also when it does not save it.
        "riga": trovato.find(chiave),
        "form": modulo if can_edit_settings(request.user) else None,
        "testo": render_markdown(riga.testo) if genere == "impegno" else "",
        "storia": history_of(riga),
        **_preview(modulo),
    }
    return render(request, "rete/impostazioni/riga.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def setting_add(request: HttpRequest, genere: str) -> HttpResponse:
    """One row more; of the commitment, a new version."""
    trovato = _kind(request, genere)
    if not can_edit_settings(request.user):
        raise PermissionDenied
    if gia := made_before(request.user, _purpose(trovato), request.POST.get("gettone", "")):
        return redirect("rete:setting", genere, gia)
    dati = request.POST if request.method == "POST" else None
    veste = acting_as(request, RuoloDelega.RESPONSABILE)
    modulo = AGGIUNGERE[genere](dati, by=request.user, veste=veste)
    if _is_sent(request, modulo) and (chiave := _added(request, trovato, modulo)):
        messages.success(request, "Aggiunto.")
        return redirect("rete:setting", genere, chiave)
    contesto = {"genere": trovato, "form": modulo, **_preview(modulo)}
    if genere == "impegno":
        contesto["testo"] = render_markdown(str(modulo["testo"].value() or ""))
        contesto["superata"] = render_markdown(modulo.superata)
    return render(request, "rete/impostazioni/nuova.html", contesto)


def _purpose(genere: Genere) -> str:
    """What the receipt of a new row is for."""
    return f"impostazione:{genere.slug}"


def _added(request: HttpRequest, genere: Genere, modulo: ModelForm) -> str:
    """The key of the row, written once; empty when the rules refuse it, and the form says why."""
    gettone = modulo.cleaned_data["gettone"]
    try:
        with said_in_words(genere.modello):
            return once(request.user, _purpose(genere), gettone, lambda: key_of(modulo.add()))[0]
    except ValidationError as errore:
        modulo.add_error(None, errore.messages)
        return ""


def _let_in(request: HttpRequest) -> None:
    """Raises Http404: the person does not read the settings."""
    if not can_view_settings(request.user):
        raise Http404


def _kind(request: HttpRequest, genere: str) -> Genere:
    """Raises Http404: there is no such kind, or the person does not read the settings."""
    _let_in(request)
    if genere not in GENERI:
        raise Http404
    return GENERI[genere]


def _form(request: HttpRequest, genere: Genere, riga: Model) -> ModelForm | None:
    """The form of a row; None for a version of the commitment, which never changes."""
    classe = CAMBIARE.get(genere.slug)
    if classe is None:
        return None
    dati = request.POST if request.method == "POST" else None
    veste = acting_as(request, RuoloDelega.RESPONSABILE)
    return classe(dati, instance=riga, by=request.user, veste=veste)


def _is_sent(request: HttpRequest, modulo: ModelForm) -> bool:
    """Whether the form is to be saved: not by the button of the preview, which saves nothing."""
    return modulo.is_bound and modulo.is_valid() and "anteprima" not in request.POST


def _preview(modulo: ModelForm | None) -> dict[str, object]:
    """Of the text of a mail: how it reads, and what it may call."""
    if not isinstance(modulo, TestoMixin):
        return {}
    return {"lettera": modulo.preview(), "richiami": modulo.references()}
