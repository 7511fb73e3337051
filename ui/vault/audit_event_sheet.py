"""One entry of the log with all that it says."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.clock import stamp
from models.views.vault import AuditEvent
from ui.context import Context
from ui.vault import audit_detail
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class AuditEventSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, event: AuditEvent) -> None:
        words, tr = ctx.words, ctx.words.tr
        super().__init__(words, ctx.theme, parent, tr(event.title), cancel=tr("Close"), width=620)
        pairs = [
            (tr("Number"), words.number(event.seq)),
            (tr("Time"), f"{words.moment(event.at)} ({stamp(event.at)})"),
            (tr("Who"), event.actor or "—"),
            (tr("Code"), event.action),
        ]
        if event.case_id:
            pairs.append((tr("Case"), event.case_id))
        if event.subject:
            pairs.append((tr("Subject"), event.subject))
        pairs += audit_detail.pairs(words, event, ctx.services.packs.latest()[1])
        pairs.append((tr("Fingerprint"), event.hash.hex()))
        for name, value in pairs:
            self.body.addWidget(Label(name, "small"))
            self.body.addWidget(Label(value, "mono" if name == tr("Fingerprint") else "body").selectable())
        self.body.addStretch(1)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
