"""Starting the player of sound and pictures, in the same cage as a decoder."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Literal

from desktop.evidence import spawn
from desktop.evidence.decoder import cage, playing
from desktop.evidence.spawn import Child, SpawnError
from desktop.evidence.tiers import faults
from models.views.evidence import Tier

Role = Literal["player", "loudness"]

# Qt brings FFmpeg; the child lives beside the window's code because it needs Qt, and nothing imports it
PACKAGES = ("PySide6", "shiboken6")
_BINDING = "PYSIDE6_OPTION_PYTHON_ENUM"  # set by PySide6 itself
SPARE = 6  # descriptors of Qt's event loop, of the mapped ring and of the listing
_START = "import sys; sys.path += {paths!r}; from ui.player.main import main; main(sys.argv[1:])"


class PlayerChild(Child):
    """One player process: its control line, its line for octets, its inbox and its ring."""

    def __init__(
        self, process: subprocess.Popen[bytes], control: socket.socket, pulls: socket.socket, inbox: int, ring: int
    ) -> None:
        super().__init__(process, control, inbox, ring, "media")
        self.pulls = pulls

    def hang_up(self) -> None:
        super().hang_up()
        with contextlib.suppress(OSError):
            self.pulls.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        super().close()
        self.pulls.close()


def start(tier: Tier, role: Role = "player", *, caged_as: str | None = None) -> PlayerChild:
    """Start a player and judge its self-test. Raises SpawnError. `caged_as` misleads the child (negative test)."""
    program = cage.filter_of("loose") if sys.platform.startswith("linux") else None
    if program is None or cage.filter_of("player") is None:
        raise SpawnError("no_filter" if sys.platform.startswith("linux") else "platform")
    bubblewrap = shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin") or ""
    if tier == "sandbox" and not bubblewrap:
        raise SpawnError("no_bubblewrap")
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    feeding, pulling = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    inbox, ring = spawn.memory("inbox", playing.INBOX), spawn.memory("ring", playing.RING)
    rules = spawn.memory("rules", len(program), program)
    handed = [theirs.fileno(), pulling.fileno(), inbox, ring]
    shown = spawn.readable(_paths())
    try:
        command = _command([str(n) for n in handed], caged_as or tier, role)
        if tier == "sandbox":
            command = [*spawn.sandbox(bubblewrap, rules, shown), "--", *command]
        process = subprocess.Popen(
            command,
            pass_fds=[*handed, rules] if tier == "sandbox" else handed,
            env={},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # FFmpeg prints what a recording says of itself
            start_new_session=True,
        )
    except OSError as error:
        for number in (inbox, ring):
            os.close(number)
        ours.close()
        feeding.close()
        raise SpawnError("not_started") from error
    finally:
        theirs.close()
        pulling.close()
        os.close(rules)
    child = PlayerChild(process, ours, feeding, inbox, ring)
    try:
        child.report = spawn.hello(child)
    except SpawnError:
        child.close()
        raise
    home = str(Path.home())
    found = faults(tier, child.report, handed, shown, home, environment=(*playing.ENVIRONMENT, _BINDING), spare=SPARE)
    if found:
        child.close()
        raise SpawnError("self_test", found, child.report)
    return child


def _command(handed: list[str], tier: str, role: Role) -> list[str]:
    tail = [*handed, tier, role, str(Path.home())]
    if getattr(sys, "frozen", False):
        return [sys.executable, "--player", *tail]
    code = _START.format(paths=[*spawn.import_paths(), *_sites()])
    return [spawn.base_python(), "-I", "-S", "-B", "-X", "utf8", "-c", code, *tail]


def _paths() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return ()
    folders = [folder for name in PACKAGES for folder in spawn.folders(name)]
    return (*folders, str(spawn.ROOT / "ui" / "__init__.py"), str(spawn.ROOT / "ui" / "player"))


def _sites() -> list[str]:
    return list(dict.fromkeys(str(Path(folder).parent) for name in PACKAGES for folder in spawn.folders(name)))
