"""Word documents (docx, docm, dotx) as flowing text: headings, paragraphs, tables, notes, comments, tracked changes.

python-docx opens the package and knows its styles; the text is taken from the XML itself, because tracked changes, text
boxes and notes have no place in that library's paragraphs. ECMA-376 part 1, 17 (WordprocessingML).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part as PackagePart
from docx.oxml.parser import parse_xml
from lxml import etree

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.docx_numbers import Numbers
from desktop.evidence.decoder.flow import Flow, FlowReader, Piece, Style
from desktop.evidence.decoder.office import dates, media_parts, told_of
from desktop.evidence.decoder.package import opened
from desktop.evidence.decoder.source import Source

DEEPEST = 40  # tables and boxes in each other
_SKIPPED = frozenset({"Fallback", "pPr", "rPr", "instrText", "del", "moveFrom", "sdtPr", "tblPr", "trPr", "tcPr"})
_ONCE = frozenset({"Fallback", "txbxContent"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "", "ptab": "\t"}


def read(source: Source) -> FlowReader:
    """Raises wire.RefusedError."""
    package = opened(source)
    facts, notes = told_of(package)
    source.seek(0)
    try:
        # the library takes only the plain kind of document; templates and those with macros have the same parts
        main = docx.package.Package.open(io.BytesIO(source.read())).main_document_part
        text = _Text(main)
        text.whole()
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.LxmlError):
        raise wire.RefusedError("damaged") from None
    if text.inserted or text.deleted:
        facts["office.changes"] = str(text.inserted + text.deleted)
        notes.append("tracked_changes")
    if text.comments:
        facts["office.comments"] = str(text.comments)
    if any("/afchunk" in name.lower() for name in package.namelist()) and "embedded_objects" not in notes:
        notes.append("embedded_objects")
    notes.append("layout_lost")
    return FlowReader("office", text.flow, facts, notes, media_parts(package, "word/"))


class _Text:
    def __init__(self, main: PackagePart) -> None:
        self.flow = Flow()
        self.inserted = self.deleted = self.comments = 0
        self._main = main
        self._root = _xml(main)
        self._styles = _style_levels(_related(main, "styles"))
        self._numbers = Numbers(_related(main, "numbering"), _related(main, "styles"))
        self._boxes: list[Any] = []

    def whole(self) -> None:
        self._edge("header")
        body = next((child for child in self._root if _name(child) == "body"), None)
        if body is not None:
            self._blocks(body, 0)
        self._edge("footer")
        for kind, sign in (("footnotes", "{}"), ("endnotes", "{}*"), ("comments", "✎{}")):
            self._notes(kind, sign)

    def _edge(self, kind: str) -> None:
        """What stands at the top or bottom of every page, once."""
        seen: set[str] = set()
        for relation in self._main.rels.values():
            if relation.reltype.endswith("/" + kind) and not relation.is_external:
                text = " ".join(" ".join(self._cell(_xml(relation.target_part))).split())
                if text and text not in seen:
                    seen.add(text)
                    self.flow.paragraph(text, style="meta")

    def _blocks(self, element: Any, depth: int) -> None:
        if depth > DEEPEST:
            self.flow.paragraph("".join(element.itertext("{*}t")))
            return
        for child in element:
            match _name(child):
                case "p":
                    self._paragraph(child, depth)
                case "tbl":
                    self._table(child, depth)
                case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" | "AlternateContent" | "Choice":
                    self._blocks(child, depth + 1)

    def _paragraph(self, element: Any, depth: int) -> None:
        outer, self._boxes = self._boxes, []
        pieces = list(self._pieces(element, 0))
        boxes, self._boxes = self._boxes, outer
        style, prefix = self._look(element)
        if any(piece if isinstance(piece, str) else piece[0] for piece in pieces):
            self.flow.paragraph(*([prefix] if prefix else []), *pieces, style=style)
        else:
            self.flow.gap()
        for box in boxes:
            self._blocks(box, depth + 1)

    def _look(self, element: Any) -> tuple[Style | None, str]:
        """How a paragraph is drawn, and the number or bullet before it."""
        properties = _child(element, "pPr")
        name = _value(_child(properties, "pStyle"))
        level = self._styles.get(name, -1)
        outline = _value(_child(properties, "outlineLvl"))
        if outline.isdecimal() and int(outline) < 9:
            level = int(outline)
        style: Style | None = None if level < 0 else "title" if level == 0 else "heading"
        return style, self._numbers.next(properties, name)

    def _pieces(self, element: Any, depth: int) -> Iterator[Piece]:
        """The runs of a paragraph. Inserted text stands in [+ +], deleted text in [− −]."""
        for child in element:
            name = _name(child)
            if name == "r":
                yield from self._run(child)
            elif name in ("ins", "moveTo") and depth < DEEPEST:
                self.inserted += 1
                yield ("[+", "warning")
                yield from self._pieces(child, depth + 1)
                yield ("+]", "warning")
            elif name in ("del", "moveFrom"):
                gone = "".join(child.itertext("{*}delText", "{*}t"))
                if gone:
                    self.deleted += 1
                    yield (f"[−{gone}−]", "warning")
            elif name == "hyperlink":
                yield ("".join(child.itertext("{*}t")), "link")
            elif name == "oMath" or name == "oMathPara":
                yield "".join(child.itertext())
            elif name not in _SKIPPED and depth < DEEPEST:
                yield from self._pieces(child, depth + 1)

    def _run(self, run: Any) -> Iterator[Piece]:
        properties = _child(run, "rPr")
        bold = _on(_child(properties, "b"))
        for child in run:
            name = _name(child)
            if name == "t" and child.text:
                yield (child.text, "bold") if bold else child.text
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name == "sym":
                yield "□"
            elif name in ("footnoteReference", "endnoteReference"):
                sign = "*" if name.startswith("end") else ""
                yield (f"[{_attribute(child, 'id')}{sign}]", "meta")
            elif name == "commentReference":
                yield (f"[✎{_attribute(child, 'id')}]", "meta")
            elif name in ("drawing", "pict", "AlternateContent", "object"):
                self._boxes += _boxes(child)

    def _table(self, table: Any, depth: int) -> None:
        self.flow.gap()
        for row in _rows(table):
            cells = ["\n".join(self._cell(cell)) for cell in row]
            if any(cells):
                self.flow.row(cells)
        self.flow.gap()

    def _cell(self, cell: Any) -> Iterator[str]:
        for paragraph in cell.iter("{*}p"):
            if next(paragraph.iterancestors("{*}Fallback"), None) is not None:
                continue  # the same text box in an older form
            outer, self._boxes = self._boxes, []
            text = "".join(p if isinstance(p, str) else p[0] for p in self._pieces(paragraph, 0))
            self._boxes = outer
            if text:
                yield self._look(paragraph)[1] + text

    def _notes(self, kind: str, sign: str) -> None:
        root = _related(self._main, kind)
        if root is None:
            return
        first = True
        for note in root:
            text = "\n".join(filter(None, self._cell(note)))
            if not text or _attribute(note, "type"):  # separators
                continue
            if first:
                self.flow.gap()
                first = False
            head: list[Piece] = [(f"[{sign.format(_attribute(note, 'id'))}] ", "meta")]
            if kind == "comments":
                self.comments += 1
                head += [(_attribute(note, "author"), "sender"), " ", (dates(_attribute(note, "date")), "time"), "\n"]
            self.flow.paragraph(*head, text.strip())


def _rows(table: Any) -> Iterator[list[Any]]:
    for child in table:
        if _name(child) == "tr":
            yield [cell for cell in child.iter("{*}tc") if next(cell.iterancestors("{*}tr")) is child]
        elif _name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _boxes(element: Any) -> list[Any]:
    """The contents of text boxes, each once: the same box may be there in an older form too."""
    return [box for box in element.iter("{*}txbxContent") if not any(_name(o) in _ONCE for o in box.iterancestors())]


def _style_levels(styles: Any) -> dict[str, int]:
    """Style id → heading level, 0 for the title; other styles are missing."""
    levels: dict[str, int] = {}
    for style in () if styles is None else styles.iter("{*}style"):
        name = _value(_child(style, "name")).lower()
        number = name.removeprefix("heading ")
        if name == "title":
            levels[_attribute(style, "styleId")] = 0
        elif name.startswith("heading ") and number.isdecimal():
            levels[_attribute(style, "styleId")] = int(number)
    return levels


def _related(part: PackagePart, kind: str) -> Any:
    for relation in part.rels.values():
        if relation.reltype.endswith("/" + kind) and not relation.is_external:
            return _xml(relation.target_part)
    return None


def _xml(part: Any) -> Any:
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Any, name: str) -> Any:
    return None if element is None else element.find("{*}" + name)


def _attribute(element: Any, name: str) -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _value(element: Any) -> str:
    return _attribute(element, "val")


def _on(element: Any) -> bool:
    return element is not None and _value(element) not in ("0", "false", "off")
