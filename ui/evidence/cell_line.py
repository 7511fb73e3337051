"""Above the sheet: where one is, and the whole of what stands there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from desktop.i18n import Words
from models.views.cells import Area
from ui.theme import Theme
from ui.widgets.label import Label

LINES = 2


class CellLine(QWidget):
    """Signals:
    wanted: The `Area` that was typed.
    left: The reader is done with the field.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        self.address = QLineEdit()
        self.address.setAccessibleName(words.tr("Cells"))
        self.address.setToolTip(words.tr("Go to cells, such as B4 or B4:C7"))
        self.address.setFixedWidth(theme.px(112))
        self.address.returnPressed.connect(self._typed)
        row.addWidget(self.address, 0, Qt.AlignmentFlag.AlignTop)
        self.text = Label("")
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.room = QScrollArea()
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setWidgetResizable(True)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.room.setAccessibleName(words.tr("Contents of the cell"))
        self.room.setWidget(self.text)
        line = self.text.fontMetrics().lineSpacing()
        above = max(0, (self.address.sizeHint().height() - line) // 2)  # the first line stands beside the address
        self.text.setContentsMargins(0, above, 0, 0)
        self.room.setFixedHeight(line * LINES + above + 4)
        row.addWidget(self.room, 1)

    def show_cells(self, area: Area | None, text: str) -> None:
        """The marked area and the text of the cell one is on."""
        self._area = area.a1() if area is not None else ""
        if not self.address.hasFocus():
            self.address.setText(self._area)
        self.text.setText(text)
        self.room.verticalScrollBar().setValue(0)

    def edit(self) -> None:
        """Put the cursor into the field."""
        self.address.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.address.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.address.setText(self._area)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _typed(self) -> None:
        # letters of a Russian keyboard that look like columns are meant as those
        typed = self.address.text().strip().upper().replace("$", "").translate(_LOOK_ALIKE)
        try:
            area = Area.from_a1(typed)
        except ValueError:
            self.address.selectAll()
            return
        self.left.emit()
        self.wanted.emit(area)


_LOOK_ALIKE = str.maketrans("АВСЕНКМОРТХУ", "ABCEHKMOPTXY")
