"""What a person says about a source: origin, dates, staleness, and the nine questions."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models.views.sources import QUESTIONS, Quality, SourceDraft
from ui.context import Context
from ui.evidence import source_texts
from ui.register.code_box import CodeBox
from ui.register.date_edit import DateEdit
from ui.widgets.form import Form

TEXTS = ("title_ru", "title_en", "publisher", "url")


class SourceForm(QWidget):
    """`draft` gives what stands in the fields; `fault` shows a refusal at its field."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr, codes, language = ctx.words.tr, ctx.services.register.codes, ctx.words.language
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = form = Form()
        column.addWidget(form)
        self.texts = {name: QLineEdit() for name in TEXTS}
        titles = [("title_ru", tr("Title in Russian")), ("title_en", tr("Title in English"))]
        for name, text in titles if language == "ru" else reversed(titles):
            form.add(name, text, self.texts[name])
        form.add("publisher", tr("Publisher"), self.texts["publisher"], required=True)
        partial, day = tr("dd.mm.yyyy, mm.yyyy or yyyy"), tr("dd.mm.yyyy")
        self.dates = {
            "published_on": DateEdit(partial=True, hint=partial),
            "event_on": DateEdit(partial=True, hint=partial),
            "retrieved_on": DateEdit(partial=False, hint=day),
            "stale_on": DateEdit(partial=False, hint=day),
        }
        form.beside(
            form.add("published_on", tr("Published on"), self.dates["published_on"]),
            form.add("event_on", tr("Tells of events of"), self.dates["event_on"]),
        )
        form.beside(
            form.add("retrieved_on", tr("Retrieved on"), self.dates["retrieved_on"]),
            form.add("stale_on", tr("Stale from"), self.dates["stale_on"], tr("Look for a newer one from this day.")),
        )
        form.add("url", tr("Address"), self.texts["url"], tr("Kept as a text; it is never opened here."))
        pairs = {
            name: [(entry.code, entry.ru if language == "ru" else entry.en) for entry in codes.of(listed)]
            for name, listed in (("lang", "language"), ("country", "country"))
        }
        blank = tr("Not stated")
        self.boxes = {name: CodeBox(options, blank) for name, options in pairs.items()}
        form.beside(
            form.add("lang", tr("Language"), self.boxes["lang"]),
            form.add("country", tr("Country"), self.boxes["country"]),
        )
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(ctx.theme.px(64))
        form.add(
            "note", tr("Note"), self.note, tr("What is in it and where; a contradicting source if one was sought.")
        )
        form.section(tr("Nine questions about the source"))
        options = [(code, tr(text)) for code, text in source_texts.ANSWERS.items()]
        self.answers: dict[str, tuple[CodeBox, QLineEdit]] = {}
        for question in QUESTIONS:
            box, said = CodeBox(options, tr("Not answered yet")), QLineEdit()
            said.setPlaceholderText(tr("Why"))
            text = tr(source_texts.QUESTIONS[question])
            answer = form.add(question, text, box)
            form.beside(answer, form.add(f"{question}.note", tr("Ground"), said))
            said.setAccessibleName(f"{tr('Ground')}: {text}")
            self.answers[question] = (box, said)

    def fill(self, draft: SourceDraft) -> None:
        for name, field in self.texts.items():
            field.setText(getattr(draft, name))
        for name, date in self.dates.items():
            date.set_value(getattr(draft, name))
        for name, box in self.boxes.items():
            box.set_code(getattr(draft, name))
        self.note.setPlainText(draft.note)
        for question, one in zip(QUESTIONS, draft.quality, strict=True):
            box, said = self.answers[question]
            box.set_code(one.answer)
            said.setText(one.note)

    def draft(self) -> SourceDraft:
        texts = {name: field.text().strip() for name, field in self.texts.items()}
        dates = {name: date.value() for name, date in self.dates.items()}
        codes = {name: box.code() for name, box in self.boxes.items()}
        quality = tuple(Quality(self.answers[q][0].code(), self.answers[q][1].text().strip()) for q in QUESTIONS)
        return SourceDraft(**texts, **dates, **codes, note=self.note.toPlainText().strip(), quality=quality)
