"""What programs read of the portal: site map, robots, feed, where to write of security."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from conciliazione import riquadri
from conciliazione.pagine.novita import latest_news
from conciliazione.riquadri import Panel

NOTIZIE = 30
VALE_GIORNI = 180
DEL_PORTALE = (
    "home",
    "site_map",
    "opendata",
    "accessibility",
    "privacy",
    "legal_notes",
    "report_problem",
)


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, cards included, as sitemaps.org wants them."""
    voci = riquadri.panels("menu", request.user)
    parti = [p for v in voci if v.parte for p in riquadri.panels("sezione", request.user, v.parte)]
    schede = riquadri.panels("mappa", request.user)
    pagine = [reverse(nome) for nome in DEL_PORTALE]
    indirizzi = dict.fromkeys([*pagine, *(p.url for p in (*voci, *parti, *schede))])
    contesto = {"indirizzi": indirizzi, "base": settings.BASE_URL}
    return render(request, "pagine/sitemap.xml", contesto, content_type="application/xml")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is not worth reading for a search engine; where the site map is."""
    contesto = {
        "chiusi": [reverse("search"), reverse("account_login"), reverse("admin:index")],
        "mappa": f"{settings.BASE_URL}{reverse('sitemap')}",
    }
    return render(request, "pagine/robots.txt", contesto, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """To whom to tell a weakness of the portal (RFC 9116)."""
    contesto = {
        "modulo": f"{settings.BASE_URL}{reverse('report_problem')}",
        "scade": _midnight(timezone.localdate() + timedelta(days=VALE_GIORNI)).isoformat(),
        "qui": f"{settings.BASE_URL}{request.path}",
    }
    tipo = "text/plain; charset=utf-8"
    return render(request, "pagine/security.txt", contesto, content_type=tipo)


def _midnight(giorno: object) -> datetime:
    return timezone.make_aware(datetime.combine(giorno, time()))


class NovitaFeed(Feed):
    """What is new, as the home says it."""

    feed_type = Atom1Feed
    title = "Novità della Rete Territoriale di Conciliazione"
    subtitle = "Versioni del Piano, adesioni, pareri."
    link = "/"
    author_name = "Rete Territoriale di Conciliazione"

    def get_object(self, request: HttpRequest) -> object:
        return request.user

    def items(self, user: object) -> list[Panel]:
        return latest_news(user, NOTIZIE)

    def item_title(self, item: Panel) -> str:
        return item.titolo

    def item_description(self, item: Panel) -> str:
        return item.testo

    def item_link(self, item: Panel) -> str:
        return item.url

    def item_guid(self, item: Panel) -> str:
        return f"{settings.BASE_URL}{item.url}#{item.quando.isoformat()}"

    def item_pubdate(self, item: Panel) -> datetime:
        return _midnight(item.quando)

    item_updateddate = item_pubdate


novita = login_not_required(require_safe(NovitaFeed()))
