"""A report of a fault of ours, to read and to copy."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class ReportSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, file: str) -> None:
        tr = ctx.words.tr
        super().__init__(
            ctx.words, ctx.theme, parent, tr("What failed"), accept=tr("Copy the report"), cancel=tr("Close"), width=640
        )
        self._ctx = ctx
        self.body.addWidget(
            Label(tr("The report names places in the program, versions and times. It holds no text of any case."))
        )
        text = ""
        with suppress(OSError):
            text = Path(file).read_text("utf-8")
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setProperty("role", "mono")
        self.text.setAccessibleName(tr("Report"))
        self.text.setMinimumHeight(220)
        self.body.addWidget(self.text)
        self.body.addWidget(Label(file, "small").selectable())

    def submit(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._ctx.messages.toast(self._ctx.words.tr("Copied"))
        self.accept()
