"""What a machine read from the open scan: offered, read in the background, shown as such, found and cited."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from desktop.errors import KnownError
from desktop.evidence.page_texts import StoredText
from desktop.i18n import N_
from desktop.jobs import CANCELLED
from models.views.documents import PageText
from models.views.evidence import ExhibitView
from models.views.machine import MachineReading
from ui.context import Context
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import FAILED_TEXT, DocumentSource
from ui.evidence.opener import Opener
from ui.evidence.viewer import Viewer
from ui.messages import Action
from ui.tasks import Task
from ui.widgets.banner_area import BannerArea
from ui.widgets.label import Label

READERS = ("pdf", "image")
LANGUAGES: dict[str, str] = {
    "rus": N_("Russian"),
    "eng": N_("English"),
    "deu": N_("German"),
    "fra": N_("French"),
    "ukr": N_("Ukrainian"),
    "bel": N_("Belarusian"),
    "pol": N_("Polish"),
    "spa": N_("Spanish"),
    "ita": N_("Italian"),
}


def find_too(ctx: Context, source: DocumentSource, exhibit_id: str) -> None:
    """Let a search in `source` also find what a machine read from the exhibit's pictures."""
    machine, reader = ctx.services.evidence.machine, source.reader
    if reader in READERS:
        heights = {page: size.height for page, size in enumerate(source.info.pages)} if reader == "image" else {}
        source.machine_find = lambda needle: machine.find(exhibit_id, needle, reader, heights)


class MachineWords(QObject):
    """Works for one viewer; `note` is the quiet line under the page that says that its text is a machine's."""

    def __init__(
        self, ctx: Context, viewer: Viewer, opener: Opener, banners: BannerArea, actions: ViewerActions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._viewer = viewer
        self._opener = opener
        self._banners = banners
        self._actions = actions
        self._exhibit: ExhibitView | None = None
        self._source: DocumentSource | None = None
        self._readings: dict[int, MachineReading] = {}
        self._known = False  # the readings have come
        self._asked: set[int] = set()
        self._offered = False
        self._tasks: dict[str, Task] = {}
        self.note = Label("", "muted")
        self.note.setContentsMargins(12, 3, 12, 3)
        self.note.hide()
        viewer.put_under_page(self.note)
        viewer.canvas.words_ready.connect(self._page_read)
        viewer.page_changed.connect(self._page_read)
        actions["machine"].triggered.connect(self.read)

    @property
    def running(self) -> bool:
        """Whether the open exhibit is being read now."""
        return self._exhibit is not None and self._exhibit.id in self._tasks

    def follow(self, exhibit: ExhibitView | None) -> None:
        """Another exhibit is open in the viewer, or none."""
        self._exhibit, self._source = exhibit, self._viewer.source if exhibit is not None else None
        self._readings, self._known, self._offered = {}, False, False
        self._asked.clear()
        self.note.hide()
        possible = self._source is not None and self._source.reader in READERS
        self._actions.enable(possible, ("machine",))
        if exhibit is None or self._source is None or not possible:
            return
        find_too(self._ctx, self._source, exhibit.id)
        self._ask(exhibit)

    def _ask(self, exhibit: ExhibitView) -> None:
        def came(readings: tuple[MachineReading, ...]) -> None:
            if self._exhibit is None or self._exhibit.id != exhibit.id:
                return
            self._readings, self._known = {reading.page: reading for reading in readings}, True
            self._asked.clear()
            self._page_read(self._viewer.canvas.page)

        machine = self._ctx.services.evidence.machine
        self._ctx.run(self, lambda: machine.pages(exhibit.id), came, self._viewer.failed.emit)

    # one page ------------------------------------------------------------------------------------------------------

    @Slot(int)
    def _page_read(self, page: int) -> None:
        source = self._source
        if source is None or source is not self._viewer.source or not self._known:
            return
        words = source.words_here(page)
        if words is None or words is FAILED_TEXT:  # a page that could not be read may have letters all the same
            return
        reading = self._readings.get(page)
        blank = not words.text.strip()
        if blank and reading is not None and reading.words:
            self._fetch(source, page, reading)
        elif blank and reading is None and source.reader == "pdf":
            self._offer()
        if page == self._viewer.canvas.page:
            empty = reading is not None and not reading.words
            self._tell(reading if "machine_read" in words.warnings or empty else None)

    def _fetch(self, source: DocumentSource, page: int, reading: MachineReading) -> None:
        exhibit = self._exhibit
        if exhibit is None or page in self._asked:
            return
        self._asked.add(page)
        machine = self._ctx.services.evidence.machine

        def came(stored: StoredText | None) -> None:
            self._asked.discard(page)
            frame = source.frames.get(page)
            if stored is not None and frame is not None and source is self._source:
                text = PageText(stored.text, stored.boxes, frame, warnings=("machine_read",))
                source.put_machine(page, text, reading.reader)

        self._ctx.run(self, lambda: machine.text(exhibit.id, page), came, self._viewer.failed.emit)

    def _tell(self, reading: MachineReading | None) -> None:
        tr = self._ctx.words.tr
        if reading is None:
            self.note.hide()
            return
        names = [tr(LANGUAGES[name]) if name in LANGUAGES else name for name in reading.languages.split("+")]
        # in Russian, languages are written small inside a sentence
        languages = ", ".join(name.lower() if self._ctx.words.language == "ru" else name for name in names)
        if reading.words:
            text = tr(
                "Machine-read ({program}; {languages}): compare with the picture before you rely on it.",
                program=reading.program,
                languages=languages,
            )
        else:
            text = tr(
                "No words found by machine ({program}; {languages}).", program=reading.program, languages=languages
            )
        self.note.setText(text)
        self.note.setToolTip(
            tr("The machine was {sure} % sure of its words.", sure=reading.sure) if reading.words else ""
        )
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.show()

    def _offer(self) -> None:
        if self._offered or self.running or self._ctx.services.vault.read_only:
            return
        self._offered = True
        tr = self._ctx.words.tr
        action = Action(tr("Read by machine"), self.read)
        text = tr("This page is a picture without letters of its own: nothing on it can be found or marked as text.")
        self._banners.show_text(text, "info", action, owner=self._viewer.canvas)

    # the job -------------------------------------------------------------------------------------------------------

    @Slot()
    def read(self) -> None:
        """Read all pages without letters in the background, with progress and cancel in the status line."""
        exhibit = self._exhibit
        if exhibit is None or exhibit.id in self._tasks:
            return
        self._banners.clear(self._viewer.canvas)
        ctx, machine, password = self._ctx, self._ctx.services.evidence.machine, self._opener.password
        stated = exhibit.details.lang
        title = ctx.words.tr("Reading {number} by machine", number=exhibit.number)

        def done(count: int) -> None:
            self._tasks.pop(exhibit.id, None)
            if self._exhibit is None or self._exhibit.id != exhibit.id:
                return
            self._ask(exhibit)
            if not count:
                self._ctx.messages.toast(ctx.words.tr("Every page has its text already."))

        def broke(error: Exception) -> None:
            self._tasks.pop(exhibit.id, None)
            if self._exhibit is not None and self._exhibit.id == exhibit.id:
                self._ask(exhibit)  # what was read before stays
                if not (isinstance(error, KnownError) and error.sentence is CANCELLED):
                    self._viewer.failed.emit(error)

        self._tasks[exhibit.id] = ctx.run_long(
            self,
            title,
            lambda progress: machine.run(exhibit.id, progress, ctx.on_database, stated=stated, password=password),
            done,
            broke,
            quiet=True,
        )
