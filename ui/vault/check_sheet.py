"""Start a check of the whole vault; it runs in the status line and ends in a report."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.jobs import Progress
from models.views.vault import CheckReport
from ui.context import Context
from ui.messages import Action
from ui.vault.report_sheet import VaultReportSheet
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class CheckSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("Check the vault"), accept=tr("Check"), cancel=tr("Not now"))
        self._ctx = ctx
        self._owner = parent
        self.body.addWidget(
            Label(
                tr(
                    "Every record, every log entry and every sealed file is read and compared with what was written. "
                    "You can go on working meanwhile."
                )
            )
        )

    def submit(self) -> None:
        ctx, owner, tr = self._ctx, self._owner, self._ctx.words.tr
        vault = ctx.services.vault
        self.accept()

        def work(progress: Progress) -> CheckReport:
            return vault.check(progress, ctx.on_database)

        def repair() -> None:
            def removed(count: int) -> None:
                ctx.messages.toast(ctx.words.trn("{n} sealed file removed", "{n} sealed files removed", count))

            ctx.pool(owner, lambda: vault.repair(reports[0], ctx.on_database), removed)

        reports: list[CheckReport] = []

        def done(report: CheckReport) -> None:
            reports.append(report)

            def look() -> None:
                VaultReportSheet(ctx, owner, tr("The check of the vault"), (), report, repair).open()

            said = (
                tr("The vault was checked: it is whole.") if report.ok else tr("The check of the vault found damage.")
            )
            ctx.messages.banner(owner, said, Action(tr("Show the report"), look), "good" if report.ok else "bad")

        ctx.run_long(owner, tr("Checking the vault"), work, done)
