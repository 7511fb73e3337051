"""The files that the open exhibit brings along: what they are, and the way to make exhibits of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.evidence.kinds import KINDS
from desktop.i18n import N_
from models.views.evidence import Part
from ui.context import Context
from ui.evidence.names import claimed, format_name, icon_of
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.row import Row
from ui.widgets.row_list import RowList

NOTES: dict[str, str] = {
    "alternative": N_("another form of the text"),
    "inline": N_("shown within the text by other programs"),
    "cut": N_("incomplete"),
    "reference": N_("only a reference; the file itself is not here"),
}
CLOSED = ("cut", "reference")  # what is not whole can't be taken in
ON_PAGE = "page."  # and its number
ROWS_SEEN = 3
STRETCHES_NAMED = 12  # of pages that were not searched


class PartsPane(QWidget):
    """Signals:
    wanted: The parts (tuple of `Part`) that are to be taken in as exhibits.
    """

    wanted = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        tr, theme = ctx.words.tr, ctx.theme
        self.parts: tuple[Part, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line())
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.setSpacing(2)
        self.title = Label("", "strong", wrap=False)
        head.addWidget(self.title, 1)
        self.take_all = Button(tr("Take in all …"), "link")
        self.take_all.clicked.connect(self._all)
        head.addWidget(self.take_all)
        self.take = Button(tr("Take in …"), theme=theme, icon="file-import")
        self.take.setToolTip(tr("Take this file in as an exhibit of its own"))
        self.take.clicked.connect(self._one)
        head.addWidget(self.take)
        column.addLayout(head)
        self.rest = Label("", "muted")
        self.rest.setContentsMargins(12, 0, 8, 4)
        column.addWidget(self.rest)
        self.list = RowList(theme, tr("Attached files"))
        self.list.current.connect(self._moved)
        self.list.opened.connect(self._chosen)
        self.list.setFixedHeight(theme.px(52) * ROWS_SEEN)
        column.addWidget(self.list)
        self.hide()

    def show_parts(self, parts: Sequence[Part], unsearched: Sequence[range] = ()) -> None:
        """Show the list; without parts the pane is gone, unless pages (from 0) could not be searched for them."""
        self.parts = tuple(parts)
        words = self._ctx.words
        rows = []
        for number, part in enumerate(self.parts):
            size = words.size(part.size) if part.size is not None else ""
            note = words.tr(NOTES[part.note]) if part.note in NOTES else ""
            if part.note.startswith(ON_PAGE):
                note = words.tr("attached to page {page}", page=part.note.removeprefix(ON_PAGE))
            kind = claimed(part.media, part.name)
            detail = " · ".join(said for said in (format_name(words, kind), size, note) if said)
            media = KINDS[kind].media if kind else part.media
            rows.append(Row(str(number), part.name, detail, icon=icon_of(media, kind)))
        self.list.set_rows(rows)
        self.title.setText(f"{words.tr('Attached files')}  {words.number(len(rows))}")
        self.list.setFixedHeight(self._ctx.theme.px(52) * min(max(len(rows), 1), ROWS_SEEN))
        self.rest.setText(self._left(unsearched))
        self.rest.setVisible(bool(unsearched))
        self.list.setVisible(bool(rows))
        self.take.setVisible(bool(rows))
        self.take_all.setVisible(len(self._whole()) > 1)
        self.setVisible(bool(rows or unsearched))
        if rows:
            self.list.go_to("0")
        self._moved(self.list.current_key())

    def current(self) -> Part | None:
        """The part one stands on."""
        key = self.list.current_key()
        return self.parts[int(key)] if key else None

    def enter(self) -> None:
        """Take the keyboard."""
        if self.isVisible():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _left(self, unsearched: Sequence[range]) -> str:
        pages = ", ".join(
            f"{run.start + 1}–{run.stop}" if len(run) > 1 else str(run.stop) for run in unsearched[:STRETCHES_NAMED]
        )
        if len(unsearched) > STRETCHES_NAMED:
            return self._ctx.words.tr("Pages not searched for attached files: {pages} and others", pages=pages)
        return self._ctx.words.tr("Pages not searched for attached files: {pages}", pages=pages)

    def _whole(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.note not in CLOSED)

    @Slot(str)
    def _moved(self, _key: str) -> None:
        part = self.current()
        self.take.setEnabled(part is not None and part.note not in CLOSED)

    @Slot(str)
    def _chosen(self, _key: str) -> None:
        """A click or Enter stands on a row; taking in is a step of its own."""
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _one(self) -> None:
        part = self.current()
        if part is not None:
            self.wanted.emit((part,))

    @Slot()
    def _all(self) -> None:
        self.wanted.emit(self._whole())
