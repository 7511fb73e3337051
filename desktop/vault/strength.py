"""How hard a new passphrase is to guess, and a proposal made of random words."""

from __future__ import annotations

import math
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache

from desktop.errors import KnownError
from desktop.i18n import Language
from desktop.vault import passphrase as rule

WORDS = 8  # of 2,048: 88 bits
WORD_BITS = 11
VOCABULARY_BITS = 13.0
_LISTS = {"ru": "russian", "en": "english"}
_ESTIMATED = 72  # code points that zxcvbn looks at


@dataclass(frozen=True)
class Strength:
    """`bits` = binary logarithm of the guesses needed; `refusal` = why the vault would not take it, or None."""

    bits: float
    refusal: KnownError | None

    @property
    def level(self) -> int:
        """0 refused or weak, 1 passable, 2 good, 3 very good."""
        if self.refusal is not None or self.bits < 45:
            return 0
        return 1 if self.bits < 60 else 2 if self.bits < 75 else 3


def estimate(text: str) -> Strength:
    """Judge a passphrase. The estimate is zxcvbn's, but words of our own lists count as the 11 bits that they are."""
    from zxcvbn import zxcvbn  # loads its dictionaries: a quarter of a second, once

    refusal: KnownError | None = None
    try:
        rule.check(text)
    except KnownError as error:
        refusal = error
    normal = unicodedata.normalize("NFKC", text)
    if not normal:
        return Strength(0.0, refusal)
    bits = float(zxcvbn(normal[:_ESTIMATED])["guesses_log10"]) * math.log2(10)
    words = normal.casefold().replace("-", " ").split()
    listed = sum(word in _known() for word in words)
    if words:
        rest = [word for word in words if word not in _known()]
        plain = len(words) > 1  # several words of letters: nobody's vocabulary is larger than some thousand
        unlisted = sum(min(len(w) * 5.0, VOCABULARY_BITS) if plain and w.isalpha() else len(w) * 5.0 for w in rest)
        bits = min(bits, listed * WORD_BITS + unlisted)
    return Strength(bits, refusal)


def propose(language: Language) -> str:
    """Eight random words of the language's BIP-39 list, joined by spaces."""
    return " ".join(secrets.choice(_list(_LISTS[language])) for _ in range(WORDS))


@cache
def _list(name: str) -> tuple[str, ...]:
    from mnemonic import Mnemonic

    return tuple(unicodedata.normalize("NFC", word) for word in Mnemonic(name).wordlist)


@cache
def _known() -> frozenset[str]:
    return frozenset(word for name in _LISTS.values() for word in _list(name))
