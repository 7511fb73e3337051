"""Full-text index: the only way in for text. Everything is folded to keys first, so scripts and accents don't matter.

A word is stored as its exact key; its stems and its other Latin spelling stand in a column beside it, and names have
their sound (`stems.py`). The index holds keys only, no readable text, and is not row-MACed (docs/security.md): whatever
it finds is read again as whole checked rows. Questions with phrases, filters and ranks are asked through `asking.py`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from desktop.register import stems, translit
from models.views.register import SearchHit

MOST_WORDS = 12
MOST_HITS = 500
LONGEST_WORD = stems.LONGEST_WORD
PAGE_BITS = 20  # a page's row number is its record's entry << 20 | page
PAGES = {"exhibit": "search_pages", "source": "search_source_pages"}  # an index each: neither slows down the other
OF_CASES = ("case", "person", "exhibit", "answer", "paragraph")
ANY_DAY = ("0000-01-01", "9999-12-31")


def index(
    session: Session,
    *,
    kind: str,
    owner_id: str,
    case_id: str,
    title: str,
    body: str = "",
    sort: str = "",
    lang: str = "",
    days: tuple[str, str] | None = None,
) -> None:
    """Put one record's text into the index, in place of what it had. Runs inside the caller's transaction.

    `title`: names, numbers, headings (weighs more, found by sound too); `body`: the rest. For the filters: `sort` is
    the kind of an exhibit or another code, `lang` ISO 639-1, `days` the first and last ISO day of a date.
    """
    connection = session.connection()
    first, last = days or ("", "")
    made = connection.exec_driver_sql(
        "INSERT INTO search_entry (kind, owner_id, case_id, sort, lang, first_day, last_day) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (owner_id, kind) DO UPDATE SET case_id = excluded.case_id, sort = excluded.sort, "
        "lang = excluded.lang, first_day = excluded.first_day, last_day = excluded.last_day RETURNING rowid",
        (kind, owner_id, case_id, sort, lang, first, last),
    )
    rowid = made.scalar_one()
    connection.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", (rowid,))
    titled, said = _keyed(title), _keyed(body)
    sounds = dict.fromkeys((*_sounds(title), *titled.sounds, *said.sounds))
    connection.exec_driver_sql(
        "INSERT INTO search_text (rowid, title, body, stem, sound) VALUES (?, ?, ?, ?, ?)",
        (rowid, f"{titled.keys} {titled.others}", said.keys, said.others, " ".join(sounds)),
    )


@dataclass(frozen=True)
class PageKeys:
    """The text of a page as columns of the index: made by `prepare` on any thread, put in by `index_page`."""

    keys: str = field(repr=False)
    others: str = field(repr=False)
    sounds: tuple[str, ...] = field(repr=False)


def prepare(text: str) -> PageKeys:
    """The slow half of indexing a page; needs no register."""
    return _keyed(text)


def index_page(session: Session, *, owner_id: str, page: int, keys: PageKeys, kind: str = "exhibit") -> bool:
    """Put one page (from 0) of an indexed record in, in place of what it had. False: there is no such record."""
    rowid = _entry(session, kind, owner_id)
    table = PAGES[kind]
    if rowid is None or not 0 <= page < 1 << PAGE_BITS:
        return False
    connection = session.connection()
    number = rowid << PAGE_BITS | page
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608
    if keys.keys:
        connection.exec_driver_sql(
            f"INSERT INTO {table} (rowid, body, stem, sound) VALUES (?, ?, ?, ?)",  # noqa: S608
            (number, keys.keys, keys.others, " ".join(keys.sounds)),
        )
    return True


def remove(session: Session, *, kind: str, owner_id: str) -> None:
    """Take one record out of the index, with its pages."""
    _remove_where(session, "owner_id = ? AND kind = ?", (owner_id, kind))


def remove_case(session: Session, case_id: str) -> None:
    """Take everything of a case out of the index."""
    _remove_where(session, "case_id = ?", (case_id,))


def remove_case_kinds(session: Session, case_id: str, kinds: tuple[str, ...]) -> None:
    """Take a case's records of these kinds out of the index."""
    for kind in kinds:
        _remove_where(session, "case_id = ? AND kind = ?", (case_id, kind))


def search(session: Session, text: str, *, kinds: Iterable[str] = (), limit: int = 100) -> tuple[SearchHit, ...]:
    """Records that match every word of `text` as the beginning of one of theirs, newest first. No words, no hits."""
    query = _query(text)
    if not query:
        return ()
    only = tuple(kinds)
    marks = ", ".join("?" for _ in only)
    statement = (
        "SELECT e.kind, e.owner_id, e.case_id FROM search_text "  # noqa: S608 - only question marks are put in
        "JOIN search_entry e ON e.rowid = search_text.rowid "
        f"WHERE search_text MATCH ? {f'AND e.kind IN ({marks}) ' if only else ''}"
        "ORDER BY search_text.rowid DESC LIMIT ?"
    )
    rows = session.connection().exec_driver_sql(statement, (query, *only, limit))
    return tuple(SearchHit(*row) for row in rows)


def cases(session: Session, text: str, limit: int = MOST_HITS) -> tuple[tuple[str, ...], bool]:
    """The ids of cases of which a record holds every word, and whether there were more than `limit`.

    Not by pages, and not by annotations, of which others may not even know that they are there.
    """
    hits = search(session, text, kinds=OF_CASES, limit=limit + 1)
    found = dict.fromkeys(hit.case_id for hit in hits[:limit] if hit.case_id)
    return tuple(found), len(hits) > limit


def _entry(session: Session, kind: str, owner_id: str) -> int | None:
    found = session.connection().exec_driver_sql(
        "SELECT rowid FROM search_entry WHERE owner_id = ? AND kind = ?", (owner_id, kind)
    )
    return found.scalar_one_or_none()


def _remove_where(session: Session, where: str, parameters: tuple[str, ...]) -> None:
    connection = session.connection()
    found = connection.exec_driver_sql(f"SELECT rowid, kind FROM search_entry WHERE {where}", parameters)  # noqa: S608
    for rowid, kind in found.all():
        connection.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", (rowid,))
        if kind in PAGES:
            first = rowid << PAGE_BITS
            every = f"DELETE FROM {PAGES[kind]} WHERE rowid BETWEEN ? AND ?"  # noqa: S608
            connection.exec_driver_sql(every, (first, first | (1 << PAGE_BITS) - 1))
        connection.exec_driver_sql("DELETE FROM search_entry WHERE rowid = ?", (rowid,))


def _keyed(text: str) -> PageKeys:
    sounds: dict[str, None] = {}
    keys: list[str] = []
    others: list[str] = []
    for token in stems.tokens(text):
        forms = stems.forms(token.text)
        keys.append(forms.key)
        others.extend(forms.others)
        if stems.is_name(token.text) and forms.sound:
            sounds[forms.sound] = None
    if "-" in text or "‐" in text or "‑" in text:
        others.extend(stems.joined(text))
    return PageKeys(" ".join(keys), " ".join(others), tuple(sounds))


def _sounds(text: str) -> list[str]:
    return [translit.sound(word)[:LONGEST_WORD] for word in translit.words(text) if not word.isdigit()]


def _query(text: str) -> str:
    parts = []
    for word in translit.words(text)[:MOST_WORDS]:
        exact = dict.fromkeys((translit.key(word)[:LONGEST_WORD], translit.plain(word)[:LONGEST_WORD]))
        choices = [f"{{title body stem}} : {quoted(form)} *" for form in exact if form]
        # the list of cases narrows while a word is typed, so stems count only once the word is whole
        choices += [f"{{title body stem}} : {quoted(form)}" for form in _stems(word) if form not in exact]
        sounded = translit.sound(word)[:LONGEST_WORD]
        if len(sounded) >= 3 and not word.isdigit():
            choices.append(f"sound : {quoted(sounded)} *")
        if choices:
            parts.append("(" + " OR ".join(choices) + ")")
    return " AND ".join(parts)


def _stems(word: str) -> Iterable[str]:
    return itertools.chain.from_iterable(stems.forms(token.text).others for token in stems.tokens(word))


def quoted(word: str) -> str:
    """A key as a string of the query language."""
    return '"' + word.replace('"', '""') + '"'
