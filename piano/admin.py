from conciliazione.admin import MendableAdmin, ReadOnlyAdmin, amministrazione
from piano.models import (
    AllegatoRichiamato,
    Capitolo,
    Deroga,
    Dichiarazione,
    ElementoSostenibilita,
    Finalita,
    IndicatorePiano,
    MisuraIndicatore,
    ObiettivoGenerale,
    Piano,
    PuntoSostenibilita,
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
amministrazione.register([Deroga, Piano, Versione], ReadOnlyAdmin)
