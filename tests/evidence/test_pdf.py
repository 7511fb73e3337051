"""PDF exhibits through the real isolated decoder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.pdfgen import canvas

from desktop.errors import KnownError
from desktop.evidence.document import Document
from models.views.evidence import PageFrame, Picture
from tests.evidence import files

Open = Callable[..., Document]


def dark(picture: Picture, left: int = 0, top: int = 0, right: int | None = None, bottom: int | None = None) -> int:
    """How many pixels of a part are dark."""
    rows = range(top, bottom if bottom is not None else picture.height)
    ends = (left, right if right is not None else picture.width)
    greens = (
        picture.pixels[row * picture.stride + 4 * ends[0] + 1 : row * picture.stride + 4 * ends[1] : 4] for row in rows
    )
    return sum(sum(1 for green in line if green < 128) for line in greens)


def test_pages_facts_and_pictures(tmp_path: Path, open_file: Open) -> None:
    document = open_file(files.pdf(tmp_path / "a.pdf", 3))
    assert (document.info.reader, document.info.media, len(document.info.pages)) == ("pdf", "application/pdf", 3)
    assert document.info.facts["pages"] == "3"
    assert round(document.info.pages[0].width) == 595 and round(document.info.pages[0].height) == 842
    picture = document.picture(0, 595, 842)
    assert len(picture.pixels) == 595 * 842 * 4 and picture.stride == 595 * 4
    assert dark(picture) > 500


def grey(picture: Picture) -> Image.Image:
    return Image.frombytes("RGB", (picture.width, picture.height), picture.pixels, "raw", "BGRX").convert("L")


def distance(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures of one size, 0–255."""
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


def test_picture_is_what_pdfium_draws_outside(tmp_path: Path, open_file: Open) -> None:
    path = files.pdf(tmp_path / "a.pdf")
    ours = grey(open_file(path).picture(0, 595, 842))
    with pdfium.PdfDocument(path) as document:
        theirs = document[0].render(scale=1).to_pil().convert("L").resize(ours.size)
    assert distance(ours, theirs) < 1.5 < distance(ours, Image.new("L", ours.size, 255)) + 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_tiles_are_parts_of_the_whole_page(tmp_path: Path, open_file: Open, rotation: int) -> None:
    document = open_file(files.pdf(tmp_path / "a.pdf"))
    size = (600, 800) if rotation in (0, 180) else (800, 600)
    whole = document.picture(0, *size, rotation=rotation)
    tile = document.picture(0, 0, 0, rotation=rotation, clip=(60, 30, 240, 180), full=size)
    assert (tile.width, tile.height) == (240, 180)
    part = grey(whole).crop((60, 30, 300, 210))
    # letters are placed a fraction of a pixel differently; a tile of another place is told apart clearly
    assert distance(grey(tile), part) < 2
    wrong = [grey(whole).crop((60 + dx, 30 + dy, 300 + dx, 210 + dy)) for dx, dy in ((0, 8), (8, 0), (-8, -8))]
    if dark(tile):
        assert min(distance(grey(tile), other) for other in wrong) > 3 * distance(grey(tile), part) + 0.5


def test_text_with_boxes_in_user_space(tmp_path: Path, open_file: Open) -> None:
    document = open_file(files.pdf(tmp_path / "a.pdf"))
    page = document.text(0)
    assert files.TEXT in page.text and page.warnings == ()
    assert len(page.boxes) == 4 * len(page.text)
    left, bottom, right, top = page.box(page.text.index("Приговор"))
    assert 7100 <= left < right <= 8200 and 76500 <= bottom < 77000 < top <= 78500
    (rect,) = document.line_rects(0, page.text.index("суда"), 4)
    assert rect[0] < rect[2] and rect[1] < rect[3] and 76000 < rect[1] < 77300


def test_a_turned_page_keeps_its_user_space(tmp_path: Path, open_file: Open) -> None:
    """The same letters have the same boxes on pages turned by the file, and lie in the picture where the frame says."""
    document = open_file(files.pages_of_all_turns(tmp_path / "turned.pdf"))
    texts = [document.text(page) for page in range(4)]
    boxes = [text.box(text.text.index("Приговор")) for text in texts]
    assert len(set(boxes)) == 1
    left, bottom, right, top = (value / 100 for value in boxes[0])
    for page in range(4):
        for turned in (0, 90, 180, 270):
            size = document.info.pages[page]
            width, height = round(size.width), round(size.height)
            if turned in (90, 270):
                width, height = height, width
            picture = document.picture(page, width, height, rotation=turned)
            frame = picture.frame
            assert (frame.width, frame.height, frame.left, frame.bottom) == (500, 800, 20, 40)
            assert frame.rotation == 90 * page
            one, other = frame.shown(left, bottom, turned), frame.shown(right, top, turned)
            assert frame.user(*one, turned) == pytest.approx((left, bottom))
            xs, ys = sorted((round(one[0]), round(other[0]))), sorted((round(one[1]), round(other[1])))
            assert dark(picture, xs[0] - 1, ys[0] - 1, xs[1] + 1, ys[1] + 1) > 5


def test_find_over_pages_and_broken_lines(tmp_path: Path, open_file: Open) -> None:
    lines = ("ПРИГОВОР суда", "вступил в за-", "конную силу", "Ёлка  и   ёжик")
    document = open_file(files.pdf(tmp_path / "a.pdf", 3, lines=lines))
    hits = document.find("приговор")
    assert [hit.page for hit in hits] == [0, 1, 2] and all(hit.count == 8 and hit.rects for hit in hits)
    assert len(document.find("законную")) == 3
    assert len(document.find("законную")[0].rects) == 2
    assert len(document.find("елка и ежик")) == 3
    assert document.find("лист 2")[0].page == 1
    assert document.find("этого здесь нет") == () and document.find("   ") == ()


@pytest.mark.parametrize(
    ("base", "kind"), [("TimesNewRomanPSMT", "/TrueType"), ("ArialMT", "/TrueType"), ("Times-Roman", "/Type1")]
)
def test_cyrillic_without_embedded_fonts_is_drawn(tmp_path: Path, open_file: Open, base: str, kind: str) -> None:
    document = open_file(files.without_fonts(tmp_path / "old.pdf", base, kind))
    assert document.text(0).text == "Приговор вступил в законную силу"
    assert dark(document.picture(0, 595, 842)) > 400
    assert document.text(0).warnings == ()


def test_pictograms_stay_pictograms(tmp_path: Path, open_file: Open) -> None:
    """Symbol and Zapf Dingbats are PDFium's own: letters must not take their place."""
    sheet = canvas.Canvas(str(tmp_path / "signs.pdf"), pagesize=(200, 100), invariant=1)
    for height, font, text in ((60, "Symbol", "αβγδ"), (20, "ZapfDingbats", "✁✓✗")):
        sheet.setFont(font, 30)
        sheet.drawString(20, height, text)
    sheet.save()
    ours = grey(open_file(tmp_path / "signs.pdf").picture(0, 400, 200))
    with pdfium.PdfDocument(tmp_path / "signs.pdf") as document:
        theirs = document[0].render(scale=2).to_pil().convert("L").resize(ours.size)
    assert distance(ours, theirs) < 1 and distance(ours, Image.new("L", ours.size, 255)) > 3


def test_text_that_is_not_drawn_is_announced(tmp_path: Path, open_file: Open) -> None:
    document = open_file(files.with_empty_glyphs(tmp_path / "blank.pdf"))
    assert dark(document.picture(0, 400, 400)) == 0
    page = document.text(0)
    assert page.text.startswith("AAAA") and page.warnings == ("text_not_drawn",)


def test_filled_forms_show_their_values(tmp_path: Path, open_file: Open) -> None:
    document = open_file(files.form(tmp_path / "form.pdf"))
    assert dark(document.picture(0, 595, 842), 72, 842 - 640, 372, 842 - 600) > 200


def test_a_locked_document_asks_for_its_password(tmp_path: Path, open_file: Open) -> None:
    path = files.encrypted(tmp_path / "locked.pdf", "Пароль-7")
    with pytest.raises(KnownError) as first:
        open_file(path)
    with pytest.raises(KnownError) as second:
        open_file(path, "другой")
    assert (first.value.code, second.value.code) == ("evidence.locked", "evidence.wrong_password")
    document = open_file(path, "Пароль-7")
    assert document.info.facts["pdf.encrypted"] == "yes" and files.TEXT in document.text(0).text


def test_no_pages_and_no_such_page(tmp_path: Path, open_file: Open) -> None:
    document = open_file(files.no_pages(tmp_path / "empty.pdf"))
    assert document.info.pages == () and document.info.warnings == ("no_pages",)
    with pytest.raises(KnownError) as refusal:
        document.picture(0, 10, 10)
    assert refusal.value.code == "evidence.no_page"


def test_a_damaged_document(tmp_path: Path, open_file: Open) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"\x00\x01garbage" * 300)
    with pytest.raises(KnownError) as refusal:
        open_file(path)
    assert refusal.value.code == "evidence.damaged"


def test_pictures_too_big_to_ask_for(tmp_path: Path, open_file: Open) -> None:
    document = open_file(files.pdf(tmp_path / "a.pdf"))
    for size in ((5000, 5000), (0, 10), (-3, 10)):
        with pytest.raises(KnownError) as refusal:
            document.picture(0, *size)
        assert refusal.value.code == "evidence.too_big"
    tile = document.picture(0, 0, 0, clip=(90_000, 100_000, 256, 256), full=(200_000, 280_000))
    assert tile.width == 256


def test_frames_turn_there_and_back() -> None:
    frame = PageFrame(500, 800, 20, 40, 90)
    for turned in (0, 90, 180, 270):
        assert frame.user(*frame.shown(123.5, 456.25, turned), turned) == (123.5, 456.25)
