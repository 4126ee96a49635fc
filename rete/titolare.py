"""The lead body of the current ciclo as the holder of the open data."""

from conciliazione.opendata.titolare import Titolare
from rete.attuale import current_ciclo
from rete.models import Ambito


def holder() -> Titolare | None:
    """Who publishes; None before there is a ciclo."""
    ciclo = current_ciclo()
    if ciclo is None:
        return None
    ente = ciclo.capofila
    profilo = getattr(ente, "profilo", None)
    return Titolare(
        nome=ente.denominazione,
        identificativo=ente.codice_fiscale or ente.partita_iva or ente.denominazione,
        rete=profilo.nome_rete if profilo else "",
        sito=ente.sito,
        email=(profilo.email if profilo else "") or ente.pec,
        telefono=profilo.telefono if profilo else "",
        territorio=tuple(
            Ambito.objects.order_by("denominazione").values_list("denominazione", flat=True)
        ),
    )
