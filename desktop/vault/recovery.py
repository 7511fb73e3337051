"""The recovery key on paper: 256 bits in Crockford's Base32 and four check characters, fourteen groups of four.

Crockford's alphabet has no I, L, O and U, so that what people misread maps back without doubt: O is 0, I and L are 1.
Cyrillic letters that look like Latin ones are taken as those, because the keyboard often stands on Russian.
"""

from __future__ import annotations

import base64
import hashlib

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_

BITS = 256
_RFC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_OURS = str.maketrans(_RFC, ALPHABET)
_TO_RFC = str.maketrans(ALPHABET, _RFC)
_FORGIVEN = str.maketrans("OILОАВЕКМНРСТХУІЗ", "0110ABEKMHPCTXY13")
_BODY = 52
_CHECK = 4

MISTYPED = Sentence(
    "vault.recovery_mistyped",
    N_("The recovery key has a slip in it: its check characters do not fit."),
    N_("Compare it with the card group by group: fourteen groups of four letters and digits."),
)


def spell(secret: bytes) -> str:
    """32 bytes as fourteen groups of four, joined by hyphens."""
    body = base64.b32encode(secret).decode().rstrip("=").translate(_TO_OURS)
    whole = body + _check(body)
    return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def read(text: str) -> bytes:
    """The 32 bytes behind a typed key; case, spaces, hyphens and look-alikes do not matter.

    Raises KnownError(MISTYPED).
    """
    plain = letters(text)
    body, check = plain[:_BODY], plain[_BODY:]
    if len(plain) != _BODY + _CHECK or set(plain) - set(ALPHABET) or _check(body) != check:
        raise KnownError(MISTYPED)
    secret = base64.b32decode(body.translate(_TO_RFC) + "====")
    if spell(secret).replace("-", "") != plain:  # 52 characters carry 260 bits: the last four must be zero
        raise KnownError(MISTYPED)
    return secret


def letters(text: str) -> str:
    """What was typed, in the key's own alphabet: without spaces and hyphens, look-alikes mapped back."""
    return "".join(ch for ch in text.upper() if ch.isalnum()).translate(_FORGIVEN)


def _check(body: str) -> str:
    digest = hashlib.sha256(b"collegium/recovery-check\0" + body.encode()).digest()
    return base64.b32encode(digest).decode()[:_CHECK].translate(_TO_OURS)
