from alleanze.models import (
    Alleanza,
    Convenzione,
    Partenariato,
)
from conciliazione.admin import MendableAdmin, amministrazione

amministrazione.register(
    [
        Alleanza,
        Convenzione,
        Partenariato,
    ],
    MendableAdmin,
)
