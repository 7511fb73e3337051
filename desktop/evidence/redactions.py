"""Redacted copies: made and proven on the pool, admitted as derived exhibits with a register of the places."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import col, select
from uuid6 import uuid7

from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.evidence import custody, exhibits, names, redacting, redaction_titles
from desktop.evidence import details as said
from desktop.evidence.decoding import Decoders, Document
from desktop.evidence.sentences import NO_REDACTION_REASON, NOTHING_TO_REDACT
from desktop.i18n import N_, Words
from desktop.jobs import Progress
from desktop.register.codes import Codes
from desktop.vault.store import Store
from models.tables.integrity import RedactionRow
from models.views.changes import Done
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView, from_json, to_json
from models.views.redactions import CopyTitles, RedactionDraft, RedactionSource, RedactionView, StagedCopy

if TYPE_CHECKING:
    from desktop.evidence.service import Evidence

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
        number: str,
        drafts: Sequence[RedactionDraft],
        titles: CopyTitles,
        dpi: int = redacting.DPI,
        progress: Progress | None = None,
    ) -> StagedCopy:
        """Burn the places of the open exhibit `number` into a new sealed file and prove that it holds.

        Raises KnownError: nothing chosen, no reason, a title that tells, not this kind, too many pages, not proven,
        cancelled; then nothing is left. The plain copy lives in memory only.
        """
        check_reasons(drafts)
        watched = progress or Progress()
        known = redacting.quoted(document, drafts)
        redaction_titles.check(titles, known)
        dpi = dpi if dpi in redacting.RESOLUTIONS else redacting.DPI
        made = redacting.make(document, known, number, dpi, _Half(watched, 0))
        redacting.prove(self._decoders, document, made, known, dpi, _Half(watched, 1))
        return StagedCopy(self._evidence.stage(io.BytesIO(made.data), made.name), known)

    def admit(self, exhibit_id: str, staged: StagedCopy, titles: CopyTitles, words: Words) -> Done[ExhibitView]:
        """Take a staged redacted copy into the case as an exhibit derived from the original, with the register.

        One transaction: number, lineage, register, a line in the original's custody log. `words` say how it came about.
        The original's date is left out where it may be blacked out. Raises KnownError; then the sealed file is removed.
        """
        try:
            check_reasons(staged.drafts)
            redaction_titles.check(titles, staged.drafts)
            return self._admit(exhibit_id, staged, titles, words)
        except KnownError:
            self._evidence.discard_staged([staged.file])
            raise

    def _admit(self, exhibit_id: str, staged: StagedCopy, titles: CopyTitles, words: Words) -> Done[ExhibitView]:
        drafts = staged.drafts
        with self._store.write("exhibit.redacted", subject=exhibit_id) as work:
            original = exhibits.get(work.session, exhibit_id)
            work.case_id = original.case_id
            number = names.number(original.exhibit_class, original.ordinal)
            details = _details(said.of_row(original), titles, drafts)
            details = replace(details, provenance=words.tr(PROVENANCE, number=number, n=len(drafts)))
            draft = AdmitDraft(
                staged.file, details, original.exhibit_class, derived_from=original.id, derived_how="redaction"
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


def _details(original: ExhibitDetails, titles: CopyTitles, drafts: Sequence[RedactionDraft]) -> ExhibitDetails:
    """What is said about the copy: as of the original, except its titles and a date that is blacked out."""
    told = redaction_titles.tells_day(original.doc_date, drafts)
    return ExhibitDetails(
        title_ru=titles.ru.strip()[: said.LONGEST],
        title_en=titles.en.strip()[: said.LONGEST],
        kind=original.kind,
        lang=original.lang,
        doc_date="" if told else original.doc_date,
        origin=original.origin,
    )


class _Half(Progress):
    """Making is the first half of the job, proving the second."""

    def __init__(self, whole: Progress, half: int) -> None:
        super().__init__()
        self._whole, self._half = whole, half

    def at(self, done: int, total: int) -> None:
        self._whole.at(self._half * total + done, 2 * max(1, total))


def _source(text: str) -> RedactionSource:
    return next((known for known in _SOURCES if known == text), "box")
