"""Beginnings of words in an index of pages, asked for so that the answer comes newest first and may stop early.

FTS5 answers a beginning of an indexed length (`prefix=` in `models/tables/register.py`) like a word. For one of another
length it merges the places of every word that begins so before it gives the first, which in a million pages takes more
than a second. Such a beginning is asked for as what it goes on to: the indexed beginnings of the next length, or whole
words where it is longer than those.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

INDEXED = (4, 6)  # letters, as in `prefix=`
MOST = 1000  # ways to go on; a beginning with more is left to FTS5
_ENDLESS = 1 << 30

# From one word to the next that is not told yet: a step looks one place up in the index, however often a word stands
# there. A space comes before and U+10FFFF after every letter that a word may have.
_STEPS = """
WITH RECURSIVE found (word) AS (
    SELECT (SELECT term FROM {vocabulary} WHERE term >= ? LIMIT 1)
    UNION ALL
    SELECT (SELECT term FROM {vocabulary} WHERE term >=
            CASE WHEN length(word) < ? THEN word || ' ' ELSE substr(word, 1, ?) || char(1114111) END LIMIT 1)
    FROM found WHERE substr(word, 1, ?) = ?
)
SELECT word FROM found LIMIT ?
"""


def spread(session: Session, table: str, starts: Iterable[str]) -> dict[str, str]:
    """For beginnings (keys) that are better asked otherwise: how, in the language of FTS5.

    `table`: an index of pages; `words_of_` it is its vocabulary.
    """
    ways = {}
    for start in starts:
        folded = start.encode().lower().decode()  # as the index folds: ASCII letters only
        longer = next((length for length in INDEXED if length >= len(folded)), _ENDLESS)
        if longer != len(folded) and (words := _goes_on(session, table, folded, longer)):
            ways[start] = " OR ".join(f"{_string(word)} *" if len(word) == longer else _string(word) for word in words)
    return ways


def _goes_on(session: Session, table: str, start: str, longer: int) -> tuple[str, ...]:
    """The words with this beginning, cut to `longer` letters; none if there are too many."""
    statement = _STEPS.format(vocabulary=f"words_of_{table}")
    given = (start, longer, longer, len(start), start, MOST + 2)
    found = session.connection().exec_driver_sql(statement, given).scalars().all()
    words = tuple(word[:longer] for word in found if word is not None and word.startswith(start))
    return words if len(words) <= MOST else ()


def _string(word: str) -> str:
    return f'"{word}"'  # a word of the index has letters and figures only
