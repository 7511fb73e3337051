"""What came in, what was left out and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.exchange.sentences import CUSTODY_CAME, LOOSE
from desktop.i18n import N_
from models.views.exchange import ImportedCase, ImportReport
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.sheet import Sheet

WHY = {
    "hidden": N_("hidden"),
    "link": N_("link"),
    "device": N_("not a file"),
    "unreadable": N_("can't be read"),
}
MOST = 40


class ImportReportSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, report: ImportReport) -> None:
        words = ctx.words
        title = words.trn("{n} case taken in", "{n} cases taken in", len(report.cases))
        super().__init__(words, ctx.theme, parent, title, cancel=words.tr("Close"), width=640)
        for failed in report.failed:
            said = words.tr("{folder} was not taken in: {reason}", folder=failed.folder, reason=failed.message)
            self.banners.show_text(f"{said} {failed.remedy}", "bad", closable=False)
        if report.loose:
            self.body.addWidget(Label(words.tr(LOOSE.message, names=", ".join(report.loose[:MOST]))))
        for place, case in enumerate(report.cases):
            if place:
                self.body.addWidget(Line())
            self._case(case)

    def _case(self, case: ImportedCase) -> None:
        words = self.words
        head = "  ".join(part for part in (case.number, case.title) if part)
        self.body.addWidget(Label(head, "strong"))
        self.body.addWidget(Label(words.trn("{n} file taken in", "{n} files taken in", case.exhibits), "muted"))
        if case.gaps:
            said = words.tr(
                "The case number leaves a gap, which is on record: {numbers}.", numbers=", ".join(case.gaps)
            )
            self.body.addWidget(Label(said, "warn"))
        if case.custody_entries:
            self.body.addWidget(Label(words.tr(CUSTODY_CAME.message, count=case.custody_entries), "warn"))
        skipped = tuple(f"{s.name} ({words.tr(WHY[s.why])})" for s in case.skipped)
        for heading, names in (
            (words.tr("Not named in case.toml, taken in as A-exhibits:"), case.unnamed),
            (words.tr("Empty files, taken in as they are:"), case.empty),
            (words.tr("Left out:"), skipped),
        ):
            if names:
                self.body.addWidget(Label(heading, "muted"))
                shown = names[:MOST]
                rest = len(names) - len(shown)
                more = (words.trn("and {n} more", "and {n} more", rest),) if rest else ()
                self.body.addWidget(Label("\n".join((*shown, *more))))
