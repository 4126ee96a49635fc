"""The tables of the room in the admin: none of the proposals and of their scores."""

from conciliazione.admin import MendableAdmin, ReadOnlyAdmin, amministrazione
from progetti.models import (
    Attivita,
    Avviso,
    AzionePrescelta,
    AzioneProgettuale,
    Coinvolgimento,
    Criterio,
    Destinatario,
    DocumentoAvviso,
    FinalitaProgetto,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    Quesito,
    RequisitoAvviso,
    RimedioAmmesso,
    RisultatoAtteso,
    SceltaNumeroLegale,
    TipoProva,
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
    ],
    ReadOnlyAdmin,
)
