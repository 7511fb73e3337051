"""Running numbered steps over a register of an older schema: verify, change, seal anew, on record, all or nothing.

A step is a module `step_NNN` with

    STATEMENTS   SQL, in order
    RESEALED     what happens to tables whose columns change (a tuple of `Resealed`; none in step 001)
    SEALED       (table, column that names the case) of every table that counts in the case seal after the step

and imports nothing but this module, so that it still means the same when the tables have moved on.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from desktop.clock import stamp
from desktop.errors import BugError, KnownError
from desktop.vault import chain, rows
from desktop.vault.rows import TAMPERED
from desktop.vault.store import Store

Columns = tuple[tuple[str, str], ...]  # name and kind: S text, I number, B yes/no, Y bytes


def columns(text: str) -> Columns:
    """Columns written in one line: `id:S version:I …`."""
    return tuple((name, kind) for name, _, kind in (word.partition(":") for word in text.split()))


@dataclass(frozen=True)
class Resealed:
    """One table whose columns change: what its MAC covered before and covers after, without `mac` itself."""

    table: str
    before: Columns
    after: Columns
    owner: str = ""  # the column that names the case, or nothing
    on_record: bool = True


class Step(Protocol):
    STATEMENTS: tuple[str, ...]
    RESEALED: tuple[Resealed, ...]
    SEALED: tuple[tuple[str, str], ...]


def run(store: Store, number: int, step: Step) -> None:
    """Do one step in one transaction. Raises KnownError(TAMPERED) before anything changes when a row is not genuine."""
    with store.raw() as connection, connection.begin():
        for table in step.RESEALED:
            _verify(connection, table, store.keys.row)
        for statement in step.STATEMENTS:
            connection.exec_driver_sql(statement)
        changed: dict[str | None, list[list[object]]] = defaultdict(list)
        for table in step.RESEALED:
            _reseal(connection, table, store.keys.row, changed)
        _record(connection, store, number, step, changed)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")


def _verify(connection: sa.Connection, table: Resealed, key: bytes) -> None:
    for values, mac in _rows(connection, table.table, table.before):
        if not hmac.compare_digest(rows.mac_of(key, table.table, values), mac):
            raise KnownError(TAMPERED, table=table.table)


def _reseal(
    connection: sa.Connection, table: Resealed, key: bytes, changed: dict[str | None, list[list[object]]]
) -> None:
    """Every row becomes a new version of itself, under the MAC of the new columns."""
    for values, old in list(_rows(connection, table.table, table.after)):
        values["version"] += 1
        values["parent"] = old
        mac = rows.mac_of(key, table.table, values)
        connection.exec_driver_sql(
            f'UPDATE "{table.table}" SET version = ?, parent = ?, mac = ? WHERE id = ?',  # noqa: S608  a step's own names
            (values["version"], old, mac, values["id"]),
        )
        if table.on_record:
            owner = values[table.owner] if table.owner else None
            changed[owner].append([table.table, values["id"], values["version"], mac.hex()])


def _record(
    connection: sa.Connection,
    store: Store,
    number: int,
    step: Step,
    changed: dict[str | None, list[list[object]]],
) -> None:
    """One event for the step, and one more for each case whose rows were sealed anew."""
    last = connection.exec_driver_sql("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").first()
    head = chain.Head(last[0], last[1]) if last else chain.Head(0, chain.GENESIS)
    at, detail = stamp(store.clock.now()), rows.canonical({"schema": number})
    for case_id in (None, *sorted(owner for owner in changed if owner is not None)):
        seal = None if case_id is None else _seal(connection, step, case_id, store.keys.row)
        noted = rows.canonical(changed.get(case_id, []))
        event = chain.Event(at, store.actor, "vault.upgraded", case_id, None, detail, noted, seal)
        row = chain.link(head, event, store.keys.audit)
        head = chain.Head(row.seq, row.hash)
        names = ("seq", "at", "actor", "action", "case_id", "subject", "detail", "rows", "seal", "prev", "hash", "mac")
        marks = ", ".join("?" for _ in names)
        connection.exec_driver_sql(
            f"INSERT INTO audit ({', '.join(names)}) VALUES ({marks})",  # noqa: S608  our own names
            tuple(getattr(row, name) for name in names),
        )
        if seal is not None:
            connection.exec_driver_sql(
                "INSERT INTO case_seal (case_id, seq, mac) VALUES (?, ?, ?)"
                " ON CONFLICT (case_id) DO UPDATE SET seq = excluded.seq, mac = excluded.mac",
                (case_id, row.seq, seal),
            )


def _seal(connection: sa.Connection, step: Step, case_id: str, key: bytes) -> bytes:
    parts = [
        chain.seal_part(table, *row)
        for table, column in sorted(step.SEALED)
        for row in connection.exec_driver_sql(
            f'SELECT id, version, mac FROM "{table}" WHERE {column} = ? ORDER BY id',  # noqa: S608  a step's own names
            (case_id,),
        )
    ]
    return chain.seal_of(case_id, parts, key)


def _rows(connection: sa.Connection, table: str, columns: Columns) -> Any:
    """(values by name in MAC order, MAC) of every row."""
    names = ", ".join(f'"{name}"' for name, _ in columns)
    for row in connection.exec_driver_sql(f'SELECT {names}, mac FROM "{table}"'):  # noqa: S608  a step's own names
        yield {name: _typed(row[at], kind) for at, (name, kind) in enumerate(columns)}, row[-1]


def _typed(value: object, kind: str) -> Any:
    """What the driver returns, as what was hashed: yes and no come back as numbers."""
    if value is None:
        return None
    if kind == "B":
        return bool(value)
    if kind not in ("S", "I", "Y"):
        raise BugError(f"a step names the kind {kind!r}")
    return value
