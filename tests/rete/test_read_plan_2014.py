"""The pages of the network with the plan of 2014 in it."""

import pytest
from django.test import Client

from rete.models import Norma, Seggio, TemaNorma
from rete.territorio import Presenza

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]

DISTRETTI = [
    "distretto-di-pieve-emanuele",
    "distretto-di-rozzano",
    "distretto-sociale-3",
    "distretto-sociale-4",
    "distretto-sociale-5",
    "distretto-sociale-8",
    "distretto-sociale-sud-est-milano",
]
SINDACATI = ["cgil", "cgil-milano", "cisl", "cisl-milano-metropoli", "uil"]
PARTNER_SUD = [
    "afol-sud-milano",
    "alspes",
    "assemi",
    "aurora-2000",
    "cgil",
    "cisl",
    "distretto-di-pieve-emanuele",
    "distretto-di-rozzano",
    "eureka",
    "provincia-di-milano",
    "uil",
]


def test_thirty_two_members_are_two_on_the_map_twenty_without_seat_ten_without_name(
    client: Client,
) -> None:
    presenza = client.get("/rete/territorio/").context["presenza"]
    assert presenza == Presenza(membri=32, nominati=22, con_sede=2)
    assert (presenza.senza_sede, presenza.senza_nome) == (20, 10)


def test_the_map_has_the_fifty_three_comuni_with_their_members(client: Client) -> None:
    comuni = client.get("/rete/territorio/").context["mappa"]["comuni"]
    assert len(comuni) == 53
    assert {c["denominazione"]: c["valore"] for c in comuni if c["valore"]} == {
        "Cernusco sul Naviglio": 1,
        "Melegnano": 1,
    }


def test_there_is_one_count_so_far(client: Client) -> None:
    risposta = client.get("/rete/")
    assert [(m.data.isoformat(), m.totale) for m in risposta.context["serie"]] == [
        ("2014-06-27", 32)
    ]
    assert "Per ora c’è un conteggio solo" in risposta.text


def test_units_and_places_are_those_of_the_piano(client: Client) -> None:
    assert client.get("/servizi/per-area/").context["totale"] == ["24", "407", "9.678"]


def test_nine_topics_three_of_which_are_promised_and_empty(client: Client) -> None:
    temi = {tema.slug: tema.n_norme for tema in client.get("/rete/norme/").context["temi"]}
    assert temi == {
        "conciliazione": 4,
        "famiglia": 2,
        "lavoro": 2,
        "imprese": 3,
        "servizi-alla-persona": 2,
        "risorse": 2,
        "congedi-parentali": 0,
        "fiscalita-e-welfare": 0,
        "contrattazione-di-secondo-livello": 0,
    }
    assert not Norma.objects.filter(temi=None).exists()
    assert TemaNorma.objects.count() == 9


@pytest.mark.parametrize(
    ("organo", "categoria", "attesi"),
    [
        ("comitato-valutazione", "Uffici di Piano", DISTRETTI),
        ("comitato-valutazione", "Organizzazioni sindacali", SINDACATI),
        ("tavolo-locale", "Uffici di Piano degli ambiti territoriali", DISTRETTI),
        ("tavolo-locale", "Organizzazioni sindacali", SINDACATI),
        ("comitato-guida", "Soggetti partner dell'Alleanza di Complessi Equilibri", PARTNER_SUD),
        ("osservatorio-territoriale", "Sindacati", ["cgil", "cisl", "uil"]),
        ("osservatorio-territoriale", "Imprese profit", []),
        ("gruppo-di-lavoro", "AFOL", ["afol-est-milano", "afol-sud-milano"]),
        ("gruppo-di-lavoro", "Sindacato", SINDACATI),
    ],
)
def test_the_seat_of_a_category_knows_who_belongs_to_it(
    organo: str, categoria: str, attesi: list[str]
) -> None:
    seggio = Seggio.objects.get(organo__slug=organo, categoria=categoria)
    assert sorted(seggio.designanti.values_list("slug", flat=True)) == attesi


def test_the_seat_of_one_soggetto_names_nobody_else() -> None:
    doppi = Seggio.objects.filter(soggetto__isnull=False, designanti__isnull=False)
    assert list(doppi) == []
