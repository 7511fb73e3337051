"""What a player says is believed as little as what a decoder says: checked here before it is used."""

from __future__ import annotations

import json
import os
from typing import Any

from desktop.evidence import answers, names
from desktop.evidence.answers import NonsenseError
from desktop.evidence.decoder import playing
from desktop.evidence.decoder.cues import LONGEST_CUE, MOST_CUES
from models.views.media import Cue, MediaFrame, MediaPosition, MediaShape, MediaSound

MOST_MS = playing.MOST_US // 1000
MOST_SIDE = 1 << 16


def pull(data: bytes, size: int) -> tuple[int, int]:
    """A wish for octets of an exhibit of `size`: (position, count)."""
    if len(data) != playing.PULL.size:
        raise NonsenseError
    position, count = playing.PULL.unpack(data)
    if not 0 < count <= playing.INBOX or position + count > size:
        raise NonsenseError
    return position, count


def shape(answer: dict[str, Any]) -> MediaShape:
    flags = [answer.get(name) for name in ("seekable", "video", "sound")]
    if any(type(flag) is not bool for flag in flags):
        raise NonsenseError
    seekable, video, sound = (bool(flag) for flag in flags)
    return MediaShape(answers.integer(answer.get("duration"), 0, MOST_MS), seekable, video, sound)


def frame(message: dict[str, Any], ring: int) -> tuple[int, MediaFrame]:
    """(its number, the picture) of a `frame` message; the pixels are copied out of the ring."""
    given = message["frame"]
    if not isinstance(given, list) or len(given) != 4:
        raise NonsenseError
    number = answers.integer(given[0], 1, MOST_MS)
    slot = answers.integer(given[1], 0, playing.SLOTS - 1)
    width, height = _size(given[2:], playing.SLOT)
    pixels = _octets(ring, slot * playing.SLOT, width * height * 4)
    return number, MediaFrame(width, height, *_span(message), pixels, (width, height))


def still(message: dict[str, Any], ring: int) -> MediaFrame:
    given = message["still"]
    if not isinstance(given, list) or len(given) != 4:
        raise NonsenseError
    width, height = _size(given[:2], playing.FRAMES)
    full = (answers.integer(given[2], width, MOST_SIDE), answers.integer(given[3], height, MOST_SIDE))
    return MediaFrame(width, height, *_span(message), _octets(ring, 0, width * height * 4), full)


def sound(message: dict[str, Any], ring: int) -> MediaSound:
    given = message["pcm"]
    if not isinstance(given, list) or len(given) != 2:
        raise NonsenseError
    position = answers.integer(given[0], 0, playing.SOUND)
    count = answers.integer(given[1], 0, playing.SOUND - position)
    if count % (2 * playing.CHANNELS):
        raise NonsenseError
    at = answers.integer(message.get("at"), 0, playing.MOST_US)
    return MediaSound(at, _octets(ring, playing.FRAMES + position, count))


def position(message: dict[str, Any]) -> MediaPosition:
    state = message["state"]
    at = answers.integer(message.get("at"), 0, playing.MOST_US)
    if state == "playing" or state == "paused" or state == "ended":
        return MediaPosition(state, at)
    raise NonsenseError


def peaks(message: dict[str, Any], ring: int) -> tuple[bytes, bool]:
    """(loudness so far, one octet for 20 ms; whether that is all)."""
    count = answers.integer(message["peaks"], 0, playing.MOST_PEAKS)
    done = message.get("done")
    if type(done) is not bool:
        raise NonsenseError
    return _octets(ring, playing.FRAMES, count), done


def cues(data: bytes) -> tuple[Cue, ...]:
    """Cues of subtitles from JSON, by time."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise NonsenseError from None
    if not isinstance(given, list) or len(given) > MOST_CUES:
        raise NonsenseError
    return tuple(sorted((_cue(item) for item in given), key=lambda cue: (cue.start_ms, cue.end_ms)))


def _cue(item: object) -> Cue:
    if not isinstance(item, list) or len(item) != 5 or not isinstance(item[4], str) or len(item[4]) > LONGEST_CUE:
        raise NonsenseError
    start = answers.integer(item[0], 0, MOST_MS)
    end = answers.integer(item[1], start, MOST_MS)
    offset, count = (answers.integer(number, 0, 1 << 31) for number in item[2:4])
    return Cue(start, end, names.shown(item[4], LONGEST_CUE), offset, count)


def _size(given: list[object], room: int) -> tuple[int, int]:
    width, height = (answers.integer(side, 1, MOST_SIDE) for side in given)
    if width * height * 4 > room:
        raise NonsenseError
    return width, height


def _span(message: dict[str, Any]) -> tuple[int, int]:
    given = message.get("span")
    if not isinstance(given, list) or len(given) != 2:
        raise NonsenseError
    start = answers.integer(given[0], 0, playing.MOST_US)
    return start, answers.integer(given[1], start, playing.MOST_US)


def _octets(ring: int, position: int, count: int) -> bytes:
    data = os.pread(ring, count, position)
    if len(data) != count:
        raise NonsenseError
    return data
