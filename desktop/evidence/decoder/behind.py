"""What lies behind the end of a picture: programs that show pictures stop there, other programs begin there.

The ends: JPEG at its EOI marker (ITU-T T.81, B.1), PNG at the chunk IEND (ISO/IEC 15948), GIF at its trailer (GIF89a,
27), WebP where its RIFF header says. Telephones put honest things there, which are named as such: a short video
("motion photo"), further pictures (CIPA DC-007, Multi-Picture Format), Samsung's own records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.evidence.decoder.signatures import ALSO, BLANK, ELF, PAGE, PDF, RAR, SEVEN_ZIP
from desktop.evidence.decoder.source import Source

MOST_OCTETS = 64 << 20  # of a file that is looked through
MOST_PICTURES = 256  # further pictures of a file that are passed over; whatever follows these is told
FEWEST = 16  # octets; less is a slip of some program and reads as nothing
_FURTHER = re.compile(rb"[\0\t\n\r ]*+(?=\xff\xd8\xff)")
_ARCHIVES = ((RAR, "rar"), (SEVEN_ZIP, "7z"))
_MARKS = (*_ARCHIVES, (ELF, "elf"), (b"PK\x03\x04", "zip"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n", "png"))
_NOTES = {**ALSO, "mp4": "motion_photo"}


@dataclass(frozen=True)
class Behind:
    """`octets` that lie behind the end, and the `kind` they look like (`unknown` where like nothing)."""

    octets: int
    kind: str

    @property
    def note(self) -> str:
        return _NOTES.get(self.kind, "data_behind")

    def facts(self) -> dict[str, str]:
        return {"image.behind": str(self.octets), "image.behind_kind": self.kind}


def look(source: Source, format_: str) -> Behind | None:
    """What lies behind a picture of Pillow's `format_`; None for nothing, and where its end is not found."""
    if format_ not in ("JPEG", "MPO", "PNG", "GIF", "WEBP") or source.size > MOST_OCTETS:
        return None
    if format_ == "WEBP":
        end = 8 + int.from_bytes(source.part(4, 4), "little")
        return _named(source.part(end + end % 2, MOST_OCTETS), pictures=False)
    data = source.part(0, source.size)
    end = {"PNG": _png, "GIF": _gif}.get(format_, _jpeg)(data, 0)
    if not 0 < end < len(data):
        return None
    several = b"MPF\0" in data[: 1 << 18]
    for _ in range(MOST_PICTURES if several else 0):
        further = _FURTHER.match(data, end)
        if further is None:
            break
        end = _jpeg(data, further.end())
        if end <= 0:
            return None  # a further picture that is cut off
    return _named(data[end:], pictures=several)


def _named(behind: bytes, *, pictures: bool) -> Behind | None:
    start = behind.lstrip(BLANK)
    if len(start) < FEWEST or not start.strip(BLANK + b"\xff"):
        return None
    kind = _kind(start)
    if kind == "unknown" and behind.rstrip(BLANK).endswith(b"SEFT"):  # Samsung's records end so
        return Behind(len(behind), "mp4") if b"MotionPhoto_Data" in behind else None
    if kind == "unknown" and pictures:
        return None  # more pictures of the same shot, written without a gap or with one
    return Behind(len(behind), kind)


def _kind(start: bytes) -> str:
    if start[:2] == b"MZ" and start[int.from_bytes(start[60:64], "little") :][:2] in (b"PE", b"NE", b"LE"):
        return "exe"
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if PDF in start[:1024]:
        return "pdf"
    if PAGE.search(start[:4096]):
        return "html"
    if b"ftyp" in start[:256]:
        return "mp4"
    return next((name for mark, name in _ARCHIVES if mark in start), "unknown")


def _jpeg(data: bytes, at: int) -> int:
    """Where the picture that begins at `at` ends; 0 where that is not found."""
    at += 2
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        if data[at] != 0xFF:
            return 0
        code = data[at + 1]
        if code == 0xD9:
            return at + 2
        if code == 0xFF:
            at += 1
            continue
        if code == 0x01 or 0xD0 <= code <= 0xD7:
            at += 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if code == 0xDA:
            # coded data holds no 0xFF without a stuffed zero or a restart behind it, nor do the tables between scans
            end = data.find(b"\xff\xd9", at)
            return end + 2 if end >= 0 else 0
    return 0


def _png(data: bytes, at: int) -> int:
    at += 8
    while at + 12 <= len(data):
        name = data[at + 4 : at + 8]
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        if name == b"IEND":
            return at
    return 0


def _gif(data: bytes, at: int) -> int:
    at += 13 + _palette(data[at + 10 : at + 11])
    while at < len(data):
        block, at = data[at], at + 1
        if block == 0x3B:
            return at
        if block == 0x21:
            at += 1
        elif block == 0x2C:
            at += 10 + _palette(data[at + 8 : at + 9])
        else:
            return 0
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
    return 0


def _palette(packed: bytes) -> int:
    """Octets of the colour table that a descriptor's last field announces."""
    return 3 << (packed[0] & 7) + 1 if packed and packed[0] & 0x80 else 0
