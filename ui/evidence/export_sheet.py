"""Letting a readable copy of an exhibit out of the vault, on purpose and on record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.evidence.names import plain_name
from models.views.changes import Done
from models.views.evidence import ExhibitView
from ui.context import Context
from ui.files import choose_target
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class ExportSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView) -> None:
        words = ctx.words
        super().__init__(
            words,
            ctx.theme,
            parent,
            words.tr("Export a copy of {number}", number=exhibit.number),
            accept=words.tr("Choose where …"),
            danger=True,
        )
        self._ctx = ctx
        self._exhibit = exhibit
        self._over = parent
        self.body.addWidget(
            Label(
                words.tr(
                    "The copy will be a readable file outside the vault: the program can't protect it any more. The "
                    "export is written into the custody log and into the audit log."
                )
            )
        )
        self.body.addWidget(Label(f"{exhibit.shown_name} · {words.size(exhibit.size)}", "muted"))

    def submit(self) -> None:
        exhibit = self._exhibit
        choose_target(self, self.windowTitle(), plain_name(exhibit.file_name), self.write_to)

    def write_to(self, target: Path) -> None:
        """Write the copy to `target`, which must not exist."""
        self.set_busy(True)
        evidence, exhibit = self._ctx.services.evidence, self._exhibit
        self._ctx.run_long(
            self,
            self._ctx.words.tr("Exporting {number}", number=exhibit.number),
            lambda progress: evidence.extract(exhibit.id, target, progress),
            self._written,
            self.fail,
            on_database=True,
        )

    def _written(self, done: Done[Path]) -> None:
        self.accept()
        self._ctx.messages.toast(self._ctx.words.tr("Exported: {name}", name=done.value.name))
