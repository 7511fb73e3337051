"""One repeatable block of a person as a line of small fields."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.i18n import N_
from models.views.register import Citizenship, ClockPause, Employment, Income, LanguageSkill, OtherName
from ui.context import Context
from ui.register.code_box import CodeBox
from ui.register.date_edit import DateEdit
from ui.register.showing import Showing
from ui.widgets.tool_button import ToolButton

# Fields that a line shows: (name, hint, code list or "date" or "text"). The others of a block stay as they are.
LINES: dict[type[Any], tuple[tuple[str, str, str], ...]] = {
    OtherName: (("kind", N_("Kind"), "name_kind"), ("value", N_("Name"), "text"), ("reason", N_("Reason"), "text")),
    Citizenship: (
        ("country", N_("Country"), "country"),
        ("since", N_("Since"), "date"),
        ("until", N_("Until"), "date"),
    ),
    LanguageSkill: (("language", N_("Language"), "language"), ("level", N_("Level"), "language_level")),
    Employment: (
        ("since", N_("Since"), "date"),
        ("until", N_("Until"), "date"),
        ("employer", N_("Employer"), "text"),
        ("post", N_("Post"), "text"),
    ),
    Income: (("source", N_("Source"), "text"), ("amount", N_("Amount"), "text"), ("period", N_("Period"), "text")),
    ClockPause: (
        ("since", N_("Since"), "date"),
        ("until", N_("Until"), "date"),
        ("reason", N_("Reason"), "text"),
        ("end_rule", N_("What ends it"), "text"),
    ),
}


class BlockLine(QWidget):
    """One block. Signals:
    removed: The line is to go.
    edited: A field changed.
    """

    removed = Signal(object)
    edited = Signal()

    def __init__(self, ctx: Context, block: Any) -> None:
        super().__init__()
        self._block = block
        self._fields: dict[str, QLineEdit | DateEdit | CodeBox] = {}
        show, tr = Showing(ctx.words, ctx.services.register.codes), ctx.words.tr
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for name, hint, kind in LINES[type(block)]:
            field = self._field(show, kind, tr(hint), getattr(block, name))
            field.setAccessibleName(tr(hint))
            self._fields[name] = field
            row.addWidget(field, 2 if kind == "text" else 1)
        remove = ToolButton(ctx.theme, "x", tr("Remove this line"))
        remove.clicked.connect(self._remove)
        row.addWidget(remove)

    def _field(self, show: Showing, kind: str, hint: str, value: str) -> QLineEdit | DateEdit | CodeBox:
        if kind == "text":
            line = QLineEdit(value)
            line.setPlaceholderText(hint)
            line.editingFinished.connect(self.edited)
            return line
        if kind == "date":
            date = DateEdit(partial=True, hint=hint)
            date.set_value(value)
            date.edited.connect(self.edited)
            return date
        box = CodeBox(show.options(kind), hint)
        box.set_code(value)
        box.edited.connect(self.edited)
        return box

    def block(self) -> Any:
        kept = {f.name: getattr(self._block, f.name) for f in fields(self._block)}
        for name, field in self._fields.items():
            if isinstance(field, CodeBox):
                kept[name] = field.code()
            elif isinstance(field, DateEdit):
                kept[name] = field.value()
            else:
                kept[name] = field.text().strip()
        return type(self._block)(**kept)

    def focus_first(self) -> None:
        next(iter(self._fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self)
