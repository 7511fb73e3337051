"""Above a translation pair: who translated and how it is certified, and how the pages belong together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.register import partial_dates
from models.views.annotations import Pair
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.tool_button import ToolButton

CERTIFIED = ("certified", "notarised")
ENOUGH = ("working", *CERTIFIED)


class PairBar(QWidget):
    """Signals:
    chosen: The place of another pair in the list that was given.
    lock_changed: Whether the pages move together.
    match_wanted: The two pages that are shown are to be matched.
    unmatch_wanted: The id of a match to take back; empty for all.
    doubt_wanted: A doubt about the marked passage is to be noted.
    closed: One document is enough.
    """

    chosen = Signal(int)
    lock_changed = Signal(bool)
    match_wanted = Signal()
    unmatch_wanted = Signal(str)
    doubt_wanted = Signal()
    closed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        words, theme = ctx.words, ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        first = QHBoxLayout()
        first.setContentsMargins(12, 4, 8, 0)
        first.setSpacing(8)
        self.status = Chip()
        first.addWidget(self.status)
        self.facts = Label("", "muted")
        first.addWidget(self.facts, 1)
        self.pairs = QComboBox()
        self.pairs.setAccessibleName(words.tr("Which translation"))
        self.pairs.activated.connect(self.chosen)
        first.addWidget(self.pairs)
        self.close_button = ToolButton(theme, "x", words.tr("Show one document only"), shortcut="V")
        self.close_button.clicked.connect(self.closed)
        first.addWidget(self.close_button)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setContentsMargins(12, 0, 8, 4)
        second.setSpacing(8)
        self.lock = QCheckBox(words.tr("Pages together"))
        self.lock.setChecked(True)
        self.lock.toggled.connect(self.lock_changed)
        second.addWidget(self.lock)
        self.match = Button(words.tr("Match these pages"), "link")
        self.match.clicked.connect(self.match_wanted)
        second.addWidget(self.match)
        self.matches = QToolButton()
        self.matches.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.matches.setMenu(self.menu)
        second.addWidget(self.matches)
        second.addStretch(1)
        self.doubt = Button(words.tr("Doubt about this passage"), "link")
        self.doubt.setToolTip("D")
        self.doubt.clicked.connect(self.doubt_wanted)
        second.addWidget(self.doubt)
        column.addLayout(second)
        column.addWidget(Line())

    def show_pairs(self, pairs: Sequence[Pair], at: int) -> None:
        """Offer these pairs and show what is known of the one at a place."""
        words = self._ctx.words
        self.pairs.clear()
        for one in pairs:
            self.pairs.addItem(f"{one.original.number} → {one.translation.number}")
        self.pairs.setCurrentIndex(at)
        self.pairs.setVisible(len(pairs) > 1)
        self._show_facts(pairs[at])
        matches = pairs[at].matches
        self.matches.setVisible(bool(matches))
        self.matches.setText(words.trn("{n} match", "{n} matches", len(matches)))
        self.matches.setAccessibleName(words.tr("Matched pages"))
        self.menu.clear()
        for match in matches:
            name = words.tr(
                "Take back: p. {original} = p. {translation}",
                original=match.original_page,
                translation=match.translation_page,
            )
            action = self.menu.addAction(name)
            action.setData(match.id)
            action.triggered.connect(self._take_back)
        self.menu.addSeparator()
        every = self.menu.addAction(words.tr("Take all matches back"))
        every.setData("")
        every.triggered.connect(self._take_back)

    def show_pages(self, original: int, translation: int) -> None:
        """Which pages (from 0) would be matched."""
        tip = self._ctx.words.tr("p. {original} = p. {translation}", original=original + 1, translation=translation + 1)
        self.match.setToolTip(tip)

    def _show_facts(self, pair: Pair) -> None:
        words, said = self._ctx.words, pair.said
        code = said.translation_status
        tone = "good" if code in CERTIFIED else "info" if code in ENOUGH else "warn"
        name = self._ctx.services.register.codes.label("translation_status", code, words.language) if code else ""
        self.status.set(name or words.tr("not stated how it is translated"), tone)  # type: ignore[arg-type]
        parts = [said.translator or words.tr("translator not stated")]
        if said.translation_date:
            parts.append(partial_dates.shown(said.translation_date, words))
        parts.append(said.translation_certificate or words.tr("no certificate stated"))
        if pair.said_by:
            parts.append(words.tr("as described in {number}, which was withdrawn", number=pair.said_by))
        self.facts.setText(" · ".join(parts))

    @Slot()
    def _take_back(self) -> None:
        action = self.sender()
        self.unmatch_wanted.emit(str(action.data()))  # type: ignore[attr-defined]
