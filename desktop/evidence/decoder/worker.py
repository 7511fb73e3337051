"""The decoder's answering machine: one request after the other about its one exhibit."""

from __future__ import annotations

import json
import os
import socket
import time
from array import array
from typing import Any

from desktop.evidence.decoder import kinds, wire
from desktop.evidence.decoder.finding import matches
from desktop.evidence.decoder.image import ImageReader
from desktop.evidence.decoder.pdf import PdfReader
from desktop.evidence.decoder.source import Source
from desktop.evidence.decoder.text import TextReader

FIND_SLICE = 1.5  # seconds of looking before the host is answered and may ask on


class Worker:
    def __init__(self, control: socket.socket, inbox: int, outbox: memoryview) -> None:
        self._control = control
        self._inbox = inbox
        self._out = outbox
        self._number = 0
        self._source: Source | None = None
        self._reader: PdfReader | ImageReader | TextReader | None = None

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
                return self._open(int(request["size"]), request.get("reader"), request.get("password"))
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
        raise wire.RefusedError("unsupported")

    def _fetch(self, position: int, count: int) -> bytes:
        self._control.send(wire.pack({"id": self._number, "need": [position, count]}))
        data = self._control.recv(wire.MESSAGE)
        if not data:
            os._exit(0)  # called from inside PDFium: there is no way to unwind
        got = int(wire.unpack(data)["got"])  # type: ignore[call-overload]
        return os.pread(self._inbox, got, 0)

    def _open(self, size: int, reader: str | None, password: str | None) -> dict[str, object]:
        source = Source(size, self._fetch)
        kind = kinds.sniff(size, source.part)
        chosen = reader or kind.reader
        self._source = source
        answer: dict[str, object] = {"format": kind.format, "media": kind.media, "reader": chosen}
        match chosen:
            case "pdf":
                self._reader = PdfReader(source, password)
            case "image":
                self._reader = ImageReader(source)
            case "text":
                self._reader = TextReader(source)
        if self._reader is None:
            return {**answer, "pages": 0, "facts": {}, "warnings": []}
        return {
            **answer,
            "pages": self._reader.count,
            "facts": _short(self._reader.facts()),
            "warnings": self._reader.warnings(),
        }

    def _sizes(self) -> dict[str, object]:
        reader = self._reader
        match reader:
            case PdfReader() | TextReader():
                numbers = array("i", reader.sizes())
            case ImageReader():
                numbers = array("i", (reader.width, reader.height))
            case None:
                raise wire.RefusedError("unsupported")
        return {"count": self._put(numbers.tobytes()) // 8}

    def _picture(self, request: dict[str, Any]) -> dict[str, object]:
        page, width, height, turn = (int(request[name]) for name in ("page", "width", "height", "turn"))
        clip, full = tuple(request["clip"]), tuple(request["full"])
        if not 0 < width * height * 4 <= wire.OUTBOX:
            raise wire.RefusedError("too_big")
        match self._reader:
            case PdfReader() as pdf:
                pdf.picture(self._out, page, width, height, turn, clip, full)
                return {"frame": pdf.frame(page)}
            case ImageReader() as image if page == 0:
                image.picture(self._out, width, height, turn, clip, full)
                return {"frame": [image.width, image.height, 0, 0, 0]}
        raise wire.RefusedError("no_page")

    def _text(self, page: int) -> dict[str, object]:
        match self._reader:
            case PdfReader() as pdf:
                letters = pdf.letters(page)
                text = letters.string()
                self._put(_points(text) + letters.boxes().tobytes())
                warnings = ["text_not_drawn"] if letters.undrawn() else []
                return {"count": len(text), "boxes": True, "frame": pdf.frame(page), "warnings": warnings}
            case TextReader() as plain:
                text = plain.page(page)
                self._put(_points(text))
                place = {"start": plain.starts[page], "line": plain.lines[page]}
                return {"count": len(text), "boxes": False, "frame": [0, 0, 0, 0, 0], "warnings": [], **place}
            case ImageReader() as image if page == 0:
                frame = [image.width, image.height, 0, 0, 0]
                return {"count": 0, "boxes": False, "frame": frame, "warnings": []}
        raise wire.RefusedError("no_page")

    def _rects(self, page: int, start: int, count: int) -> dict[str, object]:
        if not isinstance(self._reader, PdfReader):
            return {"count": 0}
        rects = self._reader.letters(page).rects(start, count)
        return {"count": self._put(array("i", [n for rect in rects for n in rect]).tobytes()) // 16}

    def _find(self, needle: str, page: int, most: int) -> dict[str, object]:
        """Hits from `page` on, as JSON in the outbox; `next` is the page to go on with, or null at the end."""
        hits: list[list[object]] = []
        most = min(most, wire.MOST_HITS)
        following: int | None = None
        match self._reader:
            case PdfReader() as pdf:
                until = time.monotonic() + FIND_SLICE
                for index in range(page, pdf.count):
                    if len(hits) >= most or time.monotonic() > until:
                        following = index
                        break
                    letters = pdf.letters(index)
                    for start, count in matches(letters.string(), needle):
                        hits.append([index, start, count, letters.rects(start, count)])
                        if len(hits) >= most:
                            break
            case TextReader() as plain:
                for hit in plain.hits(needle):
                    hits.append([*hit, []])
                    if len(hits) >= most:
                        break
        return {"octets": self._put(json.dumps(hits, separators=(",", ":")).encode()), "next": following}

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
