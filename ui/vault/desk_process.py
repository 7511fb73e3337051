"""The desk as a process of its own: started with the unlock window, it imports everything and waits for the key."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

from PySide6.QtCore import QSocketNotifier, Slot

from desktop import roles
from desktop.roles import Handed, Launch
from ui.vault.handover import KeyHandover


class DeskProcess(KeyHandover):
    """The desk says `shown` or `refused TEXT` in lines on its status pipe; the pipe's end means that it ended."""

    def __init__(self, launch: Launch) -> None:
        super().__init__()
        self._launch = launch
        self._process: subprocess.Popen[bytes] | None = None
        self._key_fd = -1
        self._status_fd = -1
        self._notifier: QSocketNotifier | None = None
        self._heard = b""
        self._refusal = False

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    def prepare(self) -> None:
        if self._process is not None:
            return
        self._process, self._key_fd, self._status_fd = roles.start_desk(self._launch)
        self._heard, self._refusal = b"", False
        self._notifier = QSocketNotifier(self._status_fd, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def give(self, handed: Handed) -> None:
        self.prepare()
        with suppress(BrokenPipeError):  # it died meanwhile: the status pipe says so
            os.write(self._key_fd, handed.pack())

    def dismiss(self) -> None:
        """Let go of the desk: a desk without a key ends at the end of its key pipe."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        for descriptor in (self._key_fd, self._status_fd):
            if descriptor >= 0:
                os.close(descriptor)
        self._key_fd = self._status_fd = -1
        self._process = None

    @Slot()
    def _read(self) -> None:
        data = os.read(self._status_fd, 65536)
        if not data:
            self._ended()
            return
        self._heard += data
        *lines, self._heard = self._heard.split(b"\n")
        for line in lines:
            word, _, text = line.decode("utf-8", "replace").partition(" ")
            if word == "shown":
                self.shown.emit()
            elif word == "refused":
                self._refusal = True
                self.refused.emit(text)

    def _ended(self) -> None:
        process, refusal = self._process, self._refusal
        self.dismiss()
        code = process.wait() if process is not None else 0
        if not refusal:
            self.died.emit(code)
        else:
            self.prepare()
