"""The short lists of annotations: what each colour means here, and the tags, one a line."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.views.annotations import Label as Entry
from models.views.annotations import Labels
from ui.context import Context
from ui.evidence.annotation_names import colour_name
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class LabelsSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, labels: Labels) -> None:
        words = ctx.words
        super().__init__(words, ctx.theme, parent, words.tr("Colours and tags"), accept=words.tr("Save the lists"))
        self._ctx, self._labels = ctx, labels
        note = words.tr("They hold for this vault. A tag that you take away stays on what bears it already.")
        self.body.addWidget(Label(note, "muted"))
        self.form = Form()
        self.body.addWidget(self.form)
        self.colours: list[QLineEdit] = []
        plain = (words.tr("Yellow"), words.tr("Green"), words.tr("Blue"), words.tr("Rose"))
        rows = []
        for entry, name in zip(labels.colours, plain, strict=True):
            field = QLineEdit(colour_name(words, labels, entry.slot))
            rows.append(self.form.add(f"colour{entry.slot}", words.tr("{colour} means", colour=name), field))
            self.colours.append(field)
        self.form.beside(*rows[:2])
        self.form.beside(*rows[2:])
        self._shown = {words.tr(entry.name): entry for entry in labels.tags}
        self.tags = QPlainTextEdit("\n".join(self._shown))
        self.tags.setTabChangesFocus(True)
        self.tags.setFixedHeight(ctx.theme.px(130))
        self.form.add("tags", words.tr("Tags, one a line"), self.tags)
        self.colours[0].setFocus()

    def submit(self) -> None:
        """A line that names a tag keeps that tag; where as many names changed as are new, their order tells."""
        lines = [line.strip() for line in self.tags.toPlainText().splitlines() if line.strip()]
        unnamed = [entry for name, entry in self._shown.items() if name not in lines]
        same_count = len(lines) == len(self._shown)
        tags = []
        for line in lines:
            known = self._shown.get(line)
            if known is None and same_count and unnamed:
                known = unnamed.pop(0)
            tags.append(Entry(known.id if known is not None else "", "tag", line))
        colours = [field.text().strip() for field in self.colours]
        notes = self._ctx.services.evidence.annotations
        self.set_busy(True)
        self._ctx.run(self, lambda: notes.set_labels(colours, tags), lambda _done: self.accept(), self.fail)
