"""Identities: made here or taken from PKCS#12, and every reason for which one may not sign."""

from __future__ import annotations

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12

from desktop.errors import KnownError
from desktop.i18n import Words
from desktop.signing import kinds, making
from desktop.signing.credentials import check_usable, facts, open_pkcs12
from desktop.signing.trust import load_roots
from tests.signing.authority import (
    CLIENT_AUTH,
    EMAIL,
    NOW,
    PIN,
    SERVER_AUTH,
    YEAR,
    ec_key,
    ed_key,
    identity,
    leaf,
    p12,
    root,
    root_pem,
    rsa_key,
    usage,
)
from tests.signing.papers import made_identity, own

DAY = dt.timedelta(days=1)


def test_a_made_identity_is_a_chain_of_two_under_its_own_root() -> None:
    credential = own()
    issuer = credential.chain[0]
    assert len(credential.chain) == 1
    credential.certificate.verify_directly_issued_by(issuer)
    issuer.verify_directly_issued_by(issuer)
    constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 0)
    assert not credential.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    check_usable(credential.certificate, NOW)
    described = facts(credential.certificate)
    assert described.name == "Докладчикова Мария Ивановна"
    assert len(described.fingerprint) == 64
    assert b"PRIVATE" not in making.pem(issuer).encode()


def test_the_key_is_only_there_under_its_pin() -> None:
    with pytest.raises(ValueError):
        pkcs12.load_key_and_certificates(made_identity(), b"")
    for wrong in ("", "246811", "246810 "):
        with pytest.raises(KnownError) as caught:
            open_pkcs12(made_identity(), wrong)
        assert caught.value.code == "signing.wrong_pin"


def test_its_kind_is_named_honestly() -> None:
    assert own().kind == "own_unqualified"
    assert open_pkcs12(identity(), PIN).kind == "unqualified"
    for language, word in (("ru", "неквалифицированная"), ("en", "unqualified")):
        words = Words(language)  # type: ignore[arg-type]
        for kind in ("own_unqualified", "unqualified"):
            assert word in kinds.label(kind, words)
            assert word[:10] in kinds.sentence(kind, words)


def test_long_russian_names_are_kept_whole() -> None:
    name = "Преображенская-Благовещенская Александра Константиновна"
    credential = open_pkcs12(making.make_pkcs12(name, "Общественная " * 4, PIN, NOW), PIN)
    assert facts(credential.certificate).name == name


@pytest.mark.parametrize(
    ("name", "pin", "code"),
    [("", PIN, "signing.no_name"), (" \t", PIN, "signing.no_name"), ("A", "12345", "signing.short_pin")],
)
def test_an_identity_needs_a_name_and_a_pin(name: str, pin: str, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        making.make_pkcs12(name, "", pin, NOW)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "signing.not_pkcs12"),
        (b"%PDF-1.7 not a key", "signing.not_pkcs12"),
        (identity()[:200], "signing.not_pkcs12"),
        (p12(None, leaf(ec_key("signer"))), "signing.no_key"),
        (p12(rsa_key("weak", 1024), leaf(rsa_key("weak", 1024))), "signing.unsupported_key"),
        (p12(ed_key("ed"), leaf(ed_key("ed"))), "signing.unsupported_key"),
    ],
    ids=["empty", "another file", "cut off", "no key", "RSA 1024", "Ed25519"],
)
def test_what_is_no_identity_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        open_pkcs12(data, PIN)
    assert caught.value.code == code


def test_the_key_of_another_certificate_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = ec_key("signer"), leaf(ec_key("another"))
    # the library doesn't write such a file, others do
    monkeypatch.setattr(pkcs12, "load_key_and_certificates", lambda data, pin: (key, certificate, []))
    with pytest.raises(KnownError) as caught:
        open_pkcs12(b"", PIN)
    assert caught.value.code == "signing.key_mismatch"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"start": NOW - 2 * YEAR, "end": NOW - DAY}, "signing.certificate_expired"),
        ({"start": NOW + DAY, "end": NOW + YEAR}, "signing.certificate_not_yet_valid"),
        ({"uses": usage(key_encipherment=True)}, "signing.certificate_wrong_usage"),
        ({"uses": usage(key_cert_sign=True)}, "signing.certificate_wrong_usage"),
        ({"purposes": (SERVER_AUTH, CLIENT_AUTH)}, "signing.certificate_wrong_usage"),
    ],
    ids=["expired", "not yet valid", "encryption only", "issues certificates", "web server"],
)
def test_a_certificate_that_may_not_sign_is_refused(options: dict[str, object], code: str) -> None:
    credential = open_pkcs12(identity(**options), PIN)
    with pytest.raises(KnownError) as caught:
        check_usable(credential.certificate, NOW)
    assert caught.value.code == code
    for words in (Words("ru"), Words("en")):
        assert "Maria Signer" in caught.value.message(words)
        assert caught.value.remedy(words)


@pytest.mark.parametrize(
    "options",
    [{"purposes": (EMAIL,)}, {"uses": usage(content_commitment=True)}, {"uses": usage(digital_signature=True)}],
)
def test_a_certificate_that_may_sign_is_accepted(options: dict[str, object]) -> None:
    check_usable(open_pkcs12(identity(**options), PIN).certificate, NOW)


def test_trusted_roots_come_from_pem_or_der() -> None:
    der = load_roots(root_pem())[0].dump()
    assert load_roots(der)[0].dump() == der
    assert len(load_roots(root_pem() + root_pem("Other Root"))) == 2
    for wrong in (
        b"",
        b"hello",
        identity(),
        root_pem()[:300],
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    ):
        with pytest.raises(KnownError) as caught:
            load_roots(wrong)
        assert caught.value.code == "signing.not_a_certificate"
    assert root("Test Root").subject.rfc4514_string() == "CN=Test Root"
