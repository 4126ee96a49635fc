"""People and their rights, for the staff: who they are, what they may do, since when and why."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.elenchi import FilteredListView
from conciliazione.ricevute import once
from rete import permissions
from rete.attuale import current_ciclo
from rete.filters.persone import PersonaFilter
from rete.forms.incarichi import (
    DelegaForm,
    DesignazioneForm,
    FineForm,
    MandatoForm,
    PersonaForm,
    SostituzioneForm,
    find_seat,
    first_day_after,
    seat_key,
)
from rete.forms.nomine import NominaForm, SeggioForm, SubentroForm
from rete.incarichi import AlreadyEnded, Fine, describe, end, give, replace
from rete.models import Delega, Mandato, Organo, Seggio, Utente
from rete.nomine import add_seat, call_in
from rete.views.non_piu import too_late

GIA_FINITO = "Nel frattempo questo incarico è già finito."


class PersonaListView(FilteredListView):
    """Everybody who may enter, with what they may do today."""

    filterset_class = PersonaFilter
    template_name = "rete/persone/elenco.html"

    def get_queryset(self) -> QuerySet[Utente]:
        if not permissions.can_view_people(self.request.user):
            raise Http404
        self.queryset = permissions.people_visible_to(self.request.user).order_by("nome", "pk")
        return super().get_queryset()

    def read(self, page: QuerySet) -> QuerySet:
        deleghe = Delega.objects.vigenti().select_related("soggetto")
        mandati = Mandato.objects.vigenti().select_related("seggio__organo", "designato_da")
        return page.prefetch_related(
            Prefetch("deleghe", deleghe, to_attr="deleghe_in_vigore"),
            Prefetch("mandati", mandati, to_attr="mandati_in_vigore"),
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        aggiungere = permissions.can_add_person(self.request.user)
        return super().get_context_data(puo_aggiungere=aggiungere, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """Make the account of a person, who enters by invitation; for a seat, it leads back there."""
    _require(request, permissions.can_add_person(request.user))
    seggio = find_seat(request.GET.get("seggio", ""))
    modulo = PersonaForm(request.POST or None)
    if modulo.is_bound and modulo.is_valid():
        persona = modulo.save(commit=False)
        persona.set_unusable_password()
        persona.save()
        messages.success(request, f"{persona} è fra le persone del portale: ora i suoi incarichi.")
        return redirect(_after_adding(persona, seggio))
    return render(request, "rete/persone/nuova.html", {"form": modulo, "seggio": seggio})


def _after_adding(persona: Utente, seggio: Seggio | None) -> str:
    """The card of the person, or the seat for which they were added."""
    if seggio is None:
        return reverse("rete:persona", args=[persona.codice])
    posto = reverse("rete:designate", args=[seggio.organo.slug, seggio.ordine])
    return f"{posto}?persona={persona.codice}"


@require_safe
def persona(request: HttpRequest, codice: str) -> HttpResponse:
    """One person: the rights in force, those that ended, and what may be done about them."""
    trovata = _visible_person(request, codice)
    deleghe = trovata.deleghe.select_related("soggetto", "atto", "atto_fine", "dato_da")
    mandati = trovata.mandati.select_related(
        "seggio__organo", "designato_da", "atto", "atto_fine", "dato_da"
    )
    contesto = {
        "persona": trovata,
        "deleghe": [(d, permissions.can_end_delega(request.user, d)) for d in deleghe],
        "mandati": [(m, permissions.can_end_mandato(request.user, m)) for m in mandati],
        "puo_dare_delega": permissions.can_give_delega(request.user, trovata),
        "puo_invitare": permissions.can_add_person(request.user) and trovata.is_active,
        "puo_azzerare": permissions.can_ask_mfa_reset(request.user, trovata),
        "puo_dare_mandato": permissions.can_give_mandato(request.user, trovata),
    }
    return render(request, "rete/persone/persona.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def delega_give(request: HttpRequest, codice: str) -> HttpResponse:
    """Give a role to a person."""
    trovata = _visible_person(request, codice)
    _require(request, permissions.can_give_delega(request.user, trovata))
    ciclo = current_ciclo(request)
    modulo = DelegaForm(
        request.POST or None,
        persona=trovata,
        ruoli=permissions.roles_given_by(request.user),
        capofila_id=ciclo.capofila_id if ciclo else None,
    )
    return _give(request, trovata, modulo, "rete/persone/delega.html")


@require_http_methods(["GET", "HEAD", "POST"])
def mandato_give(request: HttpRequest, codice: str) -> HttpResponse:
    """Record that a soggetto sends a person to an organo."""
    trovata = _visible_person(request, codice)
    _require(request, permissions.can_give_mandato(request.user, trovata))
    scelto = {"seggio": request.GET.get("seggio", "")}
    modulo = MandatoForm(request.POST or None, persona=trovata, initial=scelto)
    return _give(request, trovata, modulo, "rete/persone/mandato.html")


@require_http_methods(["GET", "HEAD", "POST"])
def designate(request: HttpRequest, slug: str, ordine: int) -> HttpResponse:
    """Record who was sent to a seat, chosen among the people of the portal."""
    seggi = Seggio.objects.select_related("organo", "soggetto").prefetch_related("designanti")
    seggio = get_object_or_404(seggi, organo__slug=slug, ordine=ordine)
    _require(request, permissions.can_designate(request.user, seggio.organo))
    vede = permissions.can_view_people(request.user)
    scelta = {"persona": request.GET.get("persona", "")} if vede else {}
    if not seggio.soggetto_id and seggio.organo.soggetto_id:
        scelta["designato_da"] = seggio.organo.soggetto.slug
    classe = DesignazioneForm if vede else NominaForm
    modulo = classe(request.POST or None, posto=seggio, by=request.user, initial=scelta)
    if _accepted(modulo, lambda: _record(request, modulo)):
        if not vede:
            call_in(modulo.persona)
        messages.success(request, "Mandato registrato: la persona è stata avvisata.")
        return redirect("rete:composizione", slug)
    contesto = {"seggio": seggio, "chiave": seat_key(seggio), "form": modulo, "vede": vede}
    return render(request, "rete/persone/designa.html", contesto)


def _give(
    request: HttpRequest, persona: Utente, modulo: DelegaForm | MandatoForm, pagina: str
) -> HttpResponse:
    if _accepted(modulo, lambda: _record(request, modulo)):
        messages.success(request, "Incarico registrato: la persona è stata avvisata.")
        return redirect("rete:persona", persona.codice)
    return render(request, pagina, {"persona": persona, "form": modulo})


def _record(request: HttpRequest, modulo: DelegaForm | MandatoForm) -> None:
    def create() -> str:
        incarico = modulo.build()
        give(incarico, request.user)
        return incarico.codice

    once(request.user, "incarico", modulo.cleaned_data["gettone"], create)


@require_http_methods(["GET", "HEAD", "POST"])
def delega_end(request: HttpRequest, codice: str) -> HttpResponse:
    """End a delega."""
    delega = _visible(request, Delega.objects.select_related("utente", "soggetto"), codice)
    _require(request, permissions.can_end_delega(request.user, delega))
    return _end(request, delega)


@require_http_methods(["GET", "HEAD", "POST"])
def mandato_end(request: HttpRequest, codice: str) -> HttpResponse:
    """End a mandato, and leave its seat vacant."""
    mandato = _managed_mandato(request, codice)
    return _end(request, mandato)


def _end(request: HttpRequest, incarico: Delega | Mandato) -> HttpResponse:
    modulo = FineForm(request.POST or None)
    torna, dove = _back(request, incarico)
    contesto = {"incarico": incarico, "form": modulo, "che": describe(incarico)}
    contesto |= {"torna": torna, "vede": permissions.can_view_people(request.user)}
    try:
        if _accepted(modulo, lambda: _write_end(request, incarico, modulo)):
            messages.success(request, "L’incarico finisce: la persona è stata avvisata.")
            return redirect(torna)
    except AlreadyEnded:
        return too_late(request, modulo, GIA_FINITO, torna, dove)
    return render(request, "rete/persone/fine.html", contesto)


def _back(request: HttpRequest, incarico: Delega | Mandato) -> tuple[str, str]:
    """Where one comes from, and what it is called: the person's card, or the organo for who does
    not see the people."""
    if permissions.can_view_people(request.user):
        return reverse("rete:persona", args=[incarico.utente.codice]), "alla scheda"
    return reverse("rete:composizione", args=[incarico.seggio.organo.slug]), "alla composizione"


def _write_end(request: HttpRequest, incarico: Delega | Mandato, modulo: FineForm) -> None:
    with transaction.atomic():
        end(incarico, request.user, _fine(modulo))


@require_http_methods(["GET", "HEAD", "POST"])
def mandato_replace(request: HttpRequest, codice: str) -> HttpResponse:
    """Give a seat to another person from the day after the last of who leaves it."""
    mandato = _managed_mandato(request, codice)
    vede = permissions.can_view_people(request.user)
    classe = SostituzioneForm if vede else SubentroForm
    modulo = classe(request.POST or None, mandato=mandato, by=request.user)
    try:
        if _accepted(modulo, lambda: _write_replacement(request, mandato, modulo)):
            messages.success(request, "Sostituzione registrata: tutti e due sono avvisati.")
            return redirect("rete:composizione", mandato.seggio.organo.slug)
    except AlreadyEnded:
        torna = reverse("rete:composizione", args=[mandato.seggio.organo.slug])
        return too_late(request, modulo, GIA_FINITO, torna, "alla composizione")
    return render(request, "rete/persone/sostituzione.html", {"mandato": mandato, "form": modulo})


def _write_replacement(request: HttpRequest, mandato: Mandato, modulo: SostituzioneForm) -> None:
    with transaction.atomic():
        fine = _fine(modulo)
        nuovo = Mandato(
            utente=modulo.successor(),
            seggio=mandato.seggio,
            designato_da=modulo.cleaned_data["nuovo_designato_da"],
            qualita=mandato.qualita,
            dal=first_day_after(fine.al),
            atto=fine.atto,
            motivo=fine.motivo,
        )
        replace(mandato, nuovo, request.user, fine)
    if not permissions.can_view_people(request.user):
        call_in(nuovo.utente)


def _fine(modulo: FineForm) -> Fine:
    dati = modulo.cleaned_data
    return Fine(al=dati["al"], motivo=dati["motivo_fine"], atto=modulo.record_act())


def _accepted(modulo: DelegaForm | MandatoForm | FineForm, write: Callable[[], None]) -> bool:
    """Whether the form was sent, is valid and `write` went through; else it says why and keeps
    what was typed."""
    if not (modulo.is_bound and modulo.is_valid()):
        return False
    try:
        write()
    except ValidationError as errore:
        campi = getattr(errore, "error_dict", {})
        noti = set(campi) <= set(modulo.fields)
        modulo.add_error(None, errore if noti else ValidationError(errore.messages))
        return False
    return True


def _visible_person(request: HttpRequest, codice: str) -> Utente:
    return get_object_or_404(permissions.people_visible_to(request.user), codice=codice)


def _visible(request: HttpRequest, righe: QuerySet, codice: str) -> Delega | Mandato:
    if not permissions.can_view_people(request.user):
        raise Http404
    return get_object_or_404(righe, codice=codice)


def _managed_mandato(request: HttpRequest, codice: str) -> Mandato:
    """The mandato with that code, for who may end it.

    Raises:
        Http404: it is not there for this person.
        PermissionDenied: the person may only read it.
    """
    righe = Mandato.objects.select_related("utente", "designato_da", "seggio__soggetto")
    mandato = get_object_or_404(righe.select_related("seggio__organo"), codice=codice)
    _require(
        request,
        permissions.can_end_mandato(request.user, mandato),
        vede=permissions.owns_organo(request.user, mandato.seggio.organo),
    )
    return mandato


def _require(request: HttpRequest, may: bool, vede: bool = False) -> None:
    """Who sees the people, or what this is about (`vede`), but may not do it gets a 403; who does
    not see them, a 404."""
    if may:
        return
    raise PermissionDenied if vede or permissions.can_view_people(request.user) else Http404


@require_http_methods(["GET", "HEAD", "POST"])
def seat_add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more seat in the organo of a soggetto; a double click adds one."""
    organo = get_object_or_404(Organo.objects.select_related("soggetto"), slug=slug)
    vede = permissions.owns_organo(request.user, organo)
    _require(request, permissions.can_add_seat(request.user, organo), vede)
    modulo = SeggioForm(request.POST or None)
    if modulo.is_bound and modulo.is_valid():
        dati = modulo.cleaned_data
        soggetto = dati["soggetto"] or organo.soggetto
        once(
            request.user,
            f"seggio:{organo.slug}",
            dati["gettone"],
            lambda: add_seat(organo, dati["categoria"], soggetto).ordine,
        )
        messages.success(request, "Il seggio è aggiunto: ora si registra chi vi siede.")
        return redirect("rete:composizione", organo.slug)
    return render(request, "rete/persone/seggio.html", {"organo": organo, "form": modulo})
