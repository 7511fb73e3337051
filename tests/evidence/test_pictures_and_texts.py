"""Pictures and plain texts through the real isolated decoder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.errors import KnownError
from desktop.evidence.document import Document
from models.views.evidence import Picture
from tests.evidence import files

Open = Callable[..., Document]
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def colour(picture: Picture, x: float, y: float) -> tuple[int, int, int]:
    """Red, green, blue at a place given as shares of width and height."""
    at = int(y * picture.height) * picture.stride + 4 * int(x * picture.width)
    blue, green, red = picture.pixels[at : at + 3]
    return red, green, blue


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 60 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "bmp", "gif", "tif"])
def test_formats(tmp_path: Path, open_file: Open, ending: str) -> None:
    document = open_file(files.photo(tmp_path / f"a.{ending}"))
    assert document.info.reader == "image" and len(document.info.pages) == 1
    assert (document.info.pages[0].width, document.info.pages[0].height) == (80, 60)
    picture = document.picture(0, 160, 120)
    assert near(colour(picture, 0.3, 0.6), RED) and near(colour(picture, 0.8, 0.6), BLUE)
    assert near(colour(picture, 0.03, 0.03), WHITE)
    assert document.text(0).text == ""


# where the sensor's upper left corner is seen, for each EXIF orientation
CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@pytest.mark.parametrize("orientation", CORNERS)
def test_exif_orientation(tmp_path: Path, open_file: Open, orientation: int) -> None:
    document = open_file(files.photo(tmp_path / "a.jpg", orientation=orientation, quality=95))
    size = (80, 60) if orientation < 5 else (60, 80)
    assert (document.info.pages[0].width, document.info.pages[0].height) == size
    picture = document.picture(0, *size)
    corners = {(x, y): colour(picture, 0.03 + 0.93 * x, 0.03 + 0.93 * y) for x in (0, 1) for y in (0, 1)}
    assert [corner for corner, seen in corners.items() if near(seen, WHITE)] == [CORNERS[orientation]]
    assert document.info.facts["exif.maker"] == "Maker⟨U+0007⟩X"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_and_in_tiles(tmp_path: Path, open_file: Open, turned: int) -> None:
    document = open_file(files.photo(tmp_path / "a.png", (200, 100)))
    size = (200, 100) if turned in (0, 180) else (100, 200)
    whole = document.picture(0, *size, rotation=turned)
    tile = document.picture(0, 0, 0, rotation=turned, clip=(10, 20, 60, 50), full=size)
    for x, y in ((0.1, 0.1), (0.9, 0.1), (0.5, 0.9)):
        there = colour(whole, (10 + x * 60) / size[0], (20 + y * 50) / size[1])
        assert near(colour(tile, x, y), there)
    corner = {0: (0, 0), 90: (1, 0), 180: (1, 1), 270: (0, 1)}[turned]
    assert near(colour(whole, 0.02 + 0.95 * corner[0], 0.02 + 0.95 * corner[1]), WHITE)


def test_odd_modes_are_drawn_over_white(tmp_path: Path, open_file: Open) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    Image.new("I;16", (20, 20), 65535).save(tmp_path / "deep.tif")
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(tmp_path / "print.jpg")
    Image.new("1", (20, 20), 1).save(tmp_path / "fax.tif", compression="group4")
    expected = {"clear.png": WHITE, "deep.tif": WHITE, "print.jpg": RED, "fax.tif": WHITE}
    for name, wanted in expected.items():
        assert near(colour(open_file(tmp_path / name).picture(0, 20, 20), 0.5, 0.5), wanted), name


def test_first_frame_and_their_number(tmp_path: Path, open_file: Open) -> None:
    sheets = [Image.new("RGB", (30, 20), tint) for tint in ("red", "blue", "white")]
    sheets[0].save(tmp_path / "pages.tif", save_all=True, append_images=sheets[1:])
    document = open_file(tmp_path / "pages.tif")
    assert document.info.facts["image.frames"] == "3"
    assert near(colour(document.picture(0, 30, 20), 0.5, 0.5), RED)


def test_bombs_and_broken_pictures(tmp_path: Path, open_file: Open) -> None:
    with pytest.raises(KnownError) as refusal:
        open_file(files.bomb(tmp_path / "bomb.png"))
    assert refusal.value.code == "evidence.too_big"
    with pytest.raises(KnownError) as refusal:
        open_file(files.bomb(tmp_path / "bomb.png", 25_000)).picture(0, 100, 100)
    assert refusal.value.code == "evidence.too_big"
    with pytest.raises(KnownError) as refusal:
        open_file(files.broken(tmp_path / "cut.jpg")).picture(0, 100, 100)
    assert refusal.value.code == "evidence.damaged"


def test_a_very_large_photograph_is_decoded_smaller(large_photo: Path, open_file: Open) -> None:
    document = open_file(large_photo)
    assert document.info.pages[0].width == 9_000
    assert near(colour(document.picture(0, 400, 300), 0.3, 0.5), RED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"])
def test_texts_in_any_encoding(tmp_path: Path, open_file: Open, encoding: str) -> None:
    text = "Протокол допроса свидетеля.\r\nСвидетель пояснил, что его уволили из-за высказываний о правительстве.\r\n"
    (tmp_path / "a.txt").write_bytes((text * 6).encode(encoding))
    document = open_file(tmp_path / "a.txt")
    assert document.text(0).text == (text * 6).replace("\r\n", "\n"), document.info.facts


def test_western_text(tmp_path: Path, open_file: Open) -> None:
    text = "Der Angeklagte wurde wegen seiner Äußerungen über die Führung aus dem Dienst entlassen.\n" * 5
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    assert open_file(tmp_path / "a.txt").text(0).text == text


def test_text_pages_lines_and_offsets(tmp_path: Path, open_file: Open) -> None:
    lines = [f"строка {number} " + "я" * (number % 50) for number in range(1, 1001)]
    (tmp_path / "long.txt").write_text("\n".join(lines), "utf-8")
    document = open_file(tmp_path / "long.txt")
    whole = "\n".join(lines)
    assert document.info.facts["text.lines"] == "1000"
    pages = [document.text(index) for index in range(len(document.info.pages))]
    assert pages[0].line == 1 and pages[1].line == pages[0].line + len(pages[0].text.split("\n"))
    for page, size in zip(pages, document.info.pages, strict=True):
        assert whole[page.start : page.start + len(page.text)] == page.text
        assert lines[page.line - 1] == page.text.split("\n")[0]
        assert size.height == len(page.text.split("\n")) and size.width == max(map(len, page.text.split("\n")))
    (hit,) = document.find("Строка 777 ")
    page = pages[hit.page]
    assert page.text[hit.start : hit.start + hit.count].strip() == "строка 777"


def test_strange_texts(tmp_path: Path, open_file: Open) -> None:
    (tmp_path / "one line.txt").write_text("x" * 100_000, "utf-8")
    document = open_file(tmp_path / "one line.txt")
    assert len(document.info.pages) > 1
    assert sum(len(document.text(index).text) for index in range(len(document.info.pages))) == 100_000
    (tmp_path / "marks.txt").write_text("счёт \u202e0001\u202c\x07 рублей", "utf-8")
    document = open_file(tmp_path / "marks.txt")
    assert set(document.info.warnings) == {"unreadable_characters", "direction_marks"}
    assert "\x07" not in document.text(0).text


def test_show_as_text_on_request(tmp_path: Path, open_file: Open) -> None:
    (tmp_path / "page.html").write_text("<html><body>Текст страницы</body></html>", "utf-8")
    assert open_file(tmp_path / "page.html").info.reader == "web"
    document = open_file(tmp_path / "page.html", None, "text")
    assert "<body>Текст страницы" in document.text(0).text
