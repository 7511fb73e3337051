"""Signing identities and what the verifier says about a signed PDF (RULINGS F6). Plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

IdentityOrigin = Literal["made", "imported"]
SignatureKind = Literal["own_unqualified", "unqualified"]
Answer = Literal["valid", "invalid", "undecided"]
Integrity = Literal["intact", "broken", "unknown"]
Coverage = Literal["whole_file", "revision", "part", "unknown"]
ChangedAfter = Literal["nothing", "signatures", "form", "content", "unknown"]
Trust = Literal["trusted", "unknown_issuer", "expired", "not_then_valid", "wrong_usage", "unknown"]


@dataclass(frozen=True)
class IdentityView:
    """A signing identity in the vault. Instants are stamps; `serial` and `fingerprint` (SHA-256) are hex."""

    id: str
    name: str
    origin: IdentityOrigin
    kind: SignatureKind
    subject: str
    issuer: str
    serial: str
    fingerprint: str
    not_before: str
    not_after: str
    pin_kept: bool
    usable: bool  # within its validity now
    root_pem: str  # the trust anchor to hand to whoever verifies, or ""


@dataclass(frozen=True)
class SignatureReport:
    """One signature of a PDF. `claimed_time` is a stamp or ""; `unchecked` are codes of what could not be checked."""

    field: str
    signer: str
    kind: SignatureKind | Literal["unknown"]
    integrity: Integrity
    coverage: Coverage
    changed_after: ChangedAfter
    trust: Trust
    claimed_time: str
    unchecked: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """The answer, each signature, and the explanation in sentences of the reader's language."""

    verdict: Answer
    signatures: tuple[SignatureReport, ...]
    sentences: tuple[str, ...]
