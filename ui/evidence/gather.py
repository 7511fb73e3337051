"""Which files were meant by what was dropped or chosen: files as they are, folders with all that is in them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MOST = 5000


@dataclass(frozen=True)
class Gathered:
    """`files` in the order of their names; `left_out` counts hidden files, links and devices; `more`: too many."""

    files: tuple[Path, ...]
    left_out: int
    more: bool = False


def gather(paths: Sequence[Path]) -> Gathered:
    """The files of `paths` and of the folders among them, each once (R-F3: no hidden files, links, devices)."""
    found: dict[Path, None] = {}
    left_out = 0
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            inside, skipped = _inside(path)
            left_out += skipped
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None  # a link that a person chose by name is meant
        else:
            left_out += 1
    files = tuple(found)
    return Gathered(files[:MOST], left_out, len(files) > MOST)


def _inside(folder: Path) -> tuple[list[Path], int]:
    files: list[Path] = []
    left_out = 0
    for here, folders, names in os.walk(folder, followlinks=False):
        left_out += sum(name.startswith(".") for name in folders)
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(here, name)
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                left_out += 1
            else:
                files.append(path)
        if len(files) > MOST:
            break
    files.sort(key=lambda path: [unicodedata.normalize("NFC", part) for part in path.parts])
    return files, left_out
