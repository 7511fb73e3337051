"""Daily copies of the register in the vault's own folder: the register holds every object's key (RULINGS C7)."""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import KnownError
from desktop.jobs import Progress
from desktop.vault import closed, files
from desktop.vault.checking import OnDatabase, directly
from desktop.vault.checks import database
from desktop.vault.store import DAMAGED, Store

if TYPE_CHECKING:
    from desktop.vault.opened import OpenVault

KEPT = 7
BLOCK = 1 << 20


def daily(vault: OpenVault, progress: Progress | None = None, on_database: OnDatabase = directly) -> Path | None:
    """Write today's copy unless it is there, and let go of all but the last seven. Returns the new copy.

    May run on the pool, `on_database` as in `checking.check_open`. Raises KnownError (disk, cancelled, damage).
    """
    if vault.read_only:
        return None
    folder = vault.folder / closed.COPIES
    target = folder / f"register-{vault.clock.today().isoformat()}.db"
    if target.exists():
        return None
    with files.disk_failures():
        with suppress(FileExistsError):
            files.make_folder(folder)
        on_database(vault.store.hold)
        try:
            copy_still(vault, target, progress)
        finally:
            on_database(vault.store.release)
        _judge(vault, target)
        for old in sorted(folder.glob("register-*.db"))[:-KEPT]:
            old.unlink()
        files.sync_folder(folder)
    return target


def _judge(vault: OpenVault, target: Path) -> None:
    """Take a copy of a damaged register away again: seven days of such copies would push the last good one out."""
    still = Store(target, vault.keys, vault.header.salt, vault.clock, frozen=True)
    try:
        damage = next(iter(database.pages(still, target.name)), None)
    finally:
        still.close()
    if damage is not None:
        target.unlink()
        raise KnownError(DAMAGED)


def copy_still(vault: OpenVault, target: Path, progress: Progress | None = None) -> bytes:
    """Copy a register that is held still, byte for byte: same key, same salt, nothing is decrypted.

    SQLite's backup interface would read through the page cache and seal damaged pages anew (a zeroed page would get a
    good MAC); a copy of the still file keeps damage visible. Durable and complete or not there at all. Returns SHA-256.
    """
    total, digest = vault.register_size(), hashlib.sha256()
    part = target.with_name(target.name + ".part")
    out = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | files.PLAIN, files.PRIVATE_FILE)
    try:
        with os.fdopen(out, "wb") as sink:
            done = 0
            while done < total:
                block = vault.register_block(done, min(BLOCK, total - done))
                if not block:
                    raise OSError(errno.EIO, "the register became shorter")
                digest.update(block)
                sink.write(block)
                done += len(block)
                if progress is not None:
                    progress.at(done, total)
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    files.sync_folder(target.parent)
    return digest.digest()
