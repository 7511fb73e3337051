"""How styles of flowing text look: fonts, colours and distances. Exhibits are paper in both themes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QTextCharFormat

from ui.tokens import LIGHT

SERIF, SANS, MONO = "PT Serif", "PT Sans", "PT Mono"
LEADING = 1.2  # of a row's own height
GAP = 7.0  # an empty line


@dataclass(frozen=True)
class Block:
    """A paragraph's type in pixels at 100 %, its distances above and below, its indent and its ink (a colour token)."""

    family: str
    pixels: int
    bold: bool = False
    above: float = 0.0
    below: float = 2.0
    indent: float = 0.0
    ink: str = "ink"


BODY = Block(SERIF, 13)
BLOCKS: dict[str, Block] = {
    "title": Block(SANS, 18, bold=True, below=6),
    "heading": Block(SANS, 15, bold=True, above=9, below=3),
    "meta": Block(SANS, 11, ink="ink2", below=1),
    "quote": Block(SERIF, 13, ink="ink2", indent=14),
    "warning": Block(SANS, 12, ink="warn", above=2, below=6, indent=8),
    "mono": Block(MONO, 11, below=0),
    "sender": Block(SANS, 12, above=8, below=1),
    "cell": Block(SANS, 11, above=2, below=3),
}
ORDER = tuple(BLOCKS)  # where a paragraph begins with several, the first of these decides
CELL_PADDING = 8.0


def ink(tint: str) -> QColor:
    return QColor(getattr(LIGHT, tint))


def font(family: str, pixels: int, bold: bool) -> QFont:
    made = QFont(family)
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleHint(QFont.StyleHint.Monospace if family == MONO else QFont.StyleHint.Serif)
    return made


class Types:
    """The fonts and formats of one page, each made once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, int, bool], QFont] = {}
        self._formats: dict[tuple[Block, frozenset[str]], QTextCharFormat] = {}

    def font(self, family: str, pixels: int, bold: bool) -> QFont:
        key = (family, pixels, bold)
        if key not in self._fonts:
            self._fonts[key] = font(*key)
        return self._fonts[key]

    def base(self, block: Block) -> QFont:
        return self.font(block.family, block.pixels, block.bold)

    def inline(self, block: Block, styles: frozenset[str]) -> QTextCharFormat:
        """The type of a stretch with these styles inside a paragraph of that kind."""
        key = (block, styles)
        if key not in self._formats:
            self._formats[key] = self._made(block, styles)
        return self._formats[key]

    def _made(self, block: Block, styles: frozenset[str]) -> QTextCharFormat:
        family, pixels, bold, tint = block.family, block.pixels, block.bold, block.ink
        if "mono" in styles and family != MONO:
            family, pixels = MONO, max(10, pixels - 2)
        if "time" in styles:
            family, pixels, bold, tint = SANS, 10, False, "ink2"
        elif "meta" in styles and block is not BLOCKS["meta"]:
            family, pixels, tint = SANS, min(pixels, 11), "ink2"
        bold = bold or "bold" in styles or ("sender" in styles and "time" not in styles)
        if "link" in styles:
            tint = "accent"
        made = QTextCharFormat()
        made.setFont(self.font(family, pixels, bold))
        made.setForeground(ink(tint))
        if "link" in styles:
            made.setFontUnderline(True)
        return made
