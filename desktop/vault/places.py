"""Where the window was at the last lock, kept inside the vault because it names cases and exhibits."""

from __future__ import annotations

import json
from typing import Any

from desktop.vault import rows
from desktop.vault.store import Store
from models.tables.window import WindowPlace

ROW = "window"


class Places:
    """Methods belong to the database thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> dict[str, Any]:
        """What was kept last, or nothing."""
        with self._store.read() as session:
            row = session.get(WindowPlace, ROW)
        if row is None:
            return {}
        kept = json.loads(row.content)
        return kept if isinstance(kept, dict) else {}

    def save(self, place: dict[str, Any]) -> None:
        """Keep a JSON-able place. A vault that is open for reading only keeps nothing."""
        if self._store.read_only:
            return
        content = rows.canonical(place)
        with self._store.write("window.place", audited=False) as work:
            row = work.session.get(WindowPlace, ROW)
            if row is None:
                work.add(WindowPlace(id=ROW, content=content))
            elif row.content != content:
                row.content = content
