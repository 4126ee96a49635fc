"""Keys, certificates and signatures made when a test runs: no key lies in the repository."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import cms, core, keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

CODICE_FISCALE = "ZZZZZZ00A01Z999O"
UN_GIORNO = timedelta(days=1)


@dataclass(frozen=True)
class Identita:
    """A key, its certificate, and the certificate that vouches for it."""

    chiave: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificato: x509.Certificate
    autorita: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificato.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificato.public_bytes(serialization.Encoding.DER)


def subject(nome: str, codice: str = "") -> x509.Name:
    parti = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
        x509.NameAttribute(NameOID.COMMON_NAME, nome),
    ]
    if codice:
        parti.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, codice))
    return x509.Name(parti)


def make_authority(nome: str = "Autorità di prova") -> Identita:
    """A certification authority that nobody but a test trusts: one for each name."""
    return _authority(nome)


@cache
def _authority(nome: str) -> Identita:
    return _issue(subject(nome), None, autorita=True)


@cache
def make_signer(
    nome: str = "Mario Rossi",
    autorita: str = "Autorità di prova",
    dal: int = -30,
    al: int = 30,
    marche: bool = False,
    emittente_scritto: str = "",
) -> Identita:
    """Somebody whom an authority vouches for, from so many days to so many days from today.

    The certificate may say that it comes from an authority of another name.
    """
    nominato = subject(nome, f"TINIT-{CODICE_FISCALE}")
    emittente = subject(emittente_scritto) if emittente_scritto else None
    da = make_authority(autorita)
    return _issue(nominato, da, dal, al, marche=marche, emittente=emittente)


def roots() -> list[asn1_x509.Certificate]:
    """The authority of the tests, as those that are trusted are read."""
    return [_asn1(make_authority().certificato)]


@cache
def make_self_signed(nome: str = "Nessuno Conosciuto") -> Identita:
    """Somebody who vouches for himself."""
    return _issue(subject(nome), None)


def _issue(
    nome: x509.Name,
    da: Identita | None,
    dal: int = -30,
    al: int = 30,
    *,
    autorita: bool = False,
    marche: bool = False,
    emittente: x509.Name | None = None,
) -> Identita:
    chiave, ora = _new_key(marche), datetime.now(UTC)
    emittente = emittente or (da.certificato.subject if da else nome)
    da_firmare = (
        x509.CertificateBuilder()
        .subject_name(nome)
        .issuer_name(emittente)
        .public_key(chiave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ora + dal * UN_GIORNO)
        .not_valid_after(ora + al * UN_GIORNO)
        .add_extension(x509.BasicConstraints(ca=autorita, path_length=None), critical=True)
        .add_extension(_usage(autorita), critical=True)
    )
    if marche:
        uso = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        da_firmare = da_firmare.add_extension(uso, critical=True)
    certificato = da_firmare.sign(da.chiave if da else chiave, hashes.SHA256())
    return Identita(chiave, certificato, da.certificato if da else certificato)


def _new_key(marche: bool) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
    """The library makes time stamps with RSA only."""
    if marche:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def _usage(autorita: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not autorita,
        content_commitment=not autorita,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=autorita,
        crl_sign=autorita,
        encipher_only=False,
        decipher_only=False,
    )


# --- PAdES ----------------------------------------------------------------------------------------


def sign_pdf(
    pdf: bytes, chi: Identita, campo: str = "Firma", marca: Identita | None = None
) -> bytes:
    """A PDF with one signature more, appended to it."""
    scrittore = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(scrittore, fields.SigFieldSpec(campo))
    firmato = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=campo, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
        ),
        signer=_signer(chi),
        timestamper=_stamper(marca) if marca else None,
    ).sign_pdf(scrittore)
    return firmato.getvalue()


def append_to_pdf(pdf: bytes, titolo: str) -> bytes:
    """A PDF changed after it was signed, in an update appended to it."""
    scrittore = IncrementalPdfFileWriter(io.BytesIO(pdf))
    pagina = scrittore.root["/Pages"]["/Kids"][0]
    pagina["/Rotate"] = generic.NumberObject(180)
    scrittore.update_container(pagina)
    scrittore.set_info(generic.DictionaryObject({"/Title": generic.pdf_string(titolo)}))
    uscita = io.BytesIO()
    scrittore.write(uscita)
    return uscita.getvalue()


def _signer(chi: Identita) -> signers.SimpleSigner:
    negozio = SimpleCertificateStore()
    negozio.register(_asn1(chi.autorita))
    return signers.SimpleSigner(
        signing_cert=_asn1(chi.certificato), signing_key=_key(chi), cert_registry=negozio
    )


def _stamper(chi: Identita) -> DummyTimeStamper:
    return DummyTimeStamper(tsa_cert=_asn1(chi.certificato), tsa_key=_key(chi))


def _asn1(certificato: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificato.public_bytes(serialization.Encoding.DER))


def _key(chi: Identita) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        chi.chiave.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


# --- CAdES ----------------------------------------------------------------------------------------


def sign_p7m(contenuto: bytes, *chi: Identita, staccata: bool = False) -> bytes:
    """An envelope signed by one or more people side by side, with its document unless apart."""
    opzioni = [pkcs7.PKCS7Options.Binary]
    if staccata:
        opzioni.append(pkcs7.PKCS7Options.DetachedSignature)
    busta = pkcs7.PKCS7SignatureBuilder().set_data(contenuto)
    for uno in chi:
        busta = busta.add_signer(uno.certificato, uno.chiave, hashes.SHA256())
    return busta.sign(serialization.Encoding.DER, opzioni)


def swap_content(busta: bytes, altro: bytes) -> bytes:
    """An envelope in which somebody put another document under the same signatures."""
    letta = cms.ContentInfo.load(busta)
    letta["content"]["encap_content_info"]["content"] = core.OctetString(altro)
    return letta.dump(force=True)
