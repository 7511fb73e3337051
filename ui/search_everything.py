"""What the palette finds besides commands: hits of the search in groups, and the way to all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from models.views.search import SearchAnswer, SearchResult
from ui.context import Context
from ui.register import found_rows
from ui.widgets.row import Row

EACH = 5
KEY = "find:"
ALL = "all:"


class SearchEverything(QObject):
    """Signals:
    found: The `SearchResult` that was chosen.
    all_wanted: The words for which every hit is to be listed.
    """

    found = Signal(object)
    all_wanted = Signal(str)

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._results: dict[str, SearchResult] = {}
        self._text = ""

    def ask(self, text: str, answer: Callable[[list[Row]], None]) -> None:
        """Search off the interface thread; whoever asks drops answers to older questions."""
        everything = self._ctx.services.everything

        def work() -> SearchAnswer:
            return everything.search(text, each=EACH, unfinished=True)

        self._ctx.run(self, work, lambda found: answer(self._rows(found)))

    def _rows(self, answer: SearchAnswer) -> list[Row]:
        words = self._ctx.words
        self._results.clear()
        self._text = answer.text
        rows: list[Row] = []
        for group in answer.groups:
            title = found_rows.name(words, group.group)
            rows.append(Row(f"group:{group.group}", title, aside=found_rows.counted(words, group), heading=True))
            for result in group.results:
                key = f"{KEY}{len(self._results)}"
                self._results[key] = result
                rows.append(found_rows.row(words, key, result))
        if rows:
            rows.append(Row(ALL, words.tr("Show all results"), icon="list-details"))
        elif answer.unknown or not answer.words:
            rows.append(Row("group:none", found_rows.nothing(words, answer), heading=True))
        return rows

    @Slot(str)
    def pick(self, key: str) -> None:
        result = self._results.get(key)
        if key == ALL:
            self.all_wanted.emit(self._text)
        elif result is not None:
            self.found.emit(result)
