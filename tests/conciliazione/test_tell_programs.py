"""What programs ask of the portal: site map, robots, feed, security contact, structured data."""

import gzip
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from rete.models import ProfiloCapofila
from tests.factories import (
    make_alleanza,
    make_norma,
    make_organo,
    make_parere,
    make_progetto,
    make_soggetto,
    make_tipologia,
)

BASE = "https://rete.example"
ATOM = "{http://www.w3.org/2005/Atom}"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(autouse=True)
def _base(settings: object) -> None:
    settings.BASE_URL = BASE


def structured(page: str) -> dict[str, dict]:
    """The structured data of a page by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {data["@type"]: data for data in map(json.loads, found)}


def test_the_site_map_has_every_card(client: Client, ciclo: object) -> None:
    cards = {
        f"/rete/soggetti/{make_soggetto(slug='uno').slug}/",
        f"/rete/organi/{make_organo(slug='due').slug}/",
        f"/rete/norme/{make_norma(slug='tre').slug}/",
        f"/servizi/{make_tipologia(slug='quattro').slug}/",
        f"/alleanze/{make_alleanza(slug='cinque', ciclo=ciclo).slug}/",
        f"/progetti/{make_progetto(slug='sei', ciclo=ciclo).slug}/",
        "/rete/soggetti/ente-capofila/",
    }
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    found = [loc.text for loc in ElementTree.fromstring(answer.content).iter(LOC)]  # noqa: S314
    assert len(found) == len(set(found))
    paths = {address.removeprefix(BASE) for address in found}
    assert {"/", "/rete/", "/servizi/", "/piano/", "/privacy/", "/formazione/calendario/"} < paths
    assert cards == {p for p in paths if p.count("/") > 2 and "formazione" not in p} & cards


def test_every_address_of_the_site_map_answers(client: Client, plan_2014: None) -> None:
    answer = client.get("/sitemap.xml")
    found = [loc.text for loc in ElementTree.fromstring(answer.content).iter(LOC)]  # noqa: S314
    paths = [address.removeprefix(BASE) for address in found]
    kinds = {re.sub(r"[^/]+/$", "", path): path for path in paths}
    assert {path: client.get(path).status_code for path in kinds.values()} == dict.fromkeys(
        kinds.values(), 200
    )


def test_robots_are_told_where_the_site_map_is(client: Client, db: None) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /cerca/",
        "Disallow: /accesso/",
        "Disallow: /amministrazione/",
        "",
        f"Sitemap: {BASE}/sitemap.xml",
    ]


def security(client: Client) -> list[tuple[str, str]]:
    text = client.get("/.well-known/security.txt").content.decode()
    return [tuple(line.split(": ", 1)) for line in text.splitlines() if line]


def test_security_contacts_are_those_of_the_lead_body(client: Client, ciclo: object) -> None:
    ProfiloCapofila.objects.update(email="ufficio@asl.example")
    fields = security(client)
    assert [name for name, _ in fields] == [
        *("Contact", "Contact", "Expires", "Preferred-Languages", "Canonical")
    ]
    values = [value for _, value in fields]
    assert values[:2] == ["mailto:ufficio@asl.example", f"{BASE}/segnala-un-problema/"]
    left = datetime.fromisoformat(values[2]) - timezone.now()
    assert timedelta(days=90) < left < timedelta(days=365)
    assert values[4] == f"{BASE}/.well-known/security.txt"


def test_without_a_lead_body_no_address_is_invented(client: Client, db: None) -> None:
    contacts = [value for name, value in security(client) if name == "Contact"]
    assert contacts == [f"{BASE}/segnala-un-problema/"]


def test_the_feed_has_what_is_new_with_its_day(client: Client, ciclo: object) -> None:
    organo = make_organo(slug="tavolo", denominazione="Tavolo & prova")
    make_parere(organo=organo, ciclo=ciclo, oggetto="Piano")
    feed = ElementTree.fromstring(client.get("/novita.atom").content)  # noqa: S314
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Tavolo & prova: parere favorevole"
    assert entry.find(f"{ATOM}link").get("href").endswith("/rete/organi/tavolo/")
    assert entry.findtext(f"{ATOM}updated") == "2014-06-23T00:00:00+02:00"
    assert entry.findtext(f"{ATOM}id") == f"{BASE}/rete/organi/tavolo/#2014-06-23"


def test_an_empty_feed_is_still_a_feed(client: Client, db: None) -> None:
    feed = ElementTree.fromstring(client.get("/novita.atom").content)  # noqa: S314
    assert feed.findall(f"{ATOM}entry") == []


def test_a_page_has_one_address_whatever_the_filters(client: Client, db: None) -> None:
    page = client.get("/rete/soggetti/?natura=impresa&cerca=x").content.decode()
    assert f'<link rel="canonical" href="{BASE}/rete/soggetti/">' in page
    assert f'<meta property="og:url" content="{BASE}/rete/soggetti/">' in page
    assert '<meta property="og:title" content="Soggetti">' in page


def test_the_pages_of_a_list_have_an_address_each(client: Client, db: None) -> None:
    for _ in range(21):
        make_soggetto()
    page = client.get("/rete/soggetti/?page=2&natura=associazione").content.decode()
    assert f'<link rel="canonical" href="{BASE}/rete/soggetti/?page=2">' in page


def test_an_error_has_no_address_of_its_own(client: Client, db: None) -> None:
    page = client.get("/non-esiste/").content.decode()
    assert "canonical" not in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_breadcrumb_is_told_to_programs_too(client: Client, ciclo: object) -> None:
    steps = structured(client.get("/segnala-un-problema/").content.decode())["BreadcrumbList"]
    assert steps["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{BASE}/"},
        {"@type": "ListItem", "position": 2, "name": "Segnala un problema"},
    ]


def test_the_home_says_which_organisation_it_is_of(client: Client, ciclo: object) -> None:
    data = structured(client.get("/").content.decode())["GovernmentOrganization"]
    assert data == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": "Rete di prova",
        "url": f"{BASE}/",
        "parentOrganization": {"@type": "GovernmentOrganization", "name": "Ente capofila"},
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_site_map_is_one_query_for_each_kind(client: Client, ciclo: object, rows: int) -> None:
    for _ in range(rows):
        make_soggetto()
    with assertNumQueries(12):
        client.get("/sitemap.xml")


def test_the_scripts_of_a_page_weigh_little() -> None:
    """All the JavaScript there is, as it travels: at most 100 kB."""
    scripts = sorted(Path(finders.find("portale.js")).parent.glob("**/*.js"))
    assert [script.name for script in scripts] == ["passkey.js", "portale.js"]
    assert sum(len(gzip.compress(s.read_bytes(), 6)) for s in scripts) <= 100_000
