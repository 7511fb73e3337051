"""What a person at the screen can see: texts, pages, where the focus is. Nothing here knows a slot or a service.

Everything is found by its visible or accessible text in the window in front. Looking never waits: what is not there
(yet) raises `NotYet`, and `tests.journeys.user.User` tries again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox)


class NotYet(AssertionError):
    """Not there, closed, covered or not true (so far); nothing was done."""


# -- the window in front -----------------------------------------------------------------------------------------------


def front() -> QWidget:
    """The window one would work in now: a menu that is open, else the foremost sheet, else the program's window."""
    for found in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if found is not None:
            return found
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.parent() is None and w.windowHandle()]
    windows = [w for w in windows if not isinstance(w, QMenu)]
    if not windows:
        raise NotYet("no window is open")
    return next((w for w in windows if w.isActiveWindow()), windows[0])


def key_window() -> QWindow:
    popup = QApplication.activePopupWidget()
    window = popup.windowHandle() if popup is not None else QApplication.focusWindow()
    if window is None:
        front().activateWindow()  # what a window manager does when a sheet has closed; a bare screen has none
        raise NotYet("no window has the focus")
    modal = QApplication.activeModalWidget()
    if popup is None and modal is not None and modal.windowHandle() is not window:
        raise NotYet("the sheet in front has not got the focus yet")
    return window


def visible(root: QWidget, *kinds: type[QWidget]) -> Iterator[QWidget]:
    for kind in kinds:
        for widget in root.findChildren(kind):
            if widget.isVisible() and widget.window() is root:
                yield widget


def plain(text: str) -> str:
    """A caption as it is read: without mnemonic marks, in one line, with ordinary spaces."""
    marked = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    return " ".join(marked.replace("\N{NO-BREAK SPACE}", " ").split())


def names_of(widget: QWidget) -> list[str]:
    found = [widget.accessibleName(), widget.toolTip().split("  ")[0]]
    if isinstance(widget, (QAbstractButton, QLabel)):
        found.append(widget.text())
    if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
        found.append(widget.placeholderText())
    return [plain(name) for name in found if name]


def the_one(name: str, kinds: Iterable[type[QWidget]], *, starts: bool = False) -> QWidget:
    root = front()
    wanted = plain(name)
    found: list[QWidget] = []
    for widget in visible(root, *kinds):
        names = names_of(widget)
        if wanted in names or (starts and any(one.startswith(wanted) for one in names)):
            found.append(widget)
    # a combo box that is typed in, and its line, bear one name
    found = [w for w in found if not isinstance(w.parent(), QComboBox)]
    if not found:
        known = sorted({name for w in visible(root, *kinds) for name in names_of(w)})
        raise NotYet(f"nothing is called {name!r} in {root.windowTitle()!r}; there is {known}")
    if len(found) > 1:
        raise NotYet(f"{len(found)} things are called {name!r}: {[type(w).__name__ for w in found]}")
    return found[0]


# -- texts -------------------------------------------------------------------------------------------------------------


def texts() -> list[str]:
    """Everything that can be read in the window in front."""
    root = front()
    found = [plain(root.windowTitle())]
    for widget in visible(root, QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox):
        match widget:
            case QLabel() | QAbstractButton() | QLineEdit():
                found.append(plain(widget.text()))
            case QComboBox():
                found.append(plain(widget.currentText()))
            case QPlainTextEdit() | QTextEdit():
                found.append(widget.toPlainText())
    return [text for text in found if text]


def see(*parts: str) -> str:
    """The text in front that holds all `parts`."""
    found = texts()
    for text in found:
        if all(part in text for part in parts):
            return text
    raise NotYet(f"not to be seen: {parts}; there is: {found}")


def see_exactly(text: str) -> None:
    """A text that is this and no more."""
    found = texts()
    if text not in found:
        raise NotYet(f"{text!r} is not to be seen; there is: {found}")


def see_no(part: str) -> None:
    """The opposite of `see`."""
    found = [text for text in texts() if part in text]
    if found:
        raise NotYet(f"still to be seen: {found}")


def read_all(name: str) -> str:
    """What stands in a field."""
    field = the_one(name, FIELDS)
    return field.toPlainText() if isinstance(field, (QPlainTextEdit, QTextEdit)) else field.text()  # type: ignore[attr-defined, no-any-return]


def filled(name: str) -> str:
    """The field has something in it."""
    text = read_all(name)
    if not text:
        raise NotYet(f"{name!r} is empty")
    return text


def labels(start: str) -> list[str]:
    """The texts of labels whose accessible name begins so, in the order of the page."""
    found = [w for w in visible(front(), QLabel) if w.accessibleName().startswith(start)]
    found.sort(key=lambda w: (w.mapToGlobal(QPoint()).y(), w.mapToGlobal(QPoint()).x()))
    if not found:
        raise NotYet(f"no label is called {start}…")
    return [w.text() for w in found]  # type: ignore[attr-defined]


# -- the focus ---------------------------------------------------------------------------------------------------------


def focus() -> str:
    """What has the focus, for a report."""
    widget = QApplication.focusWidget()
    return f"{type(widget).__name__} {names_of(widget) if widget else ''}"


def focused(name: str) -> None:
    """The focus is in what is called so."""
    key_window()
    focus = QApplication.focusWidget()
    if focus is None or plain(name) not in names_of(focus):
        raise NotYet(f"the focus is in {type(focus).__name__} {names_of(focus) if focus else ''}, not in {name!r}")


def caret() -> int:
    """Where the caret stands in the field that has the focus."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QPlainTextEdit):
        return focus.textCursor().position()
    if isinstance(focus, QLineEdit):
        return focus.cursorPosition()
    raise NotYet("no text field has the focus")


# -- the exhibit that is open ------------------------------------------------------------------------------------------


def open_canvas() -> Any:
    from ui.evidence.page_canvas import PageCanvas

    found = [w for w in visible(front(), PageCanvas) if w.source is not None]  # type: ignore[attr-defined]
    if len(found) > 1:  # side by side: the one that is worked in
        found = [w for w in found if w.hasFocus()]
    if len(found) != 1:
        raise NotYet("no exhibit is open")
    return found[0]


def page() -> int:
    """The page (from 1) that is being read."""
    return int(open_canvas().page) + 1


def zoom() -> int:
    """How large the page is shown, in percent."""
    return int(open_canvas().percent)


def painted(number: int) -> None:
    """The page (from 1) is drawn."""
    canvas = open_canvas()
    source, page = canvas.source, number - 1
    drawn = source.words(page) if source.draws_itself else canvas.cache.get(page)
    if canvas.page != page or drawn is None:
        raise NotYet(f"page {number} is not drawn yet")


def screened(ms: int) -> None:
    """The picture of a video that belongs to this moment (milliseconds) is on the screen, and no other is asked for."""
    from ui.evidence.media_view import MediaView

    for view in visible(front(), MediaView):
        frame = view.screen_.frame  # type: ignore[attr-defined]
        if frame is not None and frame.start // 1000 == ms and view.at // 1000 == ms // 1000:  # type: ignore[attr-defined]
            return
    raise NotYet(f"the picture at {ms} ms is not on the screen")


def caret_in_page() -> None:
    """The text cursor stands in the page."""
    canvas = open_canvas()
    if not canvas.text_tool.caret_on or canvas.mark is None:
        raise NotYet("no text cursor is in the page")


def marked(words: str = "") -> str:
    """The marked text of the page."""
    from ui.evidence.viewer import Viewer

    shown = list(visible(front(), Viewer))
    if len(shown) > 1:  # side by side: the one that is worked in
        shown = [one for one in shown if one.canvas.hasFocus()]  # type: ignore[attr-defined]
    text = plain(shown[0].marked_text()) if shown else ""  # type: ignore[attr-defined]
    if not text or words not in text:
        raise NotYet(f"marked is {text!r}")
    return text


# -- the rest ----------------------------------------------------------------------------------------------------------


def abovetitle() -> str:
    return front().windowTitle()


def clipboard() -> str:
    return QApplication.clipboard().text()


def pid() -> int:
    return os.getpid()
