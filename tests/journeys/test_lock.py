"""Lock and unlock in the middle of the work, in the real gate and desk processes: nothing is lost, nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.settings import Settings
from desktop.verbs.demo import review
from desktop.verbs.demo.files import write_incoming
from tests.journeys import steps
from tests.journeys.orders import Program, gone, wait_for
from tests.journeys.user import User, at
from tests.ui.kit import PASSPHRASE, cheap_setup, made_vault, name_member, open_inline

NOTE = "The applicant says that the fine was paid in"
FACTS = "The court of first instance fined the applicant for"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program over a vault that holds one case with real files."""
    setup, folder = cheap_setup(tmp_path), tmp_path / "office.collegium"
    key = made_vault(setup, folder)
    services = open_inline(setup, folder, key)
    name_member(services)
    report = services.folders.import_folder(write_incoming(tmp_path / "incoming")[0])
    case = services.register.register_case(report.cases[0].case_id).value
    review.record_consent(services, case)
    services.close()
    settings = Settings.load(setup.paths)
    settings.language = "en"
    settings.remember_vault(folder)
    (tmp_path / "run").mkdir()
    started = Program(tmp_path / "run", tmp_path / "profile")
    yield started
    started.end()


def lock_and_unlock(program: Program, user: User, pid: int) -> User:
    steps.leave(user, "Ctrl+L")
    wait_for(lambda: gone(pid), "the locked desk ends")
    gate = at(program.next("gate"), "en")
    gate.see("Your drafts are saved")
    steps.unlock(gate, PASSPHRASE)
    return at(program.next("desk"), "en")


def test_draft_page_item_and_caret_outlive_a_lock(program: Program) -> None:
    steps.unlock(at(program.next("gate"), "en"), PASSPHRASE)
    agent = program.next("desk")
    user = at(agent, "en")
    steps.open_case(user, "Mustermann")
    steps.read_exhibit(user, "A-002")
    user.keys("Ctrl+PgDown")
    user.painted(2)
    user.keys("Ctrl++", "Ctrl++")
    zoomed = user.zoom()
    user.keys("F5")
    steps.next_item(user, "A2")
    steps.next_item(user, "A3")
    user.keys("M")
    user.focused("Note")
    user.write(NOTE)
    user.keys(*["Left"] * 8)
    caret = user.caret()
    assert caret == len(NOTE) - 8

    user = lock_and_unlock(program, user, agent.pid)  # at once: the pause after which a draft is saved has not passed
    user.focused("Note")
    assert user.read_all("Note") == NOTE
    assert user.caret() == caret
    user.see("A3")
    user.painted(2)
    assert user.zoom() == zoomed
    user.see("A-002 · p. 2/")

    user.write("still ")
    user.keys("F4")
    steps.add_paragraph(user, "Facts", FACTS)
    user.keys(*["Left"] * 3)
    user = lock_and_unlock(program, user, user.pid())
    user.focused("Facts, paragraph 1")
    assert user.read_all("Facts, paragraph 1") == FACTS
    assert user.caret() == len(FACTS) - 3
    user.painted(2)
    user.keys("F5")
    assert user.read_all("Note") == f"{NOTE[:-8]}still {NOTE[-8:]}"
    steps.leave(user, "Ctrl+Q")
    assert program.process.wait(30) == 0
