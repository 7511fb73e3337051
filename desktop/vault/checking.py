"""The whole check of a vault, open or closed.

The register is folded together and held still (`Store.hold`); everything else reads that still file through a second,
read-only connection on the caller's thread. So the database thread is needed for two short moments only, work goes on
meanwhile in the write-ahead log, and no slice of the check ever delays an edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
import sqlcipher3

from desktop.clock import Clock
from desktop.errors import KnownError
from desktop.jobs import CANCELLED, Progress
from desktop.vault import chain, closed, files, header, lock, schema, sentences
from desktop.vault.chain import Head
from desktop.vault.checks import database, findings, folder, records, sealed
from desktop.vault.head import Seen, SpoiltError
from desktop.vault.keys import Keys
from desktop.vault.objects import Objects
from desktop.vault.store import DAMAGED, Store
from models.views.vault import CheckReport, Finding

if TYPE_CHECKING:
    from desktop.vault.opened import OpenVault
    from desktop.vault.service import Vaults

OnDatabase = Callable[[Callable[[], None]], object]
# What stands in the way of checking at all; everything else that keeps a vault from opening is itself a finding.
OBSTACLES = (
    lock.IN_USE,
    closed.NOT_A_VAULT,
    closed.IS_BACKUP,
    closed.NEWER,
    sentences.WRONG_KEY,
)


@dataclass(frozen=True)
class Still:
    """A vault folder that holds still: what `inspect` needs of it."""

    folder: Path
    register: Path
    keys: Keys
    salt: bytes
    first: bytes  # the register's first 16 bytes
    clock: Clock
    noted: tuple[Finding, ...] = ()
    seen: Seen | None = None
    header_sequence: int = 0


def directly(work: Callable[[], None]) -> None:
    """For callers that are on the database thread themselves (command line, tests)."""
    work()


def check_open(vault: OpenVault, progress: Progress, on_database: OnDatabase = directly) -> CheckReport:
    """Check an open vault. Call from the pool with `on_database` = run there and wait; or directly where one thread
    does everything. Raises KnownError(jobs.CANCELLED) and disk failures; damage is what it reports.
    """
    noted: list[Finding] = []
    if vault.found_log.unfinished:
        noted.append(findings.LOG_UNFINISHED.found())
    if vault.found_log.damaged:
        noted.append(findings.LOG_DAMAGED.found())
    noted += folder.headers(vault.found_headers, vault.header, vault.keys.header)
    seen: Seen | None = None
    try:
        seen = vault.memory.seen(vault.keys.head)
    except SpoiltError:
        noted.append(findings.MEMORY_SPOILT.found())
    with files.disk_failures():
        now = header.read_pair(vault.folder)
        noted += [f for f in folder.headers(now, vault.header, vault.keys.header) if f not in noted]
        listed = folder.listing(vault.folder)
    on_database(vault.store.hold)
    try:
        still = Still(
            vault.folder,
            vault.store.path,
            vault.keys,
            vault.header.salt,
            vault.register_block(0, 16),
            vault.clock,
            tuple(noted),
            seen,
            vault.header.sequence,
        )
        return inspect(still, listed, progress)
    finally:
        on_database(vault.store.release)


def check_closed(
    vaults: Vaults, where: Path, vault_key: bytes, progress: Progress, actor: str | Callable[[Store], str]
) -> CheckReport:
    """Open, check, close. Raises KnownError only for what stands in the way (in use, wrong key, newer, no vault)."""
    try:
        from desktop.vault import opening  # it needs this module itself

        with opening.open_vault(vaults, where, vault_key, actor) as vault:
            return check_open(vault, progress)
    except KnownError as error:
        if error.sentence in OBSTACLES or error.code == CANCELLED.code:
            raise
        finding = findings.from_error(error)
    except (sa.exc.DBAPIError, sqlcipher3.DatabaseError):
        finding = findings.UNREADABLE.found(name=closed.REGISTER)
    return CheckReport((finding,), 0, 0, 0, 0, 0, 0, chain.GENESIS, ())


def repair(vault: OpenVault, report: CheckReport, on_database: OnDatabase = directly) -> int:
    """Remove orphans that lay there before this session; younger ones may belong to an intake in progress.

    Nothing else is ever repaired in place. Goes on record with the ids. Raises KnownError (disk).
    """
    with files.disk_failures():
        since = vault.opened_at()
        paths = {object_id: vault.objects.path(object_id) for object_id in report.orphans}
        gone = [i for i, path in paths.items() if path.exists() and path.stat().st_mtime_ns < since]
    if not gone:
        return 0

    def on_record() -> None:
        with vault.store.write("vault.repaired") as work:
            work.detail = {"objects": [object_id.hex() for object_id in gone]}

    on_database(on_record)
    for object_id in gone:
        vault.objects.remove(object_id)
    return len(gone)


def inspect(still: Still, listed: folder.Listing, progress: Progress) -> CheckReport:
    """Everything that can be judged from a folder that holds still."""
    found = [*still.noted, *listed.findings]
    register = still.register.stat().st_size
    tally = _Tally(progress, 2 * register + sum(listed.objects.values()) + sum(p.stat().st_size for p in listed.copies))
    found += database.salt(still.first, still.salt, closed.REGISTER)
    rows = events = cases = 0
    counts: dict[str, int] = {}
    log = records.Log()
    owned: list[records.Owned] = []
    with _still_store(still, still.register) as store:
        found += database.pages(store, closed.REGISTER)
        tally.add(register)
        try:
            with store.raw() as connection:
                log, faults = records.walk_chain(connection, still.keys.audit, tally.touch)
                events = log.head.seq
                found += faults
                found += _compare(still, connection, log.head)
                if schema.version(connection) < schema.CURRENT:
                    counts = records.count_rows(connection)
                    found.append(findings.OLDER.found())
                else:
                    counts, faults = records.walk_rows(connection, still.keys.row, log, tally.touch)
                    found += faults
                    cases, faults = records.walk_seals(connection, still.keys.row, log, tally.touch)
                    found += faults
                rows = sum(counts.values())
                owned = records.owned_objects(connection)
        except database.FAILURES as error:
            if isinstance(error, KnownError) and error.code == CANCELLED.code:
                raise
            found.append(findings.UNREADABLE.found(name=closed.REGISTER))
        tally.add(register)
    for path in listed.copies:
        found += _judge_copy(still, path)
        tally.add(path.stat().st_size)
    store_folder = Objects(still.folder / closed.OBJECTS, read_only=True)
    found += sealed.objects(store_folder, owned, tally.add)
    orphans = sealed.orphans(store_folder, listed.objects, {item[0] for item in owned}) if owned or log.whole else ()
    found += [findings.ORPHAN.found(object=object_id.hex()) for object_id in orphans]
    return CheckReport(
        tuple(found),
        rows,
        events,
        cases,
        len(owned),
        sum(item[3] for item in owned),
        log.head.seq,
        log.head.hash,
        orphans,
        tuple(sorted(counts.items())),
    )


def owned_objects(still: Still) -> list[bytes]:
    """The ids of every object that a row of the still register owns. Raises KnownError(store.DAMAGED)."""
    try:
        with _still_store(still, still.register) as store, store.raw() as connection:
            return [item[0] for item in records.owned_objects(connection)]
    except database.FAILURES:
        raise KnownError(DAMAGED) from None


def _compare(still: Still, connection: sa.Connection, head: Head) -> Iterator[Finding]:
    """The register's chain against the outside head."""
    seen = still.seen
    if seen is None:
        return
    if head.seq < seen.seq:
        yield findings.MEMORY_AHEAD.found(missing=seen.seq - head.seq)
    elif seen.seq > 0:
        row = connection.exec_driver_sql("SELECT hash FROM audit WHERE seq = ?", (seen.seq,)).first()
        if row is None or row[0] != seen.hash:
            yield findings.MEMORY_FORK.found(seq=seen.seq)
    if still.header_sequence < seen.header:
        yield findings.MEMORY_HEADER.found()


def _judge_copy(still: Still, path: Path) -> Iterator[Finding]:
    """A daily copy of the register: salt, pages, structure."""
    name = f"{closed.COPIES}/{path.name}"
    with files.disk_failures():
        yield from database.salt(database.first_bytes(path), still.salt, name)
    with _still_store(still, path) as store:
        yield from database.pages(store, name)


@contextmanager
def _still_store(still: Still, register: Path) -> Iterator[Store]:
    store = Store(register, still.keys, still.salt, still.clock, frozen=True)
    try:
        yield store
    finally:
        store.close()


class _Tally:
    """Octets done of octets to do, for the progress line."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def add(self, octets: int) -> None:
        self._done += octets
        self._progress.at(min(self._done, self._total), self._total)

    def touch(self, rows: int) -> None:
        """Nothing new to count, but a place to stop when cancelled."""
        self._progress.at(min(self._done, self._total), self._total)
