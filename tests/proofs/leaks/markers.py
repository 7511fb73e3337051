"""Texts that exist nowhere else, to be planted and then looked for; and what they may look like when they leak."""

from __future__ import annotations

import base64
import json
import random
import unicodedata
import urllib.parse
from collections.abc import Iterator

CYRILLIC = ("бвгдзклмнпрст", "аеиоу")
LATIN = ("bdfgklmnprstv", "aeiou")


class Markers:
    """Planted texts (or octets) by the name of the place where they are planted."""

    def __init__(self, seed: int | None = None) -> None:
        self._dice = random.Random(seed)
        self.planted: dict[str, str | bytes] = {}

    def cyrillic(self, name: str) -> str:
        return self.plant(name, self._word(CYRILLIC).capitalize())

    def latin(self, name: str) -> str:
        return self.plant(name, self._word(LATIN).capitalize())

    def digits(self, name: str) -> str:
        return self.plant(name, "".join(self._dice.choice("123456789") for _ in range(12)))

    def phrase(self, name: str) -> str:
        return self.plant(name, " ".join(self._word(LATIN, 3) for _ in range(5)))

    def plant(self, name: str, text: str) -> str:
        self.planted[name] = text
        return text

    def key(self, name: str, octets: bytes) -> None:
        """A binary secret."""
        self.planted[name] = octets

    def __getitem__(self, name: str) -> str:
        text = self.planted[name]
        assert isinstance(text, str)
        return text

    def __len__(self) -> int:
        return len(self.planted)

    def _word(self, letters: tuple[str, str], syllables: int = 7) -> str:
        return "".join(self._dice.choice(letters[0]) + self._dice.choice(letters[1]) for _ in range(syllables))

    def patterns(self) -> Iterator[tuple[str, str, bytes]]:
        """(marker, encoding, octets) of everything to look for."""
        for name, planted in self.planted.items():
            found: set[bytes] = set()
            for encoding, octets in looks_of(planted):
                if octets not in found:
                    found.add(octets)
                    yield name, encoding, octets


def looks_of(planted: str | bytes) -> Iterator[tuple[str, bytes]]:
    """The encodings in which a planted text is looked for; each by its name."""
    if isinstance(planted, bytes):
        yield "octets", planted
        yield from _wrapped("", planted)
        return
    for case, text in (("", planted), ("lower ", planted.lower()), ("upper ", planted.upper())):
        yield f"{case}utf-8", text.encode()
        yield f"{case}utf-16le", text.encode("utf-16-le")
    yield "utf-16be", planted.encode("utf-16-be")
    yield "utf-32le", planted.encode("utf-32-le")
    yield "nfd", unicodedata.normalize("NFD", planted).encode()
    yield "cp1251", planted.encode("cp1251", "replace")
    yield from _wrapped("utf-8 ", planted.encode())
    yield from _wrapped("utf-16le ", planted.encode("utf-16-le"))
    yield "percent", urllib.parse.quote(planted).encode()  # as in addresses of files
    yield "json", json.dumps(planted)[1:-1].encode()
    yield "settings", "".join(ch if ord(ch) < 128 else f"\\x{ord(ch):x}" for ch in planted).encode()  # Qt's INI files


def _wrapped(name: str, octets: bytes) -> Iterator[tuple[str, bytes]]:
    yield f"{name}hex", octets.hex().encode()
    yield f"{name}HEX", octets.hex().upper().encode()
    for shift in range(3):
        # where the text begins in the stream of octets decides which six bits share a sign with their neighbours
        coded = base64.b64encode(bytes(shift) + octets)
        begin, end = (0, 2, 3)[shift], len(coded) - (4 if (shift + len(octets)) % 3 else 0)
        yield f"{name}base64+{shift}", coded[begin:end]
