"""Copying from evidence: on record, for thirty seconds, and not into clipboard histories."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from desktop.errors import KnownError
from ui.context import Context

SECONDS = 30
HISTORY_HINT = "x-kde-passwordManagerHint"  # clipboard managers that know it keep no history of what bears it


class Copier(QObject):
    """Signals:
    cleared: The copied text was taken off the clipboard again.
    """

    cleared = Signal()

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._ours = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SECONDS * 1000)
        self.timer.timeout.connect(self.clear)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear)

    def copy(self, exhibit_id: str, text: str) -> None:
        """Write the copying into the custody log, then put the text on the clipboard."""
        if not text:
            return
        evidence = self._ctx.services.evidence

        def failed(error: Exception) -> None:
            # a vault that can only be read logs nothing and has said so; the text may still be copied
            if isinstance(error, KnownError) and error.code == "vault.read_only":
                self._put(text)
            else:
                self._ctx.messages.error(self, error)

        self._ctx.run(self, lambda: evidence.note_copied(exhibit_id), lambda _done: self._put(text), failed)

    def _put(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        data.setData(HISTORY_HINT, b"secret")
        self._ours = text
        QGuiApplication.clipboard().setMimeData(data)
        self.timer.start()
        self._ctx.messages.toast(
            self._ctx.words.trn(
                "Copied. It stays on the clipboard for {n} second.",
                "Copied. It stays on the clipboard for {n} seconds.",
                self.timer.interval() // 1000,
            )
        )

    @Slot()
    def clear(self) -> None:
        """Empty the clipboard if it still holds what was copied here."""
        self.timer.stop()
        ours, self._ours = self._ours, ""
        clipboard = QGuiApplication.clipboard()
        if ours and clipboard.text() == ours:
            clipboard.clear()
            self.cleared.emit()
