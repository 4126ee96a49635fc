"""What the Piano shows in the pages of the rooms below."""

from django.urls import reverse

from conciliazione.riquadri import Panel
from piano.models import Versione
from rete.pannelli import SCHEDA


def menu(user: object, obj: object) -> list[Panel]:
    """The entry of the Piano in the main menu."""
    return [Panel(titolo="Il Piano", url=reverse("piano:piano"), ordine=60, parte="piano")]


def home(user: object, obj: object) -> list[Panel]:
    """The last published Piano."""
    pubblicate = Versione.objects.pubblicate().order_by("-piano__ciclo__dal", "-numero")
    versione = pubblicate.defer("dati").select_related("piano__ciclo").first()
    if versione is None:
        return []
    return [
        Panel(
            titolo="Il Piano",
            url=reverse("piano:piano"),
            ordine=60,
            template=SCHEDA,
            contesto={
                "valore": str(versione.pagine),
                "etichetta": "pagine",
                "testo": f"{versione.piano.titolo}, {versione.piano.ciclo.denominazione}: da"
                " leggere per capitoli o in PDF.",
            },
        )
    ]
