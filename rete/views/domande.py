"""The membership requests for the staff: the queue, its files, one request."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from conciliazione.copie import fingerprint
from conciliazione.elenchi import FilteredListView
from conciliazione.esporta import csv_response, xlsx_response
from conciliazione.transizioni import available
from rete import carte
from rete.coda_domande import by_urgency, count_by_state, time_of, with_what_rows_show
from rete.confronto import candidates, is_new_by_choice
from rete.esporta_domande import COLONNE, NOME
from rete.filters import DomandaFilter
from rete.forms.istruttoria import NotaForm, VerificheForm
from rete.istruttoria import check_list
from rete.models import DomandaAdesione
from rete.passi import PASSI
from rete.permissions import (
    applications_visible_to,
    can_examine_application,
    can_view_applications,
    open_suspension,
)
from rete.tappe import timeline
from rete.verdetto_firma import judge
from rete.views.passi_domanda import AZIONI, visible_request


class DomandaListView(FilteredListView):
    """The queue, what is due first on top."""

    filterset_class = DomandaFilter
    template_name = "rete/domande/elenco.html"

    def get_queryset(self):
        if not can_view_applications(self.request.user):
            raise Http404
        self.queryset = by_urgency(applications_visible_to(self.request.user))
        return super().get_queryset()

    def read(self, page):
        # Which ones, by the index alone; then the wide rows of those only.
        quali = list(page.values_list("pk", flat=True))
        return with_what_rows_show(by_urgency(DomandaAdesione.objects.filter(pk__in=quali)))

    def get_context_data(self, **kwargs):
        visibili = applications_visible_to(self.request.user)
        contesto = super().get_context_data(stati=count_by_state(visibili), **kwargs)
        return contesto | {"righe": [(d, time_of(d)) for d in contesto["object_list"]]}


@require_safe
def export(request: HttpRequest, formato: str) -> HttpResponse:
    """The queue as a file: the same rows as the page with the same filters.

    A filter that cannot be read makes no file: the page says what is wrong.
    """
    if not can_view_applications(request.user) or formato not in ("csv", "xlsx"):
        raise Http404
    filtro = DomandaFilter(request.GET, queryset=applications_visible_to(request.user))
    if not filtro.is_valid():
        return redirect(f"../?{request.GET.urlencode()}")
    righe = with_what_rows_show(by_urgency(filtro.qs))
    risposta = csv_response if formato == "csv" else xlsx_response
    return risposta(NOME, COLONNE, righe)


@require_safe
def domanda(request: HttpRequest, codice: str) -> HttpResponse:
    """One request, with all that who examines it needs."""
    trovata = visible_request(request, codice)
    contesto = {
        "domanda": trovata,
        "azioni": _buttons(trovata, request),
        "sospensione": open_suspension(trovata),
        "tempo": time_of(trovata),
        "puo_esaminare": can_examine_application(request.user, trovata),
        **_what_it_says(trovata),
        **_what_the_office_did(trovata),
    }
    return render(request, "rete/domande/domanda.html", contesto)


def _buttons(trovata: DomandaAdesione, request: HttpRequest) -> list[tuple[str, str]]:
    """The steps that this person may take now: their address and their words."""
    possibili = available(trovata, request.user)
    return [
        (slug, possibili[azione.verbo].label)
        for slug, azione in AZIONI.items()
        if azione.verbo in possibili and not azione.altrove
    ]


def _what_it_says(trovata: DomandaAdesione) -> dict[str, object]:
    """What the applicant sent: in words, the files, the signature, the sealed copy."""
    copia = carte.sealed_copy(trovata)
    return {
        "sezioni": [(p, carte.lines(trovata, p.campi)) for p in PASSI if p.campi],
        "allegati": trovata.allegati.select_related("documento"),
        "firma": judge(
            trovata.modalita_firma, trovata.esito_firma, trovata.rappresentante_codice_fiscale
        ),
        "copia": copia,
        "copia_integra": copia is not None and fingerprint(copia.dati) == copia.sha256,
        "ricevuta": carte.receipt_pdf(trovata),
    }


def _what_the_office_did(trovata: DomandaAdesione) -> dict[str, object]:
    voci = check_list(trovata)
    return {
        "candidati": candidates(trovata) if trovata.is_pending and not trovata.soggetto else [],
        "nuovo": is_new_by_choice(trovata),
        "verifiche": VerificheForm(voci=voci).rows(),
        "note": trovata.note.select_related("autore"),
        "nota": NotaForm(),
        "sospensioni": trovata.sospensioni.all(),
        "storia": timeline(trovata),
    }
