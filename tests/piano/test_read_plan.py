"""The public reads the last published version, chapter by chapter or in PDF."""

import hashlib
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from piano.compilazione import render_html
from piano.dati import compile_data
from piano.models import Piano, Versione
from piano.parti import neighbours, parts
from tests.factories import make_atto, make_ciclo, make_documento, make_piano, make_versione

ON = date(2014, 6, 27)
pytestmark = pytest.mark.django_db


def published(piano: Piano, **fields: object) -> Versione:
    versione = make_versione(piano=piano, **fields)
    Versione.objects.filter(pk=versione.pk).update(
        stato="definitiva", pubblicata_il=versione.compilata_il, atto=make_atto()
    )
    versione.refresh_from_db()
    return versione


@pytest.fixture
def plan(plan_2014: None) -> Versione:
    """The plan of 2014, published."""
    piano = Piano.objects.get()
    return published(piano, dati=compile_data(piano, ON), dati_al=ON)


def test_before_anything_is_published_the_page_says_so(client: Client) -> None:
    page = client.get(reverse("piano:piano"))
    assert page.status_code == 200
    assert "Il Piano non è ancora pubblicato" in page.content.decode()
    assert client.get(reverse("piano:intero")).status_code == 404
    assert client.get(reverse("piano:capitolo", args=["contesto"])).status_code == 404


def test_the_page_lists_chapters_annexes_and_versions(plan: Versione, client: Client) -> None:
    page = client.get(reverse("piano:piano"))
    titles = [parte.titolo for parte in page.context["parti"]]
    assert titles[0] == "1. Introduzione"
    assert titles[10:12] == ["11. Tempistiche", "Allegato A. Soggetti nominati nel Piano"]
    assert len(titles) == 16
    assert plan.documento.sha256 in page.content.decode()


@pytest.mark.parametrize("slug", ["introduzione", "contesto", "risorse", "allegato-b"])
def test_a_part_has_its_neighbours_and_its_contents(
    plan: Versione, client: Client, slug: str
) -> None:
    page = client.get(reverse("piano:capitolo", args=[slug]))
    tutte = [parte.slug for parte in page.context["parti"]]
    posto = tutte.index(slug)
    assert page.context["parte"].slug == slug
    assert getattr(page.context["prima"], "slug", None) == (tutte[posto - 1] if posto else None)
    assert page.context["dopo"].slug == tutte[posto + 1]


def test_the_first_and_the_last_part_have_one_neighbour(plan: Versione) -> None:
    tutte = parts(plan.dati)
    assert neighbours(tutte, tutte[0]) == (None, tutte[1])
    assert neighbours(tutte, tutte[-1]) == (tutte[-2], None)
    assert neighbours(tutte[:1], tutte[0]) == (None, None)
    assert neighbours([], tutte[0]) == (None, None)


def test_a_part_that_is_not_there_is_a_404(plan: Versione, client: Client) -> None:
    assert client.get(reverse("piano:capitolo", args=["nessuno"])).status_code == 404


def test_the_whole_plan_is_one_page_with_every_anchor(plan: Versione, client: Client) -> None:
    html = client.get(reverse("piano:intero")).content.decode()
    anchors = [f"tabella-{t['numero']}" for t in plan.dati["tabelle"]]
    anchors += [f"figura-{f['numero']}" for f in plan.dati["figure"]]
    assert [a for a in anchors if html.count(f'id="{a}"') != 1] == []


def test_pages_and_pdf_have_the_same_tables(plan: Versione, client: Client) -> None:
    page, paper = client.get(reverse("piano:intero")).content.decode(), render_html(plan.dati)
    assert page.count('<table id="tabella-') == paper.count('<table id="tabella-')
    assert page.count("<figure ") == paper.count("<figure ") == len(plan.dati["figure"])
    assert "459.836,19" in page
    assert "459.836,19" in paper
    assert " style=" not in page


def test_the_pdf_is_the_one_of_the_record(client: Client) -> None:
    content = b"%PDF-1.7 il Piano"
    versione = published(make_piano(), documento=make_documento(content, nome="piano.pdf"))
    answer = client.get(reverse("piano:download", args=[versione.codice]))
    given = b"".join(answer.streaming_content)
    assert hashlib.sha256(given).hexdigest() == versione.documento.sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="piano.pdf"'


def test_the_newest_cycle_comes_first(client: Client) -> None:
    dati = {"piano": {}, "capitoli": [], "allegati": []}
    vecchio = make_piano(ciclo=make_ciclo(dal=date(2011, 1, 1), al=date(2013, 12, 31)))
    nuovo = make_piano(ciclo=make_ciclo(dal=date(2014, 1, 1), al=date(2015, 12, 31)))
    recente = published(nuovo, numero=1, dati=dati)
    published(vecchio, numero=9, dati=dati)
    assert client.get(reverse("piano:piano")).context["versione"] == recente


def test_a_draft_is_not_there_for_the_public(plan: Versione, client: Client) -> None:
    bozza = make_versione(piano=plan.piano, dati=plan.dati)
    addresses = [
        bozza.get_absolute_url(),
        reverse("piano:download", args=[bozza.codice]),
        reverse("piano:capitolo_versione", args=[bozza.codice, "risorse"]),
    ]
    assert [client.get(url).status_code for url in addresses] == [404, 404, 404]
    assert bozza.codice not in client.get(reverse("piano:piano")).content.decode()


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_asks_as_many_queries_whatever_the_versions(
    client: Client, django_assert_num_queries: object, versions: int
) -> None:
    piano = make_piano()
    for _ in range(versions):
        published(piano, dati={"piano": {}, "capitoli": [], "allegati": []})
    with django_assert_num_queries(4):  # the last, which ones are shown, these, lead body
        client.get(reverse("piano:piano"))
