"""The answers being worked on: what is typed becomes a draft after 500 ms, and an answer when its item is left.

Knows no widgets. Everything typed is held here until the register has it, so that going back and forth faster than the
disk never shows an older text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.assessment import rules
from models.views.assessment import AnswerDraft, ChecklistView, ItemState, ItemView, Value
from models.views.changes import Changes, Done
from models.views.evidence import CitationDraft
from ui.context import Context

PAUSE_MS = 500
CARES = frozenset(
    {"answer", "applicability", "case", "case_pack", "citation", "consent", "exhibit", "person", "profile"}
)


def editable(view: ItemView) -> bool:
    """Whether an answer may be written: the item applies, and its consent is there."""
    return view.applies and not view.consent_missing


class AnswerDesk(QObject):
    """Signals:
    loaded: The checklist was read (anew); `view` holds it.
    failed: The error because of which it can't be shown.
    moved: One stands on another item.
    edited: The draft of the current item was changed here.
    saved: The stamp of the last draft or answer that is safe.
    """

    loaded = Signal()
    failed = Signal(object)
    moved = Signal()
    edited = Signal()
    saved = Signal(str)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.case_id = ""
        self.view: ChecklistView | None = None
        self.item_id = ""
        self.draft = AnswerDraft()
        self._dirty = False  # differs from what was last handed to the register
        self._touched = False  # was edited since one came here
        self._under_way: dict[str, tuple[int, AnswerDraft]] = {}
        self._ticket = 0
        self._own_seq = -1
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        ctx.changed.connect(self._changed)

    # --- where one stands ---

    def set_case(self, case_id: str) -> None:
        """Leave the old case and read the checklist of another."""
        self.leave()
        self.case_id, self.view, self.item_id = case_id, None, ""
        self.draft, self._under_way = AnswerDraft(), {}
        if case_id:
            self._load()

    def current(self) -> ItemView | None:
        return self.view.find(self.item_id) if self.view is not None else None

    def stand_on(self, item_id: str) -> None:
        """Leave the current item and come to another."""
        if item_id == self.item_id or self.view is None or self.view.find(item_id) is None:
            return
        self.leave()
        self.item_id = item_id
        self._take_up()
        self.moved.emit()

    # --- editing ---

    def change(
        self,
        *,
        value: Value | None = None,
        note: str | None = None,
        citations: tuple[CitationDraft, ...] | None = None,
    ) -> None:
        """Change what is given; nothing else."""
        draft = replace(
            self.draft,
            value=value if value is not None else self.draft.value,
            note=note if note is not None else self.draft.note,
            citations=citations if citations is not None else self.draft.citations,
        )
        view = self.current()
        if draft == self.draft or view is None or not editable(view):
            return
        self.draft = draft
        self._dirty = self._touched = True
        self._pause.start()
        self.edited.emit()

    def take_back(self) -> None:
        """Del: the answer goes off the record at once, its note and citations stay as a draft."""
        view = self.current()
        if view is None or not editable(view) or (self.draft.value is None and view.answer is None):
            return
        self.draft = replace(self.draft, value=None)
        self._dirty, self._touched = False, True
        self._pause.stop()
        case_id, item_id, keep = self.case_id, self.item_id, self.draft
        assessment = self._ctx.services.assessment
        ticket = self._under(item_id, keep)
        self._ctx.run(self, lambda: assessment.clear(case_id, item_id, keep), self._answered(case_id, item_id, ticket))
        self.edited.emit()

    def reason(self) -> tuple[str, str]:
        """Why the draft can't become an answer (message and remedy as gettext ids), or empty texts."""
        view = self.current()
        if view is None or not editable(view) or self.draft.blank:
            return "", ""
        why = rules.fault(view.item, self.draft)
        return (why.message, why.remedy) if why is not None else ("", "")

    def state(self, view: ItemView) -> ItemState:
        """How an item stands, with what has been typed since the checklist was read."""
        if not view.applies:
            return "by_rule"
        typed = self.draft if view.item.id == self.item_id else self._under_way.get(view.item.id, (0, None))[1]
        if typed is None:
            return view.state
        standing = view.answer.draft() if view.answer is not None else AnswerDraft()
        if typed.blank and view.answer is None:
            return "open"
        return view.state if typed == standing and view.draft is None else "draft" if typed != standing else "answered"

    # --- saving ---

    @Slot()
    def flush(self) -> None:
        """Hand what was typed to the register now, as a draft."""
        self._pause.stop()
        if not self._dirty or not self.item_id:
            return
        self._dirty = False
        self._save_draft(self.case_id, self.item_id, self.draft)

    def leave(self) -> None:
        """Leave the item: a complete answer goes on record, anything else stays a draft."""
        self._pause.stop()
        view = self.current()
        if view is None or not editable(view):
            return
        standing = view.answer.draft() if view.answer is not None else None
        waiting = self._touched or view.draft is not None
        if waiting and self.draft != standing and rules.fault(view.item, self.draft) is None:
            self._dirty = self._touched = False
            self._commit(self.case_id, self.item_id, self.draft)
        else:
            self.flush()

    def _save_draft(self, case_id: str, item_id: str, draft: AnswerDraft) -> None:
        assessment = self._ctx.services.assessment
        ticket = self._under(item_id, draft)

        def done(result: Done[str]) -> None:
            self.saved.emit(result.value)
            self._arrived(case_id, item_id, ticket, keep=True)

        self._ctx.run(self, lambda: assessment.save_draft(case_id, item_id, draft), done)

    def _commit(self, case_id: str, item_id: str, draft: AnswerDraft) -> None:
        assessment = self._ctx.services.assessment
        ticket = self._under(item_id, draft)

        def failed(error: Exception) -> None:
            self._ctx.messages.error(self, error)
            self._save_draft(case_id, item_id, draft)  # refused, but not lost

        self._ctx.run(
            self,
            lambda: assessment.answer(case_id, item_id, draft),
            self._answered(case_id, item_id, ticket),
            failed,
        )

    def _answered(self, case_id: str, item_id: str, ticket: int) -> Callable[[Done[ChecklistView]], None]:
        def done(result: Done[ChecklistView]) -> None:
            self._own_seq = result.changes.seq
            self.saved.emit(result.changes.at)
            if case_id == self.case_id:
                self.view = result.value
                self._arrived(case_id, item_id, ticket, keep=False)
                self._show_loaded()

        return done

    # --- what comes back ---

    def _under(self, item_id: str, draft: AnswerDraft) -> int:
        self._ticket += 1
        self._under_way[item_id] = (self._ticket, draft)
        return self._ticket

    def _arrived(self, case_id: str, item_id: str, ticket: int, *, keep: bool) -> None:
        """Forget what is safe now; a saved draft stays here until the checklist has been read anew."""
        if case_id == self.case_id and not keep and self._under_way.get(item_id, (0,))[0] == ticket:
            del self._under_way[item_id]

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        mine = changes.case_id in (None, self.case_id)
        if self.case_id and mine and changes.seq != self._own_seq and changes.kinds & CARES:
            self._load()

    def _load(self) -> None:
        case_id = self.case_id
        assessment = self._ctx.services.assessment
        asked = self._ticket

        def done(view: ChecklistView) -> None:
            if case_id != self.case_id:
                return
            self.view = view
            # drafts that were handed over before this reading are in it
            self._under_way = {k: v for k, v in self._under_way.items() if v[0] > asked}
            self._show_loaded()

        self._ctx.run(self, lambda: assessment.checklist(case_id), done, self.failed.emit)

    def read_again(self) -> None:
        """After a failure."""
        if self.case_id:
            self._load()

    def _show_loaded(self) -> None:
        if not self._touched:
            self._take_up()
        self.loaded.emit()

    def _take_up(self) -> None:
        """Show of the current item what was typed last: under way, a draft, or what is on record."""
        self._dirty = self._touched = False
        view = self.current()
        if view is None:
            self.draft = AnswerDraft()
        elif self.item_id in self._under_way:
            self.draft = self._under_way[self.item_id][1]
        elif view.draft is not None:
            self.draft = view.draft.draft
        else:
            self.draft = view.answer.draft() if view.answer is not None else AnswerDraft()
