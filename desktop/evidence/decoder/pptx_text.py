"""Presentations (pptx, pptm, ppsx, potx) as flowing text, one page a slide: title, texts, tables, notes, comments."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pptx
from lxml import etree
from pptx.exc import PythonPptxError
from pptx.opc.package import OpcPackage

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.flow import Flow, FlowReader
from desktop.evidence.decoder.office import media_parts, told_of
from desktop.evidence.decoder.package import opened
from desktop.evidence.decoder.source import Source

MOST_SLIDES = 5_000
DEEPEST = 20  # groups in each other
_SLIDE = "/slide"
_COMMENTS = "/comments"


def read(source: Source) -> FlowReader:
    """Raises wire.RefusedError."""
    package = opened(source)
    facts, notes = told_of(package)
    source.seek(0)
    assert pptx.__version__  # the classes of parts are registered by the package itself
    flow = Flow(rows=0)
    try:
        # the library takes only plain presentations; shows, templates and those with macros have the same parts
        deck: Any = OpcPackage.open(io.BytesIO(source.read())).main_document_part
        root = deck._element if hasattr(deck, "_element") else etree.fromstring(deck.blob)
        names = [identifier.get(_RELATION) for identifier in root.iter("{*}sldId")]
        slides = [deck.related_part(name) for name in names[:MOST_SLIDES] if name]
        for number, slide in enumerate(slides, start=1):
            flow.break_page()
            _slide(flow, slide, number, facts)
    except (PythonPptxError, KeyError, ValueError, AttributeError, etree.LxmlError):
        raise wire.RefusedError("damaged") from None
    facts["office.slides"] = str(len(names))
    flow.cut = flow.cut or len(names) > MOST_SLIDES
    return FlowReader("office", flow, facts, [*notes, "layout_lost"], media_parts(package, "ppt/"))


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _slide(flow: Flow, part: Any, number: int, facts: dict[str, str]) -> None:
    slide = part.slide
    hidden = part._element.get("show") == "0"
    flow.paragraph(f"{number}" + (" ⊘" if hidden else ""), style="meta")
    title = slide.shapes.title
    if title is not None and title.has_text_frame and title.text_frame.text.strip():
        flow.paragraph(title.text_frame.text.strip(), style="title")
    for shape in _shapes(slide.shapes, 0):
        if title is None or shape.shape_id != title.shape_id:
            _shape(flow, shape)
    if slide.has_notes_slide:
        frame = slide.notes_slide.notes_text_frame
        text = frame.text.strip() if frame is not None else ""
        if text:
            flow.gap()
            flow.paragraph(text, style="quote")
    for relation in part.rels.values():
        if relation.reltype.endswith(_COMMENTS) and not relation.is_external:
            _comments(flow, relation.target_part.blob, facts)


def _shapes(shapes: Any, depth: int) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < DEEPEST:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _shape(flow: Flow, shape: Any) -> None:
    if getattr(shape, "has_table", False):
        flow.gap()
        for row in shape.table.rows:
            flow.row([cell.text for cell in row.cells])
        flow.gap()
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            text = "".join(_runs(paragraph))
            if text.strip():
                flow.paragraph("    " * min(paragraph.level, 8) + text.strip("\n"))
    elif getattr(shape, "has_chart", False):
        chart = shape.chart
        if chart.has_title and chart.chart_title.has_text_frame:
            flow.paragraph(chart.chart_title.text_frame.text, style="meta")


def _runs(paragraph: Any) -> Iterator[str]:
    """Text with its fields (dates, numbers), which the library leaves out."""
    for element in paragraph._p.iter("{*}t", "{*}br"):
        yield "\n" if str(element.tag).endswith("}br") else element.text or ""


def _comments(flow: Flow, data: bytes, facts: dict[str, str]) -> None:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for comment in root.iter("{*}cm"):
        text = "".join(comment.itertext()).strip()
        if text:
            facts["office.comments"] = str(int(facts.get("office.comments", "0")) + 1)
            flow.paragraph(("[✎] ", "meta"), text)
