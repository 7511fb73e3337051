"""Tells when the desktop's session is locked, put to sleep or left, so that the vault locks with it."""

from __future__ import annotations

import os
from typing import cast

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
                self.listening += self._connect(bus, service, path, interface, "ActiveChanged", "_changed(bool)")
        if os.path.exists("/run/dbus/system_bus_socket"):  # noqa: PTH110 - one look, no path is kept
            bus = QDBusConnection.systemBus()
            manager, session = f"{LOGIN}.Manager", f"{LOGIN}.Session"
            path = "/org/freedesktop/login1"
            self.listening += self._connect(bus, LOGIN, path, manager, "PrepareForSleep", "_changed(bool)")
            self.listening += self._connect(bus, LOGIN, f"{path}/session/auto", session, "Lock", "_locked()")

    def _connect(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> bool:
        where = cast("bytes", SLOT(slot))  # text at run time, whatever the stubs say
        return bus.connect(service, path, interface, name, self, where)

    @Slot(bool)
    def _changed(self, away: bool) -> None:
        if away:
            self.left.emit()

    @Slot()
    def _locked(self) -> None:
        self.left.emit()
