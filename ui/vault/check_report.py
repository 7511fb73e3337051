"""What a check found, in sentences."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import Words
from models.views.vault import CheckReport
from ui.theme import Theme
from ui.widgets.chip import Chip
from ui.widgets.label import Label

FINDINGS_SHOWN = 200


class CheckReportView(QWidget):
    def __init__(self, words: Words, theme: Theme, report: CheckReport) -> None:
        super().__init__()
        tr, trn = words.tr, words.trn
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        if report.ok:
            head.addWidget(Chip(tr("Whole"), "good"))
            said = tr("Everything in the vault is as it was written.")
        else:
            head.addWidget(Chip(tr("Damaged"), "bad"))
            said = tr("Something in the vault is not as it was written. Keep the vault as it is and restore a backup.")
        head.addWidget(Label(said), 1)
        column.addLayout(head)
        looked = " · ".join(
            (
                trn("{n} case", "{n} cases", report.cases),
                trn("{n} record", "{n} records", report.rows),
                trn("{n} log entry", "{n} log entries", report.events),
                trn("{n} sealed file", "{n} sealed files", report.objects),
                words.size(report.octets),
            )
        )
        column.addWidget(Label(looked, "muted"))
        column.addWidget(Label(tr("Fingerprint of the log, entry {seq}:", seq=report.head_seq), "small"))
        column.addWidget(Label(report.head_hash.hex(), "mono").selectable())
        for finding in report.findings[:FINDINGS_SHOWN]:
            line = QHBoxLayout()
            line.addWidget(Chip(tr("Damage") if finding.grave else tr("Remark"), "bad" if finding.grave else "neutral"))
            line.addWidget(Label(tr(finding.message, **dict(finding.parameters))).selectable(), 1)
            column.addLayout(line)
        more = len(report.findings) - FINDINGS_SHOWN
        if more > 0:
            column.addWidget(Label(trn("and {n} more finding", "and {n} more findings", more), "muted"))
