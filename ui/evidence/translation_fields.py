"""Who translated, when, how it is certified; shown where there is something to say about a translation."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.register import partial_dates
from desktop.register.codes import NO_WORDS
from models.views.evidence import ExhibitDetails
from ui.context import Context
from ui.widgets.form import Form
from ui.widgets.label import Label

ENOUGH = ("working", "certified", "notarised")  # rule V-TRAN-01: what a cited fact needs


class TranslationFields(QWidget):
    """What is foreign depends on the language of the case.

    Signals:
    edited: Something was typed or chosen by the reader.
    """

    edited = Signal()

    def __init__(self, ctx: Context, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._case_language = ""  # nothing is called foreign before it is known
        self._followed: tuple[str, str | None] = ("", None)
        self._covered = ""
        words = ctx.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.form = Form()
        self.status = QComboBox()
        self.status.addItem(words.tr("Not stated"), "")
        for code in ctx.services.register.codes.of("translation_status"):
            self.status.addItem(code.ru if words.language == "ru" else code.en, code.code)
        self.date = QLineEdit()
        self.date.setPlaceholderText(words.tr("dd.mm.yyyy, mm.yyyy or yyyy"))
        self.translator, self.certificate = QLineEdit(), QLineEdit()
        status_row = self.form.add("translation_status", words.tr("Translation"), self.status)
        self.form.beside(status_row, self.form.add("translation_date", words.tr("Translated on"), self.date))
        translator_row = self.form.add("translator", words.tr("Translator"), self.translator)
        certificate = self.form.add(
            "translation_certificate", words.tr("Certificate of the translation"), self.certificate
        )
        self.form.beside(translator_row, certificate)
        column.addWidget(self.form)
        self.note = Label("", "small")
        column.addWidget(self.note)
        self.status.activated.connect(self._touched)
        for field in (self.date, self.translator, self.certificate):
            field.textEdited.connect(self._touched)
        register = ctx.services.register
        ctx.run(self, lambda: register.case(case_id).fields.lang_of_case, self._known)

    def _known(self, language: str) -> None:
        self._case_language = language
        self.follow(*self._followed)

    def cover(self, language: str) -> None:
        """A good enough translation of the document is on record elsewhere, for as long as it is in this language."""
        self._covered = language
        self.follow(*self._followed)

    def fill(self, details: ExhibitDetails) -> None:
        self.form.clear_faults()
        self.status.setCurrentIndex(max(0, self.status.findData(details.translation_status)))
        self.date.setText(partial_dates.typed(details.translation_date) if details.translation_date else "")
        self.translator.setText(details.translator)
        self.certificate.setText(details.translation_certificate)

    def put_into(self, details: ExhibitDetails) -> ExhibitDetails:
        """The details with what the fields say; a date that can't be read stays as it was typed."""
        typed = self.date.text().strip()
        try:
            date = partial_dates.read(typed).edtf if typed else ""
        except ValueError:
            date = typed
        return dataclasses.replace(
            details,
            translation_status=str(self.status.currentData() or ""),
            translation_date=date,
            translator=self.translator.text().strip(),
            translation_certificate=self.certificate.text().strip(),
        )

    def check(self) -> bool:
        """Mark a date that can't be read."""
        self.form.clear_faults()
        typed = self.date.text().strip()
        try:
            if typed:
                partial_dates.read(typed)
        except ValueError:
            self.form.fault("translation_date", self._ctx.words.tr("Write the date as 17.05.2024, 05.2024 or 2024."))
            return False
        return True

    def follow(self, language: str, original: str | None) -> None:
        """Be there for a translation, for a foreign language, and where something is stated already."""
        self._followed = (language, original)
        foreign = bool(self._case_language) and language not in ("", NO_WORDS, self._case_language)
        stated = bool(self.status.currentData() or self.translator.text() or self.certificate.text())
        self.setVisible(foreign or original is not None or stated)
        tr = self._ctx.words.tr
        weak = self.status.currentData() not in ENOUGH and not (language and language == self._covered)
        text = ""
        if original is not None and weak:
            text = tr("It can be cited once it is recorded as a working translation, a certified or a notarised one.")
        elif original is None and foreign and weak:
            text = tr(
                "In a foreign language: it can be cited once a working translation is on record, here or as an exhibit "
                "of its own. A recommendation is issued with a certified one only."
            )
        self.note.setText(text)
        self.note.setVisible(bool(text))

    @Slot()
    def _touched(self, *_: object) -> None:
        self.edited.emit()
