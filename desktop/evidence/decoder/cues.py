"""Subtitles and transcripts with times: SubRip (.srt) and WebVTT (W3C WebVTT 4.1), which differ in little.

A cue is a line `00:12:05,000 --> 00:12:08,500` (hours may be left out, `.` or `,` before the thousandths, anything may
follow) and the lines under it up to an empty one. Offsets count code points of the whole text, as `text` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_CUES = 20_000
LONGEST_CUE = 1_000  # code points

_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_LINE = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*\n", re.MULTILINE)
_MARKUP = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}")


def cues(text: str) -> Iterator[tuple[int, int, int, int, str]]:
    """(from, to in ms, offset, count, text without markup) of every cue, in the order of the file."""
    found = 0
    for match in _LINE.finditer(text):
        start, end = _ms(match.groups()[:4]), _ms(match.groups()[4:])
        stop = text.find("\n\n", match.end() - 1)
        body = text[match.end() : len(text) if stop < 0 else max(stop, match.end())]
        shown = " ".join(_MARKUP.sub("", body).split())
        if shown and end >= start:
            yield start, end, match.end(), len(body.rstrip()), shown[:LONGEST_CUE]
            found += 1
        if found >= MOST_CUES:
            return


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
