"""What a person at the screen can do: click what bears a text, drag, type. Nothing here knows a slot or a service.

Everything goes through the window system's own queue, so a control that is covered, closed or behind a sheet can't be
reached. A hand never waits: what can't be done (yet) raises `NotYet` before anything was done, and
`tests.journeys.user.User` tries again.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)

from tests.journeys.eyes import FIELDS, NotYet, front, key_window, names_of, open_canvas, plain, the_one

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
NAMED_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, " ": Qt.Key.Key_Space}


# -- the mouse ---------------------------------------------------------------------------------------------------------


def _reach(widget: QWidget, at: QPoint | None = None) -> tuple[QWindow, QPoint]:
    """Window and point of a place on a widget, after scrolling to it; refused where something else lies over it."""
    if not widget.isEnabled():
        raise NotYet(f"closed: {names_of(widget)}")
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
        raise NotYet(f"{type(widget).__name__} {names_of(widget)} can't be reached: {over} is there")
    modal = QApplication.activeModalWidget()
    if modal is not None and QApplication.activePopupWidget() is None and widget.window() is not modal:
        raise NotYet(f"{names_of(widget)} is behind {modal.windowTitle()!r}")
    window = above.windowHandle()
    if window is None:
        raise NotYet("the window has no surface yet")
    return window, widget.mapTo(above, place)


def click(name: str, *, starts: bool = False) -> None:
    """Click the button with this text, tooltip or accessible name."""
    window, place = _reach(the_one(name, (QAbstractButton,), starts=starts))
    QTest.mouseClick(window, LEFT, NONE, place)


def tick(name: str) -> None:
    """Click the words of a check box whose words stand in a label beside it, or on the box itself."""
    box = the_one(name, (QAbstractButton,))
    around = box.parentWidget()
    assert around is not None
    window, place = _reach(around, box.geometry().center())
    QTest.mouseClick(window, LEFT, NONE, place)


def click_row(view: str, words: str, *, twice: bool = False) -> None:
    """Click (or double-click) the row of a list whose text holds `words`."""
    found = the_one(view, (QAbstractItemView,))
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


def choose(name: str, option: str) -> None:
    """Open a combo box and take the entry with this text by the arrow keys."""
    box = the_one(name, (QComboBox,))
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


def drag_over(words: str) -> None:
    """Mark words on the page one reads, by dragging from their first to their last letter."""
    canvas = open_canvas()
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


# -- the keyboard ------------------------------------------------------------------------------------------------------


def keys(*sequences: str) -> None:
    """Press keys as they are written in menus: "Ctrl+K", "Return", "5", "С" (a letter of another layout)."""
    window = key_window()
    for written in sequences:
        combination = QKeySequence(written)[0]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        plain_key = modifiers in (NONE, Qt.KeyboardModifier.ShiftModifier)
        if len(written.split("+")[-1]) == 1 and plain_key:
            text = written[-1].upper() if modifiers else written[-1].lower()
        else:
            text = ""
        if text or 0x7F < key.value < 0x1000000:  # `keyClick` knows no letters but Latin ones
            QTest.sendKeyEvent(QTest.KeyAction.Click, window, key, text, modifiers)
        else:
            QTest.keyClick(window, key, modifiers)


def write(text: str) -> None:
    """Type a text into what has the focus."""
    window = key_window()
    focus = QApplication.focusWidget()
    if focus is None:
        raise NotYet("nothing has the focus")
    if not isinstance(focus, FIELDS):
        raise NotYet(f"{type(focus).__name__} {names_of(focus)} takes no text")
    for letter in text:
        key = NAMED_KEYS.get(letter, Qt.Key(ord(letter.upper()[0])))
        shift = Qt.KeyboardModifier.ShiftModifier if letter != letter.lower() else NONE
        QTest.sendKeyEvent(QTest.KeyAction.Click, window, key, "\r" if letter == "\n" else letter, shift)


def enter(name: str, text: str) -> None:
    """Click into a field and type over what stands in it."""
    field = the_one(name, FIELDS)
    window, place = _reach(field)
    if key_window() is not window:
        raise NotYet(f"the window of {name!r} has not got the focus yet")
    QTest.mouseClick(window, LEFT, NONE, place)
    if QApplication.focusWidget() is not field:
        raise AssertionError(f"a click into {name!r} did not bring the focus there")
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Delete)
    write(text)


def row_by_keys(view: str, words: str) -> None:
    """Go down a list, by the arrow key, to the row whose text holds `words`; the focus stays where it is."""
    found = the_one(view, (QAbstractItemView,))
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


def pick_path(path: str) -> None:
    """Answer the file dialog in front by typing a path."""
    dialog = front()
    if not isinstance(dialog, QFileDialog):
        raise NotYet(f"no file dialog is open but {dialog.windowTitle()!r}")
    window = key_window()
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
