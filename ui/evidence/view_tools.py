"""The viewer's tools by their keys and buttons: pages, zoom, turn, marking, what stands beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ui.evidence.actions import ViewerActions
from ui.evidence.marks import TextMark
from ui.evidence.page_scroll import STEP

if TYPE_CHECKING:
    from ui.evidence.viewer import Viewer

COVER = "pages.cover"


class ViewTools(QObject):
    """Works for one viewer.

    Signals:
    changed: What is shown beside the page or how it is shown changed.
    """

    changed = Signal()

    def __init__(self, viewer: Viewer, actions: ViewerActions) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self._canvas = canvas = viewer.canvas
        self._actions = actions
        for key, slot in (
            ("previous", lambda: canvas.go_to(canvas.page - 1)),
            ("next", lambda: canvas.go_to(canvas.page + 1)),
            ("zoom_in", lambda: canvas.zoom_by(STEP)),
            ("zoom_out", lambda: canvas.zoom_by(1 / STEP)),
            ("real", lambda: canvas.set_percent(100)),
            ("width", lambda: canvas.set_fit("width")),
            ("whole", lambda: canvas.set_fit("page")),
            ("turn_right", lambda: self._turn(90)),
            ("turn_left", lambda: self._turn(270)),
            ("turn_page_right", lambda: self._turn_page(90)),
            ("turn_page_left", lambda: self._turn_page(270)),
            ("text", self._text),
            ("box", self.take_box),
            ("caret", self._caret),
            ("all", self._mark_page),
            ("strip", self._strip),
            ("outline", self._outline),
            ("back", viewer.ways.back),
            ("forward", viewer.ways.forward),
            ("link", viewer.ways.next_link),
            ("pages2", self._two_pages),
            ("cover", self._cover),
            ("play", self._play),
        ):
            actions.on(key, slot, lambda: viewer.source is not None)

    @property
    def cover(self) -> bool:
        """Whether the first page stands alone where two stand beside each other."""
        return COVER in self._viewer.settings.window

    def show(self) -> None:
        """Tick what is on."""
        viewer, canvas, made = self._viewer, self._canvas, self._actions
        made["width"].setChecked(canvas.fit == "width")
        made["whole"].setChecked(canvas.fit == "page")
        made["text"].setChecked(canvas.tool is canvas.text_tool)
        made["box"].setChecked(canvas.tool is canvas.box_tool)
        made["caret"].setChecked(canvas.text_tool.caret_on)
        made["strip"].setChecked(not viewer.strip.isHidden())
        made["outline"].setChecked(not viewer.outline.isHidden())
        made["pages2"].setChecked(canvas.columns == 2)
        made["cover"].setChecked(canvas.columns == 2 and canvas.cover)
        made["play"].setChecked(viewer.player.playing)

    def to_page(self) -> None:
        """Back to the document with the keyboard."""
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_box(self) -> None:
        """From now on dragging marks a rectangle."""
        self._canvas.set_tool("box")
        self.to_page()

    def _text(self) -> None:
        self._canvas.set_tool("text")
        self.to_page()

    def _caret(self) -> None:
        self._canvas.set_tool("text", keep=True)
        self._canvas.text_tool.toggle_caret()
        self.to_page()

    def _mark_page(self) -> None:
        page, source = self._canvas.page, self._viewer.source
        words = source.words(page) if source is not None else None
        if words is not None and len(words):
            self._canvas.set_tool("text", keep=True)
            self._canvas.set_mark(TextMark(page, 0, len(words)))

    def _turn(self, by: int) -> None:
        self._canvas.set_turn((self._canvas.turn + by) % 360)
        self._viewer.turned.emit(self._canvas.turning)

    def _turn_page(self, by: int) -> None:
        self._canvas.turn_page(by)
        self._viewer.turned.emit(self._canvas.turning)

    def _strip(self) -> None:
        self._viewer.strip.setVisible(self._viewer.strip.isHidden())
        self.changed.emit()

    def _outline(self) -> None:
        self._viewer.ways.toggle_outline()
        self.changed.emit()

    def _two_pages(self) -> None:
        self._canvas.set_columns(1 if self._canvas.columns == 2 else 2, cover=self.cover)
        self.changed.emit()

    def _cover(self) -> None:
        """Whoever asks for the first page alone wants two beside each other."""
        settings = self._viewer.settings
        if self.cover and self._canvas.columns == 2:
            del settings.window[COVER]
        else:
            settings.window[COVER] = "yes"
        settings.save()
        self._canvas.set_columns(2, cover=self.cover)
        self.changed.emit()

    def _play(self) -> None:
        self._viewer.player.toggle()
        self.changed.emit()
