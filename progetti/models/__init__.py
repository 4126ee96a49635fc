"""Calls, the proposals that answer them and their scores; projects, and how they will be proved."""

from progetti.models.avvisi import Avviso
from progetti.models.criticita import Criticita
from progetti.models.finestre import (
    Consegna,
    FinestraMonitoraggio,
    NotaConsegna,
    ProrogaConsegna,
    ValoreFinestra,
)
from progetti.models.modifiche import RichiestaModifica
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
from progetti.models.prove import FileProva, Prova, QuotaProva, Rilevazione
from progetti.models.richieste import RichiestaPartner
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
    "Consegna",
    "Criterio",
    "Criticita",
    "Destinatario",
    "DichiarazioneInteressi",
    "DocumentoAvviso",
    "Esito",
    "FileProva",
    "FinalitaProgetto",
    "FinestraMonitoraggio",
    "Incompatibilita",
    "Indicatore",
    "NotaConsegna",
    "NotaDiscussione",
    "ObiettivoSpecifico",
    "PartecipazioneProposta",
    "Progetto",
    "Proposta",
    "ProrogaConsegna",
    "Prova",
    "Punteggio",
    "PunteggioConsegnato",
    "Quesito",
    "QuotaProposta",
    "QuotaProva",
    "RequisitoAvviso",
    "RichiestaModifica",
    "RichiestaPartner",
    "RichiestaProposta",
    "Rilevazione",
    "RimedioAmmesso",
    "RisultatoAtteso",
    "SceltaNumeroLegale",
    "TipoProva",
    "ValoreFinestra",
    "Valutazione",
    "VerificaRequisito",
    "VersioneAvviso",
]
