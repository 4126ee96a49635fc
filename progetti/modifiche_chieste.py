"""The changes asked of a project: what they may be, and the story of each."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from conciliazione.models import Passaggio
from conciliazione.numeri import format_decimal
from progetti.enums import Direzione
from progetti.misure import measures
from progetti.models import Indicatore, Progetto, RichiestaModifica
from rete.tappe import Tappa, who_did

FATTI = {
    "opine": "Registrato il parere del Comitato",
    "accept": "Accolta, con il suo atto",
    "reject": "Respinta",
    "withdraw": "Ritirata",
}


def changes_of(progetto: Progetto) -> QuerySet[RichiestaModifica]:
    """What was asked of a project, the latest first."""
    return RichiestaModifica.objects.filter(progetto=progetto).select_related("indicatore", "atto")


def timeline(modifica: RichiestaModifica) -> list[Tappa]:
    """What was done with a request, the latest first."""
    righe = Passaggio.objects.about(modifica).select_related("autore").order_by("-quando", "-pk")
    return [Tappa(FATTI.get(p.verbo, p.verbo), who_did(p), p) for p in righe]


def wrong_end(progetto: Progetto, nuova: date) -> str:
    """Why a project cannot end on that day; empty when it can."""
    if progetto.al and nuova <= progetto.al:
        return "La nuova fine viene dopo quella di adesso: la proroga allunga il progetto."
    if progetto.dal and nuova < progetto.dal:
        return "Il progetto finirebbe prima di cominciare."
    return ""


def wrong_target(indicatore: Indicatore, nuovo: Decimal) -> str:
    """Why an indicator cannot have that target; empty when it can."""
    if nuovo == indicatore.target:
        return "È il valore atteso di adesso."
    misura = measures([indicatore]).get(indicatore.pk)
    verificato = misura.verificato if misura else None
    sotto = indicatore.direzione == Direzione.AUMENTA and verificato is not None
    if sotto and nuovo < verificato:
        return f"È meno di ciò che è già verificato: {format_decimal(verificato)}."
    return ""
