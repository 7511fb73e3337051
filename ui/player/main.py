"""The player process from its start to its end.

    … CONTROL PULLS INBOX RING TIER ROLE HOME

Four descriptors, the tier in force, what is wanted (`player` or `loudness`), the user's home for the self-test.
"""

from __future__ import annotations

import mmap
import os
import socket
from pathlib import Path
from typing import Any

from desktop.evidence.decoder import cage, playing, selftest, wire

PACKAGED = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def main(arguments: list[str]) -> int:
    control_at, pulls_at, inbox, ring_at = (int(argument) for argument in arguments[:4])
    tier, role, home = arguments[4:7]
    cage.close_others((control_at, pulls_at, inbox, ring_at))
    os.environ.update(playing.ENVIRONMENT)
    cage.limit(playing.DATA_LIMIT, playing.CPU_LIMIT, threads=True)
    control, pulls = socket.socket(fileno=control_at), socket.socket(fileno=pulls_at)
    memory = memoryview(mmap.mmap(ring_at, playing.RING))

    # Qt reads the environment when it is loaded
    from PySide6.QtCore import QCoreApplication, QSocketNotifier
    from PySide6.QtGui import QGuiApplication

    from ui.player.device import PulledDevice
    from ui.player.engine import Engine
    from ui.player.loudness import Loudness
    from ui.player.ring import Ring

    app: QCoreApplication = QGuiApplication(["player"])
    engine = Loudness() if role == "loudness" else Engine()
    if isinstance(engine, Engine) and not engine.available:
        return 1
    ring = Ring(control, memory)
    engine.attach(ring)

    def heard() -> None:
        try:
            data = control.recv(wire.MESSAGE)
        except OSError:
            data = b""
        if not data:
            os._exit(0)  # FFmpeg's threads are not waited for
        request: dict[str, Any] = wire.unpack(data)
        if request["do"] == "open":
            engine.open(int(request["id"]), PulledDevice(pulls, inbox, int(request["size"])))
        else:
            engine.do(request)

    notifier = QSocketNotifier(control_at, QSocketNotifier.Type.Read)
    notifier.activated.connect(heard)
    _forget_the_packager()
    _close_the_door(tier)
    report = selftest.run(home or "/root", playing.DATA_LIMIT)
    control.send(wire.pack({"v": playing.VERSION, "tier": tier, "report": report}))
    app.exec()
    os._exit(0)


def _forget_the_packager() -> None:
    """What the packaged program's own start code and its hooks set; by now Qt has read it, and it is not our own."""
    for name in list(os.environ):
        if name.startswith("_PYI_") or name in PACKAGED:
            del os.environ[name]


def _close_the_door(tier: str) -> None:
    """From here on no file, no network, no process, no executable memory. Threads may still begin: each inherits it."""
    if tier == "open":
        return
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        raise OSError("a thread would stay outside")
    program = cage.filter_of("player")
    cage.drop_privileges()
    if tier == "landlock":
        cage.landlock([])
    if program is not None:
        cage.seccomp(program)
