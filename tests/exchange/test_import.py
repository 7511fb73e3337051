"""Folders as cases (RULINGS F3): what is taken in, what is left out, and that a failure leaves nothing."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import KnownError
from desktop.jobs import Progress

Folder = Callable[..., Path]
PERSON = '\n[[person]]\nsurname_lat = "Doe"\n'


def test_folder_without_manifest_is_one_draft_titled_by_it(room: Any, folder: Folder) -> None:
    root = folder("Дело Иванова", {"b.txt": "b", "a/ä.txt": "a", "a/z.bin": b"\0\1", "empty.txt": b""})
    report = room.exchange.import_folder(root)
    (case,) = report.cases
    view = room.register.case(case.case_id)
    assert (view.state, view.number, view.fields.title) == ("DRAFT", "", "Дело Иванова")
    assert view.persons == ()
    assert case.empty == ("empty.txt",)

    exhibits = room.evidence.exhibits(case.case_id)
    names = [(e.number, e.details.title_ru) for e in exhibits]
    assert names == [("A-001", "z.bin"), ("A-002", "ä.txt"), ("A-003", "b.txt"), ("A-004", "empty.txt")]
    assert {e.details.provenance for e in exhibits} == {"from folder Дело Иванова, not stated"}
    assert exhibits[3].size == 0


def test_order_is_that_of_nfc_names(room: Any, folder: Folder) -> None:
    decomposed = unicodedata.normalize("NFD", "é1.txt")
    root = folder("case", {decomposed: "1", "é2.txt": "2", "f.txt": "3"})
    case = room.exchange.import_folder(root).cases[0]
    titles = [e.details.title_ru for e in room.evidence.exhibits(case.case_id)]
    assert titles == ["f.txt", "é1.txt", "é2.txt"]


def test_hidden_files_links_and_devices_are_listed_as_left_out(room: Any, folder: Folder) -> None:
    root = folder("case", {"a.txt": "a", ".hidden": "h", ".git/config": "c"})
    (root / "link.txt").symlink_to(root / "a.txt")
    (root / "dir-link").symlink_to("/etc")
    os.mkfifo(root / "pipe")
    case = room.exchange.import_folder(root).cases[0]
    assert case.exhibits == 1
    assert {(s.name, s.why) for s in case.skipped} == {
        (".hidden", "hidden"), (".git", "hidden"), ("link.txt", "link"), ("dir-link", "link"), ("pipe", "device"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("evil\u202etxt.exe", "evil⟨U+202E⟩txt.exe"),
        ("line\nbreak.txt", "line⟨U+000A⟩break.txt"),
        ("bell\a.txt", "bell⟨U+0007⟩.txt"),
        ("a..%2f..%2fetc.txt", "a..%2f..%2fetc.txt"),
        ("a\\..\\boot.ini", "a\\..\\boot.ini"),
        ("файл.txt", "файл.txt"),
    ],
)
def test_hostile_names_are_kept_and_shown_safely(room: Any, folder: Folder, name: str, shown: str) -> None:
    root = folder("case", {name: "x"})
    case = room.exchange.import_folder(root).cases[0]
    (exhibit,) = room.evidence.exhibits(case.case_id)
    assert exhibit.file_name == name
    assert exhibit.details.title_ru == exhibit.shown_name == shown


def test_name_that_is_no_text_is_taken_in(room: Any, folder: Folder) -> None:
    root = folder("case", {})
    (root / os.fsdecode(b"\xff\xfe.txt")).write_text("x")
    case = room.exchange.import_folder(root).cases[0]
    assert room.evidence.exhibits(case.case_id)[0].details.title_ru == "\\xff\\xfe.txt"


def test_folder_name_with_hostile_characters(room: Any, folder: Folder) -> None:
    case = room.exchange.import_folder(folder("a\u202eb", {"x.txt": "x"})).cases[0]
    assert case.title == "a⟨U+202E⟩b"


def test_folder_of_folders_is_several_cases_each_all_or_nothing(room: Any, folder: Folder) -> None:
    good = "format = 1\n" + PERSON
    root = folder(
        "incoming",
        {
            "loose.txt": "",
            "one/case.toml": good,
            "one/a.txt": "a",
            "three/b.txt": "b",
            "two/case.toml": "format = 2\n",
            "two/c.txt": "c",
        },
    )
    report = room.exchange.import_folder(root)
    assert [c.folder for c in report.cases] == ["one", "three"]
    assert [(f.folder, f.code) for f in report.failed] == [("two", "exchange.manifest_format")]
    assert report.loose == ("loose.txt",)
    assert room.register.cases().total == 2
    assert room.objects() == 2


def test_folder_of_plain_folders_is_several_cases_and_loose_files_make_it_one(room: Any, folder: Folder) -> None:
    assert len(room.exchange.folders(folder("several", {"a/1.txt": "", "b/2.txt": ""}))) == 2
    assert len(room.exchange.folders(folder("one", {"a/1.txt": "", "b/2.txt": "", "readme.txt": ""}))) == 1


@pytest.mark.parametrize("files", [{}, {".hidden": "x"}])
def test_folder_with_nothing_in_it_is_refused(room: Any, folder: Folder, files: dict[str, str]) -> None:
    with pytest.raises(KnownError) as refused:
        room.exchange.import_folder(folder("case", files))
    assert refused.value.code == "exchange.nothing_to_import"


def test_no_folder(room: Any, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("missing", "link"):
        with pytest.raises(KnownError) as refused:
            room.exchange.import_folder(tmp_path / name)
        assert refused.value.code == "exchange.no_folder"


def test_file_that_vanishes_leaves_nothing(room: Any, folder: Folder) -> None:
    root = folder("case", {"a.txt": "a", "b.txt": "b"})
    plan = room.exchange.plan(root)
    (root / "b.txt").unlink()
    with pytest.raises(KnownError) as refused:
        room.exchange.stage(plan)
    assert refused.value.code == "evidence.vanished"
    assert room.untouched()


def test_file_that_grows_leaves_nothing(room: Any, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder("case", {"a.txt": "a", "b.txt": "b"})
    seal = room.vault.objects.seal

    def slow(source: Any, *args: Any, **kwargs: Any) -> Any:
        sealed = seal(source, *args, **kwargs)
        with (root / "b.txt").open("a") as file:
            file.write("more")
        return sealed

    monkeypatch.setattr(room.vault.objects, "seal", slow)
    with pytest.raises(KnownError) as refused:
        room.exchange.import_folder(root)
    assert refused.value.code == "evidence.changed_while_read"
    assert room.untouched()


def test_cancelled_import_leaves_nothing(room: Any, folder: Folder) -> None:
    progress = Progress()
    plan = room.exchange.plan(folder("case", {"a.txt": "a"}))
    progress.cancel()
    with pytest.raises(KnownError) as refused:
        room.exchange.stage(plan, progress)
    assert refused.value.code == "jobs.cancelled"
    assert room.untouched()


def test_refused_case_leaves_no_sealed_file(room: Any, folder: Folder) -> None:
    root = folder("case", {"case.toml": 'format = 1\n[case]\nsummary = "told"\n' + PERSON, "a.txt": "a"})
    with pytest.raises(KnownError) as refused:
        room.exchange.import_folder(root)
    assert refused.value.code == "register.no_consent"
    assert room.untouched()


def test_import_is_one_event_on_record(room: Any, folder: Folder) -> None:
    case = room.exchange.import_folder(folder("case", {"a.txt": "a", "b.txt": "b"})).cases[0]
    room.register.open_case(case.case_id)
    with room.vault.store.read() as session:
        rows = session.connection().exec_driver_sql("SELECT action, detail FROM audit WHERE case_id IS NOT NULL").all()
    assert [action for action, _ in rows] == ["case.imported", "case.opened"]
    assert rows[0][1] == '{"folder":"case","numbers":["A-001","A-002"]}'
