"""Real files made on the spot: documents, pictures and texts as people hand them in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from desktop.paths import resource

A4 = (595.28, 841.89)
PASSWORD = "Lübeck-1937"
LINES = 40
TEXT_LINE = "Строка {n}: допрос начат в {n} ч., answer recorded, страница продолжается."


def verdict(pages: int = 12) -> bytes:
    """A document of many pages with German and Russian text at known places."""
    pdfmetrics.registerFont(TTFont("PTF", str(resource("fonts", "PTF55F.ttf"))))
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4)
    for page in range(1, pages + 1):
        sheet.setFont("PTF", 18)
        sheet.drawString(72, 780, f"Urteil · Приговор, Seite {page}")
        sheet.setFont("PTF", 11)
        for line in range(1, LINES + 1):
            sheet.drawString(
                72, 760 - 17 * line, f"{line}. Der Angeklagte wurde am {line}. März задержан, лист {page}."
            )
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def turned() -> bytes:
    """Four pages whose files turn them by 0, 90, 180 and 270 degrees, with a crop box away from the origin."""
    with pikepdf.open(io.BytesIO(verdict(4))) as pdf:
        for number, page in enumerate(pdf.pages):
            page.mediabox = pikepdf.Array([0, 0, 700, 900])
            page.cropbox = pikepdf.Array([30, 40, 595, 842])
            page.rotate(90 * number, relative=False)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(verdict(2))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=PASSWORD, R=6))
    return out.getvalue()


def photo() -> bytes:
    """A photograph that lies on its side and says so: 400 × 300 in the file, 300 × 400 as shown."""
    picture = Image.new("RGB", (400, 300), "#c8d0d8")
    ImageDraw.Draw(picture).rectangle((20, 20, 120, 80), fill="#803020")
    exif = picture.getexif()
    exif[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=90)
    return out.getvalue()


def notes(lines: int = 200) -> bytes:
    """A text in an old encoding."""
    return "\r\n".join(TEXT_LINE.format(n=n) for n in range(1, lines + 1)).encode("cp1251")


def letter() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("OEBPS/content.opf", "<package/>")
    return out.getvalue()


def all_of_them() -> dict[str, bytes]:
    return {
        "verdict.pdf": verdict(),
        "turned.pdf": turned(),
        "locked.pdf": locked(),
        "photo.jpg": photo(),
        "notes.txt": notes(),
        "letter.epub": letter(),
        "broken.pdf": b"%PDF-1.7\n" + b"not a document at all\n" * 40,
        "empty.pdf": b"",
    }


def write_all(folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, data in all_of_them().items():
        path = folder / name
        path.write_bytes(data)
        paths[name] = path
    return paths
