"""The decoder's answering machine: one request after the other about its one exhibit."""

from __future__ import annotations

import itertools
import json
import os
import socket
import time
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.evidence.decoder import grid_asked, readers, wire
from desktop.evidence.decoder.cues import cues
from desktop.evidence.decoder.finding import matches
from desktop.evidence.decoder.paged import Paged
from desktop.evidence.decoder.parts import Holder, PartCursor
from desktop.evidence.decoder.source import Source

if TYPE_CHECKING:  # loaded by `readers` only where they are needed
    from desktop.evidence.decoder.readers import Reader

_STYLES = {style: number for number, style in enumerate(wire.STYLES)}
FIND_SLICE = 0.15  # seconds of looking before the host is answered and may ask on
ATTACHED_SLICE = 0.03  # the same where nobody asked for it: a page that is turned to must not wait


class Worker:
    def __init__(self, control: socket.socket, inbox: int, outbox: memoryview, fonts: Path) -> None:
        self._control = control
        self._inbox = inbox
        self._out = outbox
        self._fonts = fonts
        self._number = 0
        self._reader: Reader | None = None
        self._cursor = PartCursor()

    def serve(self) -> None:
        """Answer until the host hangs up."""
        while True:
            data = self._control.recv(wire.MESSAGE)
            if not data:
                return
            request = wire.unpack(data)
            self._number = int(request.get("id", 0))  # type: ignore[call-overload]
            try:
                answer: dict[str, object] = {"id": self._number, "ok": self._answer(request)}
            except wire.RefusedError as refusal:
                answer = {"id": self._number, "error": refusal.code}
            except MemoryError:
                answer = {"id": self._number, "error": "too_big"}
            except Exception:
                answer = {"id": self._number, "error": "failed"}
            self._control.send(wire.pack(answer))

    def _answer(self, request: dict[str, Any]) -> dict[str, object]:
        match request["do"]:
            case "open":
                return self._open(int(request["size"]), str(request["reader"]), request.get("password"))
            case "sizes":
                return self._sizes()
            case "picture":
                return self._picture(request)
            case "text":
                return self._text(int(request["page"]))
            case "rects":
                return self._rects(int(request["page"]), int(request["start"]), int(request["count"]))
            case "find":
                return self._find(str(request["needle"]), int(request["page"]), int(request["most"]))
            case "outline" | "labels" | "links":
                return self._ways(str(request["do"]), int(request.get("page", 0)))
            case "cues":
                return self._cues()
            case "parts":
                return self._parts()
            case "attached":
                return self._attached(int(request["page"]), int(request["most"]))
            case "part":
                return self._part(str(request["path"]), int(request["at"]))
            case "sheets" | "cells" | "find_cells":
                return self._grid(request)
        raise wire.RefusedError("unsupported")

    def _fetch(self, position: int, count: int) -> bytes:
        self._control.send(wire.pack({"id": self._number, "need": [position, count]}))
        data = self._control.recv(wire.MESSAGE)
        if not data:
            os._exit(0)  # called from inside PDFium: there is no way to unwind
        got = int(wire.unpack(data)["got"])  # type: ignore[call-overload]
        return os.pread(self._inbox, got, 0)

    def _open(self, size: int, reader: str, password: str | None) -> dict[str, object]:
        self._reader = readers.make(reader, Source(size, self._fetch), password, self._fonts)
        return {
            "pages": self._reader.count,
            "facts": _short(self._reader.facts()),
            "warnings": self._reader.warnings(),
        }

    def _sizes(self) -> dict[str, object]:
        if self._reader is None:
            raise wire.RefusedError("unsupported")
        numbers = array("i", self._reader.sizes())
        if isinstance(self._reader, Paged):  # then, how many code points stand before each page
            numbers.extend(self._reader.starts)
        self._put(numbers.tobytes())
        return {"count": self._reader.count}

    def _picture(self, request: dict[str, Any]) -> dict[str, object]:
        page, width, height, turn = (int(request[name]) for name in ("page", "width", "height", "turn"))
        clip, full = tuple(request["clip"]), tuple(request["full"])
        if not 0 < width * height * 4 <= wire.OUTBOX:
            raise wire.RefusedError("too_big")
        reader = self._reader
        if reader is None or isinstance(reader, Paged) or reader.name == "grid":
            raise wire.RefusedError("no_page")
        if reader.name == "office" or reader.name == "archive":
            raise wire.RefusedError("no_page")
        reader.picture(self._out, page, width, height, turn, clip, full)
        return {"frame": reader.frame(page)}

    def _text(self, page: int) -> dict[str, object]:
        reader = self._reader
        if reader is None or page >= reader.count or reader.name == "grid" or reader.name == "archive":
            raise wire.RefusedError("no_page")
        if isinstance(reader, Paged):
            text, spans = reader.page(page), reader.spans(page)
            numbers = array("i", [n for start, count, style in spans for n in (start, count, _STYLES[style])])
            self._put(_points(text) + numbers.tobytes())
            place = {"start": reader.starts[page], "line": reader.lines[page], "spans": len(spans)}
            return {"count": len(text), "boxes": False, "frame": [0, 0, 0, 0, 0], "warnings": [], **place}
        if reader.name == "pdf":
            letters = reader.letters(page)
            text = letters.string()
            self._put(_points(text) + letters.boxes().tobytes())
            warnings = ["text_not_drawn"] if letters.undrawn() else []
            return {"count": len(text), "boxes": True, "frame": reader.frame(page), "warnings": warnings}
        if reader.name == "office":
            raise wire.RefusedError("no_page")
        return {"count": 0, "boxes": False, "frame": reader.frame(page), "warnings": []}

    def _rects(self, page: int, start: int, count: int) -> dict[str, object]:
        if self._reader is None or self._reader.name != "pdf":
            return {"count": 0}
        rects = self._reader.letters(page).rects(start, count)
        return {"count": self._put(array("i", [n for rect in rects for n in rect]).tobytes()) // 16}

    def _find(self, needle: str, page: int, most: int) -> dict[str, object]:
        """Hits from `page` on, as JSON in the outbox; `next` is the page to go on with, or null at the end."""
        hits: list[list[object]] = []
        most = min(most, wire.MOST_HITS)
        following: int | None = None
        reader = self._reader
        if reader is not None and reader.name == "pdf":
            until = time.monotonic() + FIND_SLICE
            for index in range(page, reader.count):
                if len(hits) >= most or time.monotonic() > until:
                    following = index
                    break
                letters = reader.letters(index)
                found = list(itertools.islice(matches(letters.string(), needle), most - len(hits)))
                hits += [[index, start, count, letters.rects(start, count)] for start, count in found]
        elif isinstance(reader, Paged):
            until = time.monotonic() + FIND_SLICE
            while page < reader.count:
                if len(hits) >= most or time.monotonic() > until:
                    following = page
                    break
                behind = reader.window(page)
                here = reader.hits(needle, page, behind)
                hits += [[*hit, []] for hit in itertools.islice(here, most - len(hits))]
                page = behind
        return {"octets": self._put(json.dumps(hits, separators=(",", ":")).encode()), "next": following}

    def _ways(self, what: str, page: int) -> dict[str, object]:
        """Outline, page labels or the links of a page, as JSON in the outbox."""
        rows: Sequence[object] = ()
        reader = self._reader
        if reader is not None and reader.name == "pdf":
            rows = reader.links(page) if what == "links" else reader.labels() if what == "labels" else reader.outline()
        return {"octets": self._put(json.dumps(rows, separators=(",", ":")).encode())}

    def _cues(self) -> dict[str, object]:
        """The cues of subtitles, as JSON in the outbox."""
        reader = self._reader
        rows = list(cues(reader.text)) if reader is not None and reader.name == "text" else []
        data = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode()
        if len(data) > wire.MOST_LIST:
            raise wire.RefusedError("too_big")
        return {"octets": self._put(data)}

    def _parts(self) -> dict[str, object]:
        """The files inside, as JSON in the outbox."""
        listed = self._reader.parts() if isinstance(self._reader, Holder) else []
        rows = [part.plain() for part in listed[: wire.MOST_PARTS]]
        data = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode()
        if len(data) > wire.MOST_LIST:
            raise wire.RefusedError("too_big")
        return {"octets": self._put(data)}

    def _attached(self, page: int, most: int) -> dict[str, object]:
        """Files attached to places of pages from `page` on, as JSON in the outbox; `next` is the page to go on with, or
        null after `most` of them; `unread` are the pages that could not be loaded.
        """
        reader, following = self._reader, None
        rows: list[list[object]] = []
        unread: list[int] = []
        if reader is None or reader.name != "pdf":
            raise wire.RefusedError("unsupported")
        until = time.monotonic() + ATTACHED_SLICE
        for index in range(page, min(page + most, reader.count)):
            if len(unread) >= wire.MOST_UNREAD or (index > page and time.monotonic() > until):
                following = index
                break
            try:
                rows += [part.plain() for part in reader.attached(index)]
            except wire.RefusedError:
                unread.append(index)
        data = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode()
        if len(rows) > wire.MOST_PARTS or len(data) > wire.MOST_LIST:
            raise wire.RefusedError("too_big")
        return {"octets": self._put(data), "next": following, "unread": unread}

    def _part(self, path: str, at: int) -> dict[str, object]:
        """A slice of one of them in the outbox; a short one is the last."""
        if not isinstance(self._reader, Holder):
            raise wire.RefusedError("no_part")
        return {"octets": self._put(self._cursor.read(self._reader.part, path, at, wire.SLICE))}

    def _grid(self, request: dict[str, Any]) -> dict[str, object]:
        reader = self._reader
        if reader is None or reader.name != "grid":
            raise wire.RefusedError("unsupported")
        match request["do"]:
            case "sheets":
                answer, data = grid_asked.sheets(reader)
            case "cells":
                answer, data = grid_asked.cells(reader, request)
            case _:
                answer, data = grid_asked.find(reader, request)
        return {"octets": self._put(data), **answer}

    def _put(self, data: bytes) -> int:
        if len(data) > len(self._out):
            raise wire.RefusedError("too_big")
        self._out[: len(data)] = data
        return len(data)


def _points(text: str) -> bytes:
    return text.encode("utf-32-le", "replace")


def _short(facts: dict[str, str]) -> dict[str, str]:
    kept = list(facts.items())[: wire.MOST_FACTS]
    return {name: value[: wire.MOST_FACT] for name, value in kept if value}
