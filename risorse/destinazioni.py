"""What the money of a line pays for, as the other rooms know it."""

from decimal import Decimal

from django.db.models import QuerySet, Sum

from formazione.models import AzioneComunicazione, Iniziativa
from progetti.models import ObiettivoSpecifico, Progetto
from risorse.enums import ScopoVoce
from risorse.models import Stanziamento, UsoPremialita, Voce


def paid_by(voce: Voce) -> QuerySet:
    """The rows that a line pays for: objectives of its project, training initiatives,
    communication actions or uses of the reward, by its `scopo`."""
    del_ciclo = {"ciclo": voce.ciclo_id}
    righe = {
        ScopoVoce.PROGETTO: ObiettivoSpecifico.objects.filter(progetto=voce.progetto_id),
        ScopoVoce.FORMAZIONE: Iniziativa.objects.filter(**del_ciclo),
        ScopoVoce.COMUNICAZIONE: AzioneComunicazione.objects.filter(**del_ciclo),
        ScopoVoce.PREMIALITA: UsoPremialita.objects.filter(**del_ciclo),
    }
    return righe[ScopoVoce(voce.scopo)]


def granted_to(progetto: Progetto) -> Decimal | None:
    """What a project is granted in money, in euro, by every source; None before any line of it,
    zero when all of them were revoked.

    What is given in kind cannot be spent.
    """
    righe = Stanziamento.objects.filter(voce__progetto=progetto, in_natura=False)
    somma = righe.vigenti().aggregate(somma=Sum("importo"))["somma"]
    return Decimal(0) if somma is None and righe.exists() else somma
