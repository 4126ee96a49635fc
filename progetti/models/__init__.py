"""Calls, the proposals that answer them and their scores; projects, and how they will be proved."""

from progetti.models.avvisi import Avviso
from progetti.models.obiettivi import Attivita, Coinvolgimento, Destinatario, ObiettivoSpecifico
from progetti.models.parti_avviso import (
    Criterio,
    DocumentoAvviso,
    Quesito,
    RequisitoAvviso,
    RimedioAmmesso,
    SceltaNumeroLegale,
    VersioneAvviso,
)
from progetti.models.progetti import AzionePrescelta, AzioneProgettuale, FinalitaProgetto, Progetto
from progetti.models.proposte import (
    AllegatoProposta,
    Esito,
    PartecipazioneProposta,
    Proposta,
    QuotaProposta,
    RichiestaProposta,
    VerificaRequisito,
)
from progetti.models.risultati import Indicatore, RisultatoAtteso, TipoProva
from progetti.models.valutazioni import (
    DichiarazioneInteressi,
    Incompatibilita,
    NotaDiscussione,
    Punteggio,
    PunteggioConsegnato,
    Valutazione,
)

__all__ = [
    "AllegatoProposta",
    "Attivita",
    "Avviso",
    "AzionePrescelta",
    "AzioneProgettuale",
    "Coinvolgimento",
    "Criterio",
    "Destinatario",
    "DichiarazioneInteressi",
    "DocumentoAvviso",
    "Esito",
    "FinalitaProgetto",
    "Incompatibilita",
    "Indicatore",
    "NotaDiscussione",
    "ObiettivoSpecifico",
    "PartecipazioneProposta",
    "Progetto",
    "Proposta",
    "Punteggio",
    "PunteggioConsegnato",
    "Quesito",
    "QuotaProposta",
    "RequisitoAvviso",
    "RichiestaProposta",
    "RimedioAmmesso",
    "RisultatoAtteso",
    "SceltaNumeroLegale",
    "TipoProva",
    "Valutazione",
    "VerificaRequisito",
    "VersioneAvviso",
]
