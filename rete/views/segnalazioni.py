"""What people report of the portal: their form, and the pages of who answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.elenchi import FilteredListView
from conciliazione.models import Passaggio
from conciliazione.tentativi import is_too_often
from conciliazione.transizioni import StaleState, available, perform
from rete.attuale import acting_as
from rete.filters import SegnalazioneFilter
from rete.forms import ChiusuraForm, SegnalazioneForm, local_path
from rete.models import Segnalazione
from rete.permissions import can_view_reports, reports_visible_to
from rete.segnalazioni import report
from rete.views.non_piu import too_late, why_stale

AL_PIU, IN_SECONDI = 10, 60 * 60


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_problem(request: HttpRequest) -> HttpResponse:
    """The form; a double click finds the first one's receipt."""
    if request.method != "POST":
        modulo = SegnalazioneForm(initial={"pagina": _page_asked(request)})
        return render(request, "rete/segnalazioni/modulo.html", {"form": modulo})
    modulo = SegnalazioneForm(request.POST)
    if not modulo.is_valid():
        return render(request, "rete/segnalazioni/modulo.html", {"form": modulo})
    if is_too_often(request, "segnalazione", AL_PIU, IN_SECONDI):
        response = render(request, "429.html", status=429)
        response["Retry-After"] = str(IN_SECONDI)
        return response
    campi = {nome: modulo.cleaned_data[nome] for nome in ("motivo", "pagina", "testo", "email")}
    return redirect("report_receipt", report(modulo.cleaned_data["gettone"], **campi).codice)


def _page_asked(request: HttpRequest) -> str:
    """The page that the link came from, if it is one of ours."""
    try:
        return local_path(request.GET.get("pagina", ""))[:500]
    except ValueError:
        return ""


@login_not_required
@require_safe
def report_receipt(request: HttpRequest, codice: str) -> HttpResponse:
    """The receipt: the code and the day, nothing of what was written."""
    trovata = get_object_or_404(Segnalazione, codice=codice)
    return render(request, "rete/segnalazioni/ricevuta.html", {"segnalazione": trovata})


class SegnalazioneListView(FilteredListView):
    """The reports for who answers them, the open ones first."""

    filterset_class = SegnalazioneFilter
    template_name = "rete/segnalazioni/elenco.html"

    def get_queryset(self):
        if not can_view_reports(self.request.user):
            raise Http404
        visibili = reports_visible_to(self.request.user)
        self.queryset = visibili.order_by("stato", "-ricevuta_il", "-pk")
        return super().get_queryset()


@require_http_methods(["GET", "HEAD", "POST"])
def segnalazione(request: HttpRequest, codice: str) -> HttpResponse:
    """One report with its history; a POST closes it with an answer."""
    trovata = get_object_or_404(reports_visible_to(request.user), codice=codice)
    modulo = ChiusuraForm(request.POST if request.method == "POST" else None)
    if modulo.is_bound and modulo.is_valid():
        return _close(request, trovata, modulo)
    contesto = {
        "segnalazione": trovata,
        "form": modulo if "close" in available(trovata, request.user) else None,
        "passaggi": Passaggio.objects.about(trovata).select_related("autore"),
    }
    return render(request, "rete/segnalazioni/segnalazione.html", contesto)


def _close(request: HttpRequest, trovata: Segnalazione, modulo: ChiusuraForm) -> HttpResponse:
    risposta, veste = modulo.cleaned_data["motivo"], acting_as(request)
    try:
        perform(trovata, "close", request.user, reason=risposta, acting_as=veste)
    except StaleState as errore:
        torna = trovata.get_absolute_url()
        return too_late(request, modulo, why_stale(errore), torna, "alla segnalazione")
    messages.success(request, "La segnalazione è chiusa.")
    return redirect(trovata)
