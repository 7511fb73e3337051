"""How a vault is made and opened: lock, headers, register, outside head, in this order."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
import sqlcipher3

from desktop.errors import KnownError
from desktop.vault import closed, copies, files, keys, schema, wal
from desktop.vault.header import Header
from desktop.vault.lock import VaultLock
from desktop.vault.opened import OpenVault
from desktop.vault.sentences import OLDER_READ_ONLY, REGISTER_MISSING, WRONG_KEY
from desktop.vault.store import DAMAGED, Store, sentence_for

if TYPE_CHECKING:
    from desktop.vault.service import Vaults


def first_opening(vaults: Vaults, folder: Path, top: Header, vault_key: bytes, actor: str) -> None:
    """Make the register of a new vault with its first event, and close it again."""
    derived = keys.derive(vault_key, top.vault_id)
    register = folder / closed.REGISTER
    register.touch(files.PRIVATE_FILE, exist_ok=False)  # SQLite gives its log the mode of the register
    store = Store(register, derived, top.salt, vaults.clock, actor=actor)
    try:
        store.verify_library()
        with store.raw() as connection, connection.begin():
            schema.create(connection)
        with store.write("vault.created"):
            pass
    finally:
        store.close()


def open_vault(vaults: Vaults, folder: Path, vault_key: bytes, actor: str | Callable[[Store], str]) -> OpenVault:
    """Open with the vault key. Raises KnownError: in use, wrong key, newer, register damaged."""
    closed.refuse_backup(folder)
    pair = closed.read_headers(folder)
    top = next((h for h in (pair.best(_header_key(c.header, vault_key)) for c in pair.copies) if h is not None), None)
    if top is None:
        raise KnownError(WRONG_KEY)
    derived = keys.derive(vault_key, top.vault_id)
    frozen = not closed.writable(folder)
    with files.disk_failures():
        lock = None if frozen else VaultLock(folder)
    working_copy: Path | None = None
    store: Store | None = None
    register_fd = -1
    try:
        if not (folder / closed.REGISTER).exists():
            raise KnownError(REGISTER_MISSING)
        pair = closed.read_headers(folder)  # once more, now that nobody else can write them
        top = pair.best(derived.header) or top
        register = folder / closed.REGISTER
        with files.disk_failures():
            log = wal.judge(register)
            if frozen and log.present:
                working_copy = register_aside(register, vaults.paths.state)
                register = working_copy / closed.REGISTER
            register_fd = os.open(register, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        store = Store(
            register,
            derived,
            top.salt,
            vaults.clock,
            read_only=True,  # until the outside head has been asked
            frozen=frozen and working_copy is None,
        )
        store.verify_library()
        with store.raw() as connection:
            older = schema.version(connection) < schema.CURRENT
        if older and frozen:
            raise KnownError(OLDER_READ_ONLY)
        vault = OpenVault(vaults, folder, top, derived, store, lock, pair, log, register_fd, working_copy)
        against = vault.compare_with_memory()
        if older:
            upgrade(vault)
        store.actor = actor if isinstance(actor, str) else actor(store)
        vault.judge(against)
        return vault
    except BaseException as error:
        if store is not None:
            store.close()
        if register_fd >= 0:
            os.close(register_fd)
        if lock is not None:
            lock.release()
        if working_copy is not None:
            shutil.rmtree(working_copy, ignore_errors=True)
        if isinstance(error, (sa.exc.DBAPIError, sqlcipher3.DatabaseError)):
            raise (
                sentence_for(error) or KnownError(DAMAGED)
            ) from error  # a schema that is not ours any more, a table that is gone
        raise


def upgrade(vault: OpenVault) -> None:
    """Bring an older register up to date, behind a copy of it as it was."""
    with vault.store.raw() as connection:
        present = schema.version(connection)
    vault.store.hold()
    try:
        with files.disk_failures():
            copies.copy_still(vault, vault.folder / closed.COPIES / f"before-schema-{present + 1:03}.db")
    finally:
        vault.store.release()
    vault.store.allow_writing()
    schema.bring_up_to_date(vault.store)
    vault.store.forbid_writing()


def register_aside(register: Path, state: Path) -> Path:
    """Copy register and log (both encrypted) to the workstation: on a read-only medium the log can't be folded in."""
    folder = state / f"reading-{os.urandom(8).hex()}"
    folder.mkdir(mode=files.PRIVATE_FOLDER, parents=True)
    for path in (register, wal.path_of(register)):
        shutil.copyfile(path, folder / path.name)
    return folder


def _header_key(top: Header, vault_key: bytes) -> bytes:
    return keys.derive(vault_key, top.vault_id).header
