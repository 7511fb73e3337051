"""The passphrase rule (RULINGS C12): long, not on a list of known ones, no rules of composition."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_

SHORTEST = 15  # code points after NFKC

TOO_SHORT = Sentence(
    "vault.passphrase_short",
    N_("The passphrase has {length} characters; it needs at least {least}."),
    N_("Take five or six unrelated words. Spaces count, and no digits or signs are asked for."),
)
TOO_COMMON = Sentence(
    "vault.passphrase_common",
    N_("This passphrase is among the first that somebody would try."),
    N_("Take five or six unrelated words that stand in no book, song or list."),
)

# Words that somebody who knows the program would try first; whatever is left after them must still be long.
OURS = (
    "collegium", "коллегиум", "commission", "комиссия", "passphrase", "password", "пароль", "парольнаяфраза",
    "vault", "хранилище", "case", "дело", "review", "secretary", "секретарь", "qwertyuiop", "йцукенгшщз",
)  # fmt: skip


def check(passphrase: str) -> None:
    """Raise KnownError(TOO_SHORT | TOO_COMMON) when a new passphrase may not be used."""
    text = unicodedata.normalize("NFKC", passphrase)
    if len(text) < SHORTEST:
        raise KnownError(TOO_SHORT, length=len(text), least=SHORTEST)
    plain = "".join(ch for ch in text.casefold() if ch.isalnum())
    words = _common()
    if len(set(text.casefold())) < 5 or plain in words or _repeats(plain) or _left_over(plain, words) < 6:
        raise KnownError(TOO_COMMON)


def _repeats(plain: str) -> bool:
    """One short piece again and again, or the keys in a row."""
    period = next((n for n in range(1, 9) if len(plain) > n and plain == (plain[:n] * len(plain))[: len(plain)]), 0)
    steps = {ord(b) - ord(a) for a, b in pairwise(plain)}
    if plain.isdigit():
        steps = {step % 10 for step in steps}  # 9 is followed by 0
    return period > 0 or steps in ({1}, {-1}, {9})


def _left_over(plain: str, words: frozenset[str]) -> int:
    """How many characters remain when our own words, trailing digits and one known password are taken away."""
    for word in OURS:
        plain = plain.replace(word, "")
    if not plain.isdigit():
        plain = plain.rstrip("0123456789")
    return 0 if plain in words else len(plain)


@cache
def _common() -> frozenset[str]:
    """The 30,000 most used passwords (the list that zxcvbn ships)."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # imported late: the unlock window never needs it

    return frozenset(FREQUENCY_LISTS["passwords"])
