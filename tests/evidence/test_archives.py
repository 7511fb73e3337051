"""Archives through the real isolated decoder: lists, members handed out, and everything that is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.evidence.document import Document
from models.views.evidence import AdmitDraft, ExhibitDetails
from tests.evidence import archive_files
from tests.evidence.archive_files import FILES
from tests.evidence.conftest import Room

Shown = Callable[[str, bytes], Document]


@pytest.fixture
def shown(tmp_path: Path, open_file: Callable[..., Document]) -> Shown:
    def work(name: str, data: bytes) -> Document:
        (tmp_path / name).write_bytes(data)
        return open_file(tmp_path / name)

    return work


MADE = {
    "zip": archive_files.zipped,
    "7z": archive_files.seven,
    "tar": archive_files.tarred,
    "tar.gz": lambda: archive_files.tarred("gz"),
    "tar.bz2": lambda: archive_files.tarred("bz2"),
    "tar.xz": lambda: archive_files.tarred("xz"),
}


@pytest.mark.parametrize("ending", MADE)
def test_members_are_listed_and_handed_out(shown: Shown, ending: str) -> None:
    document = shown(f"case.{ending}", MADE[ending]())
    assert document.info.reader == "archive" and len(document.info.pages) == 1
    parts = {part.name: part for part in document.parts() if part.note != "folder"}
    assert {name: part.size for name, part in parts.items()} == {name: len(data) for name, data in FILES.items()}
    assert all(not part.note and part.date.startswith("2026-") for part in parts.values())
    # in any order, and twice
    for name in ("photos/one.bin", "verdict.txt", "photos/one.bin", "empty.txt"):
        assert document.part(parts[name]).read() == FILES[name], name


def test_a_single_packed_file(shown: Shown) -> None:
    import gzip

    document = shown("log.gz", gzip.compress(b"line\n" * 1000))
    (part,) = document.parts()
    assert part.size is None and document.part(part).read() == b"line\n" * 1000


def notes(document: Document) -> dict[str, str]:
    return {part.name: part.note for part in document.parts()}


def test_a_zip_full_of_traps(shown: Shown) -> None:
    document = shown("traps.zip", archive_files.bad_zip())
    found = notes(document)
    outside = ("..\\..\\windows\\evil.dll", "C:/evil.exe", "/root/.ssh/key", "a/../../b")
    assert {found[name] for name in outside} == {"outside"}
    assert found["link"] == "link" and found["bomb.bin"] == "bomb" and found["inner.zip"] == "archive"
    assert "photo⟨U+202E⟩gpj.exe" in found
    assert found["good.txt"] == "" and found["secret.txt"] == "encrypted"
    assert document.info.warnings == ("refused_members",)
    for part in document.parts():
        if part.note not in ("", "archive"):
            with pytest.raises(KnownError) as refusal:
                document.part(part).read()
            assert refusal.value.code == "evidence.no_part", part
    (good,) = (part for part in document.parts() if part.name == "good.txt")
    assert document.part(good).read() == b"data"


def test_a_tar_full_of_traps(shown: Shown) -> None:
    found = notes(shown("traps.tar", archive_files.bad_tar()))
    assert found == {
        "link": "link",
        "hard": "link",
        "disk": "device",
        "../../outside.txt": "outside",
        "/etc/cron.d/x": "outside",
        "good.txt": "",
    }


def test_members_that_lie_over_each_other(shown: Shown) -> None:
    assert set(notes(shown("overlap.zip", archive_files.overlapping())).values()) == {"bomb"}


def test_locked_archives(shown: Shown) -> None:
    assert notes(shown("locked.7z", archive_files.seven(password="secret"))) == dict.fromkeys(FILES, "encrypted")
    with pytest.raises(KnownError) as refusal:
        shown("hidden.7z", archive_files.seven(password="secret", hidden=True))
    assert refusal.value.code == "evidence.encrypted"


def test_old_russian_names(shown: Shown) -> None:
    assert notes(shown("old.zip", archive_files.russian())) == {"Приговор.txt": ""}


@pytest.mark.parametrize("ending", ["zip", "7z", "tar.gz", "tar.xz"])
def test_cut_archives(shown: Shown, ending: str) -> None:
    data = MADE[ending]()
    with pytest.raises(KnownError) as refusal:
        document = shown(f"cut.{ending}", data[: len(data) * 2 // 3])
        for part in document.parts():
            document.part(part).read()
    assert refusal.value.code in ("evidence.damaged", "evidence.part_differs")


def test_a_member_becomes_an_exhibit_that_knows_its_archive(room: Room, tmp_path: Path) -> None:
    (tmp_path / "case.zip").write_bytes(archive_files.zipped())
    archive = room.admit(tmp_path / "case.zip")
    with room.evidence._decoders.open(room.evidence.open_exhibit(archive.id)) as document:
        (part,) = (part for part in document.parts() if part.name == "verdict.txt")
        staged = room.evidence.stage(document.part(part), part.name)
    draft = AdmitDraft(
        staged, ExhibitDetails(title_en="Verdict", provenance="x"), derived_from=archive.id, derived_how="member"
    )
    (made,) = room.evidence.admit(room.case_id, [draft]).value
    assert made.derived_from == archive.id and made.reader == "text" and made.size == 2100
    assert not list(tmp_path.rglob("verdict*"))
