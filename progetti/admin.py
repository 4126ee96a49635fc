"""The tables of the room in the admin: none of the proposals and of their scores."""

from conciliazione.admin import MendableAdmin, ReadOnlyAdmin, amministrazione
from progetti.models import (
    Attivita,
    Avviso,
    AzionePrescelta,
    AzioneProgettuale,
    Coinvolgimento,
    Consegna,
    Criterio,
    Destinatario,
    DocumentoAvviso,
    FinalitaProgetto,
    FinestraMonitoraggio,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    ProrogaConsegna,
    Quesito,
    RequisitoAvviso,
    Rilevazione,
    RimedioAmmesso,
    RisultatoAtteso,
    SceltaNumeroLegale,
    TipoProva,
    ValoreFinestra,
    VersioneAvviso,
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


class QuesitoAdmin(ReadOnlyAdmin):
    """Without the address of who asks."""

    exclude = ["email"]


amministrazione.register(Quesito, QuesitoAdmin)
amministrazione.register(
    [
        *(Avviso, VersioneAvviso, SceltaNumeroLegale),
        *(Criterio, RequisitoAvviso, RimedioAmmesso, DocumentoAvviso),
        *(FinestraMonitoraggio, Consegna, ProrogaConsegna, ValoreFinestra, Rilevazione),
    ],
    ReadOnlyAdmin,
)
