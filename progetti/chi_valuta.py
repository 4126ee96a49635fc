"""Who may score the proposals of a call, and why the others may not, in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from progetti.enums import AmbitoIncompatibilita, StatoProposta, StatoValutazione
from progetti.incompatibilita import Componente, Concorrente, Conflitto, structural_conflicts
from progetti.models import Avviso, Proposta, Valutazione
from progetti.permissions import Quadro, participants, read_conflicts
from rete.models import Legame, Mandato, Seggio, Soggetto

PERSONALE = "ha dichiarato un conflitto personale"


@dataclass(frozen=True)
class Posto:
    """A member before a proposal: whether they may score it and whether they do, or why not."""

    mandato: Mandato
    libero: bool
    valuta: bool
    motivi: tuple[str, ...]


@dataclass(frozen=True)
class SeggioDavanti:
    """A seat before a proposal: who sits there, and from where a substitute may come."""

    seggio: Seggio
    posti: tuple[Posto, ...]
    sostituti: tuple[Soggetto, ...]

    @property
    def coperto(self) -> bool:
        """Whether somebody scores from this seat."""
        return any(posto.valuta for posto in self.posti)


@dataclass(frozen=True)
class PropostaDavanti:
    """A proposal, by the names of who takes part, and the seats before it."""

    proposta: Proposta
    partecipanti: tuple[Soggetto, ...]
    seggi: tuple[SeggioDavanti, ...]
    servono: int

    @property
    def liberi(self) -> int:
        """How many members score it."""
        return sum(seggio.coperto for seggio in self.seggi)

    @property
    def raggiunto(self) -> bool:
        """Whether they are as many as the call wants."""
        return self.liberi >= self.servono


class ChiValuta:
    """The conflicts of a call with the names of those that they are about: a constant number of
    queries, whatever there is to explain."""

    def __init__(self, avviso: Avviso, quadro: Quadro | None = None) -> None:
        self.avviso = avviso
        self.quadro = quadro or read_conflicts(avviso)

    def explain(self, proposta: Proposta) -> PropostaDavanti:
        """The seats before a proposal, in their order."""
        scelti = {m.pk for m in self.quadro.free_on(proposta)}
        return PropostaDavanti(
            proposta,
            tuple(self._named(self.quadro.partecipanti[proposta.pk])),
            tuple(self._seat(mandati, proposta, scelti) for mandati in self.quadro.seggi),
            self.avviso.numero_legale or 0,
        )

    def reasons(self, mandato: Mandato, proposta: Proposta) -> tuple[str, ...]:
        """Why a member may not score a proposal, each reason once; none where they may.

        Over the whole procedure a conflict with any proposal counts, and the reason says which.
        """
        tutte = self.avviso.ambito_incompatibilita == AmbitoIncompatibilita.PROCEDURA
        quali = [
            *(
                self._say(c)
                for c in self._structural(mandato)
                if tutte or c.proposta == proposta.pk
            ),
            *(
                PERSONALE
                for p in self.quadro.personali
                if p.mandato_id == mandato.pk and (tutte or p.proposta_id == proposta.pk)
            ),
        ]
        return tuple(dict.fromkeys(quali))

    def _structural(self, mandato: Mandato) -> list[Conflitto]:
        return [c for c in self.quadro.conflitti if c.mandato == mandato.pk]

    def _say(self, conflitto: Conflitto) -> str:
        proponente = self._proponents[conflitto.proposta]
        ente = self.soggetti[conflitto.ente].nome_breve
        if not conflitto.per_legame:
            return f"{ente} partecipa alla proposta di {proponente}"
        partecipante = self.soggetti[conflitto.partecipante].nome_breve
        return f"{self._say_tie(conflitto)}; {partecipante} partecipa alla proposta di {proponente}"

    def _say_tie(self, conflitto: Conflitto) -> str:
        legame = self._ties[frozenset((conflitto.ente, conflitto.partecipante))]
        fonte = f" (fonte: {legame.fonte})" if legame.fonte else ""
        return f"{legame.da.nome_breve} è {legame.get_tipo_display()} {legame.a.nome_breve}{fonte}"

    def _seat(self, mandati: list[Mandato], proposta: Proposta, scelti: set[int]) -> SeggioDavanti:
        posti = tuple(
            Posto(
                m,
                not self.quadro.is_forbidden(m, proposta),
                m.pk in scelti,
                self.reasons(m, proposta),
            )
            for m in mandati
        )
        coperto = any(posto.valuta for posto in posti)
        seggio = mandati[0].seggio
        return SeggioDavanti(seggio, posti, () if coperto else self.substitutes(seggio))

    def substitutes(self, seggio: Seggio) -> tuple[Soggetto, ...]:
        """Those that may designate who sits there, and that no proposal concerns."""
        return self._substitutes.get(seggio.pk, ())

    @cached_property
    def _substitutes(self) -> dict[int, tuple[Soggetto, ...]]:
        seggi = {mandati[0].seggio_id: mandati[0].seggio for mandati in self.quadro.seggi}
        chi = {s.pk: s for seggio in seggi.values() for s in seggio.designanti.all()}
        concorrenti = [
            Concorrente(p, frozenset(soggetti)) for p, soggetti in self.quadro.partecipanti.items()
        ]
        componenti = [Componente(pk, frozenset({pk})) for pk in chi]
        legati = [(t.da_id, t.a_id) for t in self._ties.values()]
        fuori = {c.ente for c in structural_conflicts(componenti, concorrenti, legati)}
        return {
            pk: tuple(s for s in seggio.designanti.all() if s.pk not in fuori)
            for pk, seggio in seggi.items()
        }

    @cached_property
    def _ties(self) -> dict[frozenset[int], Legame]:
        legami = Legame.objects.vigenti(self.quadro.on).filter(conta_nei_conflitti=True)
        return {frozenset((t.da_id, t.a_id)): t for t in legami.select_related("da", "a")}

    @cached_property
    def _proponents(self) -> dict[int, str]:
        return {p.pk: p.proponente.nome_breve for p in self.quadro.proposte}

    @cached_property
    def soggetti(self) -> dict[int, Soggetto]:
        """The soggetti named in the explanations, by id."""
        chi = {s for soggetti in self.quadro.partecipanti.values() for s in soggetti}
        chi |= {c.ente for c in self.quadro.conflitti}
        return Soggetto.objects.in_bulk(chi)

    def _named(self, chiavi: Iterable[int]) -> list[Soggetto]:
        trovati = [self.soggetti[pk] for pk in chiavi]
        return sorted(trovati, key=lambda s: (s.denominazione, s.pk))


def who_competes(avviso: Avviso) -> list[tuple[Proposta, list[Soggetto]]]:
    """The proposals of a call with the names of who takes part, the proponent first: what a member
    is shown before they declare."""
    proposte = read_conflicts(avviso).proposte
    per_proposta = participants(proposte)
    chi = Soggetto.objects.in_bulk({s for soggetti in per_proposta.values() for s in soggetti})
    return [(p, _proponent_first(p, [chi[s] for s in per_proposta[p.pk]])) for p in proposte]


def _proponent_first(proposta: Proposta, soggetti: list[Soggetto]) -> list[Soggetto]:
    return sorted(soggetti, key=lambda s: (s.pk != proposta.proponente_id, s.denominazione, s.pk))


def to_score(quadro: Quadro) -> list[Proposta]:
    """The proposals that were found admissible."""
    return [p for p in quadro.proposte if p.stato == StatoProposta.AMMISSIBILE]


def scorers_at_least(quadro: Quadro) -> int:
    """How many score the proposal that has the fewest; 0 where nothing is to be scored.

    Who has a sheet that was not voided, delivered or not, and who is free and may still get one:
    nobody does after the reveal.
    """
    tutte, vive = set(), Counter[int]()
    if quadro.avviso.valutazione_aperta_il is not None:
        schede = Valutazione.objects.filter(proposta__avviso=quadro.avviso)
        for mandato, proposta, stato in schede.values_list("mandato", "proposta", "stato"):
            tutte.add((mandato, proposta))
            vive[proposta] += stato != StatoValutazione.ANNULLATA
    arrivano = quadro.avviso.rivelato_il is None
    return min(
        (
            vive[p.pk] + arrivano * sum((m.pk, p.pk) not in tutte for m in quadro.free_on(p))
            for p in to_score(quadro)
        ),
        default=0,
    )


def lacks_members(quadro: Quadro) -> bool:
    """Whether fewer members than the numero legale score a proposal; at least one is needed,
    where it was reduced to none."""
    return scorers_at_least(quadro) < max(1, quadro.avviso.numero_legale)


def needs_remedy(avviso: Avviso) -> bool:
    """Whether a call has proposals to score and too few who score one of them."""
    quadro = read_conflicts(avviso)
    return bool(to_score(quadro)) and lacks_members(quadro)


def missing_sheets(quadro: Quadro) -> int:
    """How many sheets are to be opened for who is free now and has none."""
    schede = Valutazione.objects.filter(proposta__avviso=quadro.avviso)
    gia = set(schede.values_list("mandato", "proposta"))
    liberi = {(m.pk, p.pk) for p in to_score(quadro) for m in quadro.free_on(p)}
    return len(liberi - gia)
