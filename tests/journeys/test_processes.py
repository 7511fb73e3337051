"""Gate, desk and watcher as real processes: unlock, lock, unlock again at the same place, and every way to die."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.settings import Settings
from desktop.vault import keys, strength
from models.views.register import CaseDraft
from tests.journeys.orders import Agent, Program, gone, in_memory, wait_for
from tests.ui.kit import PASSPHRASE, cheap_setup, made_vault, name_member, open_inline


class Office:
    """A workstation with a vault and one case in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.setup = cheap_setup(root)
        self.folder = root / "office.collegium"
        key = made_vault(self.setup, self.folder)
        services = open_inline(self.setup, self.folder, key)
        name_member(services)
        self.case = services.register.create_case(CaseDraft(title="Journey")).value.id
        services.close()
        settings = Settings.load(self.setup.paths)
        settings.language = "en"
        settings.remember_vault(self.folder)
        self.programs: list[Program] = []

    def start(self) -> Program:
        sockets = self.root / f"run{len(self.programs)}"
        sockets.mkdir()
        self.programs.append(Program(sockets, self.root / "profile"))
        return self.programs[-1]

    def close(self) -> None:
        for program in self.programs:
            program.end()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


def unlock(gate: Agent, passphrase: str = PASSPHRASE) -> None:
    gate.until("window().page.field.isVisible() and window().page.unlock.isEnabled()")
    gate.do(f"QTest.keyClicks(window().page.field, {passphrase!r})")
    gate.do("QTest.keyClick(window().page.field, Qt.Key.Key_Return)")


def shown(program: Program) -> Agent:
    desk = program.next("desk")
    desk.until("any(w.isVisible() and type(w).__name__ == 'MainWindow' for w in QApplication.topLevelWidgets())")
    return desk


def test_unlock_lock_and_unlock_again_at_the_same_place(office: Office) -> None:
    program = office.start()
    gate = program.next("gate")
    unlock(gate, "not the right one at all")
    gate.until("'does not open' in ' '.join(b.text for b in window().page.banners.banners())")
    gate.do("window().page.field.clear()")
    unlock(gate)
    desk = shown(program)
    assert gate.pid == program.process.pid
    wait_for(lambda: "--watch" in _command(gate.pid), "the gate becomes the watcher")
    assert PASSPHRASE.encode() not in Path(f"/proc/{desk.pid}/cmdline").read_bytes()
    desk.do(f"window().open_case({office.case!r}) and None")
    desk.until("window().current_screen().isEnabled() and type(window().current_screen()).__name__ == 'CaseScreen'")
    desk.do("window().current_screen().show_part('opinion')")
    desk.do("QTest.keyClick(window(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)")
    wait_for(lambda: gone(desk.pid), "the locked desk ends")
    again = program.next("gate")
    assert again.pid == gate.pid, "the watcher became the gate"
    again.until("'Your drafts are saved' in ' '.join(b.text for b in window().page.banners.banners())")
    unlock(again)
    desk = shown(program)
    desk.until("type(window().current_screen()).__name__ == 'CaseScreen' and window().current_screen().isEnabled()")
    assert desk.do("window().place()['parts']['case']['panel']") == "opinion"
    assert desk.do("window().place()['case']") == office.case
    desk.do("QTest.keyClick(window(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)")
    assert program.process.wait(30) == 0
    assert not [
        path for path in (office.root / "profile").rglob("*") if path.is_file() and b"Journey" in path.read_bytes()
    ]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode()


def test_passphrase_and_key_lie_where_they_must_and_nowhere_else(office: Office) -> None:
    """RULINGS C2: once the desk is up no process that saw the passphrase lives on; after a lock nobody has the key."""
    secret = strength.propose("en")  # one that stands in no source file
    created = office.setup.vaults().create(office.root / "other.collegium", secret)
    derived = keys.derive(created.vault_key, created.vault_id)
    words = {"utf-8": secret.encode(), "utf-16": secret.encode("utf-16-le")}
    held = {"vault key": created.vault_key, "row key": derived.row, "audit key": derived.audit}
    settings = Settings.load(office.setup.paths)
    settings.remember_vault(created.folder)
    program = office.start()
    gate = program.next("gate")
    gate.until("window().page.unlock.isEnabled()")
    gate.do(f"QTest.keyClicks(window().page.field, {secret!r})")
    try:
        assert in_memory(gate.pid, words), "the search finds what is there"
    except PermissionError:
        pytest.skip("the memory of a hardened process can be read by root only")
    gate.do("QTest.keyClick(window().page.field, Qt.Key.Key_Return)")
    desk = shown(program)
    wait_for(lambda: "--watch" in _command(gate.pid), "the gate becomes the watcher")
    in_desk = in_memory(desk.pid, {**held, **words})
    assert "row key" in in_desk
    assert not in_desk & set(words)
    assert not in_memory(gate.pid, {**held, **words})
    desk.do("window().lock_wanted.emit()")
    wait_for(lambda: gone(desk.pid), "the locked desk ends")
    again = program.next("gate")
    again.until("window().page.unlock.isEnabled()")
    assert not in_memory(again.pid, {**held, **words})


def test_killed_gate_ends_the_waiting_desk(office: Office) -> None:
    program = office.start()
    program.next("gate")
    desk = program.next("desk")
    program.process.kill()
    program.process.wait(30)
    wait_for(lambda: gone(desk.pid), "the desk ends with its gate")


def test_desk_that_crashes_is_told_and_the_vault_opens_again(office: Office) -> None:
    program = office.start()
    unlock(program.next("gate"))
    desk = shown(program)
    wait_for(lambda: "--watch" in _command(program.process.pid), "the gate becomes the watcher")
    desk.do("window().show_place('papers')")
    places = "__import__('desktop.vault.places', fromlist=['Places']).Places(window().ctx.services.vault.store)"
    desk.until(f"window().ctx.services.jobs.database({places}.load).result().get('screen') == 'papers'")
    os.kill(desk.pid, signal.SIGSEGV)
    gate = program.next("gate")
    gate.until("'ended by a fault' in ' '.join(b.text for b in window().page.banners.banners())")
    unlock(gate)
    desk = shown(program)
    desk.until("any(b.button is not None and 'report' in b.button.text() for b in window().banners.banners())")
    assert desk.do("window().place()['screen']") == "papers"


def test_desk_that_dies_before_the_key_is_told_and_replaced(office: Office) -> None:
    program = office.start()
    gate = program.next("gate")
    desk = program.next("desk")
    os.kill(desk.pid, signal.SIGKILL)
    gate.until("'could not be started (code -9)' in ' '.join(b.text for b in window().page.banners.banners())")
    unlock(gate)
    shown(program)


def test_vault_open_elsewhere_is_refused_with_its_sentence(office: Office) -> None:
    first = office.start()
    unlock(first.next("gate"))
    shown(first)
    second = office.start()
    gate = second.next("gate")
    unlock(gate)
    gate.until("'already open in another window' in ' '.join(b.text for b in window().page.banners.banners())")
    gate.do("window().close() and None")
    assert second.process.wait(30) == 0


def test_termination_saves_and_ends_both(office: Office) -> None:
    program = office.start()
    unlock(program.next("gate"))
    desk = shown(program)
    wait_for(lambda: "--watch" in _command(program.process.pid), "the gate becomes the watcher")
    program.process.terminate()
    assert program.process.wait(30) == 0
    assert gone(desk.pid)
    services = open_inline(
        office.setup, office.folder, office.setup.vaults().unlock(office.folder, passphrase=PASSPHRASE)
    )
    last = services.vault.audit().items[1]
    services.close()
    assert last.action == "vault.locked", "the vault was closed in order"


def test_unlock_window_needs_no_database(tmp_path: Path) -> None:
    """SQLModel, reportlab and pyHanko must not be imported before the unlock window is painted (DESIGN §3)."""
    import subprocess
    import sys

    script = (
        "import sys\n"
        "from desktop import roles\n"
        "from ui import app\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.vault.desk_process import DeskProcess\n"
        "def painted(self):\n"
        "    names = ('sqlmodel', 'sqlalchemy', 'reportlab', 'pyhanko', 'pikepdf', 'cryptography')\n"
        "    heavy = [n for n in names if n in sys.modules]\n"
        "    print('HEAVY', heavy); QApplication.exit(0)\n"
        "DeskProcess.prepare = painted\n"
        "app.gate(roles.parse(['--profile', sys.argv[1]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "HEAVY []" in done.stdout, done.stdout + done.stderr
