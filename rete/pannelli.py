"""What the network shows in the pages of the hall."""

from django.urls import reverse

from conciliazione.riquadri import Panel


def menu(user: object, obj: object) -> list[Panel]:
    """The entry of the network in the main menu."""
    return [Panel(titolo="La Rete", url=reverse("rete:soggetti"), ordine=10)]
