"""The reading of signatures with pyHanko. Runs inside the fence: see `recinto`."""

import asyncio
import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import cms, pem, x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.status import SignatureCoverageLevel, SignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from conciliazione.buste import SignatureWithoutContent, as_ber, signed_content
from conciliazione.firme.confronto import carries
from conciliazione.firme.esito import Catena, Copertura, Firma

BUSTE_ANNIDATE = 3
FIRME_MASSIME = 50
# What the libraries say of bytes that are not what they should be.
_ILLEGGIBILE = (
    *(PdfError, ValidationError, PathError, UnsupportedAlgorithm, struct.error, zlib.error),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, OSError),
    *(EOFError, RecursionError, NotImplementedError, AssertionError, RuntimeError),
)
_AGGIUNTE_AMMESSE = {ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}


def verify_fenced(dati: bytes, originale: int | None, radici: str) -> dict[str, object]:
    """`EsitoFirma` in plain values; the original, if any, follows the file for so many bytes."""
    atteso = None
    if originale is not None:
        dati, atteso = dati[: len(dati) - originale], dati[len(dati) - originale :]
    try:
        fidate = list(load_roots(radici)) if radici else None
        firme = list(find_signatures(dati, fidate))
    except SignatureWithoutContent:
        return {"firme": [], "corrisponde": None, "problema": "senza-documento"}
    corrisponde = None if atteso is None else carries(dati, atteso)
    return {"firme": [vars(firma) for firma in firme], "corrisponde": corrisponde, "problema": ""}


def load_roots(cartella: str) -> Iterator[x509.Certificate]:
    """The certificates of a folder, one or more in each file; what is not one is passed over."""
    for percorso in sorted(Path(cartella).iterdir()):
        if percorso.suffix.lower() in {".pem", ".crt", ".cer", ".der"}:
            yield from _certificates(percorso.read_bytes())


def _certificates(scritti: bytes) -> Iterator[x509.Certificate]:
    if pem.detect(scritti):
        ber = [contenuto for _, _, contenuto in pem.unarmor(scritti, multiple=True)]
    else:
        ber = [scritti]
    for uno in ber:
        try:
            certificato = x509.Certificate.load(uno)
            # asn1crypto reads nothing until it is asked.
            _ = certificato.subject.native, certificato.not_valid_after, certificato.public_key
            yield certificato
        except _ILLEGGIBILE:
            continue


def find_signatures(
    dati: bytes, radici: list[x509.Certificate] | None, buste: int = 0
) -> Iterator[Firma]:
    """The signatures of a PDF, or of an envelope and then of what is inside it.

    Raises:
        SignatureWithoutContent: the document that is signed is not there.
    """
    if dati.startswith(b"%PDF-"):
        yield from _of_pdf(dati, radici)
        return
    try:
        interno = signed_content(dati)
    except SignatureWithoutContent:
        raise
    except ValueError:
        return
    yield from _of_envelope(dati, interno, radici)
    if buste < BUSTE_ANNIDATE:
        yield from find_signatures(interno, radici, buste + 1)


def _is_admitted(differenza: object) -> bool:
    return (
        isinstance(differenza, DiffResult)
        and differenza.modification_level <= ModificationLevel.FORM_FILLING
    )


# --- PAdES ----------------------------------------------------------------------------------------


def _of_pdf(dati: bytes, radici: list[x509.Certificate] | None) -> Iterator[Firma]:
    try:
        lettore = PdfFileReader(io.BytesIO(dati), strict=False)
        trovate = lettore.embedded_regular_signatures[:FIRME_MASSIME]
    except _ILLEGGIBILE:
        # pyHanko reads the file before it knows whether anybody signed it.
        if b"/ByteRange" in dati:
            yield Firma(forma="PAdES", problema=True)
        return
    for firma in trovate:
        try:
            yield _read_pades(firma, radici)
        except _ILLEGGIBILE:
            yield Firma(forma="PAdES", problema=True)


def _read_pades(firma: EmbeddedPdfSignature, radici: list[x509.Certificate] | None) -> Firma:
    dichiarata = firma.self_reported_timestamp
    quando, marcata = _when(firma.signer_info, firma.compute_digest, dichiarata, radici)
    stato = asyncio.run(
        async_validate_pdf_signature(
            firma, _context(radici, _valid_day(firma.signer_cert, quando)), _context(radici, None)
        )
    )
    letta = _read("PAdES", stato, radici, quando, marcata)
    return replace(letta, copertura=_coverage(stato.coverage, stato.diff_result))


def _coverage(copertura: SignatureCoverageLevel, differenza: object) -> Copertura:
    if copertura == SignatureCoverageLevel.ENTIRE_FILE:
        return Copertura.TUTTO
    intera = copertura == SignatureCoverageLevel.ENTIRE_REVISION
    return Copertura.CON_AGGIUNTE if intera and _is_admitted(differenza) else Copertura.IN_PARTE


# --- CAdES ----------------------------------------------------------------------------------------


def _of_envelope(
    busta: bytes, interno: bytes, radici: list[x509.Certificate] | None
) -> Iterator[Firma]:
    try:
        firmati = cms.ContentInfo.load(as_ber(busta))["content"]
        firmatari = list(firmati["signer_infos"])[:FIRME_MASSIME]
    except _ILLEGGIBILE:
        yield Firma(forma="CAdES", problema=True)
        return
    for firmatario in firmatari:
        try:
            yield _read_cades(firmati, firmatario, interno, radici)
        except _ILLEGGIBILE:
            yield Firma(forma="CAdES", problema=True)


def _read_cades(
    firmati: cms.SignedData,
    firmatario: cms.SignerInfo,
    interno: bytes,
    radici: list[x509.Certificate] | None,
) -> Firma:
    """One of the people who signed an envelope: the library takes one at a time."""
    uno = _alone(firmati, firmatario)
    impronta = hashlib.new(_digest_name(firmatario), interno).digest()
    dichiarata = generic_cms.extract_self_reported_ts(firmatario)
    quando, marcata = _when(firmatario, lambda _: impronta, dichiarata, radici)
    certificato = generic_cms.extract_certs_for_validation(uno).signer_cert
    contesto = _context(radici, _valid_day(certificato, quando))
    stato = asyncio.run(
        generic_cms.async_validate_cms_signature(
            uno, raw_digest=impronta, validation_context=contesto
        )
    )
    return _read("CAdES", stato, radici, quando, marcata)


def _alone(firmati: cms.SignedData, firmatario: cms.SignerInfo) -> cms.SignedData:
    """The same envelope with one signer and without its content, which we read by ourselves."""
    tipo = firmati["encap_content_info"]["content_type"].native
    return cms.SignedData(
        {
            "version": firmati["version"].native,
            "digest_algorithms": firmati["digest_algorithms"],
            "encap_content_info": {"content_type": tipo},
            "certificates": firmati["certificates"],
            "signer_infos": [firmatario],
        }
    )


def _digest_name(firmatario: cms.SignerInfo) -> str:
    return firmatario["digest_algorithm"]["algorithm"].native


# --- What both have -------------------------------------------------------------------------------


def _when(
    firmatario: cms.SignerInfo,
    impronta: Callable[[str], bytes],
    dichiarata: datetime | None,
    radici: list[x509.Certificate] | None,
) -> tuple[datetime | None, bool]:
    """When it was signed, and whether a trusted time stamp says so rather than who signs."""
    tempi = asyncio.run(
        generic_cms.collect_timing_info(firmatario, _context(radici, None), impronta)
    )
    marca = tempi.get("timestamp_validity")
    if marca is not None and marca.trusted:
        return marca.timestamp, True
    return _aware(dichiarata), False


def _aware(momento: datetime | None) -> datetime | None:
    return momento.replace(tzinfo=UTC) if momento and momento.tzinfo is None else momento


def _valid_day(certificato: x509.Certificate, quando: datetime | None) -> datetime:
    """When the chain is looked at: the signature, or as near to it as the certificate allows.

    Who vouches for a certificate is one question, and whether it had expired another one.
    """
    giorno = quando or datetime.now(UTC)
    return max(certificato.not_valid_before, min(giorno, certificato.not_valid_after))


def _context(radici: list[x509.Certificate] | None, quando: datetime | None) -> ValidationContext:
    """What is trusted: our certificates alone, nothing of the machine's and nothing asked for."""
    return ValidationContext(
        trust_roots=radici or [],
        moment=min(quando, datetime.now(UTC)) if quando else None,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _read(
    forma: str,
    stato: SignatureStatus,
    radici: list[x509.Certificate] | None,
    quando: datetime | None,
    marcata: bool,
) -> Firma:
    certificato = stato.signing_cert
    soggetto, emittente = certificato.subject.native, certificato.issuer.native
    giorno = quando or datetime.now(UTC)
    return Firma(
        forma=forma,
        firmatario=_text(soggetto.get("common_name") or soggetto.get("organization_name")),
        codice=_text(soggetto.get("serial_number")),
        emittente=_text(emittente.get("common_name") or emittente.get("organization_name")),
        certificato=f"{certificato.serial_number:x}",
        quando=quando.astimezone(UTC).isoformat() if quando else "",
        marca_temporale=marcata,
        integra=stato.intact and stato.valid,
        copertura=Copertura.TUTTO,
        catena=_chain(stato, radici),
        autofirmato=certificato.self_signed in {"yes", "maybe"},
        scaduto=not certificato.not_valid_before <= giorno <= certificato.not_valid_after,
    )


def _chain(stato: SignatureStatus, radici: list[x509.Certificate] | None) -> Catena:
    if radici is None:
        return Catena.NON_VERIFICATA
    return Catena.VERIFICATA if stato.trusted else Catena.NON_RICONOSCIUTA


def _text(valore: str | list[str] | None) -> str:
    """A name of a certificate, which may be there more than once, in one short line."""
    parti = valore if isinstance(valore, list) else [valore or ""]
    unito = " ".join(" ".join(str(parte) for parte in parti).split())
    return "".join(lettera for lettera in unito if lettera.isprintable())[:200]
