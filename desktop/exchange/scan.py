"""What lies in a folder: regular files in NFC order of their paths; everything else is listed as left out."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import KnownError
from desktop.evidence import names
from desktop.exchange.sentences import NO_FOLDER
from models.views.exchange import SkippedFile

MANIFEST = "case.toml"


@dataclass(frozen=True)
class Found:
    """A regular file. `path` is where it is, `name` its path inside the folder in NFC, with `/`."""

    path: Path
    name: str


@dataclass(frozen=True)
class Contents:
    folder: Path
    files: tuple[Found, ...]
    skipped: tuple[SkippedFile, ...]
    manifest: Path | None

    @property
    def title(self) -> str:
        """The folder's own name, safe to show and to store."""
        return names.shown(names.kept(self.folder.resolve().name))


def scan(folder: Path) -> Contents:
    """Walk a folder without following links. Raises KnownError(NO_FOLDER)."""
    if folder.is_symlink() or not folder.is_dir():
        raise KnownError(NO_FOLDER, folder=names.shown(names.kept(folder.name)))
    files: list[Found] = []
    skipped: list[SkippedFile] = []
    try:
        _walk(folder, "", files, skipped)
    except OSError:
        raise KnownError(NO_FOLDER, folder=names.shown(names.kept(folder.name))) from None
    manifest = next((f.path for f in files if f.name == MANIFEST), None)
    files = sorted((f for f in files if f.name != MANIFEST), key=lambda f: f.name)
    return Contents(folder, tuple(files), tuple(sorted(skipped, key=lambda s: s.name)), manifest)


def cases_in(folder: Path) -> tuple[Path, ...]:
    """The folders that are a case each.

    One with `case.toml` is a case. One whose subfolders hold a `case.toml`, or that holds nothing but folders, is a
    folder of cases. Everything else is one case, with all files below it. Raises KnownError(NO_FOLDER).
    """
    if folder.is_symlink() or not folder.is_dir():
        raise KnownError(NO_FOLDER, folder=names.shown(names.kept(folder.name)))
    if (folder / MANIFEST).is_file():
        return (folder,)
    try:
        entries = sorted(folder.iterdir(), key=lambda p: unicodedata.normalize("NFC", p.name))
    except OSError:
        raise KnownError(NO_FOLDER, folder=names.shown(names.kept(folder.name))) from None
    plain = [p for p in entries if not p.name.startswith(".") and not p.is_symlink()]
    inside = [p for p in plain if p.is_dir()]
    several = any((p / MANIFEST).is_file() for p in inside) or not any(p.is_file() for p in plain)
    return tuple(inside) if inside and several else (folder,)


def loose(folder: Path) -> tuple[str, ...]:
    """What lies beside the folders of a folder of cases, safe to show."""
    return tuple(sorted(names.shown(names.kept(p.name)) for p in folder.iterdir() if p.is_symlink() or not p.is_dir()))


def _walk(folder: Path, prefix: str, files: list[Found], skipped: list[SkippedFile]) -> None:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            name = prefix + unicodedata.normalize("NFC", names.kept(entry.name))
            why = _left_out(entry)
            if why:
                skipped.append(SkippedFile(names.shown(name), why))
            elif entry.is_dir(follow_symlinks=False):
                _enter(Path(entry.path), name, files, skipped)
            else:
                files.append(Found(Path(entry.path), name))


def _enter(folder: Path, name: str, files: list[Found], skipped: list[SkippedFile]) -> None:
    try:
        _walk(folder, f"{name}/", files, skipped)
    except PermissionError:
        skipped.append(SkippedFile(names.shown(name), "unreadable"))


def _left_out(entry: os.DirEntry[str]) -> str:
    """Why an entry is left out: `hidden`, `link` or `device`; empty for files and folders."""
    if entry.is_symlink():
        return "link"
    if entry.name.startswith("."):
        return "hidden"
    mode = entry.stat(follow_symlinks=False).st_mode
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "device"
