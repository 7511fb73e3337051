"""Vaults on disk: create, inspect, unlock, open, restore. Importing this is cheap; the database comes with `open`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clock import Clock
from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.jobs import Progress
from desktop.paths import Paths
from desktop.vault import closed, files, header, keys, passphrase, recovery, slots
from desktop.vault.head import Memory
from desktop.vault.header import Header
from desktop.vault.kdf import KdfPolicy
from models.views.vault import CheckReport, Created, RestoreReport, VaultFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.vault.opened import OpenVault as OpenVault
    from desktop.vault.store import Store

EXISTS = Sentence(
    "vault.target_exists",
    N_("There is already something at this place. Nothing was written."),
    N_("Choose a name that is not taken yet."),
)
NO_PARENT = Sentence(
    "vault.parent_missing",
    N_("The folder in which the new one should lie does not exist. Nothing was written."),
    N_("Create it first or choose another place."),
)


class Vaults:
    """The doors to closed vaults. Holds no state; every method may run on any thread."""

    def __init__(self, paths: Paths, clock: Clock, policy: KdfPolicy) -> None:
        self.paths = paths
        self.clock = clock
        self.policy = policy

    def create(self, folder: Path, new_passphrase: str, *, actor: str = "") -> Created:
        """A new vault at `folder`, which must not exist. It appears there whole or not at all.

        Raises KnownError: target exists, parent missing, passphrase refused, disk full. Takes one key derivation.
        """
        passphrase.check(new_passphrase)
        refuse_taken(folder)
        vault_key, secret = os.urandom(keys.KEY_SIZE), os.urandom(recovery.BITS // 8)
        bare = Header(os.urandom(16), 1, os.urandom(16), ())
        made = int(self.clock.now().timestamp() * 1000)
        by_words = slots.by_passphrase(bare.context, vault_key, new_passphrase, self.policy.default, made)
        by_card = slots.by_recovery_key(bare.context, vault_key, secret, made)
        whole = Header(bare.vault_id, 1, bare.salt, (by_words, by_card))
        part = folder.with_name(f".{folder.name}.{os.urandom(4).hex()}.part")
        with files.disk_failures():
            try:
                files.make_folder(part)
                files.make_folder(part / closed.OBJECTS)
                files.make_folder(part / closed.COPIES)
                header.write_pair(part, whole, keys.derive(vault_key, whole.vault_id).header)
                from desktop.vault import opening

                opening.first_opening(self, part, whole, vault_key, actor)
                part.rename(folder)
                files.sync_folder(folder.parent)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
        return Created(folder, whole.vault_id, recovery.spell(secret), vault_key)

    def inspect(self, folder: Path) -> VaultFacts:
        """What can be said of a vault without its key. Raises KnownError: not a vault, backup, newer, damaged."""
        return closed.facts(folder, self.paths, self.clock, self.policy)

    def unlock(self, folder: Path, *, passphrase: str | None = None, recovery_key: str | None = None) -> bytes:
        """The vault key (32 bytes) for exactly one of passphrase and recovery key; a miss is counted here.

        Raises KnownError as `inspect`, and: wrong passphrase, wrong or mistyped recovery key, cost refused.
        """
        closed.refuse_backup(folder)
        pair = closed.read_headers(folder)
        try:
            return closed.unwrap(pair, self.policy, passphrase=passphrase, recovery_key=recovery_key)
        except KnownError as error:
            if error.sentence in (closed.WRONG, closed.WRONG_RECOVERY):
                Memory(self.paths, pair.copies[0].header.vault_id).note_failure(self.clock)
            raise

    def open(self, folder: Path, vault_key: bytes, *, actor: str | Callable[[Store], str] = "") -> OpenVault:
        """Open with the key from `unlock`; from here on the caller's thread is the database thread.

        `actor` is the name that events bear, or how to read it from the register before the opening is logged.

        Raises KnownError: in use elsewhere, register damaged, newer, headers damaged.
        """
        from desktop.vault import opening

        return opening.open_vault(self, folder, vault_key, actor)

    def check(
        self,
        folder: Path,
        vault_key: bytes,
        progress: Progress | None = None,
        *,
        actor: str | Callable[[Store], str] = "",
    ) -> CheckReport:
        """Open, check everything, close. A vault that can't even be opened is a report with one grave finding."""
        from desktop.vault import checking

        return checking.check_closed(self, folder, vault_key, progress or Progress(), actor)

    def restore(
        self,
        backup: Path,
        folder: Path,
        *,
        passphrase: str | None = None,
        recovery_key: str | None = None,
        progress: Progress | None = None,
    ) -> RestoreReport:
        """Bring a backup into the new folder `folder` and prove it: counts, hashes, chain head, full check.

        Raises KnownError: not a backup, backup damaged (with the file's name), wrong key, target exists, disk full;
        nothing is left at `folder` then.
        """
        from desktop.vault import backup as backups

        return backups.restore(
            self, backup, folder, passphrase=passphrase, recovery_key=recovery_key, progress=progress or Progress()
        )


def refuse_taken(folder: Path) -> None:
    """Raise KnownError unless `folder` is free and its parent exists."""
    if not folder.parent.is_dir():
        raise KnownError(NO_PARENT)
    if folder.exists() or folder.is_symlink():
        raise KnownError(EXISTS)


def __getattr__(name: str) -> object:
    """`OpenVault` on demand: the unlock window imports this module and must not pay for the database."""
    if name == "OpenVault":
        from desktop.vault.opened import OpenVault

        return OpenVault
    raise AttributeError(name)
