"""Scans read by machine: the real Tesseract in its sandbox, what it said kept in the vault, found again."""

from __future__ import annotations

import io
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from desktop.errors import KnownError
from desktop.evidence.machine_reading import MachineReader
from desktop.evidence.machine_text import lay_out
from desktop.evidence.tesseract import Engine, Tesseract, Word, words
from desktop.jobs import Progress
from desktop.paths import resource
from models.views.evidence import PageFrame, PageSize, Picture
from models.views.machine import MachineReading
from tests.evidence import files
from tests.evidence.conftest import Room

SAID = ("Приговор вступил в законную силу", "Der Zeuge wurde vernommen")
HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def installed() -> str:
    """Why machine reading can't be tried here; empty where it can."""
    try:
        engine = Tesseract().engine()
    except KnownError as error:
        return error.code
    return "" if {"rus", "eng", "deu"} <= set(engine.languages) else "a language is missing"


needs_tesseract = pytest.mark.skipif(bool(installed()), reason=f"no machine reading here: {installed()}")


def scan(*lines: str, size: tuple[int, int] = (1240, 500)) -> Image.Image:
    """A page as a scanner gives it, 300 dots to the inch."""
    picture = Image.new("RGB", size, "white")
    font = ImageFont.truetype(str(resource("fonts", "PTF55F.ttf")), 34)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((120, 100 + 70 * number), line, font=font, fill="black")
    return picture


def scanned_pdf(path: Path, *pages: tuple[str, ...], rotate: int = 0) -> Path:
    """A PDF of pictures only."""
    sheet = canvas.Canvas(str(path), pagesize=(297.6, 120))
    for lines in pages:
        file = io.BytesIO()
        scan(*lines).save(file, "PNG")
        if rotate:
            sheet.setPageRotation(rotate)
        sheet.drawImage(ImageReader(file), 0, 0, 297.6, 120)
        sheet.showPage()
    sheet.save()
    return path


@pytest.fixture
def read(room: Room) -> Callable[[str], int]:
    """Read an exhibit by machine, inline."""
    return lambda exhibit_id: room.evidence.machine.run(exhibit_id, Progress(), lambda work: work())


@needs_tesseract
def test_a_scan_gets_its_text_and_keeps_it(tmp_path: Path, room: Room, read: Callable[[str], int]) -> None:
    exhibit = room.admit(scanned_pdf(tmp_path / "scan.pdf", SAID, ()))
    assert read(exhibit.id) == 2
    machine = room.evidence.machine
    first, second = machine.pages(exhibit.id)
    assert first.languages == "rus+eng+deu" and first.program.startswith("Tesseract ") and first.sure > 60
    assert (second.page, second.words) == (1, 0)
    stored = machine.text(exhibit.id, 0)
    assert stored is not None and stored.machine and "Приговор вступил в законную силу" in stored.text
    assert "Zeuge wurde vernommen" in stored.text and len(stored.boxes) == 4 * len(stored.text)
    (hit,) = machine.find(exhibit.id, "законную силу", "pdf", {})
    left, low, right, high = hit.rects[0]
    # the line stands 100 to 140 pixels from the top of 500, on a page of 120 points
    assert 120_00 - high > 20_00 and 120_00 - low < 40_00 and 28_00 < left < right < 297_00
    assert read(exhibit.id) == 0, "what was read is not read again"


@needs_tesseract
def test_a_picture_is_read_and_its_places_are_pixels(tmp_path: Path, room: Room, read: Callable[[str], int]) -> None:
    picture = scan(*SAID)
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "photo.png", exif=exif)
    exhibit = room.admit(tmp_path / "photo.png")
    assert read(exhibit.id) == 1
    (hit,) = room.evidence.machine.find(exhibit.id, "Zeuge", "image", {0: 500.0})
    left, top, right, bottom = hit.rects[0]
    assert 150 < left < right < 400 and 165 < top < bottom < 230


@needs_tesseract
def test_pages_with_letters_of_their_own_are_left_alone(tmp_path: Path, room: Room, read: Callable[[str], int]) -> None:
    exhibit = room.admit(files.pdf(tmp_path / "typed.pdf", 2))
    assert read(exhibit.id) == 0 and room.evidence.machine.pages(exhibit.id) == ()


@needs_tesseract
def test_cancelled_and_what_was_read_stays(tmp_path: Path, room: Room) -> None:
    exhibit = room.admit(scanned_pdf(tmp_path / "scan.pdf", SAID, SAID, SAID))
    progress = Progress()

    def on_database(work: Callable[[], None]) -> None:
        work()
        if room.evidence.machine.pages(exhibit.id):
            progress.cancel()

    with pytest.raises(KnownError) as refusal:
        room.evidence.machine.run(exhibit.id, progress, on_database)
    assert refusal.value.code == "jobs.cancelled"
    assert len(room.evidence.machine.pages(exhibit.id)) == 1


@needs_tesseract
def test_a_language_that_is_not_there_is_named(tmp_path: Path, room: Room) -> None:
    exhibit = room.admit(scanned_pdf(tmp_path / "scan.pdf", SAID))
    with pytest.raises(KnownError) as refusal:
        room.evidence.machine.run(exhibit.id, Progress(), lambda work: work(), languages="eng+tlh")
    assert refusal.value.code == "evidence.no_ocr_language" and refusal.value.parameters["languages"] == "tlh"


def test_the_language_that_an_exhibit_states_comes_first() -> None:
    engine = Engine("5.3.0", ("deu", "eng", "fra", "rus"))
    assert engine.languages_for("") == "rus+eng+deu" == engine.usual
    assert engine.languages_for("de") == "deu+rus+eng" and engine.languages_for("fr") == "fra+rus+eng+deu"
    assert engine.languages_for("tlh") == "rus+eng+deu"
    assert engine.languages_for("pl").startswith("pol+"), "what is not installed is asked for, and then named"
    assert Engine("5.3.0", ("nor",)).usual == "nor"


def test_without_tesseract_it_is_said_what_to_do(tmp_path: Path, room: Room) -> None:
    reader = MachineReader(room.vault.store, room.evidence.peek, Tesseract(str(tmp_path / "nowhere")))
    exhibit = room.admit(scanned_pdf(tmp_path / "scan.pdf", SAID))
    with pytest.raises(KnownError) as refusal:
        reader.run(exhibit.id, Progress(), lambda work: work())
    assert refusal.value.code in ("evidence.no_ocr", "evidence.ocr_failed")


def impostor(path: Path, script: str) -> Tesseract:
    """Something else in Tesseract's place, to see what its sandbox lets it do."""
    path.write_text(f"#!{os.path.realpath('/bin/sh')}\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return Tesseract(str(path))


PAGE = Picture(20, 20, 80, bytes(1600), PageFrame(20, 20))
needs_sandbox = pytest.mark.skipif(installed() == "evidence.no_ocr", reason="no bubblewrap or Tesseract here")


@needs_sandbox
def test_its_sandbox_has_no_home_no_network_and_nothing_to_write(tmp_path: Path) -> None:
    home = os.path.expanduser("~")  # noqa: PTH111 - as a shell would say it
    tries = f"echo STARTED; cd {home} 2>/dev/null && echo HOME; (read x < /etc/passwd) 2>/dev/null && echo READ; "
    tries += "(echo x > /tmp/x) 2>/dev/null && echo WROTE; (echo x > /usr/lib/x) 2>/dev/null && echo WROTE; "
    tries += "while read line; do case $line in *:*[0-9]*) echo NET $line;; esac; done < /proc/net/dev; exit 0"
    said = impostor(tmp_path / "tesseract", tries)._run(["--version"]).decode()
    assert "STARTED" in said and "HOME" not in said and "READ" not in said and "WROTE" not in said
    assert [line for line in said.splitlines() if line.startswith("NET") and not line.startswith("NET lo:")] == []


@needs_sandbox
def test_what_talks_without_end_or_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.evidence.tesseract.MOST_SECONDS", 1.0)
    for script in ("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", "while :; do :; done"):
        began = time.monotonic()
        with pytest.raises(KnownError) as refusal:
            impostor(tmp_path / "tesseract", script).read(PAGE, "rus", 300)
        assert refusal.value.code in ("evidence.too_slow", "evidence.ocr_failed")
        assert time.monotonic() - began < 10


def test_nonsense_in_the_table_is_left_out() -> None:
    good = "5\t1\t1\t1\t1\t1\t10\t10\t50\t20\t91.5\tслово\n"
    bad = ["5\t1\t1\t1\t1\t1\t-10\t10\t50\t20\t91\tx", "5\t1\t1\t1\t1\t1\t10\t10\t5000\t20\t91\tx", "5\tx", ""]
    bad += ["5\t1\t1\t1\t1\t1\t10\t10\t50\t20\tnan\tx", "5\t1\t1\t1\t1\t1\t10\t10\t50\t20\t91\t\x00", "4" + good[1:]]
    found = words((HEADER + good + "\n".join(bad)).encode(), 100, 100)
    assert [word.text for word in found] == ["слово"]
    assert words(b"\xff\xfe garbage", 10, 10) == ()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_lie_in_user_space_whatever_the_page_is_turned_by(rotation: int) -> None:
    frame = PageFrame(400, 200, 10, 20, rotation)
    size = PageSize(400, 200) if rotation % 180 == 0 else PageSize(200, 400)
    width, height = round(size.width * 2), round(size.height * 2)
    given = [Word("ab", 20, 40, 20, 10, (1, 1), 1, 90), Word("c", 60, 40, 10, 10, (1, 1), 1, 90)]
    given += [Word("d", 20, 80, 10, 10, (2, 1), 1, 90)]
    text = lay_out(given, size, frame, width, height)
    assert text.text == "ab c\n\nd"
    for letter, box in (("a", (10, 20, 15, 25)), ("d", (10, 40, 15, 45))):
        left, low, right, high = (side / 100 for side in text.box(text.text.index(letter)))
        corners = [frame.shown(left, low), frame.shown(right, high)]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        assert (xs[0], ys[0], xs[1], ys[1]) == pytest.approx(box)


def test_a_password_is_kept_and_forgotten(tmp_path: Path, room: Room) -> None:
    exhibit = room.admit(files.encrypted(files.pdf(tmp_path / "a.pdf"), "Lübeck"))
    passwords = room.evidence.passwords
    assert passwords.kept(exhibit.id) is None and not passwords.forget(exhibit.id)
    passwords.keep(exhibit.id, "wrong")
    passwords.keep(exhibit.id, "Lübeck")
    assert passwords.kept(exhibit.id) == "Lübeck"
    assert passwords.forget(exhibit.id) and passwords.kept(exhibit.id) is None


def test_a_discarded_draft_takes_readings_and_passwords_along(tmp_path: Path, room: Room) -> None:
    exhibit = room.admit(scanned_pdf(tmp_path / "scan.pdf", ()))
    room.evidence.passwords.keep(exhibit.id, "secret")
    blank = lay_out((), PageSize(10, 10), PageFrame(10, 10), 10, 10)
    room.evidence.machine.keep(exhibit.id, blank, MachineReading(0, "Tesseract 5.3.0", "rus", 0, 0))
    assert len(room.evidence.machine.pages(exhibit.id)) == 1
    room.register.discard_draft(room.case_id)
    assert room.evidence.passwords.kept(exhibit.id) is None and room.evidence.machine.pages(exhibit.id) == ()
