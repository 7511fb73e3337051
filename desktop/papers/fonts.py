"""Which font prints which character. PT first, then the bundled fallbacks, else the paper is refused.

Only scripts that need neither joining nor right-to-left setting are printed: reportlab places one glyph per code point,
so Arabic or Devanagari would come out wrong rather than missing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.errors import KnownError
from desktop.papers.sentences import UNPRINTABLE
from desktop.paths import resource

SERIF, SERIF_BOLD, SERIF_ITALIC = "PTSerif", "PTSerif-Bold", "PTSerif-Italic"
SANS, SANS_BOLD, MONO = "PTSans", "PTSans-Bold", "PTMono"

FILES = {
    SERIF: "PTF55F.ttf",
    SERIF_BOLD: "PTF75F.ttf",
    SERIF_ITALIC: "PTF56F.ttf",
    "PTSerif-BoldItalic": "PTF76F.ttf",
    SANS: "PTS55F.ttf",
    SANS_BOLD: "PTS75F.ttf",
    MONO: "PTM55F.ttf",
    "NotoSerif": "NotoSerif-Regular.ttf",
    "NotoSerif-Bold": "NotoSerif-Bold.ttf",
    "NotoSerif-Italic": "NotoSerif-Italic.ttf",
    "NotoSans": "NotoSans-Regular.ttf",
    "NotoSans-Bold": "NotoSans-Bold.ttf",
    "NotoGeorgian": "NotoSerifGeorgian-Regular.ttf",
    "NotoGeorgian-Bold": "NotoSerifGeorgian-Bold.ttf",
    "NotoArmenian": "NotoSerifArmenian-Regular.ttf",
    "NotoArmenian-Bold": "NotoSerifArmenian-Bold.ttf",
    "NotoMath": "NotoSansMath-Regular.ttf",
    "NotoSymbols": "NotoSansSymbols2-Regular.ttf",
    "Droid": "DroidSansFallbackFull.ttf",
}
_SHARED = ("NotoMath", "NotoSymbols", "Droid")
FALLBACKS = {
    SERIF: ("NotoSerif", "NotoGeorgian", "NotoArmenian", *_SHARED),
    SERIF_BOLD: ("NotoSerif-Bold", "NotoGeorgian-Bold", "NotoArmenian-Bold", *_SHARED),
    SERIF_ITALIC: ("NotoSerif-Italic", "NotoGeorgian", "NotoArmenian", *_SHARED),
    SANS: ("NotoSans", "NotoGeorgian", "NotoArmenian", *_SHARED),
    SANS_BOLD: ("NotoSans-Bold", "NotoGeorgian-Bold", "NotoArmenian-Bold", *_SHARED),
    MONO: ("NotoSans", "NotoGeorgian", "NotoArmenian", *_SHARED),
}
_SHAPED = ("ARABIC", "HEBREW", "SYRIAC", "THAANA", "NKO", "DEVANAGARI", "BENGALI", "TAMIL", "THAI", "HANGUL JAMO")


@cache
def _font(name: str) -> TTFont:
    font = TTFont(name, str(resource("fonts", FILES[name])))
    pdfmetrics.registerFont(font)
    return font


@cache
def _signs(name: str) -> frozenset[int]:
    return frozenset(_font(name).face.charToGlyph)


def register() -> None:
    """Make the main fonts known to reportlab; `<b>` and `<i>` in PT Serif and PT Sans text then work. Idempotent."""
    for name in (SERIF, SERIF_BOLD, SERIF_ITALIC, "PTSerif-BoldItalic", SANS, SANS_BOLD, MONO):
        _font(name)
    pdfmetrics.registerFontFamily(
        SERIF, normal=SERIF, bold=SERIF_BOLD, italic=SERIF_ITALIC, boldItalic="PTSerif-BoldItalic"
    )
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=SANS_BOLD, italic=SANS, boldItalic=SANS_BOLD)
    pdfmetrics.registerFontFamily(MONO, normal=MONO, bold=MONO, italic=MONO, boldItalic=MONO)


def clean(text: str) -> str:
    """The text as it is printed: composed (NFC), without invisible format and control characters."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character in "\t\n\r\u2028\u2029":
            kept.append(" ")
        elif unicodedata.category(character) not in ("Cc", "Cf"):
            kept.append(character)
    return "".join(kept)


def font_for(character: str, main: str) -> str | None:
    """The font that prints one character where `main` is asked for, or None."""
    if unicodedata.name(character, "").startswith(_SHAPED):
        return None
    code = ord(character)
    return next((name for name in (main, *FALLBACKS[main]) if code in _signs(name)), None)


def runs(text: str, main: str) -> Iterator[tuple[str, str]]:
    """(font, characters) in order. `text` is cleaned. Raises KnownError(UNPRINTABLE) naming the character."""
    font, run = main, ""
    for character in text:
        found = main if character == "\u00a0" else font_for(character, main)
        if found is None:
            at = text.index(character)
            raise KnownError(
                UNPRINTABLE,
                character=character,
                code=f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip(),
                place=text[max(0, at - 20) : at + 20].strip(),
            )
        if found != font and run:
            yield font, run
            run = ""
        font = found
        run += character
    if run:
        yield font, run


def markup(text: str, main: str = SERIF) -> str:
    """The text as reportlab markup: escaped, with a font change where a fallback prints. Raises KnownError."""
    _font(main)
    return "".join(
        escape(run) if font == main else f'<font name="{font}">{escape(run)}</font>'
        for font, run in runs(clean(text), main)
    )
