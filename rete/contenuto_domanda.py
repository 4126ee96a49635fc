"""What a membership request says, as plain data: what is signed, and what is sealed when sent.

The sealed copy has in it, under the same names, all that is signed.
"""

from conciliazione.copie import fingerprint
from rete.models import DomandaAdesione
from rete.passi import DICHIARATI


def declared(domanda: DomandaAdesione) -> dict[str, object]:
    """Everything that the request declares and that is signed, in plain values."""
    return {
        **{nome: _plain(domanda, nome) for nome in DICHIARATI},
        "aree": sorted(area.slug for area in domanda.aree.all()),
        "impegno": domanda.impegno.versione if domanda.impegno else None,
        "testo_impegno": domanda.impegno.testo if domanda.impegno else "",
        "codice": domanda.codice,
    }


def _plain(domanda: DomandaAdesione, nome: str) -> str:
    if nome == "comune":
        return domanda.comune.codice_istat if domanda.comune else ""
    return getattr(domanda, nome)


def data_fingerprint(domanda: DomandaAdesione) -> str:
    """The SHA-256 of what the request declares now: another one as soon as something changes."""
    return fingerprint(declared(domanda))


def contents(domanda: DomandaAdesione) -> dict[str, object]:
    """What is declared, how it was signed, and the fingerprints of the files: only JSON."""
    accettato = domanda.impegno_accettato_il
    return {
        **declared(domanda),
        "accordo": domanda.accordo.slug,
        "email": domanda.email,
        "impegno_accettato_il": accettato.isoformat() if accettato else None,
        "modalita_firma": domanda.modalita_firma,
        "esito_firma": domanda.esito_firma,
        "allegati": _files(domanda),
    }


def _files(domanda: DomandaAdesione) -> list[dict[str, object]]:
    return [
        {
            "tipo": allegato.tipo,
            "nome": allegato.documento.nome,
            "dimensione": allegato.documento.dimensione,
            "sha256": allegato.documento.sha256,
        }
        for allegato in domanda.allegati.select_related("documento")
    ]
