"""Generated but real files of three fictional cases: PDFs, a scan without text layer, a photograph, a recording."""

from __future__ import annotations

import math
import struct
import tomllib
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from desktop.paths import resource

SERIF = "DemoSerif"
BOLD = "DemoSerif-Bold"


@dataclass(frozen=True)
class Text:
    """One text of `resources/demo/texts.toml`; a paragraph that starts with `# ` is a heading."""

    file: str
    lang: str
    head: str
    title: str
    reference: str
    paragraphs: tuple[str, ...]


def texts() -> dict[str, Text]:
    """All demo texts by name."""
    with resource("demo", "texts.toml").open("rb") as file:
        found = tomllib.load(file)
    return {name: Text(**{**entry, "paragraphs": tuple(entry["paragraphs"])}) for name, entry in found.items()}


def write_incoming(folder: Path) -> list[Path]:
    """Write one folder per case, each with its files and `case.toml` (RULINGS F4); returns the case folders."""
    _fonts()
    every = texts()
    with resource("demo", "cases.toml").open("rb") as file:
        cases = tomllib.load(file)["case"]
    return [_case(folder / case["folder"], case, every) for case in cases]


def _case(folder: Path, case: dict[str, Any], every: dict[str, Text]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    listed = tomllib.loads(case["text"])
    listed["exhibit"] = [_exhibit(folder, dict(entry), every) for entry in case["exhibits"]]
    (folder / "case.toml").write_text(tomli_w.dumps(listed), encoding="utf-8")
    return folder


def _exhibit(folder: Path, entry: dict[str, Any], every: dict[str, Text]) -> dict[str, Any]:
    if name := entry.pop("text", None):
        text = every[name]
        _letter(folder / text.file, text)
        entry = {"file": text.file, "lang": text.lang, **entry}
    elif name := entry.pop("scan", None):
        text = every[name]
        _scan(folder / text.file, text)
        entry = {"file": text.file, "lang": text.lang, **entry}
    elif name := entry.pop("photo", None):
        _photograph(folder / name)
        entry = {"file": name, "lang": "de", **entry}
    elif name := entry.pop("audio", None):
        _recording(folder / name)
        entry = {"file": name, "lang": "de", **entry}
    if source := entry.get("translation_of"):
        entry["translation_of"] = every[source].file
    return entry


def _fonts() -> None:
    for name, file in ((SERIF, "PTF55F.ttf"), (BOLD, "PTF75F.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))


def _letter(path: Path, text: Text) -> None:
    body = ParagraphStyle("body", fontName=SERIF, fontSize=13, leading=26, firstLineIndent=12 * mm, alignment=4)
    head = ParagraphStyle("head", fontName=BOLD, fontSize=14, leading=20, alignment=1)
    small = ParagraphStyle("small", fontName=SERIF, fontSize=11, leading=16, alignment=1)
    part = ParagraphStyle("part", fontName=BOLD, fontSize=13, leading=26, spaceBefore=10)
    story: list[Any] = [Paragraph(text.head, head), Paragraph(text.reference, small), Spacer(1, 10 * mm)]
    story += [Paragraph(text.title, head), Spacer(1, 8 * mm)]
    for paragraph in text.paragraphs:
        story.append(Paragraph(paragraph[2:], part) if paragraph.startswith("# ") else Paragraph(paragraph, body))

    def number(canvas: Canvas, document: Any) -> None:
        canvas.setFont(SERIF, 10)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 14 * mm, f"- {document.page} -")

    margins = {"leftMargin": 28 * mm, "rightMargin": 22 * mm, "topMargin": 24 * mm, "bottomMargin": 24 * mm}
    document = SimpleDocTemplate(str(path), pagesize=A4, title=text.title, lang=text.lang, invariant=1, **margins)
    document.build(story, onFirstPage=number, onLaterPages=number)


def _scan(path: Path, text: Text) -> None:
    """A sheet as a scanner gives it: slightly turned, grey, one picture and no text layer."""
    width, height = 1240, 1754  # A4 at 150 dpi
    sheet = Image.new("L", (width, height), 244)
    pen = ImageDraw.Draw(sheet)
    regular = ImageFont.truetype(str(resource("fonts", "PTF55F.ttf")), 30)
    bold = ImageFont.truetype(str(resource("fonts", "PTF75F.ttf")), 36)
    pen.text((150, 170), text.head, 40, font=bold)
    pen.text((150, 260), text.reference, 40, font=regular)
    pen.text((150, 420), text.title, 40, font=bold)
    y = 540
    for paragraph in text.paragraphs:
        line = ""
        for word in paragraph.split():
            if pen.textlength(f"{line} {word}", font=regular) > width - 320:
                pen.text((150, y), line, 50, font=regular)
                y, line = y + 48, word
            else:
                line = f"{line} {word}".strip()
        pen.text((150, y), line, 50, font=regular)
        y += 90
    pen.arc((760, 1300, 1060, 1600), 0, 360, 120, 6)
    turned = sheet.rotate(0.7, fillcolor=244).filter(ImageFilter.GaussianBlur(0.6))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(turned), 0, 0, A4[0], A4[1])
    canvas.showPage()
    canvas.save()


def _photograph(path: Path) -> None:
    """A drawn square with people-like shapes, stored as a camera would: JPEG with EXIF, turned by 90 degrees."""
    width, height = 1600, 1200
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 760, width, height), fill=(150, 146, 138))
    for i, x in enumerate(range(120, width, 210)):
        pen.rectangle((x, 260 + 40 * (i % 3), x + 160, 760), fill=(120 + 12 * i, 110, 96))
        pen.ellipse((x + 40, 720, x + 90, 770), fill=(70, 60, 56))
        pen.rectangle((x + 30, 770, x + 100, 930), fill=(60 + 20 * (i % 4), 70, 110))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Example camera"
    exif[0x0132] = "2025:05:09 15:20:00"
    picture.transpose(Image.Transpose.ROTATE_90).save(path, "JPEG", quality=88, exif=exif)


def _recording(path: Path, seconds: int = 4, rate: int = 16000) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        frames = (
            int(9000 * math.sin(2 * math.pi * (220 + 60 * math.sin(i / rate)) * i / rate))
            for i in range(seconds * rate)
        )
        sound.writeframes(b"".join(struct.pack("<h", frame) for frame in frames))
