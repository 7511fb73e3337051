"""Taking files in: what is kept, what is refused, and that a failure leaves nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import KnownError
from desktop.jobs import Progress
from models.views.evidence import AdmitDraft, ExhibitDetails
from tests.evidence import files
from tests.evidence.conftest import CORPUS, Room

SAID = ExhibitDetails(title_ru="Приговор", provenance="от заявителя лично 20.11.2026")


def test_a_file_is_sealed_hashed_and_looked_at(room: Room, tmp_path: Path) -> None:
    path = files.pdf(tmp_path / "Приговор.pdf", 7)
    staged = room.evidence.stage(path)
    assert staged.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() and staged.size == path.stat().st_size
    assert (staged.name, staged.format, staged.reader, staged.pages) == ("Приговор.pdf", "pdf", "pdf", 7)
    assert staged.notes == () and not staged.name_mismatch
    assert path.read_bytes() not in b"".join(one.read_bytes() for one in room.objects())


def test_what_was_noticed_is_told_and_nothing_is_refused_for_it(room: Room, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "photo.jpg").write_bytes(files.pdf(tmp_path / "a.pdf").read_bytes())
    (tmp_path / "film.mkv").write_bytes(b"\x1a\x45\xdf\xa3" + bytes(500))
    noticed = {
        files.encrypted(tmp_path / "locked.pdf", "secret"): {"locked"},
        files.no_pages(tmp_path / "no pages.pdf"): {"no_pages"},
        files.bomb(tmp_path / "bomb.png"): {"too_big"},
        tmp_path / "empty.pdf": {"empty"},
        tmp_path / "photo.jpg": {"name_mismatch"},
        tmp_path / "film.mkv": set(),
    }
    drafts = []
    for path, notes in noticed.items():
        staged = room.evidence.stage(path)
        assert set(staged.notes) == notes, path.name
        drafts.append(AdmitDraft(staged, SAID))
    numbers = [view.number for view in room.evidence.admit(room.case_id, drafts).value]
    assert numbers == [f"A-00{n}" for n in range(1, 7)]


NAMES = ["../../etc/passwd", "photo\u202egpj.exe", "line\nbreak\x07.txt", "я" * 120 + ".txt", "—", "con.txt\u200f"]


@pytest.mark.parametrize("name", NAMES)
def test_strange_names_are_kept_and_shown_safely(room: Room, tmp_path: Path, name: str) -> None:
    staged = room.evidence.stage(files.note(tmp_path / "x.txt"), name)
    view = room.evidence.admit(room.case_id, [AdmitDraft(staged, SAID)]).value[0]
    assert view.file_name == name
    assert not set(view.shown_name) & set("\u202e\u200f\n\x07") and view.shown_name
    assert room.evidence.exhibit(view.id).file_name == name


def test_a_name_that_is_no_text(room: Room, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/bad\xff.txt"))
    path.write_bytes(b"hello")
    assert room.evidence.stage(path).name == "bad\\xff.txt"


def _refused(room: Room, source: Path, code: str, **named: Any) -> None:
    before = room.objects()
    with pytest.raises(KnownError) as refusal:
        room.evidence.stage(source, **named)
    assert refusal.value.code == code
    assert room.objects() == before


def test_what_is_no_file(room: Room, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    _refused(room, tmp_path / "gone.pdf", "evidence.vanished")
    _refused(room, tmp_path, "evidence.not_a_file")
    _refused(room, tmp_path / "pipe", "evidence.not_a_file")
    _refused(room, Path("/dev/zero"), "evidence.not_a_file")


class Meddling(Progress):
    """Does something to the file as soon as its first part has been read."""

    def __init__(self, work: Any) -> None:
        super().__init__()
        self._work = work

    def at(self, done: int, total: int) -> None:
        work, self._work = self._work, lambda: None
        work()
        super().at(done, total)


def test_a_file_that_grows_while_it_is_read(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"x" * (3 << 20))

    def grow() -> None:
        with path.open("ab") as file:
            file.write(b"y" * 100)

    _refused(room, path, "evidence.changed_while_read", progress=Meddling(grow))


def test_a_file_that_vanishes_or_is_exchanged_while_it_is_read(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (3 << 20))
    _refused(room, path, "evidence.vanished", progress=Meddling(path.unlink))
    path.write_bytes(b"x" * (3 << 20))
    (tmp_path / "b.txt").write_bytes(b"other")
    _refused(room, path, "evidence.vanished", progress=Meddling(lambda: (tmp_path / "b.txt").replace(path)))


def test_a_file_cut_while_it_is_read(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (3 << 20))
    _refused(room, path, "evidence.changed_while_read", progress=Meddling(lambda: os.truncate(path, 100)))


def test_cancelling_leaves_nothing(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (3 << 20))
    progress = Progress()
    progress.cancel()
    _refused(room, path, "jobs.cancelled", progress=progress)


def test_a_full_disk(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system call that writes the sealed file says that there is no space left."""
    path = files.pdf(tmp_path / "a.pdf")
    real = os.fsync

    def full(fd: int) -> None:
        if Path(f"/proc/self/fd/{fd}").readlink().suffix == ".part":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(fd)

    monkeypatch.setattr(os, "fsync", full)
    _refused(room, path, "vault.disk_full")


def test_discarding_what_was_staged(room: Room, tmp_path: Path) -> None:
    before = room.objects()
    staged = [room.evidence.stage(files.note(tmp_path / f"{n}.txt")) for n in range(2)]
    assert len(room.objects()) == len(before) + 2
    room.evidence.discard_staged(staged)
    assert room.objects() == before


def test_a_stream_can_be_taken_in(room: Room) -> None:
    staged = room.evidence.stage(io.BytesIO("Протокол".encode()), "protocol.txt")
    assert (staged.format, staged.size) == ("text", 16)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (ExhibitDetails(title_ru="x"), "evidence.no_provenance"),
        (ExhibitDetails(provenance="x"), "evidence.no_title"),
        (ExhibitDetails(title_ru="x", provenance="x", kind="nonsense"), "evidence.bad_value"),
        (ExhibitDetails(title_ru="x", provenance="x", doc_date="32.13.2025"), "evidence.bad_value"),
        (ExhibitDetails(title_ru="x", provenance="x", lang="xx"), "evidence.bad_value"),
        (ExhibitDetails(title_ru="x", provenance="x", translation_of="no such"), "evidence.bad_translation"),
    ],
)
def test_admitting_checks_every_field_and_is_all_or_nothing(
    room: Room, tmp_path: Path, details: ExhibitDetails, code: str
) -> None:
    good = AdmitDraft(room.evidence.stage(files.note(tmp_path / "a.txt")), SAID)
    bad = AdmitDraft(room.evidence.stage(files.note(tmp_path / "b.txt")), details)
    with pytest.raises(KnownError) as refusal:
        room.evidence.admit(room.case_id, [good, bad])
    assert refusal.value.code == code
    assert room.evidence.exhibits(room.case_id) == ()
    room.register.open_case(room.case_id)


def test_corpus_sample_is_taken_in(room: Room) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"no test corpus at {CORPUS}")
    sample = sorted(path for path in CORPUS.rglob("*") if path.is_file())[::28]
    drafts = [AdmitDraft(room.evidence.stage(path), SAID) for path in sample]
    views = room.evidence.admit(room.case_id, drafts).value
    assert [view.sha256 for view in views] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in sample]
