"""Who: soggetti and their links, people and their dated rights, organi, territory, norms."""

from rete.models.atti import Accordo, Adesione, Atto, Ciclo, ConsistenzaDichiarata, FaseProcedura
from rete.models.normativa import Norma, TemaNorma
from rete.models.organi import CompitoOrgano, Mandato, Organo, Parere, Seggio
from rete.models.persone import Delega, Utente
from rete.models.segnalazioni import Segnalazione
from rete.models.servizi import CensimentoServizi, EsempioServizio, TipologiaServizio
from rete.models.soggetti import GrafiaSoggetto, Legame, ProfiloCapofila, Soggetto
from rete.models.territorio import Ambito, Comune

__all__ = [
    "Accordo",
    "Adesione",
    "Ambito",
    "Atto",
    "CensimentoServizi",
    "Ciclo",
    "CompitoOrgano",
    "Comune",
    "ConsistenzaDichiarata",
    "Delega",
    "EsempioServizio",
    "FaseProcedura",
    "GrafiaSoggetto",
    "Legame",
    "Mandato",
    "Norma",
    "Organo",
    "Parere",
    "ProfiloCapofila",
    "Seggio",
    "Segnalazione",
    "Soggetto",
    "TemaNorma",
    "TipologiaServizio",
    "Utente",
]
