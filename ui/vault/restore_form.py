"""Bring a backup back into a new folder: which backup, where to, and its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from desktop.i18n import Words
from desktop.jobs import Progress
from models.views.vault import RestoreReport
from ui.files import choose_folder
from ui.messages import report, sentence
from ui.tasks import Task
from ui.theme import Theme
from ui.vault.check_report import CheckReportView
from ui.vault.passphrase_field import PassphraseField
from ui.vault.place_step import ENDING
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.form import Form
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desktop.vault.service import Vaults

T = TypeVar("T")
Start = Callable[
    [QWidget, str, Callable[[Progress], RestoreReport], Callable[[RestoreReport], None], Callable[[Exception], None]],
    Task,
]


class RestoreForm(QWidget):
    """`vaults` is called off the interface thread; `start` runs a long job and returns its task.

    Signals:
        ready_changed: Whether `restore()` may be called (bool).
        restored: The new vault's folder (Path).
    """

    ready_changed = Signal(bool)
    restored = Signal(object)

    def __init__(self, words: Words, theme: Theme, vaults: Callable[[], Vaults], start: Start) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._vaults = vaults
        self._start = start
        self._busy = False
        tr = words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.banners = BannerArea(words, theme)
        column.addWidget(self.banners)
        self._advice = Label(
            tr(
                "The backup stays as it is. A new vault is made of it in another folder and compared with the backup's "
                "own list: counts, hashes and the end of the log."
            ),
            "muted",
        )
        column.addWidget(self._advice)
        self.form = Form()
        self.source = QLineEdit()
        self._source_row = self.form.add(
            "source", tr("Folder of the backup"), self._with_button(self.source, self._pick)
        )
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
        self.place = QLineEdit(home)
        self.form.add(
            "place", tr("Folder in which the vault will lie"), self._with_button(self.place, self._pick_place)
        )
        self.name = QLineEdit()
        self._name_row = self.form.add("name", tr("Name of the vault"), self.name)
        self.secret = PassphraseField(words, theme, tr("Passphrase"))
        self._secret_row = self.form.add(
            "secret", tr("Passphrase"), self.secret, tr("The one that was in force when the backup was made.")
        )
        self.recovery = QCheckBox(tr("I have the recovery key instead"))
        self.recovery.toggled.connect(self._switch)
        self.form.plain(self.recovery)
        column.addWidget(self.form)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Restoring"))
        self.bar.hide()
        column.addWidget(self.bar)
        self._result = QVBoxLayout()
        column.addLayout(self._result)
        column.addStretch(1)
        for field in (self.source, self.place, self.name, self.secret):
            field.textChanged.connect(self._fit)
        self.source.setAccessibleName(tr("Folder of the backup"))
        self.place.setAccessibleName(tr("Folder in which the vault will lie"))
        self.setFocusProxy(self.source)

    def _with_button(self, field: QLineEdit, choose: Callable[[], None]) -> QWidget:
        line = QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(field, 1)
        button = Button(self._words.tr("Choose"), theme=self._theme, icon="folder-open")
        button.clicked.connect(choose)
        beside.addWidget(button)
        return line

    @property
    def target(self) -> Path:
        return Path(self.place.text().strip()).expanduser() / (self.name.text().strip() + ENDING)

    @property
    def ready(self) -> bool:
        source, place = Path(self.source.text().strip()), Path(self.place.text().strip()).expanduser()
        filled = bool(self.name.text().strip() and self.secret.text() and self.source.text().strip())
        return not self._busy and filled and source.is_dir() and place.is_dir() and not self.target.exists()

    @Slot()
    def _fit(self) -> None:
        tr = self._words.tr
        source = self.source.text().strip()
        self._source_row.set_fault(tr("There is no such folder.") if source and not Path(source).is_dir() else "")
        taken = bool(self.name.text().strip()) and self.target.exists()
        self._name_row.set_fault(tr("There is already a folder of this name. Choose another name.") if taken else "")
        self.ready_changed.emit(self.ready)

    @Slot(bool)
    def _switch(self, recovery: bool) -> None:
        tr = self._words.tr
        self.secret.forget()
        self._secret_row.name.setText(tr("Recovery key") if recovery else tr("Passphrase"))
        self.secret.setAccessibleName(self._secret_row.name.text())

    @Slot()
    def _pick(self) -> None:
        choose_folder(self.window(), self._words.tr("Choose the folder of the backup"), self.take_backup)

    def take_backup(self, folder: Path) -> None:
        """Fill in a backup and a name proposed from its own."""
        self.source.setText(str(folder))
        if not self.name.text().strip():
            self.name.setText(folder.name.removesuffix(".collegium-backup").removesuffix(ENDING))

    @Slot()
    def _pick_place(self) -> None:
        choose_folder(
            self.window(), self._words.tr("Choose the folder for the vault"), lambda at: self.place.setText(str(at))
        )

    def restore(self) -> None:
        source, target, typed = Path(self.source.text().strip()), self.target, self.secret.text()
        by_card = self.recovery.isChecked()
        self._set_busy(True)

        def work(progress: Progress) -> RestoreReport:
            return self._vaults().restore(
                source,
                target,
                passphrase=None if by_card else typed,
                recovery_key=typed if by_card else None,
                progress=progress,
            )

        self._task = self._start(self, self._words.tr("Restoring a backup"), work, self._done, self._failed)
        if self._busy:
            self._task.moved.connect(self._moved)

    @Slot()
    def _moved(self) -> None:
        share = self._task.share
        self.bar.setRange(0, 0 if share is None else 1000)
        self.bar.setValue(round((share or 0) * 1000))

    def _done(self, report: RestoreReport) -> None:
        self._set_busy(False)
        self.secret.forget()
        self.form.hide()
        self._advice.hide()
        words = self._words
        said = words.tr(
            "The vault was restored and agrees with the backup made on {day}.", day=words.moment(report.made)
        )
        self.banners.show_text(said, "good", closable=False)
        self._result.addWidget(Label(str(report.folder), "muted").selectable())
        self._result.addWidget(CheckReportView(words, self._theme, report.check))
        self.ready_changed.emit(False)
        self.restored.emit(report.folder)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.banners.show_text(sentence(self._words, error), "bad")
        report(error)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.banners.clear()
        self.form.setDisabled(busy)
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.ready_changed.emit(self.ready)
