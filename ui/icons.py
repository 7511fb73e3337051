"""Line icons (Tabler, MIT) drawn in a colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.errors import BugError
from desktop.paths import resource

FADED = 0.4  # what can't be used now, on light and dark grounds alike; Qt's own fading does not show on dark ones


def drawing(name: str, size: int, colour: str, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon `resources/icons/NAME.svg` as a square of `size` logical pixels with `gap` empty ones shared
    between its sides.

    Raises BugError for an unknown name.
    """
    svg = _lines(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    side = round(size * ratio)
    pixmap = QPixmap(side + round(gap * ratio), side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(round(gap * ratio / 2), 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _lines(name: str) -> str:
    file = resource("icons", f"{name}.svg")
    if not file.exists():
        raise BugError(f"no icon {name}")
    return file.read_text("utf-8").replace('stroke-width="2"', 'stroke-width="1.75"')


def icon(
    name: str, size: int, colour: str, chosen: str | None = None, disabled: str | None = None, gap: int = 0
) -> QIcon:
    """An icon for the finest screen there is, in other colours for the checked and the disabled state if `chosen` and
    `disabled` are given; else the disabled look is the same colour, faded.
    """
    made = QIcon()
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    plain = drawing(name, size, colour, ratio, gap)
    made.addPixmap(plain, QIcon.Mode.Normal, QIcon.State.Off)
    if chosen is not None:
        made.addPixmap(drawing(name, size, chosen, ratio, gap), QIcon.Mode.Normal, QIcon.State.On)
    pale = _faded(plain) if disabled is None else drawing(name, size, disabled, ratio, gap)
    made.addPixmap(pale, QIcon.Mode.Disabled, QIcon.State.Off)
    return made


def _faded(pixmap: QPixmap) -> QPixmap:
    made = QPixmap(pixmap.size())
    made.setDevicePixelRatio(pixmap.devicePixelRatio())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(FADED)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return made
