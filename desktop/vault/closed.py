"""A vault that is not open: finding it, reading its headers, trying a passphrase. Light: no database is imported."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from desktop.clock import Clock
from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.paths import Paths
from desktop.vault import header, keys, recovery, slots
from desktop.vault.head import Memory
from desktop.vault.header import Header, Pair
from desktop.vault.kdf import KdfPolicy
from desktop.vault.slots import Slot
from models.views.vault import VaultFacts, Warn

REGISTER = "register.db"
OBJECTS = "objects"
COPIES = "copies"
MANIFEST = "backup.json"

NOT_A_VAULT = Sentence(
    "vault.not_a_vault",
    N_("There is no vault in this folder."),
    N_("Choose a folder whose name ends in .collegium, or create a new vault."),
)
IS_BACKUP = Sentence(
    "vault.is_backup",
    N_("This is a backup. It is never opened in place, so that it stays as it was written."),
    N_("Restore it into a new folder and open that."),
)
HEADERS_DAMAGED = Sentence(
    "vault.headers_damaged",
    N_("Both copies of this vault's header are damaged. Nothing was changed; the sealed files are untouched."),
    N_("Copy header.a and header.b of the latest backup into the vault's folder, or restore the backup."),
)
NEWER = Sentence(
    "vault.newer",
    N_("This vault was last used with a newer version of the program. Nothing was opened or changed."),
    N_("Install the newer version on this workstation."),
)
WRONG = Sentence(
    "vault.wrong_passphrase",
    N_("The vault does not open with this passphrase."),
    N_("Check the keyboard's language and Caps Lock, or use the recovery key."),
)
WRONG_RECOVERY = Sentence(
    "vault.wrong_recovery_key",
    N_("The vault does not open with this recovery key."),
    N_("Check that the card belongs to this vault and was not replaced by a newer one."),
)
HEADER_DAMAGED = Sentence(
    "vault.header_damaged",
    N_("One of the two header copies of this vault is damaged ({name}). The other one is whole and is used."),
    N_("It is mended from the whole copy when the vault opens. If it happens again, check the disk."),
)


def read_headers(folder: Path) -> Pair:
    """Both header copies. Raises KnownError: not a vault, newer, both damaged."""
    if not any((folder / name).exists() for name in (*header.COPIES, REGISTER)):
        raise KnownError(NOT_A_VAULT)
    try:
        pair = header.read_pair(folder)
    except header.NewerError:
        raise KnownError(NEWER) from None
    if not pair.copies:
        raise KnownError(HEADERS_DAMAGED)
    return pair


def refuse_backup(folder: Path) -> None:
    if (folder / MANIFEST).exists():
        raise KnownError(IS_BACKUP)


def writable(folder: Path) -> bool:
    """Whether the medium takes writes at all (a mount can be read-only for root too)."""
    if os.name == "posix" and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return False
    return os.access(folder, os.W_OK) and os.access(folder / REGISTER, os.W_OK)


def facts(folder: Path, paths: Paths, clock: Clock, policy: KdfPolicy) -> VaultFacts:
    """What can be said without the key. Raises KnownError as `read_headers`, and IS_BACKUP."""
    refuse_backup(folder)
    pair = read_headers(folder)
    top = pair.copies[0].header
    mine = [slot for slot in top.slots if slot.kind == slots.PASSPHRASE]
    made = max((slot.made for slot in mine), default=None)
    failures = Memory(paths, top.vault_id).failures()
    return VaultFacts(
        folder=folder,
        name=name_of(folder),
        vault_id=top.vault_id,
        read_only=not writable(folder),
        has_passphrase=bool(mine),
        has_recovery_key=any(slot.kind == slots.RECOVERY for slot in top.slots),
        passphrase_set=None if made is None else dt.datetime.fromtimestamp(made / 1000, dt.UTC),
        weak_slot=any(_weaker(slot, policy) for slot in mine),
        failed_unlocks=failures.count,
        wait=failures.wait(clock.now()),
        warnings=tuple(damage(name) for name in pair.damaged),
    )


def damage(name: str) -> Warn:
    return Warn(HEADER_DAMAGED.code, HEADER_DAMAGED.message, HEADER_DAMAGED.remedy, (("name", name),))


def name_of(folder: Path) -> str:
    """The vault's name: its folder's, without the ending."""
    resolved = folder.resolve()
    return resolved.stem if resolved.suffix == ".collegium" else resolved.name


def unwrap(pair: Pair, policy: KdfPolicy, *, passphrase: str | None, recovery_key: str | None) -> bytes:
    """The vault key behind a passphrase or a recovery key.

    A slot counts only if it stands in the newest genuine copy: an old copy put beside it revives nothing.
    Raises KnownError: wrong passphrase (also for a damaged slot), recovery key mistyped, cost refused.
    """
    if (passphrase is None) == (recovery_key is None):
        raise ValueError("one of passphrase and recovery key")
    if recovery_key is not None:
        recovery.read(recovery_key)
    tried: set[bytes] = set()
    refused: KnownError | None = None
    for copy in pair.copies:
        for slot in copy.header.slots:
            if slot.encode() in tried:
                continue
            tried.add(slot.encode())
            try:
                found = _try(slot, copy.header, policy, passphrase, recovery_key)
            except KnownError as error:
                refused = error
                continue
            if found is not None and _in_force(slot, pair, found, copy.header):
                return found
    if refused is not None:
        raise refused
    raise KnownError(WRONG if passphrase is not None else WRONG_RECOVERY)


def _try(slot: Slot, top: Header, policy: KdfPolicy, passphrase: str | None, recovery_key: str | None) -> bytes | None:
    if slot.kind == slots.PASSPHRASE and passphrase is not None:
        return slots.open_with_passphrase(slot, top.context, passphrase, policy)
    if slot.kind == slots.RECOVERY and recovery_key is not None:
        return slots.open_with_recovery_key(slot, top.context, recovery_key)
    return None


def _in_force(slot: Slot, pair: Pair, vault_key: bytes, found_in: Header) -> bool:
    best = pair.best(keys.derive(vault_key, found_in.vault_id).header)
    return best is not None and slot in best.slots


def _weaker(slot: Slot, policy: KdfPolicy) -> bool:
    return slot.cost.memory < policy.default.memory or slot.cost.passes < policy.default.passes
