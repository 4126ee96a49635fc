"""What the staff are told of how a request was signed (`rete/verdetto_firma.py`)."""

import pytest

from rete.enums import ModalitaFirma
from rete.verdetto_firma import DA_CONTROLLARE, NON_VERIFICABILE, VALIDA, judge

CODICE = "ZZZZZZ00A01Z999O"
FIRMA = {"codice": f"TINIT-{CODICE}"}
BUONA = {"firme": [FIRMA], "valida": True, "in_parole": "Firma di una persona."}
ACCESSO = {"nome": "Anna Verdi", "codice_fiscale": CODICE.lower(), "con": "SPID o CIE"}


@pytest.mark.parametrize(
    ("modalita", "esito", "segno", "colore"),
    [
        (ModalitaFirma.DIGITALE, BUONA, VALIDA, "verde"),
        (ModalitaFirma.DIGITALE, {**BUONA, "valida": False}, DA_CONTROLLARE, "giallo"),
        (
            ModalitaFirma.DIGITALE,
            {**BUONA, "firme": [{"codice": "TINIT-ALTRO"}]},
            DA_CONTROLLARE,
            "giallo",
        ),
        (ModalitaFirma.DIGITALE, {**BUONA, "corrisponde": True}, VALIDA, "verde"),
        (ModalitaFirma.DIGITALE, {**BUONA, "corrisponde": False}, DA_CONTROLLARE, "giallo"),
        (ModalitaFirma.DIGITALE, {**BUONA, "firme": []}, NON_VERIFICABILE, "giallo"),
        (ModalitaFirma.DIGITALE, {**BUONA, "problema": "x"}, NON_VERIFICABILE, "giallo"),
        (ModalitaFirma.DIGITALE, {}, DA_CONTROLLARE, "giallo"),
        (ModalitaFirma.AUTOGRAFA, {"firme": []}, NON_VERIFICABILE, "blu"),
        (ModalitaFirma.AUTOGRAFA, BUONA, VALIDA, "verde"),
        (ModalitaFirma.ACCESSO, {"accesso": ACCESSO}, VALIDA, "verde"),
        (ModalitaFirma.ACCESSO, {"accesso": {"nome": "x"}}, DA_CONTROLLARE, "giallo"),
        (
            ModalitaFirma.ACCESSO,
            {"accesso": {**ACCESSO, "codice_fiscale": "ALTRO"}},
            DA_CONTROLLARE,
            "giallo",
        ),
        (ModalitaFirma.ACCESSO, {"accesso": "sì"}, DA_CONTROLLARE, "giallo"),
        (ModalitaFirma.ACCESSO, {}, DA_CONTROLLARE, "giallo"),
    ],
)
def test_each_outcome_has_its_sign(modalita: str, esito: dict, segno: str, colore: str) -> None:
    giudizio = judge(modalita, esito, CODICE)

    assert (giudizio.segno, giudizio.colore) == (segno, colore)


def test_a_signature_of_somebody_else_is_said() -> None:
    giudizio = judge(ModalitaFirma.DIGITALE, {**BUONA, "firme": [{"codice": "IT:Y"}]}, CODICE)

    assert giudizio.parole == (
        "Firma di una persona.",
        "Attenzione: chi ha firmato non risulta il legale rappresentante indicato.",
    )


def test_without_a_code_to_compare_the_signature_stands_as_it_is() -> None:
    assert judge(ModalitaFirma.DIGITALE, BUONA, "").segno == VALIDA


@pytest.mark.parametrize(
    ("accesso", "atteso", "detto"),
    [
        (ACCESSO, CODICE, f"SPID o CIE, Anna Verdi ({CODICE}): è chi la domanda indica"),
        (ACCESSO, "ALTRO", "Attenzione: non risulta il legale rappresentante indicato."),
        (ACCESSO, "", "Attenzione: non risulta il legale rappresentante indicato."),
        ({"nome": "Anna Verdi"}, CODICE, "Anna Verdi: l’accesso non ne dice il codice fiscale"),
        ({}, "", "una persona di cui non è stato comunicato il nome"),
    ],
)
def test_of_who_signed_by_access_it_is_said_who_they_are(
    accesso: dict, atteso: str, detto: str
) -> None:
    giudizio = judge(ModalitaFirma.ACCESSO, {"accesso": accesso}, atteso)

    assert detto in " ".join(giudizio.parole)
    assert (giudizio.segno == VALIDA) == (accesso is ACCESSO and atteso == CODICE)
