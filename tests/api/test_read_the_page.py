"""The page for who writes programs says where everything is."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from conciliazione.dati_aperti import all_datasets

pytestmark = pytest.mark.django_db


def test_the_page_lists_every_dataset(client: Client) -> None:
    page = client.get("/api/").content.decode()
    listed = re.findall(r'<th scope="row"><a href="/api/v1/([\w-]+)">', page)
    assert listed == [dataset.nome for dataset in all_datasets()]


def test_the_page_says_the_real_addresses_and_limits(
    client: Client, settings: LazySettings
) -> None:
    settings.BASE_URL = "https://rete.example"
    settings.API_LIMITE_RICHIESTE, settings.API_LIMITE_SECONDI = 77, 33
    page = client.get("/api/").content.decode()
    assert 'curl "https://rete.example/api/v1/soggetti?natura=ente_locale' in page
    assert "77 richieste ogni 33 secondi" in page


def test_every_link_of_the_page_leads_somewhere(client: Client) -> None:
    page = client.get("/api/").content.decode().partition("<main")[2].partition("</main>")[0]
    links = set(re.findall(r'href="(/[^"#]*)"', page))
    assert {client.get(link).status_code for link in links - {"/api/v1/status"}} == {200}
