"""Search keys: one Latin key for a word in either script. Never a legal spelling (reference/domain.md 2.10).

Cyrillic by the table of ICAO Doc 9303 part 3, Latin by its transliteration of national letters; diacritics, apostrophes
and hyphens dropped. `sound` folds further, so that `Müller`, `Mueller` and `Мюллер`, or `Schulz` and `Шульц`, meet;
it is for finding candidates only.
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ё": "E", "Ж": "ZH", "З": "Z", "И": "I", "Й": "I",
    "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F",
    "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ъ": "IE", "Ы": "Y", "Ь": "", "Э": "E", "Ю": "IU",
    "Я": "IA", "Є": "IE", "І": "I", "Ї": "I", "Ґ": "G", "Ў": "U", "Ј": "J", "Љ": "LJ", "Њ": "NJ", "Ћ": "C", "Ђ": "DJ",
    "Џ": "DZ", "Ѓ": "GJ", "Ќ": "KJ", "Ѕ": "DZ",
}  # fmt: skip
_LATIN = {
    "Ä": "AE", "Ö": "OE", "Ü": "UE", "ẞ": "SS", "Å": "AA", "Ø": "OE", "Æ": "AE", "Œ": "OE", "Þ": "TH", "Ð": "D",
    "Ł": "L", "Đ": "D", "Ħ": "H", "Ŋ": "N", "Ŧ": "T", "Ĳ": "IJ", "ı": "I", "İ": "I",
}  # fmt: skip
_EXACT, _PLAIN = str.maketrans(_CYRILLIC | _LATIN), str.maketrans(_CYRILLIC)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_JOINERS = re.compile(r"[’'ʼ`´ʹ\-‐‑]")
_FORMAT = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Order matters: longer spellings first.
_SOUNDS = (
    ("SHCH", "S"), ("TSCH", "S"), ("SCH", "S"), ("CZ", "S"), ("SZ", "S"), ("CH", "S"), ("SH", "S"), ("ZH", "S"),
    ("TZ", "S"), ("TS", "S"), ("KH", "H"), ("PH", "F"), ("TH", "T"), ("CK", "K"), ("QU", "KV"), ("X", "KS"),
    ("IU", "U"), ("YU", "U"), ("JU", "U"), ("IA", "A"), ("YA", "A"), ("JA", "A"), ("IE", "E"), ("YE", "E"), ("JE", "E"),
    ("EI", "I"), ("AI", "I"), ("AY", "I"), ("EY", "I"), ("EU", "OI"), ("OY", "OI"), ("UE", "U"), ("OE", "O"),
    ("AE", "E"), ("W", "V"), ("Z", "S"), ("J", "I"), ("Y", "I"), ("C", "K"), ("Q", "K"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


def words(text: str) -> list[str]:
    """The words of a text as they are keyed: letters and digits, joined across apostrophes and hyphens."""
    return _WORD.findall(_JOINERS.sub("", _FORMAT.sub("", unicodedata.normalize("NFC", text))))


def key(word: str) -> str:
    """One word as its exact key: upper-case Latin by ICAO, without diacritics. Other scripts stay themselves."""
    folded = word.upper().translate(_EXACT)
    if folded.isascii():  # nearly every word; nothing was left that would have to be taken apart
        return folded
    out = []
    for letter in unicodedata.normalize("NFC", word).upper():
        known = _CYRILLIC.get(letter)
        if known is None:
            known = _LATIN.get(letter)
        out.append(_bare(letter) if known is None else known)
    return "".join(out)


def plain(word: str) -> str:
    """The other Latin spelling of a word: `Müller` as `MULLER`, where `key` gives `MUELLER`."""
    folded = word.upper().translate(_PLAIN)
    if folded.isascii():
        return folded
    letters = unicodedata.normalize("NFC", word).upper()
    return "".join(_CYRILLIC[letter] if letter in _CYRILLIC else _bare(letter) for letter in letters)


def sound(word: str) -> str:
    """A coarse key under which spellings of one name meet across scripts and habits."""
    folded = key(word)
    if not folded.isascii():
        return folded
    folded = _TWICE.sub(r"\1", folded)
    for spelling, letter in _SOUNDS:
        folded = folded.replace(spelling, letter)
    return _TWICE.sub(r"\1", folded)


def name_key(*names: str) -> str:
    """The `search_key` of a person: keys of all its names run together (duplicate search, 2.10)."""
    return "".join(key(word) for name in names for word in words(name))


def sort_key(text: str) -> str:
    """The order in which lists show names: case and diacritics aside, Ё with Е."""
    decomposed = unicodedata.normalize("NFKD", _FORMAT.sub("", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


def mixed_scripts(text: str) -> tuple[str, ...]:
    """The words of a text that mix Cyrillic and Latin letters (V-PERS-01)."""
    return tuple(word for word in re.findall(r"[^\W\d_]+", text) if len(_scripts(word)) > 1)


def _scripts(word: str) -> set[str]:
    found: set[str] = set()
    for letter in word:
        name = unicodedata.name(letter, "")
        found.update(script for script in ("CYRILLIC", "LATIN", "GREEK") if name.startswith(script))
    return found


def _bare(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
