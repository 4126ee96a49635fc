"""What the staff are told of how a request was signed (`rete/verdetto_firma.py`)."""

import pytest

from rete.enums import ModalitaFirma
from rete.verdetto_firma import DA_CONTROLLARE, NON_VERIFICABILE, VALIDA, judge

CODICE = "ZZZZZZ00A01Z999O"
FIRMA = {"codice": f"TINIT-{CODICE}"}
BUONA = {"firme": [FIRMA], "valida": True, "in_parole": "Firma di una persona."}


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
        (ModalitaFirma.ACCESSO, {"accesso": {"nome": "x"}}, VALIDA, "verde"),
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
