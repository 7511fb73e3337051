"""What the host asks of a grid: its sheets, a window of cells, the cells that hold something. Lists go as JSON."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from desktop.evidence.decoder import wire

if TYPE_CHECKING:
    from desktop.evidence.decoder.grid import GridReader

FIND_SLICE = 0.15  # seconds of looking before the host is answered and may ask on


def sheets(reader: GridReader) -> tuple[dict[str, object], bytes]:
    """[[name, rows, columns], …]"""
    return {}, _json([[sheet.name, sheet.rows, sheet.columns] for sheet in reader.sheets])


def cells(reader: GridReader, request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
    """[[cell, …], …] from `row` and `column` on; `last`: the sheet has no rows behind the window."""
    row, rows, column, columns = (int(request[name]) for name in ("row", "rows", "column", "columns"))
    if not (0 < rows <= wire.MOST_ROWS and 0 < columns <= wire.MOST_COLUMNS):
        raise wire.RefusedError("too_big")
    sheet = _sheet(reader, int(request["sheet"]))
    found = sheet.window(row, rows, column, columns)
    room = wire.MOST_WINDOW
    for number, line in enumerate(found):
        room -= sum(len(cell) for cell in line)
        if room < 0:  # a few very long rows: the host asks again for the rest
            return {"last": False}, _json(found[: max(1, number)])
    return {"last": len(found) < rows}, _json(found)


def find(reader: GridReader, request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
    """[[sheet, row, column], …] from a sheet and a row on; `next` is where to go on, or null at the end."""
    needle, most = str(request["needle"]), min(int(request["most"]), wire.MOST_HITS)
    at, row = int(request["sheet"]), int(request["row"])
    until = time.monotonic() + FIND_SLICE
    hits: list[list[int]] = []
    while at < reader.count:
        for line, column in reader.sheets[at].hits(needle, row):
            if column >= 0:
                hits.append([at, line, column])
            elif len(hits) >= most or time.monotonic() > until:
                return {"next": [at, line]}, _json(hits[:most])
        at, row = at + 1, 0
    return {"next": None}, _json(hits[:most])


def _sheet(reader: GridReader, index: int):  # type: ignore[no-untyped-def]
    if not 0 <= index < reader.count:
        raise wire.RefusedError("no_page")
    return reader.sheets[index]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
