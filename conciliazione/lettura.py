"""Files that people write: YAML read strictly, into rows that say where they come from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.apps import apps
from django.db import models


class DatiErrati(Exception):
    """What is wrong in the files, where it is and what to do, in words for whom wrote them."""


@dataclass(frozen=True)
class Riga:
    """A row to load: its model, its values and where it is written."""

    modello: type[models.Model]
    valori: dict[str, object]
    dove: str


class _Lettore(yaml.SafeLoader):
    """Safe YAML that refuses a key written twice, of which one would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        nomi = Counter(str(chiave.value) for chiave, _ in node.value)
        doppie = [nome for nome, volte in nomi.items() if volte > 1]
        if doppie:
            problema = f"la voce «{doppie[0]}» è scritta due volte"
            raise yaml.MarkedYAMLError(problem=problema, problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def read_folder(cartella: Path) -> list[Riga]:
    """The rows of every YAML file below `cartella`.

    Raises:
        DatiErrati: if the folder is missing or holds no file, or a file cannot be read.
    """
    percorsi = sorted(cartella.rglob("*.yaml"))
    if not percorsi:
        raise DatiErrati(f"Nella cartella {cartella} non c'è nessun file .yaml da caricare.")
    return [riga for percorso in percorsi for riga in _read_file(percorso, cartella)]


def read_text(percorso: Path) -> str:
    """The text of a file.

    Raises:
        DatiErrati: if the file is missing, cannot be opened or is not UTF-8.
    """
    try:
        return percorso.read_text(encoding="utf-8")
    except FileNotFoundError as errore:
        raise DatiErrati(f"Manca il file {percorso}.") from errore
    except (OSError, UnicodeDecodeError) as errore:
        raise DatiErrati(f"Il file {percorso} non si può leggere: {errore}.") from errore


def _read_file(percorso: Path, cartella: Path) -> Iterator[Riga]:
    nome = str(percorso.relative_to(cartella))
    try:
        # _Lettore is a SafeLoader: it builds plain values, never objects.
        contenuto = yaml.load(read_text(percorso), Loader=_Lettore)  # noqa: S506
    except (yaml.YAMLError, ValueError) as errore:
        raise DatiErrati(f"{nome}: non è YAML corretto. {_yaml_error(errore)}") from errore
    if not isinstance(contenuto, dict) or set(contenuto) != {"modello", "righe"}:
        raise DatiErrati(f"{nome}: servono le due voci «modello» e «righe», e nessun'altra.")
    modello = _model(contenuto["modello"], nome)
    for numero, valori in enumerate(mappings(contenuto["righe"], f"{nome} › righe"), 1):
        yield Riga(modello, valori, f"{nome} › {label(modello, valori, numero)}")


def _yaml_error(errore: Exception) -> str:
    punto = getattr(errore, "problem_mark", None)
    dove = f"Riga {punto.line + 1}, colonna {punto.column + 1}: " if punto else ""
    causa = getattr(errore, "problem", None) or errore
    return f"{dove}controllare rientri, due punti e virgolette ({causa})."


def _model(nome: object, dove: str) -> type[models.Model]:
    try:
        modello = apps.get_model(str(nome))
    except (LookupError, ValueError) as errore:
        raise DatiErrati(
            f"{dove}: il modello «{nome}» non esiste; si scrive come «rete.Soggetto»."
        ) from errore
    if not hasattr(modello, "CHIAVE"):
        raise DatiErrati(f"{dove}: le righe di «{nome}» non si caricano da un file.")
    return modello


def mappings(righe: object, dove: str) -> list[dict[str, object]]:
    """`righe`, if it is a list of rows.

    Raises:
        DatiErrati: if it is anything else.
    """
    if not isinstance(righe, list) or not all(isinstance(riga, dict) for riga in righe):
        raise DatiErrati(f"{dove}: serve un elenco di righe, ciascuna con i suoi campi.")
    return righe


def label(modello: type[models.Model], valori: dict[str, object], numero: int) -> str:
    """How a message points at a row: its place in the list and the key that it writes."""
    chiave = [str(valori[nome]) for nome in modello.CHIAVE if valori.get(nome) is not None]
    return f"riga {numero} ({', '.join(chiave)})" if chiave else f"riga {numero}"
