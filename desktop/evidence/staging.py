"""Taking files in, first half: seal and look. Runs on the pool, touches no table; a file that fails leaves nothing."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from desktop.errors import KnownError
from desktop.evidence import kinds, names, second_kind
from desktop.evidence.decoding import Decoders
from desktop.evidence.sentences import CHANGED, NO_ISOLATION, NOT_A_FILE, VANISHED
from desktop.jobs import Progress
from desktop.vault.objects import Objects, SealedObject
from models.views.evidence import StagedFile

LOOKED_INTO = frozenset({"pdf", "image"})


def from_path(objects: Objects, decoders: Decoders, path: Path, name: str | None, progress: Progress) -> StagedFile:
    """Seal the file at `path`. Raises KnownError: vanished, changed while read, not a file, disk full, cancelled."""
    given = names.kept(name if name is not None else path.name)
    safe = names.shown(given)
    try:
        # without O_NONBLOCK, opening a pipe that was put among the files would wait for ever
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        raise KnownError(VANISHED, name=safe) from None
    before = os.fstat(number)
    if not stat.S_ISREG(before.st_mode):
        os.close(number)
        raise KnownError(NOT_A_FILE, name=safe)
    with os.fdopen(number, "rb", buffering=0) as file:

        def unchanged(sealed: SealedObject) -> None:
            after = os.fstat(file.fileno())
            same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
            if not same or sealed.size != before.st_size:
                raise KnownError(CHANGED, name=safe)
            if not _still_there(path, after):
                raise KnownError(VANISHED, name=safe)

        return _stage(objects, decoders, file, given, progress, before.st_size, unchanged)


def from_stream(objects: Objects, decoders: Decoders, stream: BinaryIO, name: str, progress: Progress) -> StagedFile:
    """Seal what a stream gives to its end (a made file, a member of a package)."""
    return _stage(objects, decoders, stream, names.kept(name), progress, 0, lambda _: None)


def _stage(
    objects: Objects,
    decoders: Decoders,
    stream: BinaryIO | io.FileIO,
    name: str,
    progress: Progress,
    size: int,
    verify: Callable[[SealedObject], None],
) -> StagedFile:
    sealed = objects.seal(stream, progress, size=size)
    try:
        verify(sealed)
        staged = _look(objects, decoders, sealed, name)
        progress.at(sealed.size, sealed.size)
    except BaseException:
        with suppress(KnownError):
            objects.remove(sealed.object_id)
        raise
    return staged


def _look(objects: Objects, decoders: Decoders, sealed: SealedObject, name: str) -> StagedFile:
    """What it is, by content; documents and pictures are opened once in the decoder for their pages and faults."""
    pages: int | None = None
    notes: list[str] = []
    reader = objects.open(sealed.object_id, sealed.key)
    try:
        kind = kinds.sniff(sealed.size, reader.read)
        differs = kinds.mismatch(name, kind)
        if sealed.size == 0:
            notes.append("empty")
        notes += second_kind.notes(kind.also)
        if kind.reader in LOOKED_INTO and decoders.tier != "none":
            try:
                with decoders.open(_Kept(reader)) as document:
                    pages = len(document.info.pages)
                    notes += document.info.warnings
            except KnownError as error:
                if error.code != NO_ISOLATION.code:
                    notes.append(error.code.removeprefix("evidence."))
    finally:
        reader.close()
    if differs:
        notes.append("name_mismatch")
    return StagedFile(
        name=name,
        shown_name=names.shown(name),
        object_id=sealed.object_id,
        object_key=sealed.key,
        size=sealed.size,
        sha256=sealed.sha256.hex(),
        media=kind.media,
        reader=kind.reader,
        format=kind.format,
        pages=pages,
        name_mismatch=differs,
        notes=tuple(dict.fromkeys(notes)),
    )


class _Kept:
    """A source that its document may close without closing it."""

    def __init__(self, reader: object) -> None:
        self._reader = reader
        self.size: int = reader.size  # type: ignore[attr-defined]

    def read(self, position: int, count: int) -> bytes:
        return bytes(self._reader.read(position, count))  # type: ignore[attr-defined]

    def close(self) -> None:
        return None


def _still_there(path: Path, opened: os.stat_result) -> bool:
    try:
        now = path.stat()
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == (opened.st_dev, opened.st_ino)
