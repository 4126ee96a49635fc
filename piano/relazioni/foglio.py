"""A monitoring report as a spreadsheet: the same figures, a row for each thing.

Pure: `dati` in, bytes out.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter

from conciliazione.esporta import Column, Sheet, workbook_bytes
from piano.relazioni.capitoli import TITOLI

NUMERI = ("base", "target", "atteso", "dichiarato", "con_prova", "verificato", "percentuale")


def workbook(dati: Mapping) -> bytes:
    """The XLSX of a report: its indicators, proofs, corrections, risks and words."""
    return workbook_bytes(
        [
            Sheet("Relazione", _columns("voce", "valore"), _about(dati)),
            Sheet("Indicatori", INDICATORI, _indicators(dati)),
            Sheet("Prove", PROVE, _proofs(dati)),
            Sheet("Correzioni", CORREZIONI, _corrections(dati)),
            Sheet("Rischi e problemi", CRITICITA, _issues(dati)),
            Sheet("Testi", _columns("di_che_cosa", "titolo", "testo"), _words(dati)),
        ]
    )


def _columns(*nomi: str) -> list[Column]:
    return [Column(nome, itemgetter(nome)) for nome in nomi]


def _number(nome: str) -> Column:
    def read(riga: Mapping) -> Decimal | None:
        return None if riga[nome] is None else Decimal(riga[nome])

    return Column(nome, read)


INDICATORI = [
    *_columns("progetto", "obiettivo", "codice", "indicatore", "unita"),
    *map(_number, NUMERI),
    *_columns("andamento_in_parole", "motivo"),
]
PROVE = [
    *_columns("progetto", "data", "tipo", "luogo", "partner", "codice", "indicatore", "unita"),
    _number("quantita"),
]
CORREZIONI = [
    *_columns("progetto", "codice", "indicatore"),
    *map(_number, ("valeva", "valore")),
    *_columns("si_somma", "stato", "finestra", "motivo"),
]

CRITICITA = _columns("progetto", "tipo", "testo", "entro_il", "stato", "esito")


def _about(dati: Mapping) -> list[dict[str, object]]:
    voci = {
        "titolo": dati["titolo"],
        "finestra": dati["finestra"]["denominazione"],
        "dal": date.fromisoformat(dati["finestra"]["dal"]),
        "al": date.fromisoformat(dati["finestra"]["al"]),
        "dati_al": date.fromisoformat(dati["dati_al"]),
        "cifre": dati["cifre"],
        "rete": dati["capofila"]["rete"],
    }
    return [{"voce": voce, "valore": valore} for voce, valore in voci.items()]


def _indicators(dati: Mapping) -> Iterator[dict[str, object]]:
    for progetto in dati["progetti"]:
        for obiettivo in progetto["obiettivi"]:
            for riga in obiettivo["righe"]:
                yield {**riga, "progetto": progetto["titolo"], "obiettivo": obiettivo["titolo"]}


def _proofs(dati: Mapping) -> Iterator[dict[str, object]]:
    """A row for each indicator that a proof moves."""
    for progetto in dati["progetti"]:
        for prova in progetto["prove"]:
            fatto = {**prova, "data": date.fromisoformat(prova["data"])}
            for quota in prova["quote"]:
                yield {**fatto, **quota, "progetto": progetto["titolo"]}


def _corrections(dati: Mapping) -> Iterator[dict[str, object]]:
    for progetto in dati["progetti"]:
        for correzione in progetto["correzioni"]:
            yield {**correzione, "progetto": progetto["titolo"]}


def _issues(dati: Mapping) -> Iterator[dict[str, object]]:
    for progetto in dati["progetti"]:
        for riga in progetto["criticita"]:
            entro = riga["entro_il"]
            giorno = date.fromisoformat(entro) if entro else None
            yield {**riga, "entro_il": giorno, "progetto": progetto["titolo"]}


def _words(dati: Mapping) -> Iterator[dict[str, object]]:
    di_chi = [(dati["titolo"], dati["testi"])]
    di_chi += [(p["titolo"], p["testi"]) for p in dati["progetti"] if p.get("testi")]
    for di_che_cosa, testi in di_chi:
        for nome, titolo in TITOLI.items():
            if testi[nome]:
                yield {"di_che_cosa": di_che_cosa, "titolo": titolo, "testo": testi[nome]}
