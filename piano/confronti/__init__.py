"""What changed between two versions of the Piano.

Pure: two `dati` in, plain values out. `compare(prima, dopo)` is all that is needed from outside.
"""

from piano.confronti.documento import Confronto, ParteCambiata, compare
from piano.confronti.parole import Pezzo, diff_words
from piano.confronti.voci import Differenza, Esito, Genere

__all__ = [
    "Confronto",
    "Differenza",
    "Esito",
    "Genere",
    "ParteCambiata",
    "Pezzo",
    "compare",
    "diff_words",
]
