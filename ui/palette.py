"""Search everything: commands of the place, and hits of the search in groups, by one field (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.actions import Offer
from ui.context import Context
from ui.register.found_rows import HOW
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.search_field import SearchField

WIDTH, HEIGHT = 720, 520
COMMANDS_SHOWN, COMMANDS_BESIDE = 40, 5
Search = Callable[[str, Callable[[list[Row]], None]], None]


class Palette(QDialog):
    """`search` is asked for rows besides the commands and answers when it has them; some may be headings.

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
        self._chosen = False
        tr = ctx.words.tr
        self.setProperty("piece", "sheet")
        self.setWindowTitle(tr("Search everything"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.field = SearchField(ctx.theme, tr("A command, or words from cases and exhibits"))
        self.field.textChanged.connect(self._typed)
        self.field.searched.connect(self._ask)
        self.field.left_down.connect(self._down)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        self.list = RowList(ctx.theme, tr("Results"))
        self.list.opened.connect(self._run)
        column.addWidget(self.list, 1)
        self.none = Label(tr("Nothing is called so."), "muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.none, 1)
        self.how = Label(tr(HOW), "small")
        column.addWidget(self.how)
        room = parent.size()
        width = min(ctx.theme.px(WIDTH), room.width() - 32)
        self.resize(width, min(ctx.theme.px(HEIGHT), room.height() - 80))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (room.width() - width) // 2, corner.y() + 56)
        self._arrange()

    @Slot()
    def _typed(self) -> None:
        self._chosen = False
        if not self.field.text().strip():
            self._found = []
        self._arrange()

    def _arrange(self) -> None:
        """Commands first: they are few, they are here at once, and hits that come later move nothing."""
        words = self.field.text().casefold().split()
        commands = [
            Row(key, offer.text, offer.about, aside=offer.keys, icon="command")
            for key, offer in self._offers.items()
            if _called(offer, words)
        ]
        self._show([*commands[: COMMANDS_BESIDE if words else COMMANDS_SHOWN], *self._found])

    @Slot(str)
    def _ask(self, text: str) -> None:
        if not text:
            return

        def answered(rows: list[Row]) -> None:
            if self.field.text().strip() == text:
                self._found = rows
                self._arrange()

        self._search(text, answered)

    def _show(self, rows: list[Row]) -> None:
        before = self.list.current_key() if self._chosen else ""
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if rows and not (before and self.list.go_to(before)):
            first = next((row for row in rows if not row.heading), None)
            if first is not None:
                self.list.go_to(first.key)
                self.list.scrollToTop()

    @Slot()
    def _down(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        """To the next row that can be chosen, at most `by` rows on."""
        count = self.list.rows.rowCount()
        at = self.list.currentIndex().row()
        way = 1 if by > 0 else -1
        landed = at
        for row in range(at + way, at + by + way, way) if abs(by) > 1 else self._ahead(at, way):
            if 0 <= row < count and self._stands(row):
                landed = row
        if 0 <= landed < count:
            self._chosen = True
            self.list.setCurrentIndex(self.list.rows.index(landed))

    def _ahead(self, at: int, way: int) -> list[int]:
        row = at + way
        while 0 <= row < self.list.rows.rowCount() and not self._stands(row):
            row += way
        return [row]

    def _stands(self, row: int) -> bool:
        return bool(self.list.rows.flags(self.list.rows.index(row)) & Qt.ItemFlag.ItemIsEnabled)

    @Slot(str)
    def _run(self, key: str) -> None:
        self.accept()
        offer = self._offers.get(key)
        if offer is not None:
            offer.run()
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


def _called(offer: Offer, words: list[str]) -> bool:
    """Every word is in the name or in what it would be done with, and not all of them in the latter."""
    name, about = offer.text.casefold(), offer.about.casefold()
    named = [word in name for word in words]
    return (not words or any(named)) and all(n or word in about for n, word in zip(named, words, strict=True))
