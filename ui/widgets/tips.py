"""Texts of exhibits and of people as tool tips."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """The text so that a tool tip shows it letter by letter. Qt takes what looks like markup for markup and reads the
    files that its pictures name; a file name or a title in an exhibit may be made to look so.
    """
    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal) if Qt.mightBeRichText(text) else text
