"""What was done and can be taken back, and what was taken back and can be done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.errors import KnownError

MOST = 100

# starts the work and calls back when it has been done, or with what went wrong
Do = Callable[[Callable[[], None], Callable[[Exception], None]], None]


@dataclass(frozen=True)
class Step:
    """One action: its name in the reader's language, the way back and the way forward."""

    name: str
    back: Do
    forward: Do


class Undoing:
    """Two piles. A step moves to the other pile once its work has been done.

    A step that the vault could not write now (a full disk) stays where it was and can be tried again. One that fails
    for another reason would fail every time and close the way to those under it: it is dropped.
    """

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._busy = False
        self.moved: Callable[[], None] = lambda: None  # called after every change of the piles
        self.failed: Callable[[Step, Exception, bool], None] = lambda *_: None  # step, why, whether it was dropped

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def did(self, step: Step) -> None:
        """Something new was done: what had been taken back can't be done again."""
        self._done.append(step)
        del self._done[:-MOST]
        self._undone.clear()
        self.moved()

    def undo(self, then: Callable[[Step], None]) -> None:
        self._go(self._done, self._undone, lambda step: step.back, then)

    def redo(self, then: Callable[[Step], None]) -> None:
        self._go(self._undone, self._done, lambda step: step.forward, then)

    def _go(
        self, source: list[Step], target: list[Step], way: Callable[[Step], Do], then: Callable[[Step], None]
    ) -> None:
        if not source or self._busy:
            return
        step, self._busy = source[-1], True

        def take_out() -> None:
            # what was queued before it and done meanwhile may have pushed it off its pile, or cleared that
            if step in source:
                source.remove(step)

        def ended() -> None:
            self._busy = False
            take_out()
            target.append(step)
            self.moved()
            then(step)

        def failed(error: Exception) -> None:
            self._busy = False
            dropped = not (isinstance(error, KnownError) and error.code.startswith("vault."))
            if dropped:
                take_out()
                self.moved()
            self.failed(step, error, dropped)

        way(step)(ended, failed)
