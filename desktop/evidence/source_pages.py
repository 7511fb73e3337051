"""Page texts of the files of sources: the one door through which they come into the vault and into the search.

Like those of exhibits (`page_texts.py`), but of no case, and never read by a machine. They go with their source.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError
from desktop.evidence import source_rules
from desktop.evidence.decoding import Source
from desktop.evidence.page_texts import FAILED, LOCKED, READY, WAITING, Read, Waiting
from desktop.register import search
from desktop.vault.opened import OpenVault
from desktop.vault.store import Write
from models.tables.sources import SourceRow
from models.tables.texts import SourcePageText, SourceTextState


class SourcePages:
    """All methods belong to the database thread. A read-only vault takes nothing in."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault
        self._store = vault.store

    def peek(self, source_id: str) -> Source:
        """The octets without a word in the log: for reading, not for eyes. Raises KnownError: NO_SOURCE, NO_FILE."""
        with self._store.read() as session:
            row = session.get(SourceRow, source_id)
        if row is None:
            raise KnownError(source_rules.NO_SOURCE)
        if row.object_id is None or row.object_key is None:
            raise KnownError(source_rules.NO_FILE)
        return self._vault.objects.open(row.object_id, row.object_key)

    # --- the background job ---

    def waiting(self, most: int = 1) -> tuple[Waiting, ...]:
        """Sources with a file that is not read to its end, those that were begun first, then the newest."""
        if self._store.read_only:
            return ()
        with self._store.read() as session:
            begun = select(SourceTextState).where(SourceTextState.state == WAITING).limit(most)
            found = [Waiting(state.source_id, state.done) for state in session.execute(begun).scalars()]
            fresh = select(SourceRow).where(
                col(SourceRow.object_id).is_not(None), col(SourceRow.id).not_in(select(SourceTextState.source_id))
            )
            fresh = fresh.order_by(col(SourceRow.id).desc()).limit(most)
            found += [Waiting(row.id, 0) for row in session.execute(fresh).scalars()]
            return tuple(found[:most])

    def waiting_one(self, source_id: str, *, again: bool = False) -> Waiting | None:
        """This source, if it still waits; with `again` also if it was locked or could not be read."""
        if self._store.read_only:
            return None
        with self._store.read() as session:
            row = session.get(SourceRow, source_id)
            if row is None or row.object_id is None:
                return None
            state = _state(session, source_id)
            if state is not None and state.state != WAITING and not (again and state.state != READY):
                return None
            return Waiting(row.id, state.done if state is not None and state.state == WAITING else 0)

    def progress(self) -> tuple[int, int]:
        """(sources that are settled, all that have a file)."""
        with self._store.read() as session:
            ask = session.connection().exec_driver_sql
            settled = ask("SELECT count(*) FROM source_text_state WHERE state <> 'waiting'").scalar_one()
            standing = ask("SELECT count(*) FROM source WHERE object_id IS NOT NULL").scalar_one()
        return settled, standing

    def keep(self, source_id: str, texts: Sequence[Read], *, done: int, pages: int) -> bool:
        """Keep a batch and where the job stands, together: a crash loses one batch at most. False: it is gone."""
        with self._store.write("source.text_read", subject=source_id, audited=False) as work:
            if work.session.get(SourceRow, source_id) is None:
                return False
            for page, text, keys in texts:
                if not text.text.strip():
                    continue
                row = of_page(work.session, source_id, page)
                if row is None:
                    row = SourcePageText(
                        id=str(uuid7()),
                        source_id=source_id,
                        page=page,
                        text=text.text,
                        start=text.start,
                        line=text.line,
                    )
                    work.add(row)
                row.text, row.start, row.line = text.text, text.start, text.line
                search.index_page(work.session, kind="source", owner_id=source_id, page=page, keys=keys)
            _settle(work, source_id, READY if done >= pages else WAITING, done, pages, "")
        return True

    def give_up(self, source_id: str, reason: str, *, locked: bool = False) -> None:
        """No text can be read from this file; `reason` is the error's code."""
        with self._store.write("source.text_read", subject=source_id, audited=False) as work:
            if work.session.get(SourceRow, source_id) is not None:
                _settle(work, source_id, LOCKED if locked else FAILED, 0, 0, reason)


def remove(session: Session, source_id: str) -> None:
    """Take out what is kept of the file of a source that goes. Its place in the index is the caller's."""
    for table in (SourcePageText, SourceTextState):
        for row in session.execute(select(table).where(table.source_id == source_id)).scalars():
            session.delete(row)
    session.flush()


def of_page(session: Session, source_id: str, page: int) -> SourcePageText | None:
    """What is kept of a page of a source's file."""
    statement = select(SourcePageText).where(SourcePageText.source_id == source_id, SourcePageText.page == page)
    return session.execute(statement).scalar_one_or_none()


def _state(session: Session, source_id: str) -> SourceTextState | None:
    return session.execute(select(SourceTextState).where(SourceTextState.source_id == source_id)).scalar_one_or_none()


def _settle(work: Write, source_id: str, state: str, done: int, pages: int, reason: str) -> None:
    row = _state(work.session, source_id)
    if row is None:
        row = SourceTextState(id=str(uuid7()), source_id=source_id, state=state, done=done, pages=pages)
        work.add(row)
    row.state, row.done, row.pages, row.reason = state, done, pages, reason
