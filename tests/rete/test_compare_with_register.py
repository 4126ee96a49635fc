"""How a request is compared with the register (`rete/somiglianze.py`)."""

import pytest

from rete.somiglianze import (
    CERTO,
    DA_GUARDARE,
    Ritratto,
    Somiglianza,
    compare,
    mail_domain,
    obvious_words,
    telling_words,
)

AURORA = Ritratto(
    "Cooperativa Sociale Aurora 2000 Onlus",
    sigla="Aurora",
    grafie=("Coop. Aurora 2000", "Aurora Duemila"),
    codice_fiscale="90000010150",
    partita_iva="12319440157",
    pec="aurora@pec.aurora.example",
    email=("info@aurora.example",),
    comune="015140",
)


@pytest.mark.parametrize(
    ("domanda", "punti", "motivi"),
    [
        (Ritratto("Altra", codice_fiscale="90000010150"), CERTO, ("stesso codice fiscale",)),
        (Ritratto("Altra", partita_iva="12319440157"), CERTO, ("stessa partita IVA",)),
        (
            Ritratto("Altra", codice_fiscale="12319440157"),
            CERTO,
            ("il codice fiscale dell’una è la partita IVA dell’altra",),
        ),
        (Ritratto("COOPERATIVA SOCIALE AURORA 2000 – ONLUS"), 70, ("stesso nome",)),
        (
            Ritratto("aurora duemila"),
            65,
            ("i documenti la chiamano anche «Aurora Duemila»",),
        ),
        (Ritratto("Aurora 2000 s.c.s."), 45, ("nome molto simile",)),
        (Ritratto("Aurorra 2000"), 45, ("nome molto simile",)),
        (Ritratto("Cooperativa sociale Tramonto"), 0, ()),
        (Ritratto("Altra", pec="AURORA@pec.aurora.example"), 60, ("stessa PEC",)),
        (
            Ritratto("Altra", email=("mario@aurora.example",)),
            30,
            ("indirizzi dello stesso dominio, aurora.example",),
        ),
        (Ritratto("Altra", comune="015140"), 0, ()),
        (
            Ritratto("Altra", pec="aurora@pec.aurora.example", comune="015140"),
            62,
            ("stessa PEC", "stesso comune"),
        ),
    ],
    ids=lambda valore: valore.denominazione if isinstance(valore, Ritratto) else None,
)
def test_each_reason_has_its_points(domanda: Ritratto, punti: int, motivi: tuple[str, ...]) -> None:
    assert compare(domanda, AURORA) == Somiglianza(punti, motivi)


def test_only_a_code_is_certain_however_many_reasons_there_are() -> None:
    quasi = Ritratto(
        AURORA.denominazione, sigla="Aurora", pec=AURORA.pec, email=AURORA.email, comune="015140"
    )

    uguale = compare(quasi, AURORA)

    assert (uguale.certa, uguale.punti) == (False, 87)
    assert compare(AURORA, AURORA).certa


def test_an_acronym_is_the_name_of_somebody() -> None:
    afol = Ritratto("Agenzia per la formazione Est Milano", sigla="AFOL")

    assert compare(Ritratto("Afol"), afol) == Somiglianza(35, ("stessa sigla, AFOL",))
    assert compare(Ritratto("Afol"), afol).punti >= DA_GUARDARE


def test_what_nobody_knows_is_equal_to_nothing() -> None:
    assert compare(Ritratto("Uno"), Ritratto("Due")) == Somiglianza(0, ())


def test_words_that_everybody_has_tell_nothing() -> None:
    assert telling_words("Società cooperativa sociale «L’Àncora» a r.l.") == ["ancora"]
    assert compare(Ritratto("Cooperativa sociale"), Ritratto("Cooperativa")) == Somiglianza(0)


@pytest.mark.parametrize(
    ("indirizzo", "dominio"),
    [("chi@Ente.example", "ente.example"), ("chi@gmail.com", ""), ("", "")],
)
def test_a_domain_of_everybody_tells_nothing(indirizzo: str, dominio: str) -> None:
    assert mail_domain(indirizzo) == dominio


def test_a_word_that_many_names_share_does_not_make_two_alike() -> None:
    """The name of the territory is in the names of many: alone it tells nothing."""
    registro = [Ritratto(f"Ente {nome} di Milano") for nome in ("Alfa", "Beta", "Gamma", "Delta")]
    azienda = Ritratto("ASL Milano")
    domanda = Ritratto("Consorzio agrario di Milano")
    assert compare(domanda, azienda).punti == 45
    assert obvious_words(registro[:3]) == frozenset()
    assert compare(domanda, azienda, obvious_words(registro)) == Somiglianza(0)
    assert compare(Ritratto("Agrario Milano"), domanda, obvious_words(registro)).punti == 45
