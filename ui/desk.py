"""The desk's life: wait for the key, open the vault, show the main window, and end with everything saved."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop import roles
from desktop.errors import KnownError
from desktop.i18n import Words
from desktop.jobs import ThreadJobs
from desktop.logs import CrashReports
from desktop.roles import Handed
from desktop.settings import Settings
from ui.background import Background
from ui.collector import Collector
from ui.context import Context
from ui.messages import Messages
from ui.session_watch import SessionWatch
from ui.theme import Theme

if TYPE_CHECKING:
    from desktop.services import Services, Setup
    from ui.app import QtWords
    from ui.main_window import MainWindow

IMPORT_LATER_MS = 1500
KEEP_PLACE_MS = 3000
LONGEST_END = 3.0  # seconds for saving drafts and closing the vault; then the process ends all the same
FIRST = (  # what the list of cases needs
    "desktop.services",
    "desktop.vault.opening",
    "desktop.vault.places",
    "desktop.register.service",
    "desktop.evidence.service",
    "desktop.assessment.service",
    "ui.main_window",
    "ui.register.cases_screen",
)
NEXT = (  # what follows
    "ui.register.case_screen",
    "desktop.exchange.folder",
    "desktop.filing.identities",
)


class Desk(QObject):
    """One vault, one main window."""

    def __init__(
        self,
        start: roles.Start,
        settings: Settings,
        theme: Theme,
        setup: Setup,
        reports: CrashReports,
        qt_words: QtWords,
    ) -> None:
        super().__init__()
        self._start = start
        self._settings = settings
        self._theme = theme
        self._setup = setup
        self._reports = reports
        self._qt_words = qt_words
        self._heard = b""
        self._jobs = ThreadJobs()
        self._background = Background(self._jobs)
        self._services: Services | None = None
        self._ctx: Context | None = None
        self._window: MainWindow | None = None
        self._ending = False
        self._notifier: QSocketNotifier | None = None
        self._keep_soon = QTimer(self, singleShot=True, interval=KEEP_PLACE_MS)
        self._keep_soon.timeout.connect(self._keep_place)

    def warm_up(self) -> None:
        """Import what the first screen needs, while the passphrase is typed."""
        gc.disable()  # until the collector comes: looking for garbage in what stays is a sixth of the imports' time
        for name in FIRST:
            importlib.import_module(name)

    def begin(self) -> None:
        """Listen for the key; an end without a key means that the unlock window is gone."""
        self._qt_words.speak(self._settings.language)
        self._notifier = QSocketNotifier(self._start.key_fd, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read_key)
        QTimer.singleShot(0, self, lambda: self._prepare(self._preparations()))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: QTimer.singleShot(0, self.quit))
        # Python runs signal handlers only between its own instructions: give it one every second
        beat = QTimer(self)
        beat.timeout.connect(lambda: None)
        beat.start(1000)

    def _preparations(self) -> Iterator[None]:
        """What makes the way from the key to the list shorter, in pieces, while the passphrase is typed."""
        from desktop.services import make_ready
        from ui.rehearsal import rehearse

        make_ready()
        yield
        rehearse(Words(self._settings.language), self._theme)
        for name in NEXT:
            yield
            importlib.import_module(name)

    def _prepare(self, pieces: Iterator[None]) -> None:
        """A key that comes meanwhile waits for one piece at most."""
        if self._notifier is not None and next(pieces, self) is None:
            QTimer.singleShot(0, self, lambda: self._prepare(pieces))

    @Slot()
    def _read_key(self) -> None:
        data = os.read(self._start.key_fd, 65536)
        if not data:
            self._stop_listening()
            QApplication.exit(0)
            return
        self._heard += data
        handed = Handed.unpack(self._heard)
        if handed is not None:
            self._heard = b""
            self._stop_listening()
            self._open(handed)

    def _stop_listening(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
            os.close(self._start.key_fd)

    def _open(self, handed: Handed) -> None:
        from desktop.services import open_services
        from desktop.vault.places import Places

        self._settings = self._reload_settings()

        def opened() -> tuple[Services, dict[str, Any]]:
            services = open_services(handed.folder, handed.key, self._setup, self._settings.language, self._jobs)
            return services, Places(services.vault.store).load()

        self._background.database(self, opened, lambda both: self._show(*both), self._refuse)

    def _reload_settings(self) -> Settings:
        """The unlock window may have changed the language since this process began."""
        settings = Settings.load(self._setup.paths)
        self._theme.take(settings)
        self._qt_words.speak(settings.language)
        return settings

    def _refuse(self, error: Exception) -> None:
        words = Words(self._settings.language)
        if isinstance(error, KnownError):
            text = f"{error.message(words)} {error.remedy(words)}"
        else:
            self._reports.write(error)
            text = words.tr("The vault could not be opened because the program failed. Nothing was changed.")
        self._say(f"refused {' '.join(text.split())}")
        QApplication.exit(roles.REFUSED)

    def _show(self, services: Services, place: dict[str, Any]) -> None:
        self._services = services
        words = Words(self._settings.language)
        self._ctx = Context(services, words, self._theme, Messages(words), self._settings, self._jobs)
        self._build(place)
        self._watch = SessionWatch(self)
        self._watch.left.connect(self.lock)
        QTimer.singleShot(0, lambda: self._say("shown"))
        QTimer.singleShot(IMPORT_LATER_MS, self, self._import_papers)

    @Slot()
    def _import_papers(self) -> None:
        """Have layout and signing ready before somebody asks for a paper."""
        Collector(self)
        if self._ctx is not None and not self._ending:
            self._ctx.pool(self, lambda: importlib.import_module("desktop.filing.issue"), failed=self._report)

    def _report(self, error: Exception) -> None:
        self._reports.write(error)

    def _build(self, place: dict[str, Any]) -> None:
        from ui.main_window import MainWindow

        assert self._ctx is not None
        old = self._window
        window = MainWindow(self._ctx, self._reports)
        self._ctx.place_changed.connect(self._place_changed)
        window.lock_wanted.connect(self.lock)
        window.quit_wanted.connect(self.quit)
        window.language_wanted.connect(self._change_language)
        self._window = window
        if old is not None:
            window.setGeometry(old.geometry())
        window.show()
        window.activateWindow()
        window.restore_place(place)
        if old is not None:
            old.retire()
            old.deleteLater()

    @Slot()
    def _place_changed(self) -> None:
        """Keep the place now and then, not only at a lock: after a crash one is back at it as well."""
        if not self._keep_soon.isActive():
            self._keep_soon.start()

    @Slot()
    def _keep_place(self) -> None:
        from desktop.vault.places import Places

        window, services = self._window, self._services
        if window is None or services is None or self._ending:
            return
        place = window.place()
        self._background.database(self, lambda: Places(services.vault.store).save(place), _nothing, self._report)

    @Slot(str)
    def _change_language(self, language: Any) -> None:
        """Build the main window anew in another language, at the same place."""
        if self._window is None or self._services is None:
            return
        self._window.flush()
        place = self._window.place()
        self._settings.language = language
        self._settings.save()
        self._qt_words.speak(language)
        words = Words(language)
        self._services.words = words
        self._ctx = Context(self._services, words, self._theme, Messages(words), self._settings, self._jobs)
        self._build(place)

    @Slot()
    def lock(self) -> None:
        """Save and end; the watcher asks for the passphrase again."""
        self._end(roles.LOCKED)

    @Slot()
    def quit(self) -> None:
        self._end(0)

    def _end(self, code: int) -> None:
        if self._ending:
            return
        self._ending = True
        doom = threading.Timer(LONGEST_END, os._exit, args=(code,))
        doom.daemon = True
        doom.start()
        window, services = self._window, self._services
        if window is not None:
            window.flush()
            place = window.place()
            window.retire()
            window.hide()
            if services is not None:
                self._keep(services, place)
        self._finish(code)

    def _keep(self, services: Services, place: dict[str, Any]) -> None:
        from desktop.vault.places import Places

        with suppress(KnownError):
            self._jobs.database(lambda: Places(services.vault.store).save(place)).result(LONGEST_END)

    def _finish(self, code: int) -> None:
        if self._ctx is not None:
            self._ctx.background.stop()
        if self._services is not None:
            with suppress(Exception):  # nothing may keep the process, which knows the key, from ending
                self._services.close()
        QApplication.exit(code)

    def _say(self, line: str) -> None:
        with suppress(OSError):  # the unlock window may be gone already
            os.write(self._start.status_fd, line.encode() + b"\n")


def _nothing(_value: object) -> None:
    """What follows when nothing needs to."""
