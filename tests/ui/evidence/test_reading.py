"""Reading progress: a page counts after it was really in view, never for a skim; time comes from an injected clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, settle
from tests.ui.kit import plain_context
from ui.evidence.dwell import LONGEST_GAP, PAGE_SECONDS, Dwell
from ui.evidence.evidence_pane import EvidencePane

WHOLE = (0.0, 1.0)
HALF_SECOND = 0.5


def looks(dwell: Dwell, start: float, seconds: float, shown: dict[int, tuple[float, ...]]) -> set[int]:
    found: set[int] = set()
    for step in range(round(seconds / HALF_SECOND) + 1):
        found |= dwell.look(start + step * HALF_SECOND, shown)
    return found


def test_a_page_counts_once_after_it_was_looked_at() -> None:
    dwell = Dwell()
    assert looks(dwell, 0, PAGE_SECONDS - HALF_SECOND, {3: WHOLE}) == set()
    assert looks(dwell, PAGE_SECONDS, 1, {3: WHOLE}) == {3}
    assert looks(dwell, 20, 30, {3: WHOLE}) == set()


def test_a_skim_never_counts() -> None:
    dwell = Dwell()
    for time in range(200):  # every page comes by for half a second, over and over
        assert dwell.look(time * HALF_SECOND, {time % 40: WHOLE, (time + 1) % 40: WHOLE}) == frozenset()


def test_a_tall_page_must_be_seen_from_top_to_bottom() -> None:
    dwell = Dwell()
    assert looks(dwell, 0, 30, {0: (0.0, 0.5)}) == set()
    assert looks(dwell, 31, 5, {0: (0.45, 1.0)}) == {0}


def test_a_page_that_is_zoomed_in_must_be_seen_from_side_to_side() -> None:
    dwell = Dwell()
    assert looks(dwell, 0, 60, {0: (0.0, 1.0, 0.0, 0.5)}) == set()
    assert looks(dwell, 61, 5, {0: (0.0, 0.5, 0.45, 1.0)}) == set(), "the lower half of the right side is missing"
    assert looks(dwell, 70, 5, {0: (0.5, 1.0, 0.45, 1.0)}) == {0}
    assert looks(dwell, 80, PAGE_SECONDS + 1, {1: (0.0, 1.0, 0.13, 0.87)}) == {1}, "margins may stay out of view"


def test_sleep_and_pauses_count_for_nothing() -> None:
    dwell = Dwell()
    for time in range(0, 400, 20):
        assert LONGEST_GAP < 20 and dwell.look(float(time), {0: WHOLE}) == frozenset()
    for start in range(1000, 1100, 10):
        assert looks(dwell, start, 1, {0: WHOLE}) == set()
        dwell.pause()


@pytest.fixture
def pane(room: Room, tmp_path: Path, qtbot: QtBot) -> Iterator[EvidencePane]:
    (tmp_path / "verdict.pdf").write_bytes(files.verdict(3))
    room.admit(tmp_path / "verdict.pdf")
    made = EvidencePane(plain_context(services=room.services, jobs=room.jobs))
    made.resize(584, 900)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=5_000)
    yield made
    made.close_exhibit()


def test_pages_read_in_the_viewer_are_written_down(pane: EvidencePane, room: Room, qtbot: QtBot) -> None:
    exhibit, now = room.ids["verdict.pdf"], [100.0]
    tracker = pane.tracker
    tracker.ticks = lambda: now[0]
    pane.show_exhibit(exhibit)
    settle(qtbot, pane)
    pane.actions_["whole"].trigger()
    settle(qtbot, pane)

    def stay(seconds: float) -> None:
        for _ in range(round(seconds / HALF_SECOND)):
            now[0] += HALF_SECOND
            tracker.look()

    def seen() -> tuple[int, ...]:
        return room.jobs.database(lambda: room.evidence.reading.of(exhibit)).result().pages

    tracker._timer.stop()  # the looks below are all there are
    for _ in range(2):  # a skim to the end and back
        for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
            qtbot.keyClick(pane.canvas, key)
            settle(qtbot, pane)
            stay(1)
    assert seen() == ()
    stay(PAGE_SECONDS + 1)
    assert seen() == (0,)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_End)
    settle(qtbot, pane)
    stay(PAGE_SECONDS + 1)
    assert seen() == (0, 2)
    # zoomed in on the left side of a page, however it is turned, only that side is read
    pane.canvas.go_to(1)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    pane.canvas.set_percent(100)
    pane.canvas.go_to(1)
    across = pane.canvas.horizontalScrollBar()
    assert pane.canvas.page_rect(1).width() > 1.8 * pane.canvas.viewport().width()
    across.setValue(0)
    settle(qtbot, pane)
    stay(2 * PAGE_SECONDS)
    assert seen() == (0, 2)
    across.setValue(across.maximum())
    settle(qtbot, pane)
    stay(2 * PAGE_SECONDS)
    assert seen() == (0, 1, 2)
    pane.close_exhibit()
    stay(60)
    assert seen() == (0, 1, 2)
