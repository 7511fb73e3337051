"""Test-only entry: the product's own roles, with an agent that types and clicks on orders from a socket.

The product has no hook: `QApplication.exec` is wrapped here. Key derivation is cheap, so that a journey takes seconds.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop import roles
from desktop.vault.hardening import harden


def install_agent(role: str) -> list[Any]:
    from PySide6.QtCore import QSocketNotifier, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.connect(os.environ["COLLEGIUM_TEST_AGENT"])
    file = line.makefile("rwb", buffering=0)
    file.write(json.dumps({"role": role, "pid": os.getpid()}).encode() + b"\n")

    def window() -> QWidget:
        return next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow() and w.parent() is None)

    def skill(name: str) -> Any:
        from tests.journeys.user import skill

        return skill(name)

    names = {"QTest": QTest, "Qt": Qt, "QApplication": QApplication, "window": window, "skill": skill}

    def serve() -> None:
        order = file.readline()
        if not order:
            notifier.setEnabled(False)
            return
        try:
            said: Any = {"value": eval(json.loads(order), names)}  # noqa: S307 - orders come from our own test
        except Exception:
            said = {"error": traceback.format_exc()}
        file.write(json.dumps(said, default=str).encode() + b"\n")

    notifier = QSocketNotifier(line.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(serve)
    return [line, file, notifier]


def main() -> int:
    harden()
    start = roles.parse(sys.argv[1:])
    launch = roles.Launch((sys.executable, "-P", __file__), start.profile)
    if start.role == "watch":
        return roles.watch(start, launch)
    from PySide6.QtWidgets import QApplication

    from tests.ui.kit import cheap_policy
    from ui import app

    run = QApplication.exec
    kept: list[Any] = []

    def exec_with_agent(*_self: object) -> int:
        kept.extend(install_agent(start.role))
        return run()

    QApplication.exec = exec_with_agent  # type: ignore[assignment, method-assign]
    return app.gate(start, launch, cheap_policy) if start.role == "gate" else app.desk(start, cheap_policy)


if __name__ == "__main__":
    sys.exit(main())
