"""Which organi may score a call: those of who issues it, and no other."""

from django.db.models import Q, QuerySet

from progetti.enums import LivelloAvviso
from progetti.models import Avviso
from rete.enums import LivelloOrgano
from rete.models import Organo

NON_SUO = (
    "L’organo che valuta è di chi emana l’avviso: della Rete, oppure, per un avviso di secondo"
    " livello, una commissione del capofila dell’alleanza."
)


def organi_for(avviso: Avviso) -> QuerySet[Organo]:
    """The organi that may score a call: of the network; for one of second level, those of the
    soggetto that issues it."""
    suoi = Q(livello=LivelloOrgano.RETE, di_tutti=False)
    if avviso.livello == LivelloAvviso.SECONDO:
        suoi = Q(livello=LivelloOrgano.PROGETTO, soggetto=avviso.emanante_id)
    return Organo.objects.filter(suoi).order_by("ordine", "denominazione")


def may_score(organo: Organo | None, avviso: Avviso) -> bool:
    """Whether that organo is of those that may score a call: the same rule as `organi_for`."""
    return organo is not None and organi_for(avviso).filter(pk=organo.pk).exists()
