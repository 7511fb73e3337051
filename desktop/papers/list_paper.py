"""What the papers beside the opinion have in common: pages of one frame, numbered from the second, and ruled tables."""

from __future__ import annotations

import datetime as dt
import io

from reportlab.platypus import Flowable, Frame

from desktop.papers import fonts, pdfa
from desktop.papers.fonts import SERIF
from desktop.papers.style import (
    BOTTOM,
    LEFT,
    LINE,
    NUMBER_FROM_EDGE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_HEIGHT,
    TEXT_WIDTH,
)
from desktop.papers.tagging import Paper, TaggedCanvas, begin_artifact, end_artifact

RULED: tuple[tuple[object, ...], ...] = (
    ("FONTNAME", (0, 0), (-1, -1), SERIF),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, LINE),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
)


def build(
    flowables: list[Flowable],
    *,
    language: str,
    title: str,
    author: str,
    subject: str,
    identifier: str,
    made: dt.datetime,
) -> bytes:
    """The flowables as PDF/A-2b; the same octets for the same arguments. `language` is a BCP 47 tag."""
    out = io.BytesIO()
    plain = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    document = Paper(
        out,
        first_frame=Frame(LEFT, BOTTOM, TEXT_WIDTH, TEXT_HEIGHT, id="first", **plain),
        later_frame=Frame(LEFT, BOTTOM, TEXT_WIDTH, TEXT_HEIGHT, id="later", **plain),
        decorate=_number,
        conclude=lambda canvas, page: None,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        initialFontName=fonts.SERIF,
        invariant=1,
        lang=language,
    )
    document.build(flowables, canvasmaker=TaggedCanvas)
    return pdfa.finish(
        out.getvalue(),
        document.tree,
        language=language,
        title=title,
        author=author,
        subject=subject,
        identifier=identifier,
        made=made,
    )


def _number(canvas: TaggedCanvas, page: int) -> None:
    begin_artifact(canvas)
    if page > 1:
        canvas.setFont(fonts.SERIF, 11)
        canvas.drawCentredString(LEFT + TEXT_WIDTH / 2, PAGE_HEIGHT - NUMBER_FROM_EDGE, str(page))
    end_artifact(canvas)
