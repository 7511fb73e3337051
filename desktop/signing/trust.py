"""Trust anchors: certificates that the checker has decided to trust, from files or from identities in the vault."""

from __future__ import annotations

from asn1crypto import pem
from asn1crypto.x509 import Certificate

from desktop.errors import KnownError
from desktop.signing.sentences import NOT_A_CERTIFICATE


def load_roots(data: bytes) -> list[Certificate]:
    """Every certificate of a PEM or DER file. Raises KnownError(NOT_A_CERTIFICATE)."""
    try:
        if pem.detect(data):
            ders = [der for kind, _headers, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]
        else:
            ders = [data]
        found = [Certificate.load(der, strict=True) for der in ders]
        for certificate in found:
            certificate.subject.native  # noqa: B018  parsing is lazy; a wrong file must fail here
            certificate.public_key.dump()
    except Exception:
        raise KnownError(NOT_A_CERTIFICATE) from None
    if not found:
        raise KnownError(NOT_A_CERTIFICATE)
    return found
