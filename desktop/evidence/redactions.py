"""Redacted copies: made and proven on the pool, admitted as derived exhibits with a register of the places."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlmodel import col, select
from uuid6 import uuid7

from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.evidence import custody, exhibits, names, redacting
from desktop.evidence import details as said
from desktop.evidence.decoding import Decoders, Document
from desktop.evidence.sentences import NO_REDACTION_REASON, NOTHING_TO_REDACT
from desktop.i18n import N_, Words
from desktop.jobs import Progress
from desktop.register.codes import Codes
from desktop.vault.store import Store
from models.tables.integrity import RedactionRow
from models.views.changes import Done
from models.views.evidence import AdmitDraft, ExhibitView, StagedFile, from_json, to_json
from models.views.redactions import RedactionDraft, RedactionSource, RedactionView

if TYPE_CHECKING:
    from desktop.evidence.service import Evidence

TITLE = N_("{title} (redacted)")
PROVENANCE = N_("Made by the program from {number}: that file with {n} places blacked out, checked afterwards")
_SOURCES: tuple[RedactionSource, ...] = ("box", "text", "search", "page")


class Redactions:
    """`stage` belongs on the pool; the other methods belong to the database thread."""

    def __init__(self, evidence: Evidence, store: Store, decoders: Decoders, clock: Clock, codes: Codes) -> None:
        self._evidence = evidence
        self._store = store
        self._decoders = decoders
        self._clock = clock
        self._codes = codes

    def stage(
        self,
        document: Document,
        name: str,
        drafts: Sequence[RedactionDraft],
        dpi: int = redacting.DPI,
        progress: Progress | None = None,
    ) -> StagedFile:
        """Burn the places of an open exhibit into a new sealed file and prove that it holds. `name`: the original's.

        Raises KnownError: nothing chosen, no reason, not this kind, too many pages, not proven, cancelled; then nothing
        is left. The plain copy lives in memory only.
        """
        check_reasons(drafts)
        watched = progress or Progress()
        dpi = dpi if dpi in redacting.RESOLUTIONS else redacting.DPI
        made = redacting.make(document, drafts, name, dpi, _Half(watched, 0))
        redacting.prove(self._decoders, document, made, drafts, dpi, _Half(watched, 1))
        return self._evidence.stage(io.BytesIO(made.data), made.name)

    def admit(
        self, exhibit_id: str, staged: StagedFile, drafts: Sequence[RedactionDraft], words: Words
    ) -> Done[ExhibitView]:
        """Take a staged redacted copy into the case as an exhibit derived from the original, with the register.

        One transaction: number, lineage, register, a line in the original's custody log. `words` say how it came about.
        Raises KnownError.
        """
        check_reasons(drafts)
        with self._store.write("exhibit.redacted", subject=exhibit_id) as work:
            original = exhibits.get(work.session, exhibit_id)
            work.case_id = original.case_id
            number = names.number(original.exhibit_class, original.ordinal)
            came = words.tr(PROVENANCE, number=number, n=len(drafts))
            details = said.derived(said.of_row(original), names.shown(original.file_name), TITLE, came)
            draft = AdmitDraft(
                staged, details, original.exhibit_class, derived_from=original.id, derived_how="redaction"
            )
            (row,) = self._evidence.admit_into(work, original.case_id, [draft])
            now = stamp(self._clock.now())
            for position, one in enumerate(drafts):
                work.add(
                    RedactionRow(
                        id=str(uuid7()),
                        case_id=original.case_id,
                        exhibit_id=original.id,
                        derived_id=row.id,
                        position=position,
                        at_place=to_json(one.place),
                        source=one.source,
                        reason=one.reason.strip()[: said.LONGEST],
                        author=self._store.actor,
                        at=now,
                    )
                )
            made = names.number(row.exhibit_class, row.ordinal)
            custody.log(work, original, "copied", who=self._store.actor, at=now, note=f"→ {made}")
            work.detail["number"], work.detail["places"] = made, len(drafts)
            work.flush()
            view = exhibits.view(work.session, row)
        assert work.changes is not None
        return Done(view, work.changes)

    def of(self, derived_id: str) -> tuple[RedactionView, ...]:
        """The register of one redacted copy, in order; empty for any other exhibit."""
        with self._store.read() as session:
            statement = select(RedactionRow).where(RedactionRow.derived_id == derived_id)
            rows = session.execute(statement.order_by(col(RedactionRow.position))).scalars()
            return tuple(
                RedactionView(
                    row.position, from_json(row.at_place), _source(row.source), row.reason, row.author, row.at
                )
                for row in rows
            )

    def reason(self, words: Words, reason: str) -> str:
        """A reason in words: of the list, or as it was typed."""
        known = self._codes.has("redaction_reason", reason)
        return self._codes.label("redaction_reason", reason, words.language) if known else reason


def check_reasons(drafts: Sequence[RedactionDraft]) -> None:
    """Raise KnownError unless there are places and each has its reason."""
    if not drafts:
        raise KnownError(NOTHING_TO_REDACT)
    if any(not draft.reason.strip() for draft in drafts):
        raise KnownError(NO_REDACTION_REASON)


class _Half(Progress):
    """Making is the first half of the job, proving the second."""

    def __init__(self, whole: Progress, half: int) -> None:
        super().__init__()
        self._whole, self._half = whole, half

    def at(self, done: int, total: int) -> None:
        self._whole.at(self._half * total + done, 2 * max(1, total))


def _source(text: str) -> RedactionSource:
    return next((known for known in _SOURCES if known == text), "box")
