"""Discarding a draft: can't be undone, so it says exactly what goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.views.changes import Done
from models.views.register import Gone
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class DiscardSheet(Sheet):
    """Signals:
    discarded: The draft is gone.
    """

    discarded = Signal()

    def __init__(self, ctx: Context, parent: QWidget, goes: Gone) -> None:
        tr = ctx.words.tr
        super().__init__(
            ctx.words, ctx.theme, parent, tr("Discard the draft “{title}” for good", title=goes.title),
            accept=tr("Discard the draft"), cancel=tr("Keep the draft"), danger=True,
        )  # fmt: skip
        self._ctx = ctx
        self._case_id = goes.case_id
        self.body.addWidget(Label(tr("This can't be undone. With the draft go:")))
        for line in _lines(ctx, goes):
            self.body.addWidget(Label(f"•  {line}"))
        self.body.addWidget(
            Label(tr("The files become unreadable from this vault; backups made before still hold them."), "muted")
        )

    def submit(self) -> None:
        register, case_id = self._ctx.services.register, self._case_id
        self.set_busy(True)
        self._ctx.run(self, lambda: register.discard_draft(case_id), self._gone, self.fail)

    def _gone(self, _done: Done[Gone]) -> None:
        self.accept()
        self.discarded.emit()


def _lines(ctx: Context, goes: Gone) -> list[str]:
    words = ctx.words
    said = {
        "person": lambda n: words.trn("{n} person with all fields", "{n} persons with all fields", n),
        "identity_document": lambda n: words.trn("{n} identity document", "{n} identity documents", n),
        "consent": lambda n: words.trn("{n} consent", "{n} consents", n),
        "exhibit": lambda n: words.trn("{n} exhibit with its file", "{n} exhibits with their files", n),
        "citation": lambda n: words.trn("{n} citation", "{n} citations", n),
        "annotation": lambda n: words.trn("{n} annotation", "{n} annotations", n),
        "answer": lambda n: words.trn("{n} checklist answer", "{n} checklist answers", n),
    }
    lines = [said[kind](count) for kind, count in goes.counts if kind in said]
    rest = sum(count for kind, count in goes.counts if kind not in said)
    if rest:
        lines.append(words.trn("{n} other record", "{n} other records", rest))
    return [*lines, words.tr("the texts of the case and the history of its fields")]
