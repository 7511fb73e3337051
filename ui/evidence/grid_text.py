"""Marked cells as text, read from the decoder as far as they are wanted. Blocks: for the pool."""

from __future__ import annotations

from models.views.cells import Area
from ui.evidence.document_source import Document

ROWS, COLUMNS = 200, 512


def text_of(document: Document, sheet: int, area: Area, most: int) -> str:
    """The cells of an area: columns parted by tabs, rows by line feeds; no more than about `most` letters."""
    lines: list[str] = []
    left = most
    row = area.top
    right = min(area.right, area.left + COLUMNS - 1)
    while row <= area.bottom and left > 0:
        wanted = min(ROWS, area.bottom - row + 1)
        window = document.cells(sheet, row, wanted, area.left, right - area.left + 1)
        for cells in window.rows:
            texts = [cell.text.replace("\n", " ") for cell in cells]
            line = "\t".join(texts)
            lines.append(line)
            left -= len(line) + 1
            if left <= 0:
                break
        row += len(window.rows)
        if window.last or not window.rows:
            break
    return "\n".join(lines).rstrip("\n")[:most]
