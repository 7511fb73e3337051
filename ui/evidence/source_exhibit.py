"""A source as the viewers of exhibits want it: of no case, so nothing of a case is asked for or made of it."""

from __future__ import annotations

from models.views.evidence import ExhibitDetails, ExhibitView, Reader
from models.views.sources import SourceFile, SourceView


def as_exhibit(view: SourceView, file: SourceFile, reader: Reader) -> ExhibitView:
    """`case_id` and `number` are empty; `id` is the source's. `reader` is the one that its content wants now."""
    draft = view.draft
    return ExhibitView(
        id=view.id,
        case_id="",
        number="",
        exhibit_class="C",
        ordinal=0,
        details=ExhibitDetails(title_ru=draft.title_ru, title_en=draft.title_en, kind="country_info", lang=draft.lang),
        file_name=file.name,
        shown_name=file.shown_name,
        media=file.media,
        format=file.format,
        reader=reader,
        size=file.size,
        sha256=file.sha256,
        pages=file.pages,
        name_mismatch=False,
        status="admitted",
        status_reason="",
        replaces=None,
        replaced_by=None,
        admitted_at="",
        author=view.author,
        citations=0,
        version=view.version,
    )
