"""Looking for planted texts in the contents and the names of files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.proofs.leaks.markers import Markers

CHUNK = 32 << 20
OVERLAP = 4096  # longer than any pattern


@dataclass(frozen=True)
class Hit:
    """One marker in one place."""

    marker: str
    encoding: str
    path: str

    def __str__(self) -> str:
        return f"{self.marker} ({self.encoding}) in {self.path}"


@dataclass
class Findings:
    files: int = 0
    octets: int = 0
    hits: list[Hit] = field(default_factory=list)


class Scanner:
    def __init__(self, markers: Markers) -> None:
        self.patterns = list(markers.patterns())

    def octets(self, data: bytes, path: str) -> Iterator[Hit]:
        for marker, encoding, pattern in self.patterns:
            if pattern in data:
                yield Hit(marker, encoding, path)

    def file(self, path: Path, findings: Findings) -> None:
        """Content and name of one regular file; other kinds by their name only."""
        found: dict[Hit, None] = dict.fromkeys(self.octets(os.fsencode(path.name), f"the name of {path}"))
        findings.files += 1
        try:
            if stat.S_ISREG(path.lstat().st_mode):
                with path.open("rb") as file:
                    before = b""
                    while piece := file.read(CHUNK):
                        findings.octets += len(piece)
                        found |= dict.fromkeys(self.octets(before + piece, str(path)))
                        before = piece[-OVERLAP:]
        except FileNotFoundError:
            pass  # it went meanwhile
        findings.hits.extend(found)

    def tree(self, roots: Iterable[Path], spared: Sequence[Path] = ()) -> Findings:
        """Everything under `roots` but what lies under `spared`."""
        findings = Findings()
        for root in roots:
            for path in walk(root, spared):
                self.file(path, findings)
        return findings


def walk(root: Path, spared: Sequence[Path]) -> Iterator[Path]:
    """Files and folders under `root` (itself too), links not followed."""
    if any(root == one or one in root.parents for one in spared):
        return
    if root.is_symlink() or not root.is_dir():
        if os.path.lexists(root):
            yield root
        return
    yield root
    if root.stat().st_uid != os.getuid() and not os.access(root, os.R_OK | os.X_OK):
        return  # somebody else's, closed to us: nothing of ours can have got there
    for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
        yield from walk(Path(entry.path), spared)
