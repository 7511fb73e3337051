"""A copy of a whole case in a folder of one's choice; on record before the first file leaves the vault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.exchange.folder import Folders
from desktop.jobs import Progress
from models.views.exchange import ExportReport
from models.views.register import CaseView
from ui.context import Context
from ui.files import choose_target


class ExportFlow(QObject):
    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._parent = parent

    def start(self, case: CaseView) -> None:
        """Ask for a new folder's name, then write."""
        name = (case.number or "case").replace("К", "K")
        title = self._ctx.words.tr("A new folder for the copy of the case")
        choose_target(self._parent, title, name, lambda target: self.write(case.id, target))

    def write(self, case_id: str, target: Path) -> None:
        ctx, services = self._ctx, self._ctx.services
        folders = Folders(services.vault, services.register, services.evidence, services.clock, ctx.words)
        jobs = services.jobs

        def work(progress: Progress) -> ExportReport:
            plan = jobs.database(lambda: folders.prepare_export(case_id, target)).result()
            return folders.write_export(plan, progress)

        ctx.run_long(self._parent, ctx.words.tr("Exporting the case"), work, self._done)

    def _done(self, report: ExportReport) -> None:
        words = self._ctx.words
        files = words.trn("{n} file", "{n} files", report.files)
        self._ctx.messages.toast(words.tr("Exported: {files}, {size}", files=files, size=words.size(report.octets)))
