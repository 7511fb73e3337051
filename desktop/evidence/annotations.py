"""Annotations on the evidence: private until their author shares them, never part of a paper unless cited."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.clock import Clock, stamp
from desktop.errors import KnownError, Sentence
from desktop.evidence import annotation_search, citations, exhibits, labels, names
from desktop.evidence.sentences import BAD_PLACE, HASH_DIFFERS
from desktop.i18n import N_
from desktop.vault.store import Store, Write
from models.tables.annotations import AnnotationRow
from models.tables.evidence import Exhibit
from models.views.annotations import COLOURS, KINDS, Annotation, AnnotationDraft, Label, Labels
from models.views.changes import Changes, Done
from models.views.evidence import from_json, to_json

LONGEST_TEXT = 8000
# which kinds show a place with an extent; the others may stand on a page or an exhibit as a whole
EXTENDED = ("highlight", "underline", "box")

GONE = Sentence(
    "annotation.gone",
    N_("This annotation is no longer there. Nothing was changed."),
    N_("Look at the list of annotations; what was deleted comes back with “Undo”."),
)
NOT_YOURS = Sentence(
    "annotation.not_yours",
    N_("This annotation was made by {author}. Nothing was changed."),
    N_("Only its author changes or deletes it. Make one of your own at the same place."),
)
UNFIT = Sentence(
    "annotation.unfit",
    N_("The annotation has a kind, colour, tag or length that can't be kept. Nothing was changed."),
    N_("Choose among the offered ones; a note has room for 8000 characters."),
)


class Annotations:
    """Everything belongs to the database thread. One method, one transaction."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # --- reading ---

    def of_exhibit(self, exhibit_id: str) -> tuple[Annotation, ...]:
        """The member's own ones and those that others shared, in the order in which they were made."""
        with self._store.read() as session:
            exhibit = exhibits.get(session, exhibit_id)
            statement = select(AnnotationRow).where(AnnotationRow.exhibit_id == exhibit_id)
            rows = session.execute(statement.order_by(col(AnnotationRow.id))).scalars()
            return tuple(self._view(row, exhibit) for row in rows if self._seen(row))

    def of_case(self, case_id: str) -> tuple[Annotation, ...]:
        """The same over all exhibits of a case, by exhibit."""
        with self._store.read() as session:
            of = {one.id: (place, one) for place, one in enumerate(exhibits.of_case(session, case_id))}
            statement = select(AnnotationRow).where(AnnotationRow.case_id == case_id)
            rows = [row for row in session.execute(statement).scalars() if self._seen(row)]
            rows.sort(key=lambda row: (of[row.exhibit_id][0], row.id))
            return tuple(self._view(row, of[row.exhibit_id][1]) for row in rows)

    def get(self, annotation_id: str) -> Annotation:
        """One that the member may see. Raises KnownError(GONE)."""
        with self._store.read() as session:
            row = session.get(AnnotationRow, annotation_id)
            if row is None or not self._seen(row):
                raise KnownError(GONE)
            return self._view(row, exhibits.get(session, row.exhibit_id))

    def labels(self) -> Labels:
        """What colours mean in this vault, and its tags."""
        with self._store.read() as session:
            return labels.read(session)

    # --- changing ---

    def add(self, draft: AnnotationDraft) -> Done[Annotation]:
        """Put an annotation on an exhibit. Raises KnownError: not found, other octets, a place it does not have."""
        with self._store.write("annotation.added", subject=draft.exhibit_id) as work:
            exhibit = exhibits.get(work.session, draft.exhibit_id)
            number = names.number(exhibit.exhibit_class, exhibit.ordinal)
            if draft.sha256 != exhibit.sha256.hex():
                raise KnownError(HASH_DIFFERS, number=number)
            if not citations.fits(draft.place, exhibit) or len(draft.quote) > citations.LONGEST_QUOTE:
                raise KnownError(BAD_PLACE, number=number)
            work.case_id = exhibit.case_id
            now = stamp(self._clock.now())
            row = AnnotationRow(
                id=str(uuid7()),
                case_id=exhibit.case_id,
                exhibit_id=exhibit.id,
                sha256=exhibit.sha256,
                at=to_json(draft.place),
                kind=draft.kind,
                colour=draft.colour,
                tag=draft.tag,
                quote=draft.quote,
                text=draft.text.strip(),
                shared=draft.shared,
                author=self._store.actor,
                created_at=now,
                updated_at=now,
            )
            _check(work.session, row)
            work.add(row)
            work.flush()
            annotation_search.index(work.session, row)
            work.detail["number"] = number
            view = self._view(row, exhibit)
        return Done(view, _changes(work))

    def change(self, annotation: Annotation) -> Done[Annotation]:
        """Keep what was changed of kind, colour, tag, text and sharing; place and author stay as they are."""
        with self._store.write("annotation.changed", subject=annotation.id) as work:
            row = self._own(work, annotation.id)
            now = {name: getattr(annotation, name) for name in ("kind", "colour", "tag", "shared")}
            now["text"] = annotation.text.strip()
            for name, value in now.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
                    row.updated_at = stamp(self._clock.now())
            _check(work.session, row)
            work.flush()
            annotation_search.index(work.session, row)
            view = self._view(row, exhibits.get(work.session, row.exhibit_id))
            work.detail["number"] = view.number
        return Done(view, _changes(work))

    def remove(self, annotation_id: str) -> Done[Annotation]:
        """Take an annotation off the evidence; `restore` brings it back."""
        return self._set_removed(annotation_id, True, "annotation.removed")

    def restore(self, annotation_id: str) -> Done[Annotation]:
        return self._set_removed(annotation_id, False, "annotation.restored")

    def set_labels(self, colours: Sequence[str], tags: Sequence[Label]) -> Done[Labels]:
        """Name the four colours and keep these tags in this order; an empty id is a new tag. Raises KnownError."""
        with self._store.write("annotation.labels_set") as work:
            labels.write(work, colours, tags)
            work.flush()
            found = labels.read(work.session)
        return Done(found, _changes(work))

    # --- inside ---

    def _seen(self, row: AnnotationRow) -> bool:
        return not row.removed and (row.shared or row.author == self._store.actor)

    def _own(self, work: Write, annotation_id: str, *, removed: bool = False) -> AnnotationRow:
        row = work.session.get(AnnotationRow, annotation_id)
        if row is None or row.removed != removed or (row.author != self._store.actor and not row.shared):
            raise KnownError(GONE)
        if row.author != self._store.actor:
            raise KnownError(NOT_YOURS, author=row.author)
        work.case_id = row.case_id
        return row

    def _set_removed(self, annotation_id: str, removed: bool, action: str) -> Done[Annotation]:
        with self._store.write(action, subject=annotation_id) as work:
            row = self._own(work, annotation_id, removed=not removed)
            row.removed = removed
            work.flush()
            annotation_search.index(work.session, row)
            view = self._view(row, exhibits.get(work.session, row.exhibit_id))
            work.detail["number"] = view.number
        return Done(view, _changes(work))

    def _view(self, row: AnnotationRow, exhibit: Exhibit) -> Annotation:
        return Annotation(
            id=row.id,
            case_id=row.case_id,
            exhibit_id=row.exhibit_id,
            number=names.number(exhibit.exhibit_class, exhibit.ordinal),
            sha256=row.sha256.hex(),
            place=from_json(row.at),
            kind=row.kind,  # type: ignore[arg-type]
            colour=row.colour,
            tag=row.tag,
            quote=row.quote,
            text=row.text,
            shared=row.shared,
            author=row.author,
            mine=row.author == self._store.actor,
            created_at=row.created_at,
            updated_at=row.updated_at,
            version=row.version,
        )


def _check(session: Session, row: AnnotationRow) -> None:
    known = row.kind in KINDS and row.colour in COLOURS and len(row.text) <= LONGEST_TEXT and "\0" not in row.text
    if not known or not (row.tag == "" or labels.read(session).tag(row.tag)):
        raise KnownError(UNFIT)


def _changes(work: Write) -> Changes:
    assert work.changes is not None
    return work.changes
