"""Who: soggetti and their links, people and their dated rights, organi, territory, norms."""

from rete.models.atti import Accordo, Adesione, Atto, Ciclo, ConsistenzaDichiarata, FaseProcedura
from rete.models.domande import (
    AllegatoDomanda,
    AreaInteresse,
    DomandaAdesione,
    Impegno,
    ModelloMessaggio,
    TermineInterno,
    TermineProcedimento,
)
from rete.models.esame import NotaDomanda, Sospensione, VerificaDomanda, VoceVerifica
from rete.models.normativa import Norma, TemaNorma
from rete.models.organi import CompitoOrgano, Mandato, Organo, Parere, Seggio
from rete.models.persone import AzzeramentoMfa, Delega, Invito, Utente
from rete.models.sedute import (
    Decisione,
    DocumentoSeduta,
    PresenzaSeduta,
    PuntoOrdineDelGiorno,
    RichiestaConvocazione,
    Seduta,
)
from rete.models.segnalazioni import Segnalazione
from rete.models.servizi import CensimentoServizi, EsempioServizio, TipologiaServizio
from rete.models.soggetti import (
    GrafiaSoggetto,
    Legame,
    ProfiloCapofila,
    RichiestaVariazione,
    Soggetto,
    StoriaSoggetto,
    Successione,
    UnioneSoggetti,
)
from rete.models.territorio import Ambito, Comune

__all__ = [
    "Accordo",
    "Adesione",
    "AllegatoDomanda",
    "Ambito",
    "AreaInteresse",
    "Atto",
    "AzzeramentoMfa",
    "CensimentoServizi",
    "Ciclo",
    "CompitoOrgano",
    "Comune",
    "ConsistenzaDichiarata",
    "Decisione",
    "Delega",
    "DocumentoSeduta",
    "DomandaAdesione",
    "EsempioServizio",
    "FaseProcedura",
    "GrafiaSoggetto",
    "Impegno",
    "Invito",
    "Legame",
    "Mandato",
    "ModelloMessaggio",
    "Norma",
    "NotaDomanda",
    "Organo",
    "Parere",
    "PresenzaSeduta",
    "ProfiloCapofila",
    "PuntoOrdineDelGiorno",
    "RichiestaConvocazione",
    "RichiestaVariazione",
    "Seduta",
    "Seggio",
    "Segnalazione",
    "Soggetto",
    "Sospensione",
    "StoriaSoggetto",
    "Successione",
    "TemaNorma",
    "TermineInterno",
    "TermineProcedimento",
    "TipologiaServizio",
    "UnioneSoggetti",
    "Utente",
    "VerificaDomanda",
    "VoceVerifica",
]
