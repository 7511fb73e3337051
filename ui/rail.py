"""The rail at the left: the places of the window, the open case, and the lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import Words
from ui.theme import Theme

WIDE = 176
NARROW = 52


class Rail(QWidget):
    """Signals:
    chosen: The name of a place ("cases", "papers", "audit") or "case" for the open case.
    lock_chosen, settings_chosen: The buttons at the foot.
    """

    chosen = Signal(str)
    lock_chosen = Signal()
    settings_chosen = Signal()

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._narrow = False
        self._names: dict[QPushButton, str] = {}
        self._texts: dict[QPushButton, str] = {}
        self._keys: dict[QPushButton, str] = {}
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        tr = words.tr
        self.places: dict[str, QPushButton] = {}
        for name, text, icon, keys in (
            ("cases", tr("Cases"), "folders", "Alt+1"),
            ("case", "", "folder-open", "Alt+0"),
            ("papers", tr("Papers"), "file-certificate", "Alt+2"),
            ("search", tr("Search"), "search", "Alt+4"),
            ("sources", tr("Country information"), "world", "Alt+5"),
            ("audit", tr("Audit"), "history", "Alt+3"),
        ):
            button = self._button(text, icon, keys)
            button.setCheckable(True)
            self._group.addButton(button)
            self._names[button] = name
            self.places[name] = button
            column.addWidget(button)
        self.places["case"].hide()
        column.addStretch(1)
        self.settings = self._button(tr("Settings"), "settings", "Ctrl+,")
        self.settings.clicked.connect(self.settings_chosen)
        self.lock = self._button(tr("Lock"), "lock", "Ctrl+L")
        self.lock.clicked.connect(self.lock_chosen)
        column.addWidget(self.settings)
        column.addWidget(self.lock)
        theme.changed.connect(self._fit)
        self._fit()

    def _button(self, text: str, icon: str, keys: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("piece", "rail")
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme.put_icon(button, icon, 20)
        self._texts[button] = text
        self._keys[button] = keys
        return button

    @property
    def narrow(self) -> bool:
        return self._narrow

    def set_narrow(self, narrow: bool) -> None:
        """Only icons, with the words as tooltips."""
        self._narrow = narrow
        self._fit()

    def show_place(self, name: str) -> None:
        self.places[name].setChecked(True)

    def show_case(self, title: str) -> None:
        """Offer the open case; an empty title takes it away."""
        button = self.places["case"]
        self._texts[button] = title
        button.setVisible(bool(title))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        for button, text in self._texts.items():
            button.setText("" if self._narrow else text)
            button.setAccessibleName(text)
            button.setToolTip(f"{text}  {self._keys[button]}")
        widest = max((button.sizeHint().width() for button in self._texts if not button.isHidden()), default=0)
        self.setFixedWidth(
            max(NARROW, self._theme.px(20) + 36)
            if self._narrow
            else max(self._theme.px(WIDE) if self._theme.scale <= 1.25 else WIDE, widest + 12)
        )

    @Slot(QPushButton)
    def _clicked(self, button: QPushButton) -> None:
        self.chosen.emit(self._names[button])
