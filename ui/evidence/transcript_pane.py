"""Subtitles of the case beside a recording: which file, its lines, and the one that is heard now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from models.views.evidence import ExhibitView
from models.views.media import Cue
from ui.context import Context
from ui.evidence.cue_list import CueList
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desktop.evidence.decoding import Source

ENDINGS = (".srt", ".vtt")


class TranscriptPane(QWidget):
    """Signals:
    chosen: A `Cue` to go to.
    loaded: Lines are here, or none any more.
    failed: An exception; the file could not be read.
    """

    chosen = Signal(object)
    loaded = Signal()
    failed = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._round = 0
        self._starts: list[int] = []
        self.exhibits: tuple[ExhibitView, ...] = ()
        tr = ctx.words.tr
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Subtitles or transcript"))
        self.choice.setPlaceholderText(tr("Choose subtitles or a transcript"))
        self.choice.setMinimumContentsLength(12)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.none = Label(tr("Subtitles (.srt, .vtt) that are exhibits of this case can be followed here."), "muted")
        self.none.setContentsMargins(12, 8, 12, 8)
        self.list = CueList(ctx.theme, tr("Lines"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(8, 4, 8, 4)
        top.addWidget(self.choice)
        column.addLayout(top)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        self.setMinimumHeight(ctx.theme.px(120))
        self.choice.activated.connect(self._take)
        self.list.opened.connect(self._open)

    def follow(self, recording: ExhibitView) -> None:
        """Offer the subtitles that stand in the recording's case, and show those that go by its name."""
        self.forget()
        mine, evidence = self._round, self._ctx.services.evidence

        def known(exhibits: tuple[ExhibitView, ...]) -> None:
            if mine == self._round:
                standing = [one for one in exhibits if one.status == "admitted"]
                self._offer(recording, [one for one in standing if one.shown_name.lower().endswith(ENDINGS)])

        self._ctx.run(self, lambda: evidence.exhibits(recording.case_id), known, self.failed.emit)

    def forget(self) -> None:
        self._round += 1
        self.exhibits, self._starts = (), []
        self.choice.clear()
        self.choice.hide()
        self.none.show()
        self.list.show_cues(())

    @property
    def cues(self) -> tuple[Cue, ...]:
        return self.list.cues

    def at(self, ms: int) -> Cue | None:
        """What is said at a moment."""
        number = bisect_right(self._starts, ms) - 1
        return self.cues[number] if number >= 0 and ms < self.cues[number].end_ms else None

    def said(self, start: int, end: int) -> str:
        """What is said between two moments."""
        return " ".join(cue.text for cue in self.cues if cue.start_ms < end and cue.end_ms > start)

    def show_at(self, ms: int) -> None:
        """Stand on the line of a moment, unless the reader is in the list."""
        number = bisect_right(self._starts, ms) - 1
        if number >= 0 and not self.list.hasFocus():
            self.list.go_to(str(number))

    def _offer(self, recording: ExhibitView, found: Sequence[ExhibitView]) -> None:
        self.exhibits = tuple(found)
        self.choice.setVisible(bool(found))
        self.none.setVisible(not found)
        for one in found:
            self.choice.addItem(f"{one.number} · {one.shown_name}")
        stem = recording.shown_name.rsplit(".", 1)[0].lower()
        named = next((n for n, one in enumerate(found) if one.shown_name.lower().startswith(stem)), None)
        self.choice.setCurrentIndex(-1 if named is None else named)
        if named is not None:
            self._take(named)

    @Slot(int)
    def _take(self, number: int) -> None:
        if not 0 <= number < len(self.exhibits):
            return
        self._round += 1
        mine, exhibit, services = self._round, self.exhibits[number], self._ctx.services

        def opened(source: Source) -> None:
            self._ctx.pool(self, lambda: read(source), done, self.failed.emit)

        def read(source: Source) -> tuple[Cue, ...]:
            try:
                document = services.decoders.open(source, "text")
            except BaseException:
                source.close()
                raise
            with document:
                return document.cues()

        def done(cues: tuple[Cue, ...]) -> None:
            if mine == self._round:
                self._starts = [cue.start_ms for cue in cues]
                self.list.show_cues(cues)
                self.loaded.emit()

        # on record: what is in it is read now
        self._ctx.run(self, lambda: services.evidence.open_exhibit(exhibit.id), opened, self.failed.emit)

    @Slot(str)
    def _open(self, key: str) -> None:
        self.chosen.emit(self.cues[int(key)])
