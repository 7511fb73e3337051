"""The folder itself: header copies, files that do not belong there, permissions."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.vault import closed, header, lock
from desktop.vault.checks import findings
from desktop.vault.header import Header, Pair
from models.views.vault import Finding

COPY_NAME = re.compile(r"register-\d{4}-\d{2}-\d{2}\.db|before-schema-\d{3}\.db")
OBJECT_NAME = re.compile(r"[0-9a-f]{32}")
FILES = frozenset({*header.COPIES, closed.REGISTER, f"{closed.REGISTER}-wal", lock.NAME})


@dataclass(frozen=True)
class Listing:
    """What lies in a vault's folder. `objects` by id with octets on disk; paths in findings are relative."""

    objects: dict[bytes, int]
    copies: tuple[Path, ...]
    findings: tuple[Finding, ...]


def headers(pair: Pair, top: Header, key: bytes) -> Iterator[Finding]:
    """Judge both copies, as read."""
    for name in pair.damaged:
        yield findings.HEADER_DAMAGED.found(name=name)
    for copy in pair.copies:
        if not copy.genuine(key):
            yield findings.HEADER_FORGED.found(name=copy.name)
        elif copy.header != top:
            yield findings.HEADER_STALE.found(name=copy.name)


def listing(folder: Path, also: frozenset[str] = frozenset()) -> Listing:
    """Walk the folder without following links. `also` names further files allowed at its top. Raises OSError."""
    objects: dict[bytes, int] = {}
    copies: list[Path] = []
    found: list[Finding] = []
    for path, info in _walk(folder):
        parts = path.relative_to(folder).parts
        plain = stat.S_ISREG(info.st_mode)
        if os.name == "posix" and stat.S_IMODE(info.st_mode) & 0o077 and not stat.S_ISLNK(info.st_mode):
            found.append(findings.LOOSE.found(path="/".join(parts) or folder.name))
        if stat.S_ISDIR(info.st_mode):
            known = not parts or parts in ((closed.OBJECTS,), (closed.COPIES,)) or _object_folder(parts)
        elif not plain:
            known = False
        elif len(parts) == 1:
            known = parts[0] in FILES | also
        elif parts[0] == closed.COPIES:
            known = len(parts) == 2 and COPY_NAME.fullmatch(parts[1]) is not None
            if known:
                copies.append(path)
        else:
            known = _object_folder(parts[:-1]) and _object_file(parts[1], parts[2])
            if known and parts[1] != "tmp":
                objects[bytes.fromhex(parts[2])] = info.st_size
        if not known:
            kind = findings.UNFINISHED if plain and _unfinished(parts) else findings.STRAY
            found.append(kind.found(path="/".join(parts)))
    return Listing(objects, tuple(sorted(copies)), tuple(found))


def _walk(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    yield folder, folder.lstat()
    for base, names, leaves in os.walk(folder):
        for name in sorted((*names, *leaves)):
            path = Path(base) / name
            try:
                yield path, path.lstat()
            except FileNotFoundError:
                continue  # removed meanwhile by work that goes on


def _object_folder(parts: tuple[str, ...]) -> bool:
    return len(parts) == 2 and parts[0] == closed.OBJECTS and re.fullmatch(r"[0-9a-f]{2}|tmp", parts[1]) is not None


def _object_file(folder: str, name: str) -> bool:
    if folder == "tmp":
        return name.endswith(".part") and OBJECT_NAME.fullmatch(name.removesuffix(".part")) is not None
    return OBJECT_NAME.fullmatch(name) is not None and name.startswith(folder)


def _unfinished(parts: tuple[str, ...]) -> bool:
    """What a crash leaves between writing a file aside and putting it in place; the next opening sweeps it."""
    name = parts[-1].removesuffix(".part")
    if name == parts[-1]:
        return False
    if len(parts) == 1:
        return name in header.COPIES
    return len(parts) == 2 and parts[0] == closed.COPIES and COPY_NAME.fullmatch(name) is not None
