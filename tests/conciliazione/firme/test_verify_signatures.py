"""What staff are told of the signatures of a file: who, when, of what, vouched for by whom."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from conciliazione.firme import Catena, Copertura, EsitoFirma, Firma, verify
from conciliazione.firme.verifica import find_signatures
from tests.factories.file import make_ooxml, make_pdf
from tests.factories.firme import (
    append_to_pdf,
    make_authority,
    make_self_signed,
    make_signer,
    roots,
    sign_p7m,
    sign_pdf,
    swap_content,
)

DOMANDA = make_pdf("domanda")
ANNA = "Anna Bianchi"


@pytest.fixture
def fidata(tmp_path: Path, settings: LazySettings) -> None:
    """The authority of the tests is among those that this installation trusts."""
    (tmp_path / "autorita.pem").write_bytes(make_authority().pem)
    settings.FIRME_RADICI_DIR = str(tmp_path)


def read(dati: bytes) -> list[Firma]:
    """The signatures of a file, with the authority of the tests trusted; outside the fence."""
    return list(find_signatures(dati, roots()))


def told(firma: Firma) -> tuple[str, bool, Copertura, Catena, bool]:
    return (firma.firmatario, firma.integra, firma.copertura, firma.catena, firma.scaduto)


INTERA = (True, Copertura.TUTTO, Catena.VERIFICATA, False)


# --- PAdES ----------------------------------------------------------------------------------------


def test_a_signed_pdf_says_who_signed_it_and_when() -> None:
    (firma,) = read(sign_pdf(DOMANDA, make_signer()))

    assert told(firma) == ("Mario Rossi", *INTERA)
    assert (firma.forma, firma.codice) == ("PAdES", "TINIT-ZZZZZZ00A01Z999O")
    assert (firma.emittente, firma.autofirmato, firma.problema) == (
        "Autorità di prova",
        False,
        False,
    )
    quando = datetime.fromisoformat(firma.quando)
    assert timedelta(0) <= datetime.now(UTC) - quando < timedelta(minutes=5)
    assert firma.certificato == f"{make_signer().certificato.serial_number:x}"


def test_a_pdf_changed_inside_is_not_the_one_signed() -> None:
    firmato = sign_pdf(DOMANDA, make_signer())

    (firma,) = read(firmato.replace(b"0 0 200 200", b"0 0 200 999"))

    assert (firma.integra, firma.copre_tutto) == (False, False)
    assert firma.in_parole[1:] == (
        "Attenzione: la firma non corrisponde al documento, che è stato modificato.",
    )


def test_a_pdf_changed_after_the_signature_is_told_apart() -> None:
    (firma,) = read(append_to_pdf(sign_pdf(DOMANDA, make_signer()), "altro"))

    assert told(firma) == ("Mario Rossi", True, Copertura.IN_PARTE, Catena.VERIFICATA, False)
    assert firma.copre_tutto is False


def test_a_second_signature_leaves_the_first_one_good() -> None:
    firmato = sign_pdf(sign_pdf(DOMANDA, make_signer()), make_signer(ANNA), "Firma2")

    prima, seconda = read(firmato)

    assert told(prima) == ("Mario Rossi", True, Copertura.CON_AGGIUNTE, Catena.VERIFICATA, False)
    assert told(seconda) == (ANNA, *INTERA)
    assert (prima.copre_tutto, seconda.copre_tutto) == (True, True)


def test_a_time_stamp_says_when_instead_of_who_signs() -> None:
    marca = make_signer("Marche temporali", marche=True)

    (con,) = read(sign_pdf(DOMANDA, make_signer(), marca=marca))
    (senza,) = read(sign_pdf(DOMANDA, make_signer()))

    assert (con.marca_temporale, senza.marca_temporale) == (True, False)
    assert con.in_parole[0].endswith("(marca temporale).")
    assert senza.in_parole[0].endswith("(ora dichiarata da chi firma).")


def test_a_time_stamp_of_nobody_known_counts_for_nothing() -> None:
    marca = make_signer("Marche", autorita="Autorità sconosciuta", marche=True)

    (firma,) = read(sign_pdf(DOMANDA, make_signer(), marca=marca))

    assert firma.marca_temporale is False


# --- CAdES ----------------------------------------------------------------------------------------


def test_an_envelope_says_who_signed_it() -> None:
    (firma,) = read(sign_p7m(DOMANDA, make_signer()))

    assert told(firma) == ("Mario Rossi", *INTERA)
    assert firma.forma == "CAdES"


def test_an_envelope_of_any_document_is_verified() -> None:
    assert [told(f) for f in read(sign_p7m(make_ooxml(), make_signer()))] == [
        ("Mario Rossi", *INTERA)
    ]


def test_people_who_sign_side_by_side_are_all_told() -> None:
    firme = read(sign_p7m(DOMANDA, make_signer(), make_signer(ANNA)))

    assert sorted(told(f) for f in firme) == [(ANNA, *INTERA), ("Mario Rossi", *INTERA)]


def test_signatures_one_inside_the_other_are_all_told_outer_first() -> None:
    pades = sign_pdf(DOMANDA, make_signer())

    firme = read(sign_p7m(sign_p7m(pades, make_signer("Ugo Verdi")), make_signer(ANNA)))

    assert [(f.forma, f.firmatario) for f in firme] == [
        ("CAdES", ANNA),
        ("CAdES", "Ugo Verdi"),
        ("PAdES", "Mario Rossi"),
    ]


def test_a_signature_under_another_document_is_told() -> None:
    (firma,) = read(swap_content(sign_p7m(DOMANDA, make_signer()), make_pdf("altra")))

    assert (firma.integra, firma.copre_tutto) == (False, False)


# --- Certificates ---------------------------------------------------------------------------------


def sign_both_ways(chi: object) -> list[bytes]:
    return [sign_pdf(DOMANDA, chi), sign_p7m(DOMANDA, chi)]


@pytest.mark.parametrize("come", [0, 1], ids=["PAdES", "CAdES"])
def test_a_certificate_already_expired_when_signing_is_told(come: int) -> None:
    (firma,) = read(sign_both_ways(make_signer("Vecchio", dal=-60, al=-1))[come])

    assert told(firma) == ("Vecchio", True, Copertura.TUTTO, Catena.VERIFICATA, True)
    assert firma.in_parole[-1] == (
        "Attenzione: il giorno della firma il certificato non era valido."
    )


@pytest.mark.parametrize("come", [0, 1], ids=["PAdES", "CAdES"])
def test_who_vouches_for_himself_is_told(come: int) -> None:
    (firma,) = read(sign_both_ways(make_self_signed())[come])

    assert (firma.integra, firma.catena, firma.autofirmato) == (
        True,
        Catena.NON_RICONOSCIUTA,
        True,
    )
    assert firma.in_parole[-1] == ("Il certificato non è di un’autorità: se l’è fatto chi firma.")


@pytest.mark.parametrize("come", [0, 1], ids=["PAdES", "CAdES"])
def test_an_authority_that_is_not_ours_is_told(come: int) -> None:
    (firma,) = read(sign_both_ways(make_signer("Ada", autorita="Altra autorità"))[come])

    assert told(firma) == ("Ada", True, Copertura.TUTTO, Catena.NON_RICONOSCIUTA, False)


def test_an_authority_of_the_same_name_is_not_the_same() -> None:
    sosia = make_signer("Sosia", autorita="Falsa", emittente_scritto="Autorità di prova")

    (firma,) = read(sign_pdf(DOMANDA, sosia))

    assert (firma.emittente, firma.catena) == ("Autorità di prova", Catena.NON_RICONOSCIUTA)


# --- The whole outcome, through the fence ---------------------------------------------------------


@pytest.mark.usefixtures("fidata")
def test_the_outcome_is_said_in_words_and_kept_in_json() -> None:
    esito = verify(sign_p7m(DOMANDA, make_signer()), originale=DOMANDA)

    assert (esito.valida, esito.corrisponde, esito.problema) == (True, True, "")
    prima, resto = esito.in_parole.split(", ", 1)
    assert prima == (
        "Il documento firmato è quello prodotto dal portale. Firma di Mario Rossi"
        " (codice fiscale ZZZZZZ00A01Z999O)"
    )
    assert resto.partition("(ora")[2] == (
        " dichiarata da chi firma). Il documento è quello firmato, senza modifiche. Il"
        " certificato è di un’autorità riconosciuta: Autorità di prova. La revoca dei certificati"
        " non è controllata."
    )
    assert EsitoFirma.from_dict(esito.as_dict()) == esito


def test_without_trusted_authorities_no_chain_is_verified(settings: LazySettings) -> None:
    settings.FIRME_RADICI_DIR = ""

    esito = verify(sign_pdf(DOMANDA, make_signer()))

    assert [firma.catena for firma in esito.firme] == [Catena.NON_VERIFICATA]
    assert esito.valida is False
    assert esito.firme[0].in_parole[-1] == (
        "Catena non verificata: su questo portale non sono configurate le autorità riconosciute"
        " (il certificato si dice di Autorità di prova)."
    )


def test_a_folder_that_is_not_there_trusts_nobody(settings: LazySettings) -> None:
    settings.FIRME_RADICI_DIR = "/non/esiste"

    esito = verify(sign_pdf(DOMANDA, make_signer()))

    assert [firma.catena for firma in esito.firme] == [Catena.NON_VERIFICATA]


def test_a_folder_with_other_things_in_it_trusts_the_certificates(
    tmp_path: Path, settings: LazySettings
) -> None:
    altra = make_authority("Altra autorità")
    (tmp_path / "tutte.pem").write_bytes(altra.pem + make_authority().pem)
    (tmp_path / "binario.der").write_bytes(altra.der)
    (tmp_path / "rotto.cer").write_bytes(b"rotto")
    (tmp_path / "leggimi.txt").write_bytes(b"note")
    settings.FIRME_RADICI_DIR = str(tmp_path)

    esito = verify(sign_pdf(DOMANDA, make_signer()))

    assert [firma.catena for firma in esito.firme] == [Catena.VERIFICATA]


@pytest.mark.parametrize(
    ("dati", "parole"),
    [
        (DOMANDA, "Il file non contiene firme elettroniche."),
        (b"parole", "Il file non contiene firme elettroniche."),
        (b"", "Il file non contiene firme elettroniche."),
        (b"%PDF-1.7\n" + b"\0" * 99, "Il file non contiene firme elettroniche."),
        (b"\x30\x80" * 9999, "Il file non contiene firme elettroniche."),
        (
            sign_p7m(DOMANDA, make_signer(), staccata=True),
            "Il file contiene la firma ma non il documento firmato: chiedere il file .p7m con il"
            " documento incluso.",
        ),
        (
            sign_pdf(DOMANDA, make_signer())[:-300],
            "C’è una firma che il portale non riesce a leggere. La revoca dei certificati non è"
            " controllata.",
        ),
    ],
    ids=["plain", "words", "nothing", "noise", "lengths", "apart", "cut short"],
)
def test_of_what_holds_no_good_signature_it_says_so(dati: bytes, parole: str) -> None:
    esito = verify(dati)

    assert (esito.in_parole, esito.valida) == (parole, False)


def test_what_cannot_be_read_in_time_is_left_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conciliazione.firme._MEMORIA_MB", 48)

    esito = verify(sign_pdf(DOMANDA, make_signer()))

    assert (esito.problema, esito.valida) == ("inesplorabile", False)
    assert esito.in_parole == (
        "Il portale non riesce a leggere le firme di questo file: verificarlo con un programma di"
        " firma."
    )
