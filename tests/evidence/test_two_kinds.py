"""Files that are two things at once, through intake and the real isolated decoder: what is said of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.evidence.decoder import behind
from desktop.evidence.decoder.source import Source
from desktop.evidence.document import Document
from tests.evidence import files
from tests.evidence.conftest import Room
from tests.evidence.recordings import wav

Open = Callable[..., Document]
PROGRAM = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + bytes(200)
VIDEO = b"\0\0\0\x18ftypmp42" + bytes(300)


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("order.txt", "another order")
    return file.getvalue()


def test_a_file_of_two_kinds_is_taken_in_and_it_is_said(tmp_path: Path, room: Room) -> None:
    photo = files.photo(tmp_path / "a.jpg").read_bytes()
    made = {
        "jpeg and zip.jpg": (photo + archive(), {"also_zip", "data_behind"}),
        "pdf and zip.pdf": (files.pdf(tmp_path / "b.pdf").read_bytes() + archive(), {"also_zip"}),
        "gif and html.gif": (
            files.photo(tmp_path / "c.gif").read_bytes() + b"<html><script>a()</script>",
            {"also_html"},
        ),
        "wave and zip.wav": (wav(0.1) + archive(), {"also_zip"}),
        "note and zip.txt": (b"x" * 9000 + archive(), {"also_zip"}),
    }
    for name, (data, notes) in made.items():
        (tmp_path / name).write_bytes(data)
        assert set(room.evidence.stage(tmp_path / name).notes) == notes, name


def test_what_is_open_says_it_and_names_the_other_kind(tmp_path: Path, open_file: Open) -> None:
    (tmp_path / "a.png").write_bytes(files.photo(tmp_path / "b.png").read_bytes() + PROGRAM + archive())
    info = open_file(tmp_path / "a.png").info
    assert (info.facts["image.behind"], info.facts["image.behind_kind"]) == (str(len(PROGRAM + archive())), "exe")
    assert info.warnings == ("also_program", "also_zip") and info.facts["file.also"] == "zip"
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 9 + archive())
    info = open_file(tmp_path / "a.bin").info
    assert (info.reader, info.facts["file.also"], info.warnings) == ("none", "zip", ("also_zip",))


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "webp"])
def test_what_lies_behind_a_picture(tmp_path: Path, ending: str) -> None:
    whole = files.photo(tmp_path / f"a.{ending}").read_bytes()
    format_ = {"jpg": "JPEG"}.get(ending, ending.upper())

    def look(data: bytes) -> str | None:
        found = behind.look(Source(len(data), lambda at, count: data[at : at + count]), format_)
        return found.kind if found else None

    assert look(whole) is None
    assert look(whole + b"\0" * 4096) is None and look(whole + b"\r\n") is None and look(whole + b"\xff" * 99) is None
    assert look(whole[:-9]) is None  # cut off
    assert look(whole + b"\0" * 9 + PROGRAM) == "exe" and look(whole + b"MZ" + b"\1" * 99) == "unknown"
    assert look(whole + b"\x7fELF" + b"\1" * 99) == "elf" and look(whole + VIDEO) == "mp4"
    assert look(whole + b"\1" * 99 + b"Rar!\x1a\x07\0" + b"\1" * 99) == "rar"
    assert look(whole + b"\n<!DOCTYPE html>" + b"x" * 99) == "html" and look(whole + b"%PDF-1.7" + b"x" * 99) == "pdf"


def test_further_pictures_of_a_camera_are_honest(tmp_path: Path) -> None:
    Image.new("RGB", (64, 48), "red").save(
        tmp_path / "a.mpo", save_all=True, append_images=[Image.new("RGB", (64, 48), "blue")]
    )
    whole = (tmp_path / "a.mpo").read_bytes()
    single = files.photo(tmp_path / "b.jpg").read_bytes()

    def look(data: bytes) -> str | None:
        found = behind.look(Source(len(data), lambda at, count: data[at : at + count]), "MPO")
        return found.kind if found else None

    assert look(whole) is None and look(whole + VIDEO) == "mp4" and look(whole + PROGRAM) == "exe"
    assert look(single + single) == "jpeg"  # nothing announces this one
    empty = b"\0\n\xff\xd8\xff\xd9"
    assert look(whole + empty * 200 + PROGRAM) == "exe" and look(whole + empty * 90_000) == "jpeg"  # never quadratic
    samsung = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1" + b"SEFH" + bytes(20) + b"\x24\0\0\0SEFT"
    assert (
        look(single + samsung) is None and look(single + b"\0\0\x30\x0a\x10\0\0\0MotionPhoto_Data" + samsung) == "mp4"
    )
