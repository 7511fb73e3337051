"""What the evidence pane asks of a viewer that is not the page canvas: sheets, archives, octets, recordings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from models.views.annotations import Annotation
from models.views.evidence import CitationDraft, ExhibitView, Place
from ui.context import Context
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import Document, end

Ready = Callable[[CitationDraft], None]


class OtherViewer(QWidget):
    """Base of such viewers. The actions are shared by all viewers of a pane: `on` connects one to what it does here,
    and it is done only while this viewer has a document.

    Signals:
        marked_changed: Whether something is marked that can be copied may have changed.
        moved: The reader went to another place.
        failed: An exception of the decoder.
        lost: An exception: nothing more comes of this document.
        brought: A `Brought`: files made of the document that are to be taken in.
    """

    marked_changed = Signal()
    moved = Signal()
    failed = Signal(object)
    lost = Signal(object)
    brought = Signal(object)

    KEYS: Sequence[str] = ()  # the actions that work here, beside those of every exhibit

    def __init__(self, ctx: Context, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.actions_ = actions
        self.document: Document | None = None
        self.exhibit: ExhibitView | None = None
        # with the window gone nobody calls `clear`, and a decoder must not outlive its viewer
        held = self._held = list[Document]()
        self.destroyed.connect(lambda: _end_all(held))

    def hold(self, document: Document, exhibit: ExhibitView) -> None:
        """Take a document instead of the one that is here."""
        self.release()
        self.document, self.exhibit = document, exhibit
        self._held.append(document)

    def release(self) -> None:
        """Close the document, if one is here; answers still under way find another or none."""
        document, self.document, self.exhibit = self.document, None, None
        self._held.clear()
        if document is not None:
            end(document)

    def on(self, key: str, slot: Callable[[], None]) -> None:
        self.actions_.on(key, slot, lambda: self.document is not None)

    def button(self, key: str) -> QToolButton:
        """An action as an icon, for the viewer's bar."""
        made, action = QToolButton(), self.actions_[key]
        made.setDefaultAction(action)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        made.setIconSize(QSize(self.ctx.theme.px(16), self.ctx.theme.px(16)))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAccessibleName(action.text())
        made.setAutoRaise(True)
        return made

    def show_document(self, document: Document, exhibit: ExhibitView) -> None:
        """Show a document; it is closed by `clear`."""
        raise NotImplementedError

    def clear(self) -> None:
        """Let go of the document."""
        raise NotImplementedError

    def retry(self) -> None:
        """Ask again for what could not be read."""

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def cite(self, done: Ready) -> None:
        """Build the citation of what is marked, or of where one is."""
        raise NotImplementedError

    @property
    def marked(self) -> bool:
        """Whether there is something to copy."""
        return False

    def copy_text(self, done: Callable[[str], None]) -> None:
        """Hand over the marked text."""

    def come_to(self, place: Place) -> None:
        """Go to a cited place and light it up."""

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show these annotations where they stand, instead of those shown before."""

    def place(self) -> dict[str, object]:
        """Where one is, as plain values."""
        return {}

    def put_place(self, place: dict[str, object]) -> None:
        """The inverse of `place`; whatever is missing or odd is left as it is."""


def _end_all(documents: list[Document]) -> None:
    for document in documents:
        end(document)
