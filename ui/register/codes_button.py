"""Several codes of a list, chosen in a menu and shown as words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.register.codes_menu import CodesMenu
from ui.theme import Theme


class CodesButton(QPushButton):
    """Signals:
    edited: A code was ticked or cleared.
    """

    edited = Signal()

    def __init__(
        self, theme: Theme, options: list[tuple[str, str]], nothing: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._menu = CodesMenu(self)
        self._actions: dict[str, QAction] = {}
        for code, text in options:
            self._add(code, text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self.setStyleSheet("text-align: left;")
        theme.put_icon(self, "chevron-down")
        self.clicked.connect(self._open)
        self._name()

    def value(self) -> tuple[str, ...]:
        return tuple(code for code, action in self._actions.items() if action.isChecked())

    def set_value(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            if code not in self._actions:
                self._add(code, code)
        for code, action in self._actions.items():
            action.setChecked(code in codes)
        self._name()

    def _add(self, code: str, text: str) -> None:
        action = QAction(text, self._menu)
        action.setCheckable(True)
        action.triggered.connect(self._ticked)
        self._menu.addAction(action)
        self._actions[code] = action

    @Slot()
    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot()
    def _ticked(self) -> None:
        self._name()
        self.edited.emit()

    def _name(self) -> None:
        chosen = [action.text() for action in self._actions.values() if action.isChecked()]
        text = ", ".join(chosen) or self._nothing
        self.setToolTip("\n".join(chosen))
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(120, self.width() - 48))
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name()
