"""A bare X server with a window manager, and the hands of `xdotool` on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

NEEDED = ("Xvfb", "xdotool", "openbox")
PATIENCE = 60.0


def missing() -> list[str]:
    """The programs that are not installed."""
    return [name for name in NEEDED if shutil.which(name) is None]


class XServer:
    """`environment` is for the programs that are to show their windows here."""

    def __init__(self, folder: Path, width: int = 1366, height: int = 768) -> None:
        read, write = os.pipe()
        self._log = (folder / "xserver.log").open("wb")
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=(write,), stdout=self._log, stderr=self._log)
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        assert number, "the X server did not start"
        self.environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"], env=self.environment, stdout=self._log, stderr=self._log
        )

    def close(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(PATIENCE)
        self._log.close()

    def windows(self, title: str) -> list[str]:
        """Ids of the visible windows with exactly this title."""
        pattern = "^" + title.replace(".", r"\.") + "$"
        return self._run("search", "--onlyvisible", "--name", pattern).split()

    def window(self, title: str) -> str:
        """Wait for a window, bring it to the front; its id."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            found = self.windows(title)
            if found and self._activated(found[-1]):
                return found[-1]
            time.sleep(0.05)  # another process must get its turn
        raise AssertionError(f"no window called {title!r} came")

    def _activated(self, window: str) -> bool:
        self._run("windowactivate", window)
        return self._run("getactivewindow").strip() == window

    def type(self, text: str) -> None:
        self._run("type", "--delay", "15", text)

    def key(self, *names: str) -> None:
        """Keys by their X names: Return, ctrl+l, Cyrillic_de."""
        self._run("key", "--delay", "15", *names)

    def picture(self, file: Path) -> None:
        """What is on the screen (for a look, where ImageMagick is)."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=False, timeout=60)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout
