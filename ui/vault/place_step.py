"""Where the new vault lies and how it is called."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.i18n import Words
from ui.files import choose_folder
from ui.theme import Theme
from ui.vault.step import Step
from ui.widgets.button import Button
from ui.widgets.form_row import FormRow

ENDING = ".collegium"
FORBIDDEN = set('/\\:*?"<>|')


class PlaceStep(Step):
    def __init__(self, words: Words, theme: Theme) -> None:
        tr = words.tr
        super().__init__(
            tr("Create a vault"),
            tr("The vault is one folder. It can lie on this disk or on a stick; everything in it is encrypted."),
        )
        self._words = words
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._parent = Path(home) if home and Path(home).is_dir() else Path.home()
        self.name = QLineEdit(tr("Commission"))
        self.name.setMaxLength(80)
        self.name.textChanged.connect(self._changed)
        self._name_row = FormRow(tr("Name of the vault"), self.name)
        self.body.addWidget(self._name_row)
        self.place = QLineEdit(str(self._parent))
        self.place.textChanged.connect(self._changed)
        line = QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.place, 1)
        choose = Button(tr("Choose"), theme=theme, icon="folder-open")
        choose.clicked.connect(self._choose)
        beside.addWidget(choose)
        self._place_row = FormRow(tr("Folder in which it will lie"), line)
        self.place.setAccessibleName(tr("Folder in which it will lie"))
        self.body.addWidget(self._place_row)
        self.body.addStretch(1)
        self._changed()

    @property
    def folder(self) -> Path:
        """The vault's folder as it will be."""
        name = unicodedata.normalize("NFC", self.name.text().strip())
        return Path(self.place.text().strip()).expanduser() / (name + ENDING)

    @property
    def ready(self) -> bool:
        return not self._fault() and not self._place_fault()

    def enter(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _fault(self) -> str:
        name, tr = self.name.text().strip(), self._words.tr
        if not name:
            return tr("A name is needed.")
        if set(name) & FORBIDDEN or name.startswith(".") or any(ord(ch) < 32 for ch in name):
            return tr("A name has no slashes, colons and the like, and no dot at its start.")
        if not self._place_fault() and self.folder.exists():
            return tr("There is already a folder of this name. Choose another name.")
        return ""

    def _place_fault(self) -> str:
        place = Path(self.place.text().strip()).expanduser()
        return "" if place.is_dir() and place.is_absolute() else self._words.tr("There is no such folder.")

    @Slot()
    def _changed(self) -> None:
        self._name_row.set_fault(self._fault())
        where = self._words.tr("The vault will be {path}", path=str(self.folder))
        self._place_row.set_hint(where)
        self._place_row.set_fault(self._place_fault())
        self.ready_changed.emit()

    @Slot()
    def _choose(self) -> None:
        choose_folder(self.window(), self._words.tr("Choose the folder for the vault"), self._take)

    def _take(self, folder: Path) -> None:
        self.place.setText(str(folder))
