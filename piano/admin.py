from conciliazione.admin import MendableAdmin, ReadOnlyAdmin, amministrazione
from piano.models import (
    AllegatoRichiamato,
    Capitolo,
    CompilazioneRelazione,
    Deroga,
    Dichiarazione,
    ElementoSostenibilita,
    Finalita,
    IndicatorePiano,
    MisuraIndicatore,
    ObiettivoGenerale,
    Piano,
    PuntoSostenibilita,
    Relazione,
    Sezione,
    TabellaContesto,
    Trasmissione,
    Versione,
)

amministrazione.register(
    [
        AllegatoRichiamato,
        Capitolo,
        Dichiarazione,
        ElementoSostenibilita,
        Finalita,
        IndicatorePiano,
        MisuraIndicatore,
        ObiettivoGenerale,
        PuntoSostenibilita,
        Sezione,
        TabellaContesto,
        Trasmissione,
    ],
    MendableAdmin,
)
amministrazione.register([CompilazioneRelazione, Deroga, Piano, Relazione, Versione], ReadOnlyAdmin)
