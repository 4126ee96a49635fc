"""The figures of the network."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from conciliazione.cifre import Origine, Richiesta, address_of, cifra, conta, somma
from conciliazione.date import format_day
from rete.citazioni import cite_day
from rete.consistenza import Conteggio, Periodo, Spiegazione, count_members, explain_members
from rete.enums import SettoreServizio, TipoAdesione, TipoConsistenza
from rete.models import (
    Accordo,
    Adesione,
    Ambito,
    CensimentoServizi,
    Ciclo,
    Comune,
    ConsistenzaDichiarata,
    EsempioServizio,
    GrafiaSoggetto,
    Norma,
    Organo,
    Soggetto,
)

ADESIONE_DI = {
    TipoConsistenza.SOTTOSCRITTORI: TipoAdesione.SOTTOSCRITTORE,
    TipoConsistenza.ADERENTI: TipoAdesione.ADERENTE,
}


def explained_members(ciclo: Ciclo, on: date) -> dict[str, Spiegazione]:
    """What the members of the network on a day are made of, by kind (`TipoConsistenza` value).

    Fonte: Accordo del ciclo, con i numeri che un documento dichiara.
    """
    dichiarati, adesioni = defaultdict(list), defaultdict(list)
    for riga in ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo):
        dichiarati[riga.tipo].append(riga)
    datate = Adesione.objects.filter(accordo__ciclo=ciclo, dal__isnull=False)
    for riga in datate.select_related("soggetto").order_by("dal", "soggetto__denominazione"):
        adesioni[riga.tipo].append(riga)
    return {
        tipo.value: explain_members(dichiarati[tipo.value], adesioni[di.value], on)
        for tipo, di in ADESIONE_DI.items()
    }


def members(ciclo: Ciclo, on: date) -> dict[str, int]:
    """Soggetti of the network on a day, by kind (`TipoConsistenza` value)."""
    return {tipo: count_members(*contati, on) for tipo, contati in read_counts(ciclo).items()}


def read_counts(ciclo: Ciclo) -> dict[str, tuple[list[Conteggio], list[Periodo]]]:
    """What is declared of the network and its dated adhesions, by kind (`TipoConsistenza` value).

    Plain values: they may be thousands, where `explained_members` reads whole rows.
    """
    contati = {tipo.value: ([], []) for tipo in TipoConsistenza}
    dichiarate = ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo).order_by("data")
    for tipo, *valori in dichiarate.values_list("tipo", "data", "numero"):
        contati[tipo][0].append(Conteggio(*valori))
    datate = Adesione.objects.filter(accordo__ciclo=ciclo, dal__isnull=False).order_by()
    tipi = {di.value: tipo.value for tipo, di in ADESIONE_DI.items()}
    for di, *valori in datate.filter(tipo__in=tipi).values_list("tipo", "dal", "al"):
        contati[tipi[di]][1].append(Periodo(*valori))
    return contati


def _member_rows(richiesta: Richiesta, *tipi: TipoConsistenza) -> list[Origine]:
    """The rows that explain the members of those kinds; of all when none is named."""
    fatte = explained_members(richiesta.ciclo, richiesta.on)
    return [
        origine for tipo in tipi or TipoConsistenza for origine in _explained(fatte[tipo.value])
    ]


def _explained(fatta: Spiegazione) -> Iterator[Origine]:
    if base := fatta.base:
        detto = f"{base.get_tipo_display()} al {format_day(base.data)}, numero dichiarato"
        yield Origine(f"{detto} ({base.fonte})", base.numero)
    for adesione in fatta.entrati:
        soggetto = adesione.soggetto
        yield Origine(f"Entrata: {soggetto}", 1, address_of(soggetto))
    for adesione in fatta.usciti:
        soggetto = adesione.soggetto
        yield Origine(f"Uscita: {soggetto}", -1, address_of(soggetto))


@cifra("rete.membri", "Soggetti della Rete", unita="soggetti", origini=_member_rows)
def membri(richiesta: Richiesta) -> int:
    return sum(members(richiesta.ciclo, richiesta.on).values())


@cifra(
    "rete.sottoscrittori",
    "Sottoscrittori dell'Accordo",
    unita="soggetti",
    origini=lambda richiesta: _member_rows(richiesta, TipoConsistenza.SOTTOSCRITTORI),
)
def sottoscrittori(richiesta: Richiesta) -> int:
    return members(richiesta.ciclo, richiesta.on)[TipoConsistenza.SOTTOSCRITTORI]


@cifra(
    "rete.aderenti",
    "Aderenti successivi",
    unita="soggetti",
    origini=lambda richiesta: _member_rows(richiesta, TipoConsistenza.ADERENTI),
)
def aderenti(richiesta: Richiesta) -> int:
    return members(richiesta.ciclo, richiesta.on)[TipoConsistenza.ADERENTI]


# --- Names and days ---------------------------------------------------------------------------


@cifra("rete.nome", "Nome della Rete", "testo")
def nome(richiesta: Richiesta) -> str | None:
    profilo = getattr(richiesta.ciclo.capofila, "profilo", None)
    return profilo and profilo.nome_rete


@cifra("rete.capofila", "Ente capofila", "testo")
def capofila(richiesta: Richiesta) -> str:
    return richiesta.ciclo.capofila.denominazione


@cifra("rete.capofila_sigla", "Sigla dell'ente capofila", "testo")
def capofila_sigla(richiesta: Richiesta) -> str:
    return richiesta.ciclo.capofila.nome_breve


@cifra("rete.ciclo", "Ciclo di programmazione", "testo")
def ciclo(richiesta: Richiesta) -> str:
    return richiesta.ciclo.denominazione


@cifra("rete.ciclo_dal", "Primo giorno del ciclo", "data")
def ciclo_dal(richiesta: Richiesta) -> date:
    return richiesta.ciclo.dal


@cifra("rete.ciclo_al", "Ultimo giorno del ciclo", "data")
def ciclo_al(richiesta: Richiesta) -> date:
    return richiesta.ciclo.al


@cifra("rete.accordo", "Accordo della Rete", "testo")
def accordo(richiesta: Richiesta) -> str | None:
    trovato = Accordo.objects.filter(ciclo=richiesta.ciclo).first()
    return trovato and trovato.denominazione


@cifra("rete.accordo_data", "Sottoscrizione dell'Accordo", "testo")
def accordo_data(richiesta: Richiesta) -> str | None:
    trovato = Accordo.objects.filter(ciclo=richiesta.ciclo).first()
    return trovato and cite_day(trovato.sottoscritto_il, trovato.data_citata)


# --- Counts -----------------------------------------------------------------------------------


@conta("rete.comuni", "Comuni del territorio", unita="comuni")
def comuni(richiesta: Richiesta) -> QuerySet[Comune]:
    return Comune.objects.all()


@conta("rete.ambiti", "Ambiti territoriali", unita="ambiti")
def ambiti(richiesta: Richiesta) -> QuerySet[Ambito]:
    return Ambito.objects.all()


@conta("rete.norme", "Norme di riferimento", unita="norme")
def norme(richiesta: Richiesta) -> QuerySet[Norma]:
    return Norma.objects.all()


@conta("rete.organi", "Organi di governo e di progetto", unita="organi")
def organi(richiesta: Richiesta) -> QuerySet[Organo]:
    return Organo.objects.all()


@conta("rete.soggetti", "Soggetti nominati nei documenti", unita="soggetti")
def soggetti(richiesta: Richiesta) -> QuerySet[Soggetto]:
    return Soggetto.objects.all()


@conta("rete.nominati", "Soggetti della Rete noti per nome", unita="soggetti")
def nominati(richiesta: Richiesta) -> QuerySet[Soggetto]:
    return Soggetto.objects.membri(richiesta.ciclo, richiesta.on)


@conta("rete.con_sede", "Soggetti della Rete con sede in un comune noto", unita="soggetti")
def con_sede(richiesta: Richiesta) -> QuerySet[Soggetto]:
    return nominati(richiesta).filter(comune__isnull=False)


@conta("rete.grafie", "Grafie con cui i soggetti sono nominati", unita="grafie")
def grafie(richiesta: Richiesta) -> QuerySet[GrafiaSoggetto]:
    return GrafiaSoggetto.objects.all()


@conta("rete.esempi", "Esempi di iniziative comunali", unita="esempi")
def esempi(richiesta: Richiesta) -> QuerySet[EsempioServizio]:
    return EsempioServizio.objects.filter(ciclo=richiesta.ciclo)


# --- Services ---------------------------------------------------------------------------------


def _census(richiesta: Richiesta) -> QuerySet[CensimentoServizi]:
    """The services of the ciclo counted on all the territory, of one settore when the argument
    names it; what is counted in one ambito is a detail of these."""
    righe = CensimentoServizi.objects.filter(ciclo=richiesta.ciclo, ambito=None)
    if richiesta.argomento:
        settore = richiesta.pick({valore: valore for valore in SettoreServizio.values})
        righe = righe.filter(tipologia__settore=settore)
    return righe.select_related("tipologia")


SETTORE = {"argomento": "il settore", "facoltativo": True}

conta("rete.tipologie", "Tipologie di servizio", unita="tipologie", **SETTORE)(_census)
somma("rete.unita", "Unità d'offerta", "unita", unita="unità", **SETTORE)(_census)
somma("rete.posti", "Posti nei servizi", "posti", unita="posti", **SETTORE)(_census)
