"""Wide text without a mark: told by its pattern. For the kinds of files and for the reader of texts."""

from __future__ import annotations

# Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, punctuation, currency and letter-like signs
_ALPHABETS = frozenset((0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x1E, 0x20, 0x21, 0x22, 0x25, 0xFE))


def wide(sample: bytes) -> str:
    """`utf-16-le` or `utf-16-be` for unmarked wide text: every second octet is one of a few alphabets' numbers."""
    for name, high, low in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        if len(sample) < 8 or not set(high) <= _ALPHABETS or len(set(low)) <= len(set(high)):
            continue
        # letters and blanks in turn look alike: the numbers of alphabets are no printable characters
        if 2 * sum(1 for octet in high if octet < 0x07) > len(high):
            return name
    return ""
