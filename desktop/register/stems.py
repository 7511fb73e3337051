"""Words of a text with their places, and the keys under which each is looked for.

A word is known by its exact key (one Latin spelling for both scripts, `translit.key`) and by further keys: Snowball
stems (Russian for Cyrillic, English and German for Latin words, because a page does not say which it is) and the other
Latin spelling. Words of names also have a sound, which joins spellings across scripts. Case, accents and ё count
nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import Stemmer  # type: ignore[import-not-found]  # compiled, without stubs

from desktop.register import translit

LONGEST_WORD = 64
SHORTEST_SOUND = 3
_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
_APOSTROPHE = r"[’'ʼ`´ʹ]"
_HIDDEN = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
# A word broken at a line's end goes on with a small letter; otherwise the hyphen parts two words.
_BROKEN = r"[-\u2010\u00ad\x02\ufffe]+[ \t]*\r?\n[ \t]*(?=[a-zа-яёäöüß])"
_WORD = re.compile(f"{_LETTERS}(?:(?:{_BROKEN}|{_APOSTROPHE}|{_HIDDEN}+){_LETTERS})*")
_BETWEEN = re.compile(f"{_BROKEN}|{_APOSTROPHE}|{_HIDDEN}+")
_PLAIN = re.compile(r"[^\W_]+")  # where no sign may stand inside a word, this finds the same and faster
_SPECIAL = re.compile(rf"{_APOSTROPHE}|{_HIDDEN}|{_BROKEN}|[\u0300-\u036f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_HYPHENS = re.compile(r"[-‐‑]")


class Token(NamedTuple):
    """A word and where it stands: `start` and `end` in code points; `text` without breaks and hidden marks."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Forms:
    """`key`: exact; `others`: stems and other spellings that differ from it; `sounded`: what `sound` is made of."""

    key: str
    others: tuple[str, ...]
    sounded: str

    @property
    def all(self) -> tuple[str, ...]:
        return (self.key, *self.others)

    @cached_property
    def sound(self) -> str:
        """How the word sounds, empty for a short one; made when it is asked for, which is of names only."""
        return _sound(self.sounded) if self.sounded else ""


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in their order."""
    if not _SPECIAL.search(text):
        for found in _PLAIN.finditer(text):
            start, end = found.span()
            yield Token(start, end, found[0])
        return
    for found in _WORD.finditer(text):
        word = found.group()
        if not word.isalnum():
            word = unicodedata.normalize("NFC", _BETWEEN.sub("", word))
        yield Token(found.start(), found.end(), word)


def joined(text: str) -> Iterator[str]:
    """Keys of what is written with hyphens, run together: numbers of documents and cases, double names."""
    for chunk in text.split():
        if _HYPHENS.search(chunk):
            for word in translit.words(chunk):
                yield translit.key(word)[:LONGEST_WORD]


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> Forms:
    """The keys of one word (as `tokens` gives it)."""
    key = translit.key(word)[:LONGEST_WORD]
    if not any(letter.isalpha() for letter in word):
        return Forms(key, (), "")
    low = word.lower().replace("ё", "е")
    russian, english, german = _stemmers()
    sounded = low
    if _CYRILLIC.search(low):
        sounded = russian.stemWord(low)
        stems = [sounded]
    else:
        stems = [english.stemWord(low), german.stemWord(low)]
    others = [translit.key(stem)[:LONGEST_WORD] for stem in stems]
    others.append(translit.plain(word)[:LONGEST_WORD])
    return Forms(key, tuple(o for o in dict.fromkeys(others) if o and o != key), sounded)


def is_name(word: str) -> bool:
    """Whether a word is written as names are. Beginnings of sentences are taken along."""
    return word[:1].isupper() and len(word) > SHORTEST_SOUND


def _sound(word: str) -> str:
    """The sound without its last vowels, so that an ending of Russian case does not part a name from itself."""
    sounded = translit.sound(word).rstrip("AEIOUY")[:LONGEST_WORD]
    return sounded if len(sounded) >= SHORTEST_SOUND else ""


@cache
def _stemmers() -> tuple[Stemmer.Stemmer, Stemmer.Stemmer, Stemmer.Stemmer]:
    return Stemmer.Stemmer("russian"), Stemmer.Stemmer("english"), Stemmer.Stemmer("german")
