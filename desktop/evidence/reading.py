"""How far a member has read: pages that were really in view, and their own word that an exhibit is read.

Private to the member and nobody's measure: no audit event, no line in the custody log, never printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session
from sqlmodel import select
from uuid6 import uuid7

from desktop.clock import Clock, stamp
from desktop.evidence import exhibits
from desktop.vault.store import Store, Write
from models.tables.integrity import Reading
from models.views.changes import Changes, Done
from models.views.integrity import ReadingView

MOST_PAGES = 1_000_000


class ReadingProgress:
    """Belongs to the database thread. A vault that is open for reading only keeps nothing."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of_case(self, case_id: str) -> dict[str, ReadingView]:
        """The member's own progress by exhibit id; exhibits that were never seen are left out."""
        with self._store.read() as session:
            statement = select(Reading).where(Reading.case_id == case_id, Reading.author == self._store.actor)
            return {row.exhibit_id: _view(row) for row in session.execute(statement).scalars()}

    def of(self, exhibit_id: str) -> ReadingView:
        with self._store.read() as session:
            row = self._row(session, exhibit_id)
            return _view(row) if row is not None else ReadingView(exhibit_id)

    def note_seen(self, exhibit_id: str, pages: Iterable[int]) -> Done[ReadingView] | None:
        """Add pages (from 0) that were in view long enough. None when nothing was new or the vault is read-only."""
        wanted = {page for page in pages if 0 <= page < MOST_PAGES}
        if self._store.read_only or wanted <= set(self.of(exhibit_id).pages):
            return None
        with self._writing("reading.seen", exhibit_id) as work:
            row = self._own(work, exhibit_id)
            seen = wanted | set(unpacked(row.seen))
            row.seen, row.pages = packed(seen), len(seen)
            work.flush()
        return Done(_view(row), _changes(work))

    def mark_read(self, exhibit_id: str, read: bool = True) -> Done[ReadingView]:
        """The member says that they have read the exhibit, or takes that back. Raises KnownError(READ_ONLY)."""
        with self._writing("reading.marked", exhibit_id) as work:
            row = self._own(work, exhibit_id)
            row.read_at = stamp(self._clock.now()) if read else ""
            work.flush()
        return Done(_view(row), _changes(work))

    def _writing(self, action: str, exhibit_id: str) -> AbstractContextManager[Write]:
        with self._store.read() as session:
            case_id = exhibits.get(session, exhibit_id).case_id
        return self._store.write(action, case_id=case_id, subject=exhibit_id, audited=False)

    def _own(self, work: Write, exhibit_id: str) -> Reading:
        assert work.case_id is not None
        row = self._row(work.session, exhibit_id)
        now = stamp(self._clock.now())
        if row is None:
            row = Reading(
                id=str(uuid7()),
                case_id=work.case_id,
                exhibit_id=exhibit_id,
                author=self._store.actor,
                updated_at=now,
            )
            work.add(row)
        row.updated_at = now
        return row

    def _row(self, session: Session, exhibit_id: str) -> Reading | None:
        statement = select(Reading).where(Reading.exhibit_id == exhibit_id, Reading.author == self._store.actor)
        return session.execute(statement).scalar_one_or_none()


def packed(pages: Iterable[int]) -> str:
    """Pages as runs: `0-4,7`."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def unpacked(text: str) -> tuple[int, ...]:
    """The inverse of `packed`."""
    pages: list[int] = []
    for run in filter(None, text.split(",")):
        first, _, last = run.partition("-")
        pages.extend(range(int(first), int(last or first) + 1))
    return tuple(pages)


def _view(row: Reading) -> ReadingView:
    return ReadingView(row.exhibit_id, unpacked(row.seen), row.read_at)


def _changes(work: Write) -> Changes:
    assert work.changes is not None
    return work.changes
