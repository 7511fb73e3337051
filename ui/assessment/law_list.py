"""The provisions that the opinion relies on. What nobody checked against the text in force is shown, never printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.views.packs import Law
from ui.assessment.law_sheet import LawSheet
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton


class LawList(QWidget):
    """Signals:
    changed: The ids of the chosen provisions (tuple), in the order of the pack.
    """

    changed = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._laws: tuple[Law, ...] = ()
        self._chosen: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self.add = Button(ctx.words.tr("Add a provision"), "link", theme=ctx.theme, icon="section")
        self.add.clicked.connect(self._offer)
        column.addWidget(self.add)

    def show_laws(self, laws: Sequence[Law], chosen: Sequence[str]) -> None:
        if tuple(laws) == self._laws and tuple(chosen) == self._chosen:
            return
        self._laws, self._chosen = tuple(laws), tuple(chosen)
        while self._rows.count():
            item = self._rows.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for law in self._laws:
            if law.id in self._chosen:
                self._rows.addWidget(self._row(law))

    def _row(self, law: Law) -> QWidget:
        tr, language = self._ctx.words.tr, self._ctx.words.language
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        if law.checked_on:
            said = tr("checked on {day}", day=law.checked_on)
        else:
            said = tr("not checked against the text in force; never printed")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(law.name(language)))
        texts.addWidget(Label(said, "small" if law.checked_on else "warn"))
        line.addLayout(texts, 1)
        cross = ToolButton(self._ctx.theme, "x", tr("Remove the provision {law}", law=law.name(language)), size=12)
        cross.setObjectName(law.id)
        cross.clicked.connect(self._remove)
        line.addWidget(cross)
        return row

    @Slot()
    def _offer(self) -> None:
        sheet = LawSheet(self._ctx, self, self._laws, self._chosen)
        sheet.chosen.connect(self.changed)
        sheet.open()

    @Slot()
    def _remove(self) -> None:
        self._tell(set(self._chosen) - {self.sender().objectName()})

    def _tell(self, chosen: set[str]) -> None:
        self.changed.emit(tuple(law.id for law in self._laws if law.id in chosen))
