"""The outbox of a demo: the mails of the portal, readable by who tries it. Nowhere else."""

from functools import wraps

import django_filters
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.db.models.functions import MD5
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione.documenti import serve
from conciliazione.elenchi import FilteredListView
from conciliazione.enums import StatoMessaggio
from conciliazione.models import Messaggio
from conciliazione.querysets import DIMENTICATO


def only_in_demo(view):
    """Let anybody read in a demo; elsewhere there is no such page."""

    @login_not_required
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def outbox() -> QuerySet[Messaggio]:
    """The messages that a page shows, with the fingerprint by which an address names them."""
    return Messaggio.objects.exclude(destinatario=DIMENTICATO).alias(impronta=MD5("chiave"))


class MessaggioFilter(django_filters.FilterSet):
    """Filters of the outbox."""

    q = django_filters.CharFilter(label="Indirizzo o parole dell’oggetto", method="find")
    stato = django_filters.ChoiceFilter(
        label="A che punto è", choices=StatoMessaggio, empty_label="Tutti"
    )

    class Meta:
        model = Messaggio
        fields = ["q", "stato"]

    def find(self, righe: QuerySet, name: str, parole: str) -> QuerySet:
        for parola in parole.split():
            righe = righe.filter(Q(destinatario__icontains=parola) | Q(oggetto__icontains=parola))
        return righe


@method_decorator(only_in_demo, name="dispatch")
class OutboxView(FilteredListView):
    """What the portal wrote, the newest first."""

    filterset_class = MessaggioFilter
    template_name = "pagine/posta_demo.html"

    def get_queryset(self) -> QuerySet[Messaggio]:
        self.queryset = outbox().annotate(impronta=MD5("chiave")).order_by("-pk")
        return super().get_queryset()


@only_in_demo
def message(request: HttpRequest, impronta: str) -> HttpResponse:
    """One mail: to whom, when, its words with their links, what is attached."""
    trovato = _message(impronta)
    contesto = {"messaggio": trovato, "impronta": impronta}
    return render(request, "pagine/messaggio_demo.html", contesto)


@only_in_demo
def attachment(request: HttpRequest, impronta: str) -> HttpResponse:
    """The file attached to a mail."""
    trovato = _message(impronta)
    if trovato.allegato is None:
        raise Http404
    return serve(trovato.allegato, request)


@only_in_demo
def appointment(request: HttpRequest, impronta: str) -> HttpResponse:
    """The appointment attached to a mail."""
    trovato = _message(impronta)
    if not trovato.calendario:
        raise Http404
    response = HttpResponse(trovato.calendario, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="appuntamento.ics"'
    return response


def _message(impronta: str) -> Messaggio:
    righe = outbox().select_related("allegato", "riepilogo").filter(impronta=impronta)
    return get_object_or_404(righe)
