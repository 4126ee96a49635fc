"""The figures of the network."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter

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
from rete.censimento import add_up, count_by_settore
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
    `consistenza.count_members` says, counted by the database: in two queries, or in three where
    the kinds were not declared on the same day.

    Fonte: Accordo del ciclo, con i numeri che un documento dichiara.
    """
    basi = _declared(ciclo, on)
    inizi = {tipo: base.data if base else date.min for tipo, base in basi.items()}
    saldi = {inizio: _balance(ciclo, inizio, on) for inizio in set(inizi.values())}
    return {
        tipo.value: (base.numero if base else 0) + saldi[inizi[tipo]].get(ADESIONE_DI[tipo], 0)
        for tipo, base in basi.items()
    }


def _balance(ciclo: Ciclo, inizio: date, on: date) -> dict[str, int]:
    """Who joined less who left from a day to another, by `TipoAdesione` value."""
    righe = Adesione.objects.filter(accordo__ciclo=ciclo).order_by().values_list("tipo")
    entrati = Count("pk", filter=has_joined(inizio, on))
    usciti = Count("pk", filter=has_left(inizio, on))
    return {tipo: dentro - fuori for tipo, dentro, fuori in righe.annotate(e=entrati, u=usciti)}


def _declared(ciclo: Ciclo, on: date) -> dict[TipoConsistenza, ConsistenzaDichiarata | None]:
    """The last number declared by a day, of each kind."""
    righe = ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo, data__lte=on).order_by()
    ultime = {riga.tipo: riga for riga in sorted(righe, key=attrgetter("data"))}
    return {tipo: ultime.get(tipo.value) for tipo in ADESIONE_DI}


def has_joined(inizio: date, on: date) -> Q:
    """The adhesions that began after the day of the declared number."""
    return Q(dal__lte=on, dal__gt=inizio)


def has_left(inizio: date, on: date) -> Q:
    """The adhesions that ended since the day of the declared number, which has also those that
    nobody knows when they began; without one (`date.min`) these were never counted."""
    finite = Q(al__lt=on, al__gte=inizio)
    return finite if inizio > date.min else finite & Q(dal__isnull=False)


def read_counts(ciclo: Ciclo) -> dict[str, tuple[list[Conteggio], list[Periodo]]]:
    """What is declared of the network and its adhesions, by kind (`TipoConsistenza` value).

    Plain values, and of those that begin and end together one repeated: they may be thousands.
    """
    contati = {tipo.value: ([], []) for tipo in TipoConsistenza}
    dichiarate = ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo).order_by("data")
    for tipo, *valori in dichiarate.values_list("tipo", "data", "numero"):
        contati[tipo][0].append(Conteggio(*valori))
    adesioni = Adesione.objects.filter(accordo__ciclo=ciclo).order_by()
    tipi = {di.value: tipo.value for tipo, di in ADESIONE_DI.items()}
    insieme = adesioni.filter(tipo__in=tipi).values_list("tipo", "dal", "al").annotate(Count("pk"))
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
    inizio = base.data if base else date.min
    righe = Adesione.objects.filter(accordo__ciclo=richiesta.ciclo, tipo=di.value)
    in_ordine = righe.select_related("soggetto").order_by("dal", "soggetto__denominazione")
    entrati = in_ordine.filter(has_joined(inizio, richiesta.on))
    yield OriginiDaRighe(entrati, scrivi=partial(write_adhesion, "Entrata", 1))
    usciti = in_ordine.filter(has_left(inizio, richiesta.on))
    yield OriginiDaRighe(usciti, scrivi=partial(write_adhesion, "Uscita", -1))


def write_adhesion(verso: str, valore: int, adesione: Adesione) -> Origine:
    """An adhesion as a row behind a figure: who, and what it brings."""
    soggetto = adesione.soggetto
    return Origine(f"{verso}: {soggetto}", valore, address_of(soggetto))


@lru_cache(maxsize=8)
def _reader(on: date) -> Callable[[Ciclo], dict[str, int]]:
    """What reads the members of a day: the same function for the same day, to be read once."""
    return partial(members, on=on)


def read_members(richiesta: Richiesta) -> dict[str, int]:
    """The members by kind, read once for all the figures of a `Lettura`."""
    return richiesta.once(_reader(richiesta.on))


@cifra(
    "rete.membri",
    "Soggetti della Rete",
    unita="soggetti",
    origini=_member_rows,
    nel_tempo=True,
)
def membri(richiesta: Richiesta) -> int:
    return sum(read_members(richiesta).values())


@cifra(
    "rete.sottoscrittori",
    "Sottoscrittori dell'Accordo",
    unita="soggetti",
    origini=lambda richiesta: _member_rows(richiesta, TipoConsistenza.SOTTOSCRITTORI),
    nel_tempo=True,
)
def sottoscrittori(richiesta: Richiesta) -> int:
    return read_members(richiesta)[TipoConsistenza.SOTTOSCRITTORI]


@cifra(
    "rete.aderenti",
    "Aderenti successivi",
    unita="soggetti",
    origini=lambda richiesta: _member_rows(richiesta, TipoConsistenza.ADERENTI),
    nel_tempo=True,
)
def aderenti(richiesta: Richiesta) -> int:
    return read_members(richiesta)[TipoConsistenza.ADERENTI]


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


def _agreement(ciclo: Ciclo) -> Accordo | None:
    return Accordo.objects.filter(ciclo=ciclo).first()


@cifra("rete.accordo", "Accordo della Rete", "testo")
def accordo(richiesta: Richiesta) -> str | None:
    trovato = richiesta.once(_agreement)
    return trovato and trovato.denominazione


@cifra("rete.accordo_data", "Sottoscrizione dell'Accordo", "testo")
def accordo_data(richiesta: Richiesta) -> str | None:
    trovato = richiesta.once(_agreement)
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


@conta("rete.nominati", "Soggetti della Rete noti per nome", unita="soggetti", nel_tempo=True)
def nominati(richiesta: Richiesta) -> QuerySet[Soggetto]:
    return Soggetto.objects.membri(richiesta.ciclo, richiesta.on)


@conta(
    "rete.con_sede",
    "Soggetti della Rete con sede in un comune noto",
    unita="soggetti",
    nel_tempo=True,
)
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
    conti = richiesta.once(count_by_settore)
    if richiesta.argomento:
        valori = {s: add_up([conti[s]] if s in conti else []) for s in SettoreServizio.values}
        return richiesta.pick(valori)[misura]
    return add_up(conti.values())[misura]


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
