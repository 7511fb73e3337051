"""Questions put to the full-text index: ranked, filtered, in pages. Gives keys of records; rooms read the rows.

Ranked by bm25 with the title's weight. Of what stands on more places than RANKED only the newest of them are weighed,
so that no question has to weigh half of the vault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.register.question import Question
from desktop.register.search import PAGE_BITS

RANKED = 2_000
_RECORDS = "bm25(search_text, 10.0, 1.0, 1.0, 0.5)"  # title, body, stem, sound
_PAGES = "bm25(search_pages, 1.0, 1.0, 0.3)"  # body, stem, sound


@dataclass(frozen=True)
class Narrowed:
    """Filters as values of the index; None lets everything through. `days`: first and last ISO day to overlap with."""

    cases: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    sorts: frozenset[str] | None = None
    langs: frozenset[str] | None = None
    days: tuple[str, str] | None = None

    @property
    def of_entries(self) -> bool:
        """Whether something else than the kind of hit is asked for."""
        return any(part is not None for part in (self.cases, self.sorts, self.langs, self.days))


@dataclass(frozen=True)
class Key:
    """One hit: the record, and of a page its number from 0."""

    kind: str
    owner_id: str
    case_id: str
    page: int | None = None


@dataclass(frozen=True)
class Keys:
    """A page of hits in their order; `more`: there are more than `total`."""

    keys: tuple[Key, ...] = ()
    total: int = 0
    more: bool = False


def records(
    session: Session, question: Question, kinds: tuple[str, ...], narrowed: Narrowed, limit: int, offset: int = 0
) -> Keys:
    """Records of these kinds that answer the question."""
    match = question.match("records")
    if narrowed.kinds is not None:
        kinds = tuple(kind for kind in kinds if kind in narrowed.kinds)
    if not match or not kinds:
        return Keys()
    where, values = _conditions(narrowed)
    source = (
        "FROM search_text CROSS JOIN search_entry e ON e.rowid = search_text.rowid "
        f"WHERE search_text MATCH ? AND e.kind IN ({_marks(kinds)}){where}"
    )
    given = (match, *kinds, *values)
    total = _count(session, source, given)
    weighed = f"SELECT e.kind, e.owner_id, e.case_id, {_RECORDS} AS weight {source} ORDER BY search_text.rowid DESC"
    best = f"SELECT kind, owner_id, case_id FROM ({weighed} LIMIT {RANKED}) ORDER BY weight LIMIT ? OFFSET ?"  # noqa: S608
    rows = _ask(session, best, (*given, limit, offset))
    return Keys(tuple(Key(*row) for row in rows), min(total, RANKED), total > RANKED)


def pages(session: Session, question: Question, narrowed: Narrowed, limit: int, offset: int = 0) -> Keys:
    """Pages of exhibits that answer the question."""
    match = question.match("pages")
    if not match or (narrowed.kinds is not None and "page" not in narrowed.kinds):
        return Keys()
    where, values = _conditions(narrowed)
    source = "FROM search_pages "
    if where:  # only then is every hit's entry looked at
        source += f"CROSS JOIN search_entry e ON e.rowid = search_pages.rowid >> {PAGE_BITS} "
    source += f"WHERE search_pages MATCH ?{where}"
    given = (match, *values)
    total = _count(session, source, given)
    weighed = f"SELECT search_pages.rowid AS number, {_PAGES} AS weight {source} ORDER BY search_pages.rowid DESC"
    best = f"SELECT number FROM ({weighed} LIMIT {RANKED}) ORDER BY weight, number LIMIT ? OFFSET ?"  # noqa: S608
    found = _ask(session, best, (*given, limit, offset))
    keys = [key for (rowid,) in found if (key := _page_key(session, rowid)) is not None]
    return Keys(tuple(keys), min(total, RANKED), total > RANKED)


def _page_key(session: Session, rowid: int) -> Key | None:
    entry = _ask(session, "SELECT kind, owner_id, case_id FROM search_entry WHERE rowid = ?", (rowid >> PAGE_BITS,))
    for _kind, owner_id, case_id in entry:
        return Key("page", owner_id, case_id, rowid & ((1 << PAGE_BITS) - 1))
    return None


def _conditions(narrowed: Narrowed) -> tuple[str, tuple[str, ...]]:
    parts: list[str] = []
    values: list[str] = []
    for column, wanted in (("case_id", narrowed.cases), ("sort", narrowed.sorts), ("lang", narrowed.langs)):
        if wanted is not None:
            parts.append(f" AND e.{column} IN ({_marks(wanted)})")
            values += sorted(wanted)
    if narrowed.days is not None:
        parts.append(" AND e.first_day <> '' AND e.first_day <= ? AND e.last_day >= ?")
        values += (narrowed.days[1], narrowed.days[0])
    return "".join(parts), tuple(values)


def _count(session: Session, source: str, given: tuple[Any, ...]) -> int:
    """How many, counted no further than one more than RANKED."""
    counted = _ask(session, f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {RANKED + 1})", given)  # noqa: S608
    return int(counted[0][0])


def _ask(session: Session, statement: str, given: tuple[Any, ...]) -> list[Any]:
    return list(session.connection().exec_driver_sql(statement, given).all())


def _marks(values: Any) -> str:
    return ", ".join("?" for _ in values) or "NULL"
