"""The ranking of a call: computed from its sheets until the act, then read as it was sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Sum

from conciliazione.copie import fingerprint
from conciliazione.numeri import format_decimal
from progetti.enums import (
    EsitoGraduatoria,
    FonteFinanziamento,
    StatoProposta,
    StatoValutazione,
)
from progetti.models import (
    Avviso,
    Criterio,
    Esito,
    NotaDiscussione,
    Proposta,
    PunteggioConsegnato,
    Valutazione,
)
from progetti.models.proposte import DA_ISTRUIRE
from progetti.models.valutazioni import CONSEGNATE
from progetti.punteggio import Candidata, Misura, Posto, Regole, Scheda, rank
from rete.models.sedute import CON_VERBALE

# The proposals that are ranked: admissible, and then scored.
IN_GRADUATORIA = (StatoProposta.AMMISSIBILE.value, StatoProposta.VALUTATA.value)
# What the sheets of a call are read from: the last version of each.
ULTIME = Prefetch(
    "consegnati", queryset=PunteggioConsegnato.objects.order_by("numero"), to_attr="versioni"
)


@dataclass(frozen=True)
class Riga:
    """A proposal in the ranking, with its place and what each criterion gave it."""

    proposta: Proposta
    posto: Posto
    richiesto: Decimal
    schede: int
    ha_nota: bool

    @property
    def medie(self) -> list[Decimal]:
        """The mean on each criterion, in the order of the call."""
        return [self.posto.medie[ordine] for ordine in sorted(self.posto.medie)]


@dataclass(frozen=True)
class Graduatoria:
    """The ranking as the sheets give it now, with what stops it from being closed."""

    avviso: Avviso
    criteri: list[Criterio]
    righe: list[Riga] = field(default_factory=list)
    senza_schede: list[Proposta] = field(default_factory=list)

    @property
    def da_decidere(self) -> list[Riga]:
        """Those as good as each other that the money does not reach all."""
        return [riga for riga in self.righe if riga.posto.da_decidere]

    @property
    def senza_nota(self) -> list[Riga]:
        """Those on which the members were far apart and nobody wrote what they said."""
        limite = self.avviso.scarto
        if limite is None:
            return []
        return [riga for riga in self.righe if riga.posto.scarto > limite and not riga.ha_nota]

    @property
    def assegnato(self) -> Decimal:
        """How much the ranking gives, in euro."""
        return sum((riga.posto.importo or Decimal(0) for riga in self.righe), Decimal(0))


def read_ranking(avviso: Avviso, precedenze: Mapping[str, int] | None = None) -> Graduatoria:
    """The ranking from the delivered sheets, in order.

    `precedenze` is the place among those as good, by the codice of the proposal; those already
    written are kept.
    """
    criteri = list(avviso.criteri.order_by("ordine"))
    proposte = list(_proposals(avviso))
    schede = _sheets(avviso)
    valutate = [p for p in proposte if schede.get(p.pk)]
    scelte = precedenze or {}
    posti = rank(
        [
            Candidata(
                codice=p.codice,
                schede=tuple(schede[p.pk]),
                richiesto=p.richiesto or Decimal(0),
                precedenza=scelte.get(p.codice, p.precedenza),
            )
            for p in valutate
        ],
        rules_of(avviso, criteri),
    )
    per_codice = {p.codice: p for p in valutate}
    return Graduatoria(
        avviso,
        criteri,
        [_row(per_codice[posto.codice], posto, schede) for posto in posti],
        [p for p in proposte if not schede.get(p.pk)],
    )


def rules_of(avviso: Avviso, criteri: list[Criterio]) -> Regole:
    """What the call says of its ranking, for the pure rule."""
    misure = tuple(Misura(c.ordine, c.peso, c.minimo) for c in criteri)
    return Regole(misure, avviso.soglia, avviso.dotazione)


def what_stops(graduatoria: Graduatoria) -> list[str]:
    """Why the scoring cannot be closed yet, in words; nothing when it can."""
    mancanze = _stops_of_call(graduatoria.avviso)
    mancanze += [f"«{p}» non ha schede consegnate." for p in graduatoria.senza_schede]
    mancanze += [
        f"Su «{riga.proposta}» le schede distano {format_decimal(riga.posto.scarto, 2)} punti:"
        " serve la nota della discussione."
        for riga in graduatoria.senza_nota
    ]
    servono = graduatoria.avviso.numero_legale
    mancanze += [
        f"Di «{riga.proposta}» contano {riga.schede} schede e il numero legale è {servono}:"
        " scegliere, con il suo atto, uno dei rimedi che l’avviso ammette."
        for riga in graduatoria.righe
        if riga.schede < servono
    ]
    if not graduatoria.righe and not graduatoria.senza_schede:
        mancanze.append("Non ci sono proposte ammissibili da mettere in graduatoria.")
    return mancanze


def still_to_confirm(avviso: Avviso) -> int:
    """How many sheets of the ranked proposals may still be changed by who delivered them."""
    return Valutazione.objects.filter(
        proposta__avviso=avviso,
        proposta__stato__in=IN_GRADUATORIA,
        stato=StatoValutazione.CONSEGNATA,
    ).count()


def _stops_of_call(avviso: Avviso) -> list[str]:
    mancanze = []
    if avviso.rivelato_il is None:
        mancanze.append("I punteggi non sono ancora rivelati all’organo.")
    if n := avviso.proposte.filter(stato__in=DA_ISTRUIRE).count():
        mancanze.append(f"Proposte di cui non si è decisa l’ammissibilità: {n}.")
    if n := still_to_confirm(avviso):
        mancanze.append(f"Schede da confermare dopo la rivelazione: {n}.")
    if avviso.seduta_id is None:
        mancanze.append("Manca la seduta di valutazione: indicare in quale l’organo ha valutato.")
    elif avviso.seduta.stato not in CON_VERBALE:
        mancanze.append("Il verbale della seduta di valutazione non è ancora chiuso.")
    return mancanze


def _proposals(avviso: Avviso) -> list[Proposta]:
    chiesto = Sum("quote__importo", filter=Q(quote__fonte=FonteFinanziamento.REGIONALE.value))
    nota = NotaDiscussione.objects.filter(proposta=OuterRef("pk"))
    righe = avviso.proposte.filter(stato__in=IN_GRADUATORIA).select_related(
        "proponente", "alleanza"
    )
    return list(righe.annotate(richiesto=chiesto, ha_nota=Exists(nota)).order_by("codice"))


def _sheets(avviso: Avviso) -> dict[int, list[Scheda]]:
    """The delivered sheets of a call, in their last version, by proposal."""
    righe = Valutazione.objects.filter(proposta__avviso=avviso, stato__in=CONSEGNATE)
    per_proposta: dict[int, list[Scheda]] = {}
    for valutazione in righe.prefetch_related(ULTIME).order_by("pk"):
        if valutazione.versioni:
            per_proposta.setdefault(valutazione.proposta_id, []).append(
                as_sheet(valutazione.versioni[-1])
            )
    return per_proposta


def as_sheet(consegnato: PunteggioConsegnato) -> Scheda:
    """A delivered sheet, as the pure rule takes it."""
    righe = consegnato.dati["criteri"]
    return Scheda(consegnato.totale, {r["criterio"]: Decimal(r["punti"]) for r in righe})


def _row(proposta: Proposta, posto: Posto, schede: dict[int, list[Scheda]]) -> Riga:
    return Riga(
        proposta,
        posto,
        proposta.richiesto or Decimal(0),
        len(schede[proposta.pk]),
        proposta.ha_nota,
    )


# --- What is sealed -----------------------------------------------------------------------------


def calculation(graduatoria: Graduatoria, riga: Riga, totali: list[str]) -> dict[str, object]:
    """From what a score comes, for `Esito.calcolo`: numbers as text with a decimal point.

    `{"soglia", "dotazione", "totali": [], "criteri": [{"criterio": ordine, "titolo", "peso",
    "massimo", "minimo", "media"}], "punteggio", "scarto", "richiesto", "precedenza",
    "posizione", "esito", "importo"}`
    """
    avviso, posto = graduatoria.avviso, riga.posto
    return {
        "soglia": _text(avviso.soglia),
        "dotazione": _text(avviso.dotazione),
        "totali": totali,
        "criteri": [
            {
                "criterio": c.ordine,
                "titolo": c.titolo,
                "peso": _text(c.peso),
                "massimo": _text(c.massimo),
                "minimo": _text(c.minimo),
                "media": _text(posto.medie[c.ordine]),
            }
            for c in graduatoria.criteri
        ],
        "punteggio": _text(posto.punteggio),
        "scarto": _text(posto.scarto),
        "richiesto": _text(riga.richiesto),
        "precedenza": riga.proposta.precedenza,
        "posizione": posto.posizione,
        "esito": str(posto.esito.value),
        "importo": None if posto.importo is None else _text(posto.importo),
    }


def fingerprint_of(graduatoria: Graduatoria) -> str:
    """The SHA-256 of a ranking: the same as long as every figure and every place is."""
    totali = totals(graduatoria.avviso)
    righe = {
        riga.proposta.codice: calculation(graduatoria, riga, totali[riga.proposta.pk])
        for riga in graduatoria.righe
    }
    # The order decided among equals is written as the scoring is closed; the place says it.
    return fingerprint({codice: {**riga, "precedenza": None} for codice, riga in righe.items()})


def totals(avviso: Avviso) -> dict[int, list[str]]:
    """The totals of the sheets behind each score, from the highest: of whom they are is not
    said."""
    return {
        proposta: [_text(t) for t in sorted((s.totale for s in schede), reverse=True)]
        for proposta, schede in _sheets(avviso).items()
    }


def motivation(graduatoria: Graduatoria, riga: Riga) -> str:
    """Why a proposal is where it is, as the portal begins to say it."""
    posto, punti = riga.posto, format_decimal(riga.posto.punteggio, 2)
    if posto.sotto_soglia:
        soglia = format_decimal(graduatoria.avviso.soglia, 2)
        return f"Il punteggio, {punti}, non raggiunge la soglia di {soglia} punti."
    if posto.sotto_minimo:
        titoli = [f"«{c.titolo}»" for c in graduatoria.criteri if c.ordine in posto.sotto_minimo]
        return f"La media dei punti non raggiunge il minimo richiesto su {', '.join(titoli)}."
    dove = f"Punteggio {punti}, al posto {posto.posizione}"
    if posto.esito == EsitoGraduatoria.FINANZIATA:
        return f"{dove}: la dotazione copre per intero il contributo richiesto."
    if not riga.richiesto:
        return f"{dove}: non chiede contributo."
    return f"{dove}: la dotazione che resta non copre per intero il contributo richiesto."


# --- After the act ------------------------------------------------------------------------------


def read_outcome(avviso: Avviso) -> list[Esito]:
    """The ranking that the act approved, in order: who is admitted first."""
    righe = Esito.objects.filter(proposta__avviso=avviso).select_related(
        "proposta__proponente",
        "proposta__alleanza",
        "proposta__progetto",
        "proposta__atto_concessione",
    )
    esiti = list(
        righe.order_by(F("posizione").asc(nulls_last=True), "-punteggio", "proposta__codice")
    )
    for esito in esiti:
        esito.proposta.avviso = avviso
    return esiti


def money_left(avviso: Avviso) -> Decimal:
    """What of the dotazione is not granted today: what gives up frees it again."""
    concesso = avviso.proposte.filter(stato=StatoProposta.FINANZIATA).aggregate(
        somma=Sum("importo_concesso")
    )["somma"]
    return avviso.dotazione - (concesso or Decimal(0))


def next_in_line(avviso: Avviso) -> list[Esito]:
    """Whose turn it is: the first of those admitted and not funded that ask something; more than
    one where they are as good."""
    in_attesa = [
        esito
        for esito in read_outcome(avviso)
        if esito.proposta.stato == StatoProposta.NON_FINANZIATA and asked(esito) > 0
    ]
    return [esito for esito in in_attesa if esito.posizione == in_attesa[0].posizione]


def asked(esito: Esito) -> Decimal:
    """What a proposal asked, in euro, as it was sealed."""
    return Decimal(esito.calcolo["richiesto"])


def _text(valore: Decimal) -> str:
    """A number to the hundredth, the same whatever database it was read from."""
    return f"{valore:.2f}"
