"""Full-text search: the only way in for text. Everything is folded to keys first, so scripts and accents don't matter.

A word is stored as its exact key, as its other Latin spelling and, in titles, as its sound; a query word matches as the
beginning of any of them. The index holds keys only, no readable text, and is not row-MACed (docs/security.md): whatever
it finds is read again as whole checked rows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from sqlalchemy.orm import Session

from desktop.register import translit
from models.views.register import SearchHit

MOST_WORDS = 12
MOST_HITS = 500
LONGEST_WORD = 64


def index(session: Session, *, kind: str, owner_id: str, case_id: str, title: str, body: str = "") -> None:
    """Put one record's text into the index, in place of what it had. Runs inside the caller's transaction.

    `title`: names, numbers, headings (found by sound too); `body`: the rest.
    """
    remove(session, kind=kind, owner_id=owner_id)
    connection = session.connection()
    made = connection.exec_driver_sql(
        "INSERT INTO search_entry (kind, owner_id, case_id) VALUES (?, ?, ?) RETURNING rowid", (kind, owner_id, case_id)
    )
    rowid = made.scalar_one()
    connection.exec_driver_sql(
        "INSERT INTO search_text (rowid, title, body, sound) VALUES (?, ?, ?, ?)",
        (rowid, _keys(title), _keys(body), " ".join(_sounds(title))),
    )


def remove(session: Session, *, kind: str, owner_id: str) -> None:
    """Take one record out of the index."""
    _remove_where(session, "owner_id = ? AND kind = ?", (owner_id, kind))


def remove_case(session: Session, case_id: str) -> None:
    """Take everything of a case out of the index."""
    _remove_where(session, "case_id = ?", (case_id,))


def remove_case_kinds(session: Session, case_id: str, kinds: tuple[str, ...]) -> None:
    """Take a case's records of these kinds out of the index."""
    for kind in kinds:
        _remove_where(session, "case_id = ? AND kind = ?", (case_id, kind))


def search(session: Session, text: str, *, kinds: Iterable[str] = (), limit: int = 100) -> tuple[SearchHit, ...]:
    """What matches every word of `text`, newest entries first. No words, no hits."""
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
    """The ids of cases in which every word occurs in one record, and whether there were more than `limit`."""
    hits = search(session, text, limit=limit + 1)
    found = dict.fromkeys(hit.case_id for hit in hits[:limit])
    return tuple(found), len(hits) > limit


def _remove_where(session: Session, where: str, parameters: tuple[str, ...]) -> None:
    connection = session.connection()
    found = connection.exec_driver_sql(f"SELECT rowid FROM search_entry WHERE {where}", parameters)  # noqa: S608
    for (rowid,) in found.all():
        connection.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", (rowid,))
        connection.exec_driver_sql("DELETE FROM search_entry WHERE rowid = ?", (rowid,))


def _keys(text: str) -> str:
    words = translit.words(text)
    spellings = itertools.chain.from_iterable(dict.fromkeys((translit.key(w), translit.plain(w))) for w in words)
    return " ".join(word[:LONGEST_WORD] for word in spellings)


def _sounds(text: str) -> list[str]:
    return [translit.sound(word)[:LONGEST_WORD] for word in translit.words(text) if not word.isdigit()]


def _query(text: str) -> str:
    parts = []
    for word in translit.words(text)[:MOST_WORDS]:
        exact = dict.fromkeys((translit.key(word)[:LONGEST_WORD], translit.plain(word)[:LONGEST_WORD]))
        choices = [f"{{title body}} : {_quoted(form)} *" for form in exact if form]
        sounded = translit.sound(word)[:LONGEST_WORD]
        if len(sounded) >= 3 and not word.isdigit():
            choices.append(f"sound : {_quoted(sounded)} *")
        if choices:
            parts.append("(" + " OR ".join(choices) + ")")
    return " AND ".join(parts)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
