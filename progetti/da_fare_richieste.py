"""What came from the partners and waits for who runs the project: cards of the Scrivania."""

from collections.abc import Iterator

from django.http import HttpRequest

from conciliazione.riquadri import Panel
from progetti.enums import StatoRichiestaPartner
from progetti.permissions import requests_visible_to
from rete.permissions import Persona, soggetti_of

MOSTRATE_AL_PIU = 20


def arrived(user: Persona, request: HttpRequest) -> Iterator[Panel]:
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
