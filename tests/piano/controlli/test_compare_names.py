"""When two names are one, when they are almost one, and what a line of text promises."""

import pytest

from piano.controlli.frasi import frequency, numbers, promised
from piano.controlli.lessico import DESTINATARI, GENERI
from piano.controlli.parole import counted, either, listed, quoted
from piano.controlli.somiglianze import (
    bare,
    mentioned,
    nearest,
    nearly,
    one_letter_apart,
    same_name,
    stutters,
    variants,
    without_number,
)


@pytest.mark.parametrize(
    ("uno", "altro", "expected"),
    [
        ("A.S.S.E.MI.", "Assemi", True),
        ("CGIL –MILANO", "CGIL Milano", True),
        ("Distretto 4", "Distretto 5", False),
        ("", "", True),
    ],
)
def test_capitals_and_signs_do_not_make_another_name(uno: str, altro: str, expected: bool) -> None:
    assert same_name(uno, altro) is expected


def test_a_bare_name_has_no_quotes_notes_or_kind() -> None:
    assert bare('Progetto "Tempi leggeri" (capofila)', {"progetto"}) == "Tempi leggeri"


@pytest.mark.parametrize(
    ("grafie", "expected"),
    [
        (["ASSEMI", "Assemi"], ["ASSEMI", "Assemi"]),
        (["Comune di Borgo", "comune di Borgo"], []),
        (["Centro Studi ALSPES", "Centro studi ALSPES"], []),
        (["Centro Studi ALSPES", "Alspes"], ["Alspes", "Centro Studi ALSPES"]),
        (["AFOL Sud Milano", "AFOL"], []),
        (["Distretto Sociale 4 (capofila)", "Distretto Sociale 4"], []),
        (["Comune", "Ente"], []),
        ([], []),
    ],
)
def test_spellings_differ_only_in_the_name_itself(grafie: list[str], expected: list[str]) -> None:
    assert variants(grafie, GENERI) == expected


@pytest.mark.parametrize(
    ("uno", "altro", "expected"),
    [
        ("asl", "adsl", True),
        ("adsl", "asl", True),
        ("premiate", "premiare", True),
        ("ponte", "pontte", True),
        ("asl", "asl", False),
        ("cgil", "cisl", False),
        ("sud", "sudest", False),
        ("", "a", True),
    ],
)
def test_one_letter_more_less_or_other(uno: str, altro: str, expected: bool) -> None:
    assert one_letter_apart(uno, altro) is expected


@pytest.mark.parametrize(
    ("nome", "testo", "expected"),
    [
        ("ASL Milano 2", "Popolazione ADSL Milano 2 per età", "ADSL Milano 2"),
        ("ASL Milano 2", "Popolazione ASL Milano 2 per età", ""),
        ("Distretto Sociale 4", "Distretto Sociale 5", ""),
        ("AFOL Sud Milano", "AFOL Est Milano", ""),
        ("CISL", "CGIL", ""),
        ("UIL", "CIL", ""),
        ("Comune di Pieve", "Comuni di Pieve", "Comuni di Pieve"),
        ("Comune di Borgo", "", ""),
    ],
)
def test_a_name_is_missed_by_one_letter_of_one_word(nome: str, testo: str, expected: str) -> None:
    assert nearly(nome, testo) == expected


def test_the_nearest_name_is_the_one_written_most_like_it() -> None:
    nomi = ("Azienda Sanitaria Locale Milano 2", "ASL Milano 2")
    assert nearest("ADSL Milano 2", nomi) == "ASL Milano 2"


def test_a_name_may_lose_its_number() -> None:
    assert without_number("ASL Milano 2", "ASL Milano")
    assert not without_number("ASL Milano 2", "ASL Milano 1")
    assert not without_number("Distretto 4", "Distretto")


@pytest.mark.parametrize(
    ("testo", "expected"),
    [
        ("Centro Studi Studio Alspes", True),
        ("Ente Ente di Borgo", True),
        ("Centro Studi Alspes", False),
        ("Est ovest", False),
        ("", False),
    ],
)
def test_a_word_said_twice_in_a_row(testo: str, expected: bool) -> None:
    assert stutters(testo) is expected


def test_a_name_of_the_lexicon_is_found_as_a_whole_word() -> None:
    assert list(mentioned("operatori di ASL, Comuni e UdP", DESTINATARI)) == [
        *("ASL", "Comuni", "Uffici di Piano")
    ]
    assert list(mentioned("comunicazione", DESTINATARI)) == []


@pytest.mark.parametrize(
    ("testo", "expected"),
    [
        ("Pubblicare in tempo reale gli esiti", 0),
        ("3 aggiornamenti semestrali", 180),
        ("riunirsi almeno ogni sei mesi", 180),
        ("un incontro mensile e uno annuale", None),
        ("4 incontri", None),
        ("bimestrale", 60),
    ],
)
def test_a_line_says_how_often(testo: str, expected: int | None) -> None:
    assert frequency(testo) == expected


@pytest.mark.parametrize(
    ("testo", "expected"),
    [
        ("Un convegno e 4 workshop", {1, 4}),
        ("Con uno staff stabile", set()),
        ("almeno due incontri", {2}),
        ("almeno 1.200 persone", {1200}),
        ("", set()),
    ],
)
def test_a_line_holds_numbers(testo: str, expected: set[int]) -> None:
    assert numbers(testo) == expected


def test_a_line_promises_at_least_so_many() -> None:
    assert promised("Sperimentare almeno 2 postazioni di telelavoro, oltre i 2 mesi.") == [
        (2, "postazioni")
    ]
    assert promised("Riunirsi almeno ogni sei mesi.") == []


def test_words_are_joined_as_they_are_read() -> None:
    assert (listed([3]), listed([1, 2]), listed([6, 8, 9]), listed([])) == (
        *("3", "1 e 2", "6, 8 e 9", ""),
    )
    assert quoted(["A.S.S.E.MI.", "Un libro.\n"]) == "«A.S.S.E.MI.» e «Un libro»"
    assert (counted(1, "riga", "righe"), counted(0, "riga", "righe")) == ("1 riga", "0 righe")
    assert (either([1], "ha", "hanno"), either([1, 2], "ha", "hanno")) == ("ha", "hanno")
