"""A sheet over one form of the register: saves through a service, shows what the rules find at its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.register.findings import RulesError
from models.views.changes import Done
from ui.context import Context
from ui.register.careful_sheet import CarefulSheet
from ui.register.draft_form import DraftForm


class DraftSheet(CarefulSheet):
    """Put fields into `form`; `save` makes of the form's draft the work for the database thread."""

    def __init__(
        self,
        ctx: Context,
        parent: QWidget,
        title: str,
        kind: type[Any],
        save: Callable[[Any], Callable[[], Done[Any]]],
        *,
        accept: str,
        width: int = 680,
    ) -> None:
        super().__init__(ctx.words, ctx.theme, parent, title, accept=accept, width=width)
        self.ctx = ctx
        self._save = save
        self.form: DraftForm[Any] = DraftForm(ctx, kind)
        self.body.addWidget(self.form)

    def typed(self) -> Any:
        return self.form.draft()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.focus_first()

    def submit(self) -> None:
        self.set_busy(True)
        self.ctx.run(self, self._save(self.form.draft()), self._done, self._failed)

    def _done(self, _done: Done[Any]) -> None:
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, RulesError):
            left = self.form.show_findings(error.findings)
            for finding in left[:2]:
                words = self.words
                self.banners.show_text(f"{finding.message(words)} {finding.remedy(words)}", "bad")
            self.fit()
            return
        self.show_error(error)
