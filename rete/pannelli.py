"""What the network shows in the pages of the hall."""

from django.urls import reverse

from conciliazione.cifre import Lettura
from conciliazione.periodi import today
from conciliazione.riquadri import Panel
from rete.models import Ciclo

SCHEDA = "components/scheda_home.html"


def read_figures() -> Lettura | None:
    """Today's figures of the current ciclo; None before there is one."""
    ciclo = Ciclo.objects.current()
    return Lettura(ciclo, today()) if ciclo else None


def menu(user: object, obj: object) -> list[Panel]:
    """The entry of the network in the main menu."""
    return [Panel(titolo="La Rete", url=reverse("rete:soggetti"), ordine=10, parte="rete")]


def home(user: object, obj: object) -> list[Panel]:
    """How many belong to the network, and where."""
    lettura = read_figures()
    if lettura is None:
        return []
    return [
        Panel(
            titolo="La Rete",
            url=reverse("rete:soggetti"),
            ordine=10,
            template=SCHEDA,
            contesto={
                "valore": lettura.write("rete.membri"),
                "etichetta": "soggetti aderenti",
                "testo": f"Enti, imprese e associazioni in {lettura.write('rete.comuni')} comuni"
                f" e {lettura.write('rete.ambiti')} ambiti territoriali.",
            },
        )
    ]
