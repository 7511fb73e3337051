"""The colours of the program by purpose, light and dark, and how their contrast is computed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """`#rrggbb` texts (marks in the dark scheme `#aarrggbb`). `*_soft` are grounds behind text of the same name."""

    dark: bool
    ground: str
    paper: str
    desk: str
    ink: str
    ink2: str
    line: str
    edge: str  # outline of fields and buttons
    hover: str
    accent: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    marks: tuple[str, str, str, str]


LIGHT = Tokens(
    dark=False,
    ground="#F6F6F4",
    paper="#FFFFFF",
    desk="#E9E9E6",
    ink="#1E2124",
    ink2="#5A6067",
    line="#DEDEDA",
    edge="#85898F",
    hover="#EFEFEC",
    accent="#1F5FA8",
    accent_soft="#E4EDF8",
    on_accent="#FFFFFF",
    good="#256B43",
    good_soft="#E6F2EA",
    warn="#805600",
    warn_soft="#FBF1DC",
    bad="#B3261E",
    bad_soft="#FCEAE8",
    marks=("#FFE58F", "#BFE3C6", "#C9DBF7", "#F3C9DA"),
)
DARK = Tokens(
    dark=True,
    ground="#1B1C1E",
    paper="#232427",
    desk="#141517",
    ink="#E8E8E6",
    ink2="#A3A8AE",
    line="#34363A",
    edge="#767B82",
    hover="#2B2D30",
    accent="#6FA8E8",
    accent_soft="#24364B",
    on_accent="#10161D",
    good="#6CC08F",
    good_soft="#1E3127",
    warn="#D9A43B",
    warn_soft="#362D1A",
    bad="#F2857C",
    bad_soft="#3D2523",
    marks=("#73FFE58F", "#73BFE3C6", "#73C9DBF7", "#73F3C9DA"),
)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 §1.4.3 between two `#rrggbb` colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
