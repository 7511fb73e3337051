"""Above the page: which exhibit, which page, and the button that cites."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from models.views.evidence import ExhibitView
from ui.context import Context
from ui.evidence.actions import ANNOTATE, ViewerActions
from ui.evidence.caution_chip import CautionChip
from ui.evidence.exhibit_facts import failure_text
from ui.widgets.chip import Chip
from ui.widgets.chip_button import ChipButton
from ui.widgets.label import Label
from ui.widgets.tips import plain
from ui.widgets.tool_button import ToolButton

NARROW_BELOW = 340


class ExhibitHeader(QWidget):
    """Number and page never leave the screen; the title is cut where there is no room and then has a tooltip.

    Signals:
    original_wanted: The id of the exhibit that this one was made of.
    """

    original_wanted = Signal(str)

    def __init__(self, ctx: Context, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words, theme = ctx.words, ctx.theme
        self._words = words
        self._title = ""
        self._narrow_below = theme.px(NARROW_BELOW)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        self.number = Label("", "strong", wrap=False)
        row.addWidget(self.number)
        self.title = Label("", "muted", wrap=False)
        self.title.setMinimumWidth(40)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.installEventFilter(self)  # its room changes with the buttons beside it too
        row.addWidget(self.title, 1)
        self.original = ChipButton("", "neutral", parent=self)
        self.original.clicked.connect(lambda: self.original_wanted.emit(str(self.original.payload)))
        self.original.hide()
        row.addWidget(self.original)
        self.caution = CautionChip(ctx, self)
        row.addWidget(self.caution)
        self.altered = Chip(words.tr("altered"), "bad", parent=self)
        self.altered.hide()
        row.addWidget(self.altered)
        self.state = Chip()
        self.state.hide()
        row.addWidget(self.state)
        self.beside = ToolButton(theme, "columns-2", words.tr("Side by side"), action=actions["beside"], parent=self)
        self.beside.set_name(words.tr("Side by side"), "V")
        self.beside.hide()
        actions["beside"].enabledChanged.connect(self.beside.setVisible)
        row.addWidget(self.beside)
        self.cite = QToolButton()
        self.cite.setDefaultAction(actions["cite"])
        self.cite.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.cite.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.cite.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cite.setAccessibleName(actions["cite"].text())
        row.addWidget(self.cite)
        self.annotate = ToolButton(theme, "highlight", words.tr("Annotate"), shortcut="H")
        self.annotate.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for key in (*ANNOTATE, "", "colour", "undo", "redo", "", "notes"):
            if key:
                menu.addAction(actions[key])
            else:
                menu.addSeparator()
        self.annotate.setMenu(menu)
        row.addWidget(self.annotate)

    def show_exhibit(self, exhibit: ExhibitView | None) -> None:
        self._title = exhibit.title(self._words.language) if exhibit is not None else ""
        self.number.setText(exhibit.number if exhibit is not None else "")
        withdrawn = exhibit is not None and exhibit.status == "withdrawn"
        self.state.setVisible(withdrawn)
        if withdrawn and exhibit is not None:
            self.state.set(self._words.tr("withdrawn"), "warn", exhibit.status_reason)
        failed = exhibit.failed_at if exhibit is not None else ""
        self.altered.setVisible(bool(failed))
        if failed:
            self.altered.setToolTip(failure_text(self._words, failed))
        self._show_original(exhibit)
        self.caution.follow(exhibit)
        self._fit()

    def _show_original(self, exhibit: ExhibitView | None) -> None:
        derived = exhibit if exhibit is not None and exhibit.derived_from is not None else None
        self.original.setVisible(derived is not None)
        if derived is not None:
            tr = self._words.tr
            self.original.payload = derived.derived_from
            self.original.setText(tr("from {number}", number=derived.derived_number))
            told = tr("Go to {number}, of which this was made", number=derived.derived_number)
            self.original.setToolTip(plain(told))
            self.original.setAccessibleName(told)

    def show_page(self, exhibit: ExhibitView, page: int, pages: int) -> None:
        """`page` from 0."""
        text = exhibit.number
        if pages:
            text += " · " + self._words.tr("p. {page}/{pages}", page=page + 1, pages=pages)
        self.number.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.title and event.type() == QEvent.Type.Resize:
            self._show_title()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if self.width() < self._narrow_below:  # beside another document: better no word than half of one
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        self.cite.setToolButtonStyle(style)
        self._show_title()

    def _show_title(self) -> None:
        room = max(0, self.title.width() - 2)
        shown = self.title.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.title.setText(shown)
        self.title.setToolTip(plain(self._title) if shown != self._title else "")
        self.title.setAccessibleName(self._title)
