"""Checks of exhibits against their checksums, and a member's own reading. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from models.views.changes import Changes

Outcome = Literal["matches", "differs", "damaged", "missing"]


@dataclass(frozen=True)
class CheckTarget:
    """An exhibit to be verified, or the file of a source: what is needed to read its object off the database thread.

    A source has its `source_id` and neither exhibit, case nor number.
    """

    exhibit_id: str
    case_id: str
    number: str
    title: str
    size: int
    sha256: str  # hex, as taken when it came in
    object_id: bytes = field(repr=False)
    object_key: bytes = field(repr=False)
    source_id: str = ""


@dataclass(frozen=True)
class Finding:
    """What came of verifying one exhibit. `found` is the SHA-256 that was computed (hex), empty where none could be."""

    target: CheckTarget
    outcome: Outcome
    found: str = ""


@dataclass(frozen=True)
class Recorded:
    """What was written down of some findings: those whose exhibit or source was still there."""

    changes: tuple[Changes, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class CheckEntry:
    """One verification on record."""

    at: str
    who: str
    outcome: Outcome
    expected: str
    found: str


@dataclass(frozen=True)
class CheckReport:
    """A whole run. `recorded` is False in a vault that is open for reading only; `cancelled`: it was stopped between
    two exhibits, and what had been verified until then is on record. `removed` counts what somebody took out meanwhile:
    nothing is found of that.
    """

    findings: tuple[Finding, ...]
    recorded: bool
    cancelled: bool = False
    removed: int = 0

    @property
    def failed(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.outcome != "matches")


@dataclass(frozen=True)
class ReadingView:
    """How far the member has read an exhibit: pages really seen (from 0, ascending), and when they marked it as read
    (stamp; empty = not marked).
    """

    exhibit_id: str
    pages: tuple[int, ...] = ()
    read_at: str = ""
