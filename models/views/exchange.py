"""What folder import and export report."""

from __future__ import annotations

from dataclasses import dataclass

from models.views.changes import Changes


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
    custody_entries: int = 0  # recorded by hand in another vault

    @property
    def noteworthy(self) -> bool:
        """Whether there is more to say than that it came in."""
        return bool(self.unnamed or self.skipped or self.gaps or self.empty or self.custody_entries)


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
    loose: tuple[str, ...] = ()  # files beside the folders of a folder of cases: they belong to none
    changes: Changes | None = None  # of the last case that came in


@dataclass(frozen=True)
class ExportReport:
    folder: str
    files: int
    octets: int
