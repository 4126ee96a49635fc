"""What the search of the whole site finds among the alliances."""

from alleanze.models import Alleanza
from conciliazione.ricerca import Genere, Voce, matching, register

register(
    Genere(
        "alleanze",
        "Alleanze",
        40,
        lambda testo: Alleanza.objects.filter(matching(testo)),
        lambda riga: Voce(riga.denominazione, riga.get_absolute_url(), riga.descrizione),
    )
)
