"""The open data of the network: who, where, on which norms, with which services."""

from rete.dati_aperti import norme, organi, servizi, soggetti, territorio  # noqa: F401 - all register
