"""The steps in which a proposal is composed.

Pure: the pages, in their order, and where each thing that is missing is written.
"""

from dataclasses import dataclass
from typing import NamedTuple

from progetti.contenuto import Posto


@dataclass(frozen=True)
class Passo:
    """One page of the composition; its slug is also the name of its address."""

    slug: str
    titolo: str


CHE_COSA = Passo("che-cosa", "Che cosa")
CHI = Passo("chi", "Chi")
OBIETTIVI = Passo("obiettivi", "Obiettivi e attività")
RISULTATI = Passo("risultati", "Risultati attesi")
TEMPI = Passo("tempi", "Tempi")
COSTI = Passo("costi", "Costi")
ALLEGATI = Passo("allegati", "Allegati")
RIEPILOGO = Passo("riepilogo", "Riepilogo")

PASSI = (CHE_COSA, CHI, OBIETTIVI, RISULTATI, TEMPI, COSTI, ALLEGATI, RIEPILOGO)


class DaCompletare(NamedTuple):
    """Something without which a proposal is not sent: the step, the numbers of the objective and
    of the result where they have a page of their own (from 1; 0 for none), the id of the field in
    that page, and in words."""

    passo: Passo
    obiettivo: int
    risultato: int
    ancora: str
    testo: str


def after(passo: Passo) -> Passo:
    """The step that follows; the last one follows itself."""
    return PASSI[min(PASSI.index(passo) + 1, len(PASSI) - 1)]


def anchor(dove: Posto) -> str:
    """The id of the field at that place of the tree, or of the rows that would be there."""
    campo = "-".join(map(str, dove))
    di_righe = dove[-1] in ("obiettivi", "attivita", "destinatari", "risultati", "indicatori")
    scelte = dove[-1] in ("partner", "prove")
    return campo if di_righe else f"id_{campo}_0" if scelte else f"id_{campo}"


def place(dove: Posto, testo: str) -> DaCompletare:
    """Where in the pages something that the tree lacks is written."""
    obiettivo = int(dove[1]) + 1 if len(dove) > 1 else 0
    nei_risultati = len(dove) > 2 and dove[2] == "risultati"
    risultato = int(dove[3]) + 1 if nei_risultati and len(dove) > 3 else 0
    passo = RISULTATI if nei_risultati else OBIETTIVI
    pagina = obiettivo if risultato or not nei_risultati else 0
    return DaCompletare(passo, pagina, risultato, anchor(dove), testo)
