"""The calls: the list for everybody, and the feed of what is published and changed."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from conciliazione.elenchi import FilteredListView
from conciliazione.orologio import read_clock
from progetti import permissions
from progetti.fasi import phase_of
from progetti.filters import AvvisoFilter
from progetti.models import VersioneAvviso

VOCI = 30


@method_decorator(login_not_required, name="dispatch")
class AvvisoListView(FilteredListView):
    """The calls, the last opened first; to who writes them, the drafts too."""

    filterset_class = AvvisoFilter
    template_name = "progetti/avvisi/elenco.html"

    def get_queryset(self) -> QuerySet:
        visibili = permissions.calls_visible_to(self.request.user)
        self.queryset = visibili.order_by("-apre_il", "-pk")
        return super().get_queryset()

    def read(self, page: QuerySet) -> QuerySet:
        return page.select_related("emanante").defer("testo", "ricerca", "destinatari")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        contesto = super().get_context_data(scrive=_writes(self.request.user), **kwargs)
        adesso = read_clock()
        return contesto | {"righe": [(a, phase_of(a, adesso)) for a in contesto["object_list"]]}


def _writes(user: object) -> bool:
    """Whether the person may begin a call, of the network or of a project that they lead."""
    return permissions.can_add_call(user) or permissions.projects_with_calls_of(user).exists()


class AvvisiFeed(Feed):
    """Each publication, correction and extension, the last first."""

    feed_type = Atom1Feed
    title = "Avvisi della Rete Territoriale di Conciliazione"
    subtitle = "Pubblicazioni, rettifiche e proroghe degli avvisi."
    link = "/avvisi/"
    author_name = "Rete Territoriale di Conciliazione"

    def items(self) -> QuerySet[VersioneAvviso]:
        versioni = VersioneAvviso.objects.filter(avviso__pubblicato_il__isnull=False)
        return versioni.select_related("avviso").order_by("-registrata_il", "-pk")[:VOCI]

    def item_title(self, item: VersioneAvviso) -> str:
        return f"{item.get_genere_display()}: {item.dati['titolo']}"

    def item_description(self, item: VersioneAvviso) -> str:
        return item.motivo or item.dati["sommario"]

    def item_link(self, item: VersioneAvviso) -> str:
        return reverse("avvisi:call_version", args=[item.avviso.slug, item.numero])

    def item_pubdate(self, item: VersioneAvviso) -> datetime:
        return item.registrata_il

    item_updateddate = item_pubdate


feed = login_not_required(require_safe(AvvisiFeed()))
