"""The country-information register. A source belongs to the vault; taken into a case it becomes an exhibit of class C
that is read, marked and cited like any other, and stays linked to its source: so its use is known over all cases.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO, cast

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.evidence import check_marks, exhibits, extracting, names, source_hits, source_pages, source_rules
from desktop.evidence.decoding import Source
from desktop.evidence.service import Evidence
from desktop.jobs import Progress
from desktop.register import loading, partial_dates, search
from desktop.register.codes import Codes
from desktop.vault.opened import OpenVault
from desktop.vault.rows import canonical
from desktop.vault.store import Write
from models.tables.evidence import CitationRow, Exhibit
from models.tables.register import Case
from models.tables.sources import SourceCheck, SourceRow, SourceUse
from models.views.changes import Changes, Done
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView, StagedFile
from models.views.sources import QUESTIONS, FoundSource, Quality, SourceDraft, SourceFile, SourceUseView, SourceView

PLAIN = ("title_ru", "title_en", "publisher", "published_on", "event_on", "retrieved_on", "url", "lang", "country",
         "note", "stale_on")  # fmt: skip


class Sources:
    """`copy` belongs on the pool; everything else belongs to the database thread."""

    def __init__(self, vault: OpenVault, evidence: Evidence, clock: Clock, codes: Codes) -> None:
        self._vault = vault
        self._store = vault.store
        self._evidence = evidence
        self._clock = clock
        self._codes = codes

    # --- reading ---

    def sources(self, text: str = "") -> tuple[SourceView, ...]:
        """Every source, or those that hold every word of `text` in what is said of them or on a page of their file;
        the stale ones first, then by title.
        """
        with self._store.read() as session:
            return self._found(session, text, source_hits.pages(session, source_hits.read(text)))

    def found(self, text: str) -> tuple[FoundSource, ...]:
        """The same, with the pages on which the words stand."""
        asked = source_hits.read(text)
        with self._store.read() as session:
            pages = source_hits.pages(session, asked)
            hits = source_hits.told(session, asked, pages)
            views = self._found(session, text, pages)
        return tuple(FoundSource(view, hits.get(view.id, ()), len(pages.get(view.id, ()))) for view in views)

    def source(self, source_id: str) -> SourceView:
        """Raises KnownError(NO_SOURCE)."""
        with self._store.read() as session:
            return self._view(session, _get(session, source_id))

    def open(self, source_id: str) -> Source:
        """The octets of a source's file, logged as opened unless the vault is read-only. Raises KnownError(NO_FILE)."""
        if not self._store.read_only:
            with self._store.write("source.opened", subject=source_id) as work:
                row = _get(work.session, source_id)
        else:
            with self._store.read() as session:
                row = _get(session, source_id)
        return self._reader(row)

    # --- keeping ---

    def create(self, draft: SourceDraft, staged: StagedFile | None = None) -> Done[SourceView]:
        """A new source, with its file if there is one. Raises KnownError: no title, no publisher, bad value."""
        source_rules.check(draft, self._codes)
        now = stamp(self._clock.now())
        with self._store.write("source.created") as work:
            row = SourceRow(
                id=str(uuid7()),
                **{name: getattr(draft, name).strip() for name in PLAIN},
                quality=_quality_text(draft),
                created_at=now,
                updated_at=now,
                author=self._store.actor,
            )
            if staged is not None:
                _take_file(row, staged)
            work.add(row)
            work.flush()
            work.subject = row.id
            _index(work.session, row)
            view = self._view(work.session, row)
        return Done(view, _changes(work))

    def edit(self, source_id: str, draft: SourceDraft, version: int | None = None) -> Done[SourceView]:
        """Change what is said of a source; former values stay in its history. Raises KnownError: changed, bad value."""
        source_rules.check(draft, self._codes)
        with self._store.write("source.edited", subject=source_id) as work:
            row = _get(work.session, source_id, version)
            for name in PLAIN:
                if getattr(row, name) != getattr(draft, name).strip():
                    setattr(row, name, getattr(draft, name).strip())
            if row.quality != _quality_text(draft):
                row.quality = _quality_text(draft)
            row.updated_at = stamp(self._clock.now())
            work.flush()
            _index(work.session, row)
            view = self._view(work.session, row)
        return Done(view, _changes(work))

    def attach(self, source_id: str, staged: StagedFile) -> Done[SourceView]:
        """Give a source its file. Raises KnownError(HAS_FILE): what was relied on is never exchanged."""
        with self._store.write("source.file_attached", subject=source_id) as work:
            row = _get(work.session, source_id)
            if row.object_id is not None:
                raise KnownError(source_rules.HAS_FILE)
            _take_file(row, staged)
            row.updated_at = stamp(self._clock.now())
            work.flush()
            _index(work.session, row)
            view = self._view(work.session, row)
        return Done(view, _changes(work))

    def remove(self, source_id: str) -> Done[None]:
        """Take out a source that no case uses, with its file. Raises KnownError(IN_USE)."""
        with self._store.write("source.removed", subject=source_id) as work:
            row = _get(work.session, source_id)
            if _uses(work.session, source_id):
                raise KnownError(source_rules.IN_USE)
            gone = row.object_id
            search.remove(work.session, kind="source", owner_id=row.id)
            for check in work.session.execute(select(SourceCheck).where(SourceCheck.source_id == row.id)).scalars():
                work.session.delete(check)
            source_pages.remove(work.session, row.id)
            work.session.delete(row)
        if gone is not None:
            self._vault.objects.remove(gone)
        return Done(None, _changes(work))

    # --- in cases ---

    def peek(self, source_id: str) -> tuple[Source, str]:
        """The octets for `copy` and the file's name. Raises KnownError(NO_FILE)."""
        with self._store.read() as session:
            row = _get(session, source_id)
            return self._reader(row), row.file_name

    def copy(self, peeked: tuple[Source, str], progress: Progress | None = None) -> StagedFile:
        """Seal the file anew for a case: each case owns its octets, so that it can be handed on and destroyed alone."""
        source, name = peeked
        with extracting.Reading(source) as stream:
            return self._evidence.stage(cast(BinaryIO, stream), name, progress)

    def use(self, source_id: str, case_id: str, staged: StagedFile) -> Done[ExhibitView]:
        """Take a source into a case as an exhibit of class C. Raises KnownError: NO_FILE, USED, hash differs."""
        with self._store.write("source.used", case_id=case_id, subject=source_id) as work:
            row = _get(work.session, source_id)
            if row.sha256 is None:
                raise KnownError(source_rules.NO_FILE)
            for use, exhibit in _uses(work.session, source_id):
                if use.case_id == case_id and exhibit.status == "admitted":
                    number = names.number(exhibit.exhibit_class, exhibit.ordinal)
                    raise KnownError(source_rules.USED, number=number)
            extracting.same(staged.sha256, row.sha256.hex(), row.title_ru or row.title_en)
            (made,) = self._evidence.admit_into(work, case_id, [AdmitDraft(staged, _details(row), "C")])
            work.add(
                SourceUse(
                    id=str(uuid7()),
                    case_id=case_id,
                    source_id=row.id,
                    exhibit_id=made.id,
                    used_at=stamp(self._clock.now()),
                    author=self._store.actor,
                )
            )
            work.flush()
            view = exhibits.view(work.session, made)
        return Done(view, _changes(work))

    def disclose(self, use_id: str, on: str) -> Done[SourceView]:
        """Record on which day the source was put to the applicant of the case; "" takes it back."""
        source_rules.check_day("disclosed_on", on, self._clock.today())
        with self._store.write("source.disclosed", subject=use_id) as work:
            use = loading.get(work.session, SourceUse, use_id)
            work.case_id = use.case_id
            use.disclosed_on = on
            work.flush()
            view = self._view(work.session, _get(work.session, use.source_id))
        return Done(view, _changes(work))

    # --- inside ---

    def _found(self, session: Session, text: str, pages: Iterable[str]) -> tuple[SourceView, ...]:
        """`pages`: the ids of sources whose file holds the words."""
        if text.strip():
            said = (hit.owner_id for hit in search.search(session, text, kinds=("source",), limit=search.MOST_HITS))
            ids = dict.fromkeys((*said, *pages))
            rows = [row for row in (session.get(SourceRow, one) for one in ids) if row is not None]
        else:
            rows = list(session.execute(select(SourceRow)).scalars())
        views = [self._view(session, row) for row in rows]
        return tuple(sorted(views, key=lambda v: (not v.stale, v.draft.title("ru").casefold(), v.id)))

    def _reader(self, row: SourceRow) -> Source:
        if row.object_id is None or row.object_key is None:
            raise KnownError(source_rules.NO_FILE)
        return self._vault.objects.open(row.object_id, row.object_key)

    def _view(self, session: Session, row: SourceRow) -> SourceView:
        draft = _draft(row)
        return SourceView(
            id=row.id,
            draft=draft,
            file=_file(row),
            stale=bool(row.stale_on) and row.stale_on <= self._clock.today().isoformat(),
            uses=tuple(_use_view(session, use, exhibit) for use, exhibit in _uses(session, row.id)),
            author=row.author,
            updated_at=row.updated_at,
            version=row.version,
            open_questions=sum(not one.answer for one in draft.quality),
            failed_at=check_marks.of_source(session, row.id),
        )


def _get(session: Session, source_id: str, version: int | None = None) -> SourceRow:
    row = session.get(SourceRow, source_id)
    if row is None:
        raise KnownError(source_rules.NO_SOURCE)
    if version is not None and row.version != version:
        raise KnownError(source_rules.CHANGED)
    return row


def _uses(session: Session, source_id: str) -> list[tuple[SourceUse, Exhibit]]:
    found = session.execute(select(SourceUse).where(SourceUse.source_id == source_id).order_by(col(SourceUse.id)))
    return [(use, exhibits.get(session, use.exhibit_id)) for use in found.scalars()]


def _use_view(session: Session, use: SourceUse, exhibit: Exhibit) -> SourceUseView:
    case = session.get(Case, use.case_id)
    cited = session.execute(select(CitationRow).where(CitationRow.exhibit_id == exhibit.id)).scalars()
    return SourceUseView(
        id=use.id,
        case_id=use.case_id,
        case=(case.number or case.title or case.applicant) if case is not None else "",
        exhibit_id=exhibit.id,
        number=names.number(exhibit.exhibit_class, exhibit.ordinal),
        withdrawn=exhibit.status != "admitted",
        disclosed_on=use.disclosed_on,
        citations=sum(not citation.removed for citation in cited),
    )


def _details(row: SourceRow) -> ExhibitDetails:
    """What the exhibit says of itself: the source's own words, so that the case stands without the register."""
    retrieved = partial_dates.typed(row.retrieved_on) if row.retrieved_on else ""
    origin = (row.publisher, row.url, retrieved)
    return ExhibitDetails(
        title_ru=row.title_ru,
        title_en=row.title_en,
        kind="country_info",
        lang=row.lang,
        doc_date=row.published_on,
        provenance=" · ".join(part for part in origin if part),
        web_url=row.url,
    )


def _draft(row: SourceRow) -> SourceDraft:
    known = json.loads(row.quality)
    quality = tuple(Quality(*known.get(question, ("", ""))) for question in QUESTIONS)
    return SourceDraft(**{name: getattr(row, name) for name in PLAIN}, quality=quality)


def _quality_text(draft: SourceDraft) -> str:
    both = zip(QUESTIONS, draft.quality, strict=True)
    return canonical({question: [one.answer, one.note.strip()] for question, one in both if one.answer or one.note})


def _file(row: SourceRow) -> SourceFile | None:
    if row.sha256 is None or row.size is None:
        return None
    shown = names.shown(row.file_name)
    return SourceFile(row.file_name, shown, row.media, row.format, row.reader, row.pages, row.size, row.sha256.hex())


def _take_file(row: SourceRow, staged: StagedFile) -> None:
    row.file_name, row.media, row.format, row.reader = staged.name, staged.media, staged.format, staged.reader
    row.pages, row.name_mismatch, row.size = staged.pages, staged.name_mismatch, staged.size
    row.object_id, row.object_key, row.sha256 = staged.object_id, staged.object_key, bytes.fromhex(staged.sha256)


def _index(session: Session, row: SourceRow) -> None:
    search.index(
        session,
        kind="source",
        owner_id=row.id,
        case_id="",
        title=f"{row.title_ru} {row.title_en} {row.publisher}",
        body=f"{row.note} {row.url} {row.file_name}",
        sort=row.country,
        lang=row.lang,
        days=partial_dates.days(row.event_on or row.published_on),
    )


def _changes(work: Write) -> Changes:
    assert work.changes is not None
    return work.changes
