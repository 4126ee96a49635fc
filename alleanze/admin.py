from alleanze.models import (
    Alleanza,
    Partenariato,
)
from conciliazione.admin import MendableAdmin, amministrazione

amministrazione.register(
    [
        Alleanza,
        Partenariato,
    ],
    MendableAdmin,
)
