"""The figures of the network."""

from collections import defaultdict
from datetime import date

from django.db.models import Sum

from conciliazione.cifre import Richiesta, cifra
from rete.citazioni import cite_day
from rete.consistenza import Conteggio, Periodo, count_members
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
    """Soggetti of the network on a day, by kind (`TipoConsistenza` value).

    Fonte: Accordo del ciclo, con i numeri che un documento dichiara.
    """
    dichiarati, adesioni = defaultdict(list), defaultdict(list)
    for riga in ConsistenzaDichiarata.objects.filter(accordo__ciclo=ciclo):
        dichiarati[riga.tipo].append(Conteggio(riga.data, riga.numero))
    datate = Adesione.objects.filter(accordo__ciclo=ciclo, dal__isnull=False)
    for riga in datate:
        adesioni[riga.tipo].append(Periodo(riga.dal, riga.al))
    return {
        tipo.value: count_members(dichiarati[tipo.value], adesioni[di.value], on)
        for tipo, di in ADESIONE_DI.items()
    }


@cifra("rete.membri", "Soggetti della Rete")
def membri(richiesta: Richiesta) -> int:
    return sum(members(richiesta.ciclo, richiesta.on).values())


@cifra("rete.sottoscrittori", "Sottoscrittori dell'Accordo")
def sottoscrittori(richiesta: Richiesta) -> int:
    return members(richiesta.ciclo, richiesta.on)[TipoConsistenza.SOTTOSCRITTORI]


@cifra("rete.aderenti", "Aderenti successivi")
def aderenti(richiesta: Richiesta) -> int:
    return members(richiesta.ciclo, richiesta.on)[TipoConsistenza.ADERENTI]


# --- Names and days ---------------------------------------------------------------------------


@cifra("rete.nome", "Nome della Rete", "testo")
def nome(richiesta: Richiesta) -> str:
    return richiesta.ciclo.capofila.profilo.nome_rete


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


@cifra("rete.comuni", "Comuni del territorio")
def comuni(richiesta: Richiesta) -> int:
    return Comune.objects.count()


@cifra("rete.ambiti", "Ambiti territoriali")
def ambiti(richiesta: Richiesta) -> int:
    return Ambito.objects.count()


@cifra("rete.norme", "Norme di riferimento")
def norme(richiesta: Richiesta) -> int:
    return Norma.objects.count()


@cifra("rete.organi", "Organi di governo e di progetto")
def organi(richiesta: Richiesta) -> int:
    return Organo.objects.count()


@cifra("rete.soggetti", "Soggetti nominati nei documenti")
def soggetti(richiesta: Richiesta) -> int:
    return Soggetto.objects.count()


@cifra("rete.grafie", "Grafie con cui i soggetti sono nominati")
def grafie(richiesta: Richiesta) -> int:
    return GrafiaSoggetto.objects.count()


@cifra("rete.esempi", "Esempi di iniziative comunali")
def esempi(richiesta: Richiesta) -> int:
    return EsempioServizio.objects.filter(ciclo=richiesta.ciclo).count()


# --- Services ---------------------------------------------------------------------------------


def _census(richiesta: Richiesta):
    """The counted services of the ciclo, of one settore when the argument names it."""
    righe = CensimentoServizi.objects.filter(ciclo=richiesta.ciclo)
    if richiesta.argomento:
        settore = richiesta.pick({valore: valore for valore in SettoreServizio.values})
        righe = righe.filter(tipologia__settore=settore)
    return righe


@cifra("rete.tipologie", "Tipologie di servizio", argomento="il settore", facoltativo=True)
def tipologie(richiesta: Richiesta) -> int:
    return _census(richiesta).count()


@cifra("rete.unita", "Unità d'offerta", argomento="il settore", facoltativo=True)
def unita(richiesta: Richiesta) -> int:
    return _census(richiesta).aggregate(somma=Sum("unita", default=0))["somma"]


@cifra("rete.posti", "Posti nei servizi", argomento="il settore", facoltativo=True)
def posti(richiesta: Richiesta) -> int:
    return _census(richiesta).aggregate(somma=Sum("posti", default=0))["somma"]
