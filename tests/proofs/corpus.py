"""Proof: every file of a folder is opened in the isolated decoder or player, or shown by its facts; none crashes it.

    ./dev proofs corpus [FOLDER] [--every N] [--in-vault] [--short]     default folder: ../shared/corpus

Each file is opened as a viewer does, its first page drawn or read (that is timed), then the text of all pages gathered.
Prints a line for each file (kind, viewer, what it consists of, code points of text, time, outcome), a table of kinds,
a sentence for each failure, and the share of files with a viewer whose content came. Files that want a password or that
other programs refuse too (`NOT_WELL_FORMED`) are left out of that share. Old office documents, of which only facts are
read, are laid out by LibreOffice where it is installed, like others that hold no text; they count as shown when those
pages open (viewer `pages`).
`--in-vault` takes every file into a new vault first and reads it from there; `--short` leaves out the lines of files.
Exit 1 when a decoder died, a time limit passed, the host failed, or less than 95 % showed their content.
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
from functools import partial
from pathlib import Path
from statistics import median

from desktop.errors import KnownError
from desktop.evidence import kinds
from desktop.evidence.decoding import Decoders, Document, Source
from desktop.evidence.libreoffice import FORMATS, LibreOffice
from desktop.evidence.recording import Recording
from desktop.i18n import Words
from desktop.jobs import Progress

DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "corpus"
BAD = frozenset({"decoder_died", "too_slow", "fault"})
LOCKED = frozenset({"locked", "wrong_password", "encrypted"})
MOST_PAGES, MOST_ROWS = 200, 500  # of a file, whose text is counted
SHARE = 0.95
OLD = ("doc", "ppt")  # no reader knows their text
NOT_WELL_FORMED = {
    "testMP4_StillImageTimeZero.mov": "FFmpeg: mandatory atoms are missing, broken header.",
    "testMP4_udtaLocation.mp4": "FFmpeg: no stream in it.",
    "testMP3truncated.mp3": "FFmpeg: cut off before its first frame.",
    "testZIP_corrupted_oom.zip": "zipfile: bad central directory; unzip: bad CRC, overlapping members.",
    "pictures.ppt": "LibreOffice can't load it outside the sandbox either.",
}


@dataclass(frozen=True)
class Outcome:
    path: Path
    format: str
    what: str  # shown, blank (opened, but nothing in it), facts, locked, damaged, …
    seconds: float  # to the first view
    notes: tuple[str, ...] = ()
    viewer: str = "none"
    units: str = ""  # pages, sheets, files, messages, time
    text: int = 0  # code points
    sentence: str = ""  # of a failure, in English

    @property
    def counted(self) -> bool:
        """Whether its content must be shown: there is a viewer, no password is wanted and the file is sound."""
        return self.viewer != "none" and self.what not in LOCKED and self.path.name not in NOT_WELL_FORMED


class MemorySource:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, position: int, count: int) -> bytes:
        return self._data[position : position + count]

    def close(self) -> None:
        return None


class FileSource(MemorySource):
    def __init__(self, path: Path) -> None:
        super().__init__(path.read_bytes())


def installed() -> LibreOffice | None:
    """LibreOffice where it can be run, else None: then old office documents are counted by their facts."""
    office = LibreOffice()
    try:
        office.version()
    except KnownError:
        return None
    return office


def look(decoders: Decoders, path: Path, opened: Callable[[], Source], office: LibreOffice | None = None) -> Outcome:
    """Open one exhibit as the viewer would; its first view is timed, then everything else is counted."""
    source = opened()
    found = kinds.sniff(source.size, source.read)
    if office is not None and found.reader == "office" and found.format in OLD:
        return lay_out(decoders, path, source, office)
    started, seconds = time.perf_counter(), -1.0
    what, notes, units, text, sentence = "fault", tuple[str, ...](), "", 0, ""
    viewer: str = found.reader
    try:
        with decoders.show(source) as document:
            viewer, notes = document.info.reader, document.info.warnings
            if isinstance(document, Document):
                notes += first_view(document)
            seconds = time.perf_counter() - started
            what, units, text = whole(document)
    except KnownError as error:
        what, words = error.code.removeprefix("evidence."), Words("en")
        sentence = f"{error.message(words)} {error.remedy(words)}"
    if what == "blank" and office is not None and found.format in FORMATS:
        return lay_out(decoders, path, opened(), office)
    seconds = seconds if seconds >= 0 else time.perf_counter() - started
    return Outcome(path, found.format, what, seconds, notes, viewer, units, text, sentence)


def lay_out(decoders: Decoders, path: Path, source: Source, office: LibreOffice) -> Outcome:
    """An old office document as the window shows it: as the pages that LibreOffice makes of it; timed with that."""
    found = kinds.sniff(source.size, source.read)
    started = time.perf_counter()
    what, units, text, sentence = "fault", "", 0, ""
    try:
        made = office.pages(source, found.format)
        with decoders.open(MemorySource(made)) as document:
            first_view(document)
            seconds = time.perf_counter() - started
            what, units, text = whole(document)
    except KnownError as error:
        seconds = time.perf_counter() - started
        what, words = error.code.removeprefix("evidence."), Words("en")
        sentence = f"{error.message(words)} {error.remedy(words)}"
    return Outcome(path, found.format, what, seconds, (), "pages", units, text, sentence)


def first_view(document: Document) -> tuple[str, ...]:
    """What a viewer asks for before it shows anything; the warnings of that."""
    info = document.info
    if info.reader == "archive":
        document.parts()
    if not info.pages:
        return ()
    if info.reader in ("pdf", "image"):
        size = info.pages[0]
        scale = 1000 / max(size.width, size.height)
        document.picture(0, max(1, round(size.width * scale)), max(1, round(size.height * scale)))
    if info.reader == "grid":
        document.sheets()
        document.cells(0, 0, 50, 0, 20)
    return document.text(0).warnings if info.flows or info.reader == "pdf" else ()


def whole(document: Document | Recording) -> tuple[str, str, int]:
    """Outcome, what it consists of, code points of text."""
    info = document.info
    if isinstance(document, Recording):
        shown = document.shape.video or document.shape.sound
        return "shown" if shown else "blank", info.facts["media.duration"], 0
    if info.reader == "none":
        return "facts", "", 0
    if info.reader == "archive":
        count = len(document.parts())
        return "shown" if count else "blank", f"{count} files", 0
    if info.reader == "grid":
        sheets = document.sheets()
        text = sum(
            len(cell.text)
            for number, sheet in enumerate(sheets)
            if sheet.rows
            for row in document.cells(number, 0, MOST_ROWS).rows
            for cell in row
        )
        return "shown" if text else "blank", f"{len(sheets)} sheets", text
    count = len(info.pages)
    if info.reader == "image":
        return "shown" if count else "blank", f"{count} pages", 0
    pages = [document.text(number) for number in range(min(count, MOST_PAGES))]
    text = sum(len(page.text.strip()) for page in pages)
    said = sum(span.style == "sender" for page in pages for span in page.spans)
    parts = document.parts()
    units = f"{count} pages" + (f", {said} messages" if said else "") + (f", {len(parts)} files" if parts else "")
    # a page of a PDF that has no text is shown as its picture
    return "shown" if text or (count and info.reader == "pdf") else "blank", units, text


def run(folder: Path, every: int, office: LibreOffice | None = None) -> list[Outcome]:
    """Look at every n-th file of the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())[::every]
    decoders = Decoders(keep_warm=False)
    try:
        return [look(decoders, path, partial(FileSource, path), office) for path in paths]
    finally:
        decoders.close()


def lines(folder: Path, outcomes: Iterable[Outcome]) -> str:
    """One line for each file."""
    out = io.StringIO()
    for one in outcomes:
        name = str(one.path.relative_to(folder))
        told = f"{one.what} {' '.join(one.notes)}".strip()
        print(f"{name[:48]:48} {one.format:13} {one.viewer:8} {one.units:26} "
              f"{one.text:8} {one.seconds:6.2f}  {told}", file=out)  # fmt: skip
    return out.getvalue()


def table(outcomes: Iterable[Outcome]) -> str:
    """Kinds by outcomes, with times."""
    by_kind: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        by_kind.setdefault((outcome.format, outcome.viewer), []).append(outcome)
    out = io.StringIO()
    print(f"{'kind':14} {'viewer':8} {'files':>5} {'shown':>5}  {'p50 s':>6} {'max s':>6} {'text':>9}  else", file=out)
    for (kind, viewer), found in sorted(by_kind.items()):
        seconds, text = [one.seconds for one in found], sum(one.text for one in found)
        counted = Counter(one.what for one in found)
        told = ", ".join(f"{count} {what}" for what, count in counted.most_common() if what != "shown")
        print(f"{kind:14} {viewer:8} {len(found):5} {counted['shown']:5}  {median(seconds):6.2f} {max(seconds):6.2f} "
              f"{text:9}  {told}", file=out)  # fmt: skip
    return out.getvalue()


def share(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """Of the sound files with a viewer: how many show their content, and how many there are."""
    counted = [one for one in outcomes if one.counted]
    return sum(one.what == "shown" for one in counted), len(counted)


def in_vault(folder: Path, every: int, office: LibreOffice | None = None) -> list[Outcome]:
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
                look(decoders, path, partial(evidence.open_exhibit, view.id), office)
                for path, view in zip(paths, views, strict=True)
            ]
        finally:
            decoders.close()
            vault.close()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="corpus")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--in-vault", action="store_true")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"skipped: there is no folder {options.folder}")
        return 0
    outcomes = (in_vault if options.in_vault else run)(options.folder, options.every, installed())
    if not options.short:
        print(lines(options.folder, outcomes))
    print(table(outcomes))
    for one in outcomes:
        if one.what not in ("shown", "facts"):
            reason = NOT_WELL_FORMED.get(one.path.name, "")
            print(
                f"  {one.path.relative_to(options.folder)} ({one.format}): {one.what}. {one.sentence} {reason}".rstrip()
            )
    failed = [outcome for outcome in outcomes if outcome.what in BAD]
    counted = Counter(outcome.what for outcome in outcomes)
    print(f"{len(outcomes)} files: " + ", ".join(f"{count} {what}" for what, count in counted.most_common()))
    print("none crashed or hung" if not failed else f"{len(failed)} failed")
    shown, counted = share(outcomes)
    print(f"of {counted} sound files with a viewer, {shown} show their content ({100 * shown / max(1, counted):.1f} %)")
    return 1 if failed or shown < SHARE * counted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
