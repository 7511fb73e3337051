"""Key slots: the vault key wrapped under a passphrase or a recovery key (AES-256-GCM, parameters bound)."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.vault import kdf, recovery
from desktop.vault.kdf import KdfCost, KdfPolicy

PASSPHRASE = 1
RECOVERY = 2
# kind, slot id, salt, Argon2id memory KiB, passes, lanes (0 for recovery), made at (milliseconds since 1970)
_PARAMETERS = struct.Struct(">B16s16sIIIQ")
_NONCE = 12
_WRAPPED = 48
SIZE = _PARAMETERS.size + _NONCE + _WRAPPED


@dataclass(frozen=True)
class Slot:
    """One way to the vault key."""

    kind: int
    id: bytes
    salt: bytes
    cost: KdfCost
    made: int
    nonce: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)

    def parameters(self) -> bytes:
        """The canonical bytes of everything but the wrapped key."""
        cost = self.cost
        return _PARAMETERS.pack(self.kind, self.id, self.salt, cost.memory, cost.passes, cost.lanes, self.made)

    def encode(self) -> bytes:
        return self.parameters() + self.nonce + self.wrapped

    @classmethod
    def decode(cls, data: bytes) -> Slot:
        kind, ident, salt, memory, passes, lanes, made = _PARAMETERS.unpack_from(data)
        nonce = data[_PARAMETERS.size : _PARAMETERS.size + _NONCE]
        return cls(kind, ident, salt, KdfCost(memory, passes, lanes), made, nonce, data[-_WRAPPED:])


def by_passphrase(context: bytes, vault_key: bytes, passphrase: str, cost: KdfCost, made: int) -> Slot:
    """A new passphrase slot. `context` binds it to format and vault; the passphrase rule was applied before."""
    ident, salt = os.urandom(16), os.urandom(16)
    key = kdf.from_passphrase(passphrase, salt, cost)
    return _wrap(context, vault_key, key, PASSPHRASE, ident, salt, cost, made)


def by_recovery_key(context: bytes, vault_key: bytes, secret: bytes, made: int) -> Slot:
    """A new recovery slot for 32 random bytes."""
    ident, salt = os.urandom(16), os.urandom(16)
    key = kdf.from_recovery_key(secret, salt)
    return _wrap(context, vault_key, key, RECOVERY, ident, salt, KdfCost(0, 0, 0), made)


def open_with_passphrase(slot: Slot, context: bytes, passphrase: str, policy: KdfPolicy) -> bytes | None:
    """The vault key, or None when the passphrase is another or the slot is damaged (the two can't be told apart).

    Raises KnownError when the slot's cost is outside the policy, before any derivation.
    """
    policy.admit(slot.cost)
    return _unwrap(slot, context, kdf.from_passphrase(passphrase, slot.salt, slot.cost))


def open_with_recovery_key(slot: Slot, context: bytes, typed: str) -> bytes | None:
    """The same for a recovery key as it was typed. Raises KnownError(recovery.MISTYPED)."""
    return _unwrap(slot, context, kdf.from_recovery_key(recovery.read(typed), slot.salt))


def _wrap(
    context: bytes, vault_key: bytes, key: bytes, kind: int, ident: bytes, salt: bytes, cost: KdfCost, made: int
) -> Slot:
    nonce = os.urandom(_NONCE)
    bare = Slot(kind, ident, salt, cost, made, nonce, b"")
    return Slot(
        kind, ident, salt, cost, made, nonce, AESGCM(key).encrypt(nonce, vault_key, context + bare.parameters())
    )


def _unwrap(slot: Slot, context: bytes, key: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.wrapped, context + slot.parameters())
    except InvalidTag:
        return None
