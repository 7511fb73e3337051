"""What the fields of a case were before."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import N_
from desktop.register.fields import CODED, DAYS, FIELDS, PARTIAL
from desktop.register.partial_dates import shown
from models.views.register import FieldChange
from ui.context import Context
from ui.register.showing import Showing
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.sheet import Sheet

TABLES = {
    "case": N_("Case"),
    "case_text": N_("Claim"),
    "applicability": N_("Facts"),
    "person": N_("Person"),
    "identity_document": N_("Identity document"),
    "consent": N_("Consent"),
    "family_link": N_("Family link"),
    "exhibit": N_("Exhibit"),
    "answer": N_("Answer"),
    "opinion": N_("Opinion"),
}
LONGEST = 300


class HistorySheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, case_id: str) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("History of the fields"), cancel=tr("Close"), width=720)
        self._ctx = ctx
        self._show = Showing(ctx.words, ctx.services.register.codes)
        register = ctx.services.register
        ctx.run(self, lambda: register.history(case_id), self._fill)

    def _fill(self, changes: Sequence[FieldChange]) -> None:
        tr = self.words.tr
        if not changes:
            self.body.addWidget(Label(tr("No field of this case has been changed yet."), "muted"))
        for place, change in enumerate(changes):
            if place:
                self.body.addWidget(Line())
            where = tr(TABLES[change.table]) if change.table in TABLES else change.table
            name = tr(FIELDS[change.field]) if change.field in FIELDS else change.field
            who = " · ".join(part for part in (self._show.moment(change.at), change.actor) if part)
            entry = QVBoxLayout()
            entry.setSpacing(2)
            entry.addWidget(Label(f"{where} · {name}", "strong"))
            entry.addWidget(Label(f"{self._value(change, change.old)}  →  {self._value(change, change.new)}"))
            entry.addWidget(Label(who, "small"))
            self.body.addLayout(entry)
        self.fit()

    def _value(self, change: FieldChange, value: str) -> str:
        """A stored value as people read it; lists and blocks by their texts."""
        if not value:
            return "—"
        if change.field in DAYS:
            return self._show.day(value)
        if change.field in PARTIAL:
            return shown(value, self.words)
        listed = CODED.get(change.field, "yes_no" if value in ("yes", "no") else "")
        if value[:1] == "[":
            return self._list(value, listed)[:LONGEST]
        return self._show.code(listed, value) if listed else value[:LONGEST]

    def _list(self, value: str, listed: str) -> str:
        items = json.loads(value)
        texts = [
            ", ".join(str(v) for v in item.values() if v) if isinstance(item, dict) else self._item(str(item), listed)
            for item in items
        ]
        return "; ".join(texts) or "—"

    def _item(self, code: str, listed: str) -> str:
        return self._show.code(listed, code) if listed else code
