"""The figures of the indicators: what was verified, on any day, with the rows behind it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from conciliazione.cifre import ErroreCifra, Lettura
from progetti.enums import Direzione, StatoRilevazione
from progetti.models import Consegna, Indicatore, Prova
from rete.models import Ciclo
from tests.factories import make_progetto
from tests.factories.monitoraggio import make_consegna, make_indicator_of, make_rilevazione
from tests.opendata.files import content, read_csv

pytestmark = pytest.mark.django_db

VERIFICATA = StatoRilevazione.VERIFICATA
MARZO, GIUGNO, OGGI = date(2015, 3, 12), date(2015, 6, 30), date(2015, 12, 31)


@pytest.fixture
def consegna(ciclo: Ciclo) -> Consegna:
    progetto = make_progetto(ciclo=ciclo, slug="tempo", dal=date(2015, 1, 1), al=date(2016, 12, 31))
    return make_consegna(progetto=progetto)


@pytest.fixture
def operatori(consegna: Consegna) -> Indicatore:
    """20 verified on two days, upon a baseline of 2; 9 more that are only declared."""
    indicatore = make_indicator_of(
        consegna, denominazione="Operatori formati", unita="operatori", base=2, target=30
    )
    con = {"consegna": consegna, "indicatore": indicatore}
    make_rilevazione(VERIFICATA, ("11",), valore=11, data=MARZO, **con)
    make_rilevazione(VERIFICATA, ("4", "5"), valore=9, data=GIUGNO, **con)
    make_rilevazione(valore=9, data=OGGI, **con)
    return indicatore


def reading(indicatore: Indicatore, on: date = OGGI) -> Lettura:
    return Lettura(indicatore.risultato.obiettivo.progetto.ciclo, on)


def test_only_what_was_verified_by_the_day_counts(operatori: Indicatore) -> None:
    chiave = f"progetti.verificato:{operatori.riferimento}"
    letti = {on: reading(operatori, on).value(chiave) for on in (MARZO, GIUGNO, OGGI)}
    assert letti == {MARZO: 13, GIUGNO: 22, OGGI: 22}
    assert reading(operatori, date(2015, 3, 11)).value(chiave) is None


def test_the_rows_behind_say_kind_and_day_of_the_proofs_and_no_name(
    operatori: Indicatore,
) -> None:
    Prova.objects.update(titolo="Nome di persona", luogo="Casa sua")
    tipi = {p.data: p.tipo.denominazione for p in Prova.objects.filter(data=MARZO)}
    origini = reading(operatori).origins(f"progetti.verificato:{operatori.riferimento}")[:]
    assert [(o.nome, o.valore) for o in origini[:2]] == [
        ("Valore di partenza", 2),
        (f"Incremento al 12 marzo 2015. Prove: {tipi[MARZO]} del 12 marzo 2015.", 11),
    ]
    assert sum(o.valore for o in origini) == 22
    assert len(origini) == 3
    assert "persona" not in "".join(o.nome + o.url for o in origini)


def test_of_readings_the_last_verified_is_the_row_behind(consegna: Consegna) -> None:
    assenze = make_indicator_of(
        consegna, cumulativo=False, direzione=Direzione.DIMINUISCE, base=100, target=60
    )
    con = {"consegna": consegna, "indicatore": assenze}
    make_rilevazione(VERIFICATA, valore=90, data=MARZO, **con)
    make_rilevazione(VERIFICATA, valore=80, data=GIUGNO, **con)
    lettura = reading(assenze)
    origini = lettura.origins(f"progetti.verificato:{assenze.riferimento}")
    assert [(o.nome, o.valore) for o in origini] == [
        ("Lettura al 30 giugno 2015. Verificato senza una prova allegata.", 80)
    ]
    assert lettura.value(f"progetti.avanzamento:{assenze.riferimento}") == 50
    confronto = lettura.origins(f"progetti.avanzamento:{assenze.riferimento}")
    assert [(o.nome, o.valore) for o in confronto] == [
        ("Valore verificato", 80),
        ("Valore di partenza", 100),
        ("Valore atteso", 60),
    ]


def test_what_nobody_measured_has_no_value_and_no_rows(consegna: Consegna) -> None:
    indicatore = make_indicator_of(consegna, base=4)
    lettura = reading(indicatore)
    for chiave in ("progetti.verificato", "progetti.avanzamento"):
        assert lettura.value(f"{chiave}:{indicatore.riferimento}") is None
        assert lettura.origins(f"{chiave}:{indicatore.riferimento}") == []


def test_how_many_are_measured_and_how_many_are_there(
    operatori: Indicatore, consegna: Consegna
) -> None:
    arrivato = make_indicator_of(consegna, target=3)
    make_rilevazione(VERIFICATA, valore=3, data=GIUGNO, consegna=consegna, indicatore=arrivato)
    make_indicator_of(consegna, target=3)
    lettura, prima = reading(operatori), reading(operatori, MARZO)
    assert [lettura.value(f"progetti.{c}") for c in ("misurati", "raggiunti")] == [2, 1]
    assert [prima.value(f"progetti.{c}") for c in ("misurati", "raggiunti")] == [1, 0]
    assert [o.nome for o in lettura.origins("progetti.raggiunti:tempo")] == [str(arrivato)]


@pytest.mark.parametrize(
    "argomento", ["tempo", "tempo/1", "tempo/1/1/9", "altro/1/1/1", "tempo/01/1/1", "tempo/²/1/1"]
)
def test_an_indicator_that_is_not_there_is_refused(
    argomento: str, operatori: Indicatore, client: Client
) -> None:
    with pytest.raises(ErroreCifra, match="non esiste"):
        reading(operatori).value(f"progetti.verificato:{argomento}")
    assert client.get(f"/rete/cifre/progetti.verificato:{argomento}/").status_code == 404


@pytest.mark.parametrize("altri", [0, 2])
def test_a_figure_is_read_with_the_same_queries_among_few_and_many(
    altri: int, operatori: Indicatore, consegna: Consegna, django_assert_num_queries: object
) -> None:
    for _ in range(altri):
        make_indicator_of(consegna)
    # the indicator, its sums
    with django_assert_num_queries(2):
        reading(operatori).value(f"progetti.verificato:{operatori.riferimento}")


@pytest.mark.parametrize(
    ("al", "attesi"),
    [
        ("2015-03-12", ("13", "2015-03-12", "39.29", "in_linea")),
        ("2015-12-31", ("22", "2015-06-30", "71.43", "in_linea")),
        ("2015-01-31", ("", "", "", "non_misurato")),
    ],
)
def test_the_dataset_says_what_was_verified_by_a_day(
    al: str, attesi: tuple[str, ...], operatori: Indicatore, client: Client
) -> None:
    (riga,) = read_csv(client, f"indicatori.csv?al={al}")
    campi = ("verificato", "verificato_al", "percentuale", "andamento")
    assert (riga["al"], tuple(riga[c] for c in campi)) == (al, attesi)
    assert riga["pagina"].endswith(
        f"/rete/cifre/progetti.verificato:{operatori.riferimento}/?al={al}"
    )


def test_a_day_that_is_none_is_refused_by_the_dataset(
    operatori: Indicatore, client: Client
) -> None:
    risposta = client.get("/api/v1/indicatori?al=domani")
    assert risposta.status_code == 400
    assert risposta.json()["errori"][0]["campo"] == "al"


def test_what_is_only_declared_is_told_to_nobody(consegna: Consegna, client: Client) -> None:
    indicatore = make_indicator_of(consegna)
    make_rilevazione(valore=Decimal("123.45"), consegna=consegna, indicatore=indicatore)
    domani = timezone.localdate() + timedelta(days=1)
    for indirizzo in (
        "/opendata/indicatori.csv",
        f"/api/v1/indicatori?al={domani.isoformat()}",
        f"/rete/cifre/progetti.verificato:{indicatore.riferimento}/",
    ):
        risposta = client.get(indirizzo)
        assert risposta.status_code == 200
        assert b"123" not in content(risposta)
