"""A signing identity opened for use: key, certificate and chain from PKCS#12 (RFC 7292), and whether it may sign."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from asn1crypto.x509 import Certificate, Name
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from desktop.clock import stamp
from desktop.errors import KnownError, Sentence
from desktop.signing.kinds import kind_of
from desktop.signing.sentences import (
    EXPIRED,
    KEY_MISMATCH,
    NO_KEY,
    NOT_PKCS12,
    NOT_YET_VALID,
    UNSUPPORTED_KEY,
    WRONG_PIN,
    WRONG_USAGE,
)
from models.views.signing import SignatureKind

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_SIGNING_USES = {DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
# what Adobe and Microsoft issue for documents: adobe authentic documents trust, MS document signing
_SIGNING_USES |= {ObjectIdentifier("1.2.840.113583.1.1.5"), ObjectIdentifier("1.3.6.1.4.1.311.10.3.12")}
LEAST_RSA = 2048

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Credential:
    """An opened identity. `chain` holds the issuers, nearest first, without the certificate itself."""

    key: Key = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def name(self) -> str:
        return common_name(plain(self.certificate).subject)

    @property
    def kind(self) -> SignatureKind:
        return kind_of(plain(self.certificate))


@dataclass(frozen=True)
class CertificateFacts:
    """What lists show of a certificate. Instants are stamps; `serial` and `fingerprint` (SHA-256) hex."""

    name: str
    subject: str
    issuer: str
    serial: str
    fingerprint: str
    not_before: str
    not_after: str


def open_pkcs12(data: bytes, pin: str) -> Credential:
    """Raises KnownError: no PKCS#12, wrong PIN, no key, key of another certificate, a key that can't sign here."""
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(data, pin.encode() or None)
    except ValueError as error:
        raise KnownError(_why_not_opened(data, error)) from None
    except Exception:  # the parser's own failures on hostile bytes
        raise KnownError(NOT_PKCS12) from None
    if key is None or certificate is None:
        raise KnownError(NO_KEY)
    usable = isinstance(key, rsa.RSAPrivateKey) and key.key_size >= LEAST_RSA
    usable = usable or (isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name.startswith("secp"))
    if not usable or not isinstance(key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        raise KnownError(UNSUPPORTED_KEY, kind=type(key).__name__.removesuffix("PrivateKey").lstrip("_"))
    if _public(key.public_key()) != _public(certificate.public_key()):
        raise KnownError(KEY_MISMATCH)
    return Credential(key, certificate, ordered(certificate, chain))


def plain(certificate: x509.Certificate) -> Certificate:
    """The certificate for reading its names (the other library warns at every Russian name of over 32 letters)."""
    return Certificate.load(certificate.public_bytes(Encoding.DER))


def ordered(certificate: x509.Certificate, others: list[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The issuers of `certificate` among `others`, nearest first."""
    names = {other: plain(other) for other in others}
    chain: list[x509.Certificate] = []
    current = plain(certificate)
    while current.issuer.dump() != current.subject.dump():
        wanted = current.issuer.dump()
        found = next((o for o, name in names.items() if name.subject.dump() == wanted and o not in chain), None)
        if found is None:
            break
        chain.append(found)
        current = names[found]
    return tuple(chain)


def check_usable(certificate: x509.Certificate, now: dt.datetime) -> None:
    """Raise KnownError when the certificate is expired, not yet valid or issued for another use."""
    name = common_name(plain(certificate).subject)
    if now > certificate.not_valid_after_utc:
        raise KnownError(EXPIRED, name=name, day=certificate.not_valid_after_utc.strftime("%d.%m.%Y"))
    if now < certificate.not_valid_before_utc:
        raise KnownError(NOT_YET_VALID, name=name, day=certificate.not_valid_before_utc.strftime("%d.%m.%Y"))
    if not may_sign(certificate):
        raise KnownError(WRONG_USAGE, name=name)


def may_sign(certificate: x509.Certificate) -> bool:
    """Key usage digitalSignature or nonRepudiation, an extended usage (if any) for documents, and no CA."""
    extensions = certificate.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        purposes = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if not _SIGNING_USES.intersection(purposes):
            return False
    except x509.ExtensionNotFound:
        pass
    return True


def facts(certificate: x509.Certificate) -> CertificateFacts:
    named = plain(certificate)
    return CertificateFacts(
        name=common_name(named.subject),
        subject=named.subject.human_friendly,
        issuer=named.issuer.human_friendly,
        serial=f"{certificate.serial_number:x}",
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        not_before=stamp(certificate.not_valid_before_utc),
        not_after=stamp(certificate.not_valid_after_utc),
    )


def common_name(name: Name) -> str:
    """The common name, else the whole name."""
    found = name.native.get("common_name")
    return str(found[0] if isinstance(found, list) else found) if found else str(name.human_friendly)


def _why_not_opened(data: bytes, error: ValueError) -> Sentence:
    # cryptography says "Invalid password or PKCS12 data" for both; a PFX starts with SEQUENCE, version INTEGER 3
    looks_right = data[:1] == b"\x30" and b"\x02\x01\x03" in data[:16]
    return WRONG_PIN if looks_right and "password" in str(error).lower() else NOT_PKCS12


def _public(key: object) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined,no-any-return]
