"""The picture of a recording, as large as there is room; for sound alone a sign that there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.i18n import Words
from models.views.media import MediaFrame
from ui.theme import Theme


class MediaScreen(QWidget):
    """`flash` is the strength, from 1 to 0, with which a cited moment lights up."""

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._frame: MediaFrame | None = None
        self._image = QImage()
        self._sound_only = False
        self._caption = ""
        self.flash = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(theme.px(120), theme.px(60))
        self.setAccessibleName(words.tr("Picture"))
        theme.changed.connect(self.update)

    def viewport(self) -> QWidget:
        """Where the flash paints."""
        return self

    @property
    def frame(self) -> MediaFrame | None:
        """The picture that is shown."""
        return self._frame

    def show_frame(self, frame: MediaFrame | None) -> None:
        # the image looks at the frame's octets, so the frame is kept with it
        self._frame = frame
        self._image = (
            QImage()
            if frame is None
            else QImage(frame.pixels, frame.width, frame.height, 4 * frame.width, QImage.Format.Format_RGB32)
        )
        self.update()

    def set_sound_only(self, alone: bool) -> None:
        self._sound_only = alone
        self.setAccessibleName(self._words.tr("Sound without pictures") if alone else self._words.tr("Picture"))
        self.update()

    @property
    def caption(self) -> str:
        """The subtitle that is shown."""
        return self._caption

    def set_caption(self, text: str) -> None:
        """Show a subtitle over the picture; empty for none."""
        if text != self._caption:
            self._caption = text
            self.setAccessibleDescription(text)
            self.update()

    def picture_rect(self) -> QRectF:
        """Where the picture lies: in the middle, in its own shape."""
        if self._image.isNull():
            return QRectF()
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(270))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("desk"))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.picture_rect(), self._image)
        elif self._sound_only:
            side = self._theme.px(48)
            icon = self._theme.pixmap("file-music", 48, ratio=self.devicePixelRatioF())
            middle = self.rect().center()
            painter.drawPixmap(middle.x() - side // 2, middle.y() - side // 2, side, side, icon)
        if self._caption:
            self._paint_caption(painter)
        wide = self._theme.px(3)
        if self.flash > 0:
            colour = self._theme.colour("accent")
            colour.setAlphaF(self.flash)
            painter.setPen(QPen(colour, 2 * wide))
            painter.drawRect(self.rect())
        elif self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_caption(self, painter: QPainter) -> None:
        gap = self._theme.px(8)
        painter.setFont(self._theme.font("heading"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        room = QRectF(self.rect()).adjusted(3 * gap, gap, -3 * gap, -2 * gap)
        box = painter.boundingRect(room, flags, self._caption).adjusted(-gap, -gap / 2, gap, gap / 2)
        painter.fillRect(box, self._theme.colour("paper"))
        painter.setPen(self._theme.colour("ink"))
        painter.drawText(room, flags, self._caption)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()
