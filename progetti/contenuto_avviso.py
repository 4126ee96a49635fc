"""What a call says, as it is sealed at every version, and what changed from one to the next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.numeri import format_decimal, format_euro
from progetti.enums import AmbitoIncompatibilita, ChiPropone, RimedioNumeroLegale
from progetti.models import Avviso

Dati = Mapping[str, object]


def contents(avviso: Avviso) -> dict[str, object]:
    """All that a call says, as JSON: amounts, points and weights as texts with two decimals."""
    return {
        "titolo": avviso.titolo,
        "sommario": avviso.sommario,
        "testo": avviso.testo,
        "livello": avviso.livello,
        "emanante": avviso.emanante.denominazione,
        "progetto": avviso.progetto.titolo if avviso.progetto else "",
        "chi_propone": avviso.chi_propone,
        "destinatari": avviso.destinatari,
        "azioni": [azione.denominazione for azione in avviso.azioni.all()],
        "apre_il": _instant(avviso.apre_il),
        "chiude_il": _instant(avviso.chiude_il),
        "dotazione": _number(avviso.dotazione),
        "massimale": _number(avviso.massimale),
        "organo": str(avviso.organo or ""),
        "numero_legale": avviso.numero_legale,
        "soglia": _number(avviso.soglia),
        "scarto": _number(avviso.scarto),
        "ambito_incompatibilita": avviso.ambito_incompatibilita,
        "atto_incompatibilita": str(avviso.atto_incompatibilita or ""),
        "rimedi": [rimedio.rimedio for rimedio in avviso.rimedi.all()],
        **_rows(avviso),
    }


def _rows(avviso: Avviso) -> dict[str, object]:
    criteri = [
        {
            "titolo": criterio.titolo,
            "guida": criterio.guida,
            **{nome: _number(getattr(criterio, nome)) for nome in ("peso", "massimo", "minimo")},
        }
        for criterio in avviso.criteri.all()
    ]
    documenti = [
        {"titolo": voce.titolo, "codice": voce.documento.codice, "sha256": voce.documento.sha256}
        for voce in avviso.documenti.select_related("documento")
    ]
    requisiti = [requisito.testo for requisito in avviso.requisiti.all()]
    return {"criteri": criteri, "requisiti": requisiti, "documenti": documenti}


def _instant(quando: datetime | None) -> str:
    return timezone.localtime(quando).isoformat() if quando else ""


def _number(valore: Decimal | None) -> str:
    return "" if valore is None else f"{valore:.2f}"


# --- What changed ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cambio:
    """A part of a call that a version changed, in words."""

    parte: str
    prima: str
    dopo: str


def _plain(valore: object) -> str:
    return "" if valore is None else str(valore)


def _moment(valore: str) -> str:
    if not valore:
        return ""
    quando = timezone.localtime(datetime.fromisoformat(valore))
    return f"{format_day(quando.date())}, ore {quando:%H:%M:%S}"


def _euro(valore: str) -> str:
    return format_euro(Decimal(valore)) if valore else ""


def _points(valore: str) -> str:
    return format_decimal(Decimal(valore)) if valore else ""


def _lines(righe: Iterable[str]) -> str:
    return "\n".join(righe)


def _criteria(righe: Iterable[Dati]) -> str:
    return _lines(
        f"{c['titolo']}: peso {_points(c['peso'])}, punti fino a {_points(c['massimo'])},"
        f" minimo {_points(c['minimo'])}{'. ' + c['guida'] if c['guida'] else ''}"
        for c in righe
    )


PARTI = {
    "titolo": ("Titolo", _plain),
    "sommario": ("In una frase", _plain),
    "testo": ("Testo", _plain),
    "chi_propone": ("Chi presenta la proposta", lambda v: ChiPropone(v).label),
    "destinatari": ("Chi può partecipare", _plain),
    "azioni": ("Azioni ammesse", _lines),
    "apre_il": ("Apertura", _moment),
    "chiude_il": ("Chiusura", _moment),
    "dotazione": ("Dotazione", _euro),
    "massimale": ("Massimo per progetto", _euro),
    "organo": ("Organo che valuta", _plain),
    "numero_legale": ("Componenti liberi che servono", _plain),
    "soglia": ("Punteggio minimo", _points),
    "scarto": ("Scarto oltre il quale si discute", _points),
    "ambito_incompatibilita": ("Incompatibilità", lambda v: AmbitoIncompatibilita(v).label),
    "atto_incompatibilita": ("Atto che motiva l’incompatibilità limitata", _plain),
    "rimedi": (
        "Che cosa si può fare senza numero legale",
        lambda v: _lines(RimedioNumeroLegale(rimedio).label for rimedio in v),
    ),
    "criteri": ("Criteri", _criteria),
    "requisiti": ("Requisiti di ammissibilità", _lines),
    "documenti": ("Documenti", lambda v: _lines(voce["titolo"] for voce in v)),
}


def in_words(dati: Dati) -> Iterator[tuple[str, str]]:
    """Each part of a version with its name, as people read them; empty parts are left out."""
    for chiave, (nome, parole) in PARTI.items():
        if chiave in dati and (scritto := parole(dati[chiave])):
            yield nome, scritto


def changes(prima: Dati, dopo: Dati) -> list[Cambio]:
    """What is different between two versions of a call, part by part."""
    return [
        Cambio(nome, parole(prima[chiave]), parole(dopo[chiave]))
        for chiave, (nome, parole) in PARTI.items()
        if prima.get(chiave) != dopo.get(chiave)
    ]
