"""A workstation of its own for the proof: private folders for everything, every write watched, every word kept."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from desktop.i18n import Language
from desktop.settings import Settings
from tests.journeys.orders import Agent, Program, gone
from tests.journeys.user import User, at
from tests.proofs.leaks import writes
from tests.proofs.leaks.writes import AllowList, Write
from tests.ui.kit import cheap_setup

ROOT = Path(__file__).resolve().parents[3]
PRIVATE = {
    "HOME": "home", "TMPDIR": "tmp", "XDG_CONFIG_HOME": "xdg/config", "XDG_CACHE_HOME": "xdg/cache",
    "XDG_DATA_HOME": "xdg/data", "XDG_STATE_HOME": "xdg/state", "XDG_RUNTIME_DIR": "run",
}  # fmt: skip


class Workplace:
    """`spared` are the folders that the scenario itself fills (input, chosen export) and the watcher's notes."""

    def __init__(self, root: Path, language: Language = "en", screen: dict[str, str] | None = None) -> None:
        self.root = root
        self.language: Language = language
        self.input, self.export, self.notes = root / "input", root / "export", root / "notes"
        self.vaults, self.profile = root / "vaults", root / "profile"
        for folder in (self.input, self.export, self.notes, self.vaults, root / "said"):
            folder.mkdir(parents=True)
        for folder in PRIVATE.values():
            (root / folder).mkdir(parents=True, mode=0o700)
        self.setup = cheap_setup(root)
        self._screen = screen or {"QT_QPA_PLATFORM": "offscreen"}
        settings = Settings.load(self.setup.paths)
        settings.language = language
        settings.save()
        self._runs = 0
        self._files: list[IO[bytes]] = []
        self._programs: list[Program] = []

    @property
    def spared(self) -> tuple[Path, ...]:
        return (self.input, self.export, self.notes)

    def environment(self) -> dict[str, str]:
        private = {name: str(self.root / folder) for name, folder in PRIVATE.items()}
        return {**os.environ, **self._screen, **private, "LC_ALL": "C.UTF-8"}

    # -- programs ---------------------------------------------------------------------------------------------------

    def start(self) -> Program:
        """Start the program as a user does, under strace."""
        self._runs += 1
        sockets = self.notes / f"run{self._runs}"
        sockets.mkdir()
        said = (self.root / "said" / f"run{self._runs}.txt").open("wb")
        self._files.append(said)
        program = Program(
            sockets, self.profile, around=writes.command(self._trace(self._runs)), env=self.environment(), said=said
        )
        self._programs.append(program)
        return program

    def user(self, agent: Agent) -> User:
        return at(agent, self.language)

    def selections(self) -> str | None:
        """What other programs could paste now; None without an X server and `xclip`."""
        if "DISPLAY" not in self._screen or shutil.which("xclip") is None:
            return None
        said = ""
        for name in ("clipboard", "primary"):
            done = subprocess.run(
                ["xclip", "-o", "-selection", name],
                env=self.environment(),
                capture_output=True,
                check=False,
                timeout=60,
            )
            said += done.stdout.decode("utf-8", "replace") + "\n"
        return said

    def close(self) -> None:
        for program in self._programs:
            program.end()
        for file in self._files:
            file.close()

    def _trace(self, run: int) -> Path:
        return self.notes / f"run{run}" / "trace"

    def living(self) -> dict[int, str]:
        """Every process of the program that lives: pid and command line."""
        found = {}
        for run in range(1, self._runs + 1):
            for pid in writes.pids(self._trace(run)):
                try:
                    status = Path(f"/proc/{pid}/status").read_text()
                    words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                except (FileNotFoundError, ProcessLookupError):
                    continue
                if f"\nTgid:\t{pid}\n" in status and not gone(pid):
                    found[pid] = words
        return found

    # -- what was written -------------------------------------------------------------------------------------------

    def writes(self) -> list[Write]:
        found: list[Write] = []
        for run in range(1, self._runs + 1):
            found += writes.read(self._trace(run), Path.cwd())
        return found

    def allowed(self) -> AllowList:
        """Where the program may write. Vault and export are the user's; everything else is named file by file."""
        here = re.escape(str(self.root))
        object_id = "[0-9a-f]{32}"
        vault = (
            f"{here}/vaults/(office\\.collegium|\\.office\\.collegium\\.[0-9a-f]{{8}}\\.part)"  # the latter while made
        )
        plain = (
            f"{vault}(/(lock|header\\.[ab](\\.part)?|register\\.db(-wal|-shm|-journal)?))?",
            f"{here}/vaults",
            f"{vault}/objects(/tmp(/{object_id}\\.part)?|/[0-9a-f]{{2}}(/{object_id})?)?",
            f"{vault}/copies(/[^/]+)?",
            f"{here}/export(/.*)?",
            f"{here}/profile(/(config|state|logs))?",
            f"{here}/profile/config/settings\\.(part|json)",
            f"{here}/profile/state/vaults(/[0-9a-f]{{32}}\\.(head|failed|tries)(\\.part)?)?",
            f"{here}/profile/logs/(fatal(-[a-z]+)?|report-[0-9TZ-]+)\\.txt",
            f"AF_UNIX:{here}/notes/run\\d+/agent",
            "AF_UNIX:/tmp/\\.X11-unix/X\\d+",
            "AF_NETLINK:",
            "/dev/(null|tty)",
            f"{here}/run/pulse",  # an empty folder: the sound system's library makes it when sounds are to be heard
            "/proc/(self|\\d+)/(uid_map|gid_map|setgroups)",
            "memory",
            *(f"{re.escape(str(folder))}/.*/__pycache__(/[^/]+)?" for folder in (ROOT, sys.base_prefix, sys.prefix)),
        )
        # bubblewrap builds the decoder's file system in memory; the decoder itself may write nowhere
        caged = (
            "/proc/\\d+/(uid_map|gid_map|setgroups)",
            "(/tmp)?/(newroot|oldroot)(/.*)?",
            "AF_NETLINK:",
            "memory",
            "/dev/null",
        )
        return AllowList(plain, caged)

    def written_outside(self) -> Iterator[Path]:
        """Existing files that were written outside the private folders."""
        seen = {w.path for w in self.writes() if w.done and not w.caged and w.path.startswith("/")}
        for name in sorted(seen):
            path = Path(name)
            if self.root not in path.parents and path.is_file():
                yield path
