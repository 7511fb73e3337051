"""Search everything: commands of the place, cases, exhibits by one field (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.actions import Offer
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.search_field import SearchField

WIDTH = 620
COMMANDS_SHOWN = 40
Search = Callable[[str, Callable[[list[Row]], None]], None]


class Palette(QDialog):
    """`search` is asked for rows besides the commands ("case:ID" keys) and answers when it has them.

    Signals:
        picked: The key of a row that is no command.
    """

    picked = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget, offers: list[Offer], search: Search) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._ctx = ctx
        self._offers = {f"do:{number}": offer for number, offer in enumerate(offers)}
        self._search = search
        self._found: list[Row] = []
        tr = ctx.words.tr
        self.setProperty("piece", "sheet")
        self.setWindowTitle(tr("Search everything"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.field = SearchField(ctx.theme, tr("A command, a case number, a name"))
        self.field.textChanged.connect(self._commands)
        self.field.searched.connect(self._ask)
        self.field.left_down.connect(self._down)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        self.list = RowList(ctx.theme, tr("Results"))
        self.list.opened.connect(self._run)
        column.addWidget(self.list, 1)
        self.none = Label(tr("Nothing is called so."), "muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.none)
        room = parent.size()
        width = min(ctx.theme.px(WIDTH), room.width() - 32)
        self.resize(width, min(ctx.theme.px(420), room.height() - 80))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (room.width() - width) // 2, corner.y() + 56)
        self._commands()

    @Slot()
    def _commands(self) -> None:
        words = self.field.text().casefold().split()
        rows = []
        for key, offer in self._offers.items():
            text = offer.text.casefold()
            if all(word in text for word in words):
                rows.append(Row(key, offer.text, aside=offer.keys, icon="command"))
        if not words:
            self._found = []
        self._show([*self._found, *rows[:COMMANDS_SHOWN]])

    @Slot(str)
    def _ask(self, text: str) -> None:
        if not text:
            return

        def answered(rows: list[Row]) -> None:
            if self.field.text().strip() == text:
                self._found = rows
                self._commands()

        self._search(text, answered)

    def _show(self, rows: list[Row]) -> None:
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if rows:
            self.list.go_to(rows[0].key)

    @Slot()
    def _down(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        count = self.list.rows.rowCount()
        if count:
            row = max(0, min(count - 1, self.list.currentIndex().row() + by))
            self.list.setCurrentIndex(self.list.rows.index(row))

    @Slot(str)
    def _run(self, key: str) -> None:
        self.accept()
        offer = self._offers.get(key)
        if offer is not None:
            offer.action.trigger()
        else:
            self.picked.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.current_key():
                self._run(self.list.current_key())
                return True
            if key == Qt.Key.Key_Up:
                self._step(-1)
                return True
            if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self._step(8 if key == Qt.Key.Key_PageDown else -8)
                return True
        return False
