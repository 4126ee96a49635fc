from conciliazione.admin import MendableAdmin, amministrazione
from formazione.models import (
    AzioneComunicazione,
    Contenuto,
    Iniziativa,
    ObiettivoComunicazione,
    ObiettivoFormazione,
    Pubblico,
    RigaAzione,
    TemaFormazione,
    Testata,
)

amministrazione.register(
    [
        AzioneComunicazione,
        Contenuto,
        Iniziativa,
        ObiettivoComunicazione,
        ObiettivoFormazione,
        Pubblico,
        RigaAzione,
        TemaFormazione,
        Testata,
    ],
    MendableAdmin,
)
