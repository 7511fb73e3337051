"""Archives made on the spot, honest and hostile ones."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile

import py7zr

FILES = {"verdict.txt": b"guilty " * 300, "photos/one.bin": bytes(range(256)) * 40, "empty.txt": b""}


def zipped(files: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.mkdir("photos")
        for name, data in (FILES if files is None else files).items():
            made.writestr(zipfile.ZipInfo(name, (2026, 2, 3, 10, 20, 0)), data)
    return out.getvalue()


def seven(files: dict[str, bytes] | None = None, password: str | None = None, *, hidden: bool = False) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password, header_encryption=hidden) as made:
        for name, data in (FILES if files is None else files).items():
            made.writestr(data, name)
    return out.getvalue()


def tarred(pack: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, data in FILES.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_770_000_000
            made.addfile(info, io.BytesIO(data))
    packers = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    return packers[pack](out.getvalue()) if pack else out.getvalue()


def bad_tar() -> bytes:
    """Links, a device, a path out of the archive, an absolute one and one good file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("disk", tarfile.BLKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            made.addfile(info)
        for name in ("../../outside.txt", "/etc/cron.d/x", "good.txt"):
            info = tarfile.TarInfo(name)
            info.size = 4
            made.addfile(info, io.BytesIO(b"data"))
    return out.getvalue()


def bad_zip() -> bytes:
    """What a zip can hold to do harm, and what hides in names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in (
            "..\\..\\windows\\evil.dll",
            "C:/evil.exe",
            "/root/.ssh/key",
            "a/../../b",
            "good.txt",
            "secret.txt",
        ):
            made.writestr(zipfile.ZipInfo(name), b"data")
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, b"/etc/passwd")
        made.writestr("inner.zip", zipped())
        made.writestr("photo\u202egpj.exe", b"data")
        made.writestr("bomb.bin", b"\0" * (40 << 20))
    return locked(out.getvalue(), b"secret.txt")


def locked(data: bytes, name: bytes) -> bytes:
    """Mark the last member of this name as encrypted in the archive's list."""
    at = data.rindex(name) - 46
    flags = int.from_bytes(data[at + 8 : at + 10], "little") | 1
    return data[: at + 8] + flags.to_bytes(2, "little") + data[at + 10 :]


def overlapping() -> bytes:
    """Two entries of the list that stand for the same octets."""
    data = zipped({"a.txt": b"x" * 1000, "b.txt": b"x" * 1000})
    at = data.rindex(b"b.txt") - 46
    first = data.index(b"a.txt") - 30
    return data[: at + 42] + struct.pack("<I", first) + data[at + 46 :]


def russian() -> bytes:
    """Names as old Windows programs write them, without a word about their encoding."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("x" * 12, b"1")
    return out.getvalue().replace(b"x" * 12, "Приговор.txt".encode("cp866"))
