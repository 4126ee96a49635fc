"""What training and communication show in the pages of the rooms below."""

from django.urls import reverse

from conciliazione.riquadri import Panel, address
from formazione.models import AzioneComunicazione, Iniziativa

PAGINE = (
    ("Programma", "formazione:formazione"),
    ("Calendario", "formazione:calendario"),
    ("Comunicazione", "formazione:comunicazione"),
    ("Per imparare da soli", "formazione:contenuti"),
)


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the part of the site about training."""
    if obj != "formazione":
        return []
    return [
        Panel(titolo=titolo, url=address(nome), ordine=ordine)
        for ordine, (titolo, nome) in enumerate(PAGINE)
    ]


def menu(user: object, obj: object) -> list[Panel]:
    """The entry of training and events in the main menu."""
    indirizzo = address("formazione:formazione")
    return [Panel("Formazione ed eventi", indirizzo, 40, "formazione")]


def percorsi(user: object, obj: object) -> list[Panel]:
    """What people come to do in the pages of training."""
    indirizzo = address("formazione:calendario")
    return [Panel("Vedere corsi e incontri, mese per mese", indirizzo, 20, "persone")]


def mappa(user: object, obj: object) -> list[Panel]:
    """The cards of training initiatives and communication actions."""
    return [
        Panel(slug, reverse(nome, args=[slug]))
        for modello, nome in (
            (Iniziativa, "formazione:iniziativa"),
            (AzioneComunicazione, "formazione:azione"),
        )
        for slug in modello.objects.order_by("slug").values_list("slug", flat=True)
    ]
