"""The tree of a proposal: objectives with their activities, recipients, partners and results.

Pure: plain values in and out. It is what `Proposta.contenuto` keeps, and nothing else reads or
writes that JSON: `parse` takes whatever is there, `as_json` writes it in one way only, with
letters by position and numbers as text.

`{"obiettivi": [{"titolo", "luogo", "attivita": [{"lettera", "testo", "dal", "al"}],
"destinatari": [{"denominazione", "numero_previsto"}], "partner": [slug], "risultati":
[{"lettera", "testo", "indicatori": [{"denominazione", "unita", "base", "target", "almeno",
"direzione", "cumulativo", "conta", "prove": [slug]}]}]}]}`
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from string import ascii_lowercase
from typing import NamedTuple, TypeVar

from progetti.enums import ContaProva, Direzione

# What the columns of a project hold (`Indicatore.target`, `Destinatario.numero_previsto`).
NUMERO_AL_PIU = Decimal("9999999999.99")
PERSONE_AL_PIU = 2**31 - 1
CENTESIMI = Decimal("0.01")

Posto = tuple[str | int, ...]
Riga = TypeVar("Riga")


@dataclass(frozen=True)
class AttivitaProposta:
    """Something that an objective will do, and when."""

    testo: str = ""
    dal: date | None = None
    al: date | None = None


@dataclass(frozen=True)
class DestinatariProposti:
    """Whom an objective is for, and how many where it is known."""

    denominazione: str = ""
    numero_previsto: int | None = None


@dataclass(frozen=True)
class IndicatoreProposto:
    """A quantity by which a result will be measured, and what will prove it."""

    denominazione: str = ""
    unita: str = ""
    base: Decimal | None = None
    target: Decimal | None = None
    almeno: bool = False
    direzione: str = Direzione.AUMENTA.value
    cumulativo: bool = True
    conta: str = ContaProva.UNA.value
    prove: tuple[str, ...] = ()


@dataclass(frozen=True)
class RisultatoProposto:
    """What an objective promises, with the indicators that measure it."""

    testo: str = ""
    indicatori: tuple[IndicatoreProposto, ...] = ()


@dataclass(frozen=True)
class ObiettivoProposto:
    """One of the objectives: `partner` are the slugs of the soggetti that work on it."""

    titolo: str = ""
    luogo: str = ""
    attivita: tuple[AttivitaProposta, ...] = ()
    destinatari: tuple[DestinatariProposti, ...] = ()
    partner: tuple[str, ...] = ()
    risultati: tuple[RisultatoProposto, ...] = ()


@dataclass(frozen=True)
class Contenuto:
    """The whole tree."""

    obiettivi: tuple[ObiettivoProposto, ...] = ()


class Mancanza(NamedTuple):
    """Something missing or wrong: where, as the way through the tree that leads to it, and in
    words. The way starts from `obiettivi` and counts from 0."""

    dove: Posto
    testo: str


# --- Reading ----------------------------------------------------------------------------------


def parse(dati: object) -> Contenuto:
    """The tree that a JSON holds; what is missing or is something else is left empty."""
    return Contenuto(_rows(dati, "obiettivi", _objective))


def _objective(dati: dict) -> ObiettivoProposto:
    return ObiettivoProposto(
        titolo=_text(dati, "titolo"),
        luogo=_text(dati, "luogo"),
        attivita=_rows(dati, "attivita", _activity),
        destinatari=_rows(dati, "destinatari", _recipients),
        partner=_slugs(dati, "partner"),
        risultati=_rows(dati, "risultati", _result),
    )


def _activity(dati: dict) -> AttivitaProposta:
    return AttivitaProposta(_text(dati, "testo"), _day(dati, "dal"), _day(dati, "al"))


def _recipients(dati: dict) -> DestinatariProposti:
    numero = dati.get("numero_previsto")
    intero = type(numero) is int and 0 <= numero <= PERSONE_AL_PIU
    return DestinatariProposti(_text(dati, "denominazione"), numero if intero else None)


def _result(dati: dict) -> RisultatoProposto:
    return RisultatoProposto(_text(dati, "testo"), _rows(dati, "indicatori", _indicator))


def _indicator(dati: dict) -> IndicatoreProposto:
    direzione, conta = dati.get("direzione"), dati.get("conta")
    return IndicatoreProposto(
        denominazione=_text(dati, "denominazione"),
        unita=_text(dati, "unita"),
        base=_number(dati, "base"),
        target=_number(dati, "target"),
        almeno=dati.get("almeno") is True,
        direzione=direzione if direzione in Direzione.values else Direzione.AUMENTA.value,
        cumulativo=dati.get("cumulativo") is not False,
        conta=conta if conta in ContaProva.values else ContaProva.UNA.value,
        prove=_slugs(dati, "prove"),
    )


def _rows(dati: object, nome: str, leggi: Callable[[dict], Riga]) -> tuple[Riga, ...]:
    righe = dati.get(nome) if isinstance(dati, dict) else None
    if not isinstance(righe, list | tuple):
        return ()
    return tuple(leggi(riga) for riga in righe if isinstance(riga, dict))


def _text(dati: dict, nome: str) -> str:
    testo = dati.get(nome)
    return testo if isinstance(testo, str) else ""


def _slugs(dati: dict, nome: str) -> tuple[str, ...]:
    scritti = dati.get(nome)
    elenco = scritti if isinstance(scritti, list | tuple) else ()
    return tuple(dict.fromkeys(slug for slug in elenco if isinstance(slug, str) and slug))


def _day(dati: dict, nome: str) -> date | None:
    try:
        return date.fromisoformat(_text(dati, nome))
    except ValueError:
        return None


def _number(dati: dict, nome: str) -> Decimal | None:
    try:
        numero = Decimal(_text(dati, nome))
    except InvalidOperation:
        return None
    return numero if numero.is_finite() and abs(numero) <= NUMERO_AL_PIU else None


# --- Writing ----------------------------------------------------------------------------------


def as_json(contenuto: Contenuto) -> dict[str, object]:
    """The JSON of a tree: the same tree is always written in the same way."""
    return {"obiettivi": [_write_objective(obiettivo) for obiettivo in contenuto.obiettivi]}


def _write_objective(obiettivo: ObiettivoProposto) -> dict[str, object]:
    return {
        "titolo": obiettivo.titolo,
        "luogo": obiettivo.luogo,
        "attivita": [
            {"lettera": letter(n), "testo": a.testo, "dal": _iso(a.dal), "al": _iso(a.al)}
            for n, a in enumerate(obiettivo.attivita)
        ],
        "destinatari": [
            {"denominazione": d.denominazione, "numero_previsto": d.numero_previsto}
            for d in obiettivo.destinatari
        ],
        "partner": list(obiettivo.partner),
        "risultati": [
            {
                "lettera": letter(n),
                "testo": risultato.testo,
                "indicatori": [_write_indicator(i) for i in risultato.indicatori],
            }
            for n, risultato in enumerate(obiettivo.risultati)
        ],
    }


def _write_indicator(indicatore: IndicatoreProposto) -> dict[str, object]:
    return {
        "denominazione": indicatore.denominazione,
        "unita": indicatore.unita,
        "base": _written(indicatore.base),
        "target": _written(indicatore.target),
        "almeno": indicatore.almeno,
        "direzione": indicatore.direzione,
        "cumulativo": indicatore.cumulativo,
        "conta": indicatore.conta,
        "prove": list(indicatore.prove),
    }


def letter(posizione: int) -> str:
    """The letter of the row at that position, from 0: a … z, then aa, ab…"""
    giri, resto = divmod(posizione, len(ascii_lowercase))
    prima = letter(giri - 1) if giri else ""
    return prima + ascii_lowercase[resto]


def _iso(giorno: date | None) -> str | None:
    return giorno.isoformat() if giorno else None


def _written(numero: Decimal | None) -> str | None:
    """A number as text, without the zeros that say nothing: `15`, `2.5`."""
    if numero is None:
        return None
    testo = f"{numero:f}"
    scritto = testo.rstrip("0").rstrip(".") if "." in testo else testo
    return "0" if scritto == "-0" else scritto


# --- Moving rows ------------------------------------------------------------------------------


def moved(righe: Sequence[Riga], quale: int, di: int) -> tuple[Riga, ...]:
    """The rows with that one moved by so many places, no further than the ends."""
    altre = [riga for n, riga in enumerate(righe) if n != quale]
    if len(altre) == len(righe):
        return tuple(righe)
    posto = max(0, min(quale + di, len(altre)))
    return (*altre[:posto], righe[quale], *altre[posto:])


def removed(righe: Sequence[Riga], quale: int) -> tuple[Riga, ...]:
    """The rows without that one."""
    return tuple(riga for n, riga in enumerate(righe) if n != quale)


def placed(righe: Sequence[Riga], quale: int, riga: Riga) -> tuple[Riga, ...]:
    """The rows with another in that place; at the end, when the place is no longer there."""
    if quale >= len(righe):
        return (*righe, riga)
    return (*righe[:quale], riga, *righe[quale + 1 :])


# --- What is missing --------------------------------------------------------------------------


def problems(
    contenuto: Contenuto,
    *,
    dal: date | None = None,
    al: date | None = None,
    partecipanti: Collection[str] | None = None,
    prove: Collection[str] | None = None,
) -> list[Mancanza]:
    """What the tree lacks, or has wrong, before it can be sent; in the order of the pages.

    `dal`, `al`: when the project runs. `partecipanti`, `prove`: the slugs of the soggetti that
    take part and of the kinds of proof that there are; None does not look at them.
    """
    if not contenuto.obiettivi:
        return [Mancanza(("obiettivi",), "Almeno un obiettivo")]
    trovate = []
    for n, obiettivo in enumerate(contenuto.obiettivi):
        qui, detto = ("obiettivi", n), f"obiettivo {n + 1}"
        trovate += _missing_in_objective(obiettivo, qui, detto)
        trovate += _wrong_partners(obiettivo, qui, detto, partecipanti)
        trovate += _missing_in_activities(obiettivo, qui, detto, (dal, al))
        trovate += _missing_in_results(obiettivo, qui, detto, prove)
    return trovate


def _missing_in_objective(
    obiettivo: ObiettivoProposto, qui: Posto, detto: str
) -> Iterator[Mancanza]:
    if not obiettivo.titolo.strip():
        yield Mancanza((*qui, "titolo"), f"Il titolo dell’{detto}")
    if not obiettivo.luogo.strip():
        yield Mancanza((*qui, "luogo"), f"Dove si svolge l’{detto}")
    if not obiettivo.destinatari:
        yield Mancanza((*qui, "destinatari"), f"A chi si rivolge l’{detto}")
    for n, destinatari in enumerate(obiettivo.destinatari):
        if not destinatari.denominazione.strip():
            posto = (*qui, "destinatari", n, "denominazione")
            yield Mancanza(posto, f"Chi sono i destinatari {n + 1} dell’{detto}")


def _wrong_partners(
    obiettivo: ObiettivoProposto, qui: Posto, detto: str, partecipanti: Collection[str] | None
) -> Iterator[Mancanza]:
    if partecipanti is None:
        return
    if not obiettivo.partner:
        yield Mancanza((*qui, "partner"), f"Chi lavora all’{detto}")
    elif not set(obiettivo.partner) <= set(partecipanti):
        yield Mancanza((*qui, "partner"), f"All’{detto} lavora chi non è più nella proposta")


def _missing_in_activities(
    obiettivo: ObiettivoProposto,
    qui: Posto,
    detto: str,
    periodo: tuple[date | None, date | None],
) -> Iterator[Mancanza]:
    if not obiettivo.attivita:
        yield Mancanza((*qui, "attivita"), f"Almeno un’attività dell’{detto}")
    for n, attivita in enumerate(obiettivo.attivita):
        posto, quale = (*qui, "attivita", n), f"attività {letter(n)} dell’{detto}"
        if not attivita.testo.strip():
            yield Mancanza((*posto, "testo"), f"Che cosa si fa nell’{quale}")
        if errore := _wrong_days(attivita, periodo):
            campo, testo = errore
            yield Mancanza((*posto, campo), f"{testo} l’{quale}")


def _wrong_days(
    attivita: AttivitaProposta, periodo: tuple[date | None, date | None]
) -> tuple[str, str] | None:
    """The field and the beginning of the words, when an activity lacks days or has wrong ones."""
    if attivita.dal is None:
        return "dal", "Quando comincia"
    if attivita.al is None:
        return "al", "Quando finisce"
    if attivita.al < attivita.dal:
        return "al", "Finisce prima di cominciare"
    inizio, fine = periodo
    if inizio and attivita.dal < inizio:
        return "dal", "Comincia prima del progetto"
    if fine and attivita.al > fine:
        return "al", "Finisce dopo il progetto"
    return None


def _missing_in_results(
    obiettivo: ObiettivoProposto, qui: Posto, detto: str, prove: Collection[str] | None
) -> Iterator[Mancanza]:
    if not obiettivo.risultati:
        yield Mancanza((*qui, "risultati"), f"Almeno un risultato atteso dell’{detto}")
    for n, risultato in enumerate(obiettivo.risultati):
        posto, quale = (*qui, "risultati", n), f"risultato {letter(n)} dell’{detto}"
        if not risultato.testo.strip():
            yield Mancanza((*posto, "testo"), f"Che cosa si ottiene nel {quale}")
        if not risultato.indicatori:
            yield Mancanza((*posto, "indicatori"), f"Come si misura il {quale}")
        for i, indicatore in enumerate(risultato.indicatori):
            chiamato = f"indicatore {i + 1} del {quale}"
            yield from _missing_in_indicator(indicatore, (*posto, "indicatori", i), chiamato, prove)


def _missing_in_indicator(
    indicatore: IndicatoreProposto, qui: Posto, detto: str, prove: Collection[str] | None
) -> Iterator[Mancanza]:
    if not indicatore.denominazione.strip():
        yield Mancanza((*qui, "denominazione"), f"Che cosa conta l’{detto}")
    if not indicatore.unita.strip():
        yield Mancanza((*qui, "unita"), f"L’unità di misura dell’{detto}")
    if indicatore.target is None:
        yield Mancanza((*qui, "target"), f"Il valore atteso dell’{detto}")
    elif _goes_backwards(indicatore):
        yield Mancanza(
            (*qui, "target"), f"Va contro la direzione indicata il valore atteso dell’{detto}"
        )
    if not indicatore.prove:
        yield Mancanza((*qui, "prove"), f"Con che cosa si prova l’{detto}")
    elif prove is not None and not set(indicatore.prove) <= set(prove):
        yield Mancanza((*qui, "prove"), f"Un tipo di prova che non c’è più nell’{detto}")


def _goes_backwards(indicatore: IndicatoreProposto) -> bool:
    """Whether the target is on the wrong side of the baseline."""
    if indicatore.base is None or indicatore.target is None:
        return False
    if indicatore.direzione == Direzione.AUMENTA:
        return indicatore.target < indicatore.base
    return indicatore.target > indicatore.base
