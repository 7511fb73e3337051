"""Tells when the desktop's session is locked, put to sleep or left, so that the vault locks with it."""

from __future__ import annotations

import os

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

SCREEN_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
)
LOGIN = "org.freedesktop.login1"


class SessionWatch(QObject):
    """Listens where a message bus is; elsewhere it stays silent and the idle lock does its work.

    Signals:
        left: The screen was locked, the session was locked or switched away, or the machine goes to sleep.
    """

    left = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.listening = 0
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            bus = QDBusConnection.sessionBus()
            for service, path, interface in SCREEN_SAVERS:
                self.listening += bus.connect(
                    service, path, interface, "ActiveChanged", self, SLOT("_changed(bool)").encode()
                )
        if os.path.exists("/run/dbus/system_bus_socket"):  # noqa: PTH110 - one look, no path is kept
            bus = QDBusConnection.systemBus()
            manager = "org.freedesktop.login1.Manager"
            session = "org.freedesktop.login1.Session"
            self.listening += bus.connect(
                LOGIN, "/org/freedesktop/login1", manager, "PrepareForSleep", self, SLOT("_changed(bool)").encode()
            )
            self.listening += bus.connect(
                LOGIN, "/org/freedesktop/login1/session/auto", session, "Lock", self, SLOT("_locked()").encode()
            )

    @Slot(bool)
    def _changed(self, away: bool) -> None:
        if away:
            self.left.emit()

    @Slot()
    def _locked(self) -> None:
        self.left.emit()
