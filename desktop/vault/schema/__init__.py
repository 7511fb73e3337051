"""The register's schema: numbered steps, or straight from the tables while no step is frozen.

`PRAGMA user_version` holds the number of the last step done.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, get_args

import sqlalchemy as sa
from sqlmodel import SQLModel

import models.tables as _every_table
from desktop.errors import BugError, KnownError
from desktop.vault import rows
from desktop.vault.closed import NEWER
from models.tables.base import Sealed

if TYPE_CHECKING:
    from desktop.vault.store import Store

assert _every_table

CURRENT = 1

# The audit log can only grow. SQLite enforces it for every door, also for ours.
APPEND_ONLY = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
)


def extra_ddl() -> tuple[str, ...]:
    """What rooms add beside their tables (full-text index): `EXTRA_DDL` of `models.tables.<room>`."""
    found: list[str] = []
    for room in ("register", "evidence", "integrity", "sources", "assessment", "papers", "signing"):
        try:
            module = importlib.import_module(f"models.tables.{room}")
        except ModuleNotFoundError:
            continue
        found.extend(getattr(module, "EXTRA_DDL", ()))
    return tuple(found)


def create(connection: sa.Connection) -> None:
    """Make the whole schema in an empty register, inside the caller's transaction."""
    if step(1) is None:
        create_from_tables(connection)
    else:
        for number in range(1, CURRENT + 1):
            for statement in _statements(number):
                connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {CURRENT}")


def create_from_tables(connection: sa.Connection) -> None:
    """The schema as the tables of today say it (what the steps must add up to)."""
    SQLModel.metadata.create_all(connection)
    for statement in (*extra_ddl(), *APPEND_ONLY):
        connection.exec_driver_sql(statement)


def described(connection: sa.Connection) -> list[str]:
    """Every statement behind a register, each on one line, without what virtual tables make for themselves."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    found = [(*row[:3], " ".join(row[3].split())) for row in connection.exec_driver_sql(query)]
    virtual = tuple(f"{row[1]}_" for row in found if row[3].upper().startswith("CREATE VIRTUAL"))
    found = [row for row in found if not (virtual and row[2].startswith(virtual))]
    tables = [row[3] for row in found if row[0] == "table"]
    # SQLAlchemy makes a table's indexes in no fixed order
    return [*tables, *(row[3] for row in sorted(found, key=lambda row: row[:2]) if row[0] != "table")]


def kinds(table: type[Sealed]) -> tuple[tuple[str, str], ...]:
    """What a table's row MAC covers: column names in order, each with its kind (S, I, B, Y)."""
    letters = {str: "S", int: "I", bool: "B", bytes: "Y"}
    found = []
    for name in rows.columns(table):
        declared = get_args(table.model_fields[name].annotation) or (table.model_fields[name].annotation,)
        found.append((name, next(letters[kind] for kind in declared if kind in letters)))
    return tuple(found)


def version(connection: sa.Connection) -> int:
    """The register's schema number. Raises KnownError(NEWER) when it is beyond ours."""
    number = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if number > CURRENT:
        raise KnownError(NEWER)
    return number


def step(number: int) -> ModuleType | None:
    """The frozen step of that number, if there is one."""
    try:
        return importlib.import_module(f"desktop.vault.schema.step_{number:03}")
    except ModuleNotFoundError:
        return None


def bring_up_to_date(store: Store, done: Callable[[int], None] = lambda number: None) -> None:
    """Run every step that the register lacks. `done` hears each number. Raises KnownError (damage, disk)."""
    from desktop.vault.schema import upgrade

    with store.raw() as connection:
        present = version(connection)
    for number in range(present + 1, CURRENT + 1):
        module = step(number)
        if module is None:
            raise BugError(f"schema step {number} is missing")
        upgrade.run(store, number, module)
        done(number)


def _statements(number: int) -> tuple[str, ...]:
    module = step(number)
    assert module is not None
    statements: tuple[str, ...] = module.STATEMENTS
    return statements
