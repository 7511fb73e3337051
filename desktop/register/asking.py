"""Questions put to the full-text index: ranked, filtered, in pages. Gives keys of records; rooms read the rows.

Up to RANKED hits are ranked by bm25 with the title's weight. It reads every place of every word of the question, so
of more hits only the newest RANKED are given, and these by stricter questions: titles, words side by side, words as
typed, then newest first. No question has to weigh half of the vault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.register import beginnings
from desktop.register.question import Question
from desktop.register.search import PAGE_BITS, PAGES

RANKED = 2_000
_RECORDS = "bm25(search_text, 10.0, 1.0, 1.0, 0.5)"  # title, body, stem, sound
_PAGES = "1.0, 1.0, 0.3"  # body, stem, sound


@dataclass(frozen=True)
class Narrowed:
    """Filters as values of the index; None lets everything through. `days`: first and last ISO day to overlap with;
    `hidden`: records that who asks may not know of.
    """

    cases: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    sorts: frozenset[str] | None = None
    langs: frozenset[str] | None = None
    days: tuple[str, str] | None = None
    hidden: frozenset[str] = frozenset()

    @property
    def of_entries(self) -> bool:
        """Whether something else than the kind of hit is asked for."""
        return any(part is not None for part in (self.cases, self.sorts, self.langs, self.days))


@dataclass(frozen=True)
class Key:
    """One hit: the record, and of a page its number from 0. Exhibits' pages are a kind of their own, `page`; those of
    sources' files are told by the source.
    """

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
    session: Session,
    question: Question,
    kinds: tuple[str, ...],
    narrowed: Narrowed,
    limit: int,
    offset: int = 0,
    most: int = RANKED,
) -> Keys:
    """Records of these kinds that answer the question."""
    match = question.match("records")
    if narrowed.kinds is not None:
        kinds = tuple(kind for kind in kinds if kind in narrowed.kinds)
    if not match or not kinds:
        return Keys()
    where, values = conditions(narrowed)
    source = (
        "FROM search_text CROSS JOIN search_entry e ON e.rowid = search_text.rowid "
        f"WHERE search_text MATCH ? AND e.kind IN ({marks(kinds)}){where}"
    )
    index = _Index("records", "search_text", _RECORDS)
    ranked = _ranked(session, question, index, source, (match, *kinds, *values), most)
    shown = ranked.numbers[offset : offset + limit]
    entry = "SELECT kind, owner_id, case_id FROM search_entry WHERE rowid = ?"
    keys = [Key(*row) for number in shown for row in _ask(session, entry, (number,))]
    return Keys(tuple(keys), len(ranked.numbers), ranked.more)


def pages(
    session: Session,
    question: Question,
    narrowed: Narrowed,
    limit: int,
    offset: int = 0,
    most: int = RANKED,
    *,
    of_sources: bool = False,
) -> Keys:
    """Pages that answer the question: of exhibits, or of the files of sources."""
    wanted, table = (("page", "source"), PAGES["source"]) if of_sources else (("page",), PAGES["exhibit"])
    if narrowed.kinds is not None and narrowed.kinds.isdisjoint(wanted):
        return Keys()
    match = question.match("pages", beginnings.spread(session, table, question.beginnings("pages")))
    if not match:
        return Keys()
    where, values = conditions(narrowed)
    source = f"FROM {table} "
    if where:  # only then is every hit's entry looked at
        source += f"CROSS JOIN search_entry e ON e.rowid = {table}.rowid >> {PAGE_BITS} "
    source += f"WHERE {table} MATCH ?{where}"
    index = _Index("pages", table, f"bm25({table}, {_PAGES})", PAGE_BITS)
    ranked = _ranked(session, question, index, source, (match, *values), most)
    shown = ranked.numbers[offset : offset + limit]
    return Keys(_page_keys(session, shown), len(ranked.numbers), ranked.more)


@dataclass(frozen=True)
class _Index:
    """`name` as in `Question`; `weight`: the expression that weighs a hit; `bits` of a row number are a page's."""

    name: str
    table: str
    weight: str
    bits: int = 0

    def order(self, number: int) -> tuple[int, int]:
        """Records that came last first, their pages from the beginning."""
        return -(number >> self.bits), number


@dataclass(frozen=True)
class _Ranked:
    """Row numbers of an index, the best first; `more`: there are others, older than these."""

    numbers: tuple[int, ...]
    more: bool


def _ranked(
    session: Session, question: Question, index: _Index, source: str, given: tuple[Any, ...], most: int
) -> _Ranked:
    number = f"{index.table}.rowid"
    newest = _numbers(session, f"SELECT {number} {source} ORDER BY {number} DESC LIMIT {most + 1}", given)
    if len(newest) <= most:
        best = f"SELECT {number} {source} ORDER BY {index.weight}, {number} >> {index.bits} DESC, {number}"
        return _Ranked(_numbers(session, best, given) if len(newest) > 1 else newest, more=False)
    newest = newest[:most]
    left = dict.fromkeys(sorted(newest, key=index.order))
    ahead: dict[int, None] = {}
    narrow = f"SELECT rowid FROM {index.table} WHERE {index.table} MATCH ? AND rowid >= ?"  # noqa: S608
    for stricter in question.nearer(index.name):
        near = frozenset(_numbers(session, narrow, (stricter, newest[-1])))
        ahead |= {one: None for one in left if one in near}
    return _Ranked(tuple(ahead | left), more=True)


def _page_keys(session: Session, numbers: tuple[int, ...]) -> tuple[Key, ...]:
    owners: dict[int, tuple[str, str, str]] = {}
    for entry in dict.fromkeys(number >> PAGE_BITS for number in numbers):
        found = _ask(session, "SELECT kind, owner_id, case_id FROM search_entry WHERE rowid = ?", (entry,))
        for kind, owner_id, case_id in found:
            owners[entry] = ("page" if kind == "exhibit" else kind, owner_id, case_id)
    pairs = ((number >> PAGE_BITS, number & ((1 << PAGE_BITS) - 1)) for number in numbers)
    return tuple(Key(*owners[entry], page) for entry, page in pairs if entry in owners)


def conditions(narrowed: Narrowed) -> tuple[str, tuple[str, ...]]:
    """The filters but for the kind as conditions on `search_entry e`, each after an AND, and their values."""
    parts: list[str] = []
    values: list[str] = []
    for column, wanted in (("case_id", narrowed.cases), ("sort", narrowed.sorts), ("lang", narrowed.langs)):
        if wanted is not None:
            parts.append(f" AND e.{column} IN ({marks(wanted)})")
            values += sorted(wanted)
    if narrowed.days is not None:
        parts.append(" AND e.first_day <> '' AND e.first_day <= ? AND e.last_day >= ?")
        values += (narrowed.days[1], narrowed.days[0])
    if narrowed.hidden:
        parts.append(f" AND e.owner_id NOT IN ({marks(narrowed.hidden)})")
        values += sorted(narrowed.hidden)
    return "".join(parts), tuple(values)


def _numbers(session: Session, statement: str, given: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(number for (number,) in _ask(session, statement, given))


def _ask(session: Session, statement: str, given: tuple[Any, ...]) -> list[Any]:
    return list(session.connection().exec_driver_sql(statement, given).all())


def marks(values: Any) -> str:
    """Question marks for a list of values."""
    return ", ".join("?" for _ in values) or "NULL"
