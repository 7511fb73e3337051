"""What verifying the exhibits and the files of sources found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.evidence.integrity import OUTCOMES, remedies
from models.views.integrity import CheckReport
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet


class VerifiedSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, report: CheckReport, wanted: int) -> None:
        words, tr = ctx.words, ctx.words.tr
        title = tr("What verifying found")
        super().__init__(words, ctx.theme, parent, title, cancel=tr("Close"), width=560, scrolls=False)
        said = tr("{done} of {total} files were verified.", done=len(report.findings), total=wanted)
        if not report.recorded:
            said += " " + tr("This vault is open for reading only: the result is not on record.")
        self.body.addWidget(Label(said, "muted"))
        self.list = RowList(ctx.theme, title)
        self.list.setMinimumHeight(ctx.theme.px(160))
        self.list.set_rows(
            [
                Row(
                    one.target.exhibit_id or one.target.source_id,
                    tr("Source: {title}", title=one.target.title)
                    if one.target.source_id
                    else f"{one.target.number} {one.target.title}",
                    tr(OUTCOMES[one.outcome]),
                    chip=tr("altered"),
                    tone="bad",
                    icon="alert-triangle",
                )
                for one in report.failed
            ]
        )
        if report.failed:
            self.body.addWidget(self.list, 1)
            for text in remedies(report):
                self.body.addWidget(Label(tr(text)))
        else:
            self.list.setParent(self)
            self.list.hide()
            self.body.addStretch(1)
