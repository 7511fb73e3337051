"""Reading exhibits and sources for the search, in the background: page after page through the isolated decoder.

Runs on the pool and comes to the database thread in small batches. What was read is kept with the place where to go on,
so a lock, a cancelled job or a crash costs one batch. Decoders of its own: the warm one is for pages that people open.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from desktop.errors import KnownError
from desktop.evidence import sentences, sheet_texts
from desktop.evidence.decoding import Decoders, Source
from desktop.evidence.document import Document
from desktop.evidence.page_texts import Read, Waiting
from desktop.jobs import CANCELLED, Progress
from desktop.register import search
from models.views.cells import Sheet
from models.views.evidence import PageText

T = TypeVar("T")
OnDatabase = Callable[[Callable[[], None]], None]
BATCH_PAGES = 8
BATCH_POINTS = 40_000  # code points
END_WITHIN = 2.0  # seconds
MOST_FAILURES = 3  # pages in a row
NO_TEXT = ("none", "image", "archive", "media")  # readers whose pages have no text of their own


class Texts(Protocol):
    """Where texts of one sort of files are kept (`PageTexts`, `SourcePages`); ids are those of the files' owners."""

    def waiting(self, most: int = 1) -> tuple[Waiting, ...]: ...

    def waiting_one(self, owner_id: str, /, *, again: bool = False) -> Waiting | None: ...

    def progress(self) -> tuple[int, int]: ...

    def keep(self, owner_id: str, texts: Sequence[Read], /, *, done: int, pages: int) -> bool: ...

    def give_up(self, owner_id: str, reason: str, /, *, locked: bool = False) -> None: ...


@dataclass(frozen=True)
class Shelf:
    """One sort of files that are read: where their texts go, how to come to their octets and to a kept password."""

    texts: Texts
    peek: Callable[[str], Source]
    kept_password: Callable[[str], str | None] = lambda _: None


class TextReading:
    """Takes the text of every file that is not in the search yet, shelf by shelf. `run` on the pool, `waits` on the
    database thread; the rest on any thread.
    """

    def __init__(self, *shelves: Shelf, make_decoders: Callable[[], Decoders] | None = None) -> None:
        self._shelves = shelves
        self._make_decoders = make_decoders or (lambda: Decoders(keep_warm=False))
        self._lock = threading.Lock()
        self._busy = threading.RLock()  # held by `run`
        self._document: Document | None = None
        self._stopped = False
        self._share = _Share(Progress(), 0, 0)
        self._first: list[str] = []
        self._passwords: dict[str, str] = {}

    def run(self, progress: Progress, on_database: OnDatabase) -> int:
        """Read until nothing waits; returns how many files were read. Progress counts files, with parts of them.

        Raises KnownError(CANCELLED). Without an isolated decoder nothing is read and nothing is given up.
        """
        if not self._busy.acquire(blocking=False):
            return 0  # another window's job is still ending; what waits stays for the next one
        decoders = self._make_decoders()
        finished = 0
        try:
            if decoders.tier == "none":
                return 0
            while (found := self._next(on_database)) is not None:
                self._check(progress)
                self._share = _Share(progress, *_asked(on_database, self._progress))
                self._read(decoders, *found, progress, on_database)
                finished += 1
        finally:
            decoders.close()
            self._busy.release()
        return finished

    def stop(self) -> None:
        """The vault closes: nothing more is read or kept, and a page under way is given up at once."""
        with self._lock:
            self._stopped = True
            document, self._document = self._document, None
        if document is not None:
            document.close()
        if self._busy.acquire(timeout=END_WITHIN):
            self._busy.release()

    def prefer(self, owner_id: str, password: str = "") -> None:
        """Somebody reads this exhibit or source: take it next. With its `password` a locked one can be read too."""
        with self._lock:
            if owner_id not in self._first:
                self._first.insert(0, owner_id)
            if password:
                self._passwords[owner_id] = password

    def waits(self) -> bool:
        """Whether there is something to read."""
        return any(shelf.texts.waiting() for shelf in self._shelves)

    def _next(self, on_database: OnDatabase) -> tuple[Shelf, Waiting] | None:
        with self._lock:
            preferred = tuple(self._first)
            self._first.clear()

        def ask() -> tuple[Shelf, Waiting] | None:
            for owner_id in preferred:
                for shelf in self._shelves:
                    found = shelf.texts.waiting_one(owner_id, again=owner_id in self._passwords)
                    if found is not None:
                        return shelf, found
            for shelf in self._shelves:
                for found in shelf.texts.waiting():
                    return shelf, found
            return None

        return _asked(on_database, ask)

    def _progress(self) -> tuple[int, int]:
        both = [shelf.texts.progress() for shelf in self._shelves]
        return sum(settled for settled, _ in both), sum(standing for _, standing in both)

    def _read(
        self, decoders: Decoders, shelf: Shelf, waiting: Waiting, progress: Progress, on_database: OnDatabase
    ) -> None:
        owner_id = waiting.owner_id
        try:
            source = _asked(on_database, lambda: shelf.peek(owner_id))
        except KnownError as error:
            missing = error.code
            on_database(lambda: shelf.texts.give_up(owner_id, missing))
            return
        try:
            password = self._passwords.pop(owner_id, None) or _asked(on_database, lambda: shelf.kept_password(owner_id))
            document = decoders.open(source, None, password)
        except KnownError as error:
            source.close()
            self._check(progress)
            locked = error.code in (sentences.LOCKED.code, sentences.WRONG_PASSWORD.code)
            code = error.code
            on_database(lambda: shelf.texts.give_up(owner_id, code, locked=locked))
            return
        with self._lock:
            self._document = document
        try:
            self._pages(document, shelf, waiting, progress, on_database)
        finally:
            with self._lock:
                self._document = None
            document.close()

    def _pages(
        self, document: Document, shelf: Shelf, waiting: Waiting, progress: Progress, on_database: OnDatabase
    ) -> None:
        pages = 0 if document.info.reader in NO_TEXT else len(document.info.pages)
        batch: list[Read] = []
        failures, points, page = 0, 0, waiting.done
        sheets = document.sheets() if document.info.reader == "grid" else ()
        while page < pages:
            self._check(progress)
            self._share.at(page, pages)
            text = _text(document, page, sheets)
            failures = 0 if text is not None else failures + 1
            if failures > MOST_FAILURES:
                self._check(progress)
                break
            if text is not None:
                batch.append((page, text, search.prepare(text.text)))
                points += len(text.text)
            page += 1
            if page < pages and (len(batch) >= BATCH_PAGES or points >= BATCH_POINTS):
                if not self._keep(shelf, waiting, batch, page, pages, on_database):
                    return
                batch, points = [], 0
                time.sleep(0)  # whoever waits for a page goes first
        self._check(progress)
        self._keep(shelf, waiting, batch, pages, pages, on_database)

    def _keep(
        self, shelf: Shelf, waiting: Waiting, batch: list[Read], done: int, pages: int, on_database: OnDatabase
    ) -> bool:
        """False: it is gone, or the vault closes."""

        def work() -> bool:
            return not self._stopped and shelf.texts.keep(waiting.owner_id, batch, done=done, pages=pages)

        return _asked(on_database, work)

    def _check(self, progress: Progress) -> None:
        if progress.cancelled or self._stopped:
            raise KnownError(CANCELLED)


class _Share:
    """Progress over all files, in thousandths of one."""

    def __init__(self, progress: Progress, settled: int, standing: int) -> None:
        self._progress = progress
        self._settled = settled
        self._standing = standing

    def at(self, page: int, pages: int) -> None:
        self._progress.at(self._settled * 1000 + page * 1000 // pages, max(self._standing, self._settled + 1) * 1000)


def _text(document: Document, page: int, sheets: tuple[Sheet, ...]) -> PageText | None:
    try:
        return sheet_texts.of_sheet(document, page, sheets[page]) if sheets else document.text(page)
    except KnownError:
        return None


def _asked(on_database: OnDatabase, work: Callable[[], T]) -> T:
    answer: list[T] = []
    on_database(lambda: answer.append(work()))
    return answer[0]
