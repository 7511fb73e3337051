"""Page texts of exhibits: the one door through which they come into the vault and into the search.

A text of the document's own goes before one that a machine read from the picture, and neither makes the other vanish
by being empty. Writes are on no record: everything here follows from sealed files (see `models/tables/texts.py`).
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.evidence import exhibits
from desktop.register import search
from desktop.register.search import PageKeys
from desktop.vault.store import Store, Write
from models.tables.evidence import Exhibit
from models.tables.texts import PageTextRow, TextState
from models.views.evidence import PageText, Rect

Read = tuple[int, PageText, PageKeys]  # page from 0, its text, and that as the index wants it
WAITING, READY, LOCKED, FAILED = "waiting", "ready", "locked", "failed"


@dataclass(frozen=True)
class StoredText:
    """The text of one page as it is kept. `boxes`: as in `PageText`, of machine-read pages only."""

    exhibit_id: str
    page: int
    machine: bool
    text: str = field(repr=False)
    start: int
    line: int
    boxes: array[int] = field(repr=False)

    def rects(self, start: int, count: int) -> tuple[Rect, ...]:
        """Boxes around code points, joined along a line; empty without boxes."""
        out: list[Rect] = []
        for at in range(max(0, start), min(len(self.boxes) // 4, start + count)):
            left, low, right, high = self.boxes[4 * at : 4 * at + 4]
            if right <= left or high <= low:
                continue
            if out and low < out[-1][3] and high > out[-1][1] and left >= out[-1][0]:
                old = out[-1]
                out[-1] = (old[0], min(old[1], low), max(old[2], right), max(old[3], high))
            else:
                out.append((left, low, right, high))
        return tuple(out)


@dataclass(frozen=True)
class Waiting:
    """An exhibit or a source whose text is not in the search yet, and the page at which to go on."""

    owner_id: str
    done: int


class PageTexts:
    """All methods belong to the database thread. A read-only vault takes nothing in."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(
        self, exhibit_id: str, pages: Iterable[tuple[int, PageText]], *, machine: bool = False, keep_boxes: bool = True
    ) -> None:
        """Keep texts of pages (from 0) and make them searchable, in one transaction. Raises KnownError(NOT_FOUND)."""
        with self._store.write("exhibit.text_read", subject=exhibit_id, audited=False) as work:
            row = exhibits.get(work.session, exhibit_id)
            for page, text in pages:
                put(work, row, page, text, machine=machine, keep_boxes=keep_boxes)

    def get(self, exhibit_id: str, page: int) -> StoredText | None:
        """What is kept of a page, or None."""
        with self._store.read() as session:
            row = _row(session, exhibit_id, page)
            return stored(row) if row is not None else None

    def machine_read(self, exhibit_id: str) -> tuple[int, ...]:
        """The pages whose text a machine read."""
        with self._store.read() as session:
            found = select(PageTextRow).where(PageTextRow.exhibit_id == exhibit_id).order_by(col(PageTextRow.page))
            return tuple(row.page for row in session.execute(found).scalars() if row.machine)

    # --- the background job ---

    def waiting(self, most: int = 1) -> tuple[Waiting, ...]:
        """Exhibits that stand and are not read to their end, those that were begun first."""
        if self._store.read_only:
            return ()
        with self._store.read() as session:
            begun = select(TextState).join(Exhibit).where(TextState.state == WAITING, Exhibit.status == "admitted")
            found = [Waiting(state.exhibit_id, state.done) for state in session.execute(begun.limit(most)).scalars()]
            known = select(TextState.exhibit_id)
            fresh = select(Exhibit).where(Exhibit.status == "admitted", col(Exhibit.id).not_in(known))
            fresh = fresh.order_by(col(Exhibit.id).desc()).limit(most)
            found += [Waiting(row.id, 0) for row in session.execute(fresh).scalars()]
            return tuple(found[:most])

    def waiting_one(self, exhibit_id: str, *, again: bool = False) -> Waiting | None:
        """This exhibit, if it still waits; with `again` also if it was locked or could not be read."""
        if self._store.read_only:
            return None
        with self._store.read() as session:
            row = session.get(Exhibit, exhibit_id)
            if row is None or row.status != "admitted":
                return None
            state = _state(session, exhibit_id)
            if state is not None and state.state != WAITING and not (again and state.state != READY):
                return None
            return Waiting(row.id, state.done if state is not None and state.state == WAITING else 0)

    def progress(self) -> tuple[int, int]:
        """(exhibits that are settled, all that stand)."""
        with self._store.read() as session:
            ask = session.connection().exec_driver_sql
            settled = ask("SELECT count(*) FROM text_state WHERE state <> 'waiting'").scalar_one()
            standing = ask("SELECT count(*) FROM exhibit WHERE status = 'admitted'").scalar_one()
        return min(settled, standing), standing

    def keep(self, exhibit_id: str, texts: Sequence[Read], *, done: int, pages: int) -> bool:
        """Keep a batch and where the job stands, together: a crash loses one batch at most. False: it is gone."""
        with self._store.write("exhibit.text_read", subject=exhibit_id, audited=False) as work:
            row = work.session.get(Exhibit, exhibit_id)
            if row is None or row.status != "admitted":
                return False
            for page, text, keys in texts:
                put(work, row, page, text, keys=keys)
            _settle(work, row, READY if done >= pages else WAITING, done, pages, "")
        return True

    def give_up(self, exhibit_id: str, reason: str, *, locked: bool = False) -> None:
        """No text can be read from this exhibit; `reason` is the error's code."""
        with self._store.write("exhibit.text_read", subject=exhibit_id, audited=False) as work:
            row = work.session.get(Exhibit, exhibit_id)
            if row is not None:
                _settle(work, row, LOCKED if locked else FAILED, 0, 0, reason)


def put(
    work: Write,
    exhibit: Exhibit,
    page: int,
    text: PageText,
    *,
    machine: bool = False,
    keep_boxes: bool = True,
    keys: PageKeys | None = None,
) -> bool:
    """The same inside a caller's transaction. False where a better text stands already.

    A machine's text never replaces letters of the document's own; an empty text replaces nothing of the other sort.
    """
    row = _row(work.session, exhibit.id, page)
    if row is not None and row.machine != machine:
        better = bool(row.text.strip()) if machine else not text.text.strip()
        if better:
            return False
    if row is None and not text.text.strip():
        return True
    boxes = _packed(text.boxes) if machine and keep_boxes else None
    if row is None:
        row = PageTextRow(
            id=str(uuid7()),
            case_id=exhibit.case_id,
            exhibit_id=exhibit.id,
            page=page,
            machine=machine,
            text=text.text,
            start=text.start,
            line=text.line,
            boxes=boxes,
        )
        work.add(row)
    else:
        row.machine, row.text, row.start, row.line, row.boxes = machine, text.text, text.start, text.line, boxes
    if exhibit.status == "admitted":
        search.index_page(work.session, owner_id=exhibit.id, page=page, keys=keys or search.prepare(text.text))
    return True


def stored(row: PageTextRow) -> StoredText:
    return StoredText(row.exhibit_id, row.page, row.machine, row.text, row.start, row.line, _unpacked(row.boxes))


def of_page(session: Session, exhibit_id: str, page: int) -> StoredText | None:
    """What is kept of a page, read in the caller's session."""
    row = _row(session, exhibit_id, page)
    return stored(row) if row is not None else None


def _row(session: Session, exhibit_id: str, page: int) -> PageTextRow | None:
    statement = select(PageTextRow).where(PageTextRow.exhibit_id == exhibit_id, PageTextRow.page == page)
    return session.execute(statement).scalar_one_or_none()


def _state(session: Session, exhibit_id: str) -> TextState | None:
    return session.execute(select(TextState).where(TextState.exhibit_id == exhibit_id)).scalar_one_or_none()


def _settle(work: Write, exhibit: Exhibit, state: str, done: int, pages: int, reason: str) -> None:
    row = _state(work.session, exhibit.id)
    if row is None:
        row = TextState(
            id=str(uuid7()), case_id=exhibit.case_id, exhibit_id=exhibit.id, state=state, done=done, pages=pages
        )
        work.add(row)
    row.state, row.done, row.pages, row.reason = state, done, pages, reason


def _packed(boxes: array[int]) -> bytes | None:
    if not boxes:
        return None
    numbers = array("i", boxes)
    if sys.byteorder == "big":
        numbers.byteswap()
    return zlib.compress(numbers.tobytes(), 6)


def _unpacked(data: bytes | None) -> array[int]:
    numbers = array("i")
    if data:
        numbers.frombytes(zlib.decompress(data))
        if sys.byteorder == "big":
            numbers.byteswap()
    return numbers
