"""An office document as pages: said where its layout is lost, made by LibreOffice as a derived exhibit, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, Slot

from desktop.errors import KnownError
from desktop.evidence.libreoffice import FORMATS
from desktop.evidence.sentences import NOTES
from desktop.i18n import N_
from desktop.jobs import CANCELLED
from models.views.changes import Changes, Done
from models.views.evidence import ExhibitView
from ui.evidence.document_source import Document
from ui.messages import Action
from ui.tasks import Task

if TYPE_CHECKING:
    from ui.evidence.evidence_pane import EvidencePane

LOST = ("layout_lost", "cells_only")
WHAT_HAPPENS = N_("LibreOffice can lay it out as pages, in isolation: a new, derived exhibit.")


class OfficePages(QObject):
    """Belongs to one evidence pane: its banner, the button of its card of facts, its action "Show as pages"."""

    def __init__(self, pane: EvidencePane) -> None:
        super().__init__(pane)
        self._pane_ref = ref(pane)  # a cycle would keep a closed pane alive
        self._ctx = pane.ctx
        self._conversions = pane.ctx.services.evidence.conversions
        self._made: ExhibitView | None = None
        self._lost = ""  # the note on what is not shown of the open exhibit
        self._ready = False  # the exhibit stands on the screen
        self._tasks: dict[str, Task] = {}
        pane.opener.known.connect(self._reset)
        pane.opener.opened.connect(self._opened)
        pane.opener.failed.connect(self._failed)
        pane.card.pages_wanted.connect(self.show_pages)
        pane.actions_["laid_out"].triggered.connect(self.show_pages)
        pane.ctx.changed.connect(self._changed)

    @property
    def _pane(self) -> EvidencePane:
        pane = self._pane_ref()
        assert pane is not None
        return pane

    @property
    def _exhibit(self) -> ExhibitView | None:
        """The open exhibit, if it is of a kind that pages can be made of."""
        exhibit = self._pane.exhibit
        return exhibit if exhibit is not None and exhibit.format in FORMATS else None

    @property
    def running(self) -> bool:
        """Whether pages of the open exhibit are being made now."""
        return self._exhibit is not None and self._exhibit.id in self._tasks

    @Slot()
    def _reset(self) -> None:
        self._made, self._lost, self._ready = None, "", False

    @Slot(object)
    def _opened(self, document: Document) -> None:
        self._lost = next((code for code in LOST if code in document.info.warnings), "")
        self._offer()

    @Slot()
    def _failed(self) -> None:
        """What can't be read here may still be laid out there."""
        if self._exhibit is not None:
            self._offer()

    def _offer(self) -> None:
        self._ready = True
        self._pane.actions_.enable(self._exhibit is not None, ("laid_out",))
        self._tell()
        self._ask()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        exhibit = self._exhibit
        if self._ready and exhibit is not None and changes.case_id == exhibit.case_id and "exhibit" in changes.kinds:
            self._ask()

    def _ask(self) -> None:
        exhibit, conversions = self._exhibit, self._conversions
        if exhibit is None:
            return

        def came(made: ExhibitView | None) -> None:
            if self._exhibit is exhibit and made != self._made:
                self._made = made
                self._tell()

        self._ctx.run(self, lambda: conversions.made_of(exhibit.id), came, self._pane.say)

    def _tell(self) -> None:
        tr, pane, exhibit = self._ctx.words.tr, self._pane, self._exhibit
        possible = exhibit is not None and (self._made is not None or self._allowed(exhibit))
        if self._made is not None:
            verb, more = tr("Open its pages ({number})", number=self._made.number), ""
        else:
            verb, more = tr("Show as pages"), tr(WHAT_HAPPENS)
        pane.card.offer_pages(verb if possible else "", more if possible else "")
        pane.actions_["laid_out"].setText(verb)
        pane.banners.clear(self)
        if self._lost:
            text = f"{tr(NOTES[self._lost])} {more if possible else ''}".strip()
            action = Action(verb, self.show_pages) if possible else None
            pane.banners.show_text(text, "warn", action, owner=self)

    def _allowed(self, exhibit: ExhibitView) -> bool:
        return exhibit.status == "admitted" and not self._ctx.services.vault.read_only

    @Slot()
    def show_pages(self) -> None:
        """Open the pages of the open exhibit; make them first, in the background, where there are none yet."""
        exhibit, ctx, conversions = self._exhibit, self._ctx, self._conversions
        if exhibit is None or exhibit.id in self._tasks:
            return
        if self._made is not None:
            self._pane.exhibit_wanted.emit(self._made.id)
            return
        words = ctx.words

        def done(value: Done[ExhibitView] | ExhibitView) -> None:
            self._tasks.pop(exhibit.id, None)
            made = value.value if isinstance(value, Done) else value
            ctx.messages.toast(
                words.tr("{number}: the pages of {original}", number=made.number, original=exhibit.number)
            )
            if self._pane.exhibit is not None and self._pane.exhibit.id == exhibit.id:
                self._pane.exhibit_wanted.emit(made.id)

        def broke(error: Exception) -> None:
            self._tasks.pop(exhibit.id, None)
            if isinstance(error, KnownError) and error.sentence is CANCELLED:
                ctx.messages.toast(error.message(words))
            elif self._pane.exhibit is not None and self._pane.exhibit.id == exhibit.id:
                self._pane.banners.say(error, again=False)
            else:
                ctx.messages.error(self._pane, error)

        self._tasks[exhibit.id] = ctx.run_long(
            self,
            words.tr("Laying out {number} as pages", number=exhibit.number),
            lambda progress: conversions.run(exhibit.id, words, progress, ctx.on_database),
            done,
            broke,
        )
