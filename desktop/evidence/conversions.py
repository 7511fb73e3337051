"""Office documents as pages: LibreOffice makes a PDF in isolation, and that is taken in as a derived exhibit.

Citations point into a file that never changes, whatever LibreOffice or its fonts become later (docs/decisions/045).
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session
from sqlmodel import col, select

from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.evidence import custody, exhibits, names
from desktop.evidence import details as said
from desktop.evidence.decoding import Source
from desktop.evidence.libreoffice import FORMATS, LibreOffice
from desktop.evidence.machine_reading import OnDatabase, asked
from desktop.evidence.sentences import NOT_OFFICE, OFFICE_FAILED, PAGES_THERE, WITHDRAWN
from desktop.i18n import N_, Words
from desktop.jobs import CANCELLED, Progress
from desktop.vault.store import READ_ONLY, Store
from models.tables.evidence import Exhibit
from models.views.changes import Done
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView, StagedFile

if TYPE_CHECKING:
    from desktop.evidence.service import Evidence

HOW = "conversion"  # of the list derived_how
TITLE = N_("{title}: pages")
PROVENANCE = N_("Made by the program from {number}: that file laid out as pages by LibreOffice {version}, in isolation")


@dataclass(frozen=True)
class Converted:
    """Pages that are sealed and not admitted yet, and the version of the LibreOffice that made them."""

    staged: StagedFile
    version: str


class Conversions:
    """`run` and `stage` belong on the pool; the other methods belong to the database thread."""

    def __init__(self, evidence: Evidence, store: Store, clock: Clock, office: LibreOffice | None = None) -> None:
        self._evidence = evidence
        self._store = store
        self._clock = clock
        self.office = office or LibreOffice()

    def run(
        self, exhibit_id: str, words: Words, progress: Progress, on_database: OnDatabase
    ) -> Done[ExhibitView] | ExhibitView:
        """The exhibit with the pages: made now (then with what that changed), or the one that is there already.

        Raises KnownError: read only, withdrawn, not an office document, nothing installed, cancelled, failed; then
        nothing was made.
        """
        there = asked(on_database, lambda: self.made_of(exhibit_id))
        if there is not None:
            return there
        exhibit, source = asked(on_database, lambda: (self._evidence.exhibit(exhibit_id), self.source(exhibit_id)))
        made = self.stage(exhibit, source, progress)
        return asked(on_database, lambda: self.admit(exhibit_id, made, words))

    def made_of(self, exhibit_id: str) -> ExhibitView | None:
        """The admitted exhibit that shows this one as pages, if there is one."""
        with self._store.read() as session:
            row = _made_of(session, exhibit_id)
            return exhibits.view(session, row) if row is not None else None

    def source(self, exhibit_id: str) -> Source:
        """The octets to make pages of. Raises KnownError: read only, withdrawn, not of FORMATS."""
        if self._store.read_only:
            raise KnownError(READ_ONLY)
        with self._store.read() as session:
            _check(exhibits.get(session, exhibit_id))
        return self._evidence.peek(exhibit_id)

    def stage(self, exhibit: ExhibitView, source: Source, progress: Progress | None = None) -> Converted:
        """Make the pages and seal them; `source` is closed. Raises KnownError, then nothing is left."""
        watched = progress or Progress()
        try:
            version = self.office.version()
            made = self.office.pages(source, exhibit.format, watched)
        finally:
            source.close()
        name = PurePath(exhibit.file_name).stem + ".pdf"
        staged = self._evidence.stage(io.BytesIO(made), name, watched)
        sound = staged.format == "pdf" and bool(staged.pages)
        if not sound or watched.cancelled:
            self._evidence.discard_staged([staged])
            raise KnownError(CANCELLED if sound else OFFICE_FAILED)
        return Converted(staged, version)

    def admit(self, exhibit_id: str, made: Converted, words: Words) -> Done[ExhibitView]:
        """Take the pages into the case as an exhibit derived from the original. `words` say how it came about.

        One transaction: number, lineage, a line in the original's custody log. Raises KnownError (somebody's pages are
        there by now, for one); then the sealed file is removed.
        """
        try:
            with self._store.write("exhibit.converted", subject=exhibit_id) as work:
                original = exhibits.get(work.session, exhibit_id)
                work.case_id = original.case_id
                _check(original)
                if (there := _made_of(work.session, exhibit_id)) is not None:
                    raise KnownError(PAGES_THERE, number=names.number(there.exhibit_class, there.ordinal))
                number = names.number(original.exhibit_class, original.ordinal)
                came = words.tr(PROVENANCE, number=number, version=made.version)
                details = _details(said.of_row(original), names.shown(original.file_name), came)
                draft = AdmitDraft(
                    made.staged, details, original.exhibit_class, derived_from=original.id, derived_how=HOW
                )
                (row,) = self._evidence.admit_into(work, original.case_id, [draft])
                new = names.number(row.exhibit_class, row.ordinal)
                now = stamp(self._clock.now())
                custody.log(work, original, "copied", who=self._store.actor, at=now, note=f"→ {new}")
                work.detail["number"], work.detail["program"] = new, f"LibreOffice {made.version}"
                work.flush()
                view = exhibits.view(work.session, row)
        except KnownError:
            self._evidence.discard_staged([made.staged])
            raise
        assert work.changes is not None
        return Done(view, work.changes)


def _check(original: Exhibit) -> None:
    number = names.number(original.exhibit_class, original.ordinal)
    if original.status != "admitted":
        raise KnownError(WITHDRAWN, number=number)
    if original.format not in FORMATS:
        raise KnownError(NOT_OFFICE, number=number)


def _made_of(session: Session, exhibit_id: str) -> Exhibit | None:
    statement = select(Exhibit).where(Exhibit.derived_from == exhibit_id, Exhibit.derived_how == HOW)
    statement = statement.where(Exhibit.status == "admitted", Exhibit.format == "pdf")
    return session.execute(statement.order_by(col(Exhibit.ordinal)).limit(1)).scalar_one_or_none()


def _details(original: ExhibitDetails, file: str, came: str) -> ExhibitDetails:
    """What is said about the pages: as of the original, handling too, except how they came about."""
    return replace(
        said.derived(original, file, TITLE, came),
        form=original.form,
        confidentiality=original.confidentiality,
        redactions=original.redactions,
    )
