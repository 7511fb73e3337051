"""The log: every change, opening, export and failed unlock, as far as the chain holds."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import N_
from models.views.vault import AuditQuery
from ui.context import Context
from ui.messages import report, sentence
from ui.vault.audit_event_sheet import AuditEventSheet
from ui.vault.audit_model import ACTOR, AT, CASE, DETAIL, NUMBER, WHAT, AuditModel
from ui.widgets.banner_area import BannerArea
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.line import Line

ROOMS = (
    ("", N_("Everything")),
    ("vault.", N_("Vault")),
    ("case.", N_("Cases")),
    ("person.", N_("Persons")),
    ("exhibit.", N_("Exhibits")),
    ("answer.", N_("Answers")),
    ("opinion.", N_("Opinions")),
    ("paper.", N_("Papers")),
)
PERIODS = (
    (0, N_("Any time")),
    (1, N_("Today")),
    (7, N_("Last 7 days")),
    (31, N_("Last 31 days")),
)


class AuditScreen(QWidget):
    """Events newest first; each one was verified by its hash before it is shown."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(12)
        head.addWidget(Label(tr("Audit"), "title", wrap=False))
        self.badge = Chip()
        head.addWidget(self.badge)
        head.addStretch(1)
        self.room = QComboBox()
        self.room.setAccessibleName(tr("Kind of event"))
        for code, name in ROOMS:
            self.room.addItem(tr(name), code)
        self.actor = QComboBox()
        self.actor.setAccessibleName(tr("Who"))
        self.period = QComboBox()
        self.period.setAccessibleName(tr("Period"))
        for days, name in PERIODS:
            self.period.addItem(tr(name), days)
        for box in (self.room, self.actor, self.period):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self.refresh)
            head.addWidget(box)
        column.addLayout(head)
        self.banners = BannerArea(ctx.words, ctx.theme)
        column.addWidget(self.banners)
        column.addWidget(Line())
        self.model = AuditModel(ctx, self)
        self.model.counted.connect(self._counted)
        self.model.broken.connect(self._broken)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Log"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setProperty("cells", "plain")  # names stand over what stands in the cells
        self.table.activated.connect(self._open)
        self.table.doubleClicked.connect(self._open)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._fit_columns()
        ctx.theme.changed.connect(self._fit_columns)
        ctx.changed.connect(self.refresh)
        self._ask_actors()
        self.refresh()

    def _ask_actors(self) -> None:
        def came(names: tuple[str, ...]) -> None:
            self.actor.blockSignals(True)
            self.actor.clear()
            self.actor.addItem(self._ctx.words.tr("Everybody"), "")
            for name in names:
                if name:
                    self.actor.addItem(name, name)
            self.actor.blockSignals(False)

        self._ctx.run(self, self._ctx.services.vault.audit_actors, came)

    @Slot()
    def refresh(self) -> None:
        """Ask anew with the filters as they stand."""
        days = int(self.period.currentData() or 0)
        since = None
        if days:
            today = self._ctx.services.clock.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
            since = today - dt.timedelta(days=days - 1)
        self.model.show_events(
            AuditQuery(
                action=str(self.room.currentData() or ""), actor=str(self.actor.currentData() or ""), since=since
            )
        )

    @Slot(object)
    def _counted(self, total: int) -> None:
        words = self._ctx.words
        said = words.trn("{n} entry, verified", "{n} entries, verified", total)
        tip = words.tr(
            "Every entry that is shown was checked against its hash and its seal. A check of the vault walks all."
        )
        self.badge.set(said, "good", tip)

    @Slot(object)
    def _broken(self, error: Exception) -> None:
        self.badge.set(self._ctx.words.tr("Not verified"), "bad")
        self.banners.show_text(sentence(self._ctx.words, error), "bad")
        report(error)

    @Slot()
    def _fit_columns(self) -> None:
        theme, header = self._ctx.theme, self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        scale = min(theme.scale, max(0.8, self.width() / 900))  # the details keep a third of the width
        self.table.setColumnWidth(AT, QFontMetrics(theme.font()).horizontalAdvance("00.00.0000 00:00") + 24)
        for column, width in ((NUMBER, 64), (ACTOR, 206), (CASE, 120), (WHAT, 210)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(column, round(width * scale))
        header.setSectionResizeMode(DETAIL, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(max(28, theme.px(28)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    @Slot("QModelIndex")
    def _open(self, index: object) -> None:
        event = self.model.event_at(self.table.currentIndex().row())
        if event is not None:
            AuditEventSheet(self._ctx, self.window(), event).open()

    def place_keys(self) -> list[tuple[str, str]]:
        return [("Enter", self._ctx.words.tr("Show the whole entry"))]
