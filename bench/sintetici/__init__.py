"""Synthetic rows of every public list, the same at every run: `fill(quante)`.

What the territory fixes stays as it is in a real network, at every size: 60 comuni, 6 ambiti, 4
cicli, the topics of the norms, the publics of communication. Everything else has `quante` rows.
"""

from django.db import transaction

from bench.sintetici.avvisi import write_calls
from bench.sintetici.formazione import write_training
from bench.sintetici.piano import write_plan
from bench.sintetici.progetti import write_alliances, write_budget, write_projects
from bench.sintetici.rete import write_network, write_services
from bench.sintetici.territorio import write_territory

SCRITTURE = (
    write_network,
    write_services,
    write_alliances,
    write_projects,
    write_calls,
    write_training,
    write_budget,
    write_plan,
)


@transaction.atomic
def fill(quante: int) -> None:
    """Fill the empty tables."""
    ciclo = write_territory()
    for scrivi in SCRITTURE:
        scrivi(quante, ciclo)
