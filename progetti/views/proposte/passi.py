"""The draft of a proposal, a page a step: it saves what is right, and says what is not."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.transizioni import StaleState
from progetti import bozze
from progetti.completezza import costs_of, to_complete
from progetti.contenuto import Contenuto, ObiettivoProposto, moved, parse, placed, removed
from progetti.costi import beyond
from progetti.forms.bozza import PropostaForm, rearranged
from progetti.forms.proposte import CheCosaForm, ObiettivoForm, RisultatoForm
from progetti.forms.quote import CostiForm
from progetti.lettura_proposta import read_tree, timeline_of_tree
from progetti.models import Proposta
from progetti.passi_proposta import (
    CHE_COSA,
    COSTI,
    OBIETTIVI,
    PASSI,
    RIEPILOGO,
    RISULTATI,
    TEMPI,
    DaCompletare,
    Passo,
    after,
)
from progetti.views.proposte.accesso import drafting
from progetti.views.proposte.elenco import whole

# The buttons that send a page and stay in it.
_RESTANO = ("righe", "su", "giu", "togli")


# --- What every step has ----------------------------------------------------------------------


def frame(proposta: Proposta, passo: Passo) -> dict[str, object]:
    """What every page of the composition has: where one is, and which steps lack nothing."""
    mancanti = to_complete(proposta)
    incompleti = {m.passo for m in mancanti}
    return {
        "proposta": proposta,
        "avviso": proposta.avviso,
        "passo": passo,
        "numero": PASSI.index(passo) + 1,
        "passi": [
            {"passo": p, "stato": _state_of(p, p in incompleti), "qui": p == passo} for p in PASSI
        ],
        "mancanti": [(m, address_of(proposta, m)) for m in mancanti],
        "qui_mancano": [(m, address_of(proposta, m)) for m in mancanti if m.passo == passo],
        "dopo": after(passo),
    }


def _state_of(passo: Passo, incompleto: bool) -> str:
    if incompleto:
        return "da completare"
    return "" if passo.slug in ("tempi", "allegati", "riepilogo") else "completo"


def address_of(proposta: Proposta, manca: DaCompletare) -> str:
    """The page and the field where something missing is written."""
    if manca.risultato:
        indirizzo = reverse(
            "proposte:result", args=[proposta.codice, manca.obiettivo, manca.risultato]
        )
    elif manca.obiettivo:
        indirizzo = reverse("proposte:objective", args=[proposta.codice, manca.obiettivo])
    else:
        indirizzo = reverse(f"proposte:{manca.passo.slug}", args=[proposta.codice])
    return f"{indirizzo}#{manca.ancora}"


def sent(request: HttpRequest) -> object:
    """What was sent, with its rows where the buttons put them; None of a page only read."""
    return rearranged(request.POST) if request.method == "POST" else None


def answer(
    request: HttpRequest,
    proposta: Proposta,
    form: PropostaForm,
    show: Callable[[], HttpResponse],
    avanti: str,
) -> HttpResponse:
    """Save a page of the draft and go on, or stay in it with what is not right."""
    if not form.is_bound:
        return show()
    salvato = form.save_valid()
    if request.htmx:
        return _saved_meanwhile(request, form)
    if not salvato:
        return show()
    azione = request.POST.get("azione", "").partition(":")
    if azione[0] in _RESTANO:
        return redirect(f"{request.path}#{azione[2].rpartition(':')[0] or azione[2]}")
    if azione[0] == "esci":
        messages.success(request, "La proposta è salvata: si riprende da questa pagina.")
        return redirect(proposta)
    return redirect(avanti)


def _saved_meanwhile(request: HttpRequest, form: PropostaForm) -> HttpResponse:
    """What the page says when it saves by itself while one writes; the browser stays there."""
    if not form.superato:
        form.take_saved_version()
    return render(request, "progetti/proposte/_salvato.html", {"form": form, "ora": timezone.now()})


def step_address(proposta: Proposta, passo: Passo) -> str:
    """The page of a step."""
    return reverse(f"proposte:{passo.slug}", args=[proposta.codice])


# --- What -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def what(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """Title, actions, context, purpose, when."""
    form = CheCosaForm(sent(request), instance=proposta)

    def show() -> HttpResponse:
        contesto = {**frame(proposta, CHE_COSA), "form": form}
        return render(request, "progetti/proposte/che_cosa.html", contesto)

    return answer(request, proposta, form, show, step_address(proposta, after(CHE_COSA)))


# --- Objectives -------------------------------------------------------------------------------


@require_safe
@drafting
def objectives(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """The objectives, to open, move and take away."""
    contesto = {**frame(proposta, OBIETTIVI), "obiettivi": read_tree(proposta)}
    return render(request, "progetti/proposte/obiettivi.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def objective(request: HttpRequest, proposta: Proposta, numero: int) -> HttpResponse:
    """An objective; the one after the last is a new one."""
    quanti = len(parse(proposta.contenuto).obiettivi)
    posto = _place(request, numero, quanti)
    form = ObiettivoForm(sent(request), instance=proposta, posto=posto)

    def show() -> HttpResponse:
        contesto = {
            **frame(proposta, OBIETTIVI),
            "form": form,
            "quale": numero,
            "nuovo": posto >= quanti,
        }
        return render(request, "progetti/proposte/obiettivo.html", contesto)

    return answer(request, proposta, form, show, step_address(proposta, OBIETTIVI))


def _place(request: HttpRequest, numero: int, quanti: int) -> int:
    """The place, from 0, of a part that is there or would come next.

    What is sent for a part that somebody took away meanwhile is not lost: it becomes the last.

    Raises:
        Http404: it is neither.
    """
    if 1 <= numero <= quanti + 1 or (request.method == "POST" and numero >= 1):
        return numero - 1
    raise Http404("Non c’è una parte con questo numero.")


@require_POST
@drafting
def move_objective(request: HttpRequest, proposta: Proposta, numero: int) -> HttpResponse:
    """Put an objective before or after its neighbour."""
    di = -1 if request.POST.get("verso") == "su" else 1

    def change(albero: Contenuto) -> Contenuto:
        return Contenuto(moved(albero.obiettivi, numero - 1, di))

    return _change(request, proposta, change, step_address(proposta, OBIETTIVI))


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def remove_objective(request: HttpRequest, proposta: Proposta, numero: int) -> HttpResponse:
    """Take an objective away with all that it has, once that is confirmed."""
    obiettivi = read_tree(proposta)
    if not 1 <= numero <= len(obiettivi):
        raise Http404("L’obiettivo non c’è.")
    if request.method == "POST":
        return _change(
            request,
            proposta,
            lambda albero: Contenuto(removed(albero.obiettivi, numero - 1)),
            step_address(proposta, OBIETTIVI),
        )
    contesto = {**frame(proposta, OBIETTIVI), "obiettivo": obiettivi[numero - 1]}
    return render(request, "progetti/proposte/togli_obiettivo.html", contesto)


def _change(
    request: HttpRequest,
    proposta: Proposta,
    change: Callable[[Contenuto], Contenuto],
    poi: str,
) -> HttpResponse:
    """Change the tree as the page that was read showed it, and go back to it."""
    versione = request.POST.get("versione", "")
    try:
        with transaction.atomic():
            bozze.change_tree(proposta, int(versione) if versione.isdecimal() else 0, change)
    except StaleState as errore:
        messages.error(request, str(errore))
    return redirect(poi)


# --- Results ----------------------------------------------------------------------------------


@require_safe
@drafting
def results(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """The results that each objective promises."""
    contesto = {**frame(proposta, RISULTATI), "obiettivi": read_tree(proposta)}
    return render(request, "progetti/proposte/risultati.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def result(request: HttpRequest, proposta: Proposta, numero: int, quale: int) -> HttpResponse:
    """A result with its indicators; the one after the last is a new one."""
    obiettivo = _objective_at(proposta, numero)
    posto = _place(request, quale, len(obiettivo.risultati))
    form = RisultatoForm(sent(request), instance=proposta, obiettivo=numero - 1, posto=posto)

    def show() -> HttpResponse:
        contesto = {
            **frame(proposta, RISULTATI),
            "form": form,
            "numero_obiettivo": numero,
            "obiettivo": obiettivo,
            "quale": quale,
            "nuovo": posto >= len(obiettivo.risultati),
        }
        return render(request, "progetti/proposte/risultato.html", contesto)

    return answer(request, proposta, form, show, step_address(proposta, RISULTATI))


@require_POST
@drafting
def move_result(request: HttpRequest, proposta: Proposta, numero: int, quale: int) -> HttpResponse:
    """Put a result before or after its neighbour."""
    di = -1 if request.POST.get("verso") == "su" else 1
    return _change_results(
        request, proposta, numero, lambda risultati: moved(risultati, quale - 1, di)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def remove_result(
    request: HttpRequest, proposta: Proposta, numero: int, quale: int
) -> HttpResponse:
    """Take a result away with its indicators, once that is confirmed."""
    obiettivi = read_tree(proposta)
    risultati = obiettivi[numero - 1].risultati if 1 <= numero <= len(obiettivi) else ()
    if not 1 <= quale <= len(risultati):
        raise Http404("Il risultato non c’è.")
    if request.method == "POST":
        return _change_results(request, proposta, numero, lambda righe: removed(righe, quale - 1))
    contesto = {
        **frame(proposta, RISULTATI),
        "obiettivo": obiettivi[numero - 1],
        "risultato": risultati[quale - 1],
    }
    return render(request, "progetti/proposte/togli_risultato.html", contesto)


def _change_results(
    request: HttpRequest, proposta: Proposta, numero: int, change: Callable[[tuple], tuple]
) -> HttpResponse:
    def of_objective(albero: Contenuto) -> Contenuto:
        vecchio = albero.obiettivi[numero - 1]
        nuovo = replace(vecchio, risultati=change(vecchio.risultati))
        return Contenuto(placed(albero.obiettivi, numero - 1, nuovo))

    _objective_at(proposta, numero)
    return _change(request, proposta, of_objective, step_address(proposta, RISULTATI))


def _objective_at(proposta: Proposta, numero: int) -> ObiettivoProposto:
    """The objective with that number, from 1.

    Raises:
        Http404: there is none.
    """
    obiettivi = parse(proposta.contenuto).obiettivi
    if not 1 <= numero <= len(obiettivi):
        raise Http404("L’obiettivo non c’è.")
    return obiettivi[numero - 1]


# --- When, how much, and the whole ------------------------------------------------------------


@require_safe
@drafting
def timeline(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """When each activity happens, from the days written with it."""
    contesto = {
        **frame(proposta, TEMPI),
        "tempi": timeline_of_tree(parse(proposta.contenuto), str(proposta)),
        "obiettivi": read_tree(proposta),
    }
    return render(request, "progetti/proposte/tempi.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def costs(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """What it costs, who pays, and what the call allows."""
    form = CostiForm(sent(request), instance=proposta)

    def show() -> HttpResponse:
        costi, avviso = costs_of(proposta), proposta.avviso
        contesto = {
            **frame(proposta, COSTI),
            "form": form,
            "costi": costi,
            "oltre": beyond(costi, avviso.massimale, avviso.dotazione),
        }
        return render(request, "progetti/proposte/costi.html", contesto)

    return answer(request, proposta, form, show, step_address(proposta, after(COSTI)))


@require_safe
@drafting
def summary(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """What is missing, each thing one click away, and the whole proposal."""
    contesto = {**frame(proposta, RIEPILOGO), **whole(proposta), "propone": True}
    return render(request, "progetti/proposte/riepilogo.html", contesto)
