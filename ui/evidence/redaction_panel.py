"""Beside the page: why something is blacked out, what is chosen so far, and how the copy will be made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.evidence.redacting import RESOLUTIONS
from models.views.evidence import ImagePlace, PagePlace, TextPlace
from models.views.redactions import RedactionDraft
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.scrolled import scrolled

LONGEST_QUOTE = 60


class RedactionPanel(QWidget):
    """Signals:
    taken: What is marked on the page is to be blacked out.
    page_taken: The whole page is to be blacked out.
    removed: The place (by its number) is to be left readable after all.
    reasoned: The reason shown now is to be that of the place (by its number).
    chosen: The list stands on a place (its number), or on none (-1).
    preview_wanted: Whether the pages are to be shown as they will be.
    """

    taken = Signal()
    page_taken = Signal()
    removed = Signal(int)
    reasoned = Signal(int)
    chosen = Signal(int)
    preview_wanted = Signal(bool)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        tr, theme = ctx.words.tr, ctx.theme
        self.setFixedWidth(theme.px(300))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.setAccessibleName(tr("Reason"))
        codes = ctx.services.register.codes
        for code in codes.of("redaction_reason"):
            self.reason.addItem(codes.label("redaction_reason", code.code, ctx.words.language), code.code)
        label = Label(tr("Reason"), "muted")
        label.setBuddy(self.reason)
        column.addWidget(label)
        column.addWidget(self.reason)
        self.take = Button(tr("Black out what is marked"), theme=theme, icon="square")
        self.take.setToolTip(f"{tr('Black out what is marked')}  Ctrl+B")
        self.take.clicked.connect(self.taken)
        self.whole = Button(tr("Black out the whole page"), theme=theme, icon="file-off")
        self.whole.clicked.connect(self.page_taken)
        column.addWidget(self.take)
        column.addWidget(self.whole)
        self.count = Label("", "muted")
        column.addWidget(self.count)
        self.list = RowList(theme, tr("Places to be blacked out"))
        self.list.setMinimumHeight(theme.px(140))
        self.list.current.connect(self._stood)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.remove = Button(tr("Leave readable"), theme=theme, icon="x")
        self.remove.clicked.connect(self._remove)
        self.set_reason = Button(tr("Set the reason"), theme=theme, icon="edit")
        self.set_reason.clicked.connect(self._set_reason)
        row.addWidget(self.remove)
        row.addWidget(self.set_reason)
        row.addStretch(1)
        column.addLayout(row)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        self.preview = QCheckBox(tr("Show as it will be"))
        self.preview.toggled.connect(self.preview_wanted)
        column.addWidget(self.preview)
        self.resolution = QComboBox()
        self.resolution.setAccessibleName(tr("Resolution of the copy"))
        for dpi in RESOLUTIONS:
            self.resolution.addItem(tr("{dpi} dots an inch", dpi=dpi), dpi)
        named = Label(tr("Resolution of the copy"), "muted")
        named.setBuddy(self.resolution)
        column.addWidget(named)
        column.addWidget(self.resolution)
        self.show_drafts(())

    def scrolled(self) -> QScrollArea:
        """The panel in an area that scrolls where letters are large."""
        area = scrolled(self)
        area.setFixedWidth(self.width() + area.verticalScrollBar().sizeHint().width())
        return area

    @property
    def why(self) -> str:
        """The reason as it stands: a code of the list, or typed words."""
        text = self.reason.currentText().strip()
        at = self.reason.findText(text, Qt.MatchFlag.MatchExactly)
        return str(self.reason.itemData(at)) if at >= 0 else text

    @property
    def dpi(self) -> int:
        return int(self.resolution.currentData())

    def show_drafts(self, drafts: Sequence[RedactionDraft]) -> None:
        words = self._ctx.words
        self.list.set_rows([self._row(number, draft) for number, draft in enumerate(drafts)])
        self.count.setText(
            words.trn("{n} place", "{n} places", len(drafts)) if drafts else words.tr("Nothing is chosen yet.")
        )
        self._stood(self.list.current_key())

    def stand_on(self, number: int) -> None:
        self.list.go_to(str(number))

    def _row(self, number: int, draft: RedactionDraft) -> Row:
        tr, redactions = self._ctx.words.tr, self._ctx.services.evidence.redactions
        match draft.place:
            case PagePlace(page, rects) | ImagePlace(page, rects):
                where = tr("p. {page}", page=page)
                what = tr("the whole page") if not rects else ""
            case TextPlace(line=line):
                where, what = tr("line {line}", line=line), ""
            case _:
                where, what = "", ""
        quote = " ".join(draft.quote.split())
        if quote:
            what = tr("“{quote}”", quote=quote[:LONGEST_QUOTE])
        return Row(
            str(number),
            " · ".join(part for part in (where, what or tr("rectangle")) if part),
            redactions.reason(self._ctx.words, draft.reason),
        )

    @Slot(str)
    def _stood(self, key: str) -> None:
        for button in (self.remove, self.set_reason):
            button.setEnabled(bool(key))
        self.chosen.emit(int(key) if key else -1)

    @Slot()
    def _remove(self) -> None:
        if key := self.list.current_key():
            self.removed.emit(int(key))

    @Slot()
    def _set_reason(self) -> None:
        if key := self.list.current_key():
            self.reasoned.emit(int(key))
