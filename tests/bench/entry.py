"""Processes that the window benchmark starts: `empty`, `gate …` and `desk …` of the real program.

They print the monotonic time at which the first window (gate, empty) or the filled list (desk) was painted.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


class Watch(QObject):
    """Prints the time once, when a paint event reached what is waited for, and ends the process if told to."""

    def __init__(self, *, rows: bool) -> None:
        super().__init__()
        self._rows = rows
        self._model: QAbstractItemModel | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and self._reached(watched):
            print(time.monotonic(), flush=True)
            os._exit(0)
        return False

    def _reached(self, widget: QWidget) -> bool:
        if not self._rows:
            return widget.isWindow()
        view = widget.parent()
        if not isinstance(view, QAbstractItemView) or not view.isVisible() or view.model() is None:
            return False
        model = view.model()
        first = model.index(0, 0)
        return model.rowCount() > 1000 and bool(model.data(first)) and "…" not in str(model.data(first))


def main() -> None:
    watch = Watch(rows=sys.argv[1] == "desk")
    run = QApplication.exec

    def watched(*_: object) -> int:
        QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
        return run()

    QApplication.exec = watched  # type: ignore[method-assign]
    if sys.argv[1] == "empty":
        application = QApplication(sys.argv[:1])
        window = QWidget()
        window.show()
        application.installEventFilter(watch)
        run()
        return
    from desktop import roles
    from ui import app

    start = roles.parse(["--" + sys.argv[1], *sys.argv[2:]])
    app.gate(start) if start.role == "gate" else app.desk(start)


if __name__ == "__main__":
    main()
