"""What the search of the whole site finds in training and communication."""

from django.db.models import Q, QuerySet

from conciliazione.ricerca import Genere, Voce, matching, register
from formazione.models import AzioneComunicazione, Iniziativa, RigaAzione


def _iniziativa(riga: Iniziativa) -> Voce:
    testi = (riga.contenuti, riga.obiettivi, riga.destinatari)
    return Voce(str(riga), riga.get_absolute_url(), " ".join(testi))


def _azioni(testo: str) -> QuerySet[AzioneComunicazione]:
    """Those whose title, or one of whose lines, holds the words."""
    trovate = matching(testo)
    righe = RigaAzione.objects.filter(trovate).values("azione")
    return AzioneComunicazione.objects.filter(trovate | Q(pk__in=righe))


register(
    Genere(
        "iniziative",
        "Formazione",
        80,
        lambda testo: Iniziativa.objects.filter(matching(testo)),
        _iniziativa,
    ),
    Genere(
        "azioni",
        "Azioni di comunicazione",
        90,
        _azioni,
        lambda riga: Voce(str(riga), riga.get_absolute_url()),
    ),
)
