"""What a service says after it wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Changes:
    """Which kinds of data changed (table names), in which case, by which event; views decide whether to refresh."""

    kinds: frozenset[str]
    case_id: str | None
    seq: int
    at: str


@dataclass(frozen=True)
class Done(Generic[T]):
    """A write's result with the record of what it changed."""

    value: T
    changes: Changes
