"""Below a public list are the files of its rows, with the filters that mean the same in them."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.opendata.files import read_csv

# Page → its dataset, and filters of the page that come along.
LISTS = {
    "/rete/soggetti/": ("soggetti", {"natura": "ente_locale"}),
    "/rete/norme/": ("norme", {"tipo": "lr"}),
    "/rete/organi/": ("organi", {"livello": "rete"}),
    "/rete/territorio/": ("comuni", {"ambito": "rozzano"}),
    "/servizi/": ("servizi", {"settore": "sociosanitario"}),
    "/progetti/": ("progetti", {"origine": "avviso"}),
    "/progetti/risultati/": ("indicatori", {"progetto": "complessi-equilibri"}),
    "/alleanze/": ("alleanze", {"ciclo": "2014-2015"}),
    "/risorse/": ("voci", {"scopo": "progetto"}),
    "/formazione/": ("iniziative", {}),
    "/formazione/comunicazione/": ("righe-azioni", {}),
    "/rete/cifre/": ("cifre", {}),
}


def offered(client: Client, path: str, filtri: dict[str, str] | None = None) -> list[str]:
    """Where the links below the list lead."""
    page = client.get(path, filtri or {}).content.decode()
    found = re.findall(r'<p class="scarica[^>]*>(.*?)</p>', page, re.DOTALL)
    return [unescape(url) for text in found for url in re.findall(r'href="([^"]+)"', text)]


@pytest.mark.parametrize(("path", "dataset", "filtri"), [(p, *x) for p, x in LISTS.items()])
def test_a_list_offers_its_rows_with_its_filters(
    path: str, dataset: str, filtri: dict[str, str], plan_2014: None, db: None, client: Client
) -> None:
    base = f"/opendata/{dataset}"
    assert offered(client, path) == [f"{base}.csv", f"{base}.xlsx", f"{base}/"]
    query = "&".join(f"{nome}={valore}" for nome, valore in filtri.items())
    suffix = f"?{query}" if query else ""
    urls = offered(client, path, filtri)
    assert urls == [f"{base}.csv{suffix}", f"{base}.xlsx{suffix}", f"{base}/"]
    assert [client.head(url).status_code for url in urls] == [200, 200, 200]


@pytest.mark.parametrize(("path", "filtri"), [(p, f) for p, (_, f) in LISTS.items() if f])
def test_the_file_has_as_many_rows_as_the_filtered_list(
    path: str, filtri: dict[str, str], plan_2014: None, db: None, client: Client
) -> None:
    rows = read_csv(client, offered(client, path, filtri)[0].removeprefix("/opendata/"))
    assert client.get(path, filtri).context["paginator"].count == len(rows) > 0


def test_what_the_file_has_not_is_not_promised(plan_2014: None, db: None, client: Client) -> None:
    page = client.get("/rete/soggetti/", {"cerca": "asl", "natura": "azienda_sanitaria"})
    text = unescape(page.content.decode())
    assert "Scarica questi dati con i filtri scelti per «Natura»: " in text
    assert offered(client, "/rete/soggetti/", {"cerca": "asl"})[0] == "/opendata/soggetti.csv"


@pytest.mark.parametrize("natura", ["drago", "\x00", ""])
def test_nonsense_does_not_come_along(
    natura: str, plan_2014: None, db: None, client: Client
) -> None:
    for url in offered(client, "/rete/soggetti/", {"natura": natura})[:2]:
        assert "?" not in url
