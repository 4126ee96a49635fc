"""Projects, what they want, what they do and how it will be proved."""

from progetti.models.obiettivi import Attivita, Coinvolgimento, Destinatario, ObiettivoSpecifico
from progetti.models.progetti import AzionePrescelta, AzioneProgettuale, FinalitaProgetto, Progetto
from progetti.models.risultati import Indicatore, RisultatoAtteso, TipoProva

__all__ = [
    "Attivita",
    "AzionePrescelta",
    "AzioneProgettuale",
    "Coinvolgimento",
    "Destinatario",
    "FinalitaProgetto",
    "Indicatore",
    "ObiettivoSpecifico",
    "Progetto",
    "RisultatoAtteso",
    "TipoProva",
]
