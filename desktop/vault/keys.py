"""One random vault key, one derived key per purpose (HKDF-SHA-512, a label each; reference/security.md 2.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_SIZE = 32


@dataclass(frozen=True)
class Keys:
    """The derived keys of one open vault, 32 bytes each."""

    database: bytes = field(repr=False)
    row: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    header: bytes = field(repr=False)
    backup: bytes = field(repr=False)
    head: bytes = field(repr=False)


def derive(vault_key: bytes, vault_id: bytes) -> Keys:
    """Derive every purpose's key from the vault key (32 bytes) and the vault's id (16 bytes)."""

    def one(purpose: str) -> bytes:
        label = b"collegium/v1/" + vault_id.hex().encode() + b"/" + purpose.encode()
        return HKDFExpand(hashes.SHA512(), KEY_SIZE, label).derive(vault_key)

    return Keys(one("database"), one("row-mac"), one("audit"), one("header"), one("backup"), one("outside-head"))
