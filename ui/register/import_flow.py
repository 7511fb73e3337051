"""From a chosen folder to cases in the list: reading and sealing on the pool, each case admitted in one transaction."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.exchange.folder import Folders
from desktop.jobs import Progress
from models.views.exchange import ImportReport
from ui.context import Context
from ui.register.import_report_sheet import ImportReportSheet


class ImportFlow(QObject):
    """Signals:
    imported: An `ImportReport`.
    """

    imported = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._parent = parent

    def start(self, folder: Path) -> None:
        """Take a folder in. Progress stands in the status line; the report comes as a sheet."""
        ctx = self._ctx
        services = ctx.services
        folders = Folders(services.vault, services.register, services.evidence, services.clock, ctx.words)
        jobs = services.jobs

        def work(progress: Progress) -> ImportReport:
            return folders.import_folder(
                folder, progress, lambda staged: jobs.database(lambda: folders.admit(staged)).result()
            )

        ctx.run_long(self._parent, ctx.words.tr("Taking in the folder"), work, self._done)

    def _done(self, report: ImportReport) -> None:
        ctx = self._ctx
        if report.changes is not None:
            ctx.changed.emit(report.changes)
            ctx.saved.emit(report.changes.at)
        self.imported.emit(report)
        quiet = not report.failed and not report.loose and len(report.cases) == 1 and not report.cases[0].noteworthy
        if quiet:
            case = report.cases[0]
            files = ctx.words.trn("{n} file", "{n} files", case.exhibits)
            ctx.messages.toast(ctx.words.tr("Taken in: {title}, {files}", title=case.title, files=files))
            return
        ImportReportSheet(ctx, self._parent, report).open()
