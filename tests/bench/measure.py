"""How a figure is taken: medians of at least five runs, ours and the peer in turns, printed as a ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 5


@dataclass(frozen=True)
class Row:
    """One line of the table. `limit` is what `ours / peer` (or `ours` where there is no peer) must not pass."""

    name: str
    ours: float
    peer: float | None
    unit: str
    limit: float
    note: str = ""

    @property
    def value(self) -> float:
        return self.ours / self.peer if self.peer else self.ours

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def line(self) -> str:
        peer = f"{self.peer:10.2f}" if self.peer is not None else " " * 10
        shown = f"{self.value:7.2f}x" if self.peer is not None else f"{self.value:7.2f} "
        verdict = "holds" if self.holds else "MISSED"
        return (
            f"{self.name:<52}{self.ours:10.2f}{peer} {self.unit:<4}{shown} <= {self.limit:<7g} {verdict:<7}{self.note}"
        )


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    begun = clock()
    work()
    return clock() - begun


def median(work: Callable[[], object], runs: int = RUNS, clock: Callable[[], float] = time.perf_counter) -> float:
    """Median seconds of `work`, after one run that is not counted; `clock` may be the processor's."""
    work()
    return statistics.median(seconds(work, clock) for _ in range(runs))


def paired(ours: Callable[[], object], peer: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Median seconds of both, run in turns so that both meet the same machine."""
    ours()
    peer()
    mine, theirs = [], []
    for _ in range(runs):
        mine.append(seconds(ours))
        theirs.append(seconds(peer))
    return statistics.median(mine), statistics.median(theirs)
