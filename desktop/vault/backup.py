"""Backup and restore: a whole vault folder with a sealed list, and a restore that proves itself against that list."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clock import parse_stamp, stamp
from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.jobs import Progress
from desktop.vault import checking, closed, copies, files, header, keys, manifest, service
from desktop.vault.checking import OnDatabase, Still, directly
from desktop.vault.checks import database, folder
from desktop.vault.header import Header
from desktop.vault.manifest import BACKUP_DAMAGED, Entry, Manifest
from models.views.vault import BackupReport, CheckReport, RestoreReport

if TYPE_CHECKING:
    from desktop.vault.opened import OpenVault
    from desktop.vault.service import Vaults

NOT_PROVEN = Sentence(
    "vault.copy_not_proven",
    N_("What was written does not agree with the vault ({finding}). The unfinished copy was removed."),
    N_("Run the vault check; if the vault is sound, write to another disk."),
)
INSIDE = Sentence(
    "vault.backup_inside",
    N_("A backup can't lie inside the vault itself. Nothing was written."),
    N_("Choose a folder on another disk."),
)


def write(vault: OpenVault, target: Path, progress: Progress, on_database: OnDatabase = directly) -> BackupReport:
    """Copy the open vault to the new folder `target` and read the copy back whole.

    Work may go on meanwhile (see `checking`). Raises KnownError: target exists, disk full, cancelled, not proven;
    nothing is left at `target` then.
    """
    service.refuse_taken(target)
    if vault.folder.resolve() in (target.parent.resolve(), *target.parent.resolve().parents):
        raise KnownError(INSIDE)
    made = vault.clock.now()
    with files.disk_failures(), _aside(target) as part:
        on_database(vault.store.hold)
        try:
            entries, still = _copy_out(vault, part, progress)
        finally:
            on_database(vault.store.release)
        report = _prove(still, progress)
        sealed = Manifest(
            vault.vault_id.hex(),
            stamp(made),
            vault.header.sequence,
            report.head_seq,
            report.head_hash.hex(),
            report.tables,
            entries,
        )
        files.write_whole(part / closed.MANIFEST, sealed.encode(vault.keys.backup))
    octets = sum(entry.size for entry in entries)
    if not vault.read_only:

        def on_record() -> None:
            with vault.store.write("vault.backed_up") as work:
                work.detail = {"seq": report.head_seq, "files": len(entries), "octets": octets}
            vault.note_head(force=True)

        on_database(on_record)
    return BackupReport(target, made, len(entries), octets, report.head_seq, report.head_hash, report)


def restore(
    vaults: Vaults,
    source: Path,
    target: Path,
    *,
    passphrase: str | None,
    recovery_key: str | None,
    progress: Progress,
) -> RestoreReport:
    """See `Vaults.restore`."""
    if not (source / closed.MANIFEST).exists():
        raise KnownError(manifest.NOT_A_BACKUP)
    service.refuse_taken(target)
    pair = closed.read_headers(source)
    vault_key = closed.unwrap(pair, vaults.policy, passphrase=passphrase, recovery_key=recovery_key)
    derived = keys.derive(vault_key, pair.copies[0].header.vault_id)
    top = pair.best(derived.header)
    if top is None or pair.damaged:
        raise KnownError(BACKUP_DAMAGED, name=(*pair.damaged, header.COPIES[0])[0])
    listed = manifest.load(source, derived.backup)
    with files.disk_failures(), _aside(target) as part:
        total, done = sum(entry.size for entry in listed.files), 0
        for name in (closed.OBJECTS, closed.COPIES):
            files.make_folder(part / name)
        for entry in listed.files:
            _bring_back(source, part, entry)
            done += entry.size
            progress.at(done, 2 * total)
        report = _prove(_still(part, derived, top, vaults), progress)
        agrees = (report.head_seq, report.head_hash.hex()) == (listed.head_seq, listed.head_hash)
        if not agrees or report.tables != listed.rows or listed.vault != top.vault_id.hex():
            raise KnownError(BACKUP_DAMAGED, name=closed.REGISTER)
        files.sync_folder(part)
    return RestoreReport(
        target,
        parse_stamp(listed.made),
        len(listed.files),
        total,
        report.tables,
        report.head_seq,
        report.head_hash,
        report,
    )


def _copy_out(vault: OpenVault, part: Path, progress: Progress) -> tuple[tuple[Entry, ...], Still]:
    """Headers, register and every object that the held register knows."""
    entries: list[Entry] = []
    for name in header.COPIES:
        data = vault.header.encode(vault.keys.header)
        files.write_whole(part / name, data)
        entries.append(Entry(name, len(data), hashlib.sha256(data).hexdigest()))
    digest = copies.copy_still(vault, part / closed.REGISTER)
    entries.append(Entry(closed.REGISTER, vault.register_size(), digest.hex()))
    for name in (closed.OBJECTS, closed.COPIES):
        files.make_folder(part / name)
    still = Still(
        part,
        part / closed.REGISTER,
        vault.keys,
        vault.header.salt,
        database.first_bytes(part / closed.REGISTER),
        vault.clock,
    )
    owned = checking.owned_objects(still)
    sizes = {object_id: _size_of(vault.objects.path(object_id)) for object_id in owned}
    total, done = sum(sizes.values()), 0
    for object_id, size in sorted(sizes.items()):
        origin = vault.objects.path(object_id)
        relative = origin.relative_to(vault.folder)
        (part / relative).parent.mkdir(mode=files.PRIVATE_FOLDER, exist_ok=True)
        entries.append(Entry(relative.as_posix(), size, _copy(origin, part / relative)))
        done += size
        progress.at(done, 3 * total)
    return tuple(entries), still


def _bring_back(source: Path, part: Path, entry: Entry) -> None:
    """Copy one listed file, refusing names that lead elsewhere and content that is not what was written."""
    pieces = entry.path.split("/")
    if any(piece in ("", ".", "..") or "\\" in piece or ":" in piece for piece in pieces):
        raise KnownError(BACKUP_DAMAGED, name=closed.MANIFEST)
    origin, target = source.joinpath(*pieces), part.joinpath(*pieces)
    if len(pieces) > 3:
        raise KnownError(BACKUP_DAMAGED, name=closed.MANIFEST)
    target.parent.mkdir(mode=files.PRIVATE_FOLDER, exist_ok=True)
    if not origin.is_file() or origin.stat().st_size != entry.size or _copy(origin, target) != entry.sha256:
        raise KnownError(BACKUP_DAMAGED, name=entry.path)


def _copy(origin: Path, target: Path) -> str:
    """Copy durably, returning the SHA-256 of what was read (hex)."""
    digest = hashlib.sha256()
    out = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | files.PLAIN, files.PRIVATE_FILE)
    with os.fdopen(out, "wb") as sink, origin.open("rb") as from_disk:
        while block := from_disk.read(copies.BLOCK):
            digest.update(block)
            sink.write(block)
        sink.flush()
        os.fsync(sink.fileno())
    files.sync_folder(target.parent)
    return digest.hexdigest()


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _still(part: Path, derived: keys.Keys, top: Header, vaults: Vaults) -> Still:
    register = part / closed.REGISTER
    return Still(part, register, derived, top.salt, database.first_bytes(register), vaults.clock)


def _prove(still: Still, progress: Progress) -> CheckReport:
    """The whole check on the copy, read back from disk. Raises KnownError(NOT_PROVEN)."""
    report = checking.inspect(still, folder.listing(still.folder), progress)
    if not report.ok:
        first = next(finding for finding in report.findings if finding.grave)
        raise KnownError(NOT_PROVEN, finding=first.code)
    return report


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A folder beside `target` that becomes `target` when the block ends well and vanishes otherwise."""
    part = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
    try:
        files.make_folder(part)
        yield part
        service.refuse_taken(target)
        part.rename(target)
        files.sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
