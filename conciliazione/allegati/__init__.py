"""The gate for every file that comes in: what it is, by its content, and whether it may stay.

Pure: bytes in, a verdict out; no row, no storage. Nothing here trusts the name or the kind that a
browser declares.
"""

from conciliazione.allegati.cancello import examine
from conciliazione.allegati.nomi import clean_name
from conciliazione.allegati.tipi import AMMESSI, in_words
from conciliazione.allegati.verdetto import Verdetto

__all__ = ["AMMESSI", "Verdetto", "clean_name", "examine", "in_words"]
