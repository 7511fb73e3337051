"""A register file as a database: its salt, every page's MAC, the structure of tables and indexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3

from desktop.errors import KnownError
from desktop.vault.checks import findings
from desktop.vault.store import Store
from models.views.vault import Finding

FAILURES = (sa.exc.DBAPIError, sqlcipher3.DatabaseError, KnownError, UnicodeDecodeError)
_PAGE = re.compile(r"page (\d+)")


def salt(first: bytes, expected: bytes, name: str) -> Iterator[Finding]:
    """The first 16 bytes of the file are under no MAC of SQLCipher's when key and salt are given together."""
    if first != expected:
        yield findings.SALT.found(name=name)


def first_bytes(path: Path) -> bytes:
    """The salt at the start of a database file that no connection of ours has open."""
    with path.open("rb") as file:
        return file.read(16)


def pages(frozen: Store, name: str) -> Iterator[Finding]:
    """SQLCipher's and SQLite's own checks on a store that can't change."""
    try:
        with frozen.raw() as connection:
            if int(connection.exec_driver_sql("PRAGMA page_count").scalar_one()) == 0:
                yield findings.UNREADABLE.found(name=name)
                return
            bad = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
            if bad:
                page = _PAGE.search(bad[0])
                yield findings.PAGE.found(name=name, count=len(bad), page=page.group(1) if page else "1")
            answer = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if answer != "ok" and not bad:
                yield findings.STRUCTURE.found(name=name)
    except FAILURES:
        yield findings.UNREADABLE.found(name=name)
