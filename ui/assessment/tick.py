"""A check box whose words wrap: Qt's own runs on sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui.widgets.label import Label


class Tick(QWidget):
    """Signals:
    toggled: The box was ticked or cleared by the reader.
    """

    toggled = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.box.clicked.connect(self.toggled)
        self.label = Label(text)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self.box)
        row.addWidget(self.label, 1)
        self.setFocusProxy(self.box)

    def is_ticked(self) -> bool:
        return self.box.isChecked()

    def set_ticked(self, on: bool) -> None:
        """Show a state without telling anybody."""
        self.box.setChecked(on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self.isEnabled():
            self.box.click()
            return
        super().mouseReleaseEvent(event)
