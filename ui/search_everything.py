"""What the palette finds besides commands: cases by number, name in either script, title or text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from models.views.register import CasePage, CaseQuery, CaseRow
from ui.context import Context
from ui.widgets.row import Row

MOST = 12
KEY = "case:"


class SearchEverything(QObject):
    """Signals:
    case_found: The id of the case that the chosen row stands for.
    """

    case_found = Signal(str)

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx

    def ask(self, text: str, answer: Callable[[list[Row]], None]) -> None:
        """Search off the interface thread; whoever asks drops answers to older questions."""

        def work() -> CasePage:
            found: CasePage = self._ctx.services.register.cases(CaseQuery(text=text, limit=MOST))
            return found

        self._ctx.run(self, work, lambda page: answer([self._row(case) for case in page.rows]))

    def _row(self, case: CaseRow) -> Row:
        number = case.number or self._ctx.words.tr("Draft")
        name = case.applicant or case.title
        detail = " · ".join(part for part in (case.title if case.applicant else "", case.country) if part)
        return Row(KEY + case.id, f"{number}  {name}", detail, icon="folder")

    @Slot(str)
    def pick(self, key: str) -> None:
        self.case_found.emit(key.removeprefix(KEY))
