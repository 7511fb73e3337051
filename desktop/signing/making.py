"""An identity that the program makes for a member without one: a root of its own and one signing certificate."""

from __future__ import annotations

import datetime as dt
import secrets
import warnings

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from desktop.errors import KnownError
from desktop.signing.credentials import DOCUMENT_SIGNING
from desktop.signing.kinds import OWN_UNIT
from desktop.signing.sentences import NO_NAME, SHORT_PIN

NO_REVOCATION = x509.ObjectIdentifier("2.5.29.56")  # noRevAvail, RFC 9608: nobody publishes revocations for it
LEAST_PIN = 6
KEY_BITS = 3072
YEARS = 3
ROOT_YEARS = 10
MOST_CHARACTERS = 64
_LEAST_SLACK = dt.timedelta(minutes=5)  # clocks of those who check may be a little behind


def make_pkcs12(name: str, organisation: str, pin: str, now: dt.datetime) -> bytes:
    """PKCS#12 bytes with an RSA key, its certificate and the root that issued it, encrypted under the PIN.

    The root's key is thrown away as soon as it has signed, so nobody can ever issue a second certificate under it.
    Raises KnownError: no name, PIN too short.
    """
    name = " ".join(name.split())
    if not name:
        raise KnownError(NO_NAME)
    if len(pin) < LEAST_PIN:
        raise KnownError(SHORT_PIN, least=LEAST_PIN)
    start = now.astimezone(dt.UTC).replace(microsecond=0) - _LEAST_SLACK
    root_key = rsa.generate_private_key(65537, KEY_BITS)
    root_name = _name(f"Collegium root {secrets.token_hex(4)}", organisation)
    root = (
        _builder(root_name, root_name, root_key.public_key(), start, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    key = rsa.generate_private_key(65537, KEY_BITS)
    certificate = (
        _builder(_name(name, organisation), root_name, key.public_key(), start, YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.UnrecognizedExtension(NO_REVOCATION, b"\x05\x00"), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, [root], BestAvailableEncryption(pin.encode())
    )


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def _name(common: str, organisation: str) -> x509.Name:
    parts = [_attribute(NameOID.COMMON_NAME, common)]
    if organisation.strip():
        parts.append(_attribute(NameOID.ORGANIZATION_NAME, organisation.strip()))
    parts.append(_attribute(NameOID.ORGANIZATIONAL_UNIT_NAME, OWN_UNIT))
    return x509.Name(parts)


def _attribute(kind: x509.ObjectIdentifier, value: str) -> x509.NameAttribute[str]:
    # RFC 5280 allows 64 characters; the library counts UTF-8 octets, which halves it for Cyrillic, and warns
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return x509.NameAttribute(kind, value[:MOST_CHARACTERS], _validate=False)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, start: dt.datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=365 * years))
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
