"""Answers and opinions as people write them for the command line: `A-004:3`, `d3`, and the opinion file.

The opinion file is TOML: `format = 1`, `outcome`, `codes`, `laws`, and `[[paragraph]]` tables with `part`
(facts, law, assessment, operative), `text`, `codes` and `cite = ["A-004:3"]`. Unknown keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.assessment.pack_fields import Fields, check_format, load
from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from models.views.assessment import PARTS, OpinionDraft, ParagraphDraft
from models.views.cells import Area
from models.views.evidence import (
    CellPlace,
    CitationDraft,
    ExhibitView,
    ImagePlace,
    MediaPlace,
    PagePlace,
    Place,
    WholePlace,
)

BAD_CITE = Sentence(
    "assessment.bad_cite",
    N_("{cite} is no citation of {exhibit}."),
    N_("Write A-004:3 for page 3 of a PDF, A-004:Sheet1!B4 for cells, A-004 for a whole exhibit."),
)

_LOOK_ALIKE = str.maketrans("АВСЕНК", "ABCEHK")  # Cyrillic letters of sections, typed for the Latin ones
_MOMENT = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)")  # `01:23:45`, `12:05`
Find = Callable[[str], ExhibitView]


def item_id(text: str) -> str:
    """`d3` or a Cyrillic `А1` as the pack writes it."""
    return text.strip().upper().translate(_LOOK_ALIKE)


def citation(text: str, find: Find) -> CitationDraft:
    """`A-004:3` or `A-004`; `find` gives the exhibit of a number. Raises KnownError."""
    name, _, page = text.partition(":")
    exhibit = find(name)
    return CitationDraft(exhibit.id, exhibit.sha256, _place(text, page.strip(), exhibit), number=exhibit.number)


def _place(text: str, page: str, exhibit: ExhibitView) -> Place:
    if not page:
        return WholePlace()
    if page.isdecimal() and int(page) > 0:
        if exhibit.reader == "pdf" and int(page) <= (exhibit.pages or int(page)):
            return PagePlace(int(page))
        if exhibit.reader == "image" and int(page) == 1:
            return ImagePlace(1)
    if exhibit.reader == "media" and (moment := _MOMENT.fullmatch(page)) is not None:
        hours, minutes, seconds = (int(part or 0) for part in moment.groups())
        return MediaPlace(1000 * (3600 * hours + 60 * minutes + seconds))
    if exhibit.reader == "grid":
        sheet, _, cells = page.rpartition("!")
        with suppress(ValueError):
            return CellPlace(sheet.strip("'"), Area.from_a1(cells.upper()).a1())
    raise KnownError(BAD_CITE, cite=text, exhibit=exhibit.number)


@dataclass(frozen=True)
class Entry:
    """One paragraph of an opinion file."""

    part: str
    text: str
    codes: tuple[str, ...]
    cite: tuple[str, ...]


def opinion(path: Path, find: Find, new_id: Callable[[], str]) -> OpinionDraft:
    """The opinion that a file holds. Raises KnownError with the place of a fault."""
    head = Fields(path.name, path.name, load(path))
    check_format(head)
    outcome, codes, laws = head.text("outcome", ""), head.texts("codes"), head.texts("laws")
    entries = []
    for number, table in enumerate(head.tables("paragraph"), start=1):
        fields = Fields(path.name, f"[[paragraph]] {number}", table)
        entry = Entry(fields.text("part"), fields.text("text"), fields.texts("codes"), fields.texts("cite"))
        fields.close()
        if entry.part not in PARTS:
            raise fields.fault("part")
        entries.append(entry)
    head.close()
    paragraphs = tuple(
        ParagraphDraft(new_id(), part, entry.text.strip(), entry.codes, tuple(citation(c, find) for c in entry.cite))
        for entry in entries
        for part in PARTS
        if part == entry.part
    )
    return OpinionDraft(outcome, codes, laws, paragraphs)
