"""Make a backup: where to, then it runs in the status line and proves itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.clock import Clock
from desktop.jobs import Progress
from models.views.vault import BackupReport
from ui.context import Context
from ui.files import choose_folder
from ui.messages import Action
from ui.vault.report_sheet import VaultReportSheet
from ui.widgets.button import Button
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet

KEPT = "backup.folder"


class BackupSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget) -> None:
        tr = ctx.words.tr
        super().__init__(
            ctx.words,
            ctx.theme,
            parent,
            tr("Make a backup"),
            accept=tr("Make the backup"),
            cancel=tr("Not now"),
            width=560,
        )
        self._ctx = ctx
        self._owner = parent
        self.body.addWidget(
            Label(
                tr(
                    "A backup is a whole copy of the vault, encrypted like the vault itself. Put it on another disk "
                    "and keep that disk elsewhere. It opens with the passphrase that is in force today, also after you "
                    "change it."
                )
            )
        )
        form = Form()
        line = QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        self.place = QLineEdit(ctx.settings.window.get(KEPT, ""))
        self.place.textChanged.connect(self._fit_target)
        choose = Button(tr("Choose"), theme=ctx.theme, icon="folder-open")
        choose.clicked.connect(self._choose)
        beside.addWidget(self.place, 1)
        beside.addWidget(choose)
        self._row = form.add("place", tr("Folder in which the backup will lie"), line)
        self.place.setAccessibleName(tr("Folder in which the backup will lie"))
        self.body.addWidget(form)
        self.body.addStretch(1)
        self._fit_target()
        self.place.setFocus()

    @property
    def target(self) -> Path:
        name = self._ctx.services.vault.facts.name
        return Path(self.place.text().strip()).expanduser() / backup_name(name, self._ctx.services.clock)

    @Slot()
    def _fit_target(self) -> None:
        place = Path(self.place.text().strip()).expanduser()
        ready = place.is_absolute() and place.is_dir()
        self.accept_button.setEnabled(ready)
        tr = self._ctx.words.tr
        self._row.set_hint(tr("The backup will be {path}", path=str(self.target)) if ready else "")
        if self.place.text().strip() and not ready:
            self._row.set_fault(tr("There is no such folder."))

    @Slot()
    def _choose(self) -> None:
        choose_folder(
            self, self._ctx.words.tr("Choose the folder for the backup"), lambda at: self.place.setText(str(at))
        )

    def submit(self) -> None:
        ctx, owner, target, tr = self._ctx, self._owner, self.target, self._ctx.words.tr
        ctx.settings.window[KEPT] = str(target.parent)
        ctx.settings.save()
        self.accept()

        def work(progress: Progress) -> BackupReport:
            made: BackupReport = ctx.services.vault.backup(target, progress, ctx.on_database)
            return made

        def done(report: BackupReport) -> None:
            files = ctx.words.trn("{n} file", "{n} files", report.files)
            lines = (str(report.folder), f"{files}, {ctx.words.size(report.octets)}")

            def look() -> None:
                VaultReportSheet(ctx, owner, tr("The backup was written and read back"), lines, report.check).open()

            said = tr("The backup was written and read back whole.")
            ctx.messages.banner(owner, said, Action(tr("Show the report"), look), "good")
            refresh = getattr(owner, "refresh_backup", None)
            if callable(refresh):
                refresh()

        ctx.run_long(owner, tr("Writing the backup"), work, done)


def backup_name(vault: str, clock: Clock) -> str:
    """The folder of a backup: the vault's name, the day and the time."""
    return f"{vault} {clock.now().astimezone():%Y-%m-%d %H%M}.collegium-backup"
