"""The figures of the network."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from django.db.models import Count, Q, QuerySet

from conciliazione.cifre import (
    Origine,
    OriginiDaRighe,
    OriginiUnite,
    Richiesta,
    address_of,
    cifra,
    conta,
)
from conciliazione.date import format_day
from rete.censimento import add_up, count_services
from rete.citazioni import cite_day
from rete.consistenza import Conteggio, Periodo
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


def members(ciclo: Ciclo, on: date) -> dict[str, int]:
    """Soggetti of the network on a day, by kind (`TipoConsistenza` value): what
    `consistenza.count_members` says, counted by the database in two queries.

    Fonte: Accordo del ciclo, con i numeri che un documento dichiara.
    """
    basi = _declared(ciclo, on)
    conti = {}
    for tipo, di in ADESIONE_DI.items():
        entrate, uscite = _joined(di, basi[tipo], on), _left(di, basi[tipo], on)
        conti[f"{tipo}_entrati"] = Count("pk", filter=entrate)
        conti[f"{tipo}_usciti"] = Count("pk", filter=uscite)
    fatti = Adesione.objects.filter(accordo__ciclo=ciclo).aggregate(**conti)
    return {
        tipo.value: (base.numero if base else 0)
        + fatti[f"{tipo}_entrati"]
        - fatti[f"{tipo}_usciti"]
        for tipo, base in basi.items()
    }


def _declared(ciclo: Ciclo, on: date) -> dict[TipoConsistenza, ConsistenzaDichiarata | None]:
    """The last number declared by a day, of each kind."""
    righe = ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo, data__lte=on)
    ultime = {riga.tipo: riga for riga in righe.order_by("data")}
    return {tipo: ultime.get(tipo.value) for tipo in ADESIONE_DI}


def _joined(di: TipoAdesione, base: ConsistenzaDichiarata | None, on: date) -> Q:
    """The adhesions that began after the declared number."""
    return Q(tipo=di.value, dal__lte=on, dal__gt=base.data if base else date.min)


def _left(di: TipoAdesione, base: ConsistenzaDichiarata | None, on: date) -> Q:
    """The adhesions that ended since the day of the declared number."""
    inizio = base.data if base else date.min
    return Q(tipo=di.value, dal__isnull=False, al__lt=on, al__gte=inizio)


def read_counts(ciclo: Ciclo) -> dict[str, tuple[list[Conteggio], list[Periodo]]]:
    """What is declared of the network and its dated adhesions, by kind (`TipoConsistenza` value).

    Plain values, and of those that begin and end together one repeated: they may be thousands.
    """
    contati = {tipo.value: ([], []) for tipo in TipoConsistenza}
    dichiarate = ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo).order_by("data")
    for tipo, *valori in dichiarate.values_list("tipo", "data", "numero"):
        contati[tipo][0].append(Conteggio(*valori))
    datate = Adesione.objects.filter(accordo__ciclo=ciclo, dal__isnull=False).order_by()
    tipi = {di.value: tipo.value for tipo, di in ADESIONE_DI.items()}
    insieme = datate.filter(tipo__in=tipi).values_list("tipo", "dal", "al").annotate(Count("pk"))
    for di, dal, al, quante in insieme:
        contati[tipi[di]][1].extend([Periodo(dal, al)] * quante)
    return contati


def _member_rows(richiesta: Richiesta, *tipi: TipoConsistenza) -> Sequence[Origine]:
    """The rows that explain the members of those kinds; of all when none is named."""
    basi = _declared(richiesta.ciclo, richiesta.on)
    return OriginiUnite(
        [
            parte
            for tipo in tipi or TipoConsistenza
            for parte in _explained(richiesta, ADESIONE_DI[tipo], basi[tipo])
        ]
    )


def _explained(
    richiesta: Richiesta, di: TipoAdesione, base: ConsistenzaDichiarata | None
) -> Iterator[Sequence[Origine]]:
    """The declared number, who joined since, who left."""
    if base:
        detto = f"{base.get_tipo_display()} al {format_day(base.data)}, numero dichiarato"
        yield [Origine(f"{detto} ({base.fonte})", base.numero)]
    righe = Adesione.objects.filter(accordo__ciclo=richiesta.ciclo).select_related("soggetto")
    in_ordine = righe.order_by("dal", "soggetto__denominazione")
    entrati = in_ordine.filter(_joined(di, base, richiesta.on))
    yield OriginiDaRighe(entrati, scrivi=partial(_adhesion, "Entrata", 1))
    usciti = in_ordine.filter(_left(di, base, richiesta.on))
    yield OriginiDaRighe(usciti, scrivi=partial(_adhesion, "Uscita", -1))


def _adhesion(verso: str, valore: int, adesione: Adesione) -> Origine:
    soggetto = adesione.soggetto
    return Origine(f"{verso}: {soggetto}", valore, address_of(soggetto))


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


def _counted(richiesta: Richiesta, misura: str) -> int:
    """What the census adds up to, in all or in the settore of the argument."""
    conti = richiesta.once(count_services)
    if richiesta.argomento:
        scelti = {s: [c for c in conti if c.settore == s] for s in SettoreServizio.values}
        conti = richiesta.pick(scelti)
    return add_up(conti)[misura]


SETTORE = {"argomento": "il settore", "facoltativo": True}


@cifra(
    "rete.tipologie",
    "Tipologie di servizio",
    unita="tipologie",
    origini=lambda richiesta: OriginiDaRighe(_census(richiesta)),
    **SETTORE,
)
def tipologie(richiesta: Richiesta) -> int:
    return _counted(richiesta, "tipologie")


@cifra(
    "rete.unita",
    "Unità d'offerta",
    unita="unità",
    origini=lambda richiesta: OriginiDaRighe(_census(richiesta), "unita"),
    **SETTORE,
)
def unita(richiesta: Richiesta) -> int:
    return _counted(richiesta, "unita")


@cifra(
    "rete.posti",
    "Posti nei servizi",
    unita="posti",
    origini=lambda richiesta: OriginiDaRighe(_census(richiesta), "posti"),
    **SETTORE,
)
def posti(richiesta: Richiesta) -> int:
    return _counted(richiesta, "posti")
