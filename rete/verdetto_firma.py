"""What the staff must make of how a request was signed: valid, to be checked, not verifiable.

Pure: plain values in and out. It never decides anything by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rete.enums import ModalitaFirma


@dataclass(frozen=True)
class Giudizio:
    """The sign to show, its colour, and what to know in plain sentences."""

    segno: str
    colore: str
    parole: tuple[str, ...] = ()


VALIDA = "firma valida"
DA_CONTROLLARE = "da controllare"
NON_VERIFICABILE = "non verificabile dal portale"


def judge(modalita: str, esito: Mapping[str, object], codice_fiscale: str) -> Giudizio:
    """The signature of a request: `esito` is what was found, `codice_fiscale` who should sign."""
    if modalita == ModalitaFirma.ACCESSO:
        return _by_access(esito, codice_fiscale)
    if not esito:
        return Giudizio(DA_CONTROLLARE, "giallo", ("Manca l’esito del controllo della firma.",))
    parole = [str(esito.get("in_parole") or "")]
    if modalita == ModalitaFirma.AUTOGRAFA and not esito.get("firme"):
        parole = ["Firma a penna: confrontare la scansione con il documento d’identità."]
        return Giudizio(NON_VERIFICABILE, "blu", tuple(parole))
    if esito.get("problema") or not esito.get("firme"):
        return Giudizio(NON_VERIFICABILE, "giallo", tuple(filter(None, parole)))
    altri = _somebody_else(esito, codice_fiscale)
    parole += altri
    # Of what is signed but is not what the portal gave, `in_parole` says so already.
    valida = bool(esito.get("valida")) and not altri and esito.get("corrisponde") is not False
    return Giudizio(
        VALIDA if valida else DA_CONTROLLARE, "verde" if valida else "giallo", tuple(parole)
    )


def _by_access(esito: Mapping[str, object], codice_fiscale: str) -> Giudizio:
    """Valid only where the gateway said the tax code of the person that the request names."""
    accesso = esito.get("accesso")
    if not isinstance(accesso, Mapping):
        return Giudizio(DA_CONTROLLARE, "giallo", ("Manca la prova dell’accesso con SPID o CIE.",))
    codice, atteso = str(accesso.get("codice_fiscale") or "").upper(), codice_fiscale.upper()
    chi = str(accesso.get("nome") or "") or "una persona di cui non è stato comunicato il nome"
    con = f"L’ha inviata, entrando con {accesso.get('con') or 'l’identità digitale'}, {chi}"
    if not codice:
        detto = f"{con}: l’accesso non ne dice il codice fiscale, che va controllato altrimenti."
        return Giudizio(DA_CONTROLLARE, "giallo", (detto,))
    if codice == atteso:
        detto = f"{con} ({codice}): è chi la domanda indica come legale rappresentante."
        return Giudizio(VALIDA, "verde", (detto, "Non serve altra firma."))
    altro = "Attenzione: non risulta il legale rappresentante indicato."
    return Giudizio(DA_CONTROLLARE, "giallo", (f"{con} ({codice}).", altro))


def _somebody_else(esito: Mapping[str, object], codice_fiscale: str) -> list[str]:
    """Whether none of who signed is the person that the request names."""
    codici = [str(firma.get("codice") or "").upper() for firma in esito.get("firme") or ()]
    atteso = codice_fiscale.upper()
    if not atteso or any(codice.endswith(atteso) for codice in codici):
        return []
    return ["Attenzione: chi ha firmato non risulta il legale rappresentante indicato."]
