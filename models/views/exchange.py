"""What folder import and export report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SkippedFile:
    """A file that was left out. `name` is safe to show; `why`: hidden, link, device, manifest, unreadable."""

    name: str
    why: str


@dataclass(frozen=True)
class ImportedCase:
    case_id: str
    number: str
    title: str
    folder: str
    exhibits: int
    unnamed: tuple[str, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    gaps: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class FailedFolder:
    """A folder whose case was not taken in, with why."""

    folder: str
    code: str
    message: str
    remedy: str


@dataclass(frozen=True)
class ImportReport:
    cases: tuple[ImportedCase, ...] = ()
    failed: tuple[FailedFolder, ...] = ()
    seq: int = 0


@dataclass(frozen=True)
class ExportReport:
    folder: str
    files: int
    octets: int
