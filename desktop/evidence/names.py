"""File names and facts from strangers, made safe to show. What was given is kept as it came."""

from __future__ import annotations

import os
import re
import unicodedata

MOST_SHOWN = 200
_REORDERING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_EXHIBIT = re.compile(r"([ABCD])-?(\d{1,4})")
# letters that look alike: Cyrillic А В С (and Д, which a typist may mean by D)
_LOOK_ALIKE = str.maketrans("АВСДавсд", "ABCDABCD")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def kept(name: str) -> str:
    """The name as it can be stored: octets that are no UTF-8 become `\\xNN`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace") if _broken(name) else name


def shown(text: str, most: int = MOST_SHOWN) -> str:
    """The text with everything invisible that could mislead made visible as `⟨U+202E⟩`, and cut to `most`."""
    out = []
    for char in text:
        code = ord(char)
        category = unicodedata.category(char)
        if char in _REORDERING or category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and code != 0xAD):
            out.append(f"⟨U+{code:04X}⟩")
        else:
            out.append(char)
    safe = "".join(out)
    return safe if len(safe) <= most else safe[: most - 1] + "…"


def plain_name(name: str) -> str:
    """A file name to offer when the exhibit is extracted: no folders, no invisible characters, never empty."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in base if unicodedata.category(c) not in ("Cc", "Cs", "Cf", "Zl", "Zp"))
    clean = re.sub(r'[<>:"|?*]', "_", clean).strip(" .")
    return clean[:MOST_SHOWN] or "exhibit"


def number(exhibit_class: str, ordinal: int) -> str:
    """`A-004`."""
    return f"{exhibit_class}-{ordinal:03d}"


def parse_number(text: str) -> tuple[str, int] | None:
    """Class and ordinal of a number as people type it: `a4`, `А-004` with a Cyrillic А. None if it is none."""
    folded = "".join(text.split()).translate(_DASHES).translate(_LOOK_ALIKE).upper()
    match = _EXHIBIT.fullmatch(folded)
    if match is None or int(match[2]) == 0:
        return None
    return match[1], int(match[2])


def _broken(name: str) -> bool:
    return any(0xD800 <= ord(char) < 0xE000 for char in name)
