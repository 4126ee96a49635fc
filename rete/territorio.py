"""Where the members of the network are: in which comuni, and how many are nowhere."""

from dataclasses import dataclass

from conciliazione.cifre import Lettura
from rete.models import Comune

ATTRIBUZIONE = "Confini: ISTAT / openpolis, CC BY 4.0"


@dataclass(frozen=True)
class Presenza:
    """How the members of the network, `membri`, divide by what is known of them."""

    membri: int
    nominati: int
    con_sede: int

    @property
    def senza_sede(self) -> int:
        """Known by name, without a comune among those of the territory."""
        return self.nominati - self.con_sede

    @property
    def senza_nome(self) -> int:
        """Counted in the declared number, and not known by name."""
        return max(self.membri - self.nominati, 0)

    @property
    def in_eccesso(self) -> int:
        """Known by name beyond the number counted: one of the two has to be put right."""
        return max(self.nominati - self.membri, 0)


def read_presence(lettura: Lettura | None) -> Presenza:
    """The members by what is known of them, from the registered figures; none without a ciclo."""
    if lettura is None:
        return Presenza(0, 0, 0)
    return Presenza(
        membri=lettura.value("rete.membri"),
        nominati=lettura.value("rete.nominati"),
        con_sede=lettura.value("rete.con_sede"),
    )


def draw_members(comuni: list[Comune]) -> dict[str, object]:
    """The block of the map of comuni that have `n_membri`, by ambito."""
    return {
        "forma": "mappa_valori",
        "chiave": "mappa-soggetti",
        "titolo": "Soggetti della Rete con sede in ciascun comune",
        "unita": ("soggetto", "soggetti"),
        "tabella": "tabella «Soggetti della Rete per comune»",
        "attribuzione": ATTRIBUZIONE,
        "comuni": [
            {
                "codice_istat": comune.codice_istat,
                "denominazione": comune.denominazione,
                "ambito": comune.ambito.denominazione,
                "confine": comune.confine,
                "valore": comune.n_membri,
            }
            for comune in comuni
            if comune.confine
        ],
    }
