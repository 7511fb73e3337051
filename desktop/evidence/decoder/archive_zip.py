"""Zip archives by the standard library. Names without the UTF-8 flag are read in the encoding that they all fit."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from datetime import datetime

from charset_normalizer import from_bytes

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.archive import ArchiveReader, Member
from desktop.evidence.decoder.rehearsal import source as at_hand
from desktop.evidence.decoder.source import Source

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_UTF8, _ENCRYPTED, _UNIX = 0x800, 1, 3
_OLD = ["cp866", "cp437", "cp1251", "cp850", "cp852", "gb18030", "shift_jis", "euc_kr", "big5"]
_SPECIAL = (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK)


def read(source: Source) -> ArchiveReader:
    """Raises wire.RefusedError: damaged."""
    source.seek(0)
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError):
        raise wire.RefusedError("damaged") from None
    infos = archive.infolist()
    encoding = _encoding([_raw(info) for info in infos if not info.flag_bits & _UTF8])
    # members that lie over each other are the trick of the smallest bombs
    overlapping = _overlap(infos)
    members = [
        Member(
            info.filename if info.flag_bits & _UTF8 else _raw(info).decode(encoding, "replace"),
            info.file_size,
            info.compress_size,
            _date(info),
            "bomb" if overlapping else _note(info),
            lambda info=info: archive.open(info),  # type: ignore[misc]
        )
        for info in infos[: wire.MOST_PARTS]
    ]
    facts = {"archive.comment": archive.comment[:400].decode("utf-8", "replace")}
    return ArchiveReader(members, facts, source.size, cut=len(infos) > wire.MOST_PARTS)


def _note(info: zipfile.ZipInfo) -> str:
    mode = info.external_attr >> 16 if info.create_system == _UNIX else 0
    if info.is_dir():
        return "folder"
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_IFMT(mode) in _SPECIAL:
        return "device"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted"
    return "" if info.compress_type in _METHODS else "method"


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + 30 + info.compress_size
    return False


def _raw(info: zipfile.ZipInfo) -> bytes:
    # the library has read unmarked names as cp437, which every octet fits
    return info.orig_filename.encode("cp437", "replace")


def _encoding(names: list[bytes]) -> str:
    data = b"\n".join(names)[: 64 << 10]
    for sure in ("ascii", "utf-8"):
        try:
            data.decode(sure)
        except UnicodeDecodeError:
            continue
        return sure
    letters = sum(octet >= 0x80 for octet in data)
    russian = data.decode("cp866", "replace")
    if 10 * sum("а" <= char.lower() <= "я" or char in "ёЁ№" for char in russian) >= 9 * letters:
        return "cp866"
    best = from_bytes(data, cp_isolation=_OLD).best()
    return best.encoding if best is not None else "cp437"


def _date(info: zipfile.ZipInfo) -> str:
    try:
        return datetime(*info.date_time).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""


def preload() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, method in enumerate(_METHODS):
            archive.writestr(f"файл {number}", b"x" * 100, method)
    reader = read(at_hand(out.getvalue()))
    for part in reader.parts():
        reader.part(part.path).open().read()
    _encoding([name.encode("cp1251") for name in ("приговор", "протокол")])
