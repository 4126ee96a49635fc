"""The card of a soggetto, for who keeps it: its form, its history, what the staff decide on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.elenchi import read_page
from rete import permissions
from rete.enums import StatoRichiesta
from rete.forms.soggetti import SchedaForm, SchedaInteraForm, VariazioneForm
from rete.models import Soggetto
from rete.storia import read_history
from rete.variazioni import ask

MODIFICHE_PER_PAGINA = 20


def subject_where(request: HttpRequest, slug: str, may: object) -> Soggetto:
    """The soggetto, if `may(user, soggetto)`: everybody sees that it is there."""
    trovato = get_object_or_404(Soggetto.objects.select_related("comune"), slug=slug)
    if not may(request.user, trovato):
        raise PermissionDenied
    return trovato


@require_http_methods(["GET", "HEAD", "POST"])
def card_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The card, kept by its referente; who saves second sees what the first one saved."""
    trovato = subject_where(request, slug, permissions.can_edit_card)
    intera = permissions.can_edit_identity(request.user, trovato)
    classe = SchedaInteraForm if intera else SchedaForm
    modulo = classe(request.POST or None, instance=trovato)
    if modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        messages.success(request, "La scheda è salvata: chiunque la legge così.")
        return redirect("rete:soggetto", slug)
    contesto = {"soggetto": Soggetto.objects.get(slug=slug), "form": modulo, "intera": intera}
    return render(request, "rete/schede/modifica.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def change_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The referente asks for another name, nature or code; one request at a time."""
    trovato = subject_where(request, slug, permissions.can_ask_change)
    modulo = VariazioneForm(request.POST or None, instance=trovato)
    if modulo.is_bound and modulo.is_valid():
        trovato.refresh_from_db()  # the form wrote on it what is only asked
        try:
            ask(trovato, modulo.asked(), modulo.cleaned_data["nota"], request.user)
        except ValidationError as errore:
            modulo.add_error(None, errore.messages)
        else:
            messages.success(request, "La richiesta è inviata: la esamina l’ente capofila.")
            return redirect("rete:soggetto", slug)
    salvato = Soggetto.objects.get(slug=slug)
    aperta = salvato.richieste_variazione.filter(stato=StatoRichiesta.APERTA).first()
    contesto = {"soggetto": salvato, "form": modulo, "aperta": aperta}
    return render(request, "rete/schede/variazione.html", contesto)


@require_safe
def card_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed the card and when, field by field before and after."""
    trovato = subject_where(request, slug, permissions.can_view_card_history)
    copie = trovato.storia.select_related("history_user")
    paginator = Paginator(copie, MODIFICHE_PER_PAGINA)
    page = read_page(request, paginator)
    # One more than the page shows: what the oldest of it changed.
    modifiche = read_history(copie[page.start_index() - 1 : page.end_index() + 1])
    contesto = {
        "soggetto": trovato,
        "paginator": paginator,
        "page_obj": page,
        "modifiche": modifiche[: len(page.object_list)],
    }
    return render(request, "rete/schede/storia.html", contesto)
