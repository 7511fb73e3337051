"""The register's schema: numbered steps, or straight from the tables while no step is frozen.

`PRAGMA user_version` holds the number of the last step done.
"""

from __future__ import annotations

import importlib
from types import ModuleType

import sqlalchemy as sa
from sqlmodel import SQLModel

import models.tables as _every_table
from desktop.errors import KnownError
from desktop.vault.closed import NEWER

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
    for room in ("register", "evidence", "assessment", "papers", "signing"):
        try:
            module = importlib.import_module(f"models.tables.{room}")
        except ModuleNotFoundError:
            continue
        found.extend(getattr(module, "EXTRA_DDL", ()))
    return tuple(found)


def create(connection: sa.Connection) -> None:
    """Make the whole schema in an empty register, inside the caller's transaction."""
    first = step(1)
    if first is not None:
        for number in range(1, CURRENT + 1):
            for statement in _statements(number):
                connection.exec_driver_sql(statement)
    else:
        SQLModel.metadata.create_all(connection)
        for statement in (*extra_ddl(), *APPEND_ONLY):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {CURRENT}")


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


def _statements(number: int) -> tuple[str, ...]:
    module = step(number)
    assert module is not None
    statements: tuple[str, ...] = module.STATEMENTS
    return statements
