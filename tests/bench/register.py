"""The register against the same library without a key (MACs on in both), and against itself at a hundredth."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.register.codes import Codes
from desktop.register.service import Register
from desktop.vault import rows as row_seals
from desktop.vault.store import Store
from models.tables.register import Case
from models.views.register import SORTS, CaseDraft, CaseQuery
from tests.bench import fixture
from tests.bench.measure import Row, median, paired, seconds

FEW, MANY = 1_000, 100_000


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as name:
        yield from _rows(Path(name))


def _rows(root: Path) -> Iterator[Row]:
    (root / "many").mkdir()
    (root / "few").mkdir()
    station = fixture.build(root / "many", MANY)
    vault = station.open()
    plain_path = root / "plain.db"
    with vault.store.raw() as connection:
        connection.exec_driver_sql(f"ATTACH DATABASE '{plain_path}' AS plain KEY ''")
        connection.exec_driver_sql("SELECT sqlcipher_export('plain')")
        connection.commit()
    vault.close()
    vault = station.open()
    plain = Store(plain_path, vault.keys, vault.header.salt, vault.clock, actor="Bench", encrypted=False)
    ours = Register(vault.store, vault.clock, Codes.shipped())
    peer = Register(plain, vault.clock, Codes.shipped())

    def both(name: str, limit: float, query: Callable[[Register], object], runs: int = 9) -> Row:
        mine, theirs = paired(lambda: query(ours), lambda: query(peer), runs)
        return Row(name, mine * 1000, theirs * 1000, "ms", limit)

    yield both("list page of 100 : plain", 1.2, lambda r: r.cases(CaseQuery()), 25)
    yield both("list page at row 50,000 : plain", 1.2, lambda r: r.cases(CaseQuery(offset=50_000)), 15)
    for sort in SORTS:
        query = CaseQuery(sort=sort, state="REVIEW", descending=False, offset=2_000)
        yield both(f"sorted by {sort}, filtered : plain", 1.3, lambda r, q=query: r.cases(q), 15)  # type: ignore[misc]
    for text in ("harbour", fixture.RARE, "Примеров Анна"):
        yield both(f"full text, {text}, warm : plain", 1.6, lambda r, t=text: r.cases(CaseQuery(text=t)), 15)  # type: ignore[misc]
    yield _edits(ours, peer)
    yield _mac(vault.keys.row, ours)
    yield _cold(vault.store, plain)
    plain.close()
    few = fixture.build(root / "few", FEW).open()
    small = Register(few.store, few.clock, Codes.shipped())
    sealed = next(r for r in ours.cases(CaseQuery(text="Case")).rows)
    sealed_small = next(r for r in small.cases(CaseQuery(text="Case")).rows)
    grows: tuple[tuple[str, Callable[[Register, str], object]], ...] = (
        ("list", lambda r, case: r.cases(CaseQuery())),
        ("search", lambda r, case: r.cases(CaseQuery(text=fixture.RARE))),
        ("open", lambda r, case: r.open_case(case)),
    )
    for name, work in grows:
        large, little = paired(
            lambda w=work: w(ours, sealed.id),  # type: ignore[misc]
            lambda w=work: w(small, sealed_small.id),  # type: ignore[misc]
            25,
        )
        yield Row(f"{name}, 100,000 : 1,000 cases", large * 1000, little * 1000, "ms", 1.5)
    few.close()
    vault.close()


def _edits(ours: Register, peer: Register) -> Row:
    def edit(register: Register) -> None:
        row = register.cases(CaseQuery(text="Case")).rows[0]
        view = register.case(row.id)
        register.edit_case(row.id, CaseDraft(**{**vars(view.fields), "title": view.fields.title + "x"}))

    mine, theirs = paired(lambda: edit(ours), lambda: edit(peer), 25)
    return Row("committed edit : plain", mine * 1000, theirs * 1000, "ms", 2.0)


def _mac(key: bytes, register: Register) -> Row:
    with register._store.read() as session:
        row = session.get(Case, register_first(register))
        values = dict(row.__dict__)
    took = median(lambda: [row_seals.row_mac(key, Case, values) for _ in range(1000)], clock=time.process_time)
    return Row("row MAC, a case row of 31 columns (CPU)", took * 1000, None, "us", 25)


def register_first(register: Register) -> str:
    with register._store.raw() as connection:
        found = connection.exec_driver_sql('SELECT id FROM "case" LIMIT 1').scalar_one()
        connection.rollback()
    return str(found)


def _cold(store: Store, plain: Store) -> Row:
    """Full text on a fresh connection, nothing in its cache."""
    statement = "SELECT rowid FROM search_text WHERE search_text MATCH 'harbour' ORDER BY rowid DESC LIMIT 500"
    store.checkpoint()
    plain.checkpoint()

    def once(which: Store) -> float:
        which.close()
        with which.raw() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").all()
            took = seconds(lambda: connection.exec_driver_sql(statement).all())
            connection.rollback()
        return took

    pairs = [(once(store), once(plain)) for _ in range(7)]
    mine, theirs = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    return Row("full text, cold : plain", mine * 1000, theirs * 1000, "ms", 3.5)
