from conciliazione.admin import MendableAdmin, amministrazione
from progetti.models import (
    Attivita,
    AzionePrescelta,
    AzioneProgettuale,
    Coinvolgimento,
    Destinatario,
    FinalitaProgetto,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    RisultatoAtteso,
    TipoProva,
)

amministrazione.register(
    [
        Attivita,
        AzionePrescelta,
        AzioneProgettuale,
        Coinvolgimento,
        Destinatario,
        FinalitaProgetto,
        Indicatore,
        ObiettivoSpecifico,
        Progetto,
        RisultatoAtteso,
        TipoProva,
    ],
    MendableAdmin,
)
