"""What is to be said of the exhibits that are cited: read for a case, and again when something about them changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from models.views.cautions import Caution, CautionCode
from models.views.changes import Changes
from ui.context import Context
from ui.widgets.chip import Tone

CARES = frozenset({"case", "exhibit", "source", "source_use"})
TONES: dict[CautionCode, Tone] = {"exhibit.withdrawn": "bad", "exhibit.no_language": "info"}  # everything else warns

Known = dict[str, tuple[Caution, ...]]


class CitingCautions(QObject):
    """`drafted`: what is cited stands in the opinion, a draft recommendation, which asks for more than an answer.

    Signals:
    changed: `known` holds something else.
    """

    changed = Signal()

    def __init__(self, ctx: Context, parent: QObject, *, drafted: bool) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._drafted = drafted
        self._case_id = ""
        self.known: Known = {}
        ctx.changed.connect(self._changed)

    def set_case(self, case_id: str) -> None:
        self._case_id, self.known = case_id, {}
        if case_id:
            self._read()

    def warnings(self, exhibit_id: str) -> list[Caution]:
        """What warns of citing an exhibit."""
        return [one for one in self.known.get(exhibit_id, ()) if TONES.get(one.code) != "info"]

    def said(self, exhibit_id: str) -> str:
        """The same in words, for whoever has just cited it; empty where nothing warns."""
        return " ".join(self._ctx.words.tr(one.text, **dict(one.parameters)) for one in self.warnings(exhibit_id))

    def _read(self) -> None:
        case_id, assessment = self._case_id, self._ctx.services.assessment

        def done(found: Known) -> None:
            if case_id != self._case_id:
                return
            held = {one: tuple(c for c in said if self._drafted or not c.recommendation) for one, said in found.items()}
            if held != self.known:
                self.known = held
                self.changed.emit()

        self._ctx.run(self, lambda: assessment.cautions(case_id), done)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._case_id and changes.kinds & CARES and changes.case_id in (None, "", self._case_id):
            self._read()


def sentences(ctx: Context, one: Caution) -> str:
    """What it is and what to do about it."""
    tr = ctx.words.tr
    return f"{tr(one.text, **dict(one.parameters))} {tr(one.remedy)}"


def tone(said: tuple[Caution, ...]) -> Tone:
    """How a citation looks of which all this is said."""
    tones = {TONES.get(one.code, "warn") for one in said}
    return next((one for one in ("bad", "warn") if one in tones), "info")
