"""What still blocks signing: always visible, every entry a link to where it is mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import N_
from models.views.assessment import Obstacle
from ui.assessment.fold import Fold
from ui.assessment.link_label import LinkLabel
from ui.context import Context
from ui.widgets.chip_button import ChipButton
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.scrolled import scrolled

GROUPED: dict[str, str] = {
    "item.signing": N_("Items that are not settled; without them nothing is signed:"),
    "item.support": N_("Items that are not settled; without them no support can be recommended:"),
    "item.agenda": N_("Items that are not settled; without them the case goes on no agenda:"),
    "item.admission": N_("Items that are not settled; without them the case is not admitted:"),
    "item.second_reading": N_("Items that need a second reader before a recommendation is issued:"),
    "exhibit.no_language": N_(
        "Exhibits whose language is not stated: whether they need a translation can't be judged:"
    ),
    "exhibit.uncertified": N_("Exhibits whose translation must be certified before a recommendation is issued:"),
    "source.undisclosed": N_("Exhibits from sources of country information that the applicant does not know yet:"),
}


Entry = tuple[Obstacle, ...]  # one line, or several items that share a sentence


class ObstacleList(QWidget):
    """Signals:
    opened: The `Obstacle` that was chosen.
    """

    opened = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._wanted: tuple[Obstacle, ...] = ()
        self._shown: tuple[Obstacle, ...] | None = None
        self._entries: dict[Entry, QWidget] = {}
        self.links: list[LinkLabel | ChipButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.title = Label("", "strong")
        head = QHBoxLayout()
        head.setSpacing(8)
        self._sign = Label("", wrap=False)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        column.addLayout(head)
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
        column.addWidget(scrolled(content), 1)

    def show_obstacles(self, found: Sequence[Obstacle]) -> None:
        """Nobody sees a hidden list: it is filled when it comes into sight."""
        self._wanted = tuple(found)
        stops = any(one.stops for one in found)
        words = self._ctx.words
        if stops:
            count = sum(one.stops for one in found)
            self.title.setText(words.trn("{n} thing blocks signing", "{n} things block signing", count))
        else:
            self.title.setText(words.tr("Nothing blocks signing"))
        self.title.set_role("strong" if stops else "good")
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        self._fill()
        super().showEvent(event)

    def _fill(self) -> None:
        if self._wanted == self._shown:
            return
        self._shown = self._wanted
        stops = [one for one in self._wanted if one.stops]
        others = [one for one in self._wanted if not one.stops]
        theme = self._ctx.theme
        theme.put_icon(self._sign, *(("alert-circle", 16, "bad") if stops else ("circle-check", 16, "good")))
        former, self._entries, self.links = self._entries, {}, []
        self._stand(self._stops, stops, former)
        self._stand(self.more.body, others, former)
        for gone in former.values():
            gone.hide()
            gone.deleteLater()
        said = self._ctx.words.trn("{n} note blocks nothing", "{n} notes block nothing", len(others))
        self.more.button.setText(said)
        self.more.setVisible(bool(others))

    def _stand(self, column: QVBoxLayout, found: Sequence[Obstacle], former: dict[Entry, QWidget]) -> None:
        """One line each; more than two items of one kind share a sentence and stand as chips. What stood stays."""
        for place, entry in enumerate(_entries(found)):
            widget = former.pop(entry, None)
            if widget is None:
                widget = self._link(entry[0]) if len(entry) == 1 else self._group(entry)
            column.insertWidget(place, widget)
            self._entries[entry] = widget
            links = [widget] if isinstance(widget, LinkLabel) else widget.findChildren(ChipButton)
            self.links += links

    def _group(self, found: Entry) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        column.addWidget(Label(self._ctx.words.tr(GROUPED[found[0].code])))
        row = QWidget()
        flow = FlowLayout(row)
        for one in found:
            said = self._ctx.words.tr(one.text, **dict(one.parameters))
            shown = dict(one.parameters).get("exhibit", one.target.id)
            chip = ChipButton(shown, "bad" if one.stops else "neutral", payload=one, tip=said, name=said)
            chip.clicked.connect(self._open)
            flow.addWidget(chip)
        column.addWidget(row)
        return group

    def _link(self, obstacle: Obstacle) -> LinkLabel:
        text = self._ctx.words.tr(obstacle.text, **dict(obstacle.parameters))
        link = LinkLabel(self._ctx.theme, text, "alert-circle" if obstacle.stops else "info-circle", payload=obstacle)
        if obstacle.remedy:
            link.setToolTip(self._ctx.words.tr(obstacle.remedy))
            link.setAccessibleDescription(link.toolTip())
        link.clicked.connect(self._open)
        return link

    @Slot()
    def _open(self) -> None:
        link = self.sender()
        if isinstance(link, (LinkLabel, ChipButton)):
            self.opened.emit(link.payload)


def _entries(found: Sequence[Obstacle]) -> list[Entry]:
    """What stands together, in the order of the first of each."""
    kinds = Counter(one.code for one in found)
    entries: dict[object, Entry] = {}
    for one in found:
        together = one.code in GROUPED and kinds[one.code] > 2
        key = one.code if together else one
        entries[key] = (*entries.get(key, ()), one)
    return list(entries.values())
