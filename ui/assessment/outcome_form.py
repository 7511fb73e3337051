"""Outcome, reason codes and provisions of the opinion. Nothing is chosen beforehand, nothing is suggested."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from models.views.assessment import OpinionDraft
from models.views.packs import Outcome, Outcomes, ReasonCode
from ui.assessment.opinion_texts import GROUPS
from ui.assessment.tick import Tick
from ui.context import Context
from ui.widgets.label import Label


class OutcomeForm(QWidget):
    """Signals:
    changed: The `OpinionDraft` with another outcome or other codes.
    """

    changed = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._outcomes: Outcomes | None = None
        self._draft = OpinionDraft()
        self._shown: tuple[str, ...] = ()
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(tr("Outcome"), "heading"))
        self.box = QComboBox()
        self.box.setAccessibleName(tr("Outcome"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)
        self.box.activated.connect(self._chosen)
        column.addWidget(self.box)
        self._codes = QVBoxLayout()
        self._codes.setContentsMargins(0, 4, 0, 0)
        self._codes.setSpacing(0)
        column.addLayout(self._codes)
        self.boxes: dict[str, Tick] = {}
        self._labels: list[Label] = []

    def show_draft(self, outcomes: Outcomes, draft: OpinionDraft) -> None:
        language = self._ctx.words.language
        self._draft = draft
        if self._outcomes is not outcomes:
            self._outcomes = outcomes
            self.box.clear()
            self.box.addItem(self._ctx.words.tr("Not chosen"), "")
            for one in outcomes.outcomes:
                text = one.text.text(language)
                self.box.addItem(text[:1].upper() + text[1:], one.code)
        self.box.setCurrentIndex(max(0, self.box.findData(draft.outcome)))
        outcome = outcomes.outcome(draft.outcome)
        offered = [
            reason
            for reason in outcomes.reasons
            if reason.code in draft.codes or (outcome is not None and reason.group in outcome.reasons)
        ]
        if self._shown != tuple(one.code for one in offered):
            self._rebuild(offered, outcome)
        for code, box in self.boxes.items():
            box.set_ticked(code in draft.codes)

    def focus_codes(self, code: str = "") -> None:
        """Bring the focus to a code, or to the first, or to the outcome where there are none."""
        box = self.boxes.get(code) or next(iter(self.boxes.values()), None)
        (box or self.box).setFocus()

    def _rebuild(self, offered: list[ReasonCode], outcome: Outcome | None) -> None:
        tr, language = self._ctx.words.tr, self._ctx.words.language
        for old in (*self.boxes.values(), *self._labels):
            self._codes.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.boxes, self._labels, group = {}, [], ""
        before: QWidget = self.box
        for reason in offered:
            if reason.group != group:
                group = reason.group
                fits = outcome is not None and group in outcome.reasons
                title = tr(GROUPS[group])
                if not fits:
                    title = tr("{group}: does not go with this outcome", group=title)
                label = Label(title, "small" if fits else "warn")
                self._codes.addWidget(label)
                self._labels.append(label)
            box = Tick(f"{reason.code}  {reason.text.text(language)}")
            box.setObjectName(f"code.{reason.code}")
            box.toggled.connect(self._ticked)
            self._codes.addWidget(box)
            QWidget.setTabOrder(before, box.box)
            before = box.box
            self.boxes[reason.code] = box
        self._shown = tuple(self.boxes)

    @Slot(int)
    def _chosen(self, _index: int) -> None:
        self.changed.emit(replace(self._draft, outcome=str(self.box.currentData())))

    @Slot()
    def _ticked(self) -> None:
        known = [reason.code for reason in self._outcomes.reasons] if self._outcomes else []
        ticked = {code for code, box in self.boxes.items() if box.is_ticked()}
        self.changed.emit(replace(self._draft, codes=tuple(code for code in known if code in ticked)))
