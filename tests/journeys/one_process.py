"""Unlock window and main window in one process, behind the `KeyHandover` interface: a whole workstation for a test.

Key derivation is cheap, everything else is real: encrypted vault, worker threads, isolated decoder, signatures.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language, Words
from desktop.jobs import ThreadJobs
from desktop.roles import Handed
from desktop.services import Services, open_services
from desktop.settings import Settings
from desktop.vault.places import Places
from tests.journeys.user import User, here
from tests.ui.kit import cheap_setup
from ui.background import Background
from ui.context import Context
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.theme import Theme
from ui.vault.gate import Gate
from ui.vault.handover import KeyHandover


class Workstation(QObject):
    """One person's program over `root`; `user` sits in front of it."""

    def __init__(self, root: Path, qtbot: QtBot, language: Language) -> None:
        super().__init__()
        self.setup = cheap_setup(root)
        self.settings = Settings.load(self.setup.paths)
        self.settings.language, self.settings.theme = language, "light"
        self.user: User = here(language, qtbot.wait)
        self.words = Words(language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.theme = Theme(self.settings)
        self.theme.apply(app)
        self.window: MainWindow | None = None
        self.services: Services | None = None
        self.faults: list[BaseException] = []
        self._gate_jobs = ThreadJobs()
        self._jobs: ThreadJobs | None = None
        self._gate: Gate | None = None
        self._handover = KeyHandover()

    def start(self, vault: Path | None = None, *, returned: bool = False) -> None:
        """Show the unlock window."""
        self._handover = KeyHandover()
        self._handover.given.connect(self._given)
        self._gate = Gate(
            self.settings, self.theme, self._handover, lambda: self.setup, self._leave, jobs=self._gate_jobs
        )
        self._gate.open(self.words, vault, returned=returned)

    def _given(self, handed: Handed) -> None:
        jobs = self._jobs = ThreadJobs()
        background = Background(jobs)

        def opened() -> tuple[Services, dict[str, Any]]:
            services = open_services(handed.folder, handed.key, self.setup, self.settings.language, jobs)
            return services, Places(services.vault.store).load()

        background.database(self, opened, lambda both: self._show(*both), self._broke)
        self._background = background

    def _broke(self, error: Exception) -> None:
        self.faults.append(error)

    def _show(self, services: Services, place: dict[str, Any]) -> None:
        self.services = services
        messages = Messages(self.words)
        messages.on_bug = self.faults.append
        context = Context(services, self.words, self.theme, messages, self.settings, self._jobs)
        self.window = MainWindow(context)
        self.window.lock_wanted.connect(self.lock)
        self.window.show()
        self.window.resize(1366, 740)  # the test's own screen is smaller than anybody's
        self.window.activateWindow()
        self.window.restore_place(place)
        QTimer.singleShot(0, self, self._handover.shown.emit)

    def _leave(self, _folder: Path) -> None:
        if self._gate is not None and self._gate.window is not None:
            self._gate.window.close()
            self._gate.window.deleteLater()
            self._gate.window = None

    def lock(self) -> None:
        """As the desk does it: save drafts and place, close the vault; then the unlock window comes back."""
        folder = self.close_vault()
        if folder is not None:
            self.start(folder, returned=True)

    def close_vault(self) -> Path | None:
        window, services = self.window, self.services
        if window is None or services is None:
            return None
        window.flush()
        place = window.place()
        window.retire()
        window.hide()
        services.jobs.database(lambda: Places(services.vault.store).save(place)).result(10)
        folder: Path = services.vault.folder
        window.ctx.background.stop()
        services.close()
        window.deleteLater()
        self.window = self.services = None
        return folder

    def close(self) -> None:
        self.close_vault()
        self._leave(Path())
        self._gate_jobs.close()

    def do(self, work: Any) -> Any:
        """Run something with the services, on their thread, as the program's own screens would; they hear of it."""
        assert self.window is not None and self.services is not None
        services, window, got = self.services, self.window, []
        window.ctx.run(window, lambda: work(services), got.append)
        self.user.until(lambda: bool(got), "work on the database thread")
        return got[0]
