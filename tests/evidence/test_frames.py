"""Frames as pages, camera data, large photographs, drawings: through the real isolated decoder."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from desktop.errors import KnownError
from desktop.evidence.decoding import Decoders
from desktop.evidence.document import Document
from desktop.evidence.kinds import KINDS, sniff
from models.views.evidence import Picture
from tests.evidence.conftest import Octets

Open = Callable[..., Document]
HEIC = Path(__file__).parent / "samples" / "two.heic"
TINTS = {"red": (255, 0, 0), "blue": (0, 0, 255), "white": (255, 255, 255), "lime": (0, 255, 0)}


def colour(picture: Picture, x: float = 0.5, y: float = 0.5) -> tuple[int, int, int]:
    at = int(y * picture.height) * picture.stride + 4 * int(x * picture.width)
    blue, green, red = picture.pixels[at : at + 3]
    return red, green, blue


def shows(picture: Picture, tint: str, x: float = 0.5, y: float = 0.5) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(colour(picture, x, y), TINTS[tint], strict=True))


def sheets(*tints: str, size: tuple[int, int] = (60, 40)) -> list[Image.Image]:
    return [Image.new("RGB", size, tint) for tint in tints]


def save(path: Path, first: Image.Image, *others: Image.Image, **options: object) -> Path:
    first.save(path, save_all=True, append_images=list(others), **options)
    return path


def test_every_frame_of_a_tiff_is_a_page_of_its_own_size(tmp_path: Path, open_file: Open) -> None:
    lying = Image.new("RGB", (30, 90), "lime")
    document = open_file(save(tmp_path / "fax.tif", *sheets("red", "blue"), lying, compression="tiff_lzw"))
    assert [(page.width, page.height) for page in document.info.pages] == [(60, 40), (60, 40), (30, 90)]
    assert document.info.facts["image.frames"] == "3"
    for page, tint in ((2, "lime"), (0, "red"), (1, "blue"), (0, "red")):
        picture = document.picture(page, 30, 30)
        assert shows(picture, tint) and picture.frame.height == document.info.pages[page].height
    with pytest.raises(KnownError):
        document.picture(3, 30, 30)


@pytest.mark.parametrize("ending", ["gif", "webp", "png", "avif"])
def test_every_frame_of_an_animation_is_a_page(tmp_path: Path, open_file: Open, ending: str) -> None:
    path = save(tmp_path / f"moving.{ending}", *sheets("red", "blue", "lime"), duration=120)
    document = open_file(path)
    assert document.info.reader == "image" and len(document.info.pages) == 3
    assert document.info.facts["image.frames"] == "3"
    assert 20 <= int(document.info.facts["image.frame_ms"]) <= 1000
    for page, tint in ((0, "red"), (2, "lime"), (1, "blue")):
        assert shows(document.picture(page, 30, 20), tint), (ending, page)


def test_a_tiff_that_announces_100_000_frames(tmp_path: Path, open_file: Open) -> None:
    path = tmp_path / "endless.tif"
    entries = [(256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]
    entries += [(277, 3, 1, 1), (278, 3, 1, 8), (279, 4, 1, 64)]
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    each, first = len(body) + 4, 8 + 64
    parts = [b"II*\0" + struct.pack("<I", first), b"\xff" * 64]
    parts += [body + struct.pack("<I", first + (n + 1) * each if n < 99_999 else 0) for n in range(100_000)]
    path.write_bytes(b"".join(parts))
    began = time.monotonic()
    document = open_file(path)
    assert time.monotonic() - began < 12
    assert 1 < len(document.info.pages) <= 2000
    assert document.info.warnings == ("more_frames",) and document.info.facts["image.frames"].endswith("+")
    assert shows(document.picture(len(document.info.pages) - 1, 8, 8), "white")


def test_a_tiff_whose_frames_run_in_a_circle(tmp_path: Path, open_file: Open) -> None:
    path = save(tmp_path / "circle.tif", *sheets("red", "blue"))
    data = bytearray(path.read_bytes())
    at = struct.unpack_from("<I", data, 4)[0]
    for _ in range(2):
        after = at + 2 + 12 * struct.unpack_from("<H", data, at)[0]
        last, at = after, struct.unpack_from("<I", data, after)[0] or at
    struct.pack_into("<I", data, last, struct.unpack_from("<I", data, 4)[0])
    path.write_bytes(data)
    document = open_file(path)
    assert 2 <= len(document.info.pages) <= 2000
    assert shows(document.picture(0, 9, 9), "red")


def test_a_gif_bomb_is_refused_and_its_facts_stay(tmp_path: Path, open_file: Open) -> None:
    path = tmp_path / "bomb.gif"
    one = b"\x2c" + struct.pack("<4HB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    canvas = struct.pack("<2HBBB", 30_000, 30_000, 0x80, 0, 0) + bytes(6)
    path.write_bytes(b"GIF89a" + canvas + one * 3_000 + b"\x3b")
    document = open_file(path)
    assert len(document.info.pages) == 2000 and document.info.facts["image.frames"] == "3000"
    with pytest.raises(KnownError) as refusal:
        document.picture(1500, 100, 100)
    assert refusal.value.code == "evidence.too_big"


def test_a_page_as_large_as_a_page_can_be(tmp_path: Path, open_file: Open) -> None:
    """200 inches square, looked at with the greatest zoom: a tile is drawn and the rest of the page costs nothing."""
    sheet = canvas.Canvas(str(tmp_path / "wall.pdf"), pagesize=(14_400, 14_400))
    sheet.setFillColorRGB(1, 0, 0)
    sheet.rect(14_000, 0, 400, 400, stroke=0, fill=1)
    sheet.save()
    document = open_file(tmp_path / "wall.pdf")
    side = round(14_400 * 96 / 72 * 16)
    part = document.picture(0, 0, 0, clip=(side - 1024, side - 1024, 1024, 1024), full=(side, side))
    assert shows(part, "red") and shows(document.picture(0, 700, 700), "white")


def test_heic_with_two_pictures_and_camera_data(open_file: Open) -> None:
    document = open_file(HEIC)
    facts = document.info.facts
    assert (document.info.format, document.info.reader, len(document.info.pages)) == ("heic", "image", 2)
    assert facts["exif.model"] == "Model X" and facts["exif.taken"] == "2026-11-20 14:03:22"
    assert facts["exif.place"] == "52.520000, 13.404944"
    assert shows(document.picture(0, 80, 60), "red") and shows(document.picture(1, 80, 60), "blue")


def test_camera_data_as_facts(tmp_path: Path, open_file: Open) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0131], exif[0x0112] = "Kamera AG", "Editor\x079", 6
    exif[0x0132] = "2024:03:01 08:00:00"
    exif.get_ifd(0x8769).update({0x9003: "2024:02:29 23:59:58", 0x9011: "+03:00", 0xA431: "SN-77", 0xA434: "35 mm"})
    place = {1: "S", 2: (33.0, 51.0, 24.12), 3: "W", 4: (70.0, 40.0, 0.0), 5: b"\1", 6: 12.5, 17: 271.26}
    exif.get_ifd(0x8825).update({**place, 7: (20.0, 59.0, 58.0), 29: "2024:02:29"})
    Image.new("RGB", (60, 40), "red").save(tmp_path / "a.jpg", exif=exif)
    facts = open_file(tmp_path / "a.jpg").info.facts
    expected = {
        "exif.maker": "Kamera AG",
        "exif.software": "Editor⟨U+0007⟩9",
        "exif.taken": "2024-02-29 23:59:58 +03:00",
        "exif.changed": "2024-03-01 08:00:00",
        "exif.serial": "SN-77",
        "exif.lens": "35 mm",
        "exif.orientation": "90°",
        "exif.place": "-33.856700, -70.666667",
        "exif.height": "-12.5",
        "exif.direction": "271.3°",
        "exif.place_time": "2024-02-29 20:59:58 UTC",
        "image.pixels": "40 × 60",
    }
    assert {name: facts.get(name) for name in expected} == expected


def test_camera_data_that_make_no_sense(tmp_path: Path, open_file: Open) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (999.0, 0.0, 0.0), 3: "E", 4: (1.0, 1.0, 1.0)})
    Image.new("RGB", (60, 40), "red").save(tmp_path / "a.jpg", exif=exif)
    document = open_file(tmp_path / "a.jpg")
    assert "exif.place" not in document.info.facts
    assert shows(document.picture(0, 30, 20), "red")


def test_a_very_large_photograph_is_sharp_where_one_looks_closely(large_photo: Path, open_file: Open) -> None:
    """At full size every pixel of a part is the file's own; turned parts come from the right place."""
    document = open_file(large_photo)
    near = document.picture(0, 0, 0, clip=(3000, 3000, 512, 512), full=(9000, 9000))
    with Image.open(large_photo) as image:
        image.draft("RGB", (9000, 9000))
        expected = image.convert("RGB").crop((3000, 3000, 3512, 3512)).getpixel((256, 256))
    assert all(abs(a - b) < 12 for a, b in zip(colour(near), expected, strict=True))
    for turn, corner in ((0, (0, 0)), (90, (8000, 0)), (180, (8000, 8000)), (270, (0, 8000))):
        part = document.picture(0, 0, 0, rotation=turn, clip=(*corner, 900, 900), full=(9000, 9000))
        assert shows(part, "white"), turn


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


def drawing(path: Path, attributes: str, content: str, before: str = "") -> Path:
    path.write_text(before + SVG.format(attributes, content), "utf-8")
    return path


def test_a_drawing_has_its_own_size_and_our_fonts(tmp_path: Path, open_file: Open) -> None:
    content = '<rect width="80" height="60" fill="red"/><text x="4" y="40" font-size="40" font-family="Arial">Ж</text>'
    document = open_file(drawing(tmp_path / "a.svg", 'width="800mm" height="600mm" viewBox="0 0 80 60"', content))
    assert document.info.reader == "image" and document.info.facts["image.pixels"] == "3024 × 2268"
    picture = document.picture(0, 400, 300)
    assert shows(picture, "red", 0.9, 0.9)
    assert any(colour(picture, x / 100, 0.5)[0] < 60 for x in range(5, 50)), "the letter is drawn"
    part = document.picture(0, 0, 0, rotation=90, clip=(0, 0, 100, 100), full=(2268, 3024))
    assert shows(part, "red")


def test_a_drawing_fetches_nothing_and_runs_nothing(tmp_path: Path, open_file: Open) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (10, 10), "lime").save(secret)
    entity = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    (tmp_path / "secret.txt").write_text("HIDDEN", "utf-8")
    content = f'<image xlink:href="{secret}" width="100" height="100"/><image href="https://example.org/a.png"/>'
    content += "<script>alert(1)</script><text>&x;</text>"
    path = drawing(tmp_path / "a.svg", 'width="100" height="100"', content)
    document = open_file(path)
    assert document.info.facts["svg.outside"] == "1" and document.info.facts["svg.scripts"] == "1"
    with pytest.raises(KnownError) as refusal:  # an entity that is declared nowhere is no drawing
        document.picture(0, 50, 50)
    assert refusal.value.code == "evidence.damaged"
    content = content.replace("<text>&x;</text>", "")
    assert shows(open_file(drawing(path, 'width="100" height="100"', content)).picture(0, 50, 50), "white")
    with pytest.raises(KnownError) as refusal:
        open_file(drawing(path, 'width="100" height="100"', "<text>&x;</text>", entity)).picture(0, 50, 50)
    assert refusal.value.code == "evidence.damaged"


@pytest.mark.parametrize(
    "attributes", ['width="1e9" height="1e9"', 'width="1" height="90000"', 'width="nan"', 'viewBox="0 0 1e-9 1e9"']
)
def test_drawings_of_absurd_size(tmp_path: Path, open_file: Open, attributes: str) -> None:
    path = drawing(tmp_path / "a.svg", attributes, "<rect width='1e12' height='1e12' fill='red'/>")
    try:
        document = open_file(path)
    except KnownError as refusal:
        assert refusal.code == "evidence.damaged"
    else:
        assert max(document.info.pages[0].width, document.info.pages[0].height) <= 20_000
        document.picture(0, 300, 300)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "iso-8859-1"])
def test_drawings_in_other_encodings_also_without_bubblewrap(tmp_path: Path, encoding: str) -> None:
    """In the tier where no file can be read any more, nothing may have to be loaded."""
    content = '<rect width="80" height="60" fill="red"/><!-- Ж -->' if encoding != "iso-8859-1" else "<g><!-- ä --></g>"
    text = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>" + SVG.format('width="80"', content)
    decoders = Decoders(("landlock",), keep_warm=False)
    try:
        if decoders.tier != "landlock":
            pytest.skip(f"no Landlock here: {decoders.isolation().reason}")
        with decoders.open(Octets(text.encode(encoding))) as document:
            assert shows(document.picture(0, 40, 30), "white" if encoding == "iso-8859-1" else "red")
    finally:
        decoders.close()


def test_laughing_entities_in_a_drawing(tmp_path: Path, open_file: Open) -> None:
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    path = drawing(tmp_path / "a.svg", 'width="9" height="9"', "<text>&a11;</text>", f"<!DOCTYPE svg [{laughs}]>")
    with pytest.raises(KnownError) as refusal:
        open_file(path).picture(0, 50, 50)
    assert refusal.value.code in ("evidence.damaged", "evidence.too_big", "evidence.decoder_died")


def test_still_pictures_of_a_general_brand_are_told_apart() -> None:
    head = struct.pack(">I", 32) + b"ftypmif1\0\0\0\0mif1"
    for brand, name in ((b"avif", "avif"), (b"heic", "heic")):
        data = head + brand + b"miafMA1B" + bytes(64)
        assert sniff(len(data), Octets(data).read) == KINDS[name]
