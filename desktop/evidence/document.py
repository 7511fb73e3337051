"""One open exhibit as the viewer and the rest of the program use it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from desktop.errors import KnownError
from desktop.evidence import answers, attached, grids, media_answers, ways
from desktop.evidence.decoder import wire
from desktop.evidence.kinds import Kind
from desktop.evidence.line import LET_OTHERS_IN, Limits, Line, Source
from desktop.evidence.part_stream import PartStream
from desktop.evidence.sentences import NO_PAGE, NO_VIEW, TOO_BIG
from desktop.evidence.spawn import Child
from desktop.jobs import Progress
from models.views.cells import CellHit, CellWindow, Sheet
from models.views.documents import FLOWING
from models.views.evidence import DocumentInfo, Hit, PageText, Part, Picture, Rect
from models.views.media import Cue
from models.views.ways import OutlineEntry, PageLink

__all__ = ["Document", "Limits"]


def _list_octets(answer: dict[str, Any]) -> int:
    return answers.integer(answer.get("octets"), 0, wire.MOST_LIST)


class Document:
    """Made by `Decoders.open`. Thread-safe; requests wait for each other. Pages count from 0.

    Every method raises KnownError when the decoder can't do it; the document stays usable for other pages.
    """

    def __init__(self, line: Line | None, source: Source, info: DocumentInfo) -> None:
        self.info = info
        self.unsearched: tuple[range, ...] = ()  # pages that `parts` could not look through for attached files
        self._line = line
        self._source = source

    @classmethod
    def open(
        cls,
        take: Callable[[], Child],
        source: Source,
        kind: Kind,
        password: str | None,
        limits: Limits,
    ) -> Document:
        """Open `source` in a fresh decoder, with the reader of `kind`. Raises KnownError; `source` stays open then."""
        line = Line(take, source, kind.loads or kind.reader, password, limits)
        try:
            return cls(line, source, _describe(line, kind))
        except BaseException:
            line.abandon()
            raise

    def picture(
        self,
        page: int,
        width: int,
        height: int,
        *,
        rotation: int = 0,
        clip: tuple[int, int, int, int] | None = None,
        full: tuple[int, int] | None = None,
    ) -> Picture:
        """The page as `width` × `height` pixels (at most 16 million), turned clockwise by `rotation` degrees.

        For a tile: `full` is the size of the whole turned page in pixels, `clip` = (x, y, width, height) the tile on
        it; `width` and `height` are then the clip's.
        """
        line = self._reading(page)
        corner, whole = (0, 0), (width, height)
        if clip is not None and full is not None:
            corner, whole, width, height = (clip[0], clip[1]), full, clip[2], clip[3]
        octets = width * height * 4
        if rotation not in (0, 90, 180, 270) or min(width, height, *whole) < 1 or octets > wire.OUTBOX:
            raise KnownError(TOO_BIG)
        if max(*whole, *(abs(part) for part in corner)) > wire.MOST_SIDE:
            raise KnownError(TOO_BIG)
        request = {"do": "picture", "page": page, "width": width, "height": height, "turn": rotation}
        with line.lock:
            answer, pixels = line.ask({**request, "clip": list(corner), "full": list(whole)}, lambda _: octets)
            frame = line.checked(answers.frame, answer, self.info.reader)
        return Picture(width, height, width * 4, pixels, frame)

    def text(self, page: int) -> PageText:
        """The text of a page with its boxes, and whether the picture leaves letters out."""
        line = self._reading(page)
        with line.lock:
            answer, data = line.ask({"do": "text", "page": page}, _text_octets)
            return line.checked(self._page_text, answer, data)

    def line_rects(self, page: int, start: int, count: int) -> tuple[Rect, ...]:
        """Rectangles that cover `count` code points from `start`, line by line, in 1/100 pt (PDF only)."""
        line = self._reading(page)
        if self.info.reader != "pdf" or count <= 0:
            return ()
        with line.lock:
            request = {"do": "rects", "page": page, "start": start, "count": count}
            data = line.ask(request, lambda a: 16 * answers.integer(a.get("count"), 0, wire.MOST_RECTS))[1]
            return line.checked(answers.rects, data, len(data) // 16)

    def find(self, needle: str, progress: Progress | None = None, first: int = 0) -> tuple[Hit, ...]:
        """Every place from the page `first` on where the words stand, at most MOST_HITS; case, ё and line breaks do not
        matter.
        """
        found: list[Hit] = []
        total = len(self.info.pages)
        page: int | None = first
        if not needle.strip() or self._line is None or not (self.info.reader == "pdf" or self.info.flows):
            return ()
        line = self._line
        while page is not None and page < total and len(found) < wire.MOST_HITS:
            if progress is not None:
                progress.at(page, total)
            request = {"do": "find", "needle": needle[:500], "page": page, "most": wire.MOST_HITS - len(found)}
            with line.lock:
                answer, data = line.ask(request, lambda a: answers.integer(a.get("octets"), 0, wire.OUTBOX))
                found += line.checked(answers.hits, data, total)
                following = answer.get("next")
                page = None if following is None else line.checked(answers.integer, following, page + 1, total)
            time.sleep(LET_OTHERS_IN)
        return tuple(found[: wire.MOST_HITS])

    def outline(self) -> tuple[OutlineEntry, ...]:
        """The outline in reading order (PDF only)."""
        return ways.outline(self._line, len(self.info.pages)) if self._line and self.info.reader == "pdf" else ()

    def labels(self) -> tuple[str, ...]:
        """What each page calls itself (`iv`, `A-3`); empty where that is its number."""
        return ways.labels(self._line, len(self.info.pages)) if self._line and self.info.reader == "pdf" else ()

    def links(self, page: int) -> tuple[PageLink, ...]:
        """The links of a page (PDF only)."""
        line = self._reading(page)
        return ways.links(line, page, len(self.info.pages)) if self.info.reader == "pdf" else ()

    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of a workbook, one for each page of `info`; none for other kinds."""
        if self._line is None or self.info.reader != "grid":
            return ()
        return grids.sheets(self._line, len(self.info.pages))

    def cells(self, sheet: int, row: int, rows: int, column: int = 0, columns: int = wire.MOST_COLUMNS) -> CellWindow:
        """At most 500 × 512 cells of a sheet; fewer rows come where they are very long or the sheet ends."""
        line = self._reading(sheet)
        if row < 0 or column < 0 or not (0 < rows <= wire.MOST_ROWS and 0 < columns <= wire.MOST_COLUMNS):
            raise KnownError(NO_PAGE)
        return grids.cells(line, sheet, row, rows, column, columns)

    def find_cells(self, needle: str, progress: Progress | None = None) -> tuple[CellHit, ...]:
        """Every cell that holds the words, sheet by sheet and row by row, at most MOST_HITS."""
        if not needle.strip() or self._line is None or self.info.reader != "grid":
            return ()
        return grids.find(self._line, needle, len(self.info.pages), progress)

    def cues(self) -> tuple[Cue, ...]:
        """The cues of subtitles by time; none for other texts."""
        if self._line is None or self.info.reader != "text":
            return ()
        with self._line.lock:
            data = self._line.ask({"do": "cues"}, lambda a: answers.integer(a.get("octets"), 0, wire.MOST_LIST))[1]
            return self._line.checked(media_answers.cues, data)

    def parts(self) -> tuple[Part, ...]:
        """The files inside this one; none for kinds that hold none. Of a PDF first those of the whole document, then
        those attached to places of its pages; `unsearched` are the pages that could not be looked through.
        """
        if self._line is None or self.info.reader == "none":
            return ()
        with self._line.lock:
            data = self._line.ask({"do": "parts"}, _list_octets)[1]
            found = self._line.checked(answers.parts, data)
        if self.info.reader == "pdf":
            hanging, self.unsearched = attached.look(self._line, len(self.info.pages))
            found = (*found, *hanging)[: wire.MOST_PARTS]
        return found

    def part(self, part: Part, progress: Progress | None = None) -> PartStream:
        """The octets of a listed part, to its end; more or fewer than `part.size` raise KnownError when they come."""
        if self._line is None:
            raise KnownError(NO_VIEW)
        return PartStream(self._line, part, progress or Progress())

    def close(self) -> None:
        """End the decoder and close the exhibit. Does not wait for a request under way; that one fails."""
        if self._line is not None:
            self._line.close()
        else:
            self._source.close()

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reading(self, page: int) -> Line:
        if self._line is None or self.info.reader == "none":
            raise KnownError(NO_VIEW)
        if not 0 <= page < len(self.info.pages):
            raise KnownError(NO_PAGE)
        return self._line

    def _page_text(self, answer: dict[str, Any], data: bytes) -> PageText:
        count = answers.integer(answer.get("count"), 0, wire.MOST_CODE_POINTS)
        string = answers.text(data[: 4 * count], count)
        rest = data[4 * count :]
        many = answers.integer(answer.get("spans", 0), 0, wire.MOST_SPANS)
        boxes = answers.integers(b"" if many else rest, 4 * count if answer.get("boxes") is True else 0)
        spans = answers.spans(rest if many else b"", many, count)
        start = answers.integer(answer.get("start", 0), 0, 1 << 40)
        first = answers.integer(answer.get("line", 1), 1, 1 << 40)
        frame = answers.frame(answer, self.info.reader)
        return PageText(string, boxes, frame, start, first, answers.notes(answer), spans)


def _describe(line: Line, kind: Kind) -> DocumentInfo:
    with line.lock:
        answer = line.open()
        count = line.checked(answers.pages, answer)
        told = line.checked(answers.facts, answer)
        noticed = line.checked(answers.notes, answer)
        data = b""
        each = 12 if kind.reader in FLOWING else 8
        if count:
            data = line.ask({"do": "sizes"}, lambda a: each * answers.integer(a.get("count"), count, count))[1]
        sizes = line.checked(answers.sizes, data[: 8 * count], count, kind.reader)
        starts = line.checked(answers.starts, data[8 * count :], count if each == 12 else 0)
        return DocumentInfo(kind.reader, kind.format, kind.media, sizes, told, noticed, starts)


def _text_octets(answer: dict[str, Any]) -> int:
    count = answers.integer(answer.get("count"), 0, wire.MOST_CODE_POINTS)
    if answer.get("boxes") is True:
        answers.integer(answer.get("spans", 0), 0, 0)
        return 20 * count
    return 4 * count + 12 * answers.integer(answer.get("spans", 0), 0, wire.MOST_SPANS)
