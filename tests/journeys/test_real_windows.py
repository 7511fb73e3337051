"""The unchanged program in real windows: an X server, a window manager, and keys that come from outside (xdotool)."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.clock import SystemClock
from desktop.paths import Paths
from desktop.services import Setup
from desktop.settings import Settings
from desktop.vault import strength
from desktop.vault.kdf import KdfCost, KdfPolicy
from tests.journeys.orders import gone, in_memory, wait_for
from tests.journeys.xserver import XServer, missing
from tests.ui.kit import name_member, open_inline

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[XServer]:
    lacking = missing()
    if lacking:
        pytest.skip(f"real windows need {', '.join(lacking)} (apt-get install xvfb xdotool openbox)")
    opened = XServer(tmp_path)
    yield opened
    opened.close()


def desk_of(pid: int) -> int:
    """The child of the watcher: the desk."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    desks = [int(child) for child in children if b"--desk" in Path(f"/proc/{child}/cmdline").read_bytes()]
    assert len(desks) == 1, desks
    return desks[0]


def searchable(pid: int) -> bool:
    try:
        in_memory(pid, {"any": b"\0"})
    except PermissionError:
        print("memory was not searched: that of a hardened process can be read by root only")
        return False
    return True


def test_unlock_by_typing_lock_by_keys_and_unlock_again(screen: XServer, tmp_path: Path) -> None:
    passphrase = strength.propose("en")
    # the least cost that the program as shipped believes: this vault is opened by the program as shipped
    policy = KdfPolicy(default=KdfCost(64 * 1024, 3, 4))
    setup = Setup(Paths.under(tmp_path / "profile").ensure(), SystemClock(), policy)
    folder = tmp_path / "office.collegium"
    created = setup.vaults().create(folder, passphrase, actor="Tester")
    services = open_inline(setup, folder, created.vault_key)
    name_member(services)
    services.close()
    settings = Settings.load(setup.paths)
    settings.language = "en"
    settings.remember_vault(folder)
    secrets = {"utf-8": passphrase.encode(), "utf-16": passphrase.encode("utf-16-le"), "key": created.vault_key}

    program = subprocess.Popen(
        [sys.executable, "-P", "-m", "desktop", "--gate", "--profile", str(tmp_path / "profile")],
        env={**screen.environment, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
    )
    try:
        for lock in ("ctrl+l", "ctrl+Cyrillic_de"):  # the same key where the keyboard is Russian
            screen.window("Collegium")
            screen.type(passphrase)
            screen.key("Return")
            screen.window("office · Collegium")
            wait_for(lambda: b"--watch" in Path(f"/proc/{program.pid}/cmdline").read_bytes(), "the gate leaves")
            desk = desk_of(program.pid)
            may = searchable(program.pid) and searchable(desk)
            if may:
                assert not in_memory(program.pid, secrets)
                assert not in_memory(desk, {name: secrets[name] for name in ("utf-8", "utf-16")})
            _press_until_gone(screen, lock, desk)
            screen.window("Collegium")
            if may:
                assert not in_memory(program.pid, secrets)
        waiting = desk_of(program.pid)
        screen.key("alt+F4")
        assert program.wait(30) == 0
        wait_for(lambda: gone(waiting), "the desk that waited for a key ends")
    finally:
        if program.poll() is None:
            program.terminate()
            program.wait(30)


def _press_until_gone(screen: XServer, key: str, desk: int) -> None:
    """A window that has just come up may miss the first key."""
    ends = time.monotonic() + 30
    while not gone(desk):
        assert time.monotonic() < ends, f"{key} does not lock"
        if screen.windows("office · Collegium"):
            screen.key(key)
        time.sleep(0.3)
