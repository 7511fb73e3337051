"""One file of every kind that the evidence room shows, with markers in their contents, properties and names."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import tomli_w
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop.paths import resource
from tests.evidence.recordings import MEDIA
from tests.proofs.leaks.markers import Markers

SHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# in this order they become, …
KINDS = ("mail", "chat", "page", "archive", "photograph", "video", "subtitles", "scan", "program", "original",
         "translation")  # fmt: skip
NUMBERS = {kind: f"A-{at:03}" for at, kind in enumerate(KINDS, start=1)}


def evidence_folder(parent: Path, m: Markers) -> Path:
    """A second case: a folder with `case.toml` and an exhibit of each of `KINDS`."""
    folder = parent / m.latin("name of the folder of evidence")
    folder.mkdir()
    video = folder / f"{m.latin('file name of the video')}.mp4"
    # a box that players skip (ISO/IEC 14496-12, 8.1.2) holds the words
    said = m.latin("words in the video file").encode()
    video.write_bytes((MEDIA / "grey.mp4").read_bytes() + (8 + len(said)).to_bytes(4, "big") + b"free" + said)
    files = {
        "mail": _mail(folder / f"{m.latin('file name of the letter')}.eml", m),
        "chat": _chat(folder / f"{m.latin('file name of the chat')}.json", m),
        "page": _page(folder / f"{m.latin('file name of the saved page')}.html", m),
        "archive": _archive(folder / f"{m.latin('file name of the archive')}.zip", m),
        "photograph": _photograph(folder / f"{m.latin('file name of the photograph')}.jpg", m),
        "video": video,
        "subtitles": _subtitles(video.with_suffix(".srt"), m),
        "scan": _scan(folder / f"{m.latin('file name of the scan')}.pdf", m),
        "program": _program(folder / f"{m.latin('file name of the program')}.exe", m),
        "original": _letter(folder / f"{m.latin('file name of the original')}.pdf", m, "original"),
        "translation": _letter(folder / f"{m.latin('file name of the translation')}.pdf", m, "translation"),
    }
    exhibits = []
    for kind in KINDS:
        told = {
            "file": files[kind].name,
            "class": "A",
            "title_ru": m.cyrillic(f"Russian title of the {kind}"),
            "title_en": m.latin(f"English title of the {kind}"),
            "lang": "de" if kind == "original" else "ru",
            "provenance": m.cyrillic(f"provenance of the {kind}"),
        }
        if kind == "translation":
            told |= {
                "translation_of": files["original"].name,
                "translation_status": "certified",
                "translator": m.cyrillic("translator"),
                "translation_certificate": m.digits("certificate of the translation"),
            }
        exhibits.append(told)
    person = {
        "role_in_case": "principal",
        "surname_lat": m.latin("surname in the second case"),
        "given_lat": m.latin("given name in the second case"),
        "citizenships": ["DEU"],
    }
    case = {"title": m.cyrillic("title of the second case"), "received_on": "2026-10-02", "legal_track": "RVP_702"}
    listed = {"format": 1, "case": case, "person": [person], "exhibit": exhibits}
    (folder / "case.toml").write_text(tomli_w.dumps(listed), encoding="utf-8")
    return folder


def report(parent: Path, m: Markers) -> Path:
    """A file of country information."""
    return _letter(parent / f"{m.latin('file name of the report')}.pdf", m, "report")


def _mail(path: Path, m: Markers) -> Path:
    """With a workbook attached."""
    message = EmailMessage()
    host = m.latin("host on the way of the letter").lower()
    message["Received"] = f"from {host}.example.net (192.0.2.7) by in.example.org; Tue, 3 Mar 2026 10:00:02 +0300"
    message["From"] = f"{m.cyrillic('sender of the letter')} <anna@example.net>"
    message["To"], message["Date"] = "office@example.org", "Tue, 03 Mar 2026 10:00:00 +0300"
    message["Subject"] = m.cyrillic("subject of the letter")
    message.set_content(f"Уважаемая комиссия, {m.cyrillic('text of the letter')} прилагается.\n")
    name = f"{m.latin('file name of the attachment')}.xlsx"
    message.add_attachment(_workbook(m), maintype="application", subtype=SHEET, filename=name)
    path.write_bytes(message.as_bytes())
    return path


def _workbook(m: Markers) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"author": m.latin("author of the workbook")})
        sheet = book.add_worksheet(m.latin("name of the sheet"))
        sheet.write_row(0, 0, ("Получатель", "Сумма"))
        sheet.write_row(1, 0, (m.cyrillic("cell of the workbook"), 1000))
        sheet.write_comment(1, 1, m.latin("comment in the workbook"))
    return out.getvalue()


def _chat(path: Path, m: Markers) -> Path:
    """As Telegram Desktop exports one."""
    people = (m.cyrillic("sender in the chat"), m.cyrillic("other sender in the chat"))
    texts = ("Добрый день", f"Передайте {m.cyrillic('message of the chat')} завтра", "Хорошо")
    messages = [
        {"id": n, "type": "message", "date": f"2026-03-01T10:0{n}:00", "from": people[n % 2], "text": text}
        for n, text in enumerate(texts, start=1)
    ]
    messages[2]["file"] = f"files/{m.latin('file named in the chat')}.pdf"
    chat = {"name": m.cyrillic("name of the chat"), "type": "personal_chat", "id": 77, "messages": messages}
    path.write_text(json.dumps(chat, ensure_ascii=False, indent=1), "utf-8")
    return path


def _page(path: Path, m: Markers) -> Path:
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>{m.cyrillic('title of the saved page')}</title>"
        f"<h1>{m.cyrillic('heading of the saved page')}</h1><p>{m.latin('text of the saved page')}</p>"
        f"<!-- {m.latin('comment in the saved page')} -->"
        f"<img src='http://192.0.2.1/{m.latin('address in the saved page')}.png'>"
        f"<img src='a.png' alt='{m.latin('words for a picture')}'>",
        "utf-8",
    )
    return path


def _archive(path: Path, m: Markers) -> Path:
    """With an office text and a note."""
    office = docx.Document()
    office.core_properties.author = m.latin("author of the office text")
    office.add_heading(m.cyrillic("heading of the office text"), 1)
    office.add_paragraph(f"Свидетель видел {m.cyrillic('paragraph of the office text')} вечером.")
    table = office.add_table(rows=1, cols=1)
    table.cell(0, 0).text = m.latin("cell of the office text")
    office.sections[0].header.paragraphs[0].text = m.latin("header of the office text")
    out = io.BytesIO()
    office.save(out)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(f"{m.latin('name of the member')}.docx", out.getvalue())
        made.writestr(f"{m.latin('folder in the archive')}/note.txt", m.cyrillic("text of the other member"))
        made.comment = m.latin("comment of the archive").encode()
    return path


def _photograph(path: Path, m: Markers) -> Path:
    picture = Image.effect_noise((640, 480), 60).convert("RGB")
    exif = picture.getexif()
    exif[0x010E] = m.latin("EXIF description of the photograph")
    exif[0x013B] = m.latin("EXIF artist of the photograph")
    exif[0x0110] = m.latin("EXIF camera of the photograph")
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + m.latin("EXIF comment of the photograph").encode()
    picture.save(path, "JPEG", exif=exif)
    return path


def _subtitles(path: Path, m: Markers) -> Path:
    path.write_text(
        f"1\n00:00:00,400 --> 00:00:01,000\n{m.cyrillic('first line of the subtitles')}\n\n"
        f"2\n00:00:01,000 --> 00:00:01,600\n{m.cyrillic('second line of the subtitles')}\n",
        "utf-8",
    )
    return path


def _scan(path: Path, m: Markers) -> Path:
    """A page that is a picture; what a machine makes of its words is planted when it has read them."""
    picture = Image.new("RGB", (1240, 500), "white")
    font = ImageFont.truetype(str(resource("fonts", "PTF55F.ttf")), 34)
    lines = ("Приговор вступил в законную силу,", f"осуждён {m.cyrillic('name on the scan')}.")
    for at, line in enumerate(lines):
        ImageDraw.Draw(picture).text((120, 100 + 70 * at), line, font=font, fill="black")
    picture.save(path, "PDF", resolution=300)
    return path


def _program(path: Path, m: Markers) -> Path:
    """A kind without a viewer."""
    path.write_bytes(b"MZ" + bytes(range(256)) * 8 + m.latin("octets of the program").encode() + bytes(4096))
    return path


def _letter(path: Path, m: Markers, what: str) -> Path:
    pdfmetrics.registerFont(TTFont("LeakEvidence", str(resource("fonts", "PTF55F.ttf"))))
    canvas = Canvas(str(path), pagesize=(420, 300))
    canvas.setAuthor(m.latin(f"author of the {what}"))
    for page in (1, 2):
        canvas.setFont("LeakEvidence", 15)
        canvas.drawString(40, 240, m.cyrillic(f"text of the {what}, page {page}"))
        canvas.drawString(40, 210, "Далее следует обычный текст.")
        canvas.showPage()
    canvas.save()
    return path
