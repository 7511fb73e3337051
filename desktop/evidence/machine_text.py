"""From words on a picture to the text of a page, each code point with its place."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby

from desktop.evidence.tesseract import Word
from models.views.evidence import PageFrame, PageSize, PageText

UNITS = 100  # a box counts hundredths of a point (PDF) or of a pixel (picture)


def lay_out(words: Sequence[Word], size: PageSize, frame: PageFrame, width: int, height: int) -> PageText:
    """The text of a page of `size` whose picture had `width` × `height` pixels: lines as lines, an empty one between
    blocks; boxes upwards in user space, also for pictures. A word's letters share its width evenly.
    """
    letters: list[str] = []
    boxes = array("i")
    across, down = size.width / width, size.height / height

    def add(text: str, left: float, top: float, right: float, bottom: float) -> None:
        letters.append(text)
        step = (right - left) / max(1, len(text))
        for at in range(len(text)):
            one = frame.user((left + at * step) * across, top * down)
            other = frame.user((left + (at + 1) * step) * across, bottom * down)
            sides = (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
            boxes.extend(round(UNITS * side) for side in sides)

    block = None
    for line in _lines(words):
        if letters:
            breaks = "\n" if line[0].block == block else "\n\n"
            letters.append(breaks)
            boxes.extend([0] * 4 * len(breaks))
        block = line[0].block
        top, bottom = min(word.top for word in line), max(word.top + word.height for word in line)
        for number, word in enumerate(line):
            if number:
                before = line[number - 1]
                add(" ", before.left + before.width, top, max(before.left + before.width, word.left), bottom)
            add(word.text, word.left, top, word.left + word.width, bottom)
    return PageText("".join(letters), boxes, frame, warnings=("machine_read",))


def sureness(words: Sequence[Word]) -> int:
    """How sure the machine was on average, 0 to 100."""
    return round(sum(word.sure for word in words) / len(words)) if words else 0


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    for _key, line in groupby(words, key=lambda word: (word.block, word.line)):
        yield list(line)
