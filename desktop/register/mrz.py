"""Machine-readable zones TD1, TD2 and TD3: fields, check digits, and the difference from what was typed.

ICAO Doc 9303 parts 3–6: characters `A–Z 0–9 <`; check digit = sum of values times 7, 3, 1, 7, … modulo 10, with `<` = 0
and A = 10 … Z = 35. Nothing is corrected: a wrong digit is reported with its field. Ours for want of a maintained
permissive package: docs/decisions/021-mrz.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

Format = Literal["TD1", "TD2", "TD3"]

_SHAPES: dict[tuple[int, int], Format] = {(3, 30): "TD1", (2, 36): "TD2", (2, 44): "TD3"}
_CHARSET = re.compile(r"[A-Z0-9<]*")
# Typed or pasted spellings of the filler.
_FILLERS = str.maketrans({"‹": "<", "«": "<<", "〈": "<", "＜": "<", " ": None, "\u00a0": None, "\t": None})


@dataclass(frozen=True)
class Check:
    """One check digit: which field it guards, what stands there and what should."""

    field: str
    found: str
    expected: str

    @property
    def right(self) -> bool:
        return self.found == self.expected


@dataclass(frozen=True)
class Mrz:
    """What the lines say. Dates are raw `YYMMDD` with `<` for unknown parts; `sex` is M, F or X."""

    format: Format
    lines: tuple[str, ...]
    document_code: str
    issuer: str
    number: str
    surname: str
    given: str
    nationality: str
    birth_date: str
    sex: str
    expires_on: str
    optional: str
    checks: tuple[Check, ...]

    @property
    def wrong(self) -> tuple[Check, ...]:
        """The check digits that do not fit."""
        return tuple(check for check in self.checks if not check.right)


def check_digit(text: str) -> str:
    """The check digit over `text` (letters of the MRZ charset)."""
    total = sum(_value(letter) * weight for letter, weight in zip(text, cycle((7, 3, 1)), strict=False))
    return str(total % 10)


def tidy(text: str) -> tuple[str, ...]:
    """Pasted text as MRZ lines: upper case, no spaces, known spellings of `<` restored, empty lines dropped."""
    lines = (line.translate(_FILLERS).upper() for line in text.splitlines())
    return tuple(line for line in lines if line)


def read(text: str) -> Mrz:
    """Read pasted lines. Raises ValueError when the shape or a character is none of an MRZ's."""
    lines = tidy(text)
    if len(lines) == 1 and len(lines[0]) in (72, 88, 90):  # pasted without its line breaks
        whole, parts = lines[0], 3 if len(lines[0]) == 90 else 2
        step = len(whole) // parts
        lines = tuple(whole[i : i + step] for i in range(0, len(whole), step))
    shape = _SHAPES.get((len(lines), len(lines[0]))) if lines else None
    if shape is None or len({len(line) for line in lines}) != 1:
        raise ValueError("neither TD1 (3×30) nor TD2 (2×36) nor TD3 (2×44)")
    if not all(_CHARSET.fullmatch(line) for line in lines):
        raise ValueError("a character that no machine-readable zone has")
    return _td1(lines) if shape == "TD1" else _two_lines(shape, lines)


def normal_country(code: str) -> str:
    """An MRZ country code as stored: `D` becomes `DEU`, fillers go."""
    code = code.replace("<", "")
    return "DEU" if code == "D" else code


def _td1(lines: tuple[str, ...]) -> Mrz:
    one, two, three = lines
    number, digit, optional, number_text = _long_number(one[5:14], one[14], one[15:30])
    checks = (
        Check("number", digit, check_digit(number_text)),
        Check("birth_date", two[6], check_digit(two[:6])),
        Check("expires_on", two[14], check_digit(two[8:14])),
        Check("composite", two[29], check_digit(one[5:30] + two[:7] + two[8:15] + two[18:29])),
    )
    surname, given = _names(three)
    return Mrz(
        "TD1", lines, _plain(one[:2]), normal_country(one[2:5]), number, surname, given, normal_country(two[15:18]),
        two[:6], _sex(two[7]), two[8:14], _plain(optional + two[18:29]), checks,
    )  # fmt: skip


def _two_lines(shape: Format, lines: tuple[str, ...]) -> Mrz:
    one, two = lines
    last = len(two) - 1
    optional = two[28:42] if shape == "TD3" else two[28:35]
    number, digit, rest, number_text = two[:9], two[9], optional, two[:9]
    if shape == "TD2":
        number, digit, rest, number_text = _long_number(two[:9], two[9], optional)
    checks = [
        Check("number", digit, check_digit(number_text)),
        Check("birth_date", two[19], check_digit(two[13:19])),
        Check("expires_on", two[27], check_digit(two[21:27])),
    ]
    if shape == "TD3":
        expected = check_digit(optional)
        blank = two[42] == "<" and not _plain(optional)  # both 0 and < are right over an empty field
        checks.append(Check("optional", expected if blank else two[42], expected))
        composite = two[:10] + two[13:20] + two[21:43]
    else:
        composite = two[:10] + two[13:20] + two[21:35]
    checks.append(Check("composite", two[last], check_digit(composite)))
    surname, given = _names(one[5:])
    return Mrz(
        shape, lines, _plain(one[:2]), normal_country(one[2:5]), _plain(number), surname, given,
        normal_country(two[10:13]), two[13:19], _sex(two[20]), two[21:27], _plain(rest), tuple(checks),
    )  # fmt: skip


def _long_number(number: str, digit: str, optional: str) -> tuple[str, str, str, str]:
    """A number above nine characters runs on in the optional field, with its digit behind it (Doc 9303-5, 4.2.2)."""
    if digit != "<":
        return _plain(number), digit, optional, number
    tail = optional.split("<", 1)[0]
    if len(tail) < 2:
        return _plain(number), digit, optional, number
    whole = number + tail[:-1]
    return _plain(whole), tail[-1], optional[len(tail) :], whole


def _names(text: str) -> tuple[str, str]:
    surname, _, given = text.partition("<<")
    return surname.replace("<", " ").strip(), given.replace("<", " ").strip()


def _sex(letter: str) -> str:
    return letter if letter in "MF" else "X"


def _plain(text: str) -> str:
    return text.replace("<", " ").strip().replace(" ", "")


def _value(letter: str) -> int:
    if letter == "<":
        return 0
    return int(letter) if letter.isdigit() else ord(letter) - ord("A") + 10
