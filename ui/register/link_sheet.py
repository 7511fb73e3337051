"""Who is what to whom in a case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.views.changes import Done
from models.views.register import CaseView, FamilyLinkDraft
from ui.context import Context
from ui.register.code_box import CodeBox
from ui.register.showing import Showing
from ui.widgets.form import Form
from ui.widgets.sheet import Sheet


class LinkSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, case: CaseView) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("Link two persons of the case"), accept=tr("Link"), width=560)
        self._ctx = ctx
        self._case = case
        people = [(p.id, p.name) for p in case.persons]
        show = Showing(ctx.words, ctx.services.register.codes)
        self.first = CodeBox(people)
        self.kind = CodeBox(show.options("family_link"))
        self.second = CodeBox(people)
        self.second.setCurrentIndex(min(1, len(people) - 1))
        form = Form()
        form.add("from_person", tr("Person"), self.first)
        form.add("kind", tr("Relation"), self.kind)
        form.add("to_person", tr("Related person"), self.second)
        self.body.addWidget(form)

    def submit(self) -> None:
        draft = FamilyLinkDraft(self.first.code(), self.second.code(), self.kind.code())
        register, case_id = self._ctx.services.register, self._case.id

        def work() -> Done[CaseView]:
            return register.add_link(case_id, draft)

        link: Callable[[], Done[CaseView]] = work
        self.set_busy(True)
        self._ctx.run(self, link, self._done, self.fail)

    def _done(self, _done: Done[CaseView]) -> None:
        self.accept()
