"""Proof: every file of a folder is opened in the isolated decoder or shown by its facts; none crashes or hangs it.

    ./dev proofs corpus [FOLDER] [--every N] [--in-vault]      default folder: ../shared/corpus

Each file is opened, its first page drawn, its first page's text read; without a reader, its facts count. Prints a
table of kinds and outcomes. `--in-vault` takes every file into a new vault first and reads it from there.
Exit 1 when a decoder died, a time limit passed or the host failed.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from desktop.errors import KnownError
from desktop.evidence.decoding import Decoders, Source
from desktop.evidence.recording import Recording
from desktop.jobs import Progress

DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "corpus"
BAD = frozenset({"decoder_died", "too_slow", "fault"})


@dataclass(frozen=True)
class Outcome:
    path: Path
    format: str
    what: str  # shown, facts, locked, damaged, …
    seconds: float
    notes: tuple[str, ...] = ()


class FileSource:
    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        self.size = len(self._data)

    def read(self, position: int, count: int) -> bytes:
        return self._data[position : position + count]

    def close(self) -> None:
        return None


def look(decoders: Decoders, path: Path, source: Source) -> Outcome:
    """Open one exhibit as the viewer would, up to its first page."""
    started = time.perf_counter()
    name, what, notes = "?", "fault", tuple[str, ...]()
    try:
        with decoders.show(source) as document:
            info = document.info
            name, notes = info.format, info.warnings
            what = "facts" if info.reader == "none" else "no pages" if not info.pages else "shown"
            if isinstance(document, Recording):
                return Outcome(path, name, "shown", time.perf_counter() - started, notes)
            if info.reader in ("pdf", "image") and info.pages:
                size = info.pages[0]
                scale = 1000 / max(size.width, size.height)
                width, height = max(1, round(size.width * scale)), max(1, round(size.height * scale))
                document.picture(0, width, height)
            if info.reader in ("pdf", "text") and info.pages:
                notes += document.text(0).warnings
    except KnownError as error:
        what = error.code.removeprefix("evidence.")
    return Outcome(path, name, what, time.perf_counter() - started, notes)


def run(folder: Path, every: int, opened: Callable[[Path], Source] = FileSource) -> list[Outcome]:
    """Look at every n-th file of the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())[::every]
    decoders = Decoders(keep_warm=False)
    try:
        return [look(decoders, path, opened(path)) for path in paths]
    finally:
        decoders.close()


def table(outcomes: Iterable[Outcome]) -> str:
    """Kinds by outcomes, with times."""
    by_kind: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_kind.setdefault(outcome.path.suffix.lstrip(".").lower() or "(none)", []).append(outcome)
    out = io.StringIO()
    print(f"{'ending':8} {'files':>5}  {'median s':>8} {'most s':>7}  content and outcome", file=out)
    for ending, found in sorted(by_kind.items()):
        seconds = [one.seconds for one in found]
        counted = Counter(f"{one.format}: {one.what}" for one in found)
        told = ", ".join(f"{count} {what}" for what, count in counted.most_common())
        print(f"{ending:8} {len(found):5}  {median(seconds):8.2f} {max(seconds):7.2f}  {told}", file=out)
    return out.getvalue()


def in_vault(folder: Path, every: int) -> list[Outcome]:
    """Take every file into a vault, then open each from there."""
    from desktop.evidence.service import Evidence
    from desktop.register.codes import Codes
    from desktop.register.service import Register
    from models.views.evidence import AdmitDraft, ExhibitDetails
    from models.views.register import CaseDraft, CaseEntry, PersonDraft, PersonEntry
    from tests.vault.cheap import make_place

    with tempfile.TemporaryDirectory() as root:
        place = make_place(Path(root))
        vault, decoders = place.open(), Decoders(keep_warm=False)
        evidence = Evidence(vault, decoders, place.clock)
        register = Register(vault.store, place.clock, Codes.shipped())
        entry = CaseEntry(CaseDraft(received_on="2026-11-20"), (PersonEntry(PersonDraft(surname_lat="CORPUS")),))
        case_id = register.create_case(entry).value.id
        paths = sorted(path for path in folder.rglob("*") if path.is_file())[::every]
        started = time.perf_counter()
        staged = [evidence.stage(path, None, Progress()) for path in paths]
        said = [ExhibitDetails(title_en=one.shown_name, provenance="corpus") for one in staged]
        drafts = [AdmitDraft(one, details) for one, details in zip(staged, said, strict=True)]
        views = evidence.admit(case_id, drafts).value
        print(f"{len(views)} files taken in, in {time.perf_counter() - started:.1f} s")
        try:
            return [
                look(decoders, path, evidence.open_exhibit(view.id)) for path, view in zip(paths, views, strict=True)
            ]
        finally:
            decoders.close()
            vault.close()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="corpus")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--in-vault", action="store_true")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"skipped: there is no folder {options.folder}")
        return 0
    outcomes = in_vault(options.folder, options.every) if options.in_vault else run(options.folder, options.every)
    print(table(outcomes))
    for outcome in outcomes:
        if outcome.notes or outcome.what not in ("shown", "facts"):
            print(f"  {outcome.path.relative_to(options.folder)}: {outcome.what} {' '.join(outcome.notes)}")
    failed = [outcome for outcome in outcomes if outcome.what in BAD]
    counted = Counter(outcome.what for outcome in outcomes)
    print(f"{len(outcomes)} files: " + ", ".join(f"{count} {what}" for what, count in counted.most_common()))
    print("none crashed or hung" if not failed else f"{len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
