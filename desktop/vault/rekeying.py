"""New passphrase, new recovery key: slots of the header are exchanged, the vault key stays.

Order (reference/security.md 2.7): the new slot is added in both copies and proven from disk; only then the
old ones go. A crash in between leaves both; nothing is ever locked out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desktop.errors import BugError
from desktop.vault import closed, files, header, passphrase, recovery, slots
from desktop.vault.header import Header
from desktop.vault.kdf import KdfPolicy
from desktop.vault.slots import Slot

if TYPE_CHECKING:
    from desktop.vault.opened import OpenVault


def change_passphrase(vault: OpenVault, old: str, new: str, *, by_recovery_key: bool = False) -> None:
    """Replace every passphrase slot. `old` is the passphrase in force, or the recovery key as typed.

    Raises KnownError: passphrase refused by the rule, wrong old one, read-only, disk full. Two to three derivations.
    """
    passphrase.check(new)
    vault_key = prove(vault, old, by_recovery_key=by_recovery_key)
    made = int(vault.clock.now().timestamp() * 1000)
    slot = slots.by_passphrase(vault.header.context, vault_key, new, vault.policy.default, made)
    exchange(vault, slot, vault_key, new)
    with vault.store.write("vault.passphrase_changed") as work:
        work.detail = {"header": vault.header.sequence}
    vault.note_head(force=True)


def renew_recovery_key(vault: OpenVault, current_passphrase: str) -> str:
    """Replace the recovery slot and return the new key's fourteen groups. The old card opens nothing from here on.

    Raises KnownError as `change_passphrase`.
    """
    vault_key = prove(vault, current_passphrase)
    secret = os.urandom(recovery.BITS // 8)
    made = int(vault.clock.now().timestamp() * 1000)
    slot = slots.by_recovery_key(vault.header.context, vault_key, secret, made)
    spelled = recovery.spell(secret)
    exchange(vault, slot, vault_key, spelled)
    with vault.store.write("vault.recovery_renewed") as work:
        work.detail = {"header": vault.header.sequence}
    vault.note_head(force=True)
    return spelled


def prove(vault: OpenVault, secret: str, *, by_recovery_key: bool = False) -> bytes:
    """The vault key, from disk, for a secret that the person at the desk has just typed."""
    vault.refuse_read_only()
    pair = closed.read_headers(vault.folder)
    if by_recovery_key:
        return closed.unwrap(pair, vault.policy, passphrase=None, recovery_key=secret)
    return closed.unwrap(pair, vault.policy, passphrase=secret, recovery_key=None)


def exchange(vault: OpenVault, slot: Slot, vault_key: bytes, secret: str) -> None:
    """Add `slot`, prove it from disk with `secret`, then remove the other slots of its kind."""
    with files.disk_failures():
        both = vault.header.next(*vault.header.slots, slot)
        header.write_pair(vault.folder, both, vault.keys.header)
        vault.header = both
        _verify_from_disk(vault, slot, vault_key, secret, vault.policy)
        kept = tuple(other for other in both.slots if other.kind != slot.kind or other == slot)
        final = both.next(*kept)
        header.write_pair(vault.folder, final, vault.keys.header)
        vault.header = final


def _verify_from_disk(vault: OpenVault, slot: Slot, vault_key: bytes, secret: str, policy: KdfPolicy) -> None:
    for copy in header.read_pair(vault.folder).copies:
        found = next((other for other in copy.header.slots if other.id == slot.id), None)
        if (
            not copy.genuine(vault.keys.header)
            or found is None
            or _open(found, copy.header, secret, policy) != vault_key
        ):
            raise BugError("the new slot does not open from disk")


def _open(slot: Slot, top: Header, secret: str, policy: KdfPolicy) -> bytes | None:
    if slot.kind == slots.PASSPHRASE:
        return slots.open_with_passphrase(slot, top.context, secret, policy)
    return slots.open_with_recovery_key(slot, top.context, secret)
