"""Where one comes to in an exhibit: a cited place, a place that was found, or the place one was at before a lock."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from models.views.evidence import CellPlace, Citation, ExhibitView
from models.views.search import SearchResult
from ui.evidence.notices import Notices
from ui.evidence.others import Others
from ui.evidence.viewer import Viewer


class Landing:
    """What was asked for waits here until the exhibit is open."""

    def __init__(self, pane: QWidget, viewer: Viewer, others: Others, banners: Notices, said: str) -> None:
        """`said`: the warning that a citation was made in another version of the file."""
        self._pane, self._viewer, self._others, self._banners, self._said = pane, viewer, others, banners, said
        self._target: Citation | None = None
        self._found: SearchResult | None = None
        self._place: dict[str, object] | None = None
        self._focus_before: QWidget | None = None
        self.takes_focus = True  # with what is opened

    def ask(self, citation: Citation | None, found: SearchResult | None) -> None:
        self._target, self._found = citation, found

    @property
    def awaited(self) -> bool:
        """Whether a place was asked for and not come to yet."""
        return any(one is not None for one in (self._target, self._found, self._place))

    def ask_back(self, place: dict[str, object]) -> None:
        """Come back to a place of `EvidencePane.place` once its exhibit is open."""
        self._place = dict(place)

    def sets_out(self) -> None:
        """An exhibit is about to open."""
        self._focus_before = QApplication.focusWidget()

    def arrive(self, exhibit: ExhibitView) -> None:
        """The exhibit is shown: come to what was asked for, and take the focus there if the reader waited for it."""
        place, self._place = self._place, None
        if place is not None and place.get("exhibit") != exhibit.id:
            place = None
        if place is not None and self._others.current is not None:
            self._others.current.put_place(place)
        elif place is not None and "page" in place:
            self._viewer.put_place(place)
        self.come(exhibit)
        if self._may_take_focus(place):
            self.focus()

    def come(self, exhibit: ExhibitView) -> None:
        """To the found or cited place of the exhibit that is shown."""
        target, self._target = self._target, None
        found, self._found = self._found, None
        if found is not None and found.page is not None:
            at = found.context
            if self._others.current is None:
                self._viewer.come_to_words(found.page, at.start, at.count, found.offset, found.rects)
            elif found.cell is not None:
                self._others.current.come_to(CellPlace(*found.cell))
        if target is None:
            return
        if target.sha256 != exhibit.sha256:
            self._banners.show_text(self._said, "warn")
        if self._others.current is not None:
            self._others.current.come_to(target.place)
        else:
            self._viewer.come_to(target.place)

    def focus(self) -> None:
        if self._others.current is not None:
            self._others.current.take_focus()
        else:
            self._viewer.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_take_focus(self, restored: dict[str, object] | None) -> bool:
        """Not from a reader who has gone on while the exhibit was opening, nor from where a lock was."""
        if not self.takes_focus:
            return False
        if restored is not None:
            return restored.get("focus") is True
        now = QApplication.focusWidget()
        return now is None or now is self._focus_before or self._pane.isAncestorOf(now)
