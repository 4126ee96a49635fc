"""What the money shows in the pages of the rooms below."""

from django.urls import reverse

from conciliazione.riquadri import Panel
from progetti.models import Progetto
from rete.pannelli import SCHEDA, read_figures
from risorse.models import Voce
from risorse.prospetto import row_of


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the money, among those of projects and results."""
    if obj != "progetti":
        return []
    return [Panel(titolo="Risorse", url=reverse("risorse:risorse"), ordine=50)]


def home(user: object, obj: object) -> list[Panel]:
    """How much the Piano costs, and who pays most of it."""
    lettura = read_figures()
    if lettura is None:
        return []
    return [
        Panel(
            titolo="Risorse",
            url=reverse("risorse:risorse"),
            ordine=50,
            template=SCHEDA,
            contesto={
                "valore": lettura.write("risorse.totale"),
                "etichetta": "risorse del ciclo",
                "testo": f"Il {lettura.write('risorse.quota:regionale')} è finanziamento regionale,"
                " il resto è cofinanziamento pubblico e privato.",
            },
        )
    ]


def progetto(user: object, obj: Progetto) -> list[Panel]:
    """The lines of the budget that pay for a project."""
    righe = [row_of(voce) for voce in Voce.objects.filter(progetto=obj).con_importi()]
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
