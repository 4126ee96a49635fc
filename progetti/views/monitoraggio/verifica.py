"""The ASL verifies what was declared, or sends it back: one by one, or what is in order at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from conciliazione.elenchi import FilteredListView
from conciliazione.numeri import format_decimal
from conciliazione.transizioni import StaleState, available, perform
from progetti.coda_verifica import (
    SCRITTA_DA_CHI_LEGGE,
    by_delivery,
    queue,
    rows,
    with_what_rows_show,
)
from progetti.enums import StatoRilevazione
from progetti.filters import VerificaFilter
from progetti.forms.verifica import RestituisciForm, read_choice
from progetti.models import Rilevazione
from progetti.permissions import can_verify, can_view_verification
from progetti.verifica_insieme import SPARITA, Esito, verify_each
from rete.attuale import acting_as
from rete.views.non_piu import too_late, why_stale

INSIEME_AL_PIU = 100
TROPPE = f"Se ne verificano insieme al più {INSIEME_AL_PIU}: non ne è stata verificata nessuna."
NESSUNA = "Non è stata scelta nessuna riga: segnare quelle da verificare, poi premere il pulsante."
CAMBIATA = (
    "Nel frattempo la riga è cambiata: ora il valore è {}. Il motivo scritto è rimasto: se vale"
    " ancora, confermare."
)


def check_verifier(request: HttpRequest) -> None:
    """Raises PermissionDenied: the person verifies nothing."""
    if not can_view_verification(request.user):
        raise PermissionDenied


def queue_page(request: HttpRequest) -> str:
    """The queue with the filters with which it was left."""
    filtri = request.GET.urlencode()
    return reverse("monitoraggio:verifica") + (f"?{filtri}" if filtri else "")


class VerificaListView(FilteredListView):
    """What is to verify, the delivery that closes first on top."""

    filterset_class = VerificaFilter
    template_name = "progetti/monitoraggio/verifica.html"

    def get_queryset(self) -> QuerySet[Rilevazione]:
        check_verifier(self.request)
        self.queryset = queue()
        return super().get_queryset()

    def read(self, page: QuerySet[Rilevazione]) -> QuerySet[Rilevazione]:
        # Which ones, by the indexes alone; then the wide rows of those only.
        quali = list(page.values_list("pk", flat=True))
        return with_what_rows_show(queue().filter(pk__in=quali))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        contesto = super().get_context_data(**kwargs)
        righe = rows(contesto["object_list"], self.request.user)
        insieme = sum(r.in_ordine for r in righe)
        return contesto | {
            "gruppi": by_delivery(righe),
            "insieme": insieme,
            "segnate": "segna" in self.request.GET,
        }


@require_POST
def verify_many(request: HttpRequest) -> HttpResponse:
    """Verify the values that were ticked: each by itself, as it was read, with its outcome."""
    check_verifier(request)
    scelte = dict(map(read_choice, request.POST.getlist("riga")))
    if not scelte or len(scelte) > INSIEME_AL_PIU:
        messages.warning(request, TROPPE if scelte else NESSUNA)
        return redirect(queue_page(request))
    righe = list(with_what_rows_show(Rilevazione.objects.filter(codice__in=scelte)))
    da_fare = [(riga, scelte[riga.codice]) for riga in righe]
    esiti = verify_each(da_fare, request.user, acting_as(request))
    fatte = sum(esito.fatta for esito in esiti)
    contesto = {
        "esiti": esiti,
        "fatte": fatte,
        "sparite": len(scelte) - len(righe),
        "sparita": SPARITA,
        "non_fatte": len(scelte) - fatte,
        "torna": queue_page(request),
    }
    return render(request, "progetti/monitoraggio/verifica_esito.html", contesto)


def value_to_verify(request: HttpRequest, codice: str) -> Rilevazione:
    """A reported value, for who verifies.

    Raises:
        PermissionDenied: the person verifies nothing.
        Http404: there is no such value.
    """
    check_verifier(request)
    return get_object_or_404(with_what_rows_show(Rilevazione.objects.all()), codice=codice)


@require_POST
def verify(request: HttpRequest, codice: str) -> HttpResponse:
    """Verify one value as it was read."""
    riga = value_to_verify(request, codice)
    _, versione = read_choice(f"{codice}:{request.POST.get('versione', '')}")
    (esito,) = verify_each([(riga, versione)], request.user, acting_as(request))
    if esito.fatta:
        messages.success(request, _done(esito))
    else:
        messages.warning(request, f"«{riga.indicatore}» non è verificata. {esito.perche}")
    return redirect(queue_page(request))


def _done(esito: Esito) -> str:
    riga = esito.riga
    quanto = f"{format_decimal(riga.valore)} {riga.indicatore.unita}".strip()
    return f"«{riga.indicatore}», {quanto}: verificata."


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, codice: str) -> HttpResponse:
    """Send one value back, with what is to mend; who runs the project is told."""
    riga = value_to_verify(request, codice)
    dati = request.POST if request.method == "POST" else None
    modulo = RestituisciForm(dati, initial={"versione": riga.versione})
    torna = (queue_page(request), "alla verifica")
    if "give_back" not in available(riga, request.user):
        return too_late(request, modulo, _why_not(request, riga), *torna)
    if modulo.is_bound and modulo.is_valid():
        if modulo.cleaned_data["versione"] != riga.versione:
            messages.warning(request, CAMBIATA.format(format_decimal(riga.valore)))
            modulo.take_version(riga.versione)
        else:
            return _give_back(request, riga, modulo, torna)
    contesto = {"riga": riga, "form": modulo, "torna": torna[0]}
    return render(request, "progetti/monitoraggio/restituisci.html", contesto)


def _give_back(
    request: HttpRequest, riga: Rilevazione, modulo: RestituisciForm, torna: tuple[str, str]
) -> HttpResponse:
    motivo = modulo.cleaned_data["motivo"]
    try:
        perform(riga, "give_back", request.user, reason=motivo, acting_as=acting_as(request))
    except StaleState as errore:
        return too_late(request, modulo, why_stale(errore), *torna)
    except ValidationError as errore:
        return too_late(request, modulo, " ".join(errore.messages), *torna)
    messages.success(
        request, f"«{riga.indicatore}» è restituita: chi conduce il progetto riceve il motivo."
    )
    return redirect(torna[0])


def _why_not(request: HttpRequest, riga: Rilevazione) -> str:
    if riga.stato == StatoRilevazione.DICHIARATA and not can_verify(request.user, riga):
        return SCRITTA_DA_CHI_LEGGE
    return f"Adesso la riga è «{riga.get_stato_display()}»: non si restituisce."
