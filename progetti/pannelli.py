"""What the projects show in the pages of the rooms below."""

from django.urls import reverse

from alleanze.models import Alleanza
from conciliazione.riquadri import Panel
from progetti.models import Progetto
from rete.pannelli import SCHEDA, read_figures


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
    return [Panel(titolo="Progetti", url=reverse("progetti:progetti"), ordine=10)]


def home(user: object, obj: object) -> list[Panel]:
    """How many projects there are, and what they promise."""
    lettura = read_figures()
    if lettura is None:
        return []
    return [
        Panel(
            titolo="Progetti",
            url=reverse("progetti:progetti"),
            ordine=30,
            template=SCHEDA,
            contesto={
                "valore": lettura.write("progetti.progetti"),
                "etichetta": "progetti",
                "testo": f"{lettura.write('progetti.obiettivi')} obiettivi specifici e"
                f" {lettura.write('progetti.risultati')} risultati attesi.",
            },
        )
    ]


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
