"""The machine-readable zone beside what was typed, field by field (V-PASS-01)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.register.document_rules import FieldDiff
from desktop.register.fields import FIELDS
from desktop.register.findings import Finding
from desktop.register.partial_dates import shown
from ui.context import Context
from ui.widgets.label import Label

DATES = frozenset({"birth_date", "expires_on"})


class ZoneDiff(QWidget):
    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        for column, stretch in enumerate((0, 2, 3, 3)):
            self._grid.setColumnStretch(column, stretch)
        self.hide()

    def show_diff(self, diffs: Sequence[FieldDiff], wrong: Sequence[Finding]) -> None:
        """Show every field that either side states, and every check digit that does not fit."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(diffs or wrong))
        tr = self._ctx.words.tr
        if diffs:
            for column, head in ((1, tr("Field")), (2, tr("Machine-readable zone")), (3, tr("In the case"))):
                self._grid.addWidget(Label(head, "small", wrap=False), 0, column)
        for row, diff in enumerate(diffs, 1):
            self._line(row, diff)
        for row, finding in enumerate(wrong, len(diffs) + 1):
            self._grid.addWidget(self._sign("alert-triangle", "warn"), row, 0)
            self._grid.addWidget(Label(finding.message(self._ctx.words), "warn"), row, 1, 1, 3)

    def _line(self, row: int, diff: FieldDiff) -> None:
        tr = self._ctx.words.tr
        icon, tone = {True: ("check", "good"), False: ("alert-triangle", "warn"), None: ("minus", "ink2")}[diff.same]
        sign = self._sign(icon, tone)
        said = {True: tr("the same"), False: tr("differs"), None: tr("can't be compared")}[diff.same]
        sign.setToolTip(said)
        sign.setAccessibleName(said)
        self._grid.addWidget(sign, row, 0)
        self._grid.addWidget(Label(tr(FIELDS[diff.field]), "muted", wrap=False), row, 1)
        for column, value in ((2, diff.mrz), (3, diff.typed)):
            text = shown(value, self._ctx.words) if diff.field in DATES else value
            self._grid.addWidget(Label(text or "—", "strong" if diff.same is False else "body"), row, column)

    def _sign(self, icon: str, tone: str) -> Label:
        sign = Label("", wrap=False)
        self._ctx.theme.put_icon(sign, icon, 16, tone)
        return sign
