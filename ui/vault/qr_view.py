"""A QR code, painted; nothing is written to a file."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4  # modules of white around, as ISO/IEC 18004 asks


class QrView(QWidget):
    """Black on white in both themes: readers need it so."""

    def __init__(self, text: str, name: str, side: int) -> None:
        super().__init__()
        self._rows = tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix)
        self._side = side
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#000000"))
        module = min(self.width(), self.height()) / (len(self._rows) + 2 * QUIET)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.drawRect(QRectF((x + QUIET) * module, (y + QUIET) * module, module + 0.05, module + 0.05))
        painter.end()
