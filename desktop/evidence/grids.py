"""Sheets and cells of an open workbook, asked of its decoder; every count and text is checked before it is used."""

from __future__ import annotations

import json
import time
from typing import Any

from desktop.evidence import answers, names
from desktop.evidence.answers import NonsenseError
from desktop.evidence.decoder import wire
from desktop.evidence.line import Line
from desktop.jobs import Progress
from models.views.cells import MOST_COLUMN, MOST_ROW, Cell, CellHit, CellKind, CellWindow, Sheet

LET_OTHERS_IN = 0.005  # seconds, as for other searches
_KINDS: dict[str, CellKind] = {"t": "text", "n": "number", "d": "date", "b": "flag", "e": "error"}
_EMPTY = Cell("empty", "")


def sheets(line: Line, count: int) -> tuple[Sheet, ...]:
    with line.lock:
        _answer, data = line.ask({"do": "sheets"}, _octets)
        return line.checked(_sheets, data, count)


def cells(line: Line, sheet: int, row: int, rows: int, column: int, columns: int) -> CellWindow:
    """A window of a sheet. It may come back shorter than asked for, never wider or longer."""
    request = {"do": "cells", "sheet": sheet, "row": row, "rows": rows, "column": column, "columns": columns}
    with line.lock:
        answer, data = line.ask(request, _octets)
        found = line.checked(_cells, data, rows, columns)
    return CellWindow(row, column, found, answer.get("last") is True)


def find(line: Line, needle: str, count: int, progress: Progress | None) -> tuple[CellHit, ...]:
    found: list[CellHit] = []
    sheet, row = 0, 0
    while len(found) < wire.MOST_HITS:
        if progress is not None:
            progress.at(sheet, count)
        most = wire.MOST_HITS - len(found)
        request = {"do": "find_cells", "needle": needle[:500], "sheet": sheet, "row": row, "most": most}
        with line.lock:
            answer, data = line.ask(request, _octets)
            found += line.checked(_hits, data, count)
            following = line.checked(_next, answer, count, (sheet, row))
        if following is None:
            break
        sheet, row = following
        time.sleep(LET_OTHERS_IN)
    return tuple(found[: wire.MOST_HITS])


def _octets(answer: dict[str, Any]) -> int:
    return answers.integer(answer.get("octets"), 0, wire.OUTBOX)


def _list(data: bytes, most: int) -> list[object]:
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise NonsenseError from None
    if not isinstance(given, list) or len(given) > most:
        raise NonsenseError
    return given


def _sheets(data: bytes, count: int) -> tuple[Sheet, ...]:
    found = []
    for item in _list(data, count):
        if not isinstance(item, list) or len(item) != 3 or not isinstance(item[0], str):
            raise NonsenseError
        rows, columns = answers.integer(item[1], 0, MOST_ROW), answers.integer(item[2], 0, MOST_COLUMN)
        found.append(Sheet(names.shown(item[0]), rows, columns))
    if len(found) != count:
        raise NonsenseError
    return tuple(found)


def _cells(data: bytes, rows: int, columns: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell(cell) for cell in _row(row, columns)) for row in _list(data, rows))


def _row(row: object, columns: int) -> list[object]:
    if not isinstance(row, list) or len(row) > columns:
        raise NonsenseError
    return row


def _cell(cell: object) -> Cell:
    if cell == "":
        return _EMPTY
    if not isinstance(cell, str) or len(cell) > wire.MOST_CELL + 1 or cell[0] not in _KINDS:
        raise NonsenseError
    return Cell(_KINDS[cell[0]], _safe(cell[1:]))


def _safe(text: str) -> str:
    """Line ends and tabs stay; everything else that is invisible and could mislead is made visible."""
    if text.isprintable():
        return text
    parts = [names.shown(part, wire.MOST_CELL) for part in text.replace("\t", " ").split("\n")]
    return "\n".join(parts)


def _hits(data: bytes, count: int) -> list[CellHit]:
    found = []
    for item in _list(data, wire.MOST_HITS):
        if not isinstance(item, list) or len(item) != 3:
            raise NonsenseError
        sheet = answers.integer(item[0], 0, max(0, count - 1))
        found.append(
            CellHit(sheet, answers.integer(item[1], 0, MOST_ROW), answers.integer(item[2], 0, MOST_COLUMN - 1))
        )
    return found


def _next(answer: dict[str, Any], count: int, before: tuple[int, int]) -> tuple[int, int] | None:
    given = answer.get("next")
    if given is None:
        return None
    if not isinstance(given, list) or len(given) != 2:
        raise NonsenseError
    following = answers.integer(given[0], 0, max(0, count - 1)), answers.integer(given[1], 0, MOST_ROW + 1)
    if following <= before:
        raise NonsenseError
    return following
