"""The signature of an agreement is one proof, whoever records it at the same moment."""

from collections.abc import Callable

import pytest
from django.test import Client

from progetti.models import Prova
from rete.models import Utente
from tests.factories import make_convenzione
from tests.insieme import together
from tests.progetti.monitorare import set_the_scene

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
VOLTE = 5


def test_two_who_record_it_at_once_make_one_proof(cast: dict[str, Utente]) -> None:
    scena = set_the_scene()
    nuova = f"/monitoraggio/progetti/{scena.progetto.slug}/prove/aggiungi/"

    def record(codice: str, n: int) -> Callable[[], int]:
        client = Client()
        client.force_login(cast["capofila"])
        dati = {
            "gettone": f"{codice}-{n}",
            "convenzione": codice,
            "titolo": "Firma",
            "data": "2015-03-12",
            "tipo": scena.tipo.slug,
            "riservatezza": "interno",
        }
        return lambda: client.post(nuova, dati).status_code

    for volta in range(VOLTE):
        convenzione = make_convenzione(alleanza=scena.progetto.alleanza)
        esiti = together([record(convenzione.codice, n) for n in range(3)])
        assert sorted(esiti) == [200, 200, 302]
        assert Prova.objects.count() == volta + 1
