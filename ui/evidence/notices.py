"""What is said above an exhibit: a failure and the way back, warnings about the file, links that are not followed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.errors import KnownError
from desktop.evidence import sentences
from ui.context import Context
from ui.messages import Action
from ui.widgets.banner_area import BannerArea

WORTH_SAYING = frozenset(
    {
        "cut",
        "more_frames",
        "unreadable_characters",
        "direction_marks",
        "damaged",
        "remote_content",
        "nested",
        "rtf_only",
        "two_forms",
        "in_container",
        "forms_left",
        "macros",
        "outside_links",
        "embedded_objects",
        "hidden_sheets",
        "tracked_changes",
        "refused_members",
        "no_text",
        "no_pages",
        "also_zip",
        "also_pdf",
        "also_html",
        "also_program",
        "also_archive",
        "also_other",
        "data_behind",
        "rough_moments",
    }
)


class Notices(BannerArea):
    """Signals:
    again_wanted: The exhibit, or the pages that did not come, are to be tried again.
    text_wanted: The page's text is to be copied.
    """

    again_wanted = Signal()
    text_wanted = Signal()

    def __init__(self, ctx: Context, links: QObject, pages: QObject, parent: QWidget | None = None) -> None:
        """`links` and `pages` own what is said about a link and about a page: it goes when they say something new."""
        super().__init__(ctx.words, ctx.theme, parent)
        self._ctx = ctx
        self._links, self._pages = links, pages

    def say(self, error: Exception, *, again: bool = True) -> None:
        """What went wrong, with a button that tries once more; pages that are here already stay."""
        if not isinstance(error, KnownError):
            self._ctx.messages.error(self, error)
            return
        if error.code == sentences.CLOSED.code:
            return  # an answer that came after the exhibit was put away
        words = self._ctx.words
        action = Action(words.tr("Show again"), self.again_wanted.emit) if again else None
        self.show_text(f"{error.message(words)} {error.remedy(words)}".strip(), "bad", action)

    def note(self, codes: Iterable[str]) -> None:
        """What a reader must know of the file, of `sentences.NOTES`; that its layout is lost, `OfficePages` says."""
        notes = [self._ctx.words.tr(sentences.NOTES[code]) for code in codes if code in WORTH_SAYING]
        if notes:
            self.show_text(" ".join(notes), "warn")

    @Slot(str)
    def outside(self, address: str) -> None:
        """A link to the outside is shown as text: nothing in an exhibit is ever fetched."""
        text = self._ctx.words.tr("This link leads outside and is not opened: {address}", address=address)
        self.clear(self._links)
        self.show_text(text, "info", owner=self._links)

    @Slot(bool)
    def undrawn(self, missing: bool) -> None:
        """R-D4: letters that are in the file and not in its picture must not go unseen."""
        self.clear(self._pages)
        if missing:
            tr = self._ctx.words.tr
            action = Action(tr("Copy the page's text"), self.text_wanted.emit)
            said = sentences.NOTES["text_not_drawn"]
            self.show_text(tr(said), "warn", action, owner=self._pages)
