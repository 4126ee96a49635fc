"""The registry of figures: one key, one computation, many ways to write it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from conciliazione import cifre
from conciliazione.cifre import IGNOTO, ErroreCifra, Lettura, Richiesta, all_figures, cifra
from conciliazione.lettere import in_words

ON = date(2014, 6, 27)
READS: list[str] = []


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lettura]:
    """Only the figures of this module, read for a ciclo that is just a name."""
    monkeypatch.setattr(cifre, "_cifre", {})
    READS.clear()

    @cifra("prova.membri", "Membri")
    def membri(richiesta: Richiesta) -> int:
        READS.append("membri")
        return 32

    @cifra("prova.importo", "Importo", "euro", argomento="la fonte", facoltativo=True)
    def importo(richiesta: Richiesta) -> Decimal:
        return richiesta.pick({"": Decimal("1234.5"), "pubblico": Decimal("6000")})

    @cifra("prova.titolo", "Titolo", "testo", argomento="lo slug")
    def titolo(richiesta: Richiesta) -> str:
        return f"{richiesta.argomento} di {richiesta.ciclo}"

    @cifra("prova.giorno", "Giorno", "data")
    def giorno(richiesta: Richiesta) -> date:
        return richiesta.on

    @cifra("prova.parere", "Parere", "data")
    def parere(richiesta: Richiesta) -> None:
        return None

    yield Lettura("biennio", ON)


@pytest.mark.parametrize(
    ("reference", "written"),
    [
        ("prova.membri", "32"),
        ("prova.membri|lettere", "trentadue"),
        ("prova.membri|percento", "32\N{NO-BREAK SPACE}%"),
        ("prova.importo", "€\N{NO-BREAK SPACE}1.234,50"),
        ("prova.importo:pubblico", "€\N{NO-BREAK SPACE}6.000,00"),
        ("prova.importo:pubblico|numero", "6.000"),
        ("prova.titolo:sud", "sud di biennio"),
        ("prova.giorno", "27 giugno 2014"),
        ("prova.giorno|testo", "2014-06-27"),
        ("prova.parere", IGNOTO),
        (" prova.importo : pubblico | numero ", "6.000"),
    ],
)
def test_a_figure_is_written_as_its_reference_asks(
    registry: Lettura, reference: str, written: str
) -> None:
    assert registry.write(reference) == written


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("prova.membro", "la cifra «prova.membro» non esiste (forse «prova.membri»)"),
        ("prova.membri:sud", "la cifra «prova.membri» non prende argomenti"),
        ("prova.titolo", "alla cifra «prova.titolo» manca l'argomento: lo slug"),
        (
            "prova.importo:privata",
            "l'argomento «privata» non esiste (sono ammessi: , pubblico)",
        ),
        ("prova.membri|romani", "il formato «romani» non esiste"),
        ("prova.titolo:sud|euro", "«sud di biennio» non si scrive nel formato «euro»"),
        ("prova.importo|lettere", "«1234.5» non si scrive nel formato «lettere»"),
        ("prova.giorno|lettere", "«2014-06-27» non si scrive nel formato «lettere»"),
    ],
)
def test_a_reference_that_cannot_be_read_says_why(
    registry: Lettura, reference: str, message: str
) -> None:
    with pytest.raises(ErroreCifra) as error:
        registry.write(reference)
    assert str(error.value).startswith(message)


def test_a_figure_is_computed_once_a_reading(registry: Lettura) -> None:
    assert [registry.value("prova.membri") for _ in range(3)] == [32, 32, 32]
    assert registry.write("prova.membri|lettere") == "trentadue"
    assert READS == ["membri"]
    assert Lettura("altro", ON).value("prova.membri") == 32
    assert READS == ["membri", "membri"]


def test_what_several_figures_read_is_read_once_a_reading(registry: Lettura) -> None:
    def budget(ciclo: str) -> dict[str, int]:
        READS.append(ciclo)
        return {"a": 1, "b": 2}

    @cifra("prova.voce", "Voce", argomento="la voce")
    def voce(richiesta: Richiesta) -> int:
        return richiesta.pick(richiesta.once(budget))

    assert [registry.value(f"prova.voce:{nome}") for nome in "ab"] == [1, 2]
    assert READS == ["biennio"]
    assert Lettura("altro", ON).value("prova.voce:a") == 1
    assert READS == ["biennio", "altro"]


def test_two_figures_cannot_have_the_same_key(registry: Lettura) -> None:
    with pytest.raises(ValueError, match=r"«prova\.membri» è già di un'altra cifra"):
        cifra("prova.membri", "Altri membri")(lambda richiesta: 0)


def test_a_figure_cannot_have_a_format_that_does_not_exist(registry: Lettura) -> None:
    with pytest.raises(ValueError, match="il formato «romani» non esiste"):
        cifra("prova.nuova", "Nuova", "romani")


def test_plain_figures_are_those_without_a_needed_argument(registry: Lettura) -> None:
    assert [c.chiave for c in all_figures() if c.is_plain] == [
        "prova.giorno",
        "prova.importo",
        "prova.membri",
        "prova.parere",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (8, "otto"),
        (17, "diciassette"),
        (20, "venti"),
        (21, "ventuno"),
        (23, "ventitré"),
        (28, "ventotto"),
        (53, "cinquantatré"),
        (61, "sessantuno"),
        (88, "ottantotto"),
        (99, "novantanove"),
        (100, "cento"),
        (Decimal("32.00"), "trentadue"),
    ],
)
def test_numbers_are_written_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize("number", [-1, Decimal("2.5")])
def test_other_numbers_are_not_written_in_words(number: int) -> None:
    with pytest.raises(ValueError, match="interi, da zero in su"):
        in_words(number)


@pytest.mark.parametrize(("number", "digits"), [(101, "101"), (1040, "1.040")])
def test_beyond_one_hundred_a_text_goes_on_in_digits(number: int, digits: str) -> None:
    assert in_words(number) == digits


def test_all_the_numbers_in_words_are_different() -> None:
    assert len({in_words(n) for n in range(101)}) == 101
