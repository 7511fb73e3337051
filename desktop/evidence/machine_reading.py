"""Scans get their text: pages without letters are drawn by the decoder, read by Tesseract and kept page by page.

Runs on the pool with decoders of its own and comes to the database thread once a page, so a cancelled job or a crash
keeps what was read so far. The exhibit itself is never changed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError
from desktop.evidence import exhibits, page_texts
from desktop.evidence.decoder.finding import matches
from desktop.evidence.decoding import Decoders, Source
from desktop.evidence.document import Document
from desktop.evidence.machine_text import lay_out, sureness
from desktop.evidence.page_texts import StoredText
from desktop.evidence.sentences import NO_OCR_LANGUAGE
from desktop.evidence.tesseract import Tesseract
from desktop.jobs import Progress
from desktop.vault.store import Store
from models.tables.machine import MachineReadingRow
from models.tables.texts import PageTextRow
from models.views.evidence import DocumentInfo, Hit, PageText, Rect
from models.views.machine import MachineReading

T = TypeVar("T")
OnDatabase = Callable[[Callable[[], None]], None]
DPI = 300
MOST_PIXELS = 14_000_000  # of the picture that is read
LEAST_SIDE = 16  # pixels; below that there is no letter
READERS = ("pdf", "image")


class MachineReader:
    """`run` belongs on the pool, everything else on the database thread."""

    def __init__(
        self,
        store: Store,
        peek: Callable[[str], Source],
        tesseract: Tesseract | None = None,
        make_decoders: Callable[[], Decoders] | None = None,
    ) -> None:
        self._store = store
        self._peek = peek
        self.tesseract = tesseract or Tesseract()
        self._make_decoders = make_decoders or (lambda: Decoders(keep_warm=False))

    def run(
        self,
        exhibit_id: str,
        progress: Progress,
        on_database: OnDatabase,
        *,
        languages: str = "",
        stated: str = "",
        password: str | None = None,
    ) -> int:
        """Read every page that has no text of its own and was not read before; returns how many pages were read.

        `languages`: `rus+deu`; empty = the one that the exhibit has `stated` (ISO 639-1) and the usual ones. Raises
        KnownError: cancelled, nothing installed, a language that is not there, what opening and drawing raise.
        """
        engine = self.tesseract.engine()
        wanted = languages or engine.languages_for(stated)
        missing = [name for name in wanted.split("+") if name not in engine.languages]
        if missing:
            raise KnownError(NO_OCR_LANGUAGE, languages="+".join(missing))
        program = f"Tesseract {engine.version}"
        known = asked(on_database, lambda: {page.page for page in self.pages(exhibit_id) if page.languages == wanted})
        source = asked(on_database, lambda: self._peek(exhibit_id))
        decoders = self._make_decoders()
        count = 0
        try:
            try:
                document = decoders.open(source, None, password)
            except BaseException:
                source.close()
                raise
            with document:
                pages = len(document.info.pages) if document.info.reader in READERS else 0
                for page in range(pages):
                    progress.at(page, pages)
                    if page in known or document.text(page).text.strip():
                        continue
                    text, sure, words = self._read(document, page, wanted, progress)
                    made = MachineReading(page, program, wanted, sure, words)
                    on_database(lambda text=text, made=made: self.keep(exhibit_id, text, made))  # type: ignore[misc]
                    count += 1
        finally:
            decoders.close()
        return count

    def _read(self, document: Document, page: int, languages: str, progress: Progress) -> tuple[PageText, int, int]:
        width, height, dpi = extent(document.info, page)
        picture = document.picture(page, width, height)
        found = self.tesseract.read(picture, languages, dpi, progress) if min(width, height) >= LEAST_SIDE else ()
        return lay_out(found, document.info.pages[page], picture.frame, width, height), sureness(found), len(found)

    def keep(self, exhibit_id: str, text: PageText, reading: MachineReading) -> None:
        """Keep what was read of a page and make it searchable."""
        with self._store.write("exhibit.text_read", subject=exhibit_id, audited=False) as work:
            exhibit = exhibits.get(work.session, exhibit_id)
            page_texts.put(work, exhibit, reading.page, text, machine=True)
            row = _row(work.session, exhibit_id, reading.page)
            if row is None:
                row = MachineReadingRow(
                    id=str(uuid7()),
                    case_id=exhibit.case_id,
                    exhibit_id=exhibit_id,
                    page=reading.page,
                    program=reading.program,
                    languages=reading.languages,
                    sure=reading.sure,
                    words=reading.words,
                )
                work.add(row)
            row.program, row.languages = reading.program, reading.languages
            row.sure, row.words = reading.sure, reading.words

    def pages(self, exhibit_id: str) -> tuple[MachineReading, ...]:
        """The pages that a machine read, in their order."""
        with self._store.read() as session:
            statement = select(MachineReadingRow).where(MachineReadingRow.exhibit_id == exhibit_id)
            rows = session.execute(statement.order_by(col(MachineReadingRow.page))).scalars()
            return tuple(MachineReading(row.page, row.program, row.languages, row.sure, row.words) for row in rows)

    def text(self, exhibit_id: str, page: int) -> StoredText | None:
        """The text a machine read from a page, with its boxes."""
        with self._store.read() as session:
            stored = page_texts.of_page(session, exhibit_id, page)
            return stored if stored is not None and stored.machine else None

    def find(self, exhibit_id: str, needle: str, reader: str, heights: dict[int, float]) -> tuple[Hit, ...]:
        """Where words stand in what a machine read; `heights` of the pages of a picture, in its pixels."""
        with self._store.read() as session:
            statement = select(PageTextRow).where(PageTextRow.exhibit_id == exhibit_id).order_by(col(PageTextRow.page))
            texts = [page_texts.stored(row) for row in session.execute(statement).scalars() if row.machine]
        found: list[Hit] = []
        for text in texts:
            for start, count in matches(text.text, needle):
                rects = text.rects(start, count)
                if reader == "image":
                    rects = tuple(on_picture(rect, heights.get(text.page, 0.0)) for rect in rects)
                found.append(Hit(text.page, start, count, rects))
        return tuple(found)


def on_picture(rect: Rect, height: float) -> Rect:
    """A kept box (hundredths of a pixel, upwards) as a picture's citation has it (pixels, downwards)."""
    left, low, right, high = (side / 100 for side in rect)
    return math.floor(left), max(0, math.floor(height - high)), math.ceil(right), math.ceil(height - low)


def extent(info: DocumentInfo, page: int) -> tuple[int, int, int]:
    """Width and height in pixels at which a page is read, and what that is in dots per inch."""
    size = info.pages[page]
    scale = DPI / 72 if info.reader == "pdf" else 1.0
    scale = min(scale, math.sqrt(MOST_PIXELS / max(1.0, size.width * size.height)))
    dpi = round(scale * 72) if info.reader == "pdf" else DPI
    return max(1, round(size.width * scale)), max(1, round(size.height * scale)), min(1200, max(70, dpi))


def _row(session: Session, exhibit_id: str, page: int) -> MachineReadingRow | None:
    statement = select(MachineReadingRow).where(MachineReadingRow.exhibit_id == exhibit_id)
    return session.execute(statement.where(MachineReadingRow.page == page)).scalar_one_or_none()


def asked(on_database: OnDatabase, work: Callable[[], T]) -> T:
    """What `work` gives on the database thread."""
    answer: list[T] = []
    on_database(lambda: answer.append(work()))
    return answer[0]
