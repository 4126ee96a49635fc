"""A reader looks for where a number comes from."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from rete.models import Ciclo
from tests.factories import (
    make_accordo,
    make_adesione,
    make_alleanza,
    make_atto,
    make_ciclo,
    make_indicatore,
    make_iniziativa,
    make_norma,
    make_obiettivo,
    make_organo,
    make_piano,
    make_profilo,
    make_progetto,
    make_risultato,
    make_soggetto,
    make_versione,
    make_voce,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rete() -> Ciclo:
    """A cycle in which three soggetti joined, one of whom left."""
    ciclo = make_ciclo(slug="2014-2015")
    make_profilo(soggetto=ciclo.capofila, nome_rete="Rete di prova")
    accordo = make_accordo(ciclo=ciclo)
    for nome, al in (("Alfa", None), ("Beta", None), ("Gamma", date(2014, 12, 31))):
        make_adesione(
            accordo=accordo,
            soggetto=make_soggetto(denominazione=nome),
            tipo="aderente",
            dal=date(2014, 3, 1),
            al=al,
        )
    return ciclo


def text_of(client: Client, riferimento: str, **query: object) -> str:
    risposta = client.get(reverse("rete:cifra", args=[riferimento]), query)
    assert risposta.status_code == 200
    return " ".join(risposta.content.decode().split())


def test_a_figure_shows_its_value_and_the_rows_that_add_up_to_it(
    client: Client, rete: Ciclo
) -> None:
    pagina = text_of(client, "rete.aderenti")
    assert '<span class="numero-chiave-valore">2</span>' in pagina
    assert "È la somma di 4 righe." in pagina
    assert [
        pagina.count(nome) for nome in ("Entrata: Alfa", "Entrata: Gamma", "Uscita: Gamma")
    ] == [
        1,
        1,
        1,
    ]


def test_a_figure_of_nothing_says_so(client: Client, rete: Ciclo) -> None:
    assert "Nessuna riga, oggi, concorre a questa cifra." in text_of(client, "rete.norme")


def test_a_name_is_not_said_to_be_a_sum(client: Client, rete: Ciclo) -> None:
    assert "Non è una somma" in text_of(client, "rete.nome")


def test_a_figure_with_parts_links_to_each(client: Client, rete: Ciclo) -> None:
    pagina = text_of(client, "rete.unita")
    assert reverse("rete:cifra", args=["rete.unita:sociosanitario"]) in pagina


@pytest.mark.parametrize(
    "riferimento",
    ["niente", "rete.membri:sud", "rete.unita:niente", "rete.unita:*", "a/b", "rete.membri|euro"],
)
def test_what_is_no_figure_is_not_found(client: Client, rete: Ciclo, riferimento: str) -> None:
    assert client.get(reverse("rete:cifra", args=[riferimento])).status_code == 404


def test_without_a_cycle_there_is_nothing_to_read(client: Client) -> None:
    assert client.get(reverse("rete:cifra", args=["rete.membri"])).status_code == 404
    assert "Non c’è ancora alcuna cifra" in client.get(reverse("rete:cifre")).content.decode()


def test_the_list_leads_to_each_figure(client: Client, rete: Ciclo) -> None:
    pagina = client.get(reverse("rete:cifre")).content.decode()
    assert reverse("rete:cifra", args=["rete.membri"]) in pagina
    assert reverse("rete:cifra", args=["risorse.totale"]) in pagina


@pytest.mark.parametrize("quante", [1, 30])
def test_the_list_costs_the_same_however_many_rows_are_counted(
    client: Client, rete: Ciclo, django_assert_num_queries: Callable, quante: int
) -> None:
    """One query for each thing that is counted, none for each row of it."""
    atto, uscita = make_atto(), datetime(2014, 6, 27, 12, tzinfo=UTC)
    piano = make_piano(ciclo=rete)
    make_versione(piano=piano, stato="definitiva", atto=atto, pubblicata_il=uscita)
    for n in range(quante):
        make_adesione(accordo=rete.accordo, soggetto=make_soggetto(), tipo="aderente")
        make_norma(), make_organo(), make_iniziativa(ciclo=rete), make_voce(ciclo=rete)
        make_alleanza(ciclo=rete)
        progetto = make_progetto(ciclo=rete, lettera=f"{n:02d}")
        make_indicatore(risultato=make_risultato(obiettivo=make_obiettivo(progetto=progetto)))
    client.get(reverse("rete:cifre"))
    with django_assert_num_queries(48):
        pagina = client.get(reverse("rete:cifre"))
    assert f'<td class="numero">{quante}</td>' in pagina.text


def test_a_page_of_rows_that_does_not_exist_is_the_last_one(client: Client, rete: Ciclo) -> None:
    assert "Entrata: Alfa" in text_of(client, "rete.aderenti", page=99)


# --- Another day ---


def test_a_figure_is_read_on_another_day(client: Client, rete: Ciclo) -> None:
    pagina = text_of(client, "rete.aderenti", al="2014-12-31")
    assert '<span class="numero-chiave-valore">3</span>' in pagina
    assert "al 31 dicembre 2014" in pagina
    assert "Uscita: Gamma" not in pagina
    assert f"{reverse('api:cifra', args=['rete.aderenti'])}?al=2014-12-31" in pagina


def test_a_figure_that_keeps_no_past_says_that_it_is_of_today(client: Client, rete: Ciclo) -> None:
    pagina = text_of(client, "rete.soggetti", al="2014-12-31")
    assert "È la cifra di oggi" in pagina
    assert "al 31 dicembre 2014" not in pagina


def test_the_list_says_of_which_day_each_figure_is(client: Client, rete: Ciclo) -> None:
    pagina = " ".join(client.get(reverse("rete:cifre"), {"al": "2014-12-31"}).text.split())
    righe = re.findall(
        r'<a href="([^"]+)">[^<]*</a></th> <td class="numero">([^<]*)</td> <td>[^<]*</td>'
        r" <td>([^<]*)</td>",
        pagina,
    )
    giorni = {indirizzo: (valore, giorno) for indirizzo, valore, giorno in righe}
    assert giorni["/rete/cifre/rete.aderenti/?al=2014-12-31"] == ("3", "31 dicembre 2014")
    assert giorni["/rete/cifre/rete.norme/?al=2014-12-31"] == ("0", "oggi")
    assert "/opendata/cifre.csv?al=2014-12-31" in pagina


@pytest.mark.parametrize("indirizzo", ["/rete/cifre/", "/rete/cifre/rete.membri/"])
def test_a_wrong_day_is_told_beside_its_field(client: Client, rete: Ciclo, indirizzo: str) -> None:
    risposta = client.get(indirizzo, {"al": "ieri"})
    assert risposta.status_code == 200
    assert "Scrivere un giorno, per esempio 31/12/2014." in risposta.text
