"""One annotation: its words, kind, colour, tag, and whether others may read it."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from models.views.annotations import KINDS, Annotation, AnnotationDraft, AnnotationKind, Labels
from ui.context import Context
from ui.evidence.annotation_names import KIND_NAMES, colour_name, tag_name
from ui.evidence.note_layer import colours
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet

PLACELESS: tuple[AnnotationKind, ...] = ("note", "pin", "doubt")  # what may stand where nothing is marked
SHOWN_QUOTE = 300


class AnnotationSheet(Sheet):
    """Signals:
    kept: The annotation or draft with what was typed and chosen.
    """

    kept = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, labels: Labels, one: Annotation | AnnotationDraft) -> None:
        words = ctx.words
        mine = not isinstance(one, Annotation) or one.mine
        kind = words.tr(KIND_NAMES[one.kind])
        title = words.tr("{kind} in {number}", kind=kind, number=one.number) if isinstance(one, Annotation) else kind
        accept = words.tr("Keep the annotation") if mine else ""
        super().__init__(words, ctx.theme, parent, title, accept=accept, cancel="" if mine else words.tr("Close"))
        self._one = one
        if one.quote:
            quote = one.quote if len(one.quote) <= SHOWN_QUOTE else one.quote[:SHOWN_QUOTE] + " …"
            self.body.addWidget(Label(words.tr("“{quote}”", quote=quote), "muted"))
        if not mine and isinstance(one, Annotation):
            self.body.addWidget(Label(words.tr("Shared by {author}.", author=one.author), "muted"))
        self.form = Form()
        self.body.addWidget(self.form)
        self.text = QPlainTextEdit(one.text)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(ctx.theme.px(110))
        self.form.add("text", words.tr("What you note"), self.text)
        self.kind = QComboBox()
        fixed = one.kind in PLACELESS
        for each in KINDS:
            if (each in PLACELESS) == fixed or one.quote:
                self.kind.addItem(words.tr(KIND_NAMES[each]), each)
        self.kind.setCurrentIndex(self.kind.findData(one.kind))
        self.colour = QComboBox()
        self.colour.setIconSize(QSize(ctx.theme.px(14), ctx.theme.px(14)))
        for label in labels.colours:
            self.colour.addItem(
                _patch(label.slot, ctx.theme.px(14)), colour_name(words, labels, label.slot), label.slot
            )
        self.colour.setCurrentIndex(self.colour.findData(one.colour))
        self.tag = QComboBox()
        self.tag.addItem(words.tr("Without a tag"), "")
        for label in labels.tags:
            self.tag.addItem(tag_name(words, labels, label.id), label.id)
        if one.tag and self.tag.findData(one.tag) < 0:
            self.tag.addItem(tag_name(words, labels, one.tag), one.tag)  # retired: kept until it is changed
        self.tag.setCurrentIndex(max(0, self.tag.findData(one.tag)))
        kind_row = self.form.add("kind", words.tr("Kind"), self.kind)
        self.form.beside(kind_row, self.form.add("colour", words.tr("Colour"), self.colour))
        self.form.add("tag", words.tr("Tag"), self.tag)
        self.shared = QCheckBox(words.tr("Share with the other members"))
        self.shared.setChecked(one.shared)
        self.shared.setToolTip(words.tr("Otherwise nobody but you sees it. It stands in no paper unless it is cited."))
        self.body.addWidget(self.shared)
        if not mine:
            self.text.setReadOnly(True)
            for field in (self.kind, self.colour, self.tag, self.shared):
                field.setEnabled(False)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        self.kept.emit(
            dataclasses.replace(
                self._one,
                text=self.text.toPlainText().strip(),
                kind=self.kind.currentData(),
                colour=self.colour.currentData(),
                tag=self.tag.currentData(),
                shared=self.shared.isChecked(),
            )
        )
        self.accept()


def _patch(slot: int, side: int) -> QIcon:
    """A square of the colour as it looks on paper."""
    tint, line = colours(slot)
    pixmap = QPixmap(side, side)
    pixmap.fill(tint)
    painter = QPainter(pixmap)
    painter.setPen(line)
    painter.drawRect(0, 0, side - 1, side - 1)
    painter.end()
    return QIcon(pixmap)
