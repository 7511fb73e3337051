"""Real files for the tests of the evidence room, made by maintained programs' libraries."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
TEXT = "Приговор районного суда от 3 марта 2025 года вступил в законную силу."


def pdf(path: Path, pages: int = 1, *, lines: tuple[str, ...] = (TEXT,)) -> Path:
    """A PDF with an embedded font and a text layer; page n ends with "Лист n"."""
    pdfmetrics.registerFont(TTFont("PT", str(FONTS / "PTF55F.ttf")))
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    for page in range(1, pages + 1):
        sheet.setFont("PT", 12)
        for number, line in enumerate((*lines, f"Лист {page}")):
            sheet.drawString(72, 770 - 20 * number, line)
        sheet.showPage()
    sheet.save()
    return path


def with_files(path: Path, large: int = 3 << 20) -> Path:
    """Three pages that bring along two files of the whole document and one that is attached to a place of page 2."""
    pdf(path, 3)
    with pikepdf.open(path, allow_overwriting_input=True) as document:

        def put(name: str, data: bytes, media: str) -> pikepdf.AttachedFileSpec:
            return pikepdf.AttachedFileSpec(
                document, data, filename=name, mime_type=media, mod_date="D:20250303140500+01'00'"
            )

        document.attachments["1"] = put("повестка\u202egpj.txt", TEXT.encode(), "text/plain")
        document.attachments["2"] = put("../../scan.bin", random.Random(1).randbytes(large), "Application/X-Scan")
        place = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[500, 700, 520, 720])
        place.FS = put("Vollmacht.txt", b"Vollmacht", "text/plain").obj
        document.pages[1].Annots = Array([document.make_indirect(place)])
        document.save(path)
    return path


def note(path: Path, text: str = TEXT) -> Path:
    """A plain text: the quickest exhibit, because no decoder looks at it when it is taken in."""
    path.write_text(text, "utf-8")
    return path


def long_pdf(path: Path, pages: int = 500) -> Path:
    return pdf(path, pages, lines=tuple(f"{number}. {TEXT}" for number in range(1, 31)))


def pages_of_all_turns(path: Path) -> Path:
    """Four pages of one content, with /Rotate 0, 90, 180, 270 and a page box that does not start at zero."""
    pdf(path, 4)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for number, page in enumerate(document.pages):
            page.MediaBox = Array([20, 40, 20 + 500, 40 + 800])
            page.Rotate = 90 * number
        document.save(path)
    return path


def without_fonts(path: Path, base: str = "TimesNewRomanPSMT", kind: str = "/TrueType") -> Path:
    """One Cyrillic line in a font that is only named, with afii glyph names as old Windows programs write them."""
    names: list[object] = [192]
    for index in range(64):
        lower, at = divmod(index, 32)
        names.append(Name(f"/afii{(10065 if lower else 10017) + at + (0 if at < 6 else 1)}"))
    with pikepdf.new() as document:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name(kind),
            BaseFont=Name(f"/{base}"),
            FirstChar=32,
            LastChar=255,
            Widths=Array([600] * 224),
            Encoding=Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array(names)),
            FontDescriptor=document.make_indirect(
                Dictionary(
                    Type=Name.FontDescriptor,
                    FontName=Name(f"/{base}"),
                    Flags=34,
                    FontBBox=Array([-200, -200, 1000, 900]),
                    ItalicAngle=0,
                    Ascent=891,
                    Descent=-216,
                    CapHeight=700,
                    StemV=80,
                )
            ),
        )
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        line = b"BT /F1 18 Tf 50 700 Td (" + "Приговор вступил в законную силу".encode("cp1251") + b") Tj ET"
        page.Contents = document.make_stream(line)
        document.save(path)
    return path


def with_empty_glyphs(path: Path) -> Path:
    """Letters whose glyphs draw nothing (a Type 3 font): there is text, and the page stays white."""
    with pikepdf.new() as document:
        nothing = document.make_stream(b"1000 0 0 0 1000 1000 d1")
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(A=nothing),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.A])),
            FirstChar=65,
            LastChar=65,
            Widths=Array([1000]),
            Resources=Dictionary(),
        )
        page = document.add_blank_page(page_size=(400, 400))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = document.make_stream(b"BT /F1 24 Tf 40 200 Td (AAAAAAAA) Tj ET")
        document.save(path)
    return path


def encrypted(path: Path, password: str) -> Path:
    pdf(path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(user=password, owner="owner-" + password, R=6))
    return path


def no_pages(path: Path) -> Path:
    with pikepdf.new() as document:
        document.save(path)
    return path


def endless(path: Path) -> Path:
    """A small PDF that asks for about a year of drawing: forms that draw forms, ten of each, twelve deep."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(400, 400))
        inner = document.make_stream(b"0 0 300 300 re f")
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 400])
        for _ in range(12):
            outer = document.make_stream(b"/X Do " * 30)
            outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 400])
            outer.Resources = Dictionary(XObject=Dictionary(X=inner))
            inner = outer
        page.Resources = Dictionary(XObject=Dictionary(X=inner))
        page.Contents = document.make_stream(b"/X Do")
        document.save(path)
    return path


def greedy(path: Path, side: int = 15_000) -> Path:
    """A PDF of some kilobytes with a picture of gigabytes."""
    with pikepdf.new() as document:
        data = _packed_zeros(3 * side * side)
        picture = document.make_stream(b"")
        picture.write(data, filter=Name.FlateDecode)
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = side, side, 8
        picture.ColorSpace = Name.DeviceRGB
        page = document.add_blank_page(page_size=(400, 400))
        page.Resources = Dictionary(XObject=Dictionary(I=picture))
        page.Contents = document.make_stream(b"400 0 0 400 0 0 cm /I Do")
        document.save(path)
    return path


def _packed_zeros(count: int) -> bytes:
    """About `count` zeros as a deflate stream: one flushed block again and again (its checksum is wrong)."""
    size = 16 << 20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(size)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\x9c" + block * (count // size) + packer.flush() + bytes(4)


def form(path: Path) -> Path:
    """A filled form: a text field with a value and no appearance of its own."""
    pdfmetrics.registerFont(TTFont("PT", str(FONTS / "PTF55F.ttf")))
    sheet = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    sheet.acroForm.textfield(name="surname", value="MUELLER", x=72, y=600, width=300, height=40, fontSize=20)
    sheet.showPage()
    sheet.save()
    return path


def photo(path: Path, size: tuple[int, int] = (80, 60), orientation: int = 1, **options: object) -> Path:
    """Left half red, right half blue, upper left corner white; written as it lies on the sensor."""
    picture = Image.new("RGB", size, "blue")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, 0, size[0] // 2 - 1, size[1]), fill="red")
    drawing.rectangle((0, 0, size[0] // 8, size[1] // 8), fill="white")
    exif = picture.getexif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker\x07X"
    picture.save(path, exif=exif, **options)  # type: ignore[arg-type]
    return path


def bomb(path: Path, side: int = 50_000) -> Path:
    """A grey PNG of `side`² pixels in some kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(side + 1)
    rows = b"".join(packer.compress(row) for _ in range(20)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    whole = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + whole)
    return path


def broken(path: Path) -> Path:
    """A JPEG cut in its middle."""
    whole = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(whole, "JPEG")
    path.write_bytes(whole.getvalue()[:3000])
    return path


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The octets with some of them changed, cut out, doubled or exchanged."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        if not out:
            break
        at = rng.randrange(len(out))
        match rng.randrange(5):
            case 0:
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                out[at] = rng.choice((0, 0xFF, 0x7F, 0x80, rng.randrange(256)))
            case 2:
                del out[at : at + rng.randint(1, 64)]
            case 3:
                out[at:at] = out[at : at + rng.randint(1, 64)]
            case 4:
                number = rng.choice((0, -1, 2**31 - 1, -(2**31), 65535, 4096))
                out[at : at + 4] = struct.pack("<i", number)
    if rng.random() < 0.1:
        del out[rng.randrange(len(out) + 1) :]
    return bytes(out)
