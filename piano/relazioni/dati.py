"""A monitoring report as data: what its page, its PDF and its spreadsheet read, and nothing else.

One JSON structure, `schema` 1; it changes when its shape does. Quantities are texts with two
decimals (`"12.00"`), None where nothing was measured; days are ISO. No person is named in it: of a
proof it says what kind it is, when, where, with which partners, and how much it counts for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from conciliazione.periodi import today
from piano.dati import lead_body
from piano.models import Relazione
from piano.relazioni.righe import Parte, parts_of
from progetti.enums import Andamento
from progetti.misure import Avanzamento
from progetti.models import Consegna, Criticita, Indicatore, Prova, QuotaProva, Rilevazione
from progetti.righe_consegna import place_of

SCHEMA = 1
TESTI = ("svolto", "difficolta", "prossimi")
# What counts in a report is what was verified.
SENZA_VERIFICA = "senza un valore verificato"
NON_VERIFICATO = "dichiarato, non verificato"
CENTESIMI = Decimal("0.01")


def compile_report(relazione: Relazione) -> dict[str, object]:
    """The data of a report: of a window that is closed the values frozen then, of one that is not
    those of today."""
    parti = parts_of(relazione)
    progetti = [_project(parte) for parte in parti]
    if relazione.progetto_id is None:
        _add_their_words(relazione, progetti)
    chiuse = [parte.consegna.chiusa_il for parte in parti]
    return {
        "schema": SCHEMA,
        "genere": "piano" if relazione.progetto_id is None else "progetto",
        "codice": relazione.codice,
        "titolo": relazione.di_che_cosa,
        "dati_al": min(relazione.finestra.al, today()).isoformat(),
        "cifre": "definitive" if chiuse and all(chiuse) else "provvisorie",
        "consegnata_il": _moment(relazione.consegnata_il),
        "finestra": _window(relazione),
        "capofila": lead_body(relazione.finestra.ciclo.capofila),
        "testi": {nome: getattr(relazione, nome) for nome in TESTI},
        "andamenti": _count(riga for p in progetti for riga in rows_of(p)),
        "progetti": progetti,
    }


def rows_of(progetto: Mapping) -> list[dict]:
    """The lines of the indicators of a project, in order."""
    return [riga for obiettivo in progetto["obiettivi"] for riga in obiettivo["righe"]]


def _window(relazione: Relazione) -> dict[str, str]:
    finestra, ciclo = relazione.finestra, relazione.finestra.ciclo
    return {
        "denominazione": finestra.denominazione,
        "dal": finestra.dal.isoformat(),
        "al": finestra.al.isoformat(),
        "ciclo": ciclo.denominazione,
    }


def _project(parte: Parte) -> dict[str, object]:
    progetto = parte.progetto
    obiettivi: dict[int, dict[str, object]] = {}
    for avanzamento in parte.avanzamenti:
        obiettivo = avanzamento.indicatore.risultato.obiettivo
        gruppo = obiettivi.setdefault(
            obiettivo.pk, {"numero": obiettivo.numero, "titolo": str(obiettivo), "righe": []}
        )
        gruppo["righe"].append(_line(avanzamento, parte))
    dati = {
        "slug": progetto.slug,
        "lettera": progetto.lettera,
        "titolo": progetto.titolo,
        "alleanza": str(progetto.alleanza) if progetto.alleanza else "",
        "conduce": str(parte.conduce) if parte.conduce else "",
        "consegna": _delivery(parte),
        "obiettivi": list(obiettivi.values()),
        "prove": [_proof(prova, quote) for prova, quote in parte.prove],
        "correzioni": [_correction(riga) for riga in parte.correzioni],
        "criticita": [_issue(riga) for riga in parte.criticita],
    }
    return {**dati, "andamenti": _count(rows_of(dati))}


def _delivery(parte: Parte) -> dict[str, object]:
    consegna: Consegna = parte.consegna
    return {
        "stato": consegna.get_stato_display(),
        "consegnata_il": _moment(consegna.consegnata_il),
        "chiusa_il": _moment(consegna.chiusa_il),
        "proroghe": [
            {
                "scadeva_il": _moment(p.scadeva_il),
                "scade_il": _moment(p.scade_il),
                "motivo": p.motivo,
            }
            for p in parte.proroghe
        ],
    }


def _line(avanzamento: Avanzamento, parte: Parte) -> dict[str, object]:
    indicatore, misura = avanzamento.indicatore, avanzamento.misura
    return {
        "codice": code_of(indicatore),
        "indicatore": indicatore.denominazione,
        "unita": indicatore.unita,
        "almeno": indicatore.almeno,
        "base": _number(indicatore.base),
        "target": _number(indicatore.target),
        "atteso": _number(avanzamento.atteso),
        "dichiarato": _number(misura.dichiarato),
        "con_prova": _number(misura.con_prova),
        "verificato": _number(misura.verificato),
        "percentuale": _number(avanzamento.percentuale),
        "andamento": avanzamento.andamento.value,
        "andamento_in_parole": _in_words(avanzamento),
        "scostato": _wants_a_reason(avanzamento),
        "motivo": parte.motivi.get(indicatore.pk, ""),
    }


def _wants_a_reason(avanzamento: Avanzamento) -> bool:
    """Whether it is not where it should be: late, or with a target and nothing verified."""
    if avanzamento.andamento == Andamento.NON_MISURATO:
        return avanzamento.indicatore.target is not None
    return avanzamento.andamento == Andamento.IN_RITARDO


def _in_words(avanzamento: Avanzamento) -> str:
    senza = avanzamento.andamento == Andamento.NON_MISURATO
    if senza and avanzamento.misura.dichiarato is not None:
        return NON_VERIFICATO
    return avanzamento.andamento.label


def code_of(indicatore: Indicatore) -> str:
    """The numbers of objective, result and indicator: `1.2.1`."""
    return ".".join(map(str, place_of(indicatore)))


def _proof(prova: Prova, quote: Iterable[QuotaProva]) -> dict[str, object]:
    return {
        "tipo": str(prova.tipo),
        "data": prova.data.isoformat(),
        "luogo": prova.luogo,
        "partner": sorted(str(soggetto) for soggetto in prova.partner.all()),
        "quote": [
            {
                "codice": code_of(q.indicatore),
                "indicatore": q.indicatore.denominazione,
                "unita": q.indicatore.unita,
                "quantita": _number(q.quantita),
            }
            for q in quote
        ],
    }


def _correction(riga: Rilevazione) -> dict[str, object]:
    return {
        "codice": code_of(riga.indicatore),
        "indicatore": riga.indicatore.denominazione,
        "si_somma": riga.indicatore.cumulativo,
        "valore": _number(riga.valore),
        "valeva": _number(riga.corregge.valore),
        "finestra": str(riga.corregge.consegna.finestra),
        "stato": riga.get_stato_display(),
        "motivo": riga.nota,
    }


def _issue(riga: Criticita) -> dict[str, object]:
    """A risk or a problem; not who follows it, who may be a person."""
    return {
        "tipo": riga.get_tipo_display(),
        "testo": riga.testo,
        "entro_il": riga.entro_il and riga.entro_il.isoformat(),
        "stato": riga.get_stato_display(),
        "esito": riga.esito,
    }


def _add_their_words(relazione: Relazione, progetti: Iterable[dict[str, object]]) -> None:
    """In the report of the whole Piano each project has the words of its own, once delivered."""
    consegnate = Relazione.objects.delivered().filter(
        finestra=relazione.finestra_id, progetto__isnull=False
    )
    scritti = {r.progetto.slug: r for r in consegnate.select_related("progetto")}
    for progetto in progetti:
        sua = scritti.get(progetto["slug"])
        progetto["testi"] = sua and {nome: getattr(sua, nome) for nome in TESTI}


def _count(righe: Iterable[Mapping]) -> list[dict[str, object]]:
    """How many indicators go how, in the order of the list; those of none are 0."""
    parole = {a: a.label for a in Andamento} | {Andamento.NON_MISURATO: SENZA_VERIFICA}
    quanti = Counter(riga["andamento"] for riga in righe)
    return [
        {"andamento": a.value, "in_parole": parole[a], "indicatori": quanti[a.value]}
        for a in Andamento
    ]


def _number(valore: Decimal | None) -> str | None:
    return None if valore is None else f"{valore.quantize(CENTESIMI):f}"


def _moment(quando: object) -> str | None:
    return quando.isoformat() if quando else None
