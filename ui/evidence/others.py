"""The viewers of a pane that are not the page canvas, made when the first exhibit of their kind is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from models.views.evidence import ExhibitView, Reader
from ui.context import Context
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import Document
from ui.evidence.other_viewer import OtherViewer

if TYPE_CHECKING:
    from ui.evidence.hex_view import HexView
    from ui.evidence.octets import Source


class Others(QObject):
    """`current` is the one that shows a document, None while the canvas, a card or nothing is shown.

    Signals:
        marked_changed, moved, failed, lost, brought, back_wanted: those of the viewers.
    """

    marked_changed = Signal()
    moved = Signal()
    failed = Signal(object)
    lost = Signal(object)
    brought = Signal(object)
    back_wanted = Signal()

    def __init__(self, ctx: Context, actions: ViewerActions, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._ctx = ctx
        self._actions = actions
        self._stack = stack
        self._made: dict[str, OtherViewer] = {}
        self._hex: HexView | None = None
        self.current: OtherViewer | None = None

    def show(self, document: Document, exhibit: ExhibitView) -> bool:
        """Show a document of one of these kinds; False for all others, which stay with the caller."""
        viewer = self._viewer(document.info.reader)
        if viewer is None:
            return False
        self.current = viewer
        self._stack.setCurrentWidget(viewer)
        self._actions.enable(True, viewer.KEYS)
        viewer.show_document(document, exhibit)
        return True

    def show_octets(self, source: Source, exhibit: ExhibitView) -> None:
        """Show the octets of an exhibit; `source` is closed with the view."""
        if self._hex is None:
            from ui.evidence.hex_view import HexView

            self._hex = HexView(self._ctx, self._actions)
            self._hex.back_wanted.connect(self.back_wanted)
            self._take(self._hex)
        self.current = self._hex
        self._stack.setCurrentWidget(self._hex)
        self._actions.enable(True, self._hex.KEYS)
        self._hex.show_source(source, exhibit)

    @property
    def octets_shown(self) -> bool:
        """Whether the octets of an exhibit are shown now."""
        return self._hex is not None and self.current is self._hex

    def clear(self) -> None:
        viewer, self.current = self.current, None
        if viewer is not None:
            self._actions.enable(False, viewer.KEYS)
            viewer.clear()

    def _viewer(self, reader: Reader) -> OtherViewer | None:
        if reader not in self._made:
            made = _make(reader, self._ctx, self._actions)
            if made is None:
                return None
            self._take(made)
            self._made[reader] = made
        return self._made[reader]

    def _take(self, made: OtherViewer) -> None:
        made.marked_changed.connect(self.marked_changed)
        made.moved.connect(self.moved)
        made.failed.connect(self.failed)
        made.lost.connect(self.lost)
        made.brought.connect(self.brought)
        self._stack.addWidget(made)


def _make(reader: Reader, ctx: Context, actions: ViewerActions) -> OtherViewer | None:
    if reader == "grid":
        from ui.evidence.grid_view import GridView

        return GridView(ctx, actions)
    if reader == "archive":
        from ui.evidence.archive_view import ArchiveView

        return ArchiveView(ctx, actions)
    if reader == "media":
        from ui.evidence.media_view import MediaView

        return MediaView(ctx, actions)
    return None
