"""Panels over a real encrypted register, shown offscreen at the width they have in the window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.assessment import room as rooms
from tests.assessment.room import Room
from tests.ui.assessment.windows import context, show_editor, show_panel
from ui.assessment.checklist_panel import ChecklistPanel
from ui.assessment.opinion_editor import OpinionEditor


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A register with one case and one exhibit."""
    source, case_id, _ = rooms.made()
    shutil.copy(source, tmp_path / "register.db")
    made = rooms.open_room(tmp_path / "register.db", case_id)
    made.exhibit_id = made.exhibit()
    yield made
    made.store.close()


@pytest.fixture
def panel(room: Room, qtbot: QtBot) -> ChecklistPanel:
    return show_panel(qtbot, context(room), room)


@pytest.fixture
def editor(room: Room, qtbot: QtBot) -> OpinionEditor:
    return show_editor(qtbot, context(room), room)
