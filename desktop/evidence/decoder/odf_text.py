"""OpenDocument texts and presentations (odt, ott, odp, otp) as flowing text.

Of the content's XML only text is wanted, in its order: lxml reads it a good deal sooner than a library for editing.
OpenDocument 1.3 part 3: text:p, text:h, table:table, draw:page, text:note, office:annotation, text:tracked-changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.flow import Flow, FlowReader, Piece
from desktop.evidence.decoder.office import dates, media_parts, told_of
from desktop.evidence.decoder.package import holds, opened
from desktop.evidence.decoder.package import read as read_part
from desktop.evidence.decoder.source import Source

DEEPEST = 60
_BLANKS = re.compile(r"[ \t\r\n]+")
_FLOWING = frozenset({"section", "text-box", "frame", "index-body", "table-of-content", "alphabetical-index", "g", "a"})
_FLOWING |= frozenset({"text", "presentation", "list-header", "index-title", "illustration-index", "table-index"})
_FLOWING |= frozenset({"custom-shape", "rect", "ellipse", "line", "connector", "object-index", "bibliography"})


def read(source: Source) -> FlowReader:
    """Raises wire.RefusedError."""
    package = opened(source)
    facts, notes = told_of(package)
    if "META-INF/manifest.xml" in package.namelist() and holds(package, "META-INF/manifest.xml", b"encryption-data"):
        raise wire.RefusedError("encrypted")
    try:
        root = etree.fromstring(
            read_part(package, "content.xml"), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.LxmlError:
        raise wire.RefusedError("damaged") from None
    text = _Text()
    for body in root.findall("{*}body/*"):
        text.blocks(body, 0)
    text.end()
    if text.slides:
        facts["office.slides"] = str(text.slides)
    if text.comments:
        facts["office.comments"] = str(text.comments)
    if text.changes:
        facts["office.changes"] = str(text.changes)
        notes.append("tracked_changes")
    return FlowReader("office", text.flow, facts, [*notes, "layout_lost"], media_parts(package, "Pictures/"))


class _Text:
    def __init__(self) -> None:
        self.flow = Flow()
        self.slides = self.comments = self.changes = 0
        self._notes: list[list[Piece]] = []
        self._boxes: list[Any] = []
        self._deleted: dict[str, str] = {}

    def blocks(self, element: Any, depth: int, prefix: str = "") -> None:
        if depth > DEEPEST:
            return
        for child in element:
            name = _name(child)
            if name in ("p", "h"):
                self._paragraph(child, depth, prefix)
                prefix = ""
            elif name == "table":
                self._table(child)
            elif name == "list":
                for number, item in enumerate((c for c in child if _name(c) in ("list-item", "list-header")), start=1):
                    del number  # which sign or number a level has, says a style; a dash is honest
                    self.blocks(item, depth + 1, "    " * min(depth // 2, 6) + "– ")
            elif name == "page":
                self._slide(child, depth)
            elif name == "tracked-changes":
                self._changes(child)
            elif name in _FLOWING:
                self.blocks(child, depth + 1)

    def end(self) -> None:
        """The notes and comments under the text."""
        if self._notes:
            self.flow.gap()
        for note in self._notes:
            self.flow.paragraph(*note)

    def _paragraph(self, element: Any, depth: int, prefix: str) -> None:
        outer, self._boxes = self._boxes, []
        pieces = list(self._pieces(element, 0))
        boxes, self._boxes = self._boxes, outer
        if any((piece if isinstance(piece, str) else piece[0]).strip() for piece in pieces):
            heading = _name(element) == "h"
            self.flow.paragraph(*([prefix] if prefix else []), *pieces, style="heading" if heading else None)
        elif not boxes:
            self.flow.gap()
        for box in boxes:
            self.blocks(box, depth + 1)

    def _pieces(self, element: Any, depth: int) -> Iterator[Piece]:
        if element.text:
            yield _even(element.text)
        for child in element:
            yield from self._piece(child, depth)
            if child.tail:
                yield _even(child.tail)

    def _piece(self, child: Any, depth: int) -> Iterator[Piece]:
        name = _name(child)
        if depth > DEEPEST:
            return
        if name == "s":
            count = _attribute(child, "c")
            yield " " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, 200)
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name == "a":
            yield ("".join(_string(self._pieces(child, depth + 1))), "link")
        elif name == "note":
            yield from self._note(child)
        elif name == "annotation":
            yield from self._comment(child)
        elif name in ("change", "change-start"):
            gone = self._deleted.get(_attribute(child, "change-id"), "")
            if gone:
                yield (f"[−{gone}−]", "warning")
            elif name == "change-start":
                yield ("[+", "warning")
        elif name == "change-end":
            yield ("+]", "warning")
        elif name in ("frame", "custom-shape", "text-box", "g", "rect"):
            self._boxes.append(child)
        elif name not in ("bookmark", "annotation-end", "soft-page-break", "tracked-changes"):
            yield from self._pieces(child, depth + 1)

    def _note(self, note: Any) -> Iterator[Piece]:
        sign = next((c.text or "*" for c in note if _name(c) == "note-citation"), "*")
        body = next((c for c in note if _name(c) == "note-body"), None)
        yield (f"[{sign}]", "meta")
        if body is not None:
            self._notes.append([(f"[{sign}] ", "meta"), _plain(body)])

    def _comment(self, note: Any) -> Iterator[Piece]:
        self.comments += 1
        yield (f"[✎{self.comments}]", "meta")
        said = {_name(child): child.text or "" for child in note if _name(child) in ("creator", "date")}
        text = "\n".join(_plain(child) for child in note if _name(child) in ("p", "list"))
        head: list[Piece] = [(f"[✎{self.comments}] ", "meta"), (said.get("creator", ""), "sender"), " "]
        self._notes.append([*head, (dates(said.get("date", "")), "time"), "\n", text])

    def _changes(self, changes: Any) -> None:
        for region in changes:
            self.changes += 1
            for deletion in region.iter("{*}deletion"):
                text = "\n".join(_plain(child) for child in deletion if _name(child) in ("p", "h", "list", "table"))
                self._deleted[_attribute(region, "id")] = text

    def _table(self, table: Any) -> None:
        self.flow.gap()
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table")) is table:
                cells = [_plain(cell) for cell in row if _name(cell) in ("table-cell", "covered-table-cell")]
                if any(cells):
                    self.flow.row(cells)
        self.flow.gap()

    def _slide(self, page: Any, depth: int) -> None:
        self.slides += 1
        self.flow.break_page()
        self.flow.paragraph(str(self.slides), style="meta")
        for child in page:
            if _name(child) == "notes":
                text = _plain(child)
                if text:
                    self.flow.gap()
                    self.flow.paragraph(text, style="quote")
            elif _attribute(child, "class") == "title" and _plain(child):
                self.flow.paragraph(_plain(child), style="title")
            else:
                self.blocks([child], depth + 1)


def _plain(element: Any) -> str:
    """All text of an element, paragraph by paragraph."""
    paragraphs = [*element.iter("{*}p", "{*}h")] if _name(element) not in ("p", "h") else [element]
    texts = ["".join(p.itertext()).strip() for p in paragraphs]
    return "\n".join(text for text in texts if text)


def _string(pieces: Iterator[Piece]) -> Iterator[str]:
    return (piece if isinstance(piece, str) else piece[0] for piece in pieces)


def _even(text: str) -> str:
    # line ends and runs of blanks in the file mean one blank
    return _BLANKS.sub(" ", text)


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
