"""The journey's end of the agents' sockets: orders go out as Python expressions, answers come back as JSON."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

ENTRY = Path(__file__).with_name("entry.py")
SCREEN = Path(__file__).with_name("screen.json")
PATIENCE = 60.0  # seconds; only a hang takes so long


class Agent:
    """One process of the program that obeys."""

    def __init__(self, line: socket.socket) -> None:
        line.settimeout(PATIENCE)
        self._line = line
        self._file = line.makefile("rb")
        hello = json.loads(self._file.readline())
        self.role: str = hello["role"]
        self.pid: int = hello["pid"]

    def do(self, expression: str) -> Any:
        """Evaluate in the process, on its interface thread."""
        self._line.sendall(json.dumps(expression).encode() + b"\n")
        answer = json.loads(self._file.readline())
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["value"]

    def end(self) -> None:
        """End the process if it still runs, and let go of its line."""
        if not gone(self.pid):
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self._file.close()
        self._line.close()

    def until(self, expression: str) -> Any:
        """Ask until the answer is true; the program works meanwhile."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            value = self.do(expression)
            if value:
                return value
            time.sleep(0.02)  # another process must get its turn
        raise AssertionError(f"never true in {self.role}: {expression}")


class Program:
    """The whole program as a user starts it; its processes report here one after another."""

    def __init__(
        self,
        folder: Path,
        profile: Path,
        *arguments: str,
        around: tuple[str, ...] = (),
        env: dict[str, str] | None = None,
        said: IO[bytes] | None = None,
    ) -> None:
        """`around` is a command to run it under, `env` its whole environment, `said` takes what it prints."""
        path = folder / "agent"
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(str(path))
        self._server.listen(8)
        self._server.settimeout(PATIENCE)
        self._waiting: list[Agent] = []
        self._agents: list[Agent] = []
        env = {**(env or os.environ), "COLLEGIUM_TEST_AGENT": str(path)}
        if env.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
            env["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"  # 1366×768; by itself it is 800×800
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # without compiled modules a desk starts four times slower
        command = [*around, sys.executable, "-P", str(ENTRY), "--gate", "--profile", str(profile), *arguments]
        self.process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)

    def next(self, role: str) -> Agent:
        """The next process that reports with this role."""
        while True:
            for agent in self._waiting:
                if agent.role == role:
                    self._waiting.remove(agent)
                    return agent
            line, _ = self._server.accept()
            self._agents.append(Agent(line))
            self._waiting.append(self._agents[-1])

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        for agent in self._agents:
            agent.end()
        self._server.close()


def gone(pid: int) -> bool:
    """Whether a process has ended (or waits only to be noticed by its parent)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def in_memory(pid: int, needles: dict[str, bytes]) -> set[str]:
    """Which of the needles lie in a process's writable memory. Raises PermissionError where that may not be read."""
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except (OSError, ValueError):
                continue  # device memory
            found |= {name for name, needle in needles.items() if needle in data}
    return found


def wait_for(true: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if true():
            return
        time.sleep(0.02)
    raise AssertionError(f"never happened: {what}")
