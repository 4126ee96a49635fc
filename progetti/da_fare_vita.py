"""What waits while a project runs: cards of the Scrivania, for who runs it and for the staff."""

from collections.abc import Iterator

from django.http import HttpRequest

from conciliazione.riquadri import Panel
from progetti.enums import StatoModifica, StatoRichiestaPartner
from progetti.models import RichiestaModifica
from progetti.permissions import requests_visible_to
from rete.permissions import Persona, is_operatore, is_responsabile, soggetti_of

MOSTRATE_AL_PIU = 20


def arrived(user: Persona) -> Iterator[Panel]:
    """What partners sent, the first first, for who runs the project to accept or not."""
    if not soggetti_of(user):
        return
    arrivate = requests_visible_to(user).filter(stato=StatoRichiestaPartner.ARRIVATA)
    legate = arrivate.select_related("soggetto", "prova").order_by("arrivata_il", "pk")
    for richiesta in legate[:MOSTRATE_AL_PIU]:
        yield Panel(
            f"È arrivato: {richiesta.chiede}",
            richiesta.prova.get_absolute_url(),
            parte="da_fare",
            testo=f"Da {richiesta.soggetto}: accoglierlo o dire perché no",
            quando=richiesta.entro_il,
        )


def to_decide(user: Persona) -> Iterator[Panel]:
    """What waits for the opinion, for the staff; what waits for a decision, for who decides."""
    if not is_operatore(user):
        return
    parole = {StatoModifica.PRESENTATA.value: "Modifica da portare al Comitato"}
    if is_responsabile(user):
        parole[StatoModifica.CON_PARERE.value] = "Modifica da decidere"
    attese = RichiestaModifica.objects.filter(stato__in=parole).select_related("progetto")
    for modifica in attese.order_by("presentata_il", "pk")[:MOSTRATE_AL_PIU]:
        yield Panel(
            f"{parole[modifica.stato]}: {modifica.progetto}",
            modifica.get_absolute_url(),
            parte="da_fare",
            testo=modifica.get_tipo_display(),
        )


def scrivania(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """Everything of the life of the projects that is due from `user`."""
    yield from arrived(user)
    yield from to_decide(user)
