"""Line icons (Tabler, MIT) drawn in a colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.errors import BugError
from desktop.paths import resource


def drawing(name: str, size: int, colour: str, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon `resources/icons/NAME.svg` as a square of `size` logical pixels with `gap` empty ones shared
    between its sides.

    Raises BugError for an unknown name.
    """
    file = resource("icons", f"{name}.svg")
    if not file.exists():
        raise BugError(f"no icon {name}")
    svg = file.read_text("utf-8").replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.75"')
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    side = round(size * ratio)
    pixmap = QPixmap(side + round(gap * ratio), side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(round(gap * ratio / 2), 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(
    name: str, size: int, colour: str, chosen: str | None = None, disabled: str | None = None, gap: int = 0
) -> QIcon:
    """An icon for the finest screen there is, in other colours for the checked and the disabled state if `chosen` and
    `disabled` are given; else the disabled look is Qt's own fading of it.
    """
    made = QIcon()
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    made.addPixmap(drawing(name, size, colour, ratio, gap), QIcon.Mode.Normal, QIcon.State.Off)
    if chosen is not None:
        made.addPixmap(drawing(name, size, chosen, ratio, gap), QIcon.Mode.Normal, QIcon.State.On)
    if disabled is not None:
        made.addPixmap(drawing(name, size, disabled, ratio, gap), QIcon.Mode.Disabled, QIcon.State.Off)
    return made
