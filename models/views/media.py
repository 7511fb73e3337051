"""A recording as its player's host hands it out. Every number has been checked. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PlayState = Literal["playing", "paused", "ended"]
CHANNELS, RATE = 2, 48_000  # of the sound that is handed out: 16-bit, interleaved


@dataclass(frozen=True)
class MediaShape:
    """What a recording consists of."""

    duration_ms: int
    seekable: bool
    video: bool
    sound: bool


@dataclass(frozen=True)
class MediaFrame:
    """One picture: 4 octets a pixel (blue, green, red, unused), shown from `start` to `end` (µs).

    `full` is the size that it has in the recording, where it had to be made smaller.
    """

    width: int
    height: int
    start: int
    end: int
    pixels: bytes = field(repr=False)
    full: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class MediaSound:
    """Samples that begin at `at` (µs)."""

    at: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class MediaPosition:
    """Where the player is (µs) and what it does; told about ten times a second."""

    state: PlayState
    at: int


MediaEvent = MediaFrame | MediaSound | MediaPosition | Exception


@dataclass(frozen=True)
class Cue:
    """A line of subtitles or of a transcript: from `start_ms` to `end_ms`; `offset` and `count` are its text's code
    points in the exhibit that holds it.
    """

    start_ms: int
    end_ms: int
    text: str
    offset: int = 0
    count: int = 0
