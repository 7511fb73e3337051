"""Files that are attached to places of a PDF's pages: looked for page by page, beside whatever else is asked."""

from __future__ import annotations

import time
from typing import Any

from desktop.errors import KnownError
from desktop.evidence import answers
from desktop.evidence.decoder import wire
from desktop.evidence.line import LET_OTHERS_IN, Line
from desktop.evidence.sentences import CLOSED
from models.views.evidence import Part

MOST_SEARCHED = 2_000  # pages of a PDF
MOST_LOST = 3  # pages that may cost a decoder each before the rest is left
ALONE = 500  # pages that are asked for one by one after a stretch that failed: one of them was it


def look(line: Line, total: int) -> tuple[tuple[Part, ...], tuple[range, ...]]:
    """What hangs on the first MOST_SEARCHED pages of `total`, and the pages (from 0) that were not looked through.

    Nobody has opened those pages, so one that can't be read is no error: the others are looked through all the same.
    Raises KnownError(CLOSED) only.
    """
    found: dict[str, Part] = {}
    left: set[int] = set()
    page, lost, alone = 0, 0, 0
    while page < min(total, MOST_SEARCHED) and len(found) < wire.MOST_PARTS and lost < MOST_LOST:
        most = 1 if page < alone else MOST_SEARCHED
        try:
            parts, unread, page = _ask(line, page, most, total)
            found.update((part.path, part) for part in parts)
            left.update(unread)
        except KnownError as error:
            if error.code == CLOSED.code:
                raise
            if most == 1:
                left.add(page)
                page, lost = page + 1, lost + 1
            else:
                alone = page + ALONE
        time.sleep(LET_OTHERS_IN)
    return tuple(found.values()), _runs([*sorted(left), *range(page, total)])


def _ask(line: Line, page: int, most: int, total: int) -> tuple[tuple[Part, ...], list[int], int]:
    """The files of the next pages, `most` at most; those of them that can't be read; the page to go on with."""
    with line.lock:
        answer, data = line.ask({"do": "attached", "page": page, "most": most}, _octets)
        parts = line.checked(answers.parts, data)
        end = min(page + most, total)
        following = end if answer.get("next") is None else line.checked(answers.integer, answer["next"], page + 1, end)
        return parts, line.checked(answers.rising, answer.get("unread"), page, following - 1), following


def _octets(answer: dict[str, Any]) -> int:
    return answers.integer(answer.get("octets"), 0, wire.MOST_LIST)


def _runs(pages: list[int]) -> tuple[range, ...]:
    runs: list[range] = []
    for page in pages:
        if runs and page == runs[-1].stop:
            runs[-1] = range(runs[-1].start, page + 1)
        else:
            runs.append(range(page, page + 1))
    return tuple(runs)
