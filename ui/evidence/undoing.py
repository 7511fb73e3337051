"""What was done and can be taken back, and what was taken back and can be done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MOST = 100

Do = Callable[[Callable[[], None]], None]  # starts the work and calls back when it has been done


@dataclass(frozen=True)
class Step:
    """One action: its name in the reader's language, the way back and the way forward."""

    name: str
    back: Do
    forward: Do


class Undoing:
    """Two piles. A step moves to the other pile once its work has been done, so a failed one stays where it was."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._busy = False
        self.moved: Callable[[], None] = lambda: None  # called after every change of the piles

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def did(self, step: Step) -> None:
        """Something new was done: what had been taken back can't be done again."""
        self._done = [*self._done, step][-MOST:]
        self._undone.clear()
        self.moved()

    def undo(self, then: Callable[[Step], None]) -> None:
        self._go(self._done, self._undone, lambda step: step.back, then)

    def redo(self, then: Callable[[Step], None]) -> None:
        self._go(self._undone, self._done, lambda step: step.forward, then)

    def freed(self) -> None:
        """The work that was started failed."""
        self._busy = False

    def _go(
        self, source: list[Step], target: list[Step], way: Callable[[Step], Do], then: Callable[[Step], None]
    ) -> None:
        if not source or self._busy:
            return
        step, self._busy = source[-1], True

        def ended() -> None:
            self._busy = False
            source.remove(step)
            target.append(step)
            self.moved()
            then(step)

        way(step)(ended)
