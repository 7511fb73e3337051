"""Restoring a backup from the unlock window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import Words
from ui.theme import Theme
from ui.vault.restore_form import RestoreForm
from ui.widgets.button import Button
from ui.widgets.label import Label

if TYPE_CHECKING:
    from ui.vault.gate import Gate


class RestorePage(QWidget):
    """Signals:
    left: Back to the unlock page.
    restored: The new vault's folder (Path), when the reader goes on to open it.
    """

    left = Signal()
    restored = Signal(object)

    def __init__(self, words: Words, theme: Theme, gate: Gate) -> None:
        super().__init__()
        self._folder: Path | None = None
        tr = words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 16)
        column.setSpacing(12)
        column.addWidget(Label(tr("Restore a backup"), "title"))
        self.form = RestoreForm(words, theme, lambda: gate.setup().vaults(), gate.long)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        column.addWidget(scroll, 1)
        line = QHBoxLayout()
        self.back = Button(tr("Back"), theme=theme, icon="arrow-left")
        self.back.clicked.connect(self.left)
        self.go = Button(tr("Restore"), "primary")
        self.go.setDisabled(True)
        self.go.clicked.connect(self._go)
        self._open = tr("Open the vault")
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.go)
        column.addLayout(line)
        self.form.ready_changed.connect(self.go.setEnabled)
        self.form.restored.connect(self._done)
        self.setFocusProxy(self.form)

    @Slot()
    def _go(self) -> None:
        if self._folder is not None:
            self.restored.emit(self._folder)
        else:
            self.form.restore()

    @Slot(object)
    def _done(self, folder: Path) -> None:
        self._folder = folder
        self.go.setText(self._open)
        self.go.setEnabled(True)
