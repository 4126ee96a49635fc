"""The conflicts of a call, read from the dated facts of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from alleanze.models import Partenariato
from progetti.enums import StatoPartecipazione, StatoProposta
from progetti.incompatibilita import (
    Componente,
    Concorrente,
    Conflitto,
    forbidden_pairs,
    free_pairs,
    structural_conflicts,
)
from progetti.models import (
    Avviso,
    DichiarazioneInteressi,
    Incompatibilita,
    PartecipazioneProposta,
    Proposta,
)
from progetti.models.proposte import IN_GARA
from rete.enums import QualitaMandato
from rete.models import Legame, Mandato
from rete.permissions import Persona, roles_of

# Sent, and still a competitor: one that was excluded no longer makes anybody incompatible.
CONCORRENTI = tuple(stato for stato in IN_GARA if stato != StatoProposta.ESCLUSA.value)


@dataclass
class Quadro:
    """Who sits in the organo of a call today, what competes, and who may not score what."""

    avviso: Avviso
    on: date | None = None
    mandati: list[Mandato] = field(default_factory=list)
    proposte: list[Proposta] = field(default_factory=list)

    @cached_property
    def conflitti(self) -> list[Conflitto]:
        """The structural ones, computed."""
        return structural_conflicts(
            [Componente(m.pk, bodies_of(m)) for m in self.mandati],
            [Concorrente(p.pk, frozenset(self.partecipanti[p.pk])) for p in self.proposte],
            Legame.objects.vigenti(self.on).filter(conta_nei_conflitti=True).values_list("da", "a"),
        )

    @cached_property
    def personali(self) -> list[Incompatibilita]:
        """Those that the members declared."""
        righe = Incompatibilita.objects.filter(proposta__avviso=self.avviso)
        in_gara = {p.pk for p in self.proposte}
        loro = righe.filter(mandato__in=[m.pk for m in self.mandati])
        return [riga for riga in loro if riga.proposta_id in in_gara]

    @cached_property
    def partecipanti(self) -> dict[int, set[int]]:
        """The soggetti of each proposal: those that it names, and its alliance's of today."""
        return participants(self.proposte, self.on)

    @cached_property
    def vietate(self) -> set[tuple[int, int]]:
        """What may not be scored by whom, as (mandato, proposta)."""
        coppie = {(c.mandato, c.proposta) for c in self.conflitti}
        coppie |= {(p.mandato_id, p.proposta_id) for p in self.personali}
        proposte = [p.pk for p in self.proposte]
        return forbidden_pairs(coppie, proposte, self.avviso.ambito_incompatibilita)

    def is_forbidden(self, mandato: Mandato, proposta: Proposta) -> bool:
        """Whether that member may not score that proposal."""
        return (mandato.pk, proposta.pk) in self.vietate

    @cached_property
    def seggi(self) -> list[list[Mandato]]:
        """Who sits in each seat, in the order of the seats: the titolare first."""
        per_seggio: dict[int, list[Mandato]] = {}
        for mandato in sorted(self.mandati, key=lambda m: m.qualita != QualitaMandato.TITOLARE):
            per_seggio.setdefault(mandato.seggio_id, []).append(mandato)
        return sorted(per_seggio.values(), key=lambda chi: chi[0].seggio.ordine)

    def free_on(self, proposta: Proposta) -> list[Mandato]:
        """The members who score a proposal: a supplente only where the titolare may not."""
        per_chiave = {m.pk: m for m in self.mandati}
        seggi = [[m.pk for m in mandati] for mandati in self.seggi]
        concorrenti = {c.mandato for c in self.conflitti}
        coppie = free_pairs(seggi, [proposta.pk], self.vietate, concorrenti)
        return [per_chiave[m] for m, _ in coppie]

    def is_quorate(self, proposta: Proposta) -> bool:
        """Whether as many members as the call wants are free to score a proposal."""
        return len(self.free_on(proposta)) >= self.avviso.numero_legale


def read_conflicts(avviso: Avviso, on: date | None = None) -> Quadro:
    """The members with a vote in the organo of a call, its in_gara and their conflicts, by
    the facts of a day: today, if it is not said."""
    if avviso.organo_id is None:
        return Quadro(avviso, on)
    return Quadro(
        avviso,
        on,
        list(_members(avviso, on)),
        list(_competing(avviso).select_related("proponente")),
    )


def read_conflicts_of(user: Persona, avviso: Avviso) -> Quadro:
    """The same, for the seats of one person today: every page asks it, more than once, so that of
    the proposals it reads who takes part and nothing else."""
    suoi = list(_members(avviso).filter(utente=user.pk)) if user and avviso.organo_id else []
    if not suoi:
        return Quadro(avviso)
    in_breve = _competing(avviso).only("proponente", "alleanza").order_by()
    return Quadro(avviso, None, suoi, list(in_breve))


def _members(avviso: Avviso, on: date | None = None) -> QuerySet[Mandato]:
    con_voto = Mandato.objects.vigenti(on).filter(
        seggio__organo_id=avviso.organo_id, seggio__con_voto=True
    )
    con_enti = con_voto.select_related("utente", "designato_da", "seggio__soggetto")
    return con_enti.prefetch_related("seggio__designanti").order_by("seggio__ordine", "pk")


def _competing(avviso: Avviso) -> QuerySet[Proposta]:
    return Proposta.objects.filter(avviso=avviso, stato__in=CONCORRENTI)


def mandates_of(user: Persona, avviso: Avviso) -> QuerySet[Mandato]:
    """The seats with a vote that `user` holds today in the organo that scores a call."""
    codici = [v.codice for v in roles_of(user) if v.organo]
    mandati = Mandato.objects.filter(codice__in=codici, seggio__con_voto=True)
    return mandati.filter(seggio__organo_id=avviso.organo_id)


def has_declared(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` declared their interests on a call for each seat that they hold: before
    that they know who proposes, and nothing else."""
    suoi = set(mandates_of(user, avviso).values_list("pk", flat=True))
    dette = DichiarazioneInteressi.objects.filter(avviso=avviso, mandato__in=suoi)
    return bool(suoi) and suoi == set(dette.values_list("mandato", flat=True))


def bodies_of(mandato: Mandato) -> frozenset[int]:
    """The soggetti for which a member sits.

    - who designated them, and the body to which the seat belongs
    - the titolare of the seat of a category sits for all those that may designate: a substitute
      for the one that sends them, which is why they may score where the titolare may not
    """
    enti = {mandato.designato_da_id, mandato.seggio.soggetto_id} - {None}
    if mandato.qualita == QualitaMandato.TITOLARE:
        enti |= {soggetto.pk for soggetto in mandato.seggio.designanti.all()}
    return frozenset(enti)


def participants(proposte: Iterable[Proposta], on: date | None = None) -> dict[int, set[int]]:
    """The soggetti of each proposal, by its id: proponent, those that did not refuse, and who is
    in its alliance on that day: today, if it is not said."""
    per_proposta = {p.pk: {p.proponente_id} for p in proposte}
    righe = PartecipazioneProposta.objects.filter(proposta__in=list(per_proposta))
    presenti = righe.exclude(stato=StatoPartecipazione.RIFIUTATA).order_by()
    for proposta, soggetto in presenti.values_list("proposta", "soggetto"):
        per_proposta[proposta].add(soggetto)
    per_alleanza: dict[int, set[int]] = {}
    alleanze = {p.alleanza_id for p in proposte} - {None}
    vigenti = Partenariato.objects.vigenti(on).filter(alleanza__in=alleanze)
    for alleanza, soggetto in vigenti.values_list("alleanza", "soggetto"):
        per_alleanza.setdefault(alleanza, set()).add(soggetto)
    for proposta in proposte:
        per_proposta[proposta.pk] |= per_alleanza.get(proposta.alleanza_id, set())
    return per_proposta
