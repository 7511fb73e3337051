"""Files that read as two kinds at once: what a program that looks elsewhere in a file would take it for.

ZIP readers look at the end (APPNOTE 4.3.16), PDF readers for a header within the first 1,024 octets (ISO 32000-1, annex
H.3.4.1), browsers for tags anywhere near the beginning. As in `kinds`, octets are compared and never interpreted. What
lies behind the end of a picture is told by the decoder, which knows where that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop.evidence.decoder.signatures import ALSO, BLANK, ELF, PAGE, PDF, RAR, SEVEN_ZIP

RECORD = 22  # octets of a ZIP's end record without its comment
LATE_HEADER = 1024

_ZIPPED = frozenset(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "odf", "epub"))
_PICTURES = frozenset(("jpeg", "png", "gif", "bmp", "webp", "tiff", "jp2", "heic", "avif"))
# compound files and archives hold other files as they are: a header near their beginning is one of those
_HOLDERS = frozenset(
    ("7z", "rar", "gzip", "bzip2", "xz", "tar", "doc", "xls", "ppt", "msg", "ole", "office-locked", "p7m")
)
_SCRIPTED_GIF = re.compile(rb"GIF8[79]a(?:/\*|=)")  # the width makes the signature the name of a variable
_APPENDED = ((RAR, "rar"), (SEVEN_ZIP, "7z"), (ELF, "elf"))

NOTES = {**ALSO, "zip": "also_zip", "p7m": ""}


def others(
    format_: str, reader: str, size: int, head: bytes, tail: bytes, part: Callable[[int, int], bytes]
) -> tuple[str, ...]:
    """Formats that a file of `format_` reads as besides. `tail`: its last 64 KiB and 22 octets, or all of it."""
    found = []
    if format_ not in _ZIPPED and _ends_as_zip(size, tail, part, loose=format_ in _PICTURES or reader == "media"):
        found.append("zip")
    at = head[:LATE_HEADER].find(PDF)
    if format_ != "pdf" and format_ not in _HOLDERS and at >= 0 and at != _first_member(format_, head):
        found.append("pdf")
    if format_ in _PICTURES and (PAGE.search(head) or PAGE.search(tail) or _SCRIPTED_GIF.match(head)):
        found.append("html")
    if format_ == "pdf":
        found += _appended(tail)
    return tuple(found)


def notes(formats: tuple[str, ...]) -> list[str]:
    """Codes of what is said about them."""
    return [code for code in dict.fromkeys(NOTES.get(one, "also_other") for one in formats) if code]


def _ends_as_zip(size: int, tail: bytes, part: Callable[[int, int], bytes], *, loose: bool) -> bool:
    """Whether an end record points to a directory. `loose`: more may follow it, as programs that unpack allow."""
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        record = tail[at : at + RECORD]
        if len(record) == RECORD and (loose or at + RECORD + int.from_bytes(record[20:], "little") == len(tail)):
            directory = size - len(tail) + at - int.from_bytes(record[12:16], "little")
            long_form = tail[max(0, at - 20) : at][:4] == b"PK\x06\x07"  # ZIP64: sizes stand elsewhere
            if long_form or (directory >= 0 and part(directory, 4) == b"PK\x01\x02"):
                return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False


def _first_member(format_: str, head: bytes) -> int:
    """Where the first member of a ZIP lies that is kept as it is (APPNOTE 4.3.7): its header is no second one."""
    if format_ not in _ZIPPED or head[8:10] != b"\0\0":
        return -1
    return 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")


def _appended(tail: bytes) -> list[str]:
    """What begins behind the last end mark of a PDF."""
    end = tail.rfind(b"%%EOF")
    behind = tail[end + 5 :].lstrip(BLANK) if end >= 0 else b""
    if behind.startswith(b"MZ") and len(behind) > 64:
        return ["exe"]
    return [name for mark, name in _APPENDED if behind.startswith(mark)]
