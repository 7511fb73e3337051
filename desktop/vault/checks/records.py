"""The register's content: the whole audit chain, every row's MAC and version against it, every case seal."""

from __future__ import annotations

import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from desktop.errors import KnownError
from desktop.jobs import CANCELLED
from desktop.vault import chain, rows
from desktop.vault.chain import Head
from desktop.vault.checks import findings
from desktop.vault.checks.database import FAILURES
from models.tables.base import Sealed
from models.tables.vault import Audit, CaseSeal
from models.views.vault import Finding

SLICE = 500  # rows between two calls of `tick`
Key = tuple[str, str]  # table, row id
Owned = tuple[bytes, bytes, bytes, int]  # object id, its key, SHA-256 and size of its plaintext


@dataclass
class Log:
    """What the chain says: its head, each row's last version and MAC (None = removed), each case's last seal."""

    head: Head = field(default_factory=lambda: Head(0, chain.GENESIS))
    whole: bool = True
    latest: dict[Key, tuple[int, bytes] | None] = field(default_factory=dict)
    seals: dict[str, tuple[int, bytes]] = field(default_factory=dict)


def walk_chain(connection: sa.Connection, key: bytes, tick: Callable[[int], None]) -> tuple[Log, tuple[Finding, ...]]:
    """Verify every event in order and gather what they say about rows and cases."""
    log = Log()
    try:
        for mapping in _stream(connection, sa.select(Audit.__table__).order_by(sa.text("seq")), tick):  # type: ignore[attr-defined]
            row = Audit(**mapping)
            log.head = chain.verify_link(log.head, row, key)
            for table, ident, version, mac in json.loads(row.rows):
                log.latest[table, ident] = None if mac == "gone" else (version, bytes.fromhex(mac))
            if row.case_id is not None and row.seal is not None:
                log.seals[row.case_id] = (row.seq, row.seal)
    except KnownError as error:
        _let_pass(error)
        log.whole = False
        return log, (findings.CHAIN.found(**error.parameters),) if "seq" in error.parameters else (
            findings.from_error(error),
        )
    except FAILURES as error:
        _let_pass(error)
        log.whole = False
        return log, (findings.TABLE.found(table="audit"),)
    return log, ()


def walk_rows(
    connection: sa.Connection, key: bytes, log: Log, tick: Callable[[int], None]
) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """Recompute every row MAC and compare each row with what the chain names last. Returns rows per table."""
    found: list[Finding] = []
    counts: dict[str, int] = {}
    awaited = {ident: last for ident, last in log.latest.items() if last is not None}
    for table in chain.all_sealed():
        name = str(table.__tablename__)
        faults: Counter[findings.Kind] = Counter()
        counts[name] = 0
        try:
            for mapping in _stream(connection, sa.select(table.__table__), tick):  # type: ignore[attr-defined]
                counts[name] += 1
                mac = mapping["mac"]
                if not hmac.compare_digest(rows.row_mac(key, table, mapping), mac):
                    faults[findings.ROW] += 1
                if log.whole and table.on_record:
                    last = awaited.pop((name, mapping["id"]), None)
                    if last is None:
                        faults[findings.ROW_PLANTED] += 1
                    elif last != (mapping["version"], mac):
                        faults[findings.ROW_OLD] += 1
        except FAILURES as error:
            _let_pass(error)
            found.append(findings.TABLE.found(table=name))
            awaited = {ident: last for ident, last in awaited.items() if ident[0] != name}
        found += [kind.found(table=name, count=n) for kind, n in faults.items()]
    if log.whole:
        missing = Counter(table for table, _ in awaited)
        found += [findings.ROW_MISSING.found(table=name, count=n) for name, n in sorted(missing.items())]
    return counts, tuple(found)


def walk_seals(
    connection: sa.Connection, key: bytes, log: Log, tick: Callable[[int], None]
) -> tuple[int, tuple[Finding, ...]]:
    """Recompute every case's seal in one merged pass and compare it with the stored one and the chain's."""
    try:
        stored = {
            row["case_id"]: (row["seq"], row["mac"])
            for row in _stream(connection, sa.select(CaseSeal.__table__), tick)  # type: ignore[attr-defined]
        }
        parts = merge(*(_seal_parts(connection, table) for table in chain.sealed_tables()), key=lambda part: part[:2])
        computed: dict[str, bytes] = {}
        for case_id, group in groupby(parts, key=lambda part: part[0]):
            computed[case_id] = chain.seal_of(case_id, (part[2] for part in group), key)
            tick(1)
    except FAILURES as error:
        _let_pass(error)
        return 0, (findings.TABLE.found(table="case_seal"),)
    bad = 0
    for case_id in {*stored, *computed, *log.seals}:
        row, mac, last = stored.get(case_id), computed.get(case_id), log.seals.get(case_id)
        if mac is None and last is not None and row is not None:
            mac = chain.seal_of(case_id, (), key)  # every row of the case was removed on record
        ok = row is not None and mac is not None and hmac.compare_digest(row[1], mac)
        bad += not (ok and (not log.whole or row == last))
    return len(stored), (findings.SEAL.found(count=bad),) if bad else ()


def count_rows(connection: sa.Connection) -> dict[str, int]:
    """Rows of every sealed table of a register whose schema is older than ours: found by their columns."""
    names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts: dict[str, int] = {}
    for name in names:
        columns = {row[0] for row in connection.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (name,))}
        if {"id", "version", "parent", "mac"} <= columns:
            counts[name] = connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608
    return counts


def owned_objects(connection: sa.Connection) -> list[Owned]:
    """(object id, key, SHA-256, size) of every object that a row owns.

    Every sealed table with columns `object_id`, `object_key`, `sha256` and `size` owns objects; a row whose
    `object_id` is empty owns none.
    """
    found: list[Owned] = []
    present = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in chain.all_sealed():
        if table.__tablename__ in present and {"object_id", "object_key", "sha256", "size"} <= set(rows.columns(table)):
            c = table.__table__.c  # type: ignore[attr-defined]
            statement = sa.select(c.object_id, c.object_key, c.sha256, c.size).where(c.object_id.is_not(None))
            found += [(row[0], row[1], row[2], row[3]) for row in connection.execute(statement)]
    return found


def _let_pass(error: Exception) -> None:
    """A cancelled check is no damage."""
    if isinstance(error, KnownError) and error.code == CANCELLED.code:
        raise error


def _seal_parts(connection: sa.Connection, table: type[Sealed]) -> Iterator[tuple[str, str, bytes]]:
    name = str(table.__tablename__)
    column = chain.owner_column(table)
    query = f'SELECT {column}, id, version, mac FROM "{name}" WHERE {column} IS NOT NULL ORDER BY {column}, id'  # noqa: S608  our own
    for owner, ident, version, mac in connection.exec_driver_sql(query):
        yield owner, name, chain.seal_part(name, ident, version, mac)


def _stream(
    connection: sa.Connection, statement: sa.Select[Any], tick: Callable[[int], None]
) -> Iterator[dict[str, Any]]:
    result = connection.execution_options(yield_per=SLICE).execute(statement)
    for part in result.mappings().partitions(SLICE):
        for mapping in part:
            yield dict(mapping)
        tick(len(part))
