"""A member's own bookmarks in a case: a tree of folders and places, in an order of their own."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError, Sentence
from desktop.evidence import citations, exhibits, names
from desktop.evidence.sentences import BAD_PLACE
from desktop.i18n import N_
from desktop.register import loading
from desktop.register.codes import Codes
from desktop.vault.store import Store, Write
from models.tables.annotations import BookmarkRow
from models.tables.evidence import Exhibit
from models.views.annotations import Bookmark
from models.views.changes import Changes, Done
from models.views.evidence import Place, from_json, to_json

LONGEST_TITLE = 200
DEEPEST = 8

GONE = Sentence(
    "bookmark.gone",
    N_("This bookmark is no longer there. Nothing was changed."),
    N_("Look at the tree of bookmarks."),
)
NO_TITLE = Sentence(
    "bookmark.no_title",
    N_("A bookmark or folder needs a name of up to 200 characters. Nothing was changed."),
    N_("Write what one will find there."),
)
BAD_FOLDER = Sentence(
    "bookmark.bad_folder",
    N_("A bookmark can't be put there: folders hold bookmarks, not themselves, and go 8 deep. Nothing was changed."),
    N_("Choose another folder."),
)


class Bookmarks:
    """Everything belongs to the database thread. Only the member's own ones are ever shown or changed."""

    def __init__(self, store: Store, codes: Codes) -> None:
        self._store = store
        self._codes = codes

    def of_case(self, case_id: str) -> tuple[Bookmark, ...]:
        """The tree from top to bottom, folders before what they hold."""
        with self._store.read() as session:
            return self._tree(session, case_id)

    def add(self, exhibit_id: str, place: Place, title: str, parent_id: str | None = None) -> Done[Bookmark]:
        """A bookmark at the end of a folder (None: of the tree). Raises KnownError."""
        with self._store.write("bookmark.added", subject=exhibit_id) as work:
            exhibit = exhibits.get(work.session, exhibit_id)
            if not citations.fits(place, exhibit):
                raise KnownError(BAD_PLACE, number=names.number(exhibit.exhibit_class, exhibit.ordinal))
            work.case_id = exhibit.case_id
            row = self._insert(work, exhibit.case_id, title, parent_id, exhibit_id, to_json(place))
            view = self._find(work.session, row)
        return Done(view, _changes(work))

    def add_folder(self, case_id: str, title: str, parent_id: str | None = None) -> Done[Bookmark]:
        with self._store.write("bookmark.added", case_id=case_id) as work:
            loading.find_case(work.session, case_id, self._codes)
            row = self._insert(work, case_id, title, parent_id, None, "")
            view = self._find(work.session, row)
        return Done(view, _changes(work))

    def rename(self, bookmark_id: str, title: str) -> Done[Bookmark]:
        with self._store.write("bookmark.changed", subject=bookmark_id) as work:
            row = self._own(work, bookmark_id)
            row.title = _title(title)
            work.flush()
            view = self._find(work.session, row)
        return Done(view, _changes(work))

    def move(self, bookmark_id: str, parent_id: str | None, position: int) -> Done[Bookmark]:
        """Put a bookmark or a whole folder before the entry at `position` (from 0) of a folder, or at its end."""
        with self._store.write("bookmark.changed", subject=bookmark_id) as work:
            row = self._own(work, bookmark_id)
            self._check_parent(work, row.case_id, parent_id, row)
            mates = [one for one in self._children(work.session, row.case_id, parent_id) if one.id != row.id]
            mates.insert(min(max(position, 0), len(mates)), row)
            row.parent_id = parent_id
            for place, one in enumerate(mates):
                if one.position != place:
                    one.position = place
            work.flush()
            view = self._find(work.session, row)
        return Done(view, _changes(work))

    def remove(self, bookmark_id: str) -> Done[tuple[str, ...]]:
        """Take away a bookmark, or a folder with all that it holds; `restore` with the ids brings them back."""
        with self._store.write("bookmark.removed", subject=bookmark_id) as work:
            row = self._own(work, bookmark_id)
            gone = [row, *self._below(work.session, row)]
            for one in gone:
                one.removed = True
            ids = tuple(one.id for one in gone)
        return Done(ids, _changes(work))

    def restore(self, ids: tuple[str, ...]) -> Done[None]:
        with self._store.write("bookmark.restored", subject=ids[0] if ids else None) as work:
            for one in ids:
                self._own(work, one, removed=True).removed = False
        return Done(None, _changes(work))

    # --- inside ---

    def _insert(
        self, work: Write, case_id: str, title: str, parent_id: str | None, exhibit_id: str | None, at: str
    ) -> BookmarkRow:
        self._check_parent(work, case_id, parent_id, None)
        mates = self._children(work.session, case_id, parent_id)
        row = BookmarkRow(
            id=str(uuid7()),
            case_id=case_id,
            parent_id=parent_id,
            position=mates[-1].position + 1 if mates else 0,
            title=_title(title),
            exhibit_id=exhibit_id,
            at=at,
            author=self._store.actor,
        )
        work.add(row)
        work.flush()
        return row

    def _check_parent(self, work: Write, case_id: str, parent_id: str | None, moved: BookmarkRow | None) -> None:
        """The parent is a folder of the same case, not the moved one nor below it, and not too deep."""
        steps, upper = 0, parent_id
        while upper is not None:
            row = self._own(work, upper)
            steps += 1
            if row.case_id != case_id or row.exhibit_id is not None or (moved is not None and row.id == moved.id):
                raise KnownError(BAD_FOLDER)
            upper = row.parent_id
        below = self._height(work.session, moved) if moved is not None else 0
        if steps + below >= DEEPEST:
            raise KnownError(BAD_FOLDER)

    def _height(self, session: Session, row: BookmarkRow) -> int:
        children = self._children(session, row.case_id, row.id)
        return 1 + max(self._height(session, one) for one in children) if children else 0

    def _below(self, session: Session, row: BookmarkRow) -> list[BookmarkRow]:
        found: list[BookmarkRow] = []
        for one in self._children(session, row.case_id, row.id):
            found += [one, *self._below(session, one)]
        return found

    def _mine(self, session: Session, case_id: str) -> list[BookmarkRow]:
        statement = select(BookmarkRow).where(BookmarkRow.case_id == case_id)
        rows = session.execute(statement.order_by(col(BookmarkRow.position), col(BookmarkRow.id))).scalars()
        return [row for row in rows if not row.removed and row.author == self._store.actor]

    def _children(self, session: Session, case_id: str, parent_id: str | None) -> list[BookmarkRow]:
        return [row for row in self._mine(session, case_id) if row.parent_id == parent_id]

    def _own(self, work: Write, bookmark_id: str, *, removed: bool = False) -> BookmarkRow:
        row = work.session.get(BookmarkRow, bookmark_id)
        if row is None or row.removed != removed or row.author != self._store.actor:
            raise KnownError(GONE)
        work.case_id = row.case_id
        return row

    def _tree(self, session: Session, case_id: str) -> tuple[Bookmark, ...]:
        rows = self._mine(session, case_id)
        known = {one.id: one for one in exhibits.of_case(session, case_id)}
        under: dict[str | None, list[BookmarkRow]] = {}
        for row in rows:
            under.setdefault(row.parent_id, []).append(row)
        found: list[Bookmark] = []

        def walk(parent_id: str | None, depth: int) -> None:
            for row in under.get(parent_id, []):
                found.append(_view(row, known, depth))
                walk(row.id, depth + 1)

        walk(None, 0)
        return tuple(found)

    def _find(self, session: Session, row: BookmarkRow) -> Bookmark:
        return next(one for one in self._tree(session, row.case_id) if one.id == row.id)


def _view(row: BookmarkRow, known: dict[str, Exhibit], depth: int) -> Bookmark:
    exhibit = known.get(row.exhibit_id or "")
    return Bookmark(
        id=row.id,
        case_id=row.case_id,
        parent_id=row.parent_id,
        position=row.position,
        depth=depth,
        title=row.title,
        exhibit_id=row.exhibit_id,
        number=names.number(exhibit.exhibit_class, exhibit.ordinal) if exhibit is not None else "",
        sha256=exhibit.sha256.hex() if exhibit is not None else "",
        place=from_json(row.at) if row.at else None,
    )


def _title(title: str) -> str:
    clean = " ".join(title.split())
    if not 0 < len(clean) <= LONGEST_TITLE:
        raise KnownError(NO_TITLE)
    return clean


def _changes(work: Write) -> Changes:
    assert work.changes is not None
    return work.changes
