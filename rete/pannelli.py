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
    """The entries of the network and of its services in the main menu."""
    return [
        Panel(titolo="La Rete", url=reverse("rete:rete"), ordine=10, parte="rete"),
        Panel(titolo="Servizi", url=reverse("servizi:servizi"), ordine=20, parte="servizi"),
    ]


PAGINE = {
    "rete": (
        ("Panoramica", "rete:rete"),
        ("Soggetti", "rete:soggetti"),
        ("Territorio", "rete:territorio"),
        ("Organi", "rete:organi"),
        ("Norme", "rete:norme"),
    ),
    "servizi": (
        ("Servizi censiti", "servizi:servizi"),
        ("Iniziative dei comuni", "servizi:esempi"),
    ),
}


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the parts of the site that are of this room."""
    return [
        Panel(titolo=titolo, url=reverse(nome), ordine=posto)
        for posto, (titolo, nome) in enumerate(PAGINE.get(obj, ()), start=1)
    ]


def home(user: object, obj: object) -> list[Panel]:
    """How many belong to the network, and where."""
    lettura = read_figures()
    if lettura is None:
        return []
    return [
        Panel(
            titolo="La Rete",
            url=reverse("rete:rete"),
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
