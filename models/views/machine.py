"""What a machine read from pictures of pages. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MachineReading:
    """One page (from 0) that a machine read: `program` and its `languages`, how `sure` it was (0–100), its `words`."""

    page: int
    program: str
    languages: str
    sure: int
    words: int

    @property
    def reader(self) -> str:
        """As a citation stores it: `Tesseract 5.3.0 rus+eng`."""
        return f"{self.program} {self.languages}"
