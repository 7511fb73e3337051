"""Python's garbage collector on the interface thread only.

By itself it runs wherever an allocation happens to pass its threshold, also on the register's thread or in the pool.
Widgets whose wrappers hang in cycles would be destroyed there, and a Qt object may be destroyed by its own thread only.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000


def collect_due() -> None:
    """Collect what the collector itself would collect now; call on the interface thread, with it disabled."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = -1
    for generation, (count, limit) in enumerate(zip(counts, limits, strict=True)):
        if count <= limit:
            break
        due = generation
    if due >= 0:
        gc.collect(due)


class Collector(QObject):
    """Takes the collector over for the life of the process."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what is imported by now stays
        timer = QTimer(self, interval=EVERY_MS)
        timer.timeout.connect(self._collect)
        timer.start()

    @Slot()
    def _collect(self) -> None:
        collect_due()
