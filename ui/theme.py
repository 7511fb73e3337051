"""How the program looks: palette, stylesheet, fonts and icons, light or dark, at the chosen size."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton, QStyleFactory

from desktop.paths import resource
from desktop.settings import Settings
from ui import icons
from ui.stylesheet import SIZES, stylesheet
from ui.tokens import DARK, LIGHT, Tokens

ICON = "iconName"
TONE = "iconTone"
FONTS = "loadedFonts"  # the application keeps the list
GAP = 6  # half of it between icon and text of a button, beside what Qt leaves


class Theme(QObject):
    """One look for the whole program. `apply` puts it on the application; `refresh` after a change of the settings.

    Signals:
        changed: The colours or sizes changed; what paints by hand repaints.
    """

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._drawn: dict[tuple[Any, ...], QIcon | QPixmap] = {}
        self.tokens: Tokens = LIGHT
        self.scale = 1.0

    def apply(self, app: QApplication, *, all_fonts: bool = True) -> None:
        """Load the bundled fonts (`all_fonts` False: the interface font only), set style, palette and stylesheet."""
        load_fonts(everything=all_fonts)
        app.setStyle(QStyleFactory.create("Fusion"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.refresh)
        self._put_on(self._wanted())

    def take(self, settings: Settings) -> None:
        """Follow other settings from now on."""
        self._settings = settings
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Take up the settings and the desktop's light or dark; does nothing if neither changed."""
        tokens = self._wanted()
        if tokens is not self.tokens or self._settings.font_percent / 100 != self.scale:
            self._put_on(tokens)

    def _put_on(self, tokens: Tokens) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        self.tokens, self.scale = tokens, self._settings.font_percent / 100
        self._drawn.clear()
        app.setPalette(palette(tokens))
        app.setFont(self.font())
        app.setStyleSheet(stylesheet(tokens, self.scale))
        self._draw_again(app)
        self.changed.emit()

    def _wanted(self) -> Tokens:
        if self._settings.theme == "system":
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._settings.theme == "dark"
        return DARK if dark else LIGHT

    def colour(self, token: str) -> QColor:
        """A token by name (`"ink2"`), for painting."""
        return QColor(getattr(self.tokens, token))

    def mark(self, number: int) -> QColor:
        """The ground of highlight 1 to 4."""
        return QColor(self.tokens.marks[number - 1])

    def font(self, role: str = "body", family: str = "PT Sans", *, bold: bool = False) -> QFont:
        """A font for painting, in one of the four sizes `small`, `body`, `heading`, `title`."""
        font = QFont(family)
        font.setPointSizeF(SIZES[role] * self.scale)
        font.setBold(bold)
        return font

    def px(self, pixels: int) -> int:
        """A length that grows with the font size."""
        return round(pixels * self.scale)

    def icon(self, name: str, size: int = 16, tone: str = "ink2", gap: int = 0) -> QIcon:
        """An icon in the colour of a token, `gap` pixels wider than high; `put_icon` for what follows the theme."""
        key = ("icon", name, size, tone, gap)
        if key not in self._drawn:
            t = self.tokens
            side = round(size * max(1.0, self.scale))
            pale = t.ink2 if tone == "on_accent" else None  # its ground goes grey
            chosen = t.accent if tone == "ink2" else None
            self._drawn[key] = icons.icon(name, side, getattr(t, tone), chosen, pale, gap)
        made = self._drawn[key]
        assert isinstance(made, QIcon)
        return made

    def pixmap(self, name: str, size: int = 16, tone: str = "ink2", ratio: float = 1.0) -> QPixmap:
        """The same for labels and painting, `size` in pixels at 100 %."""
        key = ("pixmap", name, size, tone, ratio)
        if key not in self._drawn:
            side = round(size * max(1.0, self.scale))
            self._drawn[key] = icons.drawing(name, side, getattr(self.tokens, tone), ratio)
        made = self._drawn[key]
        assert isinstance(made, QPixmap)
        return made

    def put_icon(self, target: Any, name: str, size: int = 16, tone: str = "ink2") -> None:
        """Give a button, action or label an icon that follows the theme."""
        target.setProperty(ICON, f"{name}:{size}")
        target.setProperty(TONE, tone)
        if hasattr(target, "setIcon"):
            wide = isinstance(target, QPushButton) and target.text() and target.property("piece") != "rail"
            gap = GAP if wide else 0  # Qt's own is too narrow
            target.setIcon(self.icon(name, size, tone, gap))
            if hasattr(target, "setIconSize"):
                side = round(size * max(1.0, self.scale))
                target.setIconSize(QSize(side + gap, side))
        else:
            target.setPixmap(self.pixmap(name, size, tone, target.devicePixelRatioF()))

    def _draw_again(self, app: QApplication) -> None:
        for widget in app.allWidgets():
            for target in (widget, *widget.actions()):
                named = target.property(ICON)
                if named:
                    name, size = str(named).split(":")
                    self.put_icon(target, name, int(size), str(target.property(TONE)))


def load_fonts(*, everything: bool) -> None:
    """Make the bundled fonts known to Qt, each once per process: every new one makes Qt look at all again."""
    app = QGuiApplication.instance()
    assert app is not None
    known = list(app.property(FONTS) or ())
    for file in sorted(resource("fonts").glob("*.ttf")):
        if (everything or file.name.startswith(("PTS", "PTM"))) and file.name not in known:
            QFontDatabase.addApplicationFont(str(file))
            known.append(file.name)
    app.setProperty(FONTS, known)


def palette(t: Tokens) -> QPalette:
    """What the stylesheet doesn't reach: Qt's own dialogs, links, disabled texts."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, t.ground),
        (role.WindowText, t.ink),
        (role.Base, t.paper),
        (role.AlternateBase, t.ground),
        (role.Text, t.ink),
        (role.Button, t.ground),
        (role.ButtonText, t.ink),
        (role.BrightText, t.bad),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent),
        (role.Link, t.accent),
        (role.LinkVisited, t.accent),
        (role.ToolTipBase, t.paper),
        (role.ToolTipText, t.ink),
        (role.PlaceholderText, t.ink2),
        (role.Light, t.paper),
        (role.Midlight, t.hover),
        (role.Mid, t.line),
        (role.Dark, t.edge),
        (role.Shadow, t.edge),
        (role.Accent, t.accent),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.ink2))
    return made
