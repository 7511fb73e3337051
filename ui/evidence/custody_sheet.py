"""The custody log of one exhibit: who had it, when, and what was done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.clock import parse_stamp
from models.views.evidence import CustodyEntry, ExhibitView
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

ICONS = {
    "received": "download",
    "opened": "eye",
    "copied": "copy",
    "exported": "file-export",
    "returned": "arrow-back-up",
    "destroyed": "trash",
    "withdrawn": "ban",
}


class CustodySheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView) -> None:
        words = ctx.words
        title = words.tr("Custody log of {number}", number=exhibit.number)
        super().__init__(words, ctx.theme, parent, title, cancel=words.tr("Close"), width=560, scrolls=False)
        self._ctx = ctx
        self._exhibit = exhibit
        self.note = Label(words.tr("Reading the log …"), "muted")
        self.body.addWidget(self.note)
        self.list = RowList(ctx.theme, title)
        self.list.setMinimumHeight(ctx.theme.px(300))
        self.body.addWidget(self.list, 1)
        evidence = ctx.services.evidence
        ctx.run(self, lambda: evidence.custody(exhibit.id), self._show, self.fail)

    def _show(self, entries: Sequence[CustodyEntry]) -> None:
        words, codes = self._ctx.words, self._ctx.services.register.codes
        rows = []
        for number, entry in enumerate(entries):
            same = entry.sha256 == self._exhibit.sha256
            rows.append(
                Row(
                    str(number),
                    codes.label("custody_action", entry.action, words.language),
                    " · ".join(part for part in (entry.who, entry.note) if part) or words.tr("not stated by whom"),
                    chip="" if same else words.tr("other checksum"),
                    tone="bad",
                    aside=words.moment(parse_stamp(entry.at)),
                    icon=ICONS.get(entry.action, "point"),
                )
            )
        self.list.set_rows(rows)
        self.note.setText(
            words.trn(
                "{n} entry, the oldest first. Nothing can be changed here.",
                "{n} entries, the oldest first. Nothing can be changed here.",
                len(rows),
            )
        )
