"""A slip in an objective, a result or an indicator gives one finding, with its object."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from piano.models import (
    MisuraIndicatore,
    ObiettivoGenerale,
    Piano,
)
from progetti.enums import ColonnaCitata
from progetti.models import (
    Attivita,
    Coinvolgimento,
    Destinatario,
    Indicatore,
    ObiettivoSpecifico,
    RisultatoAtteso,
)
from tests.piano.controlli.semina import plant

pytestmark = pytest.mark.django_db

Slip = Callable[[], object]


def objective(numero: int = 1) -> ObiettivoSpecifico:
    return ObiettivoSpecifico.objects.get(numero=numero)


def of_objective(modello: type, numero: int = 1) -> object:
    """The rows of a kind that belong to an objective."""
    return modello.objects.filter(obiettivo__numero=numero)


def indicator() -> object:
    return Indicatore.objects.filter(risultato__obiettivo__numero=1)


def no_place() -> None:
    ObiettivoSpecifico.objects.filter(numero=2).update(luogo="")


def same_activities() -> None:
    Attivita.objects.update(testo="Organizzare qualcosa.")


def letters_swapped() -> None:
    of_objective(RisultatoAtteso).update(lettera="b")


def printed_elsewhere() -> None:
    of_objective(Attivita).update(colonna_citata=ColonnaCitata.LUOGO)


def real_time_once_in_six_months() -> None:
    of_objective(Attivita).update(testo="Pubblicare i dati in tempo reale.")
    of_objective(RisultatoAtteso).update(testo="40 pubblicazioni semestrali.")


def nobody_named() -> None:
    Coinvolgimento.objects.create(
        obiettivo=objective(), ordine=2, denominazione_citata="Coordinamento"
    )


def two_targets_in_a_line() -> None:
    of_objective(RisultatoAtteso).update(testo="Almeno 40 famiglie e 10 incontri.")
    primo = indicator().get()
    Indicatore.objects.create(
        risultato=primo.risultato,
        ordine=2,
        denominazione="Incontri",
        unita="incontri",
        target=Decimal(10),
    )


def another_target() -> None:
    indicator().update(target=Decimal(30))


def promised_not_measured() -> None:
    of_objective(Attivita).update(testo="Accogliere almeno 40 famiglie.")
    indicator().update(target=None)


def falling_without_base() -> None:
    indicator().update(base=None, direzione="diminuisce")


def second_result_not_measured() -> None:
    RisultatoAtteso.objects.create(obiettivo=objective(), ordine=2, lettera="b", testo="Un libro.")


def general_objective_not_measured() -> None:
    ObiettivoGenerale.objects.create(piano=Piano.objects.get(), ordine=2, testo="Durare a lungo.")


def indicator_of_nothing() -> None:
    ObiettivoGenerale.objects.get().indicatori.clear()


PLANTED = [
    (
        "obiettivo-senza-luogo",
        no_place,
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: manca il luogo di svolgimento nell'obiettivo 2.",
    ),
    (
        "obiettivo-senza-attivita",
        lambda: of_objective(Attivita).delete(),
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: mancano le attività nell'obiettivo 1.",
    ),
    (
        "obiettivo-senza-destinatari",
        lambda: of_objective(Destinatario).delete(),
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: mancano i destinatari nell'obiettivo 1.",
    ),
    (
        "obiettivo-senza-risultati",
        lambda: of_objective(RisultatoAtteso).delete(),
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: mancano i risultati attesi nell'obiettivo 1.",
    ),
    (
        "obiettivo-senza-soggetti",
        lambda: of_objective(Coinvolgimento).delete(),
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: mancano i soggetti coinvolti nell'obiettivo 1.",
    ),
    (
        "soggetto-coinvolto-generico",
        nobody_named,
        "progetti.obiettivospecifico/progetto/1",
        "Progetto «Tempi leggeri», obiettivo 1: fra i soggetti coinvolti «Coordinamento» non dice"
        " di chi si tratti.",
    ),
    (
        "obiettivi-con-le-stesse-attivita",
        same_activities,
        "progetti.obiettivospecifico/progetto/2",
        "Progetto «Tempi leggeri», obiettivo 2: ripete l'unica attività dell'obiettivo 1, che ha"
        " un altro scopo.",
    ),
    (
        "lettere-che-non-corrispondono",
        letters_swapped,
        "progetti.obiettivospecifico/progetto/1",
        "Progetto «Tempi leggeri», obiettivo 1: le attività hanno le lettere a, i risultati b.",
    ),
    (
        "attivita-in-altra-colonna",
        printed_elsewhere,
        "progetti.obiettivospecifico/progetto/1",
        "Progetto «Tempi leggeri», obiettivo 1: 1 attività è stampata sotto «Luogo di"
        " svolgimento».",
    ),
    (
        "frequenze-contrarie",
        real_time_once_in_six_months,
        "progetti.obiettivospecifico/progetto/1:a",
        "Progetto «Tempi leggeri», obiettivo 1: l'attività a promette «Pubblicare i dati in tempo"
        " reale», il risultato a misura «40 pubblicazioni semestrali».",
    ),
    (
        "indicatori-senza-target",
        lambda: indicator().update(target=None),
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: 1 indicatore su 2 senza valore atteso: «Famiglie accolte».",
    ),
    (
        "indicatori-senza-prova",
        lambda: indicator().get().prove.clear(),
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: 1 indicatore su 2 senza tipo di prova: «Famiglie accolte».",
    ),
    (
        "indicatori-senza-unita",
        lambda: indicator().update(unita=""),
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: 1 indicatore su 2 senza unità di misura: «Famiglie accolte».",
    ),
    (
        "indicatori-senza-base",
        falling_without_base,
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: 1 indicatore su 2 senza valore di partenza: «Famiglie accolte».",
    ),
    (
        "obiettivi-senza-indicatore",
        lambda: indicator().delete(),
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: 1 obiettivo senza indicatori: «Offrire nidi aperti anche"
        " d'estate».",
    ),
    (
        "risultati-senza-indicatore",
        second_result_not_measured,
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: 1 risultato senza indicatore: «Un libro».",
    ),
    (
        "piu-target-in-un-risultato",
        two_targets_in_a_line,
        "progetti.progetto/progetto",
        "Progetto «Tempi leggeri»: 1 riga promette più valori insieme: 1a (40 e 10).",
    ),
    (
        "target-diverso-dal-testo",
        another_target,
        "progetti.indicatore/progetto/1/1/1",
        "Progetto «Tempi leggeri», obiettivo 1: la riga dice «Almeno 40 famiglie accolte»,"
        " l'indicatore «Famiglie accolte» aspetta 30.",
    ),
    (
        "quantita-promessa-senza-target",
        promised_not_measured,
        "progetti.indicatore/progetto/1/1/1",
        "Progetto «Tempi leggeri», obiettivo 1: un'attività promette almeno 40 famiglie, ma"
        " l'indicatore «Famiglie accolte» non ha un valore atteso.",
    ),
    (
        "obiettivo-generale-senza-indicatore",
        general_objective_not_measured,
        "piano.obiettivogenerale/pulito/2",
        "L'obiettivo generale 2 non ha un indicatore: «Durare a lungo».",
    ),
    (
        "indicatore-senza-obiettivo",
        indicator_of_nothing,
        "piano.indicatorepiano/pulito/1",
        "Nessun obiettivo generale usa l'indicatore «Nuove adesioni alla Rete».",
    ),
    (
        "indicatori-del-piano-incompleti",
        lambda: MisuraIndicatore.objects.update(target=None),
        "piano.piano/pulito:target",
        "1 indicatore del Piano su 1 senza valore atteso: n. 1.",
    ),
    (
        "indicatori-del-piano-incompleti",
        lambda: MisuraIndicatore.objects.update(fonte=""),
        "piano.piano/pulito:fonte",
        "1 indicatore del Piano su 1 senza fonte dei dati: n. 1.",
    ),
    (
        "indicatori-del-piano-incompleti",
        lambda: MisuraIndicatore.objects.update(cadenza=""),
        "piano.piano/pulito:cadenza",
        "1 indicatore del Piano su 1 senza cadenza di rilevazione: n. 1.",
    ),
    (
        "indicatori-del-piano-incompleti",
        lambda: MisuraIndicatore.objects.update(base=None, con_incremento=True),
        "piano.piano/pulito:base",
        "1 indicatore del Piano su 1 senza valore di partenza: n. 1.",
    ),
]


@pytest.mark.parametrize(
    ("check", "slip", "oggetto", "testo"), PLANTED, ids=[riga[0] for riga in PLANTED]
)
def test_a_slip_gives_one_finding_with_its_object(
    check: str, slip: Slip, oggetto: str, testo: str
) -> None:
    assert plant(check, slip) == [(f"{check}:{oggetto}", testo)]
