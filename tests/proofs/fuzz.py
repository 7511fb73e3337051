"""Proof: damaged files end decoders at most, never the program.

    ./dev proofs fuzz [--count N] [--seed N] [--corpus FOLDER]

Real files (generated ones, and the corpus where it is there) are changed at random from a fixed seed and opened in the
real isolated decoder: first page, text, a search. Prints outcomes by kind. Exit 1 when the host met anything but a
sentence of its own, when a decoder stayed behind, or when the host's memory grew by more than 100 MiB.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import KnownError
from desktop.evidence import kinds, spawn
from desktop.evidence.decoding import Decoders
from desktop.evidence.line import Limits
from desktop.evidence.recording import Recording
from models.views.media import MediaEvent
from tests.evidence import files
from tests.evidence.conftest import Octets
from tests.evidence.recordings import MEDIA
from tests.proofs.corpus import DEFAULT

COUNT, SEED = 3000, 20261122
SECONDS = 8.0
MOST_GROWTH = 100 << 20
ENDINGS = {"pdf", "jpg", "png", "webp", "tif", "gif", "bmp", "txt", "csv", "md"}
ENDINGS |= {"mp3", "m4a", "mp4", "mov", "mkv", "ogg", "flac"}


@dataclass(frozen=True)
class Result:
    format: str
    what: str  # shown, facts, a code, or "HOST" and an exception's name
    seconds: float


def seeds(folder: Path, corpus: Path) -> list[bytes]:
    """The files that are damaged: of every kind that has a reader."""
    made = [
        files.pdf(folder / "a.pdf", 3),
        files.without_fonts(folder / "b.pdf"),
        files.form(folder / "c.pdf"),
        files.encrypted(folder / "d.pdf", ""),
        files.pages_of_all_turns(folder / "e.pdf"),
        *(files.photo(folder / f"a.{ending}") for ending in ("jpg", "png", "webp", "tif", "gif", "bmp")),
        files.note(folder / "a.txt"),
        *(MEDIA / name for name in ("grey.mp4", "grey.webm", "tone.opus")),
    ]
    if corpus.is_dir():
        made += sorted(path for path in corpus.rglob("*") if path.suffix.lstrip(".").lower() in ENDINGS)
    return [path.read_bytes() for path in made if path.stat().st_size <= 2 << 20]


def attempt(decoders: Decoders, data: bytes) -> Result:
    """Open damaged octets as the viewer would."""
    started = time.perf_counter()
    format_ = kinds.sniff(len(data), lambda at, count: data[at : at + count]).format
    try:
        with decoders.show(Octets(data)) as document:
            if isinstance(document, Recording):
                return Result(format_, played(document), time.perf_counter() - started)
            pages = document.info.pages
            what = "shown" if pages else "facts"
            if pages and document.info.reader in ("pdf", "image"):
                document.picture(0, 300, 400, rotation=90)
                document.picture(len(pages) - 1, 300, 400)
            if pages and document.info.reader in ("pdf", "text"):
                document.text(0)
                document.find("суда the a")
    except KnownError as error:
        what = error.code.removeprefix("evidence.")
    except Exception as error:
        what = f"HOST {type(error).__name__}"
    return Result(format_, what, time.perf_counter() - started)


def played(recording: Recording) -> str:
    """Play and seek; what came of it."""
    lost: list[str] = []
    gone = threading.Event()

    def take(event: MediaEvent) -> None:
        if isinstance(event, KnownError):
            lost.append(event.code.removeprefix("evidence."))
            gone.set()

    recording.listen(take)
    recording.play()
    recording.seek(recording.shape.duration_ms // 2)
    gone.wait(0.4)
    return lost[0] if lost else "shown"


def run(count: int, seed: int, corpus: Path, workers: int = 2) -> tuple[list[Result], int, int]:
    """Results, decoders that stayed behind, growth of the host in octets."""
    rng = random.Random(seed)
    others = set(spawn.family(os.getpid()))
    decoders = Decoders(limits=Limits(seconds=SECONDS), keep_warm=False)
    done = threading.Semaphore(workers * 2)
    results: list[Result] = []

    def one(data: bytes) -> None:
        try:
            results.append(attempt(decoders, data))
        finally:
            done.release()

    with tempfile.TemporaryDirectory() as folder:
        originals = seeds(Path(folder), corpus)
    attempt(decoders, originals[0])
    before = spawn.resident(os.getpid())
    with ThreadPoolExecutor(workers) as pool:
        for _ in range(count):
            done.acquire()
            pool.submit(one, files.mutated(rng.choice(originals), rng))
    growth = spawn.resident(os.getpid()) - before
    decoders.close()
    return results, len(left_behind(others)), growth


def left_behind(others: set[int]) -> list[int]:
    """Living processes that this one started, but for `others`."""
    until = time.monotonic() + 5
    while True:
        found = [pid for pid in spawn.family(os.getpid()) if pid not in others and spawn.resident(pid)]
        if not found or time.monotonic() > until:
            return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="fuzz")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--corpus", type=Path, default=DEFAULT)
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    results, stayed, growth = run(options.count, options.seed, options.corpus)
    table = Counter((result.format, result.what) for result in results)
    for (format_, what), count in sorted(table.items()):
        print(f"{format_:14} {what:20} {count:6}")
    slowest = max(result.seconds for result in results)
    print(f"{len(results)} damaged files in {time.perf_counter() - started:.0f} s, slowest {slowest:.1f} s")
    print(f"decoders left behind: {stayed}; growth of the program: {growth / (1 << 20):.0f} MiB")
    failed = [result for result in results if result.what.startswith("HOST")]
    print("the program met nothing but its own sentences" if not failed else f"{len(failed)} host failures")
    return 1 if failed or stayed or growth > MOST_GROWTH or len(results) != options.count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
