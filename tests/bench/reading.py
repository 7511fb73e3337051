"""A window that reads: page after page of a very long document is looked at. Prints the process's peak in MiB and the
median milliseconds from page to page. Run as a process of its own: `python -m tests.bench.reading FILE PAGES`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.evidence.decoding import Decoders
from desktop.jobs import ThreadJobs
from tests.ui.evidence.conftest import Room, make_room
from tests.ui.kit import plain_context
from ui.evidence.evidence_pane import EvidencePane


def peak(pid: int | str = "self") -> float:
    """The most memory that a process has held so far, MiB (proc(5), status)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


class Walk:
    """Goes on to the next page whenever the present one is drawn and read."""

    def __init__(self, app: QApplication, pane: EvidencePane, pages: int) -> None:
        self._app, self._pane, self._pages = app, pane, pages
        self.turns: list[float] = []
        self._since = 0.0
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        canvas, source = self._pane.canvas, self._pane.viewer.source
        if source is None or canvas.cache.get(canvas.page) is None:
            return
        if self._since:
            self.turns.append(time.perf_counter() - self._since)
        if canvas.page + 1 >= self._pages:
            self._timer.stop()
            self._app.quit()
            return
        self._since = time.perf_counter()
        source.ask_words(canvas.page)
        canvas.go_to(canvas.page + 1)


def read(room: Room, app: QApplication, path: Path, pages: int) -> list[float]:
    room.admit(path)
    pane = EvidencePane(plain_context(services=room.services, jobs=room.jobs))
    pane.resize(1000, 900)
    pane.show()
    pane.actions_["strip"].trigger()
    print(f"before the document: {peak():.0f} MiB", file=sys.stderr)
    pane.show_exhibit(room.ids[path.name])
    walk = Walk(app, pane, pages)
    app.exec()
    pane.close_exhibit()
    return walk.turns


def main() -> None:
    app = QApplication(sys.argv[:1])
    decoders, jobs = Decoders(), ThreadJobs()
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as folder:
        room = make_room(Path(folder), decoders, jobs)
        turns = read(room, app, Path(sys.argv[1]), int(sys.argv[2]))
        print(peak(), statistics.median(turns) * 1000)
        jobs.database(room.vault.close).result()
    decoders.close()
    jobs.close()


if __name__ == "__main__":
    main()
