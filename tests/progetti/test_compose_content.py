"""The tree of a proposal: read from anything, written in one way, with what it lacks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progetti.contenuto import (
    AttivitaProposta,
    Contenuto,
    DestinatariProposti,
    IndicatoreProposto,
    ObiettivoProposto,
    RisultatoProposto,
    as_json,
    letter,
    moved,
    parse,
    placed,
    problems,
    removed,
)

STRANO = "L’asilo <b>\"di\" 'tutti'</b> & 1.234,56 👶\nseconda riga"

INDICATORE = IndicatoreProposto(
    STRANO, "bambini", Decimal("0"), Decimal("12.5"), almeno=True, prove=("registro",)
)
OBIETTIVO = ObiettivoProposto(
    titolo=STRANO,
    luogo="Melegnano",
    attivita=(AttivitaProposta("Aprire", date(2027, 1, 10), date(2027, 6, 30)),),
    destinatari=(DestinatariProposti("bambini", 15),),
    partner=("asl",),
    risultati=(RisultatoProposto("Posti nuovi", (INDICATORE,)),),
)
INTERO = Contenuto((OBIETTIVO,))
QUANDO = {"dal": date(2027, 1, 1), "al": date(2027, 12, 31)}


def with_objective(**campi: object) -> Contenuto:
    return Contenuto((replace(OBIETTIVO, **campi),))


def with_indicator(**campi: object) -> Contenuto:
    indicatore = replace(INDICATORE, **campi)
    return with_objective(risultati=(RisultatoProposto("Posti nuovi", (indicatore,)),))


def test_a_tree_is_written_in_one_way() -> None:
    assert as_json(INTERO) == {
        "obiettivi": [
            {
                "titolo": STRANO,
                "luogo": "Melegnano",
                "attivita": [
                    {
                        "lettera": "a",
                        "testo": "Aprire",
                        "dal": "2027-01-10",
                        "al": "2027-06-30",
                    }
                ],
                "destinatari": [{"denominazione": "bambini", "numero_previsto": 15}],
                "partner": ["asl"],
                "risultati": [
                    {
                        "lettera": "a",
                        "testo": "Posti nuovi",
                        "indicatori": [
                            {
                                "denominazione": STRANO,
                                "unita": "bambini",
                                "base": "0",
                                "target": "12.5",
                                "almeno": True,
                                "direzione": "aumenta",
                                "cumulativo": True,
                                "conta": "una",
                                "prove": ["registro"],
                            }
                        ],
                    }
                ],
            }
        ]
    }


def test_what_was_written_is_read_back() -> None:
    assert parse(as_json(INTERO)) == INTERO
    assert parse(as_json(Contenuto())) == Contenuto()


numeri = st.none() | st.decimals(-(10**9), 10**9, places=2)
trees = st.builds(
    Contenuto,
    st.lists(
        st.builds(
            ObiettivoProposto,
            titolo=st.text(),
            luogo=st.text(),
            attivita=st.lists(
                st.builds(
                    AttivitaProposta,
                    st.text(),
                    st.none() | st.dates(),
                    st.none() | st.dates(),
                )
            ).map(tuple),
            destinatari=st.lists(
                st.builds(DestinatariProposti, st.text(), st.none() | st.integers(0, 10**6))
            ).map(tuple),
            risultati=st.lists(
                st.builds(
                    RisultatoProposto,
                    st.text(),
                    st.lists(
                        st.builds(
                            IndicatoreProposto,
                            denominazione=st.text(),
                            unita=st.text(),
                            base=numeri,
                            target=numeri,
                            almeno=st.booleans(),
                            direzione=st.sampled_from(["aumenta", "diminuisce"]),
                            cumulativo=st.booleans(),
                            conta=st.sampled_from(["una", "quantita"]),
                        ),
                        max_size=2,
                    ).map(tuple),
                ),
                max_size=2,
            ).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)


@given(trees)
def test_any_tree_comes_back_equal(albero: Contenuto) -> None:
    assert parse(as_json(albero)) == albero
    assert as_json(parse(as_json(albero))) == as_json(albero)


foglie = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
rami = st.recursive(
    foglie,
    lambda sotto: st.lists(sotto) | st.dictionaries(st.text(), sotto),
    max_leaves=5,
)
nomi = st.sampled_from(
    ["titolo", "attivita", "destinatari", "partner", "risultati", "luogo", "dal", "numero_previsto"]
)


@given(rami | st.fixed_dictionaries({"obiettivi": st.lists(st.dictionaries(nomi, rami))}))
def test_anything_is_read_without_breaking(dati: object) -> None:
    scritto = as_json(parse(dati))
    assert as_json(parse(scritto)) == scritto


@pytest.mark.parametrize(
    "scritto", ["NaN", "Infinity", "molti", "", "1e400", "10000000000", None, 12, ["1"]]
)
def test_what_is_no_number_is_left_out(scritto: object) -> None:
    riga = {"denominazione": "posti", "target": scritto}
    dati = {"obiettivi": [{"risultati": [{"indicatori": [riga]}]}]}
    assert parse(dati).obiettivi[0].risultati[0].indicatori[0].target is None


@pytest.mark.parametrize(("scritto", "atteso"), [("15.00", "15"), ("-0", "0"), ("100", "100")])
def test_numbers_lose_the_zeros_that_say_nothing(scritto: str, atteso: str) -> None:
    albero = with_indicator(target=Decimal(scritto))
    risultati = as_json(albero)["obiettivi"][0]["risultati"]
    assert risultati[0]["indicatori"][0]["target"] == atteso


def test_letters_go_on_after_the_last() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]


@pytest.mark.parametrize(
    ("quale", "di", "attesa"),
    [
        (0, 1, "bac"),
        (2, -1, "acb"),
        (0, -1, "abc"),
        (2, 1, "abc"),
        (1, 9, "acb"),
        (2, -9, "cab"),
        (7, 1, "abc"),
    ],
)
def test_a_row_moves_within_its_ends(quale: int, di: int, attesa: str) -> None:
    assert moved("abc", quale, di) == tuple(attesa)


def test_a_row_goes_away_or_takes_a_place() -> None:
    assert removed("abc", 1) == ("a", "c")
    assert removed("abc", 7) == ("a", "b", "c")
    assert placed("abc", 1, "x") == ("a", "x", "c")
    assert placed("abc", 7, "x") == ("a", "b", "c", "x")


def test_nothing_is_missing_in_a_whole_tree() -> None:
    assert problems(INTERO, **QUANDO, partecipanti={"asl"}, prove={"registro"}) == []


def test_an_empty_tree_lacks_its_objectives() -> None:
    assert problems(Contenuto()) == [(("obiettivi",), "Almeno un obiettivo")]


def test_an_empty_objective_says_all_that_it_lacks() -> None:
    assert problems(Contenuto((OBIETTIVO, ObiettivoProposto()))) == [
        (("obiettivi", 1, "titolo"), "Il titolo dell’obiettivo 2"),
        (("obiettivi", 1, "luogo"), "Dove si svolge l’obiettivo 2"),
        (("obiettivi", 1, "destinatari"), "A chi si rivolge l’obiettivo 2"),
        (("obiettivi", 1, "attivita"), "Almeno un’attività dell’obiettivo 2"),
        (("obiettivi", 1, "risultati"), "Almeno un risultato atteso dell’obiettivo 2"),
    ]


@pytest.mark.parametrize(
    ("albero", "dove", "testo"),
    [
        (
            with_objective(attivita=(AttivitaProposta(),)),
            ("attivita", 0, "testo"),
            "Che cosa si fa nell’attività a dell’obiettivo 1",
        ),
        (
            with_objective(destinatari=(DestinatariProposti(" ", 3),)),
            ("destinatari", 0, "denominazione"),
            "Chi sono i destinatari 1 dell’obiettivo 1",
        ),
        (
            with_objective(risultati=(RisultatoProposto(),)),
            ("risultati", 0, "testo"),
            "Che cosa si ottiene nel risultato a dell’obiettivo 1",
        ),
        (
            with_objective(partner=()),
            ("partner",),
            "Chi lavora all’obiettivo 1",
        ),
        (
            with_objective(partner=("asl", "andato-via")),
            ("partner",),
            "All’obiettivo 1 lavora chi non è più nella proposta",
        ),
        (
            with_indicator(denominazione=""),
            ("risultati", 0, "indicatori", 0, "denominazione"),
            "Che cosa conta l’indicatore 1 del risultato a dell’obiettivo 1",
        ),
        (
            with_indicator(unita=""),
            ("risultati", 0, "indicatori", 0, "unita"),
            "L’unità di misura dell’indicatore 1 del risultato a dell’obiettivo 1",
        ),
        (
            with_indicator(target=None),
            ("risultati", 0, "indicatori", 0, "target"),
            "Il valore atteso dell’indicatore 1 del risultato a dell’obiettivo 1",
        ),
        (
            with_indicator(prove=()),
            ("risultati", 0, "indicatori", 0, "prove"),
            "Con che cosa si prova l’indicatore 1 del risultato a dell’obiettivo 1",
        ),
        (
            with_indicator(prove=("ignota",)),
            ("risultati", 0, "indicatori", 0, "prove"),
            "Un tipo di prova che non c’è più nell’indicatore 1 del risultato a dell’obiettivo 1",
        ),
    ],
)
def test_each_thing_missing_has_its_place(
    albero: Contenuto, dove: tuple[str | int, ...], testo: str
) -> None:
    trovate = problems(albero, partecipanti={"asl"}, prove={"registro"})
    assert trovate[0] == (("obiettivi", 0, *dove), testo)


@pytest.mark.parametrize(
    ("base", "target", "direzione", "contro"),
    [
        (10, 12, "aumenta", False),
        (10, 10, "aumenta", False),
        (10, 9, "aumenta", True),
        (10, 9, "diminuisce", False),
        (10, 12, "diminuisce", True),
        (None, 9, "aumenta", False),
    ],
)
def test_a_target_goes_where_the_indicator_says(
    base: int | None, target: int, direzione: str, contro: bool
) -> None:
    partenza = None if base is None else Decimal(base)
    albero = with_indicator(base=partenza, target=Decimal(target), direzione=direzione)
    assert bool(problems(albero)) == contro


GIORNI = [
    (None, None, "dal", "Quando comincia"),
    (date(2027, 2, 1), None, "al", "Quando finisce"),
    (date(2027, 2, 1), date(2027, 1, 31), "al", "Finisce prima di cominciare"),
    (date(2026, 12, 31), date(2027, 2, 1), "dal", "Comincia prima del progetto"),
    (date(2027, 2, 1), date(2028, 1, 1), "al", "Finisce dopo il progetto"),
]


@pytest.mark.parametrize(("dal", "al", "campo", "detto"), GIORNI)
def test_an_activity_is_inside_the_project(
    dal: date | None, al: date | None, campo: str, detto: str
) -> None:
    albero = with_objective(attivita=(AttivitaProposta("Aprire", dal, al),))
    assert problems(albero, **QUANDO) == [
        (("obiettivi", 0, "attivita", 0, campo), f"{detto} l’attività a dell’obiettivo 1")
    ]
