"""Measures of GOST R 7.0.97-2025 (A4, margins 30/10/20/20 mm, 13 pt) and the paragraph styles made of them."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from desktop.papers import fonts

LEFT, RIGHT, TOP, BOTTOM = 30 * mm, 10 * mm, 20 * mm, 20 * mm
PAGE_WIDTH, PAGE_HEIGHT = A4
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
CORNER = 80 * mm  # longest line of a requisite in the corner
NUMBER_FROM_EDGE = 14 * mm  # baseline of the page number: its top stays 10 mm from the edge
QR_SIZE = 22 * mm
MARK_WIDTH, MARK_HEIGHT = 78 * mm, 34 * mm
INK, QUIET, LINE, GROUND = HexColor(0x000000), HexColor(0x444444), HexColor(0x8A8A8A), HexColor(0xF0F0EE)
LINK = "#1B3A6B"


@dataclass(frozen=True)
class Styles:
    body: ParagraphStyle
    plain: ParagraphStyle
    notice: ParagraphStyle
    organisation: ParagraphStyle
    kind: ParagraphStyle
    subtitle: ParagraphStyle
    centred: ParagraphStyle
    corner: ParagraphStyle
    heading: ParagraphStyle
    section: ParagraphStyle
    cell: ParagraphStyle
    cell_head: ParagraphStyle
    cell_number: ParagraphStyle
    hash: ParagraphStyle
    small: ParagraphStyle
    strong: ParagraphStyle


def styles() -> Styles:
    fonts.register()
    base = ParagraphStyle(
        "base", fontName=fonts.SERIF, fontSize=13, leading=17, textColor=INK, allowWidows=0, allowOrphans=0
    )

    def style(name: str, **changes: object) -> ParagraphStyle:
        return ParagraphStyle(name, parent=base, **changes)

    return Styles(
        body=style("body", alignment=TA_JUSTIFY, firstLineIndent=12.5 * mm, spaceAfter=4),
        plain=style("plain", alignment=TA_LEFT, spaceAfter=4),
        notice=style("notice", fontName=fonts.SERIF_ITALIC, alignment=TA_JUSTIFY, spaceBefore=8, spaceAfter=8),
        organisation=style("organisation", fontName=fonts.SERIF_BOLD, alignment=TA_CENTER, spaceAfter=16),
        kind=style("kind", fontName=fonts.SERIF_BOLD, fontSize=14, leading=18, alignment=TA_CENTER),
        subtitle=style("subtitle", alignment=TA_CENTER, spaceAfter=12),
        centred=style("centred", alignment=TA_CENTER, spaceAfter=14),
        corner=style("corner", alignment=TA_LEFT, leftIndent=TEXT_WIDTH - CORNER, spaceAfter=14),
        heading=style("heading", fontName=fonts.SERIF_BOLD, alignment=TA_LEFT, spaceBefore=2, spaceAfter=10),
        section=style(
            "section", fontName=fonts.SERIF_BOLD, alignment=TA_LEFT, spaceBefore=12, spaceAfter=5, keepWithNext=1
        ),
        cell=style("cell", fontSize=10, leading=12.5, alignment=TA_LEFT),
        cell_head=style("cell_head", fontName=fonts.SERIF_BOLD, fontSize=10, leading=12.5, alignment=TA_LEFT),
        cell_number=style("cell_number", fontName=fonts.SERIF_BOLD, fontSize=10, leading=12.5),
        hash=style("hash", fontName=fonts.MONO, fontSize=9, leading=12, splitLongWords=1),
        small=style("small", fontSize=10, leading=13, spaceBefore=2, spaceAfter=2),
        strong=style(
            "strong", fontName=fonts.SERIF_BOLD, alignment=TA_JUSTIFY, firstLineIndent=12.5 * mm, spaceAfter=4
        ),
    )
