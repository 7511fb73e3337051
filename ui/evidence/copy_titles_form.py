"""What the redacted copy will be called: seen and changed before it is made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.evidence import redaction_titles
from desktop.evidence.details import LONGEST
from desktop.i18n import Words
from models.views.evidence import ExhibitView
from models.views.redactions import CopyTitles, RedactionDraft
from ui.widgets.form_row import FormRow


class CopyTitlesForm(QWidget):
    """One field a language. A title that nobody has touched follows what is chosen: where the original's title tells
    what is blacked out, a neutral one stands in its place.
    """

    def __init__(self, words: Words, exhibit: ExhibitView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._exhibit = exhibit
        self.drafts: tuple[RedactionDraft, ...] = ()
        self.ru, self.en = QLineEdit(), QLineEdit()
        named = (
            (words.tr("Title of the copy in Russian"), self.ru),
            (words.tr("Title of the copy in English"), self.en),
        )
        self.rows = {field: FormRow(name, field) for name, field in named}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for _, field in named if words.language == "ru" else reversed(named):
            field.setMaxLength(LONGEST)
            field.setToolTip(words.tr("It stands in lists and exports: let it tell nothing that is blacked out."))
            field.textEdited.connect(self._judge)
            row.addWidget(self.rows[field], 1, Qt.AlignmentFlag.AlignTop)
        self.show_drafts(())

    @property
    def titles(self) -> CopyTitles:
        return CopyTitles(self.ru.text().strip(), self.en.text().strip())

    def show_drafts(self, drafts: Sequence[RedactionDraft]) -> None:
        """Take what is to be blacked out now."""
        self.drafts = tuple(drafts)
        offered = redaction_titles.proposed(self._exhibit.details, self._exhibit.number, drafts)
        for field, title in ((self.ru, offered.ru), (self.en, offered.en)):
            if not field.isModified():
                field.setText(title)
                field.setCursorPosition(0)
        self._judge()

    @Slot()
    def _judge(self) -> None:
        """Say at its field what a title tells."""
        tr = self._words.tr
        for field, row in self.rows.items():
            text = field.text()
            told = redaction_titles.telling(text, self.drafts)
            near = redaction_titles.hinting(text, self.drafts)
            if told:
                row.set_fault(tr("“{what}” is blacked out in the exhibit.", what=told))
            elif near:
                row.set_hint(tr("“{what}” stands in a blacked-out passage too.", what=", ".join(near)))
            else:
                row.set_hint("")
