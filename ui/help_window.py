"""Help pages in the window's language, shown without touching files or network beyond our own pages."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop.i18n import N_, Words
from desktop.paths import resource
from ui.theme import Theme
from ui.widgets.line import Line
from ui.widgets.row import Row
from ui.widgets.row_list import RowList

PAGES = (
    ("first-case", N_("First case in five minutes"), "book"),
    ("evidence", N_("Evidence"), "folder-open"),
    ("keys", N_("Keys"), "keyboard"),
    ("secrets", N_("How secrets are kept"), "shield-lock"),
    ("never", N_("What the program never does"), "ban"),
)


class Pages(QTextBrowser):
    """Shows Markdown that was handed to it and loads nothing else, whatever a link or picture names.

    Links to other pages are their bare names.
    """

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None


class HelpWindow(QWidget):
    """A window beside the main one: pages at the left, text at the right."""

    def __init__(self, parent: QWidget, words: Words, theme: Theme) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._words = words
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{words.tr('Help')} · Collegium")
        self.setProperty("surface", "paper")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = RowList(theme, words.tr("Help pages"))
        self.list.set_rows([Row(name, words.tr(title), icon=icon) for name, title, icon in PAGES])
        self.list.setFixedWidth(min(theme.px(280), 380))
        self.list.current.connect(self.show_page)
        row.addWidget(self.list)
        row.addWidget(Line(vertical=True))
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 16, 16, 16)
        self.text = Pages()
        self.text.setOpenLinks(False)
        self.text.setOpenExternalLinks(False)
        self.text.setAccessibleName(words.tr("Help text"))
        self.text.anchorClicked.connect(self._follow)
        inner.addWidget(self.text)
        row.addLayout(inner, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        theme.changed.connect(self._again)
        self.resize(theme.px(880), theme.px(600))

    @Slot(str)
    def show_page(self, name: str) -> None:
        file = resource("help", self._words.language, f"{name}.md")
        if file.exists():
            self.list.go_to(name)
            document = self.text.document()
            document.setDefaultFont(self._theme.font())
            document.setMarkdown(file.read_text("utf-8"))
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)

    @Slot()
    def _again(self) -> None:
        self.show_page(self.list.current_key())

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        if link.scheme() == "" and link.path() in {name for name, _title, _icon in PAGES}:
            self.show_page(link.path())


def show_help(parent: QWidget, words: Words, theme: Theme, page: str = "first-case") -> HelpWindow:
    """Show a help page; a window that is open already is used again."""
    open_now = parent.window().findChild(HelpWindow)
    window = open_now if isinstance(open_now, HelpWindow) else HelpWindow(parent.window(), words, theme)
    window.show_page(page)
    window.show()
    window.raise_()
    window.activateWindow()
    window.list.setFocus()
    return window
