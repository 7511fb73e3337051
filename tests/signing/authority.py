"""A certificate authority for tests: issues what real ones issue, and what they should not."""

from __future__ import annotations

import datetime as dt
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = dt.datetime(2026, 11, 22, 11, 2, tzinfo=dt.UTC)
PIN = "246810"
YEAR = dt.timedelta(days=365)


@cache
def rsa_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def ed_key(name: str) -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def named(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@cache
def root(common: str = "Test Root") -> x509.Certificate:
    key = ec_key(common)
    return (
        x509.CertificateBuilder()
        .subject_name(named(common))
        .issuer_name(named(common))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - 20 * YEAR)
        .not_valid_after(NOW + 20 * YEAR)
        .add_extension(x509.BasicConstraints(True, None), critical=True)
        .add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def usage(**granted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: granted.get(name, False) for name in names})


def leaf(
    key: object,
    *,
    start: dt.datetime = NOW - YEAR,
    end: dt.datetime = NOW + YEAR,
    uses: x509.KeyUsage | None = None,
    purposes: tuple[x509.ObjectIdentifier, ...] = (),
    issuer: str = "Test Root",
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(named("Maria Signer"))
        .issuer_name(named(issuer))
        .public_key(key.public_key())  # type: ignore[attr-defined]
        .serial_number(4711)
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(uses or usage(digital_signature=True, content_commitment=True), critical=True)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(list(purposes)), critical=False)
    return builder.sign(ec_key(issuer), hashes.SHA256())


def p12(key: object, certificate: x509.Certificate | None, others: list[x509.Certificate] | None = None) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"test",
        key,  # type: ignore[arg-type]
        certificate,
        others,
        BestAvailableEncryption(PIN.encode()),
    )


def identity(**options: object) -> bytes:
    """PKCS#12 of an ordinary signer under the test root; `options` go to the certificate."""
    key = ec_key("signer")
    return p12(key, leaf(key, **options), [root(str(options.get("issuer", "Test Root")))])  # type: ignore[arg-type]


def root_pem(common: str = "Test Root") -> bytes:
    return root(common).public_bytes(Encoding.PEM)


SERVER_AUTH = ExtendedKeyUsageOID.SERVER_AUTH
CLIENT_AUTH = ExtendedKeyUsageOID.CLIENT_AUTH
EMAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION
