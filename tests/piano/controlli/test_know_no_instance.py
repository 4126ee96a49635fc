"""A check is of a kind: its code names no soggetto, project, line or alliance of any plan."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from alleanze.models import Alleanza
from formazione.models import AzioneComunicazione, Iniziativa
from progetti.models import Progetto
from rete.models import Ambito, Soggetto
from risorse.enums import ScopoVoce
from risorse.models import Voce

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]

CODICE = sorted((Path(settings.BASE_DIR) / "piano/controlli").glob("*.py"))
NOMI = [
    (Soggetto.objects, "denominazione"),
    (Soggetto.objects, "sigla"),
    (Soggetto.objects, "slug"),
    (Progetto.objects, "titolo"),
    (Progetto.objects, "slug"),
    (Voce.objects.filter(scopo=ScopoVoce.PROGETTO), "denominazione_citata"),
    (Voce.objects.filter(scopo=ScopoVoce.PROGETTO), "slug"),
    (Alleanza.objects, "denominazione"),
    (Alleanza.objects, "denominazione_citata"),
    (Ambito.objects, "denominazione"),
    (Iniziativa.objects, "slug"),
    (AzioneComunicazione.objects, "slug"),
]


def test_the_code_of_the_checks_names_no_row_of_2014() -> None:
    letti = [righe.values_list(campo, flat=True) for righe, campo in NOMI]
    nomi = {re.escape(nome.casefold()) for valori in letti for nome in valori if nome}
    cercati = re.compile(rf"\b(?:{'|'.join(sorted(nomi))})\b")
    trovati = [
        f"{path.name}: {nome}"
        for path in CODICE
        for nome in cercati.findall(path.read_text(encoding="utf-8").casefold())
    ]
    assert trovati == []
