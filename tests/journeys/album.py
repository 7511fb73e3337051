"""A journey in pictures: one after each step, where the variable COLLEGIUM_PICTURES names a folder for them."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.journeys.one_process import Workstation
from tests.tools.grabbing import grabbed

FOLDER = "COLLEGIUM_PICTURES"
SIZE = (1366, 768)
STILL = 12  # so many looks (15 ms and more apart) without a change: the screen has come to rest


class Album:
    """Call it with a step's name: `03-cell.png` shows the window after the third step. Without a folder, nothing."""

    def __init__(self, station: Workstation) -> None:
        named = os.environ.get(FOLDER)
        self._folder = Path(named) if named else None
        self._station = station
        self._taken = 0
        if self._folder is not None:
            QApplication.setCursorFlashTime(0)  # a caret that blinks is never still

    def __call__(self, step: str) -> None:
        window = self._station.window
        if self._folder is None or window is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        window.resize(*SIZE)
        looks: list[QImage] = []

        def still() -> bool:
            looks.append(grabbed(window).toImage())
            if looks[-1] != looks[0]:
                looks[:] = looks[-1:]
            return len(looks) > STILL

        self._station.user.until(still, f"a still picture of {step}")
        self._taken += 1
        looks[-1].save(str(self._folder / f"{self._taken:02}-{step}.png"))
