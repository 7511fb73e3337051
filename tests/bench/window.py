"""The window: unlock against an empty window; from the key to a filled list of 100,000 cases."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from desktop.roles import Handed
from tests.bench import fixture
from tests.bench.measure import Row
from tests.proofs import worker

ENTRY = [sys.executable, "-m", "tests.bench.entry"]
# an installed program has its modules compiled; without them imports are timed, not the window
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "QT_QPA_PLATFORM": "offscreen"
}
CASES = 100_000


def painted(*arguments: str) -> float:
    """Seconds from the start of a process to its first painted window."""
    begun = time.monotonic()
    done = subprocess.run([*ENTRY, *arguments], env=ENVIRONMENT, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[0]) - begun


def _settled(process: psutil.Process) -> None:
    """Wait until a process has imported what it needs: it has started and used no time for half a second."""
    used, since = -1.0, time.monotonic()
    while used < 0.2 or time.monotonic() - since < 0.5:
        now = sum(process.cpu_times()[:2])
        if now != used:
            used, since = now, time.monotonic()
        time.sleep(0.02)


def key_to_list(station: worker.Station, key: bytes, *, ready: bool) -> float:
    """Seconds from handing the key to a desk until its list is painted full; `ready`: it had time to import."""
    key_read, key_write = os.pipe()
    status_read, status_write = os.pipe()
    arguments = ["desk", str(key_read), str(status_write), "--profile", str(station.profile)]
    process = subprocess.Popen(
        [*ENTRY, *arguments], env=ENVIRONMENT, pass_fds=(key_read, status_write), stdout=subprocess.PIPE, text=True
    )
    os.close(key_read)
    os.close(status_write)
    if ready:
        _settled(psutil.Process(process.pid))
    begun = time.monotonic()
    os.write(key_write, Handed(station.folder, key).pack())
    out, _ = process.communicate(timeout=60)
    os.close(key_write)
    os.close(status_read)
    return float(out.split()[0]) - begun


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as name:
        root = Path(name)
        profile = str(root / "empty-profile")
        painted("empty"), painted("gate", "--profile", profile)
        pairs = [(painted("gate", "--profile", profile), painted("empty")) for _ in range(7)]
        ours, theirs = (statistics.median(pair[i] for pair in pairs) * 1000 for i in (0, 1))
        yield Row("unlock window painted : empty window", ours, theirs, "ms", 2.5)
        station = fixture.build(root, CASES)
        key = station.unlock()[0]
        for ready, limit in ((True, 400), (False, 900)):
            times = [key_to_list(station, key, ready=ready) for _ in range(6)][1:]
            state = "ready" if ready else "just started"
            yield Row(
                f"key to filled list of 100,000, desk {state}", statistics.median(times) * 1000, None, "ms", limit
            )
