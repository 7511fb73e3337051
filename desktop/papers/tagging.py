"""Tagged output from stock reportlab: flowables write marked content and grow a structure tree as they are drawn.

The tree is written into the file by `structure.py`. Drawing order is reading order. Recipes and traps: reportlab's
`Table._renderCB` hook, `split` sharing one element over two pages, and a space at line ends, without which extraction
joins words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

_BRACKETS = re.compile(r"\[[^\[\]]+\]")  # how citations, our only links, are printed


@dataclass
class Node:
    """One structure element. `kids` holds nodes, (page, mcid) pairs and Annotation references, in reading order."""

    tag: str
    alt: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[Node | tuple[int, int] | Annotation] = field(default_factory=list)


@dataclass(frozen=True)
class Annotation:
    """The `index`-th annotation of a 0-based page, and what a screen reader says for it."""

    page: int
    index: int
    says: str


class Tree:
    """What one build drew."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.parents = [self.root]
        self.pages: dict[str, int] = {}  # 0-based page of each bookmark
        self._marks: dict[int, int] = {}
        self.muted = False

    def add(self, node: Node) -> Node:
        if not self.muted:
            self.parents[-1].kids.append(node)
        return node

    def begin(self, canvas: Canvas, node: Node) -> None:
        if self.muted:
            return
        page = canvas.getPageNumber() - 1
        mark = self._marks.get(page, 0)
        self._marks[page] = mark + 1
        node.kids.append((page, mark))
        canvas._code.append(f"/{node.tag} <</MCID {mark}>> BDC")

    def end(self, canvas: Canvas) -> None:
        if not self.muted:
            canvas._code.append("EMC")


def begin_artifact(canvas: Canvas, kind: str = "Pagination") -> None:
    canvas._code.append(f"/Artifact <</Type /{kind}>> BDC")


def end_artifact(canvas: Canvas) -> None:
    canvas._code.append("EMC")


class _Text(PDFTextObject):  # type: ignore[misc]
    """Writes the space that stock reportlab drops at line ends, and plain spaces for no-break ones."""

    def _textOut(self, text: str, line_end: int = 0) -> None:
        text = text.replace("\u00a0", " ")
        if line_end and text[-1:] not in ("", "-", " "):
            text += " "
        super()._textOut(text, line_end)


class TaggedCanvas(Canvas):  # type: ignore[misc]
    tree: Tree

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:
        return _Text(self, x, y, direction=direction)


class Text(Paragraph):  # type: ignore[misc]
    """A paragraph with its tag; `outline` puts it into the bookmarks under a key."""

    def __init__(
        self,
        text: str | None,
        style: Any,
        *,
        tag: str = "P",
        outline: tuple[str, str] | None = None,
        **halves: Any,  # what reportlab hands to the two halves of a split paragraph
    ) -> None:
        super().__init__(text, style, **halves)
        self.tag = tag
        self.outline = outline
        self.slot: list[Node] = []

    def split(self, width: float, height: float) -> list[Text]:
        parts: list[Text] = super().split(width, height)
        for part in parts:
            part.tag, part.slot, part.outline = self.tag, self.slot, None
        if parts:
            parts[0].outline = self.outline
        return parts

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        tree = canvas.tree
        if self.outline is not None:
            title, key = self.outline
            canvas.bookmarkHorizontal(key, 0, self.height)
            canvas.addOutlineEntry(title, key, 0)
            tree.pages[key] = canvas.getPageNumber() - 1
        if not self.slot:
            self.slot.append(tree.add(Node(self.tag)))
        node = self.slot[0]
        before = len(canvas._annotationrefs)
        tree.begin(canvas, node)
        super().draw()
        tree.end(canvas)
        page = canvas.getPageNumber() - 1
        made = range(before, len(canvas._annotationrefs))
        shown = self.getPlainText(identify=False).replace("\u00a0", " ").strip()
        named = _BRACKETS.findall(shown)
        for place, index in enumerate(made):
            says = named[place] if len(named) == len(made) else shown
            node.kids.append(Node("Link", kids=[Annotation(page, index, says)]))


class Figure(Flowable):  # type: ignore[misc]
    """A drawing with its alternative text. `paint(canvas)` draws with the origin at the bottom left."""

    def __init__(self, width: float, height: float, alt: str, paint: Callable[[Canvas], None]) -> None:
        super().__init__()
        self.width, self.height, self.alt, self.paint = width, height, alt, paint

    def draw(self) -> None:
        draw_figure(self.canv, self.canv.absolutePosition(0, 0), self.width, self.height, self.alt, self.paint)


def draw_figure(
    canvas: TaggedCanvas,
    at: tuple[float, float],
    width: float,
    height: float,
    alt: str,
    paint: Callable[[Canvas], None],
) -> None:
    """Draw a figure whose absolute bottom left is `at`; the canvas's origin must be there already."""
    x, y = at
    node = canvas.tree.add(Node("Figure", alt=alt, box=(x, y, x + width, y + height)))
    canvas.tree.begin(canvas, node)
    paint(canvas)
    canvas.tree.end(canvas)


class Grid(Table):  # type: ignore[misc]
    """A table whose cells are `Text`. Header rows become TH once; repeated ones, lines and grounds are artifacts."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.slot: list[Node] = []
        self.first = True
        self._renderCB = self._render

    def onSplit(self, part: Grid, by_row: int = 1) -> None:
        part.slot = self.slot
        part.first = self.first and not self.__dict__.get("gave", False)
        part._renderCB = part._render
        self.gave = True

    def _render(self, table: Table, what: str, *details: Any) -> None:
        canvas: TaggedCanvas = self.canv
        tree = canvas.tree
        if what == "startTable":
            if not self.slot:
                self.slot.append(tree.add(Node("Table")))
            tree.parents.append(self.slot[0])
        elif what == "startRow":
            self.row = details[0]
            hidden = self.row < self.repeatRows and not self.first
            if hidden:
                begin_artifact(canvas)
                tree.muted = True
            tree.parents.append(Node("TR") if hidden else tree.add(Node("TR")))
        elif what == "endRow":
            tree.parents.pop()
            if tree.muted:
                tree.muted = False
                end_artifact(canvas)
        elif what == "startCell":
            head = self.row < self.repeatRows
            tree.parents.append(tree.add(Node("TH", scope="Column") if head else Node("TD")))
        elif what in ("endTable", "endCell"):
            tree.parents.pop()
        elif what in ("startBG", "startLines"):
            begin_artifact(canvas, "Layout")
        elif what in ("endBG", "endLines"):
            end_artifact(canvas)


class Paper(BaseDocTemplate):  # type: ignore[misc]
    """One document. `decorate(canvas, page)` draws under the text, `conclude(canvas, page)` after it; pages from 1."""

    def __init__(
        self,
        target: Any,
        *,
        first_frame: Frame,
        later_frame: Frame,
        decorate: Callable[[TaggedCanvas, int], None],
        conclude: Callable[[TaggedCanvas, int], None],
        **options: Any,
    ) -> None:
        super().__init__(target, **options)
        self.tree = Tree()
        self._decorate = decorate
        self._conclude = conclude
        self.addPageTemplates(
            [
                PageTemplate("first", [first_frame], onPage=self._on_page, onPageEnd=self._on_page_end),
                PageTemplate("later", [later_frame], onPage=self._on_page, onPageEnd=self._on_page_end),
            ]
        )

    def beforeDocument(self) -> None:
        self.canv.tree = self.tree

    def _on_page(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        canvas.tree = self.tree
        self._decorate(canvas, document.page)

    def _on_page_end(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        self._conclude(canvas, document.page)
