"""The map of services: what was counted, by kind and by area."""

from collections import defaultdict

from conciliazione.numeri import format_decimal
from piano.blocchi import Blocco, Cella, Colonna, grafico, scheda, tabella
from piano.capitoli.registro import Compilazione, blocco, pick
from rete.enums import AreaServizio, DestinatarioEsempio, SettoreServizio
from rete.models import CensimentoServizi, EsempioServizio

ALTRE_AREE = "Area non indicata"


def _census(compilazione: Compilazione) -> list[CensimentoServizi]:
    righe = CensimentoServizi.objects.totali().filter(ciclo=compilazione.ciclo)
    ordine = ("tipologia__settore", "tipologia__ordine")
    return list(righe.select_related("tipologia").order_by(*ordine))


def _sums(righe: list[CensimentoServizi]) -> tuple[int, int]:
    """Units and places of all the rows."""
    return sum(r.unita for r in righe), sum(r.posti or 0 for r in righe)


@blocco("servizi", argomento="il settore")
def servizi(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The services of a settore: units and places of each kind."""
    settore = pick("il settore", {s.value: s for s in SettoreServizio}, argomento)
    righe = [r for r in _census(compilazione) if r.tipologia.settore == settore]
    unita, posti = _sums(righe)
    return [
        tabella(
            f"{settore.label}: unità d'offerta e posti",
            [
                Colonna("Tipologia", 48),
                Colonna("Area", 24),
                Colonna("Unità", 12, numero=True),
                Colonna("Posti", 16, numero=True),
            ],
            [_service(riga) for riga in righe],
            totale=("Totale", "", format_decimal(unita), format_decimal(posti)),
            fonte="; ".join(dict.fromkeys(r.fonte for r in righe if r.fonte)),
            chiave=f"servizi-{settore.value}",
        )
    ]


def _service(riga: CensimentoServizi) -> tuple[Cella, ...]:
    tipologia = riga.tipologia
    nome = tipologia.denominazione
    if tipologia.sigla and tipologia.sigla not in nome:
        nome = f"{nome} ({tipologia.sigla})"
    posti = "" if riga.posti is None else format_decimal(riga.posti)
    return nome, tipologia.get_area_display(), format_decimal(riga.unita), posti


@blocco("servizi-sintesi")
def servizi_sintesi(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """All the services by the area of those they are for, with the chart of the places."""
    per_area: dict[str, list[CensimentoServizi]] = defaultdict(list)
    for riga in _census(compilazione):
        per_area[riga.tipologia.area].append(riga)
    nomi = [(a.value, a.label) for a in AreaServizio] + [("", ALTRE_AREE)]
    aree = [(nome, per_area[valore]) for valore, nome in nomi if per_area[valore]]
    tutte = [riga for _, righe in aree for riga in righe]
    return [
        tabella(
            "Servizi del territorio, per area",
            [
                Colonna("Area", 46),
                Colonna("Tipologie", 18, numero=True),
                Colonna("Unità d'offerta", 18, numero=True),
                Colonna("Posti", 18, numero=True),
            ],
            [(nome, *_counts(righe)) for nome, righe in aree],
            totale=("Totale", *_counts(tutte)),
            chiave="servizi-sintesi",
        ),
        grafico(
            "barre",
            "Posti nei servizi del territorio, per area",
            chiave="grafico-servizi-sintesi",
            richiama="servizi-sintesi",
            voci=[{"etichetta": nome, "valore": _sums(righe)[1]} for nome, righe in aree],
        ),
    ]


def _counts(righe: list[CensimentoServizi]) -> tuple[str, str, str]:
    unita, posti = _sums(righe)
    return format_decimal(len(righe)), format_decimal(unita), format_decimal(posti)


@blocco("esempi-servizi")
def esempi_servizi(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """What the comuni offer beyond the census, by whom it is for."""
    per_chi: dict[str, list[str]] = defaultdict(list)
    for esempio in EsempioServizio.objects.filter(ciclo=compilazione.ciclo):
        per_chi[esempio.destinatario].append(esempio.denominazione)
    return [scheda((chi.label, per_chi[chi.value]) for chi in DestinatarioEsempio)]
