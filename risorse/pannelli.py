"""What the money shows in the pages of the rooms below."""

from django.http import HttpRequest
from django.urls import reverse

from alleanze.models import Alleanza
from conciliazione.riquadri import Panel, address
from progetti.models import Progetto
from rete.pannelli import figure
from risorse.models import Voce
from risorse.prospetto import add_up, row_of_parts


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the money, among those of projects and results."""
    if obj != "progetti":
        return []
    return [Panel(titolo="Risorse", url=address("risorse:risorse"), ordine=40)]


def home(user: object, obj: HttpRequest) -> list[Panel]:
    """How much the Piano costs."""
    return figure(obj, "risorse.totale", 50)


def progetto(user: object, obj: Progetto) -> list[Panel]:
    """The lines of the budget that pay for a project."""
    voci = Voce.objects.filter(progetto=obj).con_stanziamenti()
    righe = [row_of_parts(voce) for voce in voci]
    if not righe:
        return []
    return [
        Panel(
            titolo="Risorse",
            ordine=50,
            template="risorse/_riquadro_progetto.html",
            contesto={"righe": righe},
        )
    ]


def alleanza(user: object, obj: Alleanza) -> list[Panel]:
    """What the projects of an alliance cost, and who pays."""
    voci = Voce.objects.filter(progetto__alleanza=obj)
    in_ordine = voci.con_stanziamenti().order_by("ciclo", "ordine")
    righe = [row_of_parts(voce) for voce in in_ordine]
    if not righe:
        return []
    return [
        Panel(
            titolo="Risorse",
            ordine=50,
            template="risorse/_riquadro_alleanza.html",
            contesto={"righe": righe, "totale": add_up(righe)},
        )
    ]


def mappa(user: object, obj: object) -> list[Panel]:
    """The cards of the lines of the budget."""
    slugs = Voce.objects.order_by("slug").values_list("slug", flat=True)
    return [Panel(slug, reverse("risorse:voce", args=[slug])) for slug in slugs]
