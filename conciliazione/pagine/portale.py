"""The pages about the portal itself: they stand in until `settings.LINK_*` lead elsewhere."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from conciliazione import riquadri
from conciliazione.pagine.novita import latest_news

accessibilita = login_not_required(TemplateView.as_view(template_name="pagine/accessibilita.html"))
privacy = login_not_required(TemplateView.as_view(template_name="pagine/privacy.html"))
note_legali = login_not_required(TemplateView.as_view(template_name="pagine/note_legali.html"))


# Who comes to the home, as `riquadri.Panel.parte` names them.
PERSONE = (
    ("persone", "Lavoro o cerco un servizio"),
    ("imprese", "Ho un’impresa"),
    ("enti", "Sono un ente"),
)
NOVITA_IN_HOME = 4


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one comes to do, by who one is; the key figures of today; what is new."""
    percorsi = riquadri.panels("percorsi", request.user)
    contesto = {
        "gruppi": [
            (titolo, [p for p in percorsi if p.parte == parte]) for parte, titolo in PERSONE
        ],
        "cifre": riquadri.panels("home", request.user, request),
        "novita": latest_news(request.user, NOVITA_IN_HOME),
    }
    return render(request, "pagine/home.html", contesto)


@login_not_required
@require_safe
def mappa_del_sito(request: HttpRequest) -> HttpResponse:
    """The parts of the menu with their pages, and what the header and the footer link to."""
    voci = [
        (voce, riquadri.panels("sezione", request.user, voce.parte) if voce.parte else [])
        for voce in riquadri.panels("menu", request.user)
    ]
    return render(request, "pagine/mappa_del_sito.html", {"voci": voci})
