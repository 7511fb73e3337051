"""The checklist beside the evidence: one item at a time, or the whole list (DESIGN 10)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.assessment import rules
from desktop.clock import parse_stamp
from models.views.assessment import VALUES, Obstacle, Value
from models.views.evidence import CitationDraft
from ui.assessment.answer_desk import AnswerDesk, editable
from ui.assessment.history_sheet import show_history
from ui.assessment.item_card import ItemCard
from ui.assessment.item_nav import ItemNav
from ui.assessment.panel_actions import ACTIONS, PanelActions
from ui.assessment.panel_header import PanelHeader
from ui.assessment.texts import as_citation
from ui.assessment.unread import Unread
from ui.assessment.whole_list import FILTERS, Filter, WholeList
from ui.context import Context
from ui.widgets.line import Line


class ChecklistPanel(QWidget):
    """Signals:
    citation_opened: A `Citation` whose place is to be shown.
    cite_requested: What is marked in the viewer is to be cited in the current answer.
    item_changed: The id of the item one stands on.
    obstacle_opened: An `Obstacle` that is mended outside the checklist (the missing consent).
    """

    citation_opened = Signal(object)
    cite_requested = Signal()
    item_changed = Signal(str)
    obstacle_opened = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.desk = AnswerDesk(ctx, self)
        self._wanted: dict[str, object] = {}
        self.setAccessibleName(ctx.words.tr("Checklist"))
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.actions_ = PanelActions(ctx.words, ctx.theme, self)
        self.card = ItemCard(ctx)
        self.list = WholeList(ctx, self.desk.state)
        self.nav = ItemNav(ctx)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.card)
        self.stack.addWidget(self.list)
        self.unread = Unread(ctx)
        self.stack.addWidget(self.unread)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PanelHeader(ctx)
        column.addWidget(self.header)
        column.addWidget(Line())
        column.addWidget(self.stack, 1)
        column.addWidget(self.nav)
        self._wire()
        self._wire_actions()
        self.setFocusProxy(self.card.control)
        self._close()

    def _wire(self) -> None:
        desk, card, nav = self.desk, self.card, self.nav
        desk.loaded.connect(self._loaded)
        desk.failed.connect(self._failed)
        self.unread.chosen.connect(desk.read_again)
        desk.moved.connect(self._moved)
        desk.edited.connect(self._edited)
        desk.saved.connect(self._saved)
        card.answered.connect(self._answered)
        card.noted.connect(self._noted)
        card.consent_wanted.connect(self._open_consent)
        card.citations.opened.connect(self._open_citation)
        card.citations.removed.connect(self._remove_citation)
        card.citations.wanted.connect(self.cite_requested)
        nav.previous_wanted.connect(self.previous_item)
        nav.next_wanted.connect(self.next_item)
        nav.next_open_wanted.connect(self.next_open)
        nav.open_wanted.connect(self._show_open)
        nav.blocking_wanted.connect(self._show_blocking)
        self.list.chosen.connect(self.go_to)
        self.header.list_button.clicked.connect(self.show_list)
        self.header.history_button.clicked.connect(self.show_history)

    def _wire_actions(self) -> None:
        made = self.actions_
        for value in VALUES:
            made[value].triggered.connect(self._pressed)
        made["clear"].triggered.connect(self._take_back)
        made["cite"].triggered.connect(self.cite_requested)
        made["note"].triggered.connect(self._to_note)
        made["next"].triggered.connect(self.next_item)
        made["previous"].triggered.connect(self.previous_item)
        made["next_open"].triggered.connect(self.next_open)
        made["list"].triggered.connect(self._toggle_list)
        made["history"].triggered.connect(self.show_history)

    # --- the door ---

    def set_case(self, case_id: str) -> None:
        """Show the checklist of a case, at its first open item unless a place was restored."""
        self._close()
        self.card.undo.forget()
        self.nav.show_saved("")
        self.card.cautions.set_case(case_id)
        self.desk.set_case(case_id)

    @Slot(str)
    def go_to(self, item_id: str) -> None:
        """Leave the current item and show another; its answer gets the focus."""
        if self.desk.view is None:
            self._wanted = {"item": item_id}
            return
        self._turn_list(False)
        self.desk.stand_on(item_id)
        self.card.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def receive(self, draft: CitationDraft) -> None:
        """A citation made in the viewer lands on the current answer."""
        view, tr = self.desk.current(), self.ctx.words.tr
        if view is None:
            return
        if not editable(view):
            said = tr("Item {item} does not apply: nothing was cited.", item=view.item.id)
            self.ctx.messages.toast(tr(rules.CONSENT.message) if view.applies else said)
            return
        self._turn_list(False)
        known = [(c.exhibit_id, c.place) for c in self.desk.draft.citations]
        if (draft.exhibit_id, draft.place) in known:
            self.ctx.messages.toast(tr("This place is already cited in {item}.", item=view.item.id))
            return
        self.desk.change(citations=(*self.desk.draft.citations, draft))
        said = tr("Cited in {item}.", item=view.item.id)
        self.ctx.messages.toast(f"{said} {self.card.cautions.said(draft.exhibit_id)}".strip())

    def flush(self) -> None:
        """Save what was typed now, as a draft."""
        self.desk.flush()

    def place(self) -> dict[str, object]:
        """Where one is: item, caret, list and its filter."""
        note = self.card.note
        return {
            "item": self.desk.item_id,
            "caret": note.caret() if note.hasFocus() else -1,
            "list": self.stack.currentWidget() is self.list,
            "filter": self.list.filter,
        }

    def restore_place(self, place: dict[str, object]) -> None:
        """Come back to a place, at once or as soon as the checklist is there."""
        self._wanted = dict(place)
        if self.desk.view is not None:
            self._come_back()

    # --- steps ---

    @Slot()
    def next_item(self) -> None:
        self._step(1)

    @Slot()
    def previous_item(self) -> None:
        self._step(-1)

    @Slot()
    def next_open(self) -> None:
        """The next item without an answer, around the end of the list."""
        view = self.desk.view
        if view is None:
            return
        ids = [one.item.id for one in view.items]
        at = ids.index(self.desk.item_id) if self.desk.item_id in ids else -1
        # what was just completed counts as open until it is on record, so the current item is never the next one
        following = [one for one in (*ids[at + 1 :], *ids[: max(at, 0)]) if one in view.open_items]
        if following:
            self.go_to(following[0])

    def _step(self, way: int) -> None:
        before, after = self._neighbours()
        item_id = after if way > 0 else before
        if item_id:
            self.go_to(item_id)

    def _neighbours(self) -> tuple[str, str]:
        view = self.desk.view
        ids = [one.item.id for one in view.items] if view is not None else []
        if self.desk.item_id not in ids:
            return "", ""
        at = ids.index(self.desk.item_id)
        return ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else ""

    # --- what the desk says ---

    def _close(self) -> None:
        """Nothing to show yet, or not any more."""
        self.unread.wait()
        self.stack.setCurrentWidget(self.unread)
        self.header.clear()
        self.header.setEnabled(False)
        self.nav.hide()
        self.actions_.enable(False, *ACTIONS)

    def _open(self) -> None:
        self.stack.setCurrentWidget(self.card)
        self.header.setEnabled(True)
        self.nav.show()
        self.actions_.enable(True, *ACTIONS)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._close()
        self.unread.explain(error)

    @Slot()
    def _loaded(self) -> None:
        view = self.desk.view
        if view is None:
            return
        if self.stack.currentWidget() is self.unread:
            self._open()
        self.nav.show_counts(view)
        if not self.desk.item_id:
            first = str(self._wanted.get("item") or next(iter(view.open_items), view.items[0].item.id))
            self.desk.stand_on(first if view.find(first) is not None else view.items[0].item.id)
            self._come_back()
        else:
            self._show()
        if self.stack.currentWidget() is self.list:
            self.list.show_view(view, self.desk.item_id)

    @Slot()
    def _moved(self) -> None:
        self.card.undo.forget()
        self.card.verticalScrollBar().setValue(0)
        self._show()
        self.item_changed.emit(self.desk.item_id)
        self.ctx.place_changed.emit()

    def _show(self) -> None:
        """The current item, its section and its neighbours."""
        view, current = self.desk.view, self.desk.current()
        if view is None or current is None:
            return
        self._show_progress()
        self.card.show_item(current, self.desk.draft)
        self._show_reason()
        self.nav.show_place(*self._neighbours())
        self._allow()

    def _show_progress(self) -> None:
        """Of the current section, or of the whole list where that is seen."""
        view, current = self.desk.view, self.desk.current()
        if view is None or current is None:
            return
        if self.stack.currentWidget() is self.list:
            self.header.show_whole(view)
        else:
            self.header.show_section(view, current.item.section)

    def _allow(self) -> None:
        """Answers are given where the item is seen, not over the list."""
        current = self.desk.current()
        seen = current is not None and editable(current) and self.stack.currentWidget() is self.card
        self.actions_.enable(seen, *VALUES, "clear", "cite", "note")
        self.actions_.enable(seen and current is not None and not current.item.never_lifted, "NA")

    @Slot()
    def _edited(self) -> None:
        self.card.show_draft(self.desk.draft)
        self._show_reason()

    def _show_reason(self) -> None:
        tr = self.ctx.words.tr
        message, remedy = self.desk.reason()
        self.card.show_reason(tr(message), tr(remedy))

    @Slot(str)
    def _saved(self, at: str) -> None:
        words = self.ctx.words
        self.nav.show_saved(words.tr("saved {time}", time=words.time(parse_stamp(at))))

    # --- what the reader does ---

    @Slot(object)
    def _answered(self, value: Value | None) -> None:
        if value is None:
            self._take_back()
        else:
            self.desk.change(value=value)

    @Slot()
    def _pressed(self) -> None:
        name = self.sender().objectName().removeprefix("checklist.")
        for value in VALUES:
            if value == name:
                self.desk.change(value=value)

    @Slot()
    def _take_back(self) -> None:
        value = self.desk.draft.value
        self.desk.take_back()
        if value is not None:
            self.card.undo.offer(self.ctx.words.tr("Answer taken back."), lambda: self.desk.change(value=value))

    @Slot(str)
    def _noted(self, text: str) -> None:
        self.desk.change(note=text)

    @Slot(object)
    def _open_citation(self, draft: CitationDraft) -> None:
        self.citation_opened.emit(as_citation(draft, self.desk.case_id))

    @Slot(object)
    def _remove_citation(self, draft: CitationDraft) -> None:
        before = self.desk.draft.citations
        self.desk.change(citations=tuple(one for one in before if one != draft))
        self.card.undo.offer(self.ctx.words.tr("Citation removed."), lambda: self.desk.change(citations=before))
        self.card.citations.add.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _open_consent(self) -> None:
        """Ask for the consent where the register names the person whose it is."""
        case_id, assessment = self.desk.case_id, self.ctx.services.assessment

        def done(found: tuple[Obstacle, ...]) -> None:
            wanted = next((one for one in found if one.code in ("consent.missing", "person.no_principal")), None)
            if wanted is not None:
                self.obstacle_opened.emit(wanted)

        self.ctx.run(self, lambda: assessment.signing_status(case_id), done)

    @Slot()
    def _to_note(self) -> None:
        self._turn_list(False)
        self.card.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- list and history ---

    @Slot(bool)
    def show_list(self, on: bool) -> None:
        self._turn_list(on)
        (self.list.list if on else self.card.control).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _toggle_list(self) -> None:
        self.show_list(self.stack.currentWidget() is not self.list)

    @Slot()
    def _show_open(self) -> None:
        self.list.set_filter("open")
        self.show_list(True)

    @Slot()
    def _show_blocking(self) -> None:
        self.list.set_filter("blocking")
        self.show_list(True)

    def _turn_list(self, on: bool) -> None:
        self.header.list_button.setChecked(on)
        self.stack.setCurrentWidget(self.list if on else self.card)
        self._allow()
        self._show_progress()
        if on and self.desk.view is not None:
            self.list.show_view(self.desk.view, self.desk.item_id)

    @Slot()
    def show_history(self) -> None:
        if self.desk.item_id:
            show_history(self.ctx, self, self.desk.case_id, self.desk.item_id, self._open_citation)

    def _come_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        item, caret, chosen = wanted.get("item"), wanted.get("caret"), wanted.get("filter")
        if isinstance(item, str) and item:
            self.desk.stand_on(item)
        names: list[Filter] = [name for name, _text in FILTERS if name == chosen]
        if names:
            self.list.set_filter(names[0])
        if wanted.get("list") is True:
            self._turn_list(True)
        if isinstance(caret, int) and caret >= 0:
            self.card.note.setFocus(Qt.FocusReason.OtherFocusReason)
            self.card.note.set_caret(caret)

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            # going to another part of the case is leaving; a window that goes (lock, end) only keeps the draft
            (self.desk.flush if self.window().isHidden() else self.desk.leave)()
        super().hideEvent(event)
