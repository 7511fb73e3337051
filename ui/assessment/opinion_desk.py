"""The opinion being worked on: drafts after 500 ms, a version when the editor is left, and what blocks signing.

Knows no widgets. The draft here is always the newest; whatever comes from the register is older.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.views.assessment import Obstacle, OpinionDraft, OpinionView, ParagraphDraft
from models.views.changes import Changes, Done
from models.views.evidence import CitationDraft
from models.views.papers import PartKind
from ui.assessment.citing_cautions import CitingCautions
from ui.context import Context

PAUSE_MS = 500
CARES = frozenset(
    {"answer", "answer_draft", "applicability", "case", "consent", "exhibit", "person", "profile", "opinion"}
)


class OpinionDesk(QObject):
    """Signals:
    loaded: The opinion was read; `draft` holds what to show.
    failed: The error because of which it can't be shown.
    judged: `obstacles` were looked up anew.
    saved: The stamp of the last draft or version that is safe.
    recorded: The number of a version that went on record.
    """

    loaded = Signal()
    failed = Signal(object)
    judged = Signal()
    saved = Signal(str)
    recorded = Signal(int)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.case_id = ""
        self.view: OpinionView | None = None
        self.draft = OpinionDraft()
        self.obstacles: tuple[Obstacle, ...] = ()
        self.cautions = CitingCautions(ctx, self, drafted=True)
        self._dirty = False
        self._own_seq = -1
        self._saving = 0
        self._judging = False
        self._judge_again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        ctx.changed.connect(self._changed)

    def set_case(self, case_id: str) -> None:
        """Leave the old case and read the opinion of another."""
        self.leave()
        self.case_id, self.view, self.draft, self.obstacles = case_id, None, OpinionDraft(), ()
        self.cautions.set_case(case_id)
        if case_id:
            self._load()

    @property
    def busy(self) -> bool:
        """Something typed is not safe yet, or what blocks is being looked up."""
        return self._dirty or self._saving > 0 or self._judging

    # --- editing ---

    def change(self, draft: OpinionDraft) -> None:
        if draft == self.draft or self.view is None:
            return
        self.draft = draft
        self._dirty = True
        self._pause.start()

    def new_paragraph(self, part: PartKind) -> ParagraphDraft:
        return ParagraphDraft(self._ctx.services.assessment.new_paragraph_id(), part)

    def paragraph(self, paragraph_id: str) -> ParagraphDraft | None:
        return next((one for one in self.draft.paragraphs if one.id == paragraph_id), None)

    def put(self, paragraph: ParagraphDraft, at: int = -1) -> None:
        """Replace the paragraph of this id, or insert it `at` a place of its part (-1 = at its end)."""
        everyone = list(self.draft.paragraphs)
        known = [one.id for one in everyone]
        if paragraph.id in known:
            everyone[known.index(paragraph.id)] = paragraph
        else:
            places = [n for n, one in enumerate(everyone) if one.part == paragraph.part]
            place = places[at] if 0 <= at < len(places) else (places[-1] + 1 if places else len(everyone))
            everyone.insert(place, paragraph)
        self.change(replace(self.draft, paragraphs=tuple(everyone)))

    def take_out(self, paragraph_id: str) -> int:
        """Remove a paragraph; gives its place within its part, for `put`."""
        gone = self.paragraph(paragraph_id)
        if gone is None:
            return -1
        place = [one.id for one in self.draft.part(gone.part)].index(paragraph_id)
        kept = tuple(one for one in self.draft.paragraphs if one.id != paragraph_id)
        self.change(replace(self.draft, paragraphs=kept))
        return place

    def move(self, paragraph_id: str, way: int) -> bool:
        """Swap a paragraph with its neighbour within its part (-1 up, 1 down); False at the end."""
        moved = self.paragraph(paragraph_id)
        if moved is None:
            return False
        mates = [one.id for one in self.draft.part(moved.part)]
        other = mates.index(paragraph_id) + way
        if not 0 <= other < len(mates):
            return False
        everyone = list(self.draft.paragraphs)
        ids = [one.id for one in everyone]
        first, second = ids.index(paragraph_id), ids.index(mates[other])
        everyone[first], everyone[second] = everyone[second], everyone[first]
        self.change(replace(self.draft, paragraphs=tuple(everyone)))
        return True

    def cite(self, paragraph_id: str, citation: CitationDraft) -> bool:
        """Put a citation on a paragraph; False where the place is cited there already."""
        found = self.paragraph(paragraph_id)
        if found is None or (citation.exhibit_id, citation.place) in [(c.exhibit_id, c.place) for c in found.citations]:
            return False
        self.put(replace(found, citations=(*found.citations, citation)))
        return True

    # --- saving ---

    @Slot()
    def flush(self) -> None:
        """Hand what was typed to the register now, as a draft."""
        self._pause.stop()
        if not self._dirty:
            return
        self._dirty = False
        case_id, draft = self.case_id, self.draft
        assessment = self._ctx.services.assessment

        def done(result: Done[str]) -> None:
            self._saving -= 1
            self.saved.emit(result.value)
            self._judge()

        def failed(error: Exception) -> None:
            self._saving -= 1
            self._ctx.messages.error(self, error)

        self._saving += 1
        self._ctx.run(self, lambda: assessment.save_opinion_draft(case_id, draft), done, failed)

    @Slot()
    def leave(self) -> None:
        """Put what differs from the record on record as a version."""
        if self._differs():
            self.record()

    def record(self, then: Callable[[str], None] | None = None) -> None:
        """Put the opinion on record now; `then` gets the case id once it is there."""
        self._pause.stop()
        if self.view is None:
            return
        self._dirty = False
        case_id, draft = self.case_id, self.draft
        assessment = self._ctx.services.assessment

        def done(result: Done[OpinionView]) -> None:
            self._own_seq = result.changes.seq
            self.saved.emit(result.changes.at)
            if case_id == self.case_id:
                self.view = result.value
                self.recorded.emit(result.value.version)
                self._judge()
                if then is not None:
                    then(case_id)

        def failed(error: Exception) -> None:
            self._ctx.messages.error(self, error)
            self._dirty = True  # refused, but not lost
            self.flush()

        self._ctx.run(self, lambda: assessment.save_opinion(case_id, draft), done, failed)

    def _differs(self) -> bool:
        if self.view is None:
            return False
        kept = tuple(one for one in self.draft.paragraphs if not one.blank)
        return replace(self.draft, paragraphs=kept) != self.view.content

    # --- reading ---

    def _load(self) -> None:
        case_id = self.case_id
        assessment = self._ctx.services.assessment

        def done(view: OpinionView) -> None:
            if case_id == self.case_id:
                self.view, self.draft, self._dirty = view, view.current, False
                self.loaded.emit()
                self._judge()

        self._ctx.run(self, lambda: assessment.opinion(case_id), done, self.failed.emit)

    def read_again(self) -> None:
        """After a failure."""
        if self.case_id:
            self._load()

    def _judge(self) -> None:
        """Look up what blocks signing of what is shown now; one look-up at a time."""
        if self._judging:
            self._judge_again = True
            return
        self._judging, self._judge_again = True, False
        case_id, draft = self.case_id, self.draft
        language = self._ctx.words.language
        assessment = self._ctx.services.assessment

        def done(found: tuple[Obstacle, ...]) -> None:
            self._judging = False
            if case_id == self.case_id:
                self.obstacles = found
                self.judged.emit()
            if self._judge_again or case_id != self.case_id:
                self._judge()

        def failed(error: Exception) -> None:
            self._judging = False
            self._ctx.messages.error(self, error)

        if not case_id:
            self._judging = False
            return
        self._ctx.run(self, lambda: assessment.signing_status(case_id, language, editing=draft), done, failed)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        mine = changes.case_id in (None, self.case_id)
        if self.case_id and self.view is not None and mine and changes.kinds & CARES and changes.seq != self._own_seq:
            self._judge()
            if changes.kinds & {"consent", "person"}:
                self.flush()
                self._load()
