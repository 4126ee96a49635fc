"""What the indicators have reached: the three numbers, computed here once for every surface.

An indicator that adds up has its baseline, where there is one, and all its increments; the others
have their last reading. Nothing reported is None, never zero: it was not measured yet.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, DecimalField, Max, Q, QuerySet, Sum

from conciliazione.periodi import today
from progetti.avanzamento import expected, progress, standing, start_of
from progetti.enums import Andamento, StatoRilevazione
from progetti.models import Indicatore, Progetto, Rilevazione, ValoreFinestra

TOTALE = DecimalField(max_digits=14, decimal_places=2)
NUMERI = ("dichiarato", "con_prova", "verificato")


@dataclass(frozen=True)
class Misura:
    """What an indicator has reached on a day, in its unit; None where nothing was reported.

    `dichiarato` is what was said and not sent back, `con_prova` how much of it rests on a proof,
    `verificato` what the ASL verified; `al` is the last day of which something was said, and
    `verificato_al` the last of what was verified.
    """

    dichiarato: Decimal | None = None
    con_prova: Decimal | None = None
    verificato: Decimal | None = None
    al: date | None = None
    verificato_al: date | None = None


NON_MISURATO = Misura()


@dataclass(frozen=True)
class Avanzamento:
    """An indicator with what it has reached, beside what the elapsed time would expect.

    `valore` is the number that the reader may see: the declared one for who works on the project,
    the verified one for everybody else. `percentuale` is of the way to the target.
    """

    indicatore: Indicatore
    misura: Misura
    valore: Decimal | None
    atteso: Decimal | None
    percentuale: Decimal | None
    andamento: Andamento


def measures(
    indicatori: Iterable[Indicatore], on: date | None = None, *, pubblico: bool = False
) -> Mapping[int, Misura]:
    """What each of `indicatori` has reached by a day (default: today), by the id of the row.

    At most two queries, however many they are. Those of which nothing was reported are not there.
    For the `pubblico` nothing is read but what was verified, and nothing else is in the answer.
    """
    indicatori = list(indicatori)
    righe = Rilevazione.objects.filter(data__lte=on or today())
    somme = {i.pk: i.base or Decimal(0) for i in indicatori if i.cumulativo}
    letture = [i.pk for i in indicatori if not i.cumulativo]
    if pubblico:
        verificate = righe.verified()
        return {**_sums(verificate, somme, VERIFICATI), **_verified(verificate, letture)}
    dichiarate = righe.declared().with_proof()
    return {**_sums(dichiarate, somme, TUTTI), **_readings(dichiarate, letture)}


VERIFICATA = Q(stato=StatoRilevazione.VERIFICATA)
# What is added up: for everybody, and for who works on the project.
VERIFICATI = {
    "verificato": Sum("valore", filter=VERIFICATA, output_field=TOTALE),
    "verificato_al": Max("data", filter=VERIFICATA),
}
TUTTI = VERIFICATI | {
    "dichiarato": Sum("valore", output_field=TOTALE),
    "con_prova": Sum("provata", output_field=TOTALE),
    "fino_al": Max("data"),
}


def _sums(
    righe: QuerySet[Rilevazione], basi: Mapping[int, Decimal], totali: Mapping[str, Aggregate]
) -> dict[int, Misura]:
    """The increments, added up by the database, above each baseline."""
    if not basi:
        return {}
    sommate = righe.filter(indicatore__in=basi).order_by().values("indicatore").annotate(**totali)
    return {r["indicatore"]: _above(basi[r["indicatore"]], r) for r in sommate}


def _above(base: Decimal, riga: Mapping[str, object]) -> Misura:
    numeri = {n: None if riga.get(n) is None else base + riga[n] for n in NUMERI}
    fino_al = riga.get("fino_al", riga["verificato_al"])
    return Misura(**numeri, al=fino_al, verificato_al=riga["verificato_al"])


def _readings(righe: QuerySet[Rilevazione], indicatori: list[int]) -> dict[int, Misura]:
    """The last reading, the last with a proof, the last verified."""
    if not indicatori:
        return {}
    lette = righe.filter(indicatore__in=indicatori).order_by("data", "pk")
    campi = ("indicatore", "data", "valore", "senza_prova", "stato")
    trovate: dict[int, Misura] = {}
    for indicatore, data, valore, senza_prova, stato in lette.values_list(*campi):
        misura = replace(trovate.get(indicatore, NON_MISURATO), dichiarato=valore, al=data)
        if not senza_prova:
            misura = replace(misura, con_prova=valore)
        if stato == StatoRilevazione.VERIFICATA:
            misura = replace(misura, verificato=valore, verificato_al=data)
        trovate[indicatore] = misura
    return trovate


def _verified(righe: QuerySet[Rilevazione], indicatori: list[int]) -> dict[int, Misura]:
    """The last verified reading."""
    if not indicatori:
        return {}
    lette = righe.filter(indicatore__in=indicatori).order_by("data", "pk")
    return {
        indicatore: Misura(verificato=valore, al=data, verificato_al=data)
        for indicatore, data, valore in lette.values_list("indicatore", "data", "valore")
    }


def standings(
    indicatori: Iterable[Indicatore],
    *,
    solo_verificato: bool,
    on: date | None = None,
    pubblico: bool = False,
) -> list[Avanzamento]:
    """Each of `indicatori`, in their order, beside its target and the time that has gone by.

    They are read with `risultato__obiettivo__progetto`. With `solo_verificato` the number that
    counts is the verified one: what everybody sees. `pubblico` as in `measures`.
    """
    indicatori = list(indicatori)
    giorno = on or today()
    lette = measures(indicatori, giorno, pubblico=pubblico)
    return [
        _standing(i, lette.get(i.pk, NON_MISURATO), solo_verificato, giorno) for i in indicatori
    ]


def frozen(valori: Iterable[ValoreFinestra]) -> list[Avanzamento]:
    """What indicators had reached when their window was closed, in that order, as everybody reads
    it: with the baseline and the target of that day.

    They are read with `indicatore`.
    """
    return [_as_frozen(valore) for valore in valori]


def _as_frozen(valore: ValoreFinestra) -> Avanzamento:
    indicatore = copy(valore.indicatore)
    indicatore.base, indicatore.target = valore.base, valore.target
    partenza = start_of(valore.base, indicatore.direzione)
    return Avanzamento(
        indicatore,
        Misura(valore.dichiarato, valore.con_prova, valore.verificato),
        valore.verificato,
        valore.atteso,
        progress(valore.verificato, partenza, valore.target),
        standing(valore.verificato, valore.target, valore.atteso, indicatore.direzione),
    )


def _standing(
    indicatore: Indicatore, misura: Misura, solo_verificato: bool, on: date
) -> Avanzamento:
    progetto: Progetto = indicatore.risultato.obiettivo.progetto
    partenza = start_of(indicatore.base, indicatore.direzione)
    atteso = expected(partenza, indicatore.target, progetto.dal, progetto.al, on)
    valore = misura.verificato if solo_verificato else misura.dichiarato
    return Avanzamento(
        indicatore,
        misura,
        valore,
        atteso,
        progress(valore, partenza, indicatore.target),
        standing(valore, indicatore.target, atteso, indicatore.direzione),
    )
