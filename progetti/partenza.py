"""A proposal that starts from a project of before: its tree, its texts, who worked on it.

Dates are left out, because a new project has its own, and so is money.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from alleanze.enums import RuoloPartenariato
from progetti import bozze
from progetti.contenuto import (
    AttivitaProposta,
    Contenuto,
    DestinatariProposti,
    IndicatoreProposto,
    ObiettivoProposto,
    RisultatoProposto,
    parse,
)
from progetti.models import (
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    Proposta,
    RisultatoAtteso,
)


def projects_to_reuse(proposta: Proposta) -> QuerySet[Progetto]:
    """The projects of the alliance, of those that the proponent leads or led, and its own."""
    guidate = Q(
        alleanza__partenariati__soggetto=proposta.proponente_id,
        alleanza__partenariati__ruolo=RuoloPartenariato.CAPOFILA,
    )
    suoi = Q(promotore=proposta.proponente_id) | guidate
    if proposta.alleanza_id:
        suoi |= Q(alleanza=proposta.alleanza_id)
    return Progetto.objects.filter(suoi).select_related("ciclo").distinct()


@dataclass(frozen=True)
class Coperta:
    """What starting from a project would write over."""

    obiettivi: int
    testi: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not self.obiettivi and not self.testi


def covered(proposta: Proposta) -> Coperta:
    """What a proposal already has, of what a project would bring."""
    campi = (("contesto", "l’analisi del contesto"), ("obiettivo", "l’obiettivo dell’intervento"))
    testi = tuple(detto for nome, detto in campi if getattr(proposta, nome).strip())
    return Coperta(len(parse(proposta.contenuto).obiettivi), testi)


def start_from(proposta: Proposta, progetto: Progetto) -> None:
    """Give a draft, as it was read, what a project has; title and actions only if it has none.

    Raises:
        StaleState: somebody changed the draft since, or it was sent.
    """
    albero = copy_tree(progetto)
    with transaction.atomic():
        bozze.touch(
            proposta,
            contesto=progetto.contesto,
            obiettivo=progetto.obiettivo,
            titolo=proposta.titolo or progetto.titolo,
            sottotitolo=proposta.sottotitolo or progetto.sottotitolo,
        )
        bozze.write_tree(proposta, albero)
        bozze.add_partners(proposta, _partners_of(progetto))
        if not proposta.azioni.exists():
            ammesse = proposta.avviso.azioni.filter(scelte__progetto=progetto)
            proposta.azioni.set(ammesse.distinct())


def _partners_of(progetto: Progetto) -> list[int]:
    coinvolti = progetto.obiettivi.values_list("coinvolgimenti__soggetti", flat=True)
    return [pk for pk in dict.fromkeys(coinvolti.order_by("numero")) if pk]


def copy_tree(progetto: Progetto) -> Contenuto:
    """The tree of a project as a proposal has it, without dates."""
    obiettivi = progetto.obiettivi.prefetch_related(
        "attivita", "destinatari", "coinvolgimenti__soggetti", "risultati__indicatori__prove"
    )
    return Contenuto(tuple(map(_objective, obiettivi)))


def _objective(obiettivo: ObiettivoSpecifico) -> ObiettivoProposto:
    soggetti = [s.slug for c in obiettivo.coinvolgimenti.all() for s in c.soggetti.all()]
    return ObiettivoProposto(
        titolo=obiettivo.titolo,
        luogo=obiettivo.luogo,
        attivita=tuple(AttivitaProposta(a.testo) for a in obiettivo.attivita.all()),
        destinatari=tuple(
            DestinatariProposti(d.denominazione, d.numero_previsto)
            for d in obiettivo.destinatari.all()
        ),
        partner=tuple(dict.fromkeys(soggetti)),
        risultati=tuple(map(_result, obiettivo.risultati.all())),
    )


def _result(risultato: RisultatoAtteso) -> RisultatoProposto:
    return RisultatoProposto(risultato.testo, tuple(map(_indicator, risultato.indicatori.all())))


def _indicator(indicatore: Indicatore) -> IndicatoreProposto:
    return IndicatoreProposto(
        denominazione=indicatore.denominazione,
        unita=indicatore.unita,
        base=indicatore.base,
        target=indicatore.target,
        almeno=indicatore.almeno,
        direzione=indicatore.direzione,
        cumulativo=indicatore.cumulativo,
        conta=indicatore.conta,
        prove=tuple(prova.slug for prova in indicatore.prove.all()),
    )
