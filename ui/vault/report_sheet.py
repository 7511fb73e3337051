"""The outcome of a check, a backup or a restore, after it ran in the status line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.views.vault import CheckReport
from ui.context import Context
from ui.vault.check_report import CheckReportView
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class VaultReportSheet(Sheet):
    """`repair` is offered when the check found sealed files that no record owns."""

    def __init__(
        self,
        ctx: Context,
        parent: QWidget,
        title: str,
        lines: tuple[str, ...],
        report: CheckReport,
        repair: Callable[[], None] | None = None,
    ) -> None:
        tr = ctx.words.tr
        offered = repair is not None and bool(report.orphans) and report.ok
        verb = tr("Remove what no record owns") if offered else ""
        super().__init__(
            ctx.words, ctx.theme, parent, title, accept=verb, cancel=tr("Close"), width=620, danger=offered
        )
        self._repair = repair
        for line in lines:
            self.body.addWidget(Label(line).selectable())
        self.body.addWidget(CheckReportView(ctx.words, ctx.theme, report))
        self.body.addStretch(1)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()

    def submit(self) -> None:
        self.accept()
        if self._repair is not None:
            self._repair()
