"""QR codes as vector squares (requisite 31)."""

from __future__ import annotations

from collections.abc import Callable

import segno
from reportlab.pdfgen.canvas import Canvas

QUIET_MODULES = 2


def painter(content: str, size: float) -> Callable[[Canvas], None]:
    """A function that draws the code as a square of `size` points with the origin at its bottom left."""
    rows = [list(row) for row in segno.make(content, error="m", micro=False).matrix]
    modules = len(rows) + 2 * QUIET_MODULES
    step = size / modules

    def paint(canvas: Canvas) -> None:
        canvas.setFillGray(0)
        for down, row in enumerate(rows):
            start = None
            for across, dark in enumerate([*row, 0]):
                if dark and start is None:
                    start = across
                elif not dark and start is not None:
                    x, y = (start + QUIET_MODULES) * step, size - (down + 1 + QUIET_MODULES) * step
                    canvas.rect(x, y, (across - start) * step, step, stroke=0, fill=1)
                    start = None

    return paint
