"""Making, changing, deleting annotations of the exhibit one reads, with the way back for each of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

from desktop.errors import KnownError
from desktop.i18n import N_
from models.views.annotations import Annotation, AnnotationDraft, AnnotationKind, Labels
from models.views.changes import Changes, Done
from models.views.evidence import CitationDraft, ExhibitView, WholePlace
from ui.evidence import citing
from ui.evidence.annotation_names import KIND_NAMES, colour_name
from ui.evidence.annotation_sheet import AnnotationSheet
from ui.evidence.undoing import Do, Step, Undoing

if TYPE_CHECKING:
    from ui.evidence.evidence_pane import EvidencePane

KEYS = ("highlight", "underline", "frame", "note", "pin", "doubt", "colour", "bookmark", "notes")
ON_MARKS: tuple[AnnotationKind, ...] = ("highlight", "underline", "box")  # these need something marked
NOTHING_MARKED = N_("Mark text or a rectangle first, then choose this again.")
TABLES = frozenset({"annotation", "annotation_label"})


class Annotator(QObject):
    """Belongs to one evidence pane.

    Signals:
    shown: The annotations of the exhibit (tuple), after every change.
    chosen: The id of the annotation one has chosen on a page; empty for none.
    """

    shown = Signal(object)
    chosen = Signal(str)

    def __init__(self, pane: EvidencePane) -> None:
        super().__init__(pane)
        self._pane_ref = ref(pane)  # a cycle would keep a closed pane alive
        self._ctx = pane.ctx
        self._notes = pane.ctx.services.evidence.annotations
        self.annotations: tuple[Annotation, ...] = ()
        self.labels = Labels((), ())
        self.colour = 1
        self.tag = ""
        self.undoing = Undoing()
        self.undoing.moved = self._offer
        self.undoing.failed = self._step_failed
        made, canvas = pane.actions_, pane.canvas
        for key, kind in (("highlight", "highlight"), ("underline", "underline"), ("frame", "box"), ("note", "note")):
            made[key].triggered.connect(lambda _=False, kind=kind: self.make(kind))
        made["doubt"].triggered.connect(lambda: self.make("doubt"))
        made["pin"].triggered.connect(self._pin)
        made["colour"].triggered.connect(self.next_colour)
        made["undo"].triggered.connect(self.undo)
        made["redo"].triggered.connect(self.redo)
        self.edit_action = self._own_action(N_("Edit the annotation"), ("E", "У"), self.edit)
        self.delete_action = self._own_action(N_("Delete the annotation"), ("Del",), self.delete)
        canvas.clicked.connect(self._clicked)
        canvas.pinned.connect(self._pinned)
        pane.ctx.changed.connect(self._changed)

    def _own_action(self, name: str, keys: tuple[str, ...], slot: Callable[[], None]) -> QAction:
        """An action of the pages alone: in lists and fields the same keys do other things."""
        canvas = self._pane.canvas
        action = QAction(self._ctx.words.tr(name), canvas)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        action.setEnabled(False)
        canvas.addAction(action)
        return action

    @property
    def _pane(self) -> EvidencePane:
        pane = self._pane_ref()
        assert pane is not None
        return pane

    @property
    def exhibit(self) -> ExhibitView | None:
        return self._pane.exhibit

    @property
    def current(self) -> Annotation | None:
        """The annotation that is being worked on."""
        return next((one for one in self.annotations if one.id == self._pane.canvas.notes.chosen), None)

    # what is shown -------------------------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read the annotations of the exhibit that is open anew."""
        exhibit = self.exhibit
        if exhibit is None:
            self._show((), self.labels)
            return
        self._offer()

        def done(result: tuple[tuple[Annotation, ...], Labels]) -> None:
            if self.exhibit is not None and self.exhibit.id == exhibit.id:
                self._show(*result)

        self._ctx.run(self, lambda: (self._notes.of_exhibit(exhibit.id), self._notes.labels()), done, self._pane.say)

    def _show(self, annotations: tuple[Annotation, ...], labels: Labels) -> None:
        self.annotations, self.labels = annotations, labels
        canvas = self._pane.canvas
        canvas.notes.put(annotations)
        canvas.viewport().update()
        self.lay()
        self._offer()
        self.shown.emit(annotations)

    def lay(self) -> None:
        """Hand the annotations to a viewer that is not the page canvas."""
        other = self._pane.others.current
        if other is not None:
            other.show_annotations(self.annotations)

    def choose(self, annotation_id: str) -> None:
        """Work on this annotation; it is framed on its page."""
        canvas = self._pane.canvas
        if canvas.notes.chosen != annotation_id:
            canvas.notes.chosen = annotation_id
            canvas.viewport().update()
        self._offer()

    def _offer(self) -> None:
        made, one = self._pane.actions_, self.current
        made["undo"].setEnabled(self.undoing.can_undo)
        made["redo"].setEnabled(self.undoing.can_redo)
        self.edit_action.setEnabled(one is not None)
        self.delete_action.setEnabled(one is not None and one.mine)
        made.enable(self.exhibit is not None, KEYS)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        exhibit = self.exhibit
        if exhibit is not None and changes.kinds & TABLES and changes.case_id in (None, exhibit.case_id):
            self.refresh()

    @Slot(object)
    def _clicked(self, at: QPointF) -> None:
        canvas = self._pane.canvas
        one = canvas.notes.at(canvas, at)
        self.choose(one.id if one is not None else "")
        self.chosen.emit(one.id if one is not None else "")

    # making --------------------------------------------------------------------------------------------------------

    def make(self, kind: AnnotationKind) -> None:
        """Annotate what is marked; a note or a doubt without a mark stands on the page as a whole."""
        if self.exhibit is None:
            return
        if kind in ON_MARKS and self._pane.others.current is None and not self._pane.canvas.mark:
            if kind == "box" and self._pane.viewer.source is not None:
                self._pane.viewer.tools.take_box()
            self._ctx.messages.toast(self._ctx.words.tr(NOTHING_MARKED))
            return
        self._pane.marked(lambda draft: self._from(draft, kind))

    def _from(self, draft: CitationDraft, kind: AnnotationKind) -> None:
        exhibit = self.exhibit
        if exhibit is None or draft.exhibit_id != exhibit.id:
            return
        if kind in ON_MARKS and isinstance(draft.place, WholePlace):
            self._ctx.messages.toast(self._ctx.words.tr(NOTHING_MARKED))
            return
        made = AnnotationDraft(
            exhibit.id, exhibit.sha256, draft.place, kind, self.colour, self.tag, draft.quote[: citing.LONGEST_QUOTE]
        )
        if kind in ON_MARKS:
            self._add(made)
        else:
            sheet = AnnotationSheet(self._ctx, self._pane, self.labels, made)
            sheet.kept.connect(self._add)
            sheet.open()

    def _add(self, draft: AnnotationDraft) -> None:
        self.colour, self.tag = draft.colour, draft.tag
        name = self._ctx.words.tr(KIND_NAMES[draft.kind])

        def done(made: Done[Annotation]) -> None:
            self._pane.canvas.set_mark(None)
            self._pane.canvas.notes.chosen = made.value.id
            one = made.value.id
            self.undoing.did(Step(name, self._remover(one), self._restorer(one)))

        self._ctx.run(self, lambda: self._notes.add(draft), done, self._pane.say)

    @Slot()
    def _pin(self) -> None:
        source = self._pane.viewer.source
        if self.exhibit is None or source is None:
            self.make("pin")
            return
        self._pane.canvas.set_tool("pin")
        self._pane.canvas.setFocus()
        self._ctx.messages.toast(
            self._ctx.words.tr("Click where the pin is to stand, or move the cross and press Enter.")
        )

    @Slot(int, object)
    def _pinned(self, page: int, at: QPointF) -> None:
        source, canvas = self._pane.viewer.source, self._pane.canvas
        canvas.set_tool("text")
        if self.exhibit is None or source is None:
            return
        draft = citing.at_point(self.exhibit, source, page, at)
        if draft is not None:
            self._from(draft, "pin")

    @Slot()
    def next_colour(self) -> None:
        """The colour after this one, for the chosen annotation or for what is made next."""
        one = self.current
        slot = (one.colour if one is not None and one.mine else self.colour) % 4 + 1
        self.set_colour(slot)

    def set_colour(self, slot: int) -> None:
        one, words = self.current, self._ctx.words
        self.colour = slot
        if one is not None and one.mine:
            self.change(one, dataclasses.replace(one, colour=slot))
        self._ctx.messages.toast(words.tr("Colour: {name}", name=colour_name(words, self.labels, slot)))

    # changing ------------------------------------------------------------------------------------------------------

    @Slot()
    def edit(self) -> None:
        if (one := self.current) is not None:
            self.edit_one(one)

    def edit_one(self, one: Annotation) -> None:
        """Show the annotation in a sheet: to change it, or to read it if it is somebody else's."""
        sheet = AnnotationSheet(self._ctx, self._pane, self.labels, one)
        sheet.kept.connect(lambda wished: self.change(one, wished))
        sheet.open()

    def change(self, before: Annotation, after: Annotation) -> None:
        if after == before:
            return
        name = self._ctx.words.tr("Change of the annotation")

        def done(_made: object) -> None:
            self.undoing.did(Step(name, self._changer(before), self._changer(after)))

        self._ctx.run(self, lambda: self._notes.change(after), done, self._pane.say)

    @Slot()
    def delete(self) -> None:
        if (one := self.current) is not None:
            self.delete_one(one)

    def delete_one(self, one: Annotation) -> None:
        def done(_made: object) -> None:
            self.undoing.did(
                Step(self._ctx.words.tr("Deletion of the annotation"), self._restorer(one.id), self._remover(one.id))
            )
            self._ctx.messages.toast(self._ctx.words.tr("Deleted. Ctrl+Z brings it back."))

        self._ctx.run(self, lambda: self._notes.remove(one.id), done, self._pane.say)

    # back and forward ----------------------------------------------------------------------------------------------

    @Slot()
    def undo(self) -> None:
        tr = self._ctx.words.tr
        self.undoing.undo(lambda step: self._stepped(tr("Taken back: {action}", action=step.name)))

    @Slot()
    def redo(self) -> None:
        tr = self._ctx.words.tr
        self.undoing.redo(lambda step: self._stepped(tr("Done again: {action}", action=step.name)))

    def _stepped(self, text: str) -> None:
        self._ctx.messages.toast(text)

    def _step_failed(self, step: Step, error: Exception, dropped: bool) -> None:
        if not dropped or not isinstance(error, KnownError):
            self._pane.say(error)
        if dropped:
            words = self._ctx.words
            said = words.tr(
                "“{action}” can be neither undone nor redone any more; earlier steps can.", action=step.name
            )
            why = error.message(words) if isinstance(error, KnownError) else ""
            self._pane.banners.show_text(f"{why} {said}".strip(), "warn")
        self.refresh()

    def _remover(self, annotation_id: str) -> Do:
        return lambda ended, failed: self._run(lambda: self._notes.remove(annotation_id), ended, failed)

    def _restorer(self, annotation_id: str) -> Do:
        return lambda ended, failed: self._run(lambda: self._notes.restore(annotation_id), ended, failed)

    def _changer(self, wished: Annotation) -> Do:
        return lambda ended, failed: self._run(lambda: self._notes.change(wished), ended, failed)

    def _run(self, work: Callable[[], object], ended: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        self._ctx.run(self, work, lambda _done: ended(), failed)
