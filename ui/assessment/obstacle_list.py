"""What still blocks signing: always visible, every entry a link to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from models.views.assessment import Obstacle
from ui.assessment.fold import Fold
from ui.assessment.link_label import LinkLabel
from ui.context import Context
from ui.widgets.label import Label


class ObstacleList(QWidget):
    """Signals:
    opened: The `Obstacle` that was chosen.
    """

    opened = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._shown: tuple[Obstacle, ...] | None = None
        self.links: list[LinkLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.title = Label("", "strong")
        column.addWidget(self.title)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(0)
        self._stops = QVBoxLayout()
        self._stops.setSpacing(0)
        self._column.addLayout(self._stops)
        self.more = Fold(ctx.theme, "")
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        self._scroll.setWidget(content)
        column.addWidget(self._scroll, 1)

    def show_obstacles(self, found: Sequence[Obstacle]) -> None:
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links = []
        stops = [one for one in found if one.stops]
        others = [one for one in found if not one.stops]
        words = self._ctx.words
        if stops:
            self.title.setText(words.trn("{n} thing blocks signing", "{n} things block signing", len(stops)))
        else:
            self.title.setText(words.tr("Nothing blocks signing"))
        self.title.set_role("strong" if stops else "good")
        for one in stops:
            self._stops.addWidget(self._link(one))
        for one in others:
            self.more.body.addWidget(self._link(one))
        self.more.button.setText(
            words.trn(
                "{n} note that does not block the opinion", "{n} notes that do not block the opinion", len(others)
            )
        )
        self.more.setVisible(bool(others))

    def _link(self, obstacle: Obstacle) -> LinkLabel:
        text = self._ctx.words.tr(obstacle.text, **dict(obstacle.parameters))
        link = LinkLabel(self._ctx.theme, text, "alert-circle" if obstacle.stops else "info-circle", payload=obstacle)
        link.clicked.connect(self._open)
        self.links.append(link)
        return link

    @Slot()
    def _open(self) -> None:
        link = self.sender()
        if isinstance(link, LinkLabel):
            self.opened.emit(link.payload)
