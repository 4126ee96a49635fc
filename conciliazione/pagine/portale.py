"""The pages about the portal itself: they stand in until `settings.LINK_*` lead elsewhere."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from conciliazione import riquadri

accessibilita = login_not_required(TemplateView.as_view(template_name="pagine/accessibilita.html"))
privacy = login_not_required(TemplateView.as_view(template_name="pagine/privacy.html"))
note_legali = login_not_required(TemplateView.as_view(template_name="pagine/note_legali.html"))
segnalazioni = login_not_required(TemplateView.as_view(template_name="pagine/segnalazioni.html"))


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the network is, with the figures that each room knows of it."""
    riquadri_home = riquadri.panels("home", request.user)
    return render(request, "pagine/home.html", {"riquadri": riquadri_home})


@login_not_required
@require_safe
def mappa_del_sito(request: HttpRequest) -> HttpResponse:
    """The same entries as the menu, with what the header and the footer link to."""
    voci = riquadri.panels("menu", request.user)
    return render(request, "pagine/mappa_del_sito.html", {"voci": voci})
