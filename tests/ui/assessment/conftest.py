"""Panels over a real encrypted register, shown offscreen at the width they have in the window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.assessment.room import Room, build, open_room
from tests.ui.assessment.windows import context, show_editor, show_panel
from ui.assessment.checklist_panel import ChecklistPanel
from ui.assessment.opinion_editor import OpinionEditor


@pytest.fixture(scope="session")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A register with one case and one exhibit, made once."""
    path = tmp_path_factory.mktemp("case") / "register.db"
    made = build(path)
    exhibit = made.exhibit()
    made.store.close()
    return path, made.case_id, exhibit


@pytest.fixture
def room(case_file: tuple[Path, str, str], tmp_path: Path) -> Iterator[Room]:
    source, case_id, exhibit = case_file
    shutil.copy(source, tmp_path / "register.db")
    made = open_room(tmp_path / "register.db", case_id, exhibit)
    yield made
    made.store.close()


@pytest.fixture
def panel(room: Room, qtbot: QtBot) -> ChecklistPanel:
    return show_panel(qtbot, context(room), room)


@pytest.fixture
def editor(room: Room, qtbot: QtBot) -> OpinionEditor:
    return show_editor(qtbot, context(room), room)
