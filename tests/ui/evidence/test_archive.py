"""Archives in the pane by real clicks and keys: the list, marks, what is refused, members that become exhibits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from models.views.evidence import AdmitDraft, ExhibitDetails, WholePlace
from tests.evidence import archive_files
from tests.ui.evidence.conftest import Room, sheet_of
from tests.ui.evidence.test_parts import Desk
from tests.ui.kit import cut_texts, nameless
from ui.evidence.archive_view import ArchiveView
from ui.evidence.intake_sheet import IntakeSheet
from ui.evidence.members_model import NAME, NOTE, SIZE

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def desk(room: Room, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(room, qtbot)
    yield made
    made.pane.close_exhibit()


def opened(desk: Desk, path: Path, data: bytes) -> ArchiveView:
    path.write_bytes(data)
    desk.room.admit(path)
    desk.exhibits.refresh()
    return shown(desk, desk.room.ids[path.name])


def shown(desk: Desk, exhibit_id: str) -> ArchiveView:
    desk.pane.show_exhibit(exhibit_id)
    desk.qtbot.waitUntil(lambda: desk.pane.others.current is not None, timeout=10_000)
    view = desk.pane.others.current
    assert isinstance(view, ArchiveView)
    desk.qtbot.waitUntil(lambda: view.model.rowCount() > 0, timeout=10_000)
    return view


def row_of(view: ArchiveView, name: str) -> int:
    return next(row for row, part in enumerate(view.model.rows) if part.name == name)


def tick(view: ArchiveView, name: str, qtbot: QtBot) -> None:
    """Click into the box before a name."""
    index = view.model.index(row_of(view, name), NAME)
    option = QStyleOptionViewItem()
    option.initFrom(view.table)
    option.rect = view.table.visualRect(index)
    option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = view.table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, view.table)
    qtbot.mouseClick(view.table.viewport(), LEFT, pos=QPoint(box.center()))


def text(view: ArchiveView, name: str, column: int) -> str:
    return str(view.model.data(view.model.index(row_of(view, name), column)))


def taken_in(desk: Desk, count: int) -> None:
    desk.qtbot.waitUntil(lambda: desk.exhibits.intake.sheet is not None, timeout=10_000)
    sheet = sheet_of(desk.window, IntakeSheet)
    assert isinstance(sheet, IntakeSheet)
    assert sheet.form.provenance.toPlainText().startswith("Taken out of A-001")
    before = len(desk.all())
    if len(sheet.entries) > 1:
        desk.qtbot.mouseClick(sheet.for_all, LEFT)
    sheet.submit()
    desk.qtbot.waitUntil(lambda: len(desk.all()) == before + count, timeout=10_000)


def test_marked_members_become_exhibits(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    view = opened(desk, tmp_path / "case.zip", archive_files.zipped())
    assert view.table.hasFocus() and "4 members" in view.count.text()
    assert text(view, "verdict.txt", SIZE) == "2.1\u00a0KB" and text(view, "photos/", NOTE) == "a folder"
    assert not cut_texts(desk.window) and not nameless(desk.window)
    assert view.table.isColumnHidden(NOTE)  # nothing is to be said: the names have its room
    tick(view, "verdict.txt", qtbot)
    view.table.setCurrentIndex(view.model.index(row_of(view, "photos/one.bin"), NAME))
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert [part.name for part in view.model.marked()] == ["verdict.txt", "photos/one.bin"]
    assert view.count.text().startswith("2 members marked")
    sealed = desk.room.sealed()
    qtbot.mouseClick(view.take, LEFT)
    taken_in(desk, 2)
    children = desk.all()[1:]
    assert [child.file_name for child in children] == ["verdict.txt", "one.bin"]
    assert {(child.derived_number, child.derived_how) for child in children} == {("A-001", "member")}
    assert children[0].size == 2100 and desk.room.sealed() == sealed + 2


def test_what_is_refused_says_why_and_cannot_be_marked(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    view = opened(desk, tmp_path / "traps.zip", archive_files.bad_zip())
    assert "leads out" in text(view, "C:/evil.exe", NOTE) and "link" in text(view, "link", NOTE)
    assert "password" in text(view, "secret.txt", NOTE) and "beyond all measure" in text(view, "bomb.bin", NOTE)
    assert "⟨U+202E⟩" in " ".join(part.name for part in view.model.rows)
    qtbot.keyClick(view.table, Qt.Key.Key_A, CTRL)
    assert {part.name for part in view.model.marked()} == {"good.txt", "inner.zip", "photo⟨U+202E⟩gpj.exe"}
    assert "rows say why" in desk.pane.banners.banners()[0].text
    qtbot.mouseClick(view.all, LEFT)
    assert not view.model.marked()
    view.table.selectRow(row_of(view, "bomb.bin"))
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    tick(view, "bomb.bin", qtbot)
    assert not view.model.marked() and not view.take.isEnabled()
    view.take_marked()
    assert desk.exhibits.intake.sheet is None and not desk.exhibits.intake.busy
    assert not view.table.isColumnHidden(NOTE)
    assert view.said.isVisible() and view.said.text() == "bomb.bin: refused: it would grow beyond all measure"
    view.table.selectRow(row_of(view, "good.txt"))
    assert view.take.isEnabled()


def test_names_are_narrowed_and_rows_sorted(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    view = opened(desk, tmp_path / "case.7z", archive_files.seven())
    qtbot.keyClick(view.table, Qt.Key.Key_F, CTRL)
    assert view.search.hasFocus()
    qtbot.keyClicks(view.search, "one PHOTO")
    qtbot.keyClick(view.search, Qt.Key.Key_Return)
    assert [part.name for part in view.model.rows] == ["photos/one.bin"]
    qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert view.model.rowCount() == 3
    heads = view.table.horizontalHeader()
    at = QPoint(heads.sectionViewportPosition(SIZE) + 20, heads.height() // 2)
    qtbot.mouseClick(heads.viewport(), LEFT, pos=at)
    assert [part.size for part in view.model.rows] == [0, 2100, 10_240]
    qtbot.keyClick(view.table, Qt.Key.Key_C)
    with qtbot.waitSignal(desk.pane.citation_made, timeout=5_000) as made:
        QTest.keyClick(view.table, Qt.Key.Key_C)
    assert made.args[0].place == WholePlace()


def test_archives_in_archives_come_to_an_end(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    layers = [archive_files.zipped({"core.txt": b"core"})]
    for depth in range(4):
        layers.append(archive_files.zipped({f"level{depth}.zip": layers[-1]}))
    room, above = desk.room, None
    for depth, data in enumerate(reversed(layers[1:])):
        staged = room.evidence.stage(io.BytesIO(data), f"{depth}.zip")
        how = "member" if above else ""
        said = ExhibitDetails(title_en=f"Layer {depth}", provenance="x")
        draft = AdmitDraft(staged, said, derived_from=above, derived_how=how)
        made = room.jobs.database(lambda draft=draft: room.evidence.admit(room.case_id, [draft])).result().value[0]
        above = made.id
    exhibits = desk.all()
    view = shown(desk, exhibits[2].id)
    assert text(view, "level1.zip", NOTE) == "an archive itself"
    view = shown(desk, exhibits[3].id)
    qtbot.waitUntil(lambda: view.model.rows[-1].name == "level0.zip", timeout=5_000)
    assert "too deep" in text(view, "level0.zip", NOTE) and not view.take.isEnabled()
