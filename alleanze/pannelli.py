"""What the alliances show in the pages of the rooms below."""

from django.http import HttpRequest
from django.urls import reverse

from alleanze.models import Alleanza, Partenariato
from conciliazione.riquadri import Panel, address
from rete.models import Soggetto
from rete.pannelli import figure


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the alliances, among those of projects and results."""
    if obj != "progetti":
        return []
    return [Panel(titolo="Alleanze", url=address("alleanze:alleanze"), ordine=30)]


def home(user: object, obj: HttpRequest) -> list[Panel]:
    """How many alliances there are."""
    return figure(obj, "alleanze.alleanze", 20)


def percorsi(user: object, obj: object) -> list[Panel]:
    """What a company comes to do in the pages of the alliances."""
    indirizzo = address("alleanze:alleanze")
    return [Panel("Trovare l’alleanza del proprio territorio", indirizzo, 20, "imprese")]


def soggetto(user: object, obj: Soggetto) -> list[Panel]:
    """The alliances that a soggetto takes part in."""
    partenariati = list(Partenariato.objects.filter(soggetto=obj).select_related("alleanza__ciclo"))
    if not partenariati:
        return []
    return [
        Panel(
            titolo="Alleanze",
            ordine=20,
            template="alleanze/_riquadro_soggetto.html",
            contesto={"partenariati": partenariati},
        )
    ]


def mappa(user: object, obj: object) -> list[Panel]:
    """The cards of the alliances."""
    slugs = Alleanza.objects.order_by("slug").values_list("slug", flat=True)
    return [Panel(slug, reverse("alleanze:alleanza", args=[slug])) for slug in slugs]
