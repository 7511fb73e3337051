"""What a signature library does not look at: the bytes around and inside the signature (reference: PDF attack papers).

Flips in the zero padding behind a signature's DER, or in the case of its hexadecimal digits, leave the cryptography
intact; bytes behind the last `%%EOF` belong to no revision. All of it is refused here.
"""

from __future__ import annotations

from collections.abc import Sequence

from asn1crypto import parser

_EOF = b"%%EOF"
_LOWER, _UPPER = frozenset(b"abcdef"), frozenset(b"ABCDEF")


def trailing_bytes(pdf: bytes) -> bool:
    """True if anything but one line end follows the last end-of-file mark."""
    at = pdf.rfind(_EOF)
    return at < 0 or pdf[at + len(_EOF) :] not in (b"", b"\n", b"\r", b"\r\n")


def gap_is_clean(pdf: bytes, byte_range: Sequence[int]) -> bool:
    """True if what the byte range leaves out is one `<hex>` string: one DER value, then zeros, digits of one case."""
    if len(byte_range) != 4 or byte_range[0] != 0:
        return False
    start, end = int(byte_range[1]), int(byte_range[2])
    if not 0 < start < end <= len(pdf) or int(byte_range[3]) < 0 or end + int(byte_range[3]) > len(pdf):
        return False
    gap = pdf[start:end]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return False
    digits = gap[1:-1]
    if _LOWER.intersection(digits) and _UPPER.intersection(digits):
        return False
    try:
        value = bytes.fromhex(digits.decode("ascii")) if not any(c in b" \t\r\n\f\0" for c in digits) else b""
    except (ValueError, UnicodeDecodeError):
        return False
    length = _der_length(value)
    return length is not None and not any(value[length:])


def _der_length(value: bytes) -> int | None:
    """Octets of the ContentInfo at the start (RFC 5652, 3), header included; None if it isn't one of definite length.

    Its two parts fill it: a greater length would take zeros behind it in, which a lenient reader passes over.
    """
    if value[:1] != b"\x30" or value[1:2] == b"\x80":
        return None
    try:
        length = int(parser.peek(value))
        content = parser.parse(value[:length], strict=True)[4]
        kind = int(parser.peek(content))
        filled = kind + int(parser.peek(content[kind:]))
    except ValueError:
        return None
    return length if filled == len(content) else None
