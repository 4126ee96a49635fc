"""What the organo reads once the scores are revealed, and what it says of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from progetti import permissions
from progetti.forms.valutazioni import AnnullamentoForm, NotaForm
from progetti.models import Avviso, Proposta
from progetti.models.proposte import VALUTABILI
from progetti.schede import RigaMatrice, delivered_to, matrix, members_of
from progetti.views.valutazioni.accesso import scored_call, visible_sheet
from rete.views.sedute.accesso import moved

PER_PAGINA = 50


@require_safe
def matrice(request: HttpRequest, slug: str) -> HttpResponse:
    """Every proposal with the totals of every member, and how far apart they are."""
    avviso = _revealed_call(request, slug)
    pagina = Paginator(_scored(request, avviso), PER_PAGINA).get_page(request.GET.get("page"))
    schede = delivered_to(request.user, avviso)
    mandati = members_of(schede)
    contesto = {
        "avviso": avviso,
        "mandati": mandati,
        "page_obj": pagina,
        "righe": matrix(avviso, schede, pagina.object_list, mandati),
    }
    return render(request, "progetti/valutazioni/matrice.html", contesto)


def _revealed_call(request: HttpRequest, slug: str) -> Avviso:
    """The call with that slug, once its scores are revealed to who asks.

    Raises:
        Http404: it is not, or they are not: the answer is the same.
    """
    avviso = scored_call(request, slug)
    if not permissions.can_read_revealed(request.user, avviso):
        raise Http404
    return avviso


def _scored(request: HttpRequest, avviso: Avviso) -> object:
    """The proposals that were scored, of those that who asks may score."""
    proposte = Proposta.objects.filter(avviso=avviso, stato__in=VALUTABILI)
    visibili = proposte.exclude(pk__in=permissions.forbidden_to(request.user, avviso))
    con_chi = visibili.select_related("proponente").prefetch_related("discussioni__autore")
    return con_chi.order_by("titolo", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def proposta(request: HttpRequest, slug: str, codice: str) -> HttpResponse:
    """The scores of a proposal criterion by criterion, with their reasons and the discussion."""
    avviso = _revealed_call(request, slug)
    trovata = get_object_or_404(_scored(request, avviso), codice=codice)
    discute = permissions.can_discuss(request.user, trovata)
    modulo = NotaForm(request.POST if request.method == "POST" else None)
    if modulo.is_bound:
        if not discute:
            raise PermissionDenied
        if modulo.is_valid():
            modulo.instance.proposta, modulo.instance.autore = trovata, request.user
            modulo.save()
            messages.success(request, "La nota è registrata.")
            return redirect("valutazioni:proposal_scores", slug, codice)
    schede = delivered_to(request.user, avviso)
    mandati = members_of(schede)
    (riga,) = matrix(avviso, schede, [trovata], mandati)
    contesto = {
        "avviso": avviso,
        "proposta": trovata,
        "riga": riga,
        "mandati": [(m, c) for m, c in zip(mandati, riga.celle, strict=True) if c.consegnato],
        "criteri": _by_criterion(riga),
        "form": modulo if discute else None,
        "annulla": permissions.can_void_in(request.user, avviso),
        "miei": set(permissions.mandates_of(request.user, avviso).values_list("pk", flat=True)),
    }
    return render(request, "progetti/valutazioni/proposta.html", contesto)


def _by_criterion(riga: RigaMatrice) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
    """Each criterion with what each member gave, in the order of the members."""
    dati = [c.consegnato.dati["criteri"] for c in riga.celle if c.consegnato]
    return [(dello[0], list(dello)) for dello in zip(*dati, strict=True)]


@require_http_methods(["GET", "HEAD", "POST"])
def annulla(request: HttpRequest, codice: str) -> HttpResponse:
    """The responsabile voids a sheet: for a conflict found late, or because it will not come."""
    scheda = visible_sheet(request, codice, permissions.knows_of_sheet)
    if not permissions.can_void(request.user, scheda):
        raise PermissionDenied
    avviso = scheda.proposta.avviso
    modulo = AnnullamentoForm(request.POST if request.method == "POST" else None)
    fatto = "La scheda è annullata: non conta più."
    if modulo.is_valid():
        torna = reverse("valutazioni:avviso", args=[avviso.slug]), "alla valutazione"
        if avviso.rivelato_il is not None:
            parti = [avviso.slug, scheda.proposta.codice]
            torna = reverse("valutazioni:proposal_scores", args=parti), "ai punteggi"
        if risposta := moved(request, scheda, "void", modulo, fatto, torna):
            return risposta
    contesto = {"scheda": scheda, "avviso": avviso, "form": modulo}
    return render(request, "progetti/valutazioni/annulla.html", contesto)
