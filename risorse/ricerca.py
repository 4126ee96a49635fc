"""What the search of the whole site finds in the budget."""

from django.urls import reverse

from conciliazione.ricerca import Genere, Voce, matching, register
from risorse.models import Voce as VoceRisorse

register(
    Genere(
        "risorse",
        "Voci delle risorse",
        100,
        lambda testo: VoceRisorse.objects.filter(matching(testo)),
        lambda riga: Voce(
            riga.denominazione_citata, reverse("risorse:voce", args=[riga.slug]), riga.destinazione
        ),
    )
)
