"""The register's database: SQLCipher through SQLModel, one connection, one thread, one audit event per write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

import models.tables as _every_table
from desktop.clock import Clock, stamp
from desktop.errors import BugError, KnownError, Sentence
from desktop.i18n import N_
from desktop.vault import chain, files, rows, statements
from desktop.vault.files import DISK_FULL
from desktop.vault.keys import Keys
from desktop.vault.ledger import Ledger
from desktop.vault.lock import IN_USE
from models.tables.base import Sealed
from models.views.changes import Changes

assert _every_table

READ_ONLY = Sentence(
    "vault.read_only",
    N_("This vault is open for reading only. Nothing was changed, and nothing that you do here is logged."),
    N_("Copy the vault to a disk that can be written, or acknowledge the warning shown at unlock, to work in it."),
)
DAMAGED = Sentence(
    "vault.register_damaged",
    N_("The register of this vault is damaged and can't be read at this place."),
    N_("Nothing was changed. Run the vault check and restore the register from a backup or a daily copy."),
)
LIBRARY = Sentence(
    "vault.library",
    N_("The database library of this installation does not behave as required ({setting}). The vault was not opened."),
    N_("Install the program anew from its package."),
)

BUSY_MS = 2000
CHECKPOINT_PAGES = 1000  # SQLite's own default
OLDEST_SQLITE = (3, 51, 3)  # older ones have the WAL-reset fault (sqlite.org/wal.html)
# What must come back when asked, whatever was compiled in (reference/security.md 2.3).
EXPECTED = {
    "cipher_page_size": "4096",
    "cipher_use_hmac": "1",
    "cipher_hmac_algorithm": "HMAC_SHA512",
    "cipher_plaintext_header_size": "0",
}


class Write:
    """One open transaction. Rows added to `session` are stamped at flush; the event is written at the end."""

    def __init__(self, session: Session, action: str, case_id: str | None, subject: str | None) -> None:
        self.session = session
        self.action = action
        self.case_id = case_id
        self.subject = subject
        self.detail: dict[str, Any] = {}
        self.changes: Changes | None = None  # set when the transaction has been committed

    def add(self, *new: Sealed) -> None:
        self.session.add_all(new)

    def flush(self) -> None:
        self.session.flush()

    def check_links_last(self) -> None:
        """Foreign keys are checked at the end of this transaction: rows that point at each other can go together."""
        self.session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))


class Store:
    """The open register. All methods belong to the database thread.

    `salt` is SQLCipher's 16 bytes from the header. `read_only` refuses writes until `allow_writing`; `frozen` says that
    the file can't change at all (read-only media, a checked snapshot): no lock, no log. `encrypted=False` is for
    benchmark peers only.
    """

    def __init__(
        self,
        path: Path,
        keys: Keys,
        salt: bytes,
        clock: Clock,
        *,
        actor: str = "",
        read_only: bool = False,
        frozen: bool = False,
        encrypted: bool = True,
    ) -> None:
        self.path = path
        self.keys = keys
        self.salt = salt
        self.clock = clock
        self.actor = actor
        self.read_only = read_only or frozen
        self.frozen = frozen
        self.encrypted = encrypted
        self._held = 0
        self.on_commit: Callable[[chain.Head, str], None] = lambda head, action: None
        self._engine = statements.engine(self.connect)
        event.listen(self._engine, "begin", self._begin)

    def connect(self) -> Any:
        """A connection with the settings of reference/security.md 2.3 and RULINGS C3."""
        mode = "ro&immutable=1" if self.frozen else "rwc"
        uri = f"{self.path.resolve().as_uri()}?mode={mode}"
        connection = sqlcipher3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        try:
            self._settle(connection.execute)
        except BaseException:
            connection.close()  # or its locks would live as long as the traceback
            raise
        return connection

    def _settle(self, pragma: Callable[[str], object]) -> None:
        if self.encrypted:
            pragma("PRAGMA cipher_log_level = NONE")
            pragma("PRAGMA cipher_memory_security = OFF")
            pragma(f"PRAGMA key = \"x'{self.keys.database.hex()}{self.salt.hex()}'\"")
            pragma("PRAGMA cipher_log_level = NONE")
        pragma("PRAGMA temp_store = MEMORY")
        pragma("PRAGMA mmap_size = 0")
        if not self.frozen:
            pragma("PRAGMA locking_mode = EXCLUSIVE")
            pragma("PRAGMA journal_mode = WAL")
            pragma("PRAGMA synchronous = FULL")
            pragma("PRAGMA secure_delete = ON")
            pragma("PRAGMA journal_size_limit = 0")  # nothing stale behind the log's end (see wal.py)
            pragma(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        if self.read_only:
            pragma("PRAGMA query_only = ON")
        pragma("PRAGMA foreign_keys = ON")
        pragma("PRAGMA trusted_schema = OFF")
        pragma("PRAGMA cell_size_check = ON")
        pragma("PRAGMA cache_size = -262144")
        pragma(f"PRAGMA busy_timeout = {BUSY_MS}")

    def verify_library(self) -> None:
        """Ask the library for what was set. Raises KnownError(LIBRARY), or DAMAGED when page 1 can't be read."""
        with self._failures(), self.raw() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()

            def ask(name: str) -> str:
                return str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())

            wanted = {"foreign_keys": "1", "trusted_schema": "0", "temp_store": "2"}
            if not self.frozen:
                wanted |= {"journal_mode": "wal", "locking_mode": "exclusive", "synchronous": "2", "secure_delete": "1"}
            if self.encrypted:
                wanted |= EXPECTED
            for name, value in wanted.items():
                if ask(name).lower() != value.lower():
                    raise KnownError(LIBRARY, setting=name)
            version = tuple(int(part) for part in sqlcipher3.sqlite_version.split("."))
            if version < OLDEST_SQLITE or (self.encrypted and not ask("cipher_version").startswith("4.")):
                raise KnownError(LIBRARY, setting=f"SQLite {sqlcipher3.sqlite_version}")

    def allow_writing(self) -> None:
        """End a read-only stay on a medium that can be written (a rollback was acknowledged)."""
        if self.frozen:
            raise KnownError(READ_ONLY)
        with self.raw() as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
        self.read_only = False

    def _begin(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if self.read_only else "BEGIN IMMEDIATE")

    def forbid_writing(self) -> None:
        """Stay read-only until `allow_writing`."""
        with self.raw() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        self.read_only = True

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading. Rows come checked; nothing is written."""
        with self._failures(), Session(self._engine, expire_on_commit=False, autoflush=False) as session:
            self._guard(session)
            yield session

    @contextmanager
    def write(
        self, action: str, *, case_id: str | None = None, subject: str | None = None, audited: bool = True
    ) -> Iterator[Write]:
        """One transaction with one audit event named `action` about `subject` (a row id or another short id).

        `audited=False` is for drafts: rows are sealed, but no event is written. On any exception nothing is kept.
        """
        if self.read_only:
            raise KnownError(READ_ONLY)
        with self._failures(), Session(self._engine, expire_on_commit=False) as session:
            self._guard(session)
            work = Write(session, action, case_id, subject)
            ledger = Ledger(self.keys, stamp(self.clock.now()), self.actor, case_id)
            session.info["ledger"] = ledger
            event.listen(session, "before_flush", ledger.before_flush)
            yield work
            session.flush()
            head = chain.head_of(session)
            seq = head.seq
            if audited:
                # the event may be about a case that was made inside the transaction
                ledger.case_id = work.case_id
                head = ledger.close(session, head, work.action, work.subject, work.detail)
                seq = head.seq
            elif any(True for _ in ledger.on_record):
                raise BugError(f"{action} changes evidence without an audit event")
            session.commit()
            work.changes = Changes(frozenset(ledger.kinds), ledger.case_id, seq, ledger.at)
        if audited:
            self.on_commit(head, work.action)

    def head(self) -> chain.Head:
        with self.read() as session:
            return chain.head_of(session)

    def verify_case(self, case_id: str) -> None:
        """Raise KnownError unless the case's rows add up to its seal."""
        with self.read() as session:
            chain.verify_case(session, case_id, self.keys.row, self.keys.audit)

    def raw(self) -> sa.Connection:
        """A Core connection (schema, backup, check, full-text index only)."""
        return self._engine.connect()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the register, unless it is held. Raises KnownError when the disk refuses."""
        if not self.read_only and not self._held:
            self._checkpoint()

    def hold(self) -> None:
        """Fold the log in, then leave the register file untouched until `release`, so that it can be read aside.

        Work goes on meanwhile: commits stay in the log. Holds nest.
        """
        if not self.frozen:
            if not self._held:
                self._checkpoint()
                self._pragma("PRAGMA wal_autocheckpoint = 0")
            self._held += 1

    def release(self) -> None:
        """End one `hold`."""
        if self._held:
            self._held -= 1
            if not self._held:
                self._pragma(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")

    def close(self) -> None:
        with suppress(KnownError):  # the log is kept when the disk refuses; the next opening folds it in
            self.checkpoint()
        self._engine.dispose()

    def _checkpoint(self) -> None:
        if self._pragma("PRAGMA wal_checkpoint(TRUNCATE)") != 0:
            raise BugError("the log can't be folded in while a transaction is open")

    def _pragma(self, text: str) -> object:
        with self._failures():
            connection = self._engine.raw_connection()
            try:
                found = connection.cursor().execute(text).fetchall()
            finally:
                connection.close()
        return found[0][0] if found else None

    def _guard(self, session: Session) -> None:
        session.info["row_key"] = self.keys.row
        event.listen(session, "do_orm_execute", _no_bulk_writes)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            sentence = sentence_for(error.orig)
            if sentence is None:
                raise
            raise sentence from None
        except sqlcipher3.DatabaseError as error:
            raise (sentence_for(error) or KnownError(DAMAGED)) from None
        except (UnicodeDecodeError, MemoryError):
            # a page that fails its HMAC inside a commit comes back as SQLITE_NOMEM
            raise KnownError(DAMAGED) from None


def sentence_for(error: object) -> KnownError | None:
    """What the library's words mean to a person; None for faults of our own (constraints, wrong SQL)."""
    text = str(error).lower()
    if "is full" in text:
        return KnownError(DISK_FULL)
    if "disk i/o" in text:
        return KnownError(files.DISK_FAILED, reason="I/O")
    if "locked" in text:
        return KnownError(IN_USE, holder="?")  # another program holds the file itself, past our own lock
    if "readonly" in text:
        return KnownError(READ_ONLY)
    if any(mark in text for mark in ("malformed", "not a database", "decode", "file is encrypted")):
        return KnownError(DAMAGED)
    return None


def _no_bulk_writes(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise BugError("sealed rows are written one by one, through their session")


def _check_loaded(row: Sealed, context: Any, *attributes: object) -> None:
    session = context.session
    key = session.info.get("row_key")
    if key is None:
        raise BugError("sealed rows are read through the store")
    rows.verify(key, row)


event.listen(Sealed, "load", _check_loaded, propagate=True)
event.listen(Sealed, "refresh", _check_loaded, propagate=True)

__all__ = ["DAMAGED", "DISK_FULL", "READ_ONLY", "Store", "Write"]
