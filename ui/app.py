"""The application object and the two roles that have windows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QSettings, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import roles
from desktop.clock import SystemClock
from desktop.i18n import Language, Words
from desktop.logs import CrashReports
from desktop.paths import Paths
from desktop.settings import Settings
from ui.collector import Collector
from ui.theme import Theme

if TYPE_CHECKING:
    from desktop.services import Setup

NOWHERE = os.devnull + "/none"
MakeSetup = Callable[[Path | None], "Setup"]


def production_setup(profile: Path | None) -> Setup:
    """The real workstation. Imported when it is needed: key derivation brings cryptography along."""
    from desktop.services import production

    return production(profile)


def make_application() -> QApplication:
    """The one QApplication of a process. Qt's own settings (its file dialog notes visited folders) go nowhere."""
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, NOWHERE)
    QCoreApplication.setApplicationName("collegium")
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("Collegium")
    app.setDesktopFileName("collegium")
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateTooltip, False)
    return app


class QtWords:
    """Qt's own texts (file dialogs, context menus) in the window's language. Lives as long as the application."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None

    def speak(self, language: Language) -> None:
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self._app)
        if translator.load(f"qtbase_{language}", folder):
            self._app.installTranslator(translator)
            self._translator = translator


def paths_of(profile: Path | None) -> Paths:
    return (Paths.under(profile) if profile is not None else Paths.of_user()).ensure()


def gate(start: roles.Start, launch: roles.Launch | None = None, setup: MakeSetup = production_setup) -> int:
    """Show the unlock window until a desk has taken over; becomes the watcher then and does not return."""
    paths = paths_of(start.profile)
    settings = Settings.load(paths)
    app = make_application()
    app.setQuitOnLastWindowClosed(True)
    CrashReports(paths, SystemClock(), "gate").install()
    theme = Theme(settings)
    theme.apply(app, all_fonts=False)
    qt_words = QtWords(app)
    qt_words.speak(settings.language)
    from ui.vault.desk_process import DeskProcess
    from ui.vault.gate import Gate

    chosen = launch or roles.Launch.own(start.profile)
    desk_process = DeskProcess(chosen)

    def leave(folder: Path) -> None:
        roles.become_watcher(chosen, desk_process.pid, folder)

    Collector(app)
    entry = Gate(settings, theme, desk_process, lambda: setup(start.profile), leave, qt_words.speak)
    entry.open(Words(settings.language), start.vault, returned=start.returned, crashed=start.crashed)
    code = app.exec()
    desk_process.dismiss()
    os._exit(code)  # the desk ends by itself; nothing here needs saving


def desk(start: roles.Start, setup: MakeSetup = production_setup) -> int:
    """Import everything, wait for the key, show the main window. Ends with `roles.LOCKED` after a lock."""
    paths = paths_of(start.profile)
    settings = Settings.load(paths)
    app = make_application()
    app.setQuitOnLastWindowClosed(False)
    reports = CrashReports(paths, SystemClock())
    reports.install()
    theme = Theme(settings)
    theme.apply(app)
    from ui.desk import Desk

    work = Desk(start, settings, theme, setup(start.profile), reports, QtWords(app))
    work.warm_up()
    work.begin()
    code = app.exec()
    os._exit(code)  # everything is saved and closed by now; no race between Python's and Qt's ends
