"""What is made once for a whole run of the tests, by whichever worker needs it first."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

RUN = "COLLEGIUM_TEST_RUN"


def folder(kind: str) -> Path:
    """A folder that goes when this process ends."""
    made = tempfile.mkdtemp(prefix=f"collegium-test-{kind}-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


def run() -> Path:
    """The folder of this run: the process that first asks makes it, and its workers share it."""
    if RUN not in os.environ:
        os.environ[RUN] = str(folder("run"))
    return Path(os.environ[RUN])


def once(name: str, build: Callable[[Path], object]) -> Path:
    """The folder `name` as `build` has filled it; others wait meanwhile. Nobody writes in it afterwards."""
    with (run() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (run() / f"{name}.whole").exists():
            (run() / name).mkdir()
            build(run() / name)
            (run() / f"{name}.whole").touch()
    return run() / name
