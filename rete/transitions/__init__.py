"""How the rows of the network change state: one table for each thing that has states."""

from rete.transitions import domande, sedute, segnalazioni, variazioni

__all__ = ["domande", "sedute", "segnalazioni", "variazioni"]
