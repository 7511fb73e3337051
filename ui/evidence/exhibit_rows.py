"""The exhibits of a case as rows: originals by number, what was made of each right below it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from desktop.i18n import Words
from desktop.register.codes import Codes
from models.views.evidence import ExhibitView
from models.views.integrity import ReadingView
from ui.evidence.names import format_name, icon_of
from ui.widgets.row import Row

DEEPEST = 3  # steps of indentation; the list is narrow


def arranged(exhibits: Sequence[ExhibitView]) -> list[tuple[ExhibitView, int]]:
    """Each exhibit with how many steps it is away from its original; derived ones follow the one they were made of."""
    known = {exhibit.id for exhibit in exhibits}
    below: dict[str, list[ExhibitView]] = {}
    for exhibit in exhibits:
        below.setdefault(exhibit.derived_from if exhibit.derived_from in known else "", []).append(exhibit)
    found: list[tuple[ExhibitView, int]] = []
    waiting = [(exhibit, 0) for exhibit in reversed(below.get("", []))]
    while waiting:
        exhibit, depth = waiting.pop()
        found.append((exhibit, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(exhibit.id, []))]
    return found


def rows(
    words: Words,
    codes: Codes,
    exhibits: Sequence[ExhibitView],
    unread: Collection[str],
    reading: Mapping[str, ReadingView],
) -> list[Row]:
    return [
        _row(words, codes, exhibit, depth, exhibit.id in unread, reading.get(exhibit.id))
        for exhibit, depth in arranged(exhibits)
    ]


def progress_text(words: Words, exhibit: ExhibitView, reading: ReadingView | None) -> str:
    """`12 of 40 pages seen`; empty for what has been neither seen nor marked, or has a single page."""
    if reading is None:
        return ""
    if reading.read_at:
        return words.tr("read")
    seen, pages = len(reading.pages), exhibit.pages or 0
    if not seen or pages < 2:
        return ""
    return words.trn("{seen} of {n} page seen", "{seen} of {n} pages seen", pages, seen=words.number(min(seen, pages)))


def _row(
    words: Words, codes: Codes, exhibit: ExhibitView, depth: int, unread: bool, reading: ReadingView | None
) -> Row:
    parts = [format_name(words, exhibit.format)]
    if exhibit.pages and exhibit.pages > 1:
        parts = [words.trn("{n} page", "{n} pages", exhibit.pages)]
    if seen := progress_text(words, exhibit, reading):
        parts = [seen] if reading is not None and not reading.read_at else [*parts, seen]
    if exhibit.citations:
        parts.append(words.trn("cited {n} time", "cited {n} times", exhibit.citations))
    gone = exhibit.status == "withdrawn"
    made = codes.label("derived_how", exhibit.derived_how, words.language) if exhibit.derived_from else ""
    if made:  # in words: a chip would leave the title no room in so narrow a list
        parts.insert(0, made)
    detail = " · ".join(parts)
    if gone:
        detail = words.tr("withdrawn: {reason}", reason=exhibit.status_reason)
    return Row(
        exhibit.id,
        f"{exhibit.number} {exhibit.title(words.language)}",
        detail,
        chip=words.tr("altered") if exhibit.failed_at else "",
        tone="bad" if exhibit.failed_at else "neutral",
        aside="●" if unread and not gone else "",
        icon=icon_of(exhibit.media, exhibit.format),
        strong=unread and not gone,
        struck=gone,
        depth=min(depth, DEEPEST),
    )
