"""Sealed objects against sha256sum, age and sync on the same gigabyte."""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop.vault.objects import Objects
from tests.bench.measure import Row, paired, seconds

GIB = 1 << 30
GROWTH = """
import sys
from pathlib import Path
from desktop.vault.objects import Objects
def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])
objects = Objects(Path(sys.argv[1]))
before = peak()
with open(sys.argv[2], "rb") as source:
    sealed = objects.seal(source)
reader = objects.open(sealed.object_id, sealed.key)
reader.digest()
print((peak() - before) / 1024)
objects.remove(sealed.object_id)
"""


def rows() -> Iterator[Row]:
    if shutil.which("age") is None:
        print("objects: skipped, because age is not installed (apt-get install age)")
        return
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as name:
        yield from _rows(Path(name))


def _rows(folder: Path) -> Iterator[Row]:
    source = folder / "source"
    block = os.urandom(1 << 20)
    with source.open("wb") as file:
        for i in range(GIB >> 20):
            file.write(i.to_bytes(8, "big") + block[8:])
    identity = folder / "identity"
    subprocess.run(["age-keygen", "-o", identity], check=True, capture_output=True)
    recipient = next(x.split()[-1] for x in identity.read_text().splitlines() if "public key" in x)
    objects = Objects(folder / "objects")
    objects.folder.mkdir()
    kept = []

    def seal() -> None:
        with source.open("rb") as file:
            sealed = objects.seal(file)
        kept.append(sealed)
        if len(kept) > 1:
            objects.remove(kept.pop(0).object_id)

    def peer_seal() -> None:
        command = f"sha256sum {source} && age -e -r {recipient} -o {folder}/age {source} && sync {folder}/age"
        subprocess.run(["sh", "-c", command], check=True, capture_output=True)

    ours, theirs = paired(seal, peer_seal)
    yield Row("seal 1 GiB : sha256sum + age -e + sync", ours, theirs, "s", 0.8)
    sealed = kept[-1]

    def read() -> None:
        with objects.open(sealed.object_id, sealed.key) as reader:
            for at in range(0, reader.size, 1 << 20):
                reader.read(at, 1 << 20)

    ours, theirs = paired(
        read, lambda: subprocess.run(["age", "-d", "-i", identity, "-o", "/dev/null", f"{folder}/age"], check=True)
    )
    yield Row("read 1 GiB : age -d", ours, theirs, "s", 0.5)
    with objects.open(sealed.object_id, sealed.key) as reader:
        draw = random.Random(7)
        places = [draw.randrange(reader.size - 65536) for _ in range(200)]
        times = [seconds(lambda at=at: reader.read(at, 65536)) for at in places]  # type: ignore[misc]
    yield Row("64 KiB at random, warm", statistics.median(times) * 1000, None, "ms", 1.0)
    grown = subprocess.run(
        [sys.executable, "-c", GROWTH, objects.folder, source], check=True, capture_output=True, text=True
    )
    yield Row("memory growth, sealing and reading 1 GiB", float(grown.stdout), None, "MiB", 64)
