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
    Criticita,
    Destinatario,
    DocumentoAvviso,
    FileProva,
    FinalitaProgetto,
    FinestraMonitoraggio,
    Indicatore,
    NotaConsegna,
    ObiettivoSpecifico,
    Progetto,
    ProrogaConsegna,
    Prova,
    Quesito,
    QuotaProva,
    RequisitoAvviso,
    RichiestaModifica,
    RichiestaPartner,
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


class RichiestaPartnerAdmin(ReadOnlyAdmin):
    """Without the address and the link of who is asked."""

    exclude = ["email", "impronta"]


amministrazione.register(Quesito, QuesitoAdmin)
amministrazione.register(RichiestaPartner, RichiestaPartnerAdmin)
amministrazione.register(
    [
        *(Avviso, VersioneAvviso, SceltaNumeroLegale),
        *(Criterio, RequisitoAvviso, RimedioAmmesso, DocumentoAvviso),
        *(FinestraMonitoraggio, Consegna, ProrogaConsegna, NotaConsegna, ValoreFinestra),
        *(Prova, FileProva, Rilevazione, QuotaProva),
        *(Criticita, RichiestaModifica),
    ],
    ReadOnlyAdmin,
)
