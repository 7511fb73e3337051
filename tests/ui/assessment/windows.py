"""How the tests of this room show a panel: over a real register, at the width it has in the window."""

from __future__ import annotations

from types import SimpleNamespace

from pytestqt.qtbot import QtBot

from desktop.i18n import Language, Words
from desktop.jobs import InlineJobs, Jobs
from tests.assessment.room import Room
from tests.ui.kit import plain_context
from ui.assessment.checklist_panel import ChecklistPanel
from ui.assessment.opinion_editor import OpinionEditor
from ui.context import Context


def context(room: Room, language: Language = "en", *, jobs: Jobs | None = None, words: Words | None = None) -> Context:
    given = SimpleNamespace(assessment=room.assessment, register=room.register, jobs=jobs or InlineJobs())
    return plain_context(language, services=given, jobs=jobs, words=words)


def show_panel(qtbot: QtBot, ctx: Context, room: Room) -> ChecklistPanel:
    made = ChecklistPanel(ctx)
    qtbot.addWidget(made)
    made.resize(368, 640)
    made.set_case(room.case_id)
    with qtbot.waitActive(made):
        made.show()
    qtbot.waitUntil(lambda: made.desk.current() is not None)
    made.setFocus()
    return made


def show_editor(qtbot: QtBot, ctx: Context, room: Room) -> OpinionEditor:
    made = OpinionEditor(ctx)
    qtbot.addWidget(made)
    made.resize(368, 640)
    made.set_case(room.case_id)
    with qtbot.waitActive(made):
        made.show()
    qtbot.waitUntil(lambda: made.desk.view is not None)
    made.setFocus()
    return made
