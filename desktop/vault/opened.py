"""An open vault: its register, its objects, what was noticed when it opened, and everything one can do with it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.errors import KnownError, Sentence
from desktop.jobs import Progress
from desktop.vault import audit, backup, chain, checking, closed, copies, files, header, keys, rekeying, wal
from desktop.vault.checking import OnDatabase
from desktop.vault.head import Memory, Seen, SpoiltError
from desktop.vault.header import Header, Pair
from desktop.vault.keeper import AT_ONCE, HeadKeeper
from desktop.vault.lock import NAME, VaultLock
from desktop.vault.objects import Objects
from desktop.vault.sentences import (
    FORKED,
    LOG_DAMAGED,
    MEDIUM_READ_ONLY,
    MEMORY_SPOILT,
    OLD_HEADER,
    REASON_MISSING,
    ROLLED_BACK,
)
from desktop.vault.store import READ_ONLY, Store
from models.tables.vault import Audit
from models.views.vault import AuditPage, AuditQuery, BackupReport, CheckReport, FieldChange, VaultFacts, Warn

if TYPE_CHECKING:
    from desktop.vault.service import Vaults

COPY_AT_CLOSE = 64 << 20  # a larger register is copied while the window is open, not while it closes
TROUBLE = (KnownError, sa.exc.DBAPIError)


class OpenVault:
    """An unlocked vault. Methods that touch the register belong to the database thread unless they say otherwise."""

    def __init__(
        self,
        vaults: Vaults,
        folder: Path,
        top: Header,
        derived: keys.Keys,
        store: Store,
        lock: VaultLock | None,
        pair: Pair,
        log: wal.State,
        register_fd: int,
        working_copy: Path | None = None,
    ) -> None:
        self.folder = folder
        self.vault_id = top.vault_id
        self.store = store
        self.objects = Objects(folder / closed.OBJECTS, read_only=True)
        self.paths = vaults.paths
        self.clock = vaults.clock
        self.policy = vaults.policy
        self.header = top
        self.keys = derived
        self.found_headers = pair  # as they were before anything was mended
        self.found_log = log
        self.warnings: tuple[Warn, ...] = ()
        self.memory = Memory(vaults.paths, top.vault_id)
        self._lock = lock
        self._working_copy = working_copy
        # Held as long as the database is: closing any handle on the file would drop SQLite's own locks (POSIX).
        self._register_fd = register_fd
        self._register_guard = threading.Lock()
        self._closed = False
        self._keeper = HeadKeeper(self.memory, derived.head)
        self._rolled_back: list[tuple[Sentence, dict[str, object]]] = []
        store.on_commit = self._committed

    @property
    def read_only(self) -> bool:
        return self.store.read_only

    @property
    def medium_read_only(self) -> bool:
        return self._lock is None

    @property
    def rolled_back(self) -> bool:
        """Whether it is read-only because it is older than what was seen; `acknowledge_rollback` ends that."""
        return bool(self._rolled_back)

    @property
    def facts(self) -> VaultFacts:
        return closed.facts(self.folder, self.paths, self.clock, self.policy)

    def register_block(self, position: int, count: int) -> bytes:
        """Octets of the register file as they stand on disk (encrypted). Any thread."""
        with self._register_guard:
            os.lseek(self._register_fd, position, os.SEEK_SET)
            return os.read(self._register_fd, count)

    def register_size(self) -> int:
        return os.fstat(self._register_fd).st_size

    def opened_at(self) -> int:
        """When this session took the lock, by the vault's own file system (nanoseconds)."""
        return (self.folder / NAME).stat().st_mtime_ns

    def refuse_read_only(self) -> None:
        """Raise KnownError(READ_ONLY) unless the vault may be written."""
        if self.read_only:
            raise KnownError(READ_ONLY)

    # -- the outside head -------------------------------------------------------------------------------------------

    def note_head(self, *, force: bool = False) -> None:
        """Remember outside how far the chain is: within a second, at once with `force` (lock, export, sign)."""
        if not self.read_only:
            self._note(self.store.head(), force=force)

    def _committed(self, head: chain.Head, action: str) -> None:
        self._note(head, force=action.endswith(AT_ONCE))

    def _note(self, head: chain.Head, *, force: bool) -> None:
        self._keeper.note(Seen(head.seq, head.hash, self.header.sequence), self.clock.ticks(), force=force)

    def compare_with_memory(self) -> list[tuple[Sentence, dict[str, object]]]:
        """What speaks against this being the vault last seen here; empty when all is well or nothing is known."""
        try:
            seen = self.memory.seen(self.keys.head)
        except SpoiltError:
            return [(MEMORY_SPOILT, {})]
        if seen is None:
            return []
        found: list[tuple[Sentence, dict[str, object]]] = []
        head = self.store.head()
        if head.seq < seen.seq:
            found.append((ROLLED_BACK, {"missing": seen.seq - head.seq}))
        elif seen.seq > 0:
            with self.store.read() as session:
                row = session.get(Audit, seen.seq)
            if row is None or row.hash != seen.hash:
                found.append((FORKED, {"seq": seen.seq}))
        if self.header.sequence < seen.header:
            found.append((OLD_HEADER, {}))
        return found

    def acknowledge_rollback(self, reason: str) -> None:
        """Take an older vault as the one to work in; goes on record with what was seen before.

        Raises KnownError(REASON_MISSING | READ_ONLY). Afterwards the vault can be written.
        """
        if not self._rolled_back:
            return
        if not reason.strip():
            raise KnownError(REASON_MISSING)
        if self.medium_read_only:
            raise KnownError(READ_ONLY)
        past: Seen | None = None
        with suppress(SpoiltError):
            past = self.memory.seen(self.keys.head)
        codes = [sentence.code for sentence, _ in self._rolled_back]
        self.store.allow_writing()
        self.objects.read_only = False
        with self.store.write("vault.rollback_acknowledged") as work:
            work.detail = {"reason": reason.strip(), "found": codes}
            if past is not None:
                work.detail |= {"seen_seq": past.seq, "seen_hash": past.hash.hex(), "seen_header": past.header}
        self._rolled_back = []
        self.warnings = tuple(w for w in self.warnings if w.code not in codes)
        self.settle()
        self.note_head(force=True)

    # -- the log ----------------------------------------------------------------------------------------------------

    def audit(self, query: AuditQuery | None = None) -> AuditPage:
        """One page of the log, newest first, every event verified. Raises KnownError(chain.CHAIN_BROKEN)."""
        return audit.page(self.store, query or AuditQuery())

    def audit_actions(self) -> tuple[str, ...]:
        """Every action code that occurs in the log."""
        return audit.actions(self.store)

    def audit_actors(self) -> tuple[str, ...]:
        """Everybody who occurs in the log."""
        return audit.actors(self.store)

    def history(self, table: str, row_id: str) -> tuple[FieldChange, ...]:
        """Every field change of one row, oldest first."""
        return audit.history(self.store, table, row_id)

    def last_backup(self) -> dt.datetime | None:
        """When the last backup was written, by the log."""
        page = self.audit(AuditQuery(action="vault.backed_up", limit=1))
        return page.items[0].at if page.items else None

    # -- keys, check, backup ----------------------------------------------------------------------------------------

    def change_passphrase(self, old: str, new: str, *, by_recovery_key: bool = False) -> None:
        """See `rekeying.change_passphrase`."""
        rekeying.change_passphrase(self, old, new, by_recovery_key=by_recovery_key)

    def renew_recovery_key(self, current_passphrase: str) -> str:
        """See `rekeying.renew_recovery_key`."""
        return rekeying.renew_recovery_key(self, current_passphrase)

    def check(self, progress: Progress | None = None, on_database: OnDatabase = checking.directly) -> CheckReport:
        """Check everything. From the pool, hand in `on_database` = run there and wait (see `checking`)."""
        report = checking.check_open(self, progress or Progress(), on_database)
        if not self.read_only:
            on_database(lambda: self._checked(report))
        return report

    def repair(self, report: CheckReport, on_database: OnDatabase = checking.directly) -> int:
        """Remove the orphans of a report, but none that this session may still be taking in. Returns how many."""
        self.refuse_read_only()
        return checking.repair(self, report, on_database)

    def backup(
        self, target: Path, progress: Progress | None = None, on_database: OnDatabase = checking.directly
    ) -> BackupReport:
        """Write and prove a backup in the new folder `target`; threads as in `check`."""
        return backup.write(self, target, progress or Progress(), on_database)

    def daily_copy(self, progress: Progress | None = None, on_database: OnDatabase = checking.directly) -> Path | None:
        """Today's copy of the register, unless it was made already; threads as in `check`."""
        return copies.daily(self, progress, on_database)

    def _checked(self, report: CheckReport) -> None:
        with self.store.write("vault.checked") as work:
            work.detail = {"ok": report.ok, "findings": [finding.code for finding in report.findings][:50]}

    # -- opening and closing ----------------------------------------------------------------------------------------

    def judge(self, against: list[tuple[Sentence, dict[str, object]]]) -> None:
        """Begin to write, or stay read-only for what `compare_with_memory` said. Collects the warnings."""
        warnings = [closed.damage(name) for name in (*self.found_headers.damaged, *self._forged())]
        if self.found_log.damaged:
            warnings.append(_warn(LOG_DAMAGED))
        if self.medium_read_only:
            warnings.append(_warn(MEDIUM_READ_ONLY))
        self._rolled_back = against
        warnings += [_warn(sentence, **parameters) for sentence, parameters in self._rolled_back]
        self.warnings = tuple(warnings)
        if not self._rolled_back and not self.medium_read_only:
            self._begin_writing()

    def _begin_writing(self) -> None:
        self.store.allow_writing()
        self.objects.read_only = False
        self.settle()
        self.note_head(force=True)

    def settle(self) -> None:
        """What is done once in a vault that may be written: mend headers, fold in failed unlocks, log the opening."""
        with files.disk_failures():
            mended = [*self.found_headers.damaged, *self._forged()]
            current = [copy for copy in self.found_headers.copies if copy.header == self.header]
            if mended or len(current) < len(header.COPIES):
                header.write_pair(self.folder, self.header, self.keys.header)
            for name in (*header.COPIES, f"{closed.COPIES}/*.db"):
                for left in self.folder.glob(f"{name}.part"):
                    left.unlink()
        self.objects.sweep()
        if mended:
            with self.store.write("vault.header_mended") as work:
                work.detail = {"copies": mended}
        failures = self.memory.failures()
        if failures.count:
            with self.store.write("vault.unlocks_failed") as work:
                work.detail = {"count": failures.count, "times": list(failures.times), "proven": False}
            self.memory.forget_failures()
        with self.store.write("vault.unlocked"):
            pass

    def close(self) -> None:
        """Fold the log in, remember the head, let go of the lock. Closing twice is harmless."""
        if self._closed:
            return
        self._closed = True
        try:
            if not self.read_only:
                with suppress(*TROUBLE), self.store.write("vault.locked"):
                    pass  # a full disk or a damaged page must not keep the vault from closing
                with suppress(*TROUBLE):
                    self.note_head(force=True)
                if self.register_size() <= COPY_AT_CLOSE:
                    with suppress(*TROUBLE):
                        self.daily_copy()
        finally:
            self._keeper.close()
            self.store.close()
            os.close(self._register_fd)
            if self._lock is not None:
                self._lock.release()
            if self._working_copy is not None:
                shutil.rmtree(self._working_copy, ignore_errors=True)

    def __enter__(self) -> OpenVault:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _forged(self) -> tuple[str, ...]:
        return self.found_headers.forged(self.keys.header)


def _warn(sentence: Sentence, **parameters: object) -> Warn:
    return Warn(sentence.code, sentence.message, sentence.remedy, tuple(parameters.items()))
