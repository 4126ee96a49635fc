"""Each slip planted in the census, the money or the text gives one finding, with its object."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from piano.controlli import all_checks, examine
from piano.models import Capitolo, Dichiarazione, Piano, Sezione
from rete.models import Ambito, CensimentoServizi, Ciclo, TipologiaServizio
from risorse.models import Stanziamento, Voce
from tests.factories import make_ambito
from tests.piano.controlli.semina import plant
from tests.piano.piano_pulito import GIORNO, make_clean_plan

pytestmark = pytest.mark.django_db

MODULI = {"censimento", "risorse", "testi"}
Slip = Callable[[], object]


def census(slug: str, **campi: object) -> Slip:
    return lambda: CensimentoServizi.objects.filter(tipologia__slug=slug).update(**campi)


def counted_in_ambito(unita: int, posti: int | None) -> None:
    CensimentoServizi.objects.create(
        tipologia=TipologiaServizio.objects.get(slug="asilo-nido"),
        ciclo=Ciclo.objects.get(),
        ambito=Ambito.objects.get(slug="ambito"),
        unita=unita,
        posti=posti,
        fonte="Anagrafe 2014",
    )


def line(slug: str, **campi: object) -> Slip:
    return lambda: Voce.objects.filter(slug=slug).update(**campi)


SEMI = [
    # --- Services -----------------------------------------------------------------------------
    (
        "posti-uguali",
        census("centro-diurno", posti=120),
        "rete.tipologiaservizio/asilo-nido:120",
        "«Asilo nido» (4 unità) e «Centro diurno» (2 unità) hanno lo stesso numero di posti, 120:"
        " da verificare.",
    ),
    (
        "ambiti-che-non-sommano",
        lambda: counted_in_ambito(3, 120),
        "rete.tipologiaservizio/asilo-nido:unita",
        "«Asilo nido»: gli ambiti sommano a 3 unità, il totale del territorio è 4.",
    ),
    (
        "ambiti-che-non-sommano",
        lambda: (make_ambito(), counted_in_ambito(1, 130)),
        "rete.tipologiaservizio/asilo-nido:posti",
        "«Asilo nido»: gli ambiti sommano a 130 posti, il totale del territorio è 120.",
    ),
    (
        "censimento-senza-fonte",
        census("asilo-nido", fonte="", rilevato_il=None),
        "piano.piano/pulito:socioassistenziale:fonte+data",
        "Servizi socioassistenziali: 1 numero non ha né fonte né data: «Asilo nido».",
    ),
    (
        "posti-mancanti",
        census("asilo-nido", posti=None),
        "rete.tipologiaservizio/asilo-nido",
        "«Asilo nido» si misura in posti, ma il loro numero manca.",
    ),
    # --- Money --------------------------------------------------------------------------------
    (
        "riserva-senza-regola",
        line("voce-premialita", criterio=" "),
        "risorse.voce/voce-premialita",
        "«Premialità» accantona €\N{NO-BREAK SPACE}3.000,00 e non dice con quale criterio, in quali"
        " quote e quando si assegnano.",
    ),
    (
        "quota-non-scritta",
        line("voce-premialita", criterio=""),
        "risorse.voce/voce-premialita",
        "«Premialità» è €\N{NO-BREAK SPACE}3.000,00, esattamente il 30\N{NO-BREAK SPACE}% di"
        " €\N{NO-BREAK SPACE}10.000,00, il finanziamento regionale di «Tempi leggeri»: il Piano non"
        " dice se sia una regola.",
    ),
    (
        "voce-senza-importo",
        lambda: Stanziamento.objects.filter(voce__slug="voce-formazione").delete(),
        "risorse.voce/voce-formazione",
        "«Formazione» non ha alcun importo.",
    ),
    # --- Text ---------------------------------------------------------------------------------
    (
        "cifra-scritta-a-mano",
        lambda: Sezione.objects.filter(capitolo__slug="rete").update(
            testo="Nella Rete ci sono [[rete.membri]] soggetti con 1.200 addetti, il 12,5 %."
        ),
        "piano.sezione/pulito/1/1",
        "Il testo del capitolo «La Rete» scrive a mano le cifre «1.200» e «12,5 %».",
    ),
]


@pytest.mark.parametrize(
    ("check", "slip", "oggetto", "testo"), SEMI, ids=[f"{s[0]}-{n}" for n, s in enumerate(SEMI)]
)
def test_a_planted_slip_gives_one_finding(check, slip, oggetto, testo):
    assert plant(check, slip) == [(f"{check}:{oggetto}", testo)]


def test_every_check_of_these_is_planted():
    nostri = {c.nome for c in all_checks() if c.funzione.__module__.split(".")[-1] in MODULI}
    assert {seme[0] for seme in SEMI} == nostri


# --- What is right ----------------------------------------------------------------------------


def nothing(check: str, slip: Slip) -> bool:
    return plant(check, slip) == []


def test_a_source_with_its_year_dates_the_census():
    assert nothing(
        "censimento-senza-fonte", census("asilo-nido", fonte="Anagrafe 2014", rilevato_il=None)
    )


def test_a_reserve_with_a_rule_may_be_a_round_share():
    assert nothing("quota-non-scritta", line("voce-premialita", criterio="Il 30 %."))


def test_a_reserve_that_is_no_round_share_of_anything_is_not_asked_about():
    premialita = Stanziamento.objects.filter(voce__slug="voce-premialita")

    def spoil() -> None:
        line("voce-premialita", criterio="")()
        premialita.update(importo=3001)

    assert nothing("quota-non-scritta", spoil)


def test_the_queries_do_not_grow_with_the_rows():
    piano = make_clean_plan()
    with CaptureQueriesContext(connection) as poche:
        examine(Piano.objects.get(pk=piano.pk), GIORNO)
    for n in range(3):
        Dichiarazione.objects.create(
            slug=f"altra-{n}",
            capitolo=Capitolo.objects.get(slug="contesto"),
            ordine=n + 10,
            etichetta=f"Altra {n}",
            valore=Decimal(n),
            formula=f"{n} * [residenti]",
        )
        counted = TipologiaServizio.objects.create(
            slug=f"tipo-{n}", denominazione=f"Tipo {n}", settore="sociosanitario", ordine=n + 1
        )
        CensimentoServizi.objects.create(tipologia=counted, ciclo=piano.ciclo, unita=1)
    with CaptureQueriesContext(connection) as molte:
        examine(Piano.objects.get(pk=piano.pk), GIORNO)
    assert len(molte) == len(poche)
