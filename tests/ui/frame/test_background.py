"""Work in the background comes back only to the living, on the interface thread, and tells what it changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from desktop.errors import KnownError
from desktop.jobs import CANCELLED, InlineJobs, Progress, ThreadJobs
from models.views.changes import Changes, Done
from tests.ui.kit import plain_context
from ui.collector import Collector
from ui.context import Context
from ui.messages import Notice

CHANGES = Changes(frozenset({"case"}), "c1", 7, "2026-11-22T14:02:00.000Z")


@pytest.fixture
def jobs() -> Iterator[ThreadJobs]:
    running = ThreadJobs()
    yield running
    running.close()


@pytest.fixture
def ctx(qtbot: QtBot, jobs: ThreadJobs) -> Context:
    return plain_context(services=SimpleNamespace(jobs=jobs), jobs=jobs)


def test_result_comes_back_on_the_interface_thread(qtbot: QtBot, ctx: Context) -> None:
    owner, seen = QObject(), []
    ctx.run(owner, lambda: threading.current_thread().name, lambda name: seen.append((name, QThread.isMainThread())))
    assert not seen, "never before the event loop runs"
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("register")
    assert seen[0][1]


def test_result_for_a_dead_owner_is_dropped_but_its_changes_are_told(qtbot: QtBot, ctx: Context) -> None:
    gate, owner, called = threading.Event(), QObject(), []

    def work() -> Done[int]:
        gate.wait(5)
        return Done(1, CHANGES)

    with qtbot.waitSignal(ctx.changed) as told:
        ctx.run(owner, work, called.append)
        owner.deleteLater()
        qtbot.waitUntil(lambda: not _alive(owner))
        gate.set()
    assert told.args == [CHANGES]
    assert not called


def _alive(owner: QObject) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(owner))


def test_known_error_becomes_a_notice(qtbot: QtBot, ctx: Context) -> None:
    ctx.messages.listen()
    owner = QObject()

    def work() -> None:
        raise KnownError(CANCELLED.__class__("a.b", "It stopped.", "Go on."))

    with qtbot.waitSignal(ctx.messages.noticed) as told:
        ctx.run(owner, work)
    notice = told.args[0]
    assert isinstance(notice, Notice)
    assert (notice.text, notice.tone, notice.owner) == ("It stopped. Go on.", "bad", owner)


def test_fault_of_ours_is_reported_and_said_without_its_text(qtbot: QtBot, ctx: Context) -> None:
    ctx.messages.listen()
    reported: list[BaseException] = []
    ctx.messages.on_bug = reported.append
    owner = QObject()

    def work() -> None:
        raise ZeroDivisionError("Anna Example")

    with qtbot.waitSignal(ctx.messages.noticed) as told:
        ctx.run(owner, work)
    assert "Anna" not in told.args[0].text
    assert isinstance(reported[0], ZeroDivisionError)


def test_long_work_shows_progress_and_can_be_cancelled(qtbot: QtBot, ctx: Context) -> None:
    owner, toasts = QObject(), []
    ctx.messages.toasted.connect(toasts.append)
    going = threading.Event()

    def work(progress: Progress) -> None:
        progress.at(1, 4)
        going.set()
        while True:
            progress.at(1, 4)

    task = ctx.run_long(owner, "Copying", work)
    qtbot.waitUntil(lambda: task.share == 0.25)
    assert [running.title for running in ctx.tasks.running] == ["Copying"]
    assert going.is_set()
    task.progress.cancel()
    qtbot.waitUntil(lambda: not ctx.tasks.running)
    assert toasts == ["The task was cancelled. Nothing was changed."]


def test_what_only_the_work_held_is_let_go_on_the_interface_thread(
    qtbot: QtBot, ctx: Context, jobs: ThreadJobs
) -> None:
    gone: list[bool] = []

    class Held:
        def __del__(self) -> None:
            gone.append(QThread.isMainThread())

    def ask(held: Held) -> None:
        ctx.background.database(ctx, lambda: id(held), lambda value: None, lambda error: None)

    ask(Held())
    jobs.database(lambda: None).result(5)  # the thread has let go of the work before it
    assert not gone
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [True]


def test_cycles_are_collected_on_the_interface_thread_only(qtbot: QtBot, ctx: Context, jobs: ThreadJobs) -> None:
    gone: list[bool] = []

    class Knot:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            gone.append(QThread.isMainThread())

    def tie() -> int:
        return sum(isinstance(Knot(), Knot) for _ in range(5_000))

    keeper = Collector(ctx)
    assert jobs.pool(tie).result(10) == 5_000
    assert not gone
    qtbot.waitUntil(lambda: len(gone) == 5_000)
    assert all(gone)
    keeper.deleteLater()


def test_inline_jobs_answer_at_once(qtbot: QtBot) -> None:
    ctx = plain_context(jobs=InlineJobs())
    seen: list[int] = []
    ctx.run(QObject(), lambda: 1, seen.append)
    owner = QObject()
    ctx.pool(owner, lambda: 2, seen.append)
    assert seen[-1] == 2


def test_notices_wait_until_somebody_shows_them(qtbot: QtBot) -> None:
    ctx = plain_context()
    owner = QObject()
    ctx.messages.banner(owner, "Early")
    assert [notice.text for notice in ctx.messages.listen()] == ["Early"]
    with qtbot.waitSignal(ctx.messages.noticed):
        ctx.messages.banner(owner, "Late")


def test_nothing_is_delivered_once_the_program_ends(qtbot: QtBot, ctx: Context, jobs: ThreadJobs) -> None:
    owner, late, other = QObject(), [], plain_context(services=SimpleNamespace(jobs=jobs), jobs=jobs)
    ctx.run(owner, lambda: 1, late.append)
    ctx.background.stop()
    ctx.run(owner, lambda: late.append(3))
    seen: list[int] = []
    other.run(owner, lambda: 2, seen.append)  # comes after the first
    qtbot.waitUntil(lambda: bool(seen))
    assert not late
