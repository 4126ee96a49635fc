"""A thing named in two ways gives one finding."""

from collections.abc import Callable

import pytest

from alleanze.models import Alleanza
from piano.models import (
    Piano,
    TabellaContesto,
)
from progetti.models import Progetto
from rete.models import (
    GrafiaSoggetto,
    Soggetto,
)
from tests.piano.controlli.semina import plant

pytestmark = pytest.mark.django_db

Slip = Callable[[], object]


def spelled(slug: str, *grafie: str) -> None:
    for grafia in grafie:
        GrafiaSoggetto.objects.create(soggetto=Soggetto.objects.get(slug=slug), grafia=grafia)


def project_title_changed() -> None:
    Progetto.objects.update(titolo="Tempi pesanti")


def project_title_in_capitals() -> None:
    Progetto.objects.update(titolo="Tempi Leggeri")


def plan_called_otherwise() -> None:
    Piano.objects.update(
        denominazioni_citate=["Piano Territoriale", "Piano di Azione", "Piano di lavoro"]
    )


def alliance_called_otherwise() -> None:
    Alleanza.objects.update(denominazione_citata="area ovest")


def alliance_on_the_other_side() -> None:
    Soggetto.objects.filter(slug="comune").update(denominazione="Comune di Borgo Est")
    Alleanza.objects.update(denominazione_citata="Borgo Ovest")


def two_spellings() -> None:
    spelled("cooperativa", "Coop. IL PONTE", "Cooperativa Il Ponte")


def one_letter_more() -> None:
    spelled("cooperativa", "Cooperativa Il Pontte")


def number_left_out() -> None:
    Soggetto.objects.filter(slug="azienda").update(sigla="ASL Valle 2")
    spelled("azienda", "ASL Valle")


def one_letter_more_in_a_title() -> None:
    TabellaContesto.objects.update(titolo_citato="Residenti del Commune di Borgo per anno")


PLANTED = [
    (
        "voce-con-altro-nome",
        project_title_changed,
        "risorse.voce/voce-progetto",
        "Le risorse chiamano «Tempi leggeri» il progetto che nel resto del Piano si intitola"
        " «Tempi pesanti».",
    ),
    (
        "voce-con-altre-maiuscole",
        project_title_in_capitals,
        "risorse.voce/voce-progetto",
        "Il titolo è scritto «Tempi Leggeri» fra i progetti e «Tempi leggeri» fra le risorse.",
    ),
    (
        "piano-con-piu-nomi",
        plan_called_otherwise,
        "piano.piano/pulito",
        "Il documento si intitola «Piano Territoriale di Conciliazione» e chiama sé stesso anche"
        " «Piano di Azione» e «Piano di lavoro».",
    ),
    (
        "alleanza-con-altro-nome",
        alliance_called_otherwise,
        "alleanze.alleanza/alleanza",
        "Gli atti chiamano «area ovest» quella che qui è «Alleanza di Borgo»: i due nomi non"
        " hanno una parola in comune.",
    ),
    (
        "punti-cardinali-contrari",
        alliance_on_the_other_side,
        "alleanze.alleanza/alleanza",
        "L'alleanza è detta «Borgo Ovest», ma la guida «Comune di Borgo Est»: i due nomi indicano"
        " parti opposte (ovest, est).",
    ),
    (
        "soggetto-con-piu-grafie",
        two_spellings,
        "rete.soggetto/cooperativa",
        "Il soggetto è scritto in 2 modi: «Coop. IL PONTE» e «Cooperativa Il Ponte».",
    ),
    (
        "nome-quasi-uguale",
        one_letter_more,
        "rete.soggetto/cooperativa:cooperativa-il-pontte",
        "Si legge «Cooperativa Il Pontte», quasi uguale a «Cooperativa Il Ponte».",
    ),
    (
        "nome-quasi-uguale",
        number_left_out,
        "rete.soggetto/azienda:asl-valle",
        "Si legge «ASL Valle», quasi uguale a «ASL Valle 2».",
    ),
    (
        "nome-quasi-uguale",
        one_letter_more_in_a_title,
        "rete.soggetto/comune:commune-di-borgo",
        "Si legge «Commune di Borgo», quasi uguale a «Comune di Borgo».",
    ),
]


@pytest.mark.parametrize(
    ("check", "slip", "oggetto", "testo"), PLANTED, ids=[riga[0] for riga in PLANTED]
)
def test_a_slip_gives_one_finding_with_its_object(
    check: str, slip: Slip, oggetto: str, testo: str
) -> None:
    assert plant(check, slip) == [(f"{check}:{oggetto}", testo)]
