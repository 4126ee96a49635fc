"""The single sheets of a call as a workbook, to answer a request of access."""

from collections.abc import Iterator
from dataclasses import dataclass

from conciliazione.esporta import Column, Sheet
from progetti.models import Avviso, PunteggioConsegnato


@dataclass(frozen=True)
class _Voto:
    consegnato: PunteggioConsegnato
    criterio: dict[str, object]


def _of_sheet(leggi: str) -> Column:
    return Column(leggi, lambda voto: voto.criterio[leggi])


SCHEDE = (
    Column("proposta", lambda c: c.valutazione.proposta.codice),
    Column("titolo", lambda c: c.valutazione.proposta.titolo),
    Column("componente", lambda c: str(c.valutazione.mandato)),
    Column("stato", lambda c: c.valutazione.get_stato_display()),
    Column("versione", lambda c: c.numero),
    Column("totale", lambda c: c.totale),
    Column("motivo_del_cambiamento", lambda c: c.motivo),
    Column("consegnato_il", lambda c: c.consegnato_il),
    Column("sha256", lambda c: c.sha256),
)
PUNTI = (
    Column("proposta", lambda v: v.consegnato.valutazione.proposta.codice),
    Column("componente", lambda v: str(v.consegnato.valutazione.mandato)),
    Column("versione", lambda v: v.consegnato.numero),
    _of_sheet("titolo"),
    _of_sheet("peso"),
    _of_sheet("massimo"),
    _of_sheet("punti"),
    _of_sheet("motivazione"),
)


def sheets_of(avviso: Avviso) -> list[Sheet]:
    """Every version of every delivered sheet, and its points with their reasons."""
    consegnati = list(
        PunteggioConsegnato.objects.filter(valutazione__proposta__avviso=avviso)
        .select_related(
            "valutazione__proposta",
            "valutazione__mandato__utente",
            "valutazione__mandato__seggio__organo",
            "valutazione__mandato__designato_da",
        )
        .order_by("valutazione__proposta__codice", "valutazione", "numero")
    )
    return [
        Sheet("schede", SCHEDE, consegnati),
        Sheet("punti", PUNTI, list(_votes(consegnati))),
    ]


def _votes(consegnati: list[PunteggioConsegnato]) -> Iterator[_Voto]:
    for consegnato in consegnati:
        for criterio in consegnato.dati["criteri"]:
            yield _Voto(consegnato, criterio)
