"""Restoring a backup beside the open vault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.vault.restore_form import RestoreForm
from ui.widgets.sheet import Sheet


class RestoreSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget) -> None:
        tr = ctx.words.tr
        super().__init__(
            ctx.words, ctx.theme, parent, tr("Restore a backup"), accept=tr("Restore"), cancel=tr("Close"), width=600
        )
        self._ctx = ctx
        self.form = RestoreForm(ctx.words, ctx.theme, ctx.services.setup.vaults, ctx.run_long)
        self.body.addWidget(self.form)
        self.form.ready_changed.connect(self.accept_button.setEnabled)
        self.form.restored.connect(self._done)
        self.accept_button.setEnabled(False)
        self.form.source.setFocus()

    def submit(self) -> None:
        self.form.restore()

    @Slot(object)
    def _done(self, folder: Path) -> None:
        self.accept_button.hide()
        self._ctx.settings.recent = list(dict.fromkeys([*self._ctx.settings.recent, str(folder)]))
        self._ctx.settings.save()
        self.fit()
