"""The soggetti: their list and their cards."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from conciliazione import riquadri
from conciliazione.elenchi import FilteredListView
from rete.attuale import current_ciclo
from rete.filters import SoggettoFilter
from rete.models import Adesione, Seggio, Soggetto, Successione
from rete.permissions import (
    Persona,
    can_ask_change,
    can_edit_card,
    can_end_membership,
    can_merge,
    can_record_succession,
    can_view_card_history,
)
from rete.schede import describe_as_organization
from rete.unioni import card_that_stays


@method_decorator(login_not_required, name="dispatch")
class SoggettoListView(FilteredListView):
    """The soggetti that take part in the network or that its documents name."""

    filterset_class = SoggettoFilter
    template_name = "rete/soggetti.html"

    def get_queryset(self):
        adesioni = Adesione.objects.vigenti().filter(accordo__ciclo=current_ciclo(self.request))
        in_corso = Prefetch("adesioni", adesioni, to_attr="adesioni_in_corso")
        righe = Soggetto.objects.select_related("comune").defer("comune__confine")
        self.queryset = righe.prefetch_related("grafie", in_corso)
        return super().get_queryset()


@login_not_required
@require_safe
def soggetto(request: HttpRequest, slug: str) -> HttpResponse:
    """The public card of one soggetto, with what the rooms above know of it."""
    seggi = Seggio.objects.select_related("organo")
    adesioni = Adesione.objects.select_related("accordo__ciclo", "domanda__atto")
    queryset = Soggetto.objects.select_related("comune__ambito").prefetch_related(
        "grafie",
        "ambiti",
        Prefetch("legami_in_uscita__a"),
        Prefetch("legami_in_entrata__da"),
        Prefetch("adesioni", adesioni.order_by("dal")),
        Prefetch("seggi", seggi),
        Prefetch("seggi_da_designare", seggi),
    )
    trovato = queryset.filter(slug=slug).first()
    if trovato is None:
        return _elsewhere(slug)
    contesto = {
        "soggetto": trovato,
        "successioni": Successione.objects.filter(Q(da=trovato) | Q(a=trovato)).select_related(
            "da", "a", "atto"
        ),
        "azioni": actions(request.user, trovato),
        "riquadri": riquadri.panels("soggetto", request.user, trovato),
        "organizzazione": describe_as_organization(trovato, request.build_absolute_uri()),
    }
    return render(request, "rete/soggetto.html", contesto)


def _elsewhere(slug: str) -> HttpResponse:
    """To the card that a merged one became part of; 404 when there never was one."""
    resta = card_that_stays(slug)
    if resta is None:
        raise Http404
    return redirect(resta, permanent=True)


AZIONI = (
    (can_edit_card, "Modifica la scheda", "rete:card_edit"),
    (can_ask_change, "Chiedi di cambiare nome o codici", "rete:change_ask"),
    (can_end_membership, "Registra il recesso dalla Rete", "rete:membership_end"),
    (can_record_succession, "Registra una successione", "rete:succession_add"),
    (can_merge, "Unisci una scheda doppia", "rete:merge"),
    (can_view_card_history, "Storia della scheda", "rete:card_history"),
)


def actions(user: Persona, soggetto: Soggetto) -> list[tuple[str, str]]:
    """What `user` may do with a card: words and address of each."""
    return [
        (parole, reverse(indirizzo, args=[soggetto.slug]))
        for may, parole, indirizzo in AZIONI
        if may(user, soggetto)
    ]
