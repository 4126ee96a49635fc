"""How the network is made and governed."""

from collections.abc import Iterable

from conciliazione.date import format_day
from conciliazione.numeri import format_decimal
from conciliazione.testo import render_markdown
from piano.blocchi import Blocco, Cella, Colonna, scheda, tabella, testo, titolo
from piano.capitoli.procedura import name_act
from piano.capitoli.registro import Compilazione, blocco
from rete.cifre import members
from rete.enums import LivelloOrgano, TipoConsistenza
from rete.models import Organo, Seggio


@blocco("consistenza-rete")
def consistenza_rete(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """How many soggetti belong to the network on the day of the data, by kind."""
    numeri = members(compilazione.ciclo, compilazione.on)
    return [
        tabella(
            f"Soggetti della Rete al {format_day(compilazione.on)}",
            [Colonna("Come fanno parte della Rete", 75), Colonna("Soggetti", 25, numero=True)],
            [
                (TipoConsistenza(tipo).label, format_decimal(numero))
                for tipo, numero in numeri.items()
            ],
            totale=("Totale", format_decimal(sum(numeri.values()))),
            chiave="consistenza-rete",
        )
    ]


@blocco("organi")
def organi(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The bodies of the network, one by one."""
    return _describe_all(LivelloOrgano.RETE)


@blocco("organi-esterni")
def organi_esterni(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The bodies outside with which the network keeps in step."""
    return _describe_all(LivelloOrgano.ESTERNO)


@blocco("organi-progetto")
def organi_progetto(compilazione: Compilazione, argomento: str) -> list[Blocco]:
    """The bodies that the projects set up."""
    return _describe_all(LivelloOrgano.PROGETTO)


def _describe_all(livello: LivelloOrgano) -> list[Blocco]:
    organi = Organo.objects.filter(livello=livello).select_related("atto")
    organi = organi.prefetch_related("compiti", "seggi__soggetto")
    return [parte for organo in organi for parte in _describe(organo)]


def _describe(organo: Organo) -> Iterable[Blocco]:
    yield titolo(organo.denominazione)
    if organo.descrizione:
        yield testo(render_markdown(organo.descrizione))
    carta = scheda(_card(organo))
    if carta["righe"]:
        yield carta


def _card(organo: Organo) -> Iterable[tuple[str, Cella]]:
    yield "Istituito con", name_act(organo.atto)
    yield "Composizione", [_seat(seggio) for seggio in organo.seggi.all()]
    yield "Compiti", [compito.testo for compito in organo.compiti.all()]
    yield "Si riunisce", organo.cadenza
    previste = organo.riunioni_previste
    yield "Riunioni previste", format_decimal(previste) if previste else ""
    yield "Lo convoca", organo.convocazione


def _seat(seggio: Seggio) -> str:
    note = [seggio.titolo, "" if seggio.con_voto else "senza diritto di voto"]
    note = [parte for parte in note if parte]
    return f"{seggio.categoria} ({'; '.join(note)})" if note else seggio.categoria
