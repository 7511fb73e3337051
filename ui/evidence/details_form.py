"""What is said about an exhibit: title, class, kind, form, language, date and how it was obtained."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.register import partial_dates
from desktop.register.codes import NO_WORDS
from models.views.evidence import ExhibitDetails, ExhibitView
from ui.context import Context
from ui.evidence.translation_fields import TranslationFields
from ui.widgets.form import Form

COMMON_LANGUAGES = ("ru", "de", "en", "fr", "es", "it", "pl", "uk", "lv", "lt", "et", "cs", NO_WORDS)
SHARED = ("class", "kind", "form", "lang", "provenance")  # what "apply to all" carries over


class DetailsForm(QWidget):
    """Signals:
    edited: Something was typed or chosen by the reader.
    """

    edited = Signal()

    def __init__(
        self,
        ctx: Context,
        case_id: str,
        exhibits: Sequence[ExhibitView] = (),
        *,
        with_class: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._base = ExhibitDetails()
        self._filling = False
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = Form()
        column.addWidget(self.form)
        self.title_ru, self.title_en = QLineEdit(), QLineEdit()
        titles = [
            ("title_ru", tr("Title in Russian"), self.title_ru),
            ("title_en", tr("Title in English"), self.title_en),
        ]
        if ctx.words.language == "en":
            titles.reverse()
        for key, name, field in titles:
            self.form.add(key, name, field)
        self.exhibit_class = self._combo("exhibit_class", empty=False)
        for i in range(self.exhibit_class.count()):
            code = self.exhibit_class.itemData(i)
            self.exhibit_class.setItemText(i, f"{code} · {self.exhibit_class.itemText(i)}")
        self.kind = self._combo("exhibit_kind", empty=False)
        self.form_ = self._combo("exhibit_form")
        self.lang = self._languages()
        self.date = QLineEdit()
        self.date.setPlaceholderText(tr("dd.mm.yyyy, mm.yyyy or yyyy"))
        kind_row = self.form.add("kind", tr("Kind of document"), self.kind)
        if with_class:
            self.form.beside(self.form.add("class", tr("Class"), self.exhibit_class), kind_row)
        lang_row = self.form.add("lang", tr("Language"), self.lang)
        self.form.beside(self.form.add("form", tr("Form"), self.form_), lang_row)
        self.original = QComboBox()
        self.original.addItem(tr("Not a translation"), None)
        for exhibit in exhibits:
            if exhibit.status == "admitted":
                self.original.addItem(f"{exhibit.number} · {exhibit.title(ctx.words.language)}", exhibit.id)
        date_row = self.form.add("doc_date", tr("Date of the document"), self.date)
        self.form.beside(date_row, self.form.add("translation_of", tr("Translation of"), self.original))
        self.translation = TranslationFields(ctx, case_id)
        self.form.plain(self.translation)
        self.translation.edited.connect(self._touched)
        self.provenance = QPlainTextEdit()
        self.provenance.setTabChangesFocus(True)
        self.provenance.setFixedHeight(ctx.theme.px(76))
        self.form.add(
            "provenance",
            tr("How obtained"),
            self.provenance,
            tr("From whom, when and by what channel."),
            required=True,
        )
        for field in (self.title_ru, self.title_en, self.date):
            field.textEdited.connect(self._touched)
        for combo in (self.exhibit_class, self.kind, self.form_, self.lang, self.original):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(12)
            combo.activated.connect(self._touched)
        self.provenance.textChanged.connect(self._touched)
        self._follow()

    def _combo(self, listed: str, *, empty: bool = True) -> QComboBox:
        combo = QComboBox()
        language = self._ctx.words.language
        if empty:
            combo.addItem(self._ctx.words.tr("Not stated"), "")
        for code in self._ctx.services.register.codes.of(listed):
            combo.addItem(code.ru if language == "ru" else code.en, code.code)
        return combo

    def _languages(self) -> QComboBox:
        codes, language = self._ctx.services.register.codes, self._ctx.words.language
        combo = QComboBox()
        combo.addItem(self._ctx.words.tr("Not stated"), "")
        for code in COMMON_LANGUAGES:
            combo.addItem(codes.label("language", code, language), code)
        combo.insertSeparator(combo.count())
        for entry in sorted(codes.of("language"), key=lambda c: (c.ru if language == "ru" else c.en).casefold()):
            if entry.code not in COMMON_LANGUAGES:
                combo.addItem(entry.ru if language == "ru" else entry.en, entry.code)
        return combo

    def fill(self, details: ExhibitDetails, exhibit_class: str = "A") -> None:
        """Show what is known; nothing counts as edited by it."""
        self._filling = True
        self._base = details
        self.form.clear_faults()
        self.title_ru.setText(details.title_ru)
        self.title_en.setText(details.title_en)
        for combo, code in (
            (self.exhibit_class, exhibit_class),
            (self.kind, details.kind),
            (self.form_, details.form),
            (self.lang, details.lang),
            (self.original, details.translation_of),
        ):
            combo.setCurrentIndex(max(0, combo.findData(code)))
        self.date.setText(partial_dates.typed(details.doc_date) if details.doc_date else "")
        self.provenance.setPlainText(details.provenance)
        self.translation.fill(details)
        self._follow()
        self._filling = False

    def details(self) -> ExhibitDetails:
        """What the fields say; a date that can't be read is left as it was typed and refused by the service."""
        return dataclasses.replace(
            self.translation.put_into(self._base),
            title_ru=self.title_ru.text().strip(),
            title_en=self.title_en.text().strip(),
            kind=str(self.kind.currentData()),
            form=str(self.form_.currentData()),
            lang=str(self.lang.currentData() or ""),
            doc_date=_date(self.date.text()),
            translation_of=self.original.currentData(),
            provenance=self.provenance.toPlainText().strip(),
        )

    def first_field(self) -> QLineEdit:
        """Where the work begins: the title in the window's language."""
        return self.title_ru if self._ctx.words.language == "ru" else self.title_en

    @property
    def chosen_class(self) -> str:
        return str(self.exhibit_class.currentData())

    def check(self) -> bool:
        """Mark the first field that can't stand; True when all can."""
        tr, details = self._ctx.words.tr, self.details()
        self.form.clear_faults()
        if not (details.title_ru or details.title_en):
            first = "title_ru" if self._ctx.words.language == "ru" else "title_en"
            self.form.fault(first, tr("Give it a title in Russian or in English."))
            return False
        if details.doc_date and not _readable(details.doc_date):
            self.form.fault("doc_date", tr("Write the date as 17.05.2024, 05.2024 or 2024."))
            return False
        if not details.provenance:
            self.form.fault("provenance", tr("Say from whom, when and by what channel it came."))
            return False
        return self.translation.isHidden() or self.translation.check()

    def _follow(self) -> None:
        self.translation.follow(str(self.lang.currentData() or ""), self.original.currentData())

    def _touched(self, *_: object) -> None:
        self._follow()
        if not self._filling:
            self.edited.emit()


def shared(details: ExhibitDetails, other: ExhibitDetails) -> ExhibitDetails:
    """`other` with the fields that usually hold for a whole delivery taken from `details`."""
    return dataclasses.replace(
        other, kind=details.kind, form=details.form, lang=details.lang, provenance=details.provenance
    )


def _date(text: str) -> str:
    text = text.strip()
    try:
        return partial_dates.read(text).edtf if text else ""
    except ValueError:
        return text


def _readable(text: str) -> bool:
    try:
        partial_dates.parse(text)
    except ValueError:
        return False
    return True
