"""The octets of an exhibit: for kinds without a viewer, and for whoever wants to see what a file really holds."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.jobs import Progress
from models.views.evidence import CitationDraft, ExhibitView, WholePlace
from ui.context import Context
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import Document
from ui.evidence.find_bar import FindBar
from ui.evidence.hex_canvas import HexCanvas
from ui.evidence.names import format_name
from ui.evidence.octets import Octets, Source, needles, position
from ui.evidence.other_viewer import OtherViewer, Ready
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.line import Line

LONGEST_COPY = 64 << 10


class HexView(OtherViewer):
    """Signals:
    back_wanted: The reader wants the exhibit as it is usually shown.
    """

    back_wanted = Signal()

    KEYS = ("go", "find", "find_next", "find_previous", "all")

    def __init__(self, ctx: Context, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(ctx, actions, parent)
        words, theme = ctx.words, ctx.theme
        tr = words.tr
        self.octets: Octets | None = None
        self._sought = Progress()
        self._needle = ""
        self.find_bar = FindBar(words, theme, actions)
        self.sentence = Label("", "muted")
        self.back = Button(tr("Back to the exhibit"), "link")
        self.back.clicked.connect(self.back_wanted)
        self.canvas = HexCanvas(theme, tr("Octets of the file"))
        self.offset = QLineEdit()
        self.offset.setAccessibleName(tr("Offset"))
        self.offset.setToolTip(tr("Go to an offset, such as 4096 or 0x1000"))
        self.offset.setFixedWidth(theme.px(120))
        self.offset.returnPressed.connect(self._typed)
        self.told = Label("", "muted", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        top = QHBoxLayout()
        top.setContentsMargins(12, 4, 8, 4)
        top.addWidget(self.sentence, 1)
        top.addWidget(self.back)
        column.addLayout(top)
        column.addWidget(Line())
        column.addWidget(self.canvas, 1)
        column.addWidget(Line())
        row = QHBoxLayout()
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self.offset)
        row.addWidget(self.told, 1)
        row.addWidget(self.button("find"))
        column.addLayout(row)
        self.setFocusProxy(self.canvas)
        self.canvas.moved.connect(self._moved)
        self.find_bar.searched.connect(self._search)
        self.find_bar.stepped.connect(self._step)
        self.find_bar.closed.connect(self._close_find)
        self.on("go", self._edit)
        self.on("find", lambda: self.find_bar.open())
        self.on("find_next", lambda: self._step(1))
        self.on("find_previous", lambda: self._step(-1))
        self.on("all", self.canvas.mark_all)

    def on(self, key: str, slot: Callable[[], None]) -> None:
        self.actions_.on(key, slot, lambda: self.octets is not None)

    def show_document(self, document: Document, exhibit: ExhibitView) -> None:
        raise NotImplementedError("octets are shown from the source")

    def show_source(self, source: Source, exhibit: ExhibitView) -> None:
        """Show the octets of `source`, which `clear` closes."""
        self.clear()
        self.exhibit = exhibit
        octets = self.octets = Octets(self.ctx, source, self)
        octets.failed.connect(self.failed)
        words = self.ctx.words
        kind, size = format_name(words, exhibit.format), words.size(exhibit.size)
        if exhibit.reader == "none":
            text = words.tr(
                "{kind}, {size}: there is no viewer for this kind; its octets are shown.", kind=kind, size=size
            )
        else:
            text = words.tr("{kind}, {size}: its octets are shown as they are in the file.", kind=kind, size=size)
        self.sentence.setText(text)
        self.canvas.show_octets(octets)

    def clear(self) -> None:
        self._sought.cancel()
        octets, self.octets, self.exhibit = self.octets, None, None
        self.canvas.show_octets(None)
        self.find_bar.forget()
        if octets is not None:
            # a read may be under way, and closing waits for it
            Thread(target=octets.close, name="octets-close", daemon=True).start()
            octets.deleteLater()

    def cite(self, done: Ready) -> None:
        exhibit = self.exhibit
        if exhibit is not None:
            done(CitationDraft(exhibit.id, exhibit.sha256, WholePlace(), number=exhibit.number))

    @property
    def marked(self) -> bool:
        return self.octets is not None and self.canvas.mark is not None

    def copy_text(self, done: Callable[[str], None]) -> None:
        """The marked octets as hexadecimal numbers, at most 64 KiB of them."""
        octets, mark = self.octets, self.canvas.mark
        if octets is not None and mark is not None:
            start, end = mark

            def work() -> str:
                return octets.read(start, min(end - start, LONGEST_COPY)).hex(" ").upper()

            self.ctx.pool(self, work, done, self.failed.emit)

    def place(self) -> dict[str, object]:
        return {"octet": self.canvas.caret} if self.octets is not None else {}

    @Slot()
    def _moved(self) -> None:
        octets, canvas, words = self.octets, self.canvas, self.ctx.words
        if octets is None:
            self.told.setText("")
            self.offset.setText("")
            return
        mark = canvas.mark
        if not self.offset.hasFocus():
            self.offset.setText(f"0x{canvas.caret:X}")
        told = words.tr("{n} of {total}", n=words.number(canvas.caret), total=words.number(octets.size))
        if mark is not None:
            told += " · " + words.trn("{n} octet marked", "{n} octets marked", mark[1] - mark[0])
        self.told.setText(told)
        value = octets.here(canvas.caret, 1) if octets.size else b""
        canvas.setAccessibleDescription(f"{canvas.caret:X}: {value.hex().upper() if value else ''}")
        self.marked_changed.emit()

    # going and finding ---------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        self.offset.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.offset.selectAll()

    @Slot()
    def _typed(self) -> None:
        at = position(self.offset.text())
        if at is None:
            self.offset.selectAll()
            return
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.canvas.go_to(at)

    @Slot(str)
    def _search(self, typed: str) -> None:
        self._needle = typed
        self._look(self.canvas.caret)

    def _step(self, by: int) -> None:
        if self._needle and by > 0:
            mark = self.canvas.mark
            self._look((mark[0] if mark is not None else self.canvas.caret) + 1)

    def _look(self, start: int) -> None:
        self._sought.cancel()
        octets, wanted = self.octets, needles(self._needle)
        if octets is None or not wanted:
            self.find_bar.clear_count()
            return
        progress = self._sought = Progress()
        self.find_bar.busy()

        def done(hit: tuple[int, int] | None) -> None:
            if progress is not self._sought or self.octets is not octets:
                return
            if hit is None:
                self.find_bar.show_count(0, 0)
            else:
                self.find_bar.count.setText(f"0x{hit[0]:X}")
                self.canvas.go_to(*hit)

        def broke(error: Exception) -> None:
            if progress is self._sought:
                self.failed.emit(error)

        self.ctx.pool(self, lambda: octets.find(wanted, start, progress), done, broke)

    @Slot()
    def _close_find(self) -> None:
        self.find_bar.hide()
        self.find_bar.forget()
        self._sought.cancel()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
