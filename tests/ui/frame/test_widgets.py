"""The pieces: keys, focus, names for screen readers, safe defaults."""

from __future__ import annotations

from typing import Literal

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QIcon, QTextDocumentFragment
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n import Words
from desktop.settings import Settings
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.messages import Action
from ui.theme import ICON, Theme
from ui.tokens import DARK, LIGHT
from ui.widgets.answer_control import AnswerControl
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Form
from ui.widgets.label import Label, level
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.row import Row
from ui.widgets.row_delegate import in_sight
from ui.widgets.row_list import RowList
from ui.widgets.search_field import SearchField
from ui.widgets.sheet import Sheet
from ui.widgets.toast import Toast


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    place = QWidget()
    place.resize(900, 600)
    QVBoxLayout(place)
    qtbot.addWidget(place)
    place.show()
    return place


def put(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)


def test_answer_by_keys_and_clearing(qtbot: QtBot, window: QWidget) -> None:
    control = AnswerControl(Words("en"))
    put(window, control)
    said: list[object] = []
    control.answered.connect(said.append)
    assert control.value is None
    control.setFocus()
    for key in "12345":
        qtbot.keyClicks(window.focusWidget(), key)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    assert said == ["YES", "PARTLY", "NO", "UNKNOWN", "NA", None]
    control.set_value("NO")
    assert said[-1] is None, "showing an answer tells nobody"


def test_closed_answer_can_not_be_given(qtbot: QtBot, window: QWidget) -> None:
    control = AnswerControl(Words("en"))
    put(window, control)
    control.set_allowed("NA", False, "Not for this question")
    control.setFocus()
    qtbot.keyClicks(window.focusWidget(), "5")
    assert control.value is None


@pytest.mark.parametrize("width", [344, 700])
def test_answers_have_room_in_russian(qtbot: QtBot, window: QWidget, width: int) -> None:
    plain_context("ru")
    control = AnswerControl(Words("ru"))
    put(window, control)
    window.resize(width + 22, 300)
    qtbot.waitUntil(lambda: control.width() <= width + 2)
    assert not cut_texts(window)


def test_sheet_backs_out_by_escape_and_danger_is_never_the_default(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    sheet = Sheet(ctx.words, ctx.theme, window, "Discard the draft", accept="Discard", danger=True)
    sheet.body.addWidget(Label("Gone is gone."))
    sheet.open()
    assert sheet.cancel_button.isDefault()
    assert not sheet.accept_button.isDefault()
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_enter_presses_the_button_that_has_the_focus_and_no_other(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    sheet = Sheet(ctx.words, ctx.theme, window, "Take in a file", accept="Take in")
    said: list[str] = []
    sheet.accepted.connect(lambda: said.append("accepted"))
    sheet.rejected.connect(lambda: said.append("rejected"))
    sheet.open()
    sheet.cancel_button.setFocus()
    qtbot.keyClick(sheet.cancel_button, Qt.Key.Key_Return)
    assert said == ["rejected"], "the sheet's default is not what the reader stands on"
    alone = Button("Take in as an exhibit")
    put(window, alone)
    alone.clicked.connect(lambda: said.append("clicked"))
    alone.setFocus()
    qtbot.keyClick(alone, Qt.Key.Key_Enter)
    assert said == ["rejected", "clicked"], "outside of sheets too"


def test_sheet_shows_all_it_holds_when_there_is_room(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    sheet = Sheet(ctx.words, ctx.theme, window, "Title", accept="Do it")
    for _ in range(6):
        sheet.body.addWidget(Label("A sentence that is long enough to be wrapped once or even twice in a sheet. " * 2))
    sheet.open()
    assert sheet._scroll is not None
    bar = sheet._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert sheet.height() < window.height()
    assert not cut_texts(sheet)
    sheet.close()


def test_a_sheet_grows_with_what_comes_later_as_far_as_there_is_room(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    sheet = Sheet(ctx.words, ctx.theme, window, "Title", cancel="Close")
    text = Label("A line of some length that wraps.\n" * 3)
    sheet.body.addWidget(text)
    sheet.open()
    qtbot.waitUntil(sheet.isVisible)
    text.setText("A line of some length that wraps.\n" * 12)
    assert sheet._scroll is not None
    bar = sheet._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0 and text.height() >= text.heightForWidth(text.width()))
    text.setText("A line of some length that wraps.\n" * 90)
    qtbot.waitUntil(lambda: sheet.height() == window.height() - 32 and bar.maximum() > 0)


def test_the_buttons_of_a_sheet_stay_in_the_window_however_large_its_list(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    sheet = Sheet(ctx.words, ctx.theme, window, "Title", accept="Do it", scrolls=False)
    rows = RowList(ctx.theme, "Rows")
    rows.setMinimumHeight(window.height())
    field = QLineEdit()
    sheet.body.addWidget(field)
    sheet.body.addWidget(rows)
    field.setFocus()
    sheet.open()
    qtbot.waitUntil(lambda: sheet.accept_button.visibleRegion().boundingRect() == sheet.accept_button.rect())
    assert sheet.height() <= window.height() - 32 and sheet.focusWidget() is field
    sheet.banners.show_text("Something is wrong.", "bad")
    sheet.fit()
    assert sheet.height() <= window.height() - 32, "also when it is fitted again"


def test_sheet_stays_until_its_work_is_done(qtbot: QtBot, window: QWidget) -> None:
    from desktop.errors import KnownError
    from desktop.jobs import CANCELLED

    class Slow(Sheet):
        def submit(self) -> None:
            self.set_busy(True)

    ctx = plain_context()
    sheet = Slow(ctx.words, ctx.theme, window, "Title", accept="Do it")
    sheet.open()
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    assert not sheet.accept_button.isEnabled()
    sheet.fail(KnownError(CANCELLED))
    assert sheet.accept_button.isEnabled()
    assert "Nothing was changed" in sheet.banners.banners()[0].text
    sheet.close()


def test_banners_say_a_thing_once_and_act(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    area = BannerArea(ctx.words, ctx.theme)
    put(window, area)
    done: list[int] = []
    for _ in range(3):
        area.show_text("The disk is full.", "bad", Action("Show", lambda: done.append(1)))
    for number in range(5):
        area.show_text(f"Other {number}")
    assert [banner.text for banner in area.banners()] == ["Other 4", "Other 3", "Other 2"]
    banner = area.show_text("Last", "bad", Action("Show", lambda: done.append(1)))
    assert banner.button is not None
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not nameless(area)


def test_rows_speak_and_open_by_enter(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    rows = RowList(ctx.theme, "Cases")
    put(window, rows)
    QAbstractItemModelTester(rows.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, rows)
    rows.set_rows([Row("a", "K-1", "detail", "Draft", aside="today"), Row("b", "K-2")])
    assert rows.rows.data(rows.rows.index(0), Qt.ItemDataRole.AccessibleTextRole) == "K-1, detail, Draft, today"
    opened: list[str] = []
    rows.opened.connect(opened.append)
    rows.go_to("b")
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert opened == ["b"]
    rows.set_rows([Row("a", "K-1", "changed"), Row("b", "K-2")])
    assert rows.current_key() == "b", "new contents keep the place"
    window.grab()


def test_a_tool_tip_never_takes_a_name_for_markup(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    made = RowList(ctx.theme, "Files")
    put(window, made)
    names = ('<img src="file:///etc/hostname"> & Söhne.pdf', "Ganz gewöhnlich & kurz")
    made.set_rows([Row(name, name) for name in names])
    for number, name in enumerate(names):
        at = made.visualRect(made.rows.index(number)).center()
        view = made.viewport()
        QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
        assert QTextDocumentFragment.fromHtml(QToolTip.text()).toPlainText() == name
    QToolTip.hideText()


def test_search_waits_for_a_pause_and_enter_does_not(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    field = SearchField(ctx.theme, "Find")
    put(window, field)
    asked: list[str] = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, " anna ")
    assert not asked
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["anna"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert asked == ["anna", ""]


def test_search_empties_itself_by_a_line_icon_and_tells_a_hint_that_is_cut(qtbot: QtBot, window: QWidget) -> None:
    theme = plain_context().theme
    field = SearchField(theme, "Words of the note or of the file")
    put(window, field)
    assert [one.property(ICON) for one in field.actions()] == ["search:16", "x:16"], "they follow the theme"
    assert len(field.findChildren(QToolButton)) == 2 and field.toolTip() == ""
    field.setFixedWidth(120)
    qtbot.waitUntil(lambda: field.toolTip() == field.placeholderText())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_can_not_be_used_looks_so_on_any_ground(qapp: QApplication, theme: Literal["light", "dark"]) -> None:
    looks = Theme(Settings(theme=theme))
    looks.tokens = DARK if theme == "dark" else LIGHT
    icon = looks.icon("trash")

    def ink(mode: QIcon.Mode) -> int:
        picture = icon.pixmap(QSize(16, 16), mode).toImage()
        return max(picture.pixelColor(x, y).alpha() for x in range(16) for y in range(16))

    assert ink(QIcon.Mode.Disabled) < 0.5 * ink(QIcon.Mode.Normal)


def test_labels_beside_each_other_stand_on_one_line(qtbot: QtBot, window: QWidget) -> None:
    left, right = Label("HHH", "muted"), Label("HHH", "mono").selectable()
    row = QHBoxLayout()
    layout = window.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addLayout(row)
    for label in (left, right):
        row.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
    level(left, right)
    qtbot.waitUntil(lambda: left.geometry().top() == right.geometry().top() > 0)
    assert abs(_foot(left) - _foot(right)) <= 1


def _foot(label: Label) -> int:
    """The lowest row of pixels on which there is ink."""
    picture = label.window().grab(label.geometry()).toImage()
    ground = picture.pixelColor(picture.width() - 1, 0).lightness()
    across = range(20)
    inked = (
        any(abs(picture.pixelColor(x, y).lightness() - ground) > 50 for x in across) for y in range(label.height())
    )
    return max(y for y, ink in enumerate(inked) if ink)


def test_the_word_that_was_found_is_seen_however_narrow_the_list(qtbot: QtBot) -> None:
    metrics, text = (
        QFontMetrics(plain_context().theme.font("small", bold=True)),
        "one two three four five six found and more",
    )
    marks = ((text.index("found"), text.index("found") + 5), (len(text) - 4, len(text)))
    wide = metrics.horizontalAdvance(text)
    assert in_sight(text, marks, metrics, wide) == (text, marks)
    shown, moved = in_sight(text, marks, metrics, wide // 2)
    assert shown.startswith("… ") and [shown[a:b] for a, b in moved] == ["found", "more"]
    assert wide // 4 < metrics.horizontalAdvance(shown[: moved[0][1]]) <= wide // 3, "words before it stay as far as"
    assert in_sight(text, marks, metrics, 20)[0] == "… found and more"


def test_form_leads_to_its_fault(qtbot: QtBot, window: QWidget) -> None:
    form = Form()
    first, second = QLineEdit(), QLineEdit()
    form.add("a", "Name", first)
    form.add("b", "Place", second, "as on the stamp")
    put(window, form)
    assert form.fault("b", "A place is needed.")
    assert window.focusWidget() is second
    assert second.accessibleDescription() == "A place is needed."
    form.clear_faults()
    assert form.rows["b"].note.text() == "as on the stamp"
    assert not form.fault("other", "…")


def test_empty_state_brings_what_is_missing(qtbot: QtBot, window: QWidget) -> None:
    state = EmptyState("Cases stand here.", "Create a case")
    put(window, state)
    with qtbot.waitSignal(state.chosen):
        qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)


def test_what_is_selected_stays_so_under_the_mouse(qtbot: QtBot, window: QWidget) -> None:
    ctx = plain_context()
    table = QTableWidget(3, 1)
    put(window, table)
    view = table.viewport()
    places = [table.visualRect(table.model().index(row, 0)).center() for row in range(3)]
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=places[0])
    for row, token in ((0, "accent_soft"), (1, "hover")):
        qtbot.mouseMove(view, places[row])
        wanted = ctx.theme.colour(token)
        qtbot.waitUntil(lambda at=places[row], c=wanted: view.grab().toImage().pixelColor(at) == c)  # type: ignore[misc]


def test_toast_goes_by_itself(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast._timer.setInterval(10)
    toast.say("Saved")
    assert toast.isVisible()
    assert window.height() - toast.geometry().bottom() > 70, "the bars at the foot stay free"
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_progress_strip_cancels(qtbot: QtBot, window: QWidget) -> None:
    from ui.tasks import Task

    ctx = plain_context()
    strip = ProgressStrip(ctx.words, ctx.theme, ctx.tasks)
    put(window, strip)
    assert not strip.isVisible()
    task = Task("Copying", ctx.background, ctx.tasks)
    ctx.tasks.add(task)
    task._move(1, 2)
    assert "Copying · 50 %" in strip.text.text()
    qtbot.mouseClick(strip.cancel, Qt.MouseButton.LeftButton)
    assert task.progress.cancelled
    ctx.tasks.remove(task)
    assert not strip.isVisible()
