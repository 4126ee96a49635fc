"""The plan of 2014 is read whole from the API: each row as its dataset declares it."""

import re

import pytest
from django.test import Client

from conciliazione.dati_aperti import Campo, Dataset, Ramo, Tipo, all_datasets
from piano.models import Versione

pytestmark = pytest.mark.django_db

DATASETS = [pytest.param(dataset, id=dataset.nome) for dataset in all_datasets()]
ENVELOPE = ["totale", "pagina", "pagine", "per_pagina", "successiva", "precedente", "items"]
KINDS = {
    Tipo.TESTO: str,
    Tipo.INTERO: int,
    Tipo.DECIMALE: (int, float),
    Tipo.EURO: str,
    Tipo.DATA: str,
    Tipo.ISTANTE: str,
    Tipo.BOOLEANO: bool,
    Tipo.INDIRIZZO: str,
    Tipo.ELENCO: list,
}
SHAPES = {
    Tipo.EURO: r"\d+\.\d\d",
    Tipo.DATA: r"\d{4}-\d\d-\d\d",
    Tipo.ISTANTE: r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00",
    Tipo.INDIRIZZO: r"http://127\.0\.0\.1:8000/\S+",
}

# The plan tells of no meeting of its organi, and of its call only who won.
MAI_NOMINATI = {"sedute", "avvisi", "graduatorie", "convenzioni"}


@pytest.mark.parametrize("dataset", DATASETS)
def test_each_row_of_the_plan_is_as_its_fields_say(
    dataset: Dataset, published: Versione, client: Client
) -> None:
    body = client.get(f"/api/v1/{dataset.nome}?per_pagina=100").json()
    assert list(body) == ENVELOPE
    assert body["totale"] == len(dataset.righe())
    assert (body["totale"] == 0) == (dataset.nome in MAI_NOMINATI)
    assert [wrong for row in body["items"] for wrong in flaws(dataset.campi, row)] == []


@pytest.mark.parametrize("dataset", [p for p in DATASETS if p.values[0].chiave])
def test_each_row_of_the_plan_has_its_own_address(
    dataset: Dataset, published: Versione, client: Client
) -> None:
    for row in client.get(f"/api/v1/{dataset.nome}?per_pagina=100").json()["items"]:
        body = client.get(f"/api/v1/{dataset.nome}/{row[dataset.chiave]}").json()
        assert flaws(dataset.parti, body) == []
        assert {nome: body[nome] for nome in row} == row


def flaws(parti: tuple[Campo | Ramo, ...], row: dict[str, object]) -> list[str]:
    """What in a row is not as its declaration says."""
    if list(row) != [parte.nome for parte in parti]:
        return [f"members: {list(row)}"]
    return [flaw for parte in parti for flaw in _flaws_of(parte, row[parte.nome])]


def _flaws_of(parte: Campo | Ramo, value: object) -> list[str]:
    if isinstance(parte, Ramo):
        return [flaw for riga in value for flaw in flaws(parte.parti, riga)]
    if value is None:
        return [] if parte.facoltativo else [f"{parte.nome}: missing"]
    right = isinstance(value, KINDS[parte.tipo])
    right = right and (parte.tipo not in SHAPES or re.fullmatch(SHAPES[parte.tipo], value))
    right = right and (not parte.valori or value in dict(parte.valori))
    return [] if right else [f"{parte.nome}: {value!r}"]


def test_a_project_has_its_whole_tree(plan_2014: None, client: Client) -> None:
    body = client.get("/api/v1/progetti/insieme-conviene").json()
    obiettivo = body["obiettivi"][0]
    assert {parte: isinstance(obiettivo[parte], list) for parte in obiettivo} == {
        **dict.fromkeys(("numero", "titolo", "titolo_breve", "luogo"), False),
        **dict.fromkeys(("attivita", "destinatari", "coinvolgimenti", "risultati"), True),
    }
    indicatori = [
        indicatore
        for obiettivo in body["obiettivi"]
        for risultato in obiettivo["risultati"]
        for indicatore in risultato["indicatori"]
    ]
    assert len(indicatori) == body["indicatori"]
    assert sum(i["target"] is not None for i in indicatori) == body["target"]
    assert all(isinstance(prova, str) for i in indicatori for prova in i["prove"])


def test_the_lines_of_the_budget_add_up(plan_2014: None, client: Client) -> None:
    voci = client.get("/api/v1/voci?per_pagina=100").json()["items"]
    stanziati = client.get("/api/v1/stanziamenti?per_pagina=100").json()["items"]
    fonti = ("regionale", "pubblico", "privato")
    cents = {v["slug"]: [round(float(v[fonte]) * 100) for fonte in fonti] for v in voci}
    assert [sum(cents[v["slug"]]) for v in voci] == [round(float(v["totale"]) * 100) for v in voci]
    assert sum(map(sum, cents.values())) == sum(round(float(s["importo"]) * 100) for s in stanziati)
    assert {sum(v[f"quota_{fonte}"] for fonte in fonti) for v in voci} == {100}
