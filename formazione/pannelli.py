"""What training and communication show in the pages of the rooms below."""

from django.urls import reverse

from conciliazione.riquadri import Panel

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
        Panel(titolo=titolo, url=reverse(nome), ordine=ordine)
        for ordine, (titolo, nome) in enumerate(PAGINE)
    ]
