"""Ready page pictures, least recently used first to go, bounded by their bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QImage

BUDGET = 64 << 20


class PageCache:
    def __init__(self, budget: int = BUDGET) -> None:
        self.budget = budget
        self.used = 0
        self._pictures: OrderedDict[Hashable, QImage] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pictures)

    def get(self, key: Hashable) -> QImage | None:
        picture = self._pictures.get(key)
        if picture is not None:
            self._pictures.move_to_end(key)
        return picture

    def put(self, key: Hashable, picture: QImage) -> None:
        """Keep a picture; older ones go until the budget holds. The newest one always stays."""
        self.drop(key)
        self._pictures[key] = picture
        self.used += picture.sizeInBytes()
        while self.used > self.budget and len(self._pictures) > 1:
            _key, old = self._pictures.popitem(last=False)
            self.used -= old.sizeInBytes()

    def drop(self, key: Hashable) -> None:
        old = self._pictures.pop(key, None)
        if old is not None:
            self.used -= old.sizeInBytes()

    def clear(self) -> None:
        self._pictures.clear()
        self.used = 0
