"""The pages of the open data with the plan of 2014: what there is, what each column means."""

import re

import pytest
from django.test import Client

from conciliazione.dati_aperti import Dataset, all_datasets
from piano.models import Versione
from tests.opendata.files import listed, main_of, page_of

pytestmark = pytest.mark.django_db

DATASETS = [pytest.param(dataset, id=dataset.nome) for dataset in all_datasets()]


def test_every_dataset_is_listed_once_with_its_forms(client: Client, plan_2014: None) -> None:
    page = page_of(client)
    names = [d.nome for d in all_datasets()]
    assert listed(page) == names
    for form in ("/opendata/{}.csv", "/opendata/{}.xlsx", "/api/v1/{}"):
        assert [n for n in names if page.count(f'href="{form.format(n)}"') != 1] == []
    assert f"{len(names)} insiemi di dati" in page


def test_the_last_change_is_said_where_it_is_known(client: Client, published: Versione) -> None:
    assert page_of(client).count("ultimo aggiornamento 27 giugno 2014") == 1


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_dictionary_has_every_field(
    dataset: Dataset, published: Versione, client: Client
) -> None:
    page = page_of(client, f"{dataset.nome}/")
    fields = re.findall(r'<th scope="row"><code>([\w]+)</code></th>', page)
    assert fields == [campo.nome for campo in dataset.campi]
    assert re.findall(r"<code>(\w+)</code>: ", page.partition("<h3>Filtri</h3>")[2]) == list(
        dataset.filtri.base_filters if dataset.filtri else []
    )


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_first_ten_rows_are_shown(
    dataset: Dataset, published: Versione, client: Client
) -> None:
    preview = page_of(client, f"{dataset.nome}/").partition(">Anteprima</h2>")[2]
    rows = re.findall(r"<tr><td>", preview.partition("</table>")[0])
    assert len(rows) == min(10, len(dataset.righe()))


def test_the_preview_is_written_as_people_read(client: Client, plan_2014: None) -> None:
    page = page_of(client, "voci/")
    assert "<td>€\N{NO-BREAK SPACE}186.497,19</td>" in page
    assert "<td>31 dicembre 2015</td>" in page_of(client, "cicli/")
    assert "<td>sì</td>" in page_of(client, "adesioni/")
    assert max(map(len, re.findall(r"<td>(.*?)</td>", page))) < 500


def test_how_to_cite_says_who_what_where_when(client: Client, published: Versione) -> None:
    page = page_of(client, "versioni/")
    citation = re.sub(
        r"<[^>]+>", "", page.partition("<blockquote")[2].partition("</blockquote>")[0]
    )
    assert citation.partition(">")[2] == (
        "Azienda Sanitaria Locale Milano 2, «Versioni pubblicate del Piano»,"
        " http://127.0.0.1:8000/opendata/versioni/, dati del 27 giugno 2014, licenza CC BY 4.0."
    )
    assert "dati ISTAT e openpolis, licenza CC BY 4.0." in page_of(client, "comuni/")


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_link_of_the_page_leads_somewhere(
    dataset: Dataset, published: Versione, client: Client
) -> None:
    links = set(re.findall(r'href="(/[^"#?]*)"', main_of(page_of(client, f"{dataset.nome}/"))))
    assert {link: client.head(link).status_code for link in links} == dict.fromkeys(links, 200)
