from conciliazione.admin import MendableAdmin, amministrazione
from risorse.models import (
    Stanziamento,
    UsoPremialita,
    Voce,
)

amministrazione.register(
    [
        Stanziamento,
        UsoPremialita,
        Voce,
    ],
    MendableAdmin,
)
