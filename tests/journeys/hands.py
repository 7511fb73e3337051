"""What a person at the screen can do: see texts, click what bears them, type. Nothing here knows a slot or a service.

Everything is found by its visible or accessible text in the window in front, and goes through the window system's own
queue, so a control that is covered, closed or behind a sheet can't be reached. A hand never waits: what is not there
(yet) raises `NotYet` before anything was done, and `tests.journeys.user.User` tries again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractListModel, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox)
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
NAMED_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, " ": Qt.Key.Key_Space}


class NotYet(AssertionError):
    """Not there, closed, covered or not true (so far); nothing was done."""


# -- seeing -----------------------------------------------------------------------------------------------------------


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


def _visible(root: QWidget, *kinds: type[QWidget]) -> Iterator[QWidget]:
    for kind in kinds:
        for widget in root.findChildren(kind):
            if widget.isVisible() and widget.window() is root:
                yield widget


def plain(text: str) -> str:
    """A caption as it is read: without mnemonic marks, in one line, with ordinary spaces."""
    marked = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    return " ".join(marked.replace("\N{NO-BREAK SPACE}", " ").split())


def _names(widget: QWidget) -> list[str]:
    found = [widget.accessibleName(), widget.toolTip().split("  ")[0]]
    if isinstance(widget, (QAbstractButton, QLabel)):
        found.append(widget.text())
    if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
        found.append(widget.placeholderText())
    return [plain(name) for name in found if name]


def texts() -> list[str]:
    """Everything that can be read in the window in front."""
    root = front()
    found = [plain(root.windowTitle())]
    for widget in _visible(root, QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox):
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
    field = _one(name, FIELDS)
    return field.toPlainText() if isinstance(field, (QPlainTextEdit, QTextEdit)) else field.text()  # type: ignore[attr-defined, no-any-return]


def filled(name: str) -> str:
    """The field has something in it."""
    text = read_all(name)
    if not text:
        raise NotYet(f"{name!r} is empty")
    return text


def labels(start: str) -> list[str]:
    """The texts of labels whose accessible name begins so, in the order of the page."""
    found = [w for w in _visible(front(), QLabel) if w.accessibleName().startswith(start)]
    found.sort(key=lambda w: (w.mapToGlobal(QPoint()).y(), w.mapToGlobal(QPoint()).x()))
    if not found:
        raise NotYet(f"no label is called {start}…")
    return [w.text() for w in found]  # type: ignore[attr-defined]


def _one(name: str, kinds: Iterable[type[QWidget]], *, starts: bool = False) -> QWidget:
    root = front()
    wanted = plain(name)
    found: list[QWidget] = []
    for widget in _visible(root, *kinds):
        names = _names(widget)
        if wanted in names or (starts and any(one.startswith(wanted) for one in names)):
            found.append(widget)
    # a combo box that is typed in, and its line, bear one name
    found = [w for w in found if not isinstance(w.parent(), QComboBox)]
    if not found:
        known = sorted({name for w in _visible(root, *kinds) for name in _names(w)})
        raise NotYet(f"nothing is called {name!r} in {root.windowTitle()!r}; there is {known}")
    if len(found) > 1:
        raise NotYet(f"{len(found)} things are called {name!r}: {[type(w).__name__ for w in found]}")
    return found[0]


# -- the mouse --------------------------------------------------------------------------------------------------------


def _reach(widget: QWidget, at: QPoint | None = None) -> tuple[QWindow, QPoint]:
    """Window and point of a place on a widget, after scrolling to it; refused where something else lies over it."""
    if not widget.isEnabled():
        raise NotYet(f"closed: {_names(widget)}")
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.widget() is not None and around.widget().isAncestorOf(widget):
            around.ensureWidgetVisible(widget, 0, 12)
        around = around.parentWidget()
    place = at if at is not None else widget.rect().center()
    above = widget.window()
    # not `QApplication.widgetAt`: the screen of a test may be smaller than the window
    seen = above.childAt(widget.mapTo(above, place)) or (above if widget is above else None)
    if seen is None or not (seen is widget or widget.isAncestorOf(seen)):
        over = type(seen).__name__ if seen is not None else "nothing"
        raise NotYet(f"{type(widget).__name__} {_names(widget)} can't be reached: {over} is there")
    modal = QApplication.activeModalWidget()
    if modal is not None and QApplication.activePopupWidget() is None and widget.window() is not modal:
        raise NotYet(f"{_names(widget)} is behind {modal.windowTitle()!r}")
    window = above.windowHandle()
    if window is None:
        raise NotYet("the window has no surface yet")
    return window, widget.mapTo(above, place)


def click(name: str, *, starts: bool = False) -> None:
    """Click the button with this text, tooltip or accessible name."""
    window, place = _reach(_one(name, (QAbstractButton,), starts=starts))
    QTest.mouseClick(window, LEFT, NONE, place)


def tick(name: str) -> None:
    """Click the words of a check box whose words stand in a label beside it, or on the box itself."""
    box = _one(name, (QAbstractButton,))
    around = box.parentWidget()
    assert around is not None
    window, place = _reach(around, box.geometry().center())
    QTest.mouseClick(window, LEFT, NONE, place)


def click_row(view: str, words: str, *, twice: bool = False) -> None:
    """Click (or double-click) the row of a list whose text holds `words`."""
    found = _one(view, (QAbstractItemView,))
    assert isinstance(found, QAbstractItemView)
    model = found.model()
    columns = (0,) if isinstance(model, QAbstractListModel) else range(model.columnCount())
    for line in range(model.rowCount()):
        for column in columns:
            index = model.index(line, column)
            said = f"{index.data()} {index.data(Qt.ItemDataRole.AccessibleTextRole)}"
            if words not in said:
                continue
            found.scrollTo(index)
            rect = found.visualRect(index)
            if rect.isEmpty():
                continue  # a column that is folded away
            window, place = _reach(found.viewport(), rect.center())
            if twice:
                QTest.mouseDClick(window, LEFT, NONE, place)
            else:
                QTest.mouseClick(window, LEFT, NONE, place)
            return
    raise NotYet(f"no row of {view!r} holds {words!r}")


def row_by_keys(view: str, words: str) -> None:
    """Go down a list, by the arrow key, to the row whose text holds `words`; the focus stays where it is."""
    found = _one(view, (QAbstractItemView,))
    assert isinstance(found, QAbstractItemView)
    model = found.model()
    rows = [str(model.index(line, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for line in range(model.rowCount())]
    wanted = next((line for line, said in enumerate(rows) if words in said), None)
    if wanted is None:
        raise NotYet(f"no row of {view!r} holds {words!r} but {rows}")
    before = -1
    while found.currentIndex().row() < wanted and found.currentIndex().row() != before:
        before = found.currentIndex().row()
        keys("Down")
    assert found.currentIndex().row() == wanted, f"the arrow key came to row {before} of {rows}"


def choose(name: str, option: str) -> None:
    """Open a combo box and take the entry with this text by the arrow keys."""
    box = _one(name, (QComboBox,))
    assert isinstance(box, QComboBox)
    wanted = box.findText(option)
    if wanted < 0:
        raise NotYet(f"{name!r} offers no {option!r} but {[box.itemText(n) for n in range(box.count())]}")
    window, place = _reach(box)
    QTest.mouseClick(window, LEFT, NONE, place)
    popup = QApplication.activePopupWidget()
    assert popup is not None and popup.windowHandle() is not None, "the list of the combo box did not open"
    for _ in range(box.count() * 2):
        now = box.view().currentIndex().row()
        if now == wanted:
            break
        QTest.keyClick(popup.windowHandle(), Qt.Key.Key_Down if now < wanted else Qt.Key.Key_Up)
    QTest.keyClick(popup.windowHandle(), Qt.Key.Key_Return)
    assert box.currentIndex() == wanted, f"{box.currentText()!r} was taken, not {option!r}"


def menu(name: str) -> None:
    """Take an entry of the menu that is open."""
    shown = QApplication.activePopupWidget()
    if not isinstance(shown, QMenu):
        raise NotYet("no menu is open")
    for action in shown.actions():
        if plain(action.text()) == plain(name):
            if not action.isEnabled():
                raise NotYet(f"closed: {name}")
            QTest.mouseClick(shown.windowHandle(), LEFT, NONE, shown.actionGeometry(action).center())
            return
    raise NotYet(f"the menu has no {name!r} but {[a.text() for a in shown.actions()]}")


# -- the keyboard -----------------------------------------------------------------------------------------------------


def _key_window() -> QWindow:
    popup = QApplication.activePopupWidget()
    window = popup.windowHandle() if popup is not None else QApplication.focusWindow()
    if window is None:
        front().activateWindow()  # what a window manager does when a sheet has closed; a bare screen has none
        raise NotYet("no window has the focus")
    modal = QApplication.activeModalWidget()
    if popup is None and modal is not None and modal.windowHandle() is not window:
        raise NotYet("the sheet in front has not got the focus yet")
    return window


def keys(*sequences: str) -> None:
    """Press keys as they are written in menus: "Ctrl+K", "Return", "5", "С" (a letter of another layout)."""
    window = _key_window()
    for written in sequences:
        combination = QKeySequence(written)[0]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        plain_key = modifiers in (NONE, Qt.KeyboardModifier.ShiftModifier)
        if len(written.split("+")[-1]) == 1 and plain_key:
            text = written[-1].upper() if modifiers else written[-1].lower()
        else:
            text = ""
        if text or not key.value < 0x1000000:
            QTest.sendKeyEvent(QTest.KeyAction.Click, window, key, text, modifiers)
        else:
            QTest.keyClick(window, key, modifiers)


def write(text: str) -> None:
    """Type a text into what has the focus."""
    window = _key_window()
    focus = QApplication.focusWidget()
    if focus is None:
        raise NotYet("nothing has the focus")
    if not isinstance(focus, FIELDS):
        raise NotYet(f"{type(focus).__name__} {_names(focus)} takes no text")
    for letter in text:
        key = NAMED_KEYS.get(letter, Qt.Key(ord(letter.upper()[0])))
        shift = Qt.KeyboardModifier.ShiftModifier if letter != letter.lower() else NONE
        QTest.sendKeyEvent(QTest.KeyAction.Click, window, key, "\r" if letter == "\n" else letter, shift)


def enter(name: str, text: str) -> None:
    """Click into a field and type over what stands in it."""
    field = _one(name, FIELDS)
    window, place = _reach(field)
    if _key_window() is not window:
        raise NotYet(f"the window of {name!r} has not got the focus yet")
    QTest.mouseClick(window, LEFT, NONE, place)
    if QApplication.focusWidget() is not field:
        raise AssertionError(f"a click into {name!r} did not bring the focus there")
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Delete)
    write(text)


def focus() -> str:
    """What has the focus, for a report."""
    widget = QApplication.focusWidget()
    return f"{type(widget).__name__} {_names(widget) if widget else ''}"


def focused(name: str) -> None:
    """The focus is in what is called so."""
    _key_window()
    focus = QApplication.focusWidget()
    if focus is None or plain(name) not in _names(focus):
        raise NotYet(f"the focus is in {type(focus).__name__} {_names(focus) if focus else ''}, not in {name!r}")


def caret() -> int:
    """Where the caret stands in the field that has the focus."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QPlainTextEdit):
        return focus.textCursor().position()
    if isinstance(focus, QLineEdit):
        return focus.cursorPosition()
    raise NotYet("no text field has the focus")


def pick_path(path: str) -> None:
    """Answer the file dialog in front by typing a path."""
    dialog = front()
    if not isinstance(dialog, QFileDialog):
        raise NotYet(f"no file dialog is open but {dialog.windowTitle()!r}")
    window = _key_window()
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    if QApplication.focusWidget() is not line:
        reached, place = _reach(line)
        QTest.mouseClick(reached, LEFT, NONE, place)
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(path)
    popup = QApplication.activePopupWidget()
    if popup is not None and popup.windowHandle() is not None:  # completions of the path
        QTest.keyClick(popup.windowHandle(), Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_Return)


# -- the page of an exhibit -------------------------------------------------------------------------------------------


def _canvas() -> Any:
    from ui.evidence.page_canvas import PageCanvas

    found = [w for w in _visible(front(), PageCanvas) if w.source is not None]  # type: ignore[attr-defined]
    if len(found) > 1:  # side by side: the one that is worked in
        found = [w for w in found if w.hasFocus()]
    if len(found) != 1:
        raise NotYet("no exhibit is open")
    return found[0]


def page() -> int:
    """The page (from 1) that is being read."""
    return int(_canvas().page) + 1


def zoom() -> int:
    """How large the page is shown, in percent."""
    return int(_canvas().percent)


def painted(number: int) -> None:
    """The page (from 1) is drawn."""
    canvas = _canvas()
    source, page = canvas.source, number - 1
    drawn = source.words(page) if source.draws_itself else canvas.cache.get(page)
    if canvas.page != page or drawn is None:
        raise NotYet(f"page {number} is not drawn yet")


def drag_over(words: str) -> None:
    """Mark words on the page one reads, by dragging from their first to their last letter."""
    canvas = _canvas()
    layer = canvas.source.words(canvas.page)
    if layer is None:
        raise NotYet("the page's words are not here yet")
    begin = layer.text.find(words)
    if begin < 0:
        raise NotYet(f"{words!r} does not stand on page {canvas.page + 1}")
    ends = (begin, begin + len(words))
    canvas.reveal(canvas.page, layer.caret(begin))
    points = [canvas.to_screen(canvas.page, layer.caret(end)).center().toPoint() for end in ends]
    spots = [_reach(canvas.viewport(), point) for point in points]
    window = spots[0][0]
    QTest.mousePress(window, LEFT, NONE, spots[0][1])
    for share in (0.3, 0.7, 1.0):
        between = QPointF(spots[0][1]) + (QPointF(spots[1][1]) - QPointF(spots[0][1])) * share
        QTest.mouseMove(window, between.toPoint())
    QTest.mouseRelease(window, LEFT, NONE, spots[1][1])


def screened(ms: int) -> None:
    """The picture of a video that belongs to this moment (milliseconds) is on the screen, and no other is asked for."""
    from ui.evidence.media_view import MediaView

    for view in _visible(front(), MediaView):
        frame = view.screen_.frame  # type: ignore[attr-defined]
        if frame is not None and frame.start // 1000 == ms and view.at // 1000 == ms // 1000:  # type: ignore[attr-defined]
            return
    raise NotYet(f"the picture at {ms} ms is not on the screen")


def caret_in_page() -> None:
    """The text cursor stands in the page."""
    canvas = _canvas()
    if not canvas.text_tool.caret_on or canvas.mark is None:
        raise NotYet("no text cursor is in the page")


def marked(words: str = "") -> str:
    """The marked text of the page."""
    from ui.evidence.viewer import Viewer

    shown = list(_visible(front(), Viewer))
    if len(shown) > 1:  # side by side: the one that is worked in
        shown = [one for one in shown if one.canvas.hasFocus()]  # type: ignore[attr-defined]
    text = plain(shown[0].marked_text()) if shown else ""  # type: ignore[attr-defined]
    if not text or words not in text:
        raise NotYet(f"marked is {text!r}")
    return text


# -- the rest ---------------------------------------------------------------------------------------------------------


def abovetitle() -> str:
    return front().windowTitle()


def clipboard() -> str:
    return QApplication.clipboard().text()


def pid() -> int:
    return os.getpid()
