"""What the projects show in the pages of the rooms below."""

from django.http import HttpRequest
from django.urls import reverse

from alleanze.models import Alleanza
from conciliazione.riquadri import Panel
from progetti.models import Progetto
from rete.pannelli import figure


def menu(user: object, obj: object) -> list[Panel]:
    """The entry of projects and results in the main menu."""
    return [
        Panel(
            titolo="Progetti e risultati",
            url=reverse("progetti:progetti"),
            ordine=30,
            parte="progetti",
        )
    ]


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the projects, among those of projects and results."""
    if obj != "progetti":
        return []
    return [
        Panel(titolo="Progetti", url=reverse("progetti:progetti"), ordine=10),
        Panel(titolo="Risultati attesi", url=reverse("progetti:risultati"), ordine=20),
    ]


def home(user: object, obj: HttpRequest) -> list[Panel]:
    """How many projects there are."""
    return figure(obj, "progetti.progetti", 30)


def percorsi(user: object, obj: object) -> list[Panel]:
    """What a public body comes to do in the pages of the projects."""
    indirizzo = reverse("progetti:risultati")
    return [Panel("Seguire i risultati attesi dei progetti", indirizzo, 30, "enti")]


def alleanza(user: object, obj: Alleanza) -> list[Panel]:
    """The projects of an alliance."""
    progetti = list(Progetto.objects.filter(alleanza=obj))
    if not progetti:
        return []
    return [
        Panel(
            titolo="Progetti",
            ordine=30,
            template="progetti/_riquadro_alleanza.html",
            contesto={"progetti": progetti},
        )
    ]


def mappa(user: object, obj: object) -> list[Panel]:
    """The cards of the projects."""
    slugs = Progetto.objects.order_by("slug").values_list("slug", flat=True)
    return [Panel(slug, reverse("progetti:progetto", args=[slug])) for slug in slugs]
