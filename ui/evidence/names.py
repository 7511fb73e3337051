"""What formats and facts are called, and which icon stands for them."""

from __future__ import annotations

import re

from desktop.evidence.fact_names import FACTS
from desktop.evidence.kinds import KINDS
from desktop.i18n import N_, Words

FORMATS: dict[str, str] = {
    "pdf": N_("PDF document"),
    "jpeg": N_("JPEG picture"),
    "png": N_("PNG picture"),
    "gif": N_("GIF picture"),
    "bmp": N_("BMP picture"),
    "webp": N_("WebP picture"),
    "tiff": N_("TIFF picture"),
    "jp2": N_("JPEG 2000 picture"),
    "heic": N_("HEIC picture"),
    "avif": N_("AVIF picture"),
    "svg": N_("SVG drawing"),
    "mp4": N_("Video recording (MP4)"),
    "mov": N_("Video recording (QuickTime)"),
    "mkv": N_("Video recording (Matroska)"),
    "webm": N_("Video recording (WebM)"),
    "avi": N_("Video recording (AVI)"),
    "mpeg": N_("Video recording (MPEG)"),
    "mpeg-bare": N_("Video recording (MPEG, pictures without sound)"),
    "mpegts": N_("Video recording (MPEG transport stream)"),
    "3gp": N_("Recording of a telephone (3GP)"),
    "wmv": N_("Video recording (Windows Media)"),
    "wma": N_("Sound recording (Windows Media)"),
    "flv": N_("Video recording (Flash)"),
    "m4a": N_("Sound recording (M4A)"),
    "mp3": N_("Sound recording (MP3)"),
    "wav": N_("Sound recording (WAV)"),
    "ogg": N_("Sound recording (Ogg)"),
    "flac": N_("Sound recording (FLAC)"),
    "amr": N_("Sound recording (AMR)"),
    "aac": N_("Sound recording (AAC)"),
    "aiff": N_("Sound recording (AIFF)"),
    "caf": N_("Sound recording (CAF)"),
    "docx": N_("Word document"),
    "doc": N_("Word document, old format"),
    "odt": N_("OpenDocument text"),
    "rtf": N_("RTF document"),
    "xlsx": N_("Excel workbook"),
    "xls": N_("Excel workbook, old format"),
    "ods": N_("OpenDocument spreadsheet"),
    "csv": N_("Comma- or tab-separated table"),
    "pptx": N_("PowerPoint presentation"),
    "ppt": N_("PowerPoint presentation, old format"),
    "odp": N_("OpenDocument presentation"),
    "office-locked": N_("Office document locked with a password"),
    "epub": N_("EPUB book"),
    "zip": N_("ZIP archive"),
    "7z": N_("7-Zip archive"),
    "rar": N_("RAR archive"),
    "gzip": N_("gzip archive"),
    "bzip2": N_("bzip2 archive"),
    "xz": N_("xz archive"),
    "tar": N_("tar archive"),
    "p7m": N_("Signature container"),
    "eml": N_("E-mail message"),
    "msg": N_("Outlook message"),
    "mbox": N_("Mailbox"),
    "html": N_("Web page"),
    "mhtml": N_("Saved web page with its parts"),
    "telegram": N_("Telegram chat"),
    "telegram-html": N_("Telegram chat, as a web page"),
    "whatsapp": N_("WhatsApp chat"),
    "playlist": N_("Playlist"),
    "text": N_("Plain text"),
    "exe": N_("Windows program"),
    "elf": N_("Linux program"),
    "empty": N_("Empty file"),
}
ICONS: tuple[tuple[str, str], ...] = (
    ("image/", "photo"),
    ("audio/", "file-music"),
    ("video/", "video"),
    ("message/", "mail"),
    ("application/mbox", "mail"),
    ("application/vnd.ms-outlook", "mail"),
    ("text/html", "world"),
    ("multipart/related", "world"),
    ("text/", "notes"),
    ("application/zip", "file-zip"),
    ("application/x-7z", "file-zip"),
    ("application/vnd.rar", "file-zip"),
    ("application/gzip", "file-zip"),
    ("application/x-tar", "file-zip"),
    ("application/vnd.ms-excel", "table"),
    ("application/pkcs7", "file-certificate"),
    ("application/pdf", "file-text"),
)


CHATS = ("telegram", "telegram-html", "whatsapp")
MOMENTS = frozenset(
    ("pdf.creationdate", "pdf.moddate", "exif.changed", "exif.taken", "office.created", "office.changed")
)
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})\b")
KINDS_SAID = ("file.also", "image.behind_kind")  # facts whose values are formats
UNKNOWN = N_("File of unknown kind")  # not within a call of `tr`: marks in marks are not extracted


def format_name(words: Words, format_: str) -> str:
    return words.tr(FORMATS.get(format_, UNKNOWN))


# of several formats with one IANA type the one that a file is which nobody has looked into
PLAIN: dict[str, str] = {"text/plain": "text", "application/zip": "zip"}


def claimed(media: str, name: str) -> str:
    """The format of a file that was not looked into: the one of its IANA type, else the one of its name's ending."""
    kinds = [one for one in KINDS.values() if one.endings and one.format not in CHATS]  # those are known by content
    ending = name.casefold().rpartition(".")[2]
    known = (one.format for one in kinds if one.media == media)
    named = sorted((one.endings.index(ending), one.format) for one in kinds if ending in one.endings)
    return PLAIN.get(media) or next(known, "") or (named[0][1] if named else "")


def icon_of(media: str, format_: str) -> str:
    if format_ in CHATS:
        return "message-2"
    if format_ in ("xlsx", "ods", "csv"):
        return "table"
    return next((icon for start, icon in ICONS if media.startswith(start)), "file")


def fact_name(words: Words, name: str) -> str | None:
    """What a decoder's fact is called; None for facts that mean nothing to a reader."""
    known, number = FACTS.get(name), ""
    if known is None:  # one of several: `mail.received.2`
        name, _, number = name.rpartition(".")
        known = FACTS.get(name) if number.isdigit() else None
    return f"{words.tr(known)} {number}".strip() if known else None


def fact_value(words: Words, name: str, value: str) -> str:
    """A fact's value as it is shown: formats by their names, days as in tables, everything else as it stands."""
    if name in KINDS_SAID:
        return ", ".join(format_name(words, one) for one in value.split())
    return dotted(value) if name in MOMENTS else value


def dotted(moment: str) -> str:
    """`2026-02-03 10:20` as tables show it: `03.02.2026 10:20`; what is no such moment as it stands."""
    return _DAY.sub(r"\3.\2.\1", moment)


def grouped(sha256: str) -> str:
    """A hash in groups of eight, four to a line: to be compared by eye."""
    parts = [sha256[i : i + 8] for i in range(0, len(sha256), 8)]
    return "\n".join(" ".join(parts[i : i + 4]) for i in range(0, len(parts), 4))
