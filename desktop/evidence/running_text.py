"""Laid-out text as running text."""

from __future__ import annotations

import re

_BROKEN_WORD = re.compile(r"(?<=\w)[-\u00ad\u2010][ \t]*[\r\n]+\s*(?=[^\W\d_A-ZА-ЯЁ])")


def running(text: str) -> str:
    """Line breaks become spaces, words broken at a line's end become whole."""
    return " ".join(_BROKEN_WORD.sub("", text).split())
