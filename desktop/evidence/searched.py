"""What the search tells of exhibits and their pages. Withdrawn exhibits are not in the index (`exhibits.index`)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.evidence import names, page_texts, sheet_texts, source_pages
from desktop.register.asking import Key
from models.tables.evidence import Exhibit
from models.tables.sources import SourceRow
from models.views.search import Shown


def exhibit(session: Session, key: Key) -> Shown | None:
    """An exhibit by its titles, file name and provenance."""
    row = _standing(session, key)
    if row is None:
        return None
    said = (
        row.title_en if row.title_ru else "",
        names.shown(row.file_name),
        row.provenance,
        row.translator,
        row.web_url,
    )
    text = " · ".join(part for part in said if part)
    return Shown(row.case_id, title(row), text, names.number(row.exhibit_class, row.ordinal), row.id)


def page(session: Session, key: Key) -> Shown | None:
    """A page by its kept text."""
    row = _standing(session, key)
    text = page_texts.of_page(session, row.id, key.page or 0) if row is not None else None
    if row is None or text is None:
        return None
    return Shown(
        case_id=row.case_id,
        title=title(row),
        text=text.text,
        number=names.number(row.exhibit_class, row.ordinal),
        exhibit_id=row.id,
        page=text.page,
        offset=text.start,
        line=text.line,
        machine=text.machine,
        boxes=text.rects,
        cells=(lambda start: sheet_texts.cell_at(text.text, start)) if row.reader == "grid" else None,
    )


def source(session: Session, key: Key) -> Shown | None:
    """A source of country information, or a page of its file by its kept text; it belongs to no case."""
    row = session.get(SourceRow, key.owner_id)
    session.info.setdefault("held", {})[key.owner_id] = row
    if row is None:
        return None
    titled = row.title_ru or row.title_en
    if key.page is None:
        return Shown("", titled, " · ".join(part for part in (row.publisher, row.note, row.url) if part))
    page = source_pages.of_page(session, row.id, key.page)
    if page is None:
        return None
    cells = (lambda start: sheet_texts.cell_at(page.text, start)) if row.reader == "grid" else None
    return Shown("", titled, page.text, page=page.page, offset=page.start, line=page.line, cells=cells)


def title(row: Exhibit) -> str:
    return row.title_ru or row.title_en or names.shown(row.file_name)


def _standing(session: Session, key: Key) -> Exhibit | None:
    row = session.get(Exhibit, key.owner_id)
    # a session holds rows weakly; the next hits are likely to be of the same exhibit
    session.info.setdefault("held", {})[key.owner_id] = row
    return row if row is not None and row.status == "admitted" else None
