"""Proof: damaged files end decoders at most, never the program.

    ./dev proofs fuzz [--count N] [--seed N] [--corpus FOLDER]

Real files of every kind that has a reader (generated ones, and the corpus where it is there) are changed at random from
a fixed seed, packages also inside their members, and opened in the real isolated decoder or player: pages, text, cells,
inner files, a search. Prints outcomes by kind. Exit 1 when the host met anything but a
sentence of its own, when a decoder stayed behind, or when the host's memory grew by more than 100 MiB.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import KnownError
from desktop.evidence import kinds, spawn
from desktop.evidence.decoding import Decoders
from desktop.evidence.document import Document
from desktop.evidence.line import Limits
from desktop.evidence.recording import Recording
from models.views.media import MediaEvent
from tests.evidence import archive_files, files, flow_files, grid_files, office_files
from tests.evidence.conftest import Octets
from tests.evidence.recordings import MEDIA
from tests.proofs.corpus import DEFAULT, whole

COUNT, SEED = 3000, 20261122
SECONDS = 8.0
SAMPLES = Path(__file__).resolve().parents[1] / "evidence" / "samples"
MOST_GROWTH = 100 << 20
MOST_OCTETS = 2 << 20
TOLD_EVERY = 500


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
        files.with_files(folder / "f.pdf", large=3_000),
        *(files.photo(folder / f"a.{ending}") for ending in ("jpg", "png", "webp", "tif", "gif", "bmp")),
        files.note(folder / "a.txt"),
        flow_files.mail(folder / "a.eml", attachments=True),
        flow_files.mailbox(folder / "a.mbox"),
        flow_files.outlook(folder / "a.msg"),
        flow_files.web_archive(folder / "a.mhtml"),
        flow_files.telegram(folder / "a.json"),
        flow_files.telegram_page(folder / "a.html"),
        flow_files.whatsapp(folder / "chat.txt"),
        *(MEDIA / name for name in ("grey.mp4", "grey.webm", "tone.opus")),
        *SAMPLES.iterdir(),
    ]
    octets = [
        *(archive_files.zipped(), archive_files.seven(), archive_files.tarred(), archive_files.tarred("xz")),
        *(grid_files.payments(), grid_files.with_macros_and_links()),
        *(office_files.letter(), office_files.slides(), office_files.open_text(), office_files.RICH),
    ]
    if corpus.is_dir():
        made += sorted(path for path in corpus.rglob("*") if path.is_file())
    return octets + [path.read_bytes() for path in made if path.stat().st_size <= MOST_OCTETS]


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The octets changed at random; a package (zip) as often in one of its members, which stay readable as members."""
    if data.startswith(b"PK\3\4") and rng.random() < 0.5:
        try:
            return _damaged_inside(data, rng)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
            pass  # members under a password or packed as Python can't
    return files.mutated(data, rng)


def _damaged_inside(data: bytes, rng: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        members = [info for info in package.infolist() if info.file_size <= MOST_OCTETS]
        chosen = rng.choice(members) if members else None
        for info in members:
            octets = package.read(info)
            made.writestr(info, files.mutated(octets, rng) if info is chosen else octets)
    return out.getvalue()


def attempt(decoders: Decoders, data: bytes) -> Result:
    """Open damaged octets as the viewer would."""
    started = time.perf_counter()
    format_ = kinds.sniff(len(data), lambda at, count: data[at : at + count]).format
    try:
        with decoders.show(Octets(data)) as document:
            if isinstance(document, Recording):
                return Result(format_, played(document), time.perf_counter() - started)
            what = read(document)
    except KnownError as error:
        what = error.code.removeprefix("evidence.")
    except Exception as error:
        what = f"HOST {type(error).__name__}"
    return Result(format_, what, time.perf_counter() - started)


def read(document: Document) -> str:
    """All that a viewer may ask for; what came of it."""
    reader, pages = document.info.reader, len(document.info.pages)
    if reader in ("pdf", "image") and pages:
        document.picture(0, 300, 400, rotation=90)
        document.picture(pages - 1, 300, 400)
    if reader == "pdf" and pages:
        document.outline(), document.labels(), document.links(0)
    if reader == "grid":
        document.find_cells("1")
    elif reader not in ("image", "archive", "none") and pages:
        document.find("суда the a")
    what = whole(document)[0]
    if reader != "none":
        for part in document.parts()[:2]:
            with document.part(part) as stream:
                stream.read(1 << 16)
    return what


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
        for number in range(count):
            done.acquire()
            if number and number % TOLD_EVERY == 0:
                print(
                    f"{number} files so far:", dict(Counter(result.what for result in list(results))), file=sys.stderr
                )
            pool.submit(one, damaged(rng.choice(originals), rng))
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
