"""An open vault: its register, its objects, what was noticed when it opened, and everything one can do with it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import KnownError, Sentence
from desktop.vault import chain, closed, files, header, keys, wal
from desktop.vault.head import Memory, Seen, SpoiltError
from desktop.vault.header import Header, Pair
from desktop.vault.lock import VaultLock
from desktop.vault.objects import Objects
from desktop.vault.sentences import (
    FORKED,
    LOG_TORN,
    MEDIUM_READ_ONLY,
    MEMORY_SPOILT,
    OLD_HEADER,
    REASON_MISSING,
    ROLLED_BACK,
)
from desktop.vault.store import READ_ONLY, Store
from models.tables.vault import Audit
from models.views.vault import VaultFacts, Warn

if TYPE_CHECKING:
    from desktop.vault.service import Vaults

HEAD_EVERY = 1.0  # seconds between two writes of the outside head


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
        self._closed = False
        self._noted: Seen | None = None
        self._noted_at = float("-inf")
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

    # -- the outside head -------------------------------------------------------------------------------------------

    def note_head(self, *, force: bool = False) -> None:
        """Remember outside how far the chain is: at most once a second, at once with `force` (lock, export, sign)."""
        if self.read_only:
            return
        now = self.clock.ticks()
        if not force and now - self._noted_at < HEAD_EVERY:
            return
        head = self.store.head()
        self._note(head, now)

    def _committed(self, head: chain.Head) -> None:
        now = self.clock.ticks()
        if now - self._noted_at >= HEAD_EVERY:
            self._note(head, now)

    def _note(self, head: chain.Head, now: float) -> None:
        seen = Seen(head.seq, head.hash, self.header.sequence)
        if seen != self._noted:
            # the commit stands whether or not the workstation could remember it; the next one tries again
            with suppress(OSError):
                self.memory.remember(seen, self.keys.head)
                self._noted, self._noted_at = seen, now

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
        with suppress(SpoiltError):
            self._noted = self.memory.seen(self.keys.head)
        past, codes = self._noted, [sentence.code for sentence, _ in self._rolled_back]
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

    # -- opening and closing ----------------------------------------------------------------------------------------

    def judge(self) -> None:
        """Compare with the outside head; then either begin to write or stay read-only. Collects the warnings."""
        warnings = [closed.damage(name) for name in (*self.found_headers.damaged, *self._forged())]
        if self.found_log.torn:
            warnings.append(_warn(LOG_TORN))
        if self.medium_read_only:
            warnings.append(_warn(MEDIUM_READ_ONLY))
        self._rolled_back = self.compare_with_memory()
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
                with suppress(KnownError), self.store.write("vault.locked"):
                    pass  # a full disk must not keep the vault from closing
                self.note_head(force=True)
        finally:
            self.store.close()
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
