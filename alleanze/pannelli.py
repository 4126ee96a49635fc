"""What the alliances show in the pages of the rooms below."""

from django.urls import reverse

from alleanze.models import Partenariato
from conciliazione.riquadri import Panel
from rete.models import Soggetto
from rete.pannelli import SCHEDA, read_figures


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the alliances, among those of projects and results."""
    if obj != "progetti":
        return []
    return [Panel(titolo="Alleanze", url=reverse("alleanze:alleanze"), ordine=20)]


def home(user: object, obj: object) -> list[Panel]:
    """How many alliances there are, and of how many soggetti."""
    lettura = read_figures()
    if lettura is None:
        return []
    return [
        Panel(
            titolo="Alleanze",
            url=reverse("alleanze:alleanze"),
            ordine=20,
            template=SCHEDA,
            contesto={
                "valore": lettura.write("alleanze.alleanze"),
                "etichetta": "alleanze locali",
                "testo": f"Riuniscono {lettura.write('alleanze.soggetti_totali')} soggetti che"
                " presentano e realizzano insieme i progetti.",
            },
        )
    ]


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
