"""The comuni as open data give them: a table of codes and a file of boundaries."""

import csv
import json
from pathlib import Path

from django.utils.text import slugify

from conciliazione.lettura import DatiErrati, Riga, read_text
from rete.models import Comune

TABELLA, CONFINI = "comuni.csv", "comuni.geojson"
COLONNE = ["codice_istat", "denominazione", "codice_catastale", "cap", "ambito_indicativo"]


def read_comuni(cartella: Path) -> list[Riga]:
    """The rows of the comuni listed in `cartella`, each with its boundary.

    Raises:
        DatiErrati: if a file is missing or malformed, or a comune has no boundary.
    """
    confini = _boundaries(cartella / CONFINI)
    righe = []
    for numero, voce in enumerate(_table(cartella / TABELLA), 2):
        dove = f"{TABELLA} › riga {numero} ({voce['denominazione']})"
        if voce["codice_istat"] not in confini:
            raise DatiErrati(f"{dove}: in {CONFINI} manca il confine di {voce['codice_istat']}.")
        ambito = ambito_slug(voce.pop("ambito_indicativo"))
        confine = confini[voce["codice_istat"]]
        righe.append(Riga(Comune, {**voce, "ambito": ambito, "confine": confine}, dove))
    return righe


def ambito_slug(denominazione: str) -> str:
    """The key of an ambito from its name, in which a stroke joins two places."""
    return slugify(denominazione.replace("/", "-"))


def _table(percorso: Path) -> list[dict[str, str]]:
    voci = list(csv.reader(read_text(percorso).splitlines()))
    if not voci or voci[0] != COLONNE:
        raise DatiErrati(f"{TABELLA}: la prima riga deve essere «{','.join(COLONNE)}».")
    for numero, voce in enumerate(voci[1:], 2):
        if len(voce) != len(COLONNE):
            raise DatiErrati(
                f"{TABELLA} › riga {numero}: ha {len(voce)} valori, le colonne sono {len(COLONNE)}."
            )
    return [dict(zip(COLONNE, voce, strict=True)) for voce in voci[1:]]


def _boundaries(percorso: Path) -> dict[str, list]:
    """Coordinates of each comune, by ISTAT code."""
    try:
        elementi = json.loads(read_text(percorso))["features"]
        return {e["properties"]["codice_istat"]: _coordinates(e["geometry"]) for e in elementi}
    except (ValueError, KeyError, TypeError) as errore:
        raise DatiErrati(
            f"{CONFINI}: non è un GeoJSON di confini con «codice_istat» e MultiPolygon."
        ) from errore


def _coordinates(geometria: dict) -> list:
    if geometria["type"] != "MultiPolygon":
        raise ValueError(geometria["type"])
    return geometria["coordinates"]
