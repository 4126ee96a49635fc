"""The open data of the network: who, where, on which norms, with which services."""

from rete.dati_aperti import (  # noqa: F401 - all register
    norme,
    organi,
    sedute,
    servizi,
    soggetti,
    territorio,
)
