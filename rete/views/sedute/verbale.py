"""Writing the minutes: nothing typed is lost, neither to another person nor to a session's end.

The page saves by itself while one writes, and with its button where there is no script. What
reaches us after the session has ended waits in the new session until its author enters again.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from conciliazione.tentativi import is_too_often
from rete import permissions
from rete.attuale import acting_as
from rete.enums import StatoSeduta
from rete.forms.sedute import VERBALE_AL_PIU, RettificaForm, VerbaleForm
from rete.models import Seduta
from rete.verbali import draft_minutes, render_minutes
from rete.views.non_piu import too_late
from rete.views.sedute.accesso import managed_meeting, page_of

# Where the session keeps what was typed by who had to enter again.
SOSPESO = "verbale_sospeso"
AL_PIU, IN_SECONDI = 60, 60 * 60
NON_APPROVATO = "Si rettifica solo un verbale approvato: prima di allora si riapre e si corregge."
CHIUSO = (
    "Nel frattempo il verbale è stato chiuso: ciò che si è scritto qui non è salvato. Copiarlo, se"
    " serve, prima di lasciare la pagina."
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verbale(request: HttpRequest, codice: str) -> HttpResponse:
    """The minutes as they are written; the first time, as the portal begins them."""
    if request.user.is_anonymous:
        return _wait_for_login(request, codice)
    seduta = managed_meeting(request, codice, permissions.can_write_minutes)
    if request.method == "POST":
        return _save(request, seduta)
    if seduta.stato != StatoSeduta.TENUTA:
        messages.warning(request, "Il verbale si scrive quando la seduta è tenuta.")
        return redirect(seduta)
    return _page(request, seduta, _form(request, seduta))


def _form(request: HttpRequest, seduta: Seduta) -> VerbaleForm:
    """The form to write in: with what was typed before entering again, else what is saved."""
    modulo = VerbaleForm(instance=seduta)
    if not seduta.verbale:
        modulo.initial["verbale"] = draft_minutes(seduta)
    sospeso = request.session.get(SOSPESO, {})
    if sospeso.get("seduta") == seduta.codice:
        modulo.initial.update({n: sospeso[n] for n in ("verbale", "versione", "letti")})
        messages.warning(
            request,
            "La sessione era finita: qui c’è il testo scritto fino a quel momento. Non è ancora"
            " salvato.",
        )
    return modulo


def _save(request: HttpRequest, seduta: Seduta) -> HttpResponse:
    modulo = VerbaleForm(request.POST, instance=seduta)
    if seduta.stato != StatoSeduta.TENUTA:
        modulo.add_error(None, CHIUSO)
        return _answer(request, seduta, modulo)
    if not (modulo.is_valid() and modulo.save_if_unchanged()):
        return _answer(request, seduta, modulo)
    request.session.pop(SOSPESO, None)
    if request.htmx:
        return _answer(request, seduta, VerbaleForm(instance=Seduta.objects.get(pk=seduta.pk)))
    messages.success(request, "Il verbale è salvato.")
    return redirect("rete:minutes", seduta.codice)


def _answer(request: HttpRequest, seduta: Seduta, modulo: VerbaleForm) -> HttpResponse:
    """The page; to the saving that goes on by itself, only whether it worked."""
    if not request.htmx:
        return _page(request, seduta, modulo)
    contesto = {
        "seduta": seduta,
        "form": modulo,
        "ora": timezone.localtime(),
        "anteprima": render_minutes(modulo.instance.verbale, livello=3),
    }
    return render(request, "rete/sedute/_salvataggio.html", contesto)


def _page(request: HttpRequest, seduta: Seduta, modulo: VerbaleForm) -> HttpResponse:
    contesto = {
        "seduta": seduta,
        "form": modulo,
        "anteprima": render_minutes(str(modulo["verbale"].value() or ""), livello=3),
        "aperto": seduta.stato == StatoSeduta.TENUTA,
    }
    return render(request, "rete/sedute/verbale.html", contesto)


def _wait_for_login(request: HttpRequest, codice: str) -> HttpResponse:
    """Send to the entrance who is not, or no longer, in; what they typed waits in the session."""
    pagina = reverse("rete:minutes", args=[codice])
    if request.method == "POST" and _is_written(request, codice):
        testi = {n: request.POST.get(n, "")[:VERBALE_AL_PIU] for n in ("verbale", "letti")}
        versione = request.POST.get("versione", "")[:10]
        request.session[SOSPESO] = {"seduta": codice, "versione": versione, **testi}
    if request.htmx:
        contesto = {"finita": True, "pagina": pagina}
        return render(request, "rete/sedute/_salvataggio.html", contesto)
    return redirect_to_login(pagina)


def _is_written(request: HttpRequest, codice: str) -> bool:
    """Whether those minutes are being written; few times an hour for one address."""
    scritta = Seduta.objects.filter(codice=codice, stato=StatoSeduta.TENUTA).exists()
    return scritta and not is_too_often(request, "verbale", AL_PIU, IN_SECONDI)


@require_http_methods(["GET", "HEAD", "POST"])
def rettifica(request: HttpRequest, codice: str) -> HttpResponse:
    """Correct what approved minutes say by mistake; the copy of before stays, with the reason."""
    seduta = managed_meeting(request, codice, permissions.can_rectify_minutes)
    modulo = RettificaForm(
        request.POST if request.method == "POST" else None,
        instance=seduta,
        by=request.user,
        acting_as=acting_as(request),
    )
    if seduta.stato != StatoSeduta.APPROVATA:
        return too_late(request, modulo, NON_APPROVATO, *page_of(seduta))
    if modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        messages.success(request, "Il verbale è rettificato: la copia di prima resta accanto.")
        return redirect(f"{seduta.get_absolute_url()}#verbale")
    return render(request, "rete/sedute/rettifica.html", {"seduta": seduta, "form": modulo})
