"""What was being typed in an open sheet when the vault was locked: kept with the window's place, offered afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.widgets.sheet import Sheet

MOST = 20_000  # characters of one field


@dataclass(frozen=True)
class Unfinished:
    """The title of the sheet, and (name, text) of every field that was typed into."""

    title: str
    fields: tuple[tuple[str, str], ...]

    def to_plain(self) -> dict[str, Any]:
        return {"title": self.title, "fields": [list(pair) for pair in self.fields]}

    @classmethod
    def from_plain(cls, value: object) -> Unfinished | None:
        """The inverse of `to_plain`; nothing for what is no such thing."""
        if not isinstance(value, dict) or not isinstance(value.get("fields"), list):
            return None
        fields = tuple((str(pair[0]), str(pair[1])) for pair in value["fields"] if len(pair) == 2)
        return cls(str(value.get("title", "")), fields) if fields else None


def collect(window: QWidget) -> Unfinished | None:
    """The texts of the sheet in front, never a secret. Only what a person changed counts."""
    sheet = QApplication.activeModalWidget()
    if not isinstance(sheet, Sheet) or sheet.parent() is not window:
        return None
    fields = tuple((name, text[:MOST]) for name, text in _typed(sheet) if text.strip())
    return Unfinished(sheet.windowTitle(), fields) if fields else None


def _typed(sheet: QWidget) -> list[tuple[str, str]]:
    found = []
    for child in sheet.findChildren(QWidget):
        if child.property("secret") or not child.isVisible():  # not by input hints: showing a passphrase clears them
            continue
        name = child.accessibleName()
        if isinstance(child, QLineEdit) and child.isModified() and child.echoMode() == QLineEdit.EchoMode.Normal:
            found.append((name, child.text()))
        elif isinstance(child, (QPlainTextEdit, QTextEdit)) and child.document().isModified():
            found.append((name, child.toPlainText()))
    return found
