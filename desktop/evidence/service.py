"""The evidence room: taking in, numbering, opening, handing out, withdrawing, citing. One method, one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.evidence import cautions, citations, custody, elsewhere, exhibits, extracting, lineage, names, staging
from desktop.evidence import details as said
from desktop.evidence.annotations import Annotations
from desktop.evidence.bookmarks import Bookmarks
from desktop.evidence.conversions import Conversions
from desktop.evidence.decoding import Decoders, Source
from desktop.evidence.integrity import Integrity
from desktop.evidence.machine_reading import MachineReader
from desktop.evidence.page_texts import PageTexts
from desktop.evidence.pairs import Pairs
from desktop.evidence.passwords import Passwords
from desktop.evidence.reading import ReadingProgress
from desktop.evidence.redactions import Redactions
from desktop.evidence.sentences import IN_USE, NO_REASON, NOT_WITHDRAWN, WITHDRAWN
from desktop.jobs import Progress
from desktop.register import loading
from desktop.register.codes import Codes
from desktop.vault.opened import OpenVault
from desktop.vault.store import Write
from models.tables.evidence import Exhibit
from models.views.cautions import Standing
from models.views.changes import Changes, Done
from models.views.evidence import (
    AdmitDraft,
    Citation,
    CitationDraft,
    CustodyDraft,
    CustodyEntry,
    ElsewhereEntry,
    ExhibitDetails,
    ExhibitView,
    StagedFile,
)


class Evidence:
    """`stage` belongs on the pool; everything else belongs to the database thread."""

    def __init__(self, vault: OpenVault, decoders: Decoders, clock: Clock, codes: Codes | None = None) -> None:
        self._vault = vault
        self._store = vault.store
        self._decoders = decoders
        self._clock = clock
        self._codes = codes or Codes.shipped()
        self.annotations = Annotations(self._store, clock)
        self.bookmarks = Bookmarks(self._store, self._codes)
        self.pairs = Pairs(self._store)
        self.integrity = Integrity(vault, clock)
        self.reading = ReadingProgress(self._store, clock)
        self.redactions = Redactions(self, self._store, decoders, clock, self._codes)
        self.conversions = Conversions(self, self._store, clock)
        self.texts = PageTexts(self._store)
        self.machine = MachineReader(self._store, self.peek)
        self.passwords = Passwords(self._store)

    # --- taking in ---

    def stage(self, source: Path | BinaryIO, name: str | None = None, progress: Progress | None = None) -> StagedFile:
        """Seal a file into the vault and see what it is. Nothing refers to it until `admit`; see `discard_staged`.

        Raises KnownError: vanished, changed while read, not a file, disk full, cancelled; then nothing is left.
        """
        watched = progress or Progress()
        if isinstance(source, Path):
            return staging.from_path(self._vault.objects, self._decoders, source, name, watched)
        return staging.from_stream(self._vault.objects, self._decoders, source, name or "", watched)

    def discard_staged(self, staged: Sequence[StagedFile]) -> None:
        """Remove sealed files that will not be admitted after all."""
        for file in staged:
            self._vault.objects.remove(file.object_id)

    def admit(self, case_id: str, drafts: Sequence[AdmitDraft]) -> Done[tuple[ExhibitView, ...]]:
        """Admit staged files in one transaction: all of them get their numbers, or none.

        Raises KnownError: no such case, no provenance, no title, bad value, number taken, bad translation.
        """
        with self._store.write("exhibit.admitted", case_id=case_id) as work:
            rows = self.admit_into(work, case_id, drafts)
            views = exhibits.views(work.session, case_id, rows)
        return Done(views, _changes(work))

    def admit_into(self, work: Write, case_id: str, drafts: Sequence[AdmitDraft]) -> list[Exhibit]:
        """The same inside another room's transaction (folder import)."""
        loading.find_case(work.session, case_id, self._codes)
        now = stamp(self._clock.now())
        rows = []
        for draft in drafts:
            said.check(draft.details, self._codes, draft.staged.shown_name)
            said.check_original(work.session, draft.details, case_id, None)
            lineage.check(work.session, draft, case_id, self._codes)
            row = exhibits.admit(work, case_id, draft, author=self._store.actor, at=now)
            came = [elsewhere.check(entry, self._clock.now()) for entry in draft.elsewhere]
            elsewhere.keep(work, row, came, who=self._store.actor, at=now)
            custody.log(work, row, "received", who=self._store.actor, at=now, note=row.provenance)
            rows.append(row)
        work.detail["numbers"] = [names.number(row.exhibit_class, row.ordinal) for row in rows]
        return rows

    # --- reading ---

    def exhibits(self, case_id: str) -> tuple[ExhibitView, ...]:
        """All exhibits of a case by number, withdrawn ones too."""
        with self._store.read() as session:
            return exhibits.views(session, case_id, exhibits.of_case(session, case_id))

    def exhibit(self, exhibit_id: str) -> ExhibitView:
        with self._store.read() as session:
            return exhibits.view(session, exhibits.get(session, exhibit_id))

    def find(self, case_id: str, name: str) -> ExhibitView:
        """By its number as people type it (`a4`, `А-004`) or its id. Raises KnownError(NOT_FOUND)."""
        with self._store.read() as session:
            return exhibits.view(session, exhibits.by_name(session, case_id, name))

    def standing(self, exhibit_id: str) -> Standing:
        """What is to be said when the exhibit is cited, and its source. Raises KnownError(NOT_FOUND)."""
        with self._store.read() as session:
            return cautions.of_exhibit(session, exhibit_id, self._clock.today())

    def custody(self, exhibit_id: str) -> tuple[CustodyEntry, ...]:
        """The custody log, oldest first."""
        with self._store.read() as session:
            return custody.of(session, exhibits.get(session, exhibit_id).id)

    def custody_elsewhere(self, exhibit_id: str) -> tuple[ElsewhereEntry, ...]:
        """What members of other vaults recorded by hand and a case folder brought along; no part of the log here."""
        with self._store.read() as session:
            return elsewhere.of(session, exhibits.get(session, exhibit_id).id)

    def unread(self, case_id: str) -> frozenset[str]:
        """Ids of the exhibits of a case that nobody has opened in this vault yet."""
        with self._store.read() as session:
            return custody.unopened(session, case_id)

    def open_exhibit(self, exhibit_id: str) -> Source:
        """The exhibit's octets for `Decoders.open`, logged as opened. A read-only vault logs nothing and says so."""
        return self._reader(self._note(exhibit_id, "opened"))

    def note_copied(self, exhibit_id: str) -> Done[None]:
        """Text or a picture of the exhibit was put on the clipboard."""
        with self._store.write("exhibit.copied", subject=exhibit_id) as work:
            row = exhibits.get(work.session, exhibit_id)
            work.case_id = row.case_id
            work.detail["number"] = names.number(row.exhibit_class, row.ordinal)
            custody.log(work, row, "copied", who=self._store.actor, at=stamp(self._clock.now()))
        return Done(None, _changes(work))

    def record_custody(self, exhibit_id: str, draft: CustodyDraft) -> Done[tuple[CustodyEntry, ...]]:
        """Write into the custody log what happened outside the program; the log as it is then.

        For withdrawn exhibits too. Nothing in the vault is touched by it. Raises KnownError with the `field` at fault.
        """
        said_so = custody.check(draft, self._clock.today())
        with self._store.write("exhibit.custody_recorded", subject=exhibit_id) as work:
            row = exhibits.get(work.session, exhibit_id)
            work.case_id = row.case_id
            work.detail["number"] = names.number(row.exhibit_class, row.ordinal)
            now, who = stamp(self._clock.now()), self._store.actor
            extra = {"note": said_so.note, "day": said_so.day, "party": said_so.party}
            custody.log(work, row, said_so.action, who=who, at=now, **extra)
            work.flush()
            entries = custody.of(work.session, row.id)
        return Done(entries, _changes(work))

    # --- handing out ---

    def verify(self, exhibit_id: str, source: Source, progress: Progress | None = None) -> None:
        """Rule V-EXH-01 over an open source (`peek`). Raises KnownError(HASH_DIFFERS)."""
        view = self.exhibit(exhibit_id)
        extracting.verify(source, bytes.fromhex(view.sha256), view.number, progress or Progress())

    def peek(self, exhibit_id: str) -> Source:
        """The octets without a line in the custody log: for checks, not for eyes."""
        with self._store.read() as session:
            return self._reader(exhibits.get(session, exhibit_id))

    def extract(self, exhibit_id: str, target: Path, progress: Progress | None = None) -> Done[Path]:
        """Write a copy to a file that must not exist (0600), re-hashed on the way; logged before the first octet.

        Raises KnownError: target exists, refused, hash differs, read only. Without the log line there is no copy.
        """
        made = extracting.Target(target)
        try:
            done = self._log_export(exhibit_id)
        except BaseException:
            made.give_up()
            raise
        row = done.value
        try:
            source = self._reader(row)
        except BaseException:
            made.give_up()
            raise
        try:
            number = names.number(row.exhibit_class, row.ordinal)
            made.fill(source, row.sha256, number, progress or Progress())
        finally:
            source.close()
        return Done(target, done.changes)

    # --- changing ---

    def describe(self, exhibit_id: str, details: ExhibitDetails, version: int | None = None) -> Done[ExhibitView]:
        """Change what is said about an exhibit; former values stay in its history. `version`: as it was when read."""
        with self._store.write("exhibit.described", subject=exhibit_id) as work:
            row = self._standing(work.session, exhibit_id, version)
            work.case_id = row.case_id
            work.detail["number"] = names.number(row.exhibit_class, row.ordinal)
            said.check(details, self._codes, names.shown(row.file_name))
            said.check_original(work.session, details, row.case_id, row.id)
            said.into_row(details, row)
            work.flush()
            exhibits.index(work.session, row)
            view = exhibits.view(work.session, row)
        return Done(view, _changes(work))

    def retitle(self, exhibit_id: str, title_ru: str, title_en: str, version: int | None = None) -> Done[ExhibitView]:
        """Change the titles only. Raises KnownError: no title, withdrawn, changed meanwhile."""
        details = dataclasses.replace(self.exhibit(exhibit_id).details, title_ru=title_ru, title_en=title_en)
        return self.describe(exhibit_id, details, version)

    def withdraw(self, exhibit_id: str, reason: str, version: int | None = None) -> Done[ExhibitView]:
        """Mark an exhibit as withdrawn, with a reason. It keeps its number, its file and its citations."""
        if not reason.strip():
            raise KnownError(NO_REASON)
        with self._store.write("exhibit.withdrawn", subject=exhibit_id) as work:
            row = self._standing(work.session, exhibit_id, version)
            work.case_id = row.case_id
            work.detail["number"] = names.number(row.exhibit_class, row.ordinal)
            self.withdraw_in(work, row, reason)
            view = exhibits.view(work.session, row)
        return Done(view, _changes(work))

    @staticmethod
    def withdraw_in(work: Write, row: Exhibit, reason: str) -> None:
        """The same inside another room's transaction (folder import), where a reason may be missing."""
        row.status, row.status_reason = "withdrawn", reason.strip()[: said.LONGEST]
        work.flush()
        exhibits.index(work.session, row)

    def stage_again(self, exhibit_id: str, progress: Progress | None = None) -> StagedFile:
        """Seal the file of a withdrawn exhibit anew, for `readmit`. Reads the register: database thread, or inline."""
        view = self.exhibit(exhibit_id)
        if view.status != "withdrawn":
            raise KnownError(NOT_WITHDRAWN, number=view.number)
        with extracting.Reading(self.peek(exhibit_id)) as stream:
            return self.stage(stream, view.file_name, progress)  # type: ignore[arg-type]

    def readmit(
        self, exhibit_id: str, staged: StagedFile, exhibit_class: str, details: ExhibitDetails | None = None
    ) -> Done[ExhibitView]:
        """Admit a withdrawn exhibit again under a new number (a wrong class, for one), each linked to the other."""
        with self._store.write("exhibit.readmitted", subject=exhibit_id) as work:
            old = exhibits.get(work.session, exhibit_id)
            number = names.number(old.exhibit_class, old.ordinal)
            if old.status != "withdrawn" or old.replaced_by is not None:
                raise KnownError(NOT_WITHDRAWN, number=number)
            extracting.same(staged.sha256, old.sha256.hex(), number)
            work.case_id = old.case_id
            draft = AdmitDraft(
                staged, details or said.of_row(old), exhibit_class, replaces=old.id, **lineage.of_row(old)
            )
            (row,) = self.admit_into(work, old.case_id, [draft])
            old.replaced_by = row.id
            work.flush()
            view = exhibits.view(work.session, row)
        return Done(view, _changes(work))

    def farewell(self, session: Session, case_id: str) -> Callable[[], None]:
        """For `Register.farewells`: what to remove once a discarded draft's rows are gone."""
        gone = [row.object_id for row in exhibits.of_case(session, case_id)]

        def remove() -> None:
            for object_id in gone:
                self._vault.objects.remove(object_id)

        return remove

    # --- citing ---

    def cite(
        self, case_id: str, draft: CitationDraft, anchor_kind: str, anchor_id: str, position: int = 0
    ) -> Done[Citation]:
        """Put one citation on an anchor. Raises KnownError: not found, withdrawn, hash differs, bad place."""
        with self._store.write("citation.added", case_id=case_id, subject=draft.exhibit_id) as work:
            row = citations.add(
                work, case_id, draft, anchor_kind, anchor_id, author=self._store.actor, position=position
            )
            work.flush()
            (view,) = citations.views(work.session, case_id, [row])
        return Done(view, _changes(work))

    def uncite(self, citation_id: str) -> Done[None]:
        """Take a citation off its anchor."""
        with self._store.write("citation.removed", subject=citation_id) as work:
            work.case_id = citations.remove(work, citation_id).case_id
        return Done(None, _changes(work))

    def citations(self, case_id: str, anchor_kind: str = "", anchor_id: str = "") -> tuple[Citation, ...]:
        with self._store.read() as session:
            return citations.of(session, case_id, anchor_kind, anchor_id)

    def citations_of(self, exhibit_id: str) -> tuple[Citation, ...]:
        """Where an exhibit is cited."""
        with self._store.read() as session:
            return citations.of_exhibit(session, exhibits.get(session, exhibit_id))

    # --- inside ---

    def _note(self, exhibit_id: str, action: str) -> Exhibit:
        if self._store.read_only:
            with self._store.read() as session:
                return exhibits.get(session, exhibit_id)
        with self._store.write(f"exhibit.{action}", subject=exhibit_id) as work:
            row = exhibits.get(work.session, exhibit_id)
            work.case_id = row.case_id
            work.detail["number"] = names.number(row.exhibit_class, row.ordinal)
            custody.log(work, row, action, who=self._store.actor, at=stamp(self._clock.now()))
        return row

    def _log_export(self, exhibit_id: str) -> Done[Exhibit]:
        with self._store.write("exhibit.exported", subject=exhibit_id) as work:
            row = exhibits.get(work.session, exhibit_id)
            work.case_id = row.case_id
            work.detail["number"] = names.number(row.exhibit_class, row.ordinal)
            custody.log(work, row, "exported", who=self._store.actor, at=stamp(self._clock.now()))
        return Done(row, _changes(work))

    def _reader(self, row: Exhibit) -> Source:
        return self._vault.objects.open(row.object_id, row.object_key)

    def _standing(self, session: Session, exhibit_id: str, version: int | None) -> Exhibit:
        row = exhibits.get(session, exhibit_id)
        number = names.number(row.exhibit_class, row.ordinal)
        if version is not None and row.version != version:
            raise KnownError(IN_USE, number=number)
        if row.status != "admitted":
            raise KnownError(WITHDRAWN, number=number)
        return row


def _changes(work: Write) -> Changes:
    assert work.changes is not None
    return work.changes
