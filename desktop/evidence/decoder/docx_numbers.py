"""Numbers and bullets before the paragraphs of a Word document, as far as a plain text can have them.

ECMA-376 part 1, 17.9. A level that another one restarts, begins anew; overrides of the start value are kept.
"""

from __future__ import annotations

import re
from typing import Any

MOST = 1_000_000
_PLACE = re.compile(r"%([1-9])")
_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
_ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = {"Letter": "abcdefghijklmnopqrstuvwxyz", "russian": "абвгдежзиклмнопрстуфхцчшщэюя"}


class Numbers:
    """`numbering` and `styles` are the roots of those parts, or None."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # list → level → format, text, start
        self._lists: dict[str, str] = {}  # number id → list
        self._counts: dict[str, list[int]] = {}
        self._of_style = {_of(style, "styleId"): style.find("{*}pPr") for style in _all(styles, "style")}
        for one in _all(numbering, "abstractNum"):
            self._levels[_of(one, "abstractNumId")] = dict(_level(level) for level in one.findall("{*}lvl"))
        for num in _all(numbering, "num"):
            self._lists[_of(num, "numId")] = _of(num.find("{*}abstractNumId"), "val")

    def next(self, properties: Any, style: str) -> str:
        """The number of a paragraph with these properties, with a space behind it; empty for none."""
        number, level = _asked(properties)
        if not number:
            number, of_style = _asked(self._of_style.get(style))
            level = level or of_style
        levels = self._levels.get(self._lists.get(number, ""), {})
        if not number or level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[number], [0] * 9)
        counts[level] = min(max(counts[level] + 1, levels[level][2]), MOST)
        counts[level + 1 :] = [0] * (8 - level)
        form, text, _start = levels[level]
        if form in ("bullet", "none"):
            return "• " if form == "bullet" else ""

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            return _shown(counts[at] or levels.get(at, ("", "", 1))[2], levels.get(at, ("decimal", "", 1))[0])

        made = _PLACE.sub(shown, text)
        return f"{made} " if made else ""


def _level(level: Any) -> tuple[int, tuple[str, str, int]]:
    start = _of(level.find("{*}start"), "val")
    form, text = _of(level.find("{*}numFmt"), "val"), _of(level.find("{*}lvlText"), "val")
    at = _of(level, "ilvl")
    number = int(at) if at.isdecimal() and int(at) < 9 else 0
    return number, (form or "decimal", text[:60], int(start) if start.isdecimal() and len(start) < 7 else 1)


def _asked(properties: Any) -> tuple[str, int]:
    asked = None if properties is None else properties.find("{*}numPr")
    if asked is None:
        return "", 0
    level = _of(asked.find("{*}ilvl"), "val")
    return _of(asked.find("{*}numId"), "val"), int(level) if level.isdecimal() and int(level) < 9 else 0


def _shown(number: int, form: str) -> str:
    for ending, letters in _LETTERS.items():
        if ending in form:
            made = letters[(number - 1) % len(letters)] * min(1 + (number - 1) // len(letters), 4)
            return made if "lower" in form.lower() else made.upper()
    if form.endswith("Roman") and number < 4000:
        made = ""
        for value, sign in _ROMAN:
            made, number = made + sign * (number // value), number % value
        return made if form.startswith("lower") else made.upper()
    return f"{number:02}" if form == "decimalZero" else str(number)


def _all(root: Any, name: str) -> Any:
    return () if root is None else root.iter("{*}" + name)


def _of(element: Any, name: str) -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
