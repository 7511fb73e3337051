"""Files come into a case: dropped, chosen, described, admitted or given up."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from models.views.evidence import ExhibitView
from tests.ui.evidence import files
from tests.ui.evidence.conftest import PROVENANCE, Room, sheet_of
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.context import Context
from ui.evidence.custody_sheet import CustodySheet
from ui.evidence.describe_sheet import DescribeSheet
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.exhibit_facts import facts_of
from ui.evidence.exhibits_pane import ExhibitsPane
from ui.evidence.export_sheet import ExportSheet
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.gather import gather
from ui.evidence.intake_sheet import IntakeSheet
from ui.evidence.withdraw_sheet import WithdrawSheet
from ui.widgets.row import ROW, Row


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    folder = tmp_path / "incoming"
    (folder / "Письма").mkdir(parents=True)
    (folder / "verdict.pdf").write_bytes(files.verdict(3))
    (folder / "photo.png").write_bytes(files.photo())
    (folder / "Письма" / "письмо.txt").write_bytes(files.notes(5))
    (folder / ".hidden").write_text("x")
    (folder / "link").symlink_to("verdict.pdf")
    return folder


@pytest.fixture
def here(room: Room, qtbot: QtBot) -> Context:
    return plain_context(services=room.services, jobs=room.jobs)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    yield made


@pytest.fixture
def pane(here: Context, room: Room, window: QWidget, qtbot: QtBot) -> ExhibitsPane:
    made = ExhibitsPane(here, window)
    made.setGeometry(0, 0, 232, 700)
    made.show()
    made.set_case(room.case_id)
    qtbot.waitUntil(lambda: made.stack.currentWidget() is made.empty, timeout=5_000)
    return made


def drop(pane: ExhibitsPane, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 200), copy, data, left, none)
    QApplication.sendEvent(pane, enter)
    assert enter.isAccepted() and pane.drop_hint.isVisible()
    QApplication.sendEvent(pane, QDropEvent(QPointF(50, 200), copy, data, left, none))


def intake(pane: ExhibitsPane, qtbot: QtBot) -> IntakeSheet:
    qtbot.waitUntil(lambda: pane.intake.sheet is not None and pane.intake.sheet.isVisible(), timeout=15_000)
    sheet = pane.intake.sheet
    assert sheet is not None
    return sheet


def rows(pane: ExhibitsPane) -> list[Row]:
    model = pane.list.model()
    return [model.index(number, 0).data(ROW) for number in range(model.rowCount())]


def take(pane: ExhibitsPane, qtbot: QtBot, *paths: Path) -> tuple[ExhibitView, ...]:
    """Drop files and admit them with one provenance for all."""
    drop(pane, *paths)
    sheet = intake(pane, qtbot)
    sheet.form.provenance.setPlainText(PROVENANCE)
    if len(sheet.entries) > 1:
        qtbot.mouseClick(sheet.for_all, Qt.MouseButton.LeftButton)
    count = len(pane.exhibits) + len(sheet.entries)
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.exhibits) == count, timeout=10_000)
    return pane.exhibits


def test_dropped_files_become_exhibits_with_what_was_said(
    pane: ExhibitsPane, incoming: Path, room: Room, qtbot: QtBot
) -> None:
    chosen: list[str] = []
    pane.chosen.connect(chosen.append)
    drop(pane, incoming / "verdict.pdf")
    sheet = intake(pane, qtbot)
    assert "3 pages" in sheet.about.text() and "PDF document" in sheet.about.text()
    assert sheet.form.title_en.text() == "verdict"
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert sheet.isVisible() and "what channel" in sheet.form.form.rows["provenance"].note.text()
    sheet.form.title_en.clear()
    qtbot.keyClicks(sheet.form.title_en, "Verdict of the first instance")
    sheet.form.exhibit_class.setCurrentIndex(sheet.form.exhibit_class.findData("B"))
    sheet.form.kind.setCurrentIndex(sheet.form.kind.findData("court_judgment"))
    sheet.form.lang.setCurrentIndex(sheet.form.lang.findData("de"))
    qtbot.keyClicks(sheet.form.date, "03.2024")
    qtbot.keyClicks(sheet.form.provenance, PROVENANCE)
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(pane.exhibits), timeout=10_000)
    (exhibit,) = pane.exhibits
    assert (exhibit.number, exhibit.details.title_en) == ("B-001", "Verdict of the first instance")
    assert (exhibit.details.kind, exhibit.details.lang) == ("court_judgment", "de")
    assert (exhibit.details.doc_date, exhibit.details.provenance) == ("2024-03", PROVENANCE)
    assert chosen == [exhibit.id]
    (row,) = rows(pane)
    assert row.title == "B-001 Verdict of the first instance" and row.detail == "3 pages" and row.strong
    assert pane.title.text() == "Exhibits  1"


def test_a_folder_comes_in_whole_and_one_provenance_serves_all(
    pane: ExhibitsPane, incoming: Path, here: Context, qtbot: QtBot
) -> None:
    exhibits = take(pane, qtbot, incoming)
    assert [exhibit.shown_name for exhibit in exhibits] == ["photo.png", "verdict.pdf", "письмо.txt"]
    assert [exhibit.number for exhibit in exhibits] == ["A-001", "A-002", "A-003"]
    assert {exhibit.details.provenance for exhibit in exhibits} == {PROVENANCE}
    (notice,) = here.messages.listen()
    assert "2 entries were left out" in notice.text
    photo = exhibits[0]
    assert photo.format == "jpeg" and photo.name_mismatch


def test_a_file_of_two_kinds_is_called_so_at_intake_and_when_it_is_open(
    pane: ExhibitsPane, incoming: Path, here: Context, qtbot: QtBot
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("order.txt", "another order")
    two = incoming / "two.jpg"
    two.write_bytes((incoming / "photo.png").read_bytes() + file.getvalue())
    drop(pane, two)
    sheet = intake(pane, qtbot)
    assert "ZIP archive as well" in sheet.about.text() and "behind the end" in sheet.about.text()
    qtbot.keyClicks(sheet.form.provenance, PROVENANCE)
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.exhibits) == 1, timeout=10_000)
    viewer = EvidencePane(here)
    qtbot.addWidget(viewer)
    viewer.show()
    viewer.show_exhibit(pane.exhibits[0].id)
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.viewer, timeout=10_000)
    (banner,) = viewer.banners.banners()
    assert "ZIP archive as well" in banner.text and not banner.text.count("name promises")
    qtbot.waitUntil(lambda: not cut_texts(viewer))
    facts = {name: value for name, value, _ in facts_of(here, pane.exhibits[0], viewer.info)}
    assert facts["Reads as this kind as well"] == "ZIP archive" == facts["What these octets look like"]
    viewer.close_exhibit()


def test_going_through_the_files_keeps_what_was_typed(pane: ExhibitsPane, incoming: Path, qtbot: QtBot) -> None:
    drop(pane, incoming)
    sheet = intake(pane, qtbot)
    qtbot.keyClicks(sheet.form.provenance, "by post")
    qtbot.keyClick(sheet.files, Qt.Key.Key_Down)
    assert sheet.form.provenance.toPlainText() == "" and sheet.form.title_en.text() == "verdict"
    qtbot.keyClick(sheet.files, Qt.Key.Key_Up)
    assert sheet.form.provenance.toPlainText() == "by post"
    # the first file that lacks something is gone to
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert sheet.isVisible() and sheet.files.current_key() == "1"
    qtbot.waitUntil(lambda: not cut_texts(sheet))
    assert not nameless(sheet)
    sheet.reject()


def test_given_up_at_the_sheet_nothing_is_left(pane: ExhibitsPane, incoming: Path, room: Room, qtbot: QtBot) -> None:
    drop(pane, incoming)
    sheet = intake(pane, qtbot)
    assert room.sealed() == 3
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: room.sealed() == 0, timeout=5_000)
    assert not pane.exhibits and not pane.intake.busy


def test_cancelled_on_the_way_nothing_is_left(
    pane: ExhibitsPane, room: Room, here: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.bin").write_bytes(bytes([number]) * 300_000)
    first_sealed = threading.Event()
    go_on = threading.Event()
    stage = room.evidence.stage

    def slowly(*args: object) -> object:
        made = stage(*args)  # type: ignore[arg-type]
        first_sealed.set()
        go_on.wait(10)
        return made

    room.evidence.stage = slowly  # type: ignore[assignment,method-assign]
    toasts: list[str] = []
    here.messages.toasted.connect(toasts.append)
    drop(pane, folder)
    qtbot.waitUntil(first_sealed.is_set, timeout=5_000)
    assert [task.title for task in here.tasks.running] == ["Taking in files"]
    here.tasks.cancel_all()
    go_on.set()
    qtbot.waitUntil(lambda: not pane.intake.busy, timeout=10_000)
    assert room.sealed() == 0 and not pane.exhibits
    assert toasts and "cancelled" in toasts[0]


def test_a_file_that_vanishes_stops_the_whole_intake(
    pane: ExhibitsPane, incoming: Path, room: Room, here: Context, qtbot: QtBot
) -> None:
    pane.take_in([incoming / "verdict.pdf", incoming / "gone.pdf"])
    sheet = intake(pane, qtbot)
    assert len(sheet.entries) == 1  # it was gone before the start: named as left out
    sheet.reject()
    stage = room.evidence.stage
    (incoming / "late.txt").write_text("late")

    def removing(path: Path, *rest: object) -> object:
        (incoming / "late.txt").unlink(missing_ok=True)
        return stage(path, *rest)  # type: ignore[arg-type]

    room.evidence.stage = removing  # type: ignore[assignment,method-assign]
    here.messages.listen()
    with qtbot.waitSignal(here.messages.noticed, timeout=10_000) as said:
        pane.take_in([incoming / "verdict.pdf", incoming / "late.txt"])
    assert "late.txt is no longer there" in said.args[0].text
    qtbot.waitUntil(lambda: room.sealed() == 0, timeout=5_000)
    assert not pane.intake.busy


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_an_exhibit_is_described_anew_and_withdrawn_with_a_reason(
    pane: ExhibitsPane, incoming: Path, room: Room, qtbot: QtBot
) -> None:
    take(pane, qtbot, incoming / "verdict.pdf")
    pane.list.go_to(pane.exhibits[0].id)
    pane.describe()
    described = sheet_of(pane, DescribeSheet)
    described.form.title_ru.setText("Приговор")
    qtbot.mouseClick(described.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.exhibits[0].details.title_ru == "Приговор", timeout=5_000)
    pane.withdraw()
    sheet = sheet_of(pane, WithdrawSheet)
    assert sheet.cancel_button.isDefault() and not sheet.accept_button.isDefault()
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert sheet.isVisible() and "why" in sheet.row.note.text()
    qtbot.keyClicks(sheet.reason, "Belongs to class D")
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.exhibits[0].status == "withdrawn", timeout=5_000)
    (row,) = rows(pane)
    assert row.struck and row.detail == "withdrawn: Belongs to class D"
    assert pane.title.text() == "Exhibits  0"
    pane.admit_again()
    again = intake(pane, qtbot)
    assert again.form.title_ru.text() == "Приговор"
    again.form.exhibit_class.setCurrentIndex(again.form.exhibit_class.findData("D"))
    qtbot.mouseClick(again.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.exhibits) == 2, timeout=10_000)
    old, new = pane.exhibits
    assert (old.number, old.replaced_by) == ("A-001", new.id)
    assert (new.number, new.replaces, new.sha256) == ("D-001", old.id, old.sha256)
    pane.list.go_to(old.id)
    menu = pane.exhibit_menu(QPoint(0, 0))
    assert menu is not None
    names = [action.text() for action in menu.actions()]
    assert not any("again" in name or "Withdraw" in name for name in names)
    menu.close()


def test_facts_and_custody_are_shown(pane: ExhibitsPane, incoming: Path, room: Room, qtbot: QtBot) -> None:
    exhibits = take(pane, qtbot, incoming / "photo.png")
    pane.list.go_to(exhibits[0].id)
    pane.show_facts()
    facts = sheet_of(pane, FactsSheet)
    texts = [label.text() for label in facts.facts.findChildren(type(facts.heading))]
    assert exhibits[0].sha256 == "".join(next(t for t in texts if len(t) >= 64).split())
    assert "JPEG picture" in texts and PROVENANCE in texts
    facts.reject()
    pane.show_custody()
    custody = sheet_of(pane, CustodySheet)
    qtbot.waitUntil(lambda: custody.list.model().rowCount() > 0, timeout=5_000)
    row = custody.list.model().index(0, 0).data(ROW)
    assert row.title == "Received" and PROVENANCE in row.detail
    custody.reject()


def test_the_mark_of_the_unread_goes_when_an_exhibit_is_chosen(
    pane: ExhibitsPane, incoming: Path, qtbot: QtBot
) -> None:
    take(pane, qtbot, incoming)
    assert all(row.strong for row in rows(pane))
    with qtbot.waitSignal(pane.chosen) as chosen:
        first = pane.list.visualRect(pane.list.model().index(1, 0)).center()
        qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert chosen.args == [pane.exhibits[1].id]
    assert [row.strong for row in rows(pane)] == [True, False, True]


def test_a_copy_leaves_on_purpose_and_on_record(
    pane: ExhibitsPane, incoming: Path, room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    exhibits = take(pane, qtbot, incoming / "verdict.pdf")
    pane.export_exhibit(exhibits[0].id)
    sheet = sheet_of(pane, ExportSheet)
    assert sheet.cancel_button.isDefault()
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    dialogs = sheet.findChildren(QFileDialog)
    assert len(dialogs) == 1 and dialogs[0].selectedFiles()[0].endswith("/verdict.pdf")
    dialogs[0].reject()
    target = tmp_path / "out.pdf"
    with qtbot.waitSignal(sheet.finished, timeout=5_000):
        sheet.write_to(target)
    assert target.read_bytes() == (incoming / "verdict.pdf").read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600
    room.ids["x"] = exhibits[0].id
    assert room.custody("x")[-1] == "exported"
    pane.export_exhibit(exhibits[0].id)
    second = sheet_of(pane, ExportSheet)
    second.write_to(target)
    qtbot.waitUntil(lambda: bool(second.banners.banners()), timeout=5_000)
    assert "already a file" in second.banners.banners()[0].text
    second.reject()


def test_gathering_leaves_out_what_is_no_file_of_a_case(incoming: Path) -> None:
    found = gather([incoming, incoming / "verdict.pdf"])
    assert [path.name for path in found.files] == ["photo.png", "verdict.pdf", "письмо.txt"]
    assert found.left_out == 2 and not found.more
    assert gather([incoming / "nothing"]).left_out == 1


def test_files_may_be_let_go_over_the_document_as_well(here: Context, incoming: Path, room: Room, qtbot: QtBot) -> None:
    viewer = EvidencePane(here)
    qtbot.addWidget(viewer)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(incoming / "verdict.pdf"))])
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 200), copy, data, left, none)
    QApplication.sendEvent(viewer, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(viewer.files_dropped) as dropped:
        QApplication.sendEvent(viewer, QDropEvent(QPointF(50, 200), copy, data, left, none))
    assert dropped.args == [[incoming / "verdict.pdf"]]
    words = QMimeData()
    words.setText("a word")
    enter = QDragEnterEvent(QPoint(50, 200), copy, words, left, none)
    QApplication.sendEvent(viewer, enter)
    assert not enter.isAccepted()
