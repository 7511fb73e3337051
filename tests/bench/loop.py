"""The event loop of the real window while one types, answers and turns pages: how long an event waits for its turn."""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from models.views.evidence import AdmitDraft, ExhibitDetails
from models.views.register import CaseDraft
from tests.bench.measure import Row
from tests.evidence import files
from tests.journeys.one_process import Workstation
from tests.journeys.steps import NOTE
from tests.ui.kit import PASSPHRASE, made_vault, name_member, open_inline

EVERY = 0.01  # seconds between two events that ask how long they waited
LETTERS = "The applicant says that the court never heard the witness. "
P99, MOST = 50.0, 100.0  # ms


def _wait(ms: int) -> None:
    """Let the program work. Not `QTest.qWait`: that one keeps Python's other threads waiting."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


class Probe(QObject):
    """Posts an event every 10 ms from another thread and notes how late each one was delivered (ms)."""

    _sent = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float] = []
        self._ends = threading.Event()
        self._sent.connect(self._came, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def _ask(self) -> None:
        while not self._ends.wait(EVERY):
            self._sent.emit(time.perf_counter())

    @Slot(float)
    def _came(self, sent: float) -> None:
        self.waited.append((time.perf_counter() - sent) * 1000)

    def during(self, work: Callable[[], None]) -> list[float]:
        self._thread.start()
        work()
        self._ends.set()
        self._thread.join()
        _wait(50)
        return self.waited


def rows() -> Iterator[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as name:
        station = _station(Path(name))
        user = station.user
        user.click_row(user.tr("Cases"), "Loop", twice=True)
        user.click_row(user.tr("Exhibits"), "A-001")
        user.painted(1)
        user.see("A1")
        for what, work in (
            ("typing a note, 300 letters", lambda: _type(station)),
            ("answering 25 items", lambda: _answer(station)),
            ("turning 60 pages", lambda: _turn(station)),
        ):
            waited = sorted(Probe().during(work))
            p99 = statistics.quantiles(waited, n=100, method="inclusive")[98]
            yield Row(f"event loop, {what}: p99", p99, None, "ms", P99)
            yield Row(f"event loop, {what}: worst of {len(waited)}", waited[-1], None, "ms", MOST)
        station.close()


def _station(root: Path) -> Workstation:
    waits = SimpleNamespace(wait=_wait)
    station = Workstation(root, waits, "en")  # type: ignore[arg-type]
    vault = root / "loop.collegium"
    services = open_inline(station.setup, vault, made_vault(station.setup, vault))
    name_member(services)
    case = services.register.create_case(CaseDraft(title="Loop")).value.id
    staged = services.evidence.stage(files.long_pdf(root / "long.pdf", 500))
    details = ExhibitDetails(title_en="Long", provenance="made for the benchmark")
    services.evidence.admit(case, [AdmitDraft(staged, details)])
    services.close()
    station.start(vault)
    user = station.user
    user.enter(user.tr("Passphrase"), PASSPHRASE)
    user.keys("Return")
    user.see(user.tr("Search everything"))
    return station


def _type(station: Workstation) -> None:
    user = station.user
    user.keys("F5", NOTE["en"])
    user.focused(user.tr("Note"))
    for letter in (LETTERS * 6)[:300]:
        user.now("write", letter)
        _wait(20)
    user.keys("Escape")


def _answer(station: Workstation) -> None:
    station.user.keys("F5")
    for _ in range(25):
        station.user.keys("4")
        _wait(60)
        station.user.keys("N")
        _wait(60)


def _turn(station: Workstation) -> None:
    user = station.user
    user.keys("F6")
    for _ in range(60):
        user.keys("PgDown")
        _wait(50)
