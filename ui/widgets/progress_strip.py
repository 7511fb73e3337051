"""The long job that runs: its name, share, time left and cancel, in the status line."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.i18n import Words
from ui.tasks import Task, Tasks
from ui.theme import Theme
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton


class ProgressStrip(QWidget):
    """Shows the oldest running job and how many more there are; hidden when nothing runs."""

    def __init__(self, words: Words, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._tasks = tasks
        self._task: Task | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.text = Label("", "small", wrap=False)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(120)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words.tr("Progress"))
        self.cancel = ToolButton(theme, "x", words.tr("Cancel this task"), size=14)
        self.cancel.clicked.connect(self._cancel)
        for widget in (self.text, self.bar, self.cancel):
            row.addWidget(widget)
        tasks.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        task = self._tasks.running[0] if self._tasks.running else None
        if task is not self._task:
            self._task = task
            if task is not None:
                task.moved.connect(self._show)
        self.setVisible(task is not None)
        self._show()

    @Slot()
    def _show(self) -> None:
        task = self._task
        if task is None:
            return
        parts = [task.title]
        if task.share is None:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(task.share * 1000))
            parts.append(f"{task.share * 100:.0f} %")
        left = task.seconds_left
        if left is not None:
            minutes, seconds = divmod(round(left), 60)
            parts.append(self._words.tr("{time} left", time=f"{minutes}:{seconds:02}"))
        others = len(self._tasks.running) - 1
        if others > 0:
            parts.append(self._words.trn("and {n} more task", "and {n} more tasks", others))
        self.text.setText(" · ".join(parts))

    @Slot()
    def _cancel(self) -> None:
        if self._task is not None:
            self._task.progress.cancel()
            self.text.setText(self._words.tr("Cancelling: {title}", title=self._task.title))
