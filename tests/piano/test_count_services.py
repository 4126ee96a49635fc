"""The Piano counts the services of the whole territory, whatever is known of its ambiti."""

import json
from datetime import date

import pytest

from piano.capitoli.registro import Compilazione
from piano.capitoli.servizi import servizi, servizi_sintesi
from piano.models import Piano
from rete.models import Ambito, CensimentoServizi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]


def written() -> str:
    compilazione = Compilazione(Piano.objects.get(), date(2014, 6, 27))
    blocchi = [*servizi(compilazione, "sociosanitario"), *servizi_sintesi(compilazione, "")]
    return json.dumps(blocchi, default=str)


def test_what_an_ambito_counts_changes_no_table_of_the_piano() -> None:
    prima = written()
    riga = CensimentoServizi.objects.filter(tipologia__settore="sociosanitario").first()
    CensimentoServizi.objects.create(
        tipologia=riga.tipologia, ciclo=riga.ciclo, ambito=Ambito.objects.first(), unita=1000
    )
    assert written() == prima
    assert "126" in prima
