"""Makers of what goes wrong in a project."""

from progetti.models import Criticita
from rete.models import Utente
from tests.progetti.monitorare import Scena


def make_criticita(scena: Scena, **campi: object) -> Criticita:
    """A risk that the capofila of the cast wrote."""
    return Criticita.objects.create(
        **{
            "progetto": scena.progetto,
            "tipo": "rischio",
            "testo": "Poche aziende rispondono.",
            "segue": "La segreteria dell’alleanza",
            "creata_da": Utente.objects.get(email="capofila@rete.example"),
            **campi,
        }
    )
