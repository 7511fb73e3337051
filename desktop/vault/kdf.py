"""Argon2id with limits: what a passphrase costs to try, and what a hostile header may ask of us."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_

MIB = 1024  # Argon2 counts memory in KiB

UNREASONABLE = Sentence(
    "vault.kdf_refused",
    N_("The key slot of this vault asks for {mebibytes} MiB of memory to try a passphrase. It was refused unopened."),
    N_("The header was damaged or made to harm. Restore the vault from a backup."),
)


@dataclass(frozen=True)
class KdfCost:
    """Argon2id v1.3 parameters: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int


@dataclass(frozen=True)
class KdfPolicy:
    """Costs between which a slot is believed, and the cost of new slots.

    The production values (RULINGS C12) are the defaults; tests hand in a cheaper policy. Floor: RFC 9106 section 4,
    second recommended option.
    """

    floor: KdfCost = KdfCost(64 * MIB, 3, 4)
    default: KdfCost = KdfCost(512 * MIB, 3, 4)
    ceiling: KdfCost = KdfCost(2048 * MIB, 10, 8)

    def admit(self, cost: KdfCost) -> None:
        """Raise KnownError(UNREASONABLE) when the cost lies outside the limits. Nothing is derived here."""
        low = cost.memory < self.floor.memory or cost.passes < self.floor.passes or cost.lanes < 1
        high = cost.memory > self.ceiling.memory or cost.passes > self.ceiling.passes or cost.lanes > self.ceiling.lanes
        if low or high:
            raise KnownError(UNREASONABLE, mebibytes=cost.memory // MIB)


def from_passphrase(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """32 bytes from the NFKC form of the passphrase. The caller has put `cost` before the policy."""
    kdf = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())


def from_recovery_key(secret: bytes, salt: bytes) -> bytes:
    """32 bytes from the 256 random bits of a recovery key; no stretching is needed."""
    return HKDF(hashes.SHA256(), 32, salt, b"collegium/v1/recovery-slot").derive(secret)
