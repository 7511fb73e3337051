"""What a person types into the search: words, "phrases", beginnings* and filters, read into a question.

Filters are `case:`, `kind:`, `date:` and `lang:`, in Russian `дело:`, `вид:`, `дата:`, `язык:`; a value with spaces
stands in quotes. Everything that is no filter, phrase or beginning is a word; signs are never syntax of the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from desktop.register import stems, translit

MOST_TERMS = 12
SHORTEST_BEGINNING = {"records": 2, "pages": 3}
SHORTEST_UNFINISHED = {"records": 2, "pages": 4}
SHORTEST_SOUND = {"records": 3, "pages": 4}
FILTERS = {
    "case": "case", "kind": "kind", "date": "date", "lang": "lang",
    "дело": "case", "вид": "kind", "дата": "date", "язык": "lang",
}  # fmt: skip
_QUOTED = r'"[^"]*"?|«[^»]*»?|“[^”]*”?|„[^“”]*[“”]?'
_PIECE = re.compile(
    rf"(?P<name>{'|'.join(FILTERS)}):(?P<value>{_QUOTED}|\S+)|(?P<phrase>{_QUOTED})|(?P<word>\S+)", re.IGNORECASE
)
_QUOTES = '"«»“”„'


@dataclass(frozen=True)
class Term:
    """One thing that must be there: a `word` in any of its forms, a `phrase` exactly, a `beginning` of a word, or a
    `compound` (a number or date with signs inside, which may also be written without them).
    """

    kind: str
    words: tuple[str, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Of a word: every key under which it is found."""
        return frozenset(key for word in self.words for key in stems.forms(word).all)

    @cached_property
    def exact(self) -> tuple[str, ...]:
        return tuple(stems.forms(word).key for word in self.words)

    @cached_property
    def joined(self) -> str:
        """What was written with hyphens, run together."""
        return translit.key("".join(self.words))[: stems.LONGEST_WORD] if len(self.words) > 1 else ""


@dataclass(frozen=True)
class Question:
    """`filters`: (name, value) in their order. `unfinished`: the last word is perhaps not typed to its end."""

    terms: tuple[Term, ...]
    filters: tuple[tuple[str, str], ...] = ()
    unfinished: bool = False

    def match(self, index: str, spread: Mapping[str, str] | None = None) -> str:
        """The question in the language of FTS5, for the index of `records` or of `pages`; empty finds nothing.

        `spread` says of beginnings that are better asked otherwise how (`beginnings.py`).
        """
        parts = [self._part(term, index, spread or {}) for term in self.terms]
        return " AND ".join(f"({part})" for part in parts) if parts and all(parts) else ""

    def beginnings(self, index: str) -> tuple[str, ...]:
        """The keys of which the index is asked for words that begin so."""
        return tuple(term.exact[0] for term in self.terms if self._begins(term, index))

    def _begins(self, term: Term, index: str) -> bool:
        if term.kind == "beginning":
            return len(term.exact[0]) >= SHORTEST_BEGINNING[index]
        unfinished = self.unfinished and term is self.terms[-1] and term.kind == "word"
        return unfinished and len(term.exact[0]) >= SHORTEST_UNFINISHED[index]

    def _part(self, term: Term, index: str, spread: Mapping[str, str]) -> str:
        exact = "{title body}" if index == "records" else "{body}"
        every = "{title body stem}" if index == "records" else "{body stem}"
        phrase = _string(" ".join(term.exact))
        begun = f"{every} : ({spread.get(term.exact[0], f'{phrase} *')})" if self._begins(term, index) else ""
        match term.kind:
            case "beginning":
                return begun
            case "phrase":
                return f"{exact} : {phrase}"
            case "compound":
                return f"{exact} : {phrase} OR {every} : {_string(term.joined)}"
        choices = [f"{every} : ({' OR '.join(_string(key) for key in sorted(term.keys))})"]
        sound = stems.forms(term.words[0]).sound
        if len(sound) >= SHORTEST_SOUND[index]:
            choices.append(f"sound : {_string(sound)}")
        if begun:
            choices.append(begun)
        return " OR ".join(choices)

    def nearer(self, index: str) -> tuple[str, ...]:
        """Stricter forms of the question, the strictest first: in a title; side by side as typed; all as typed."""
        typed = [_string(" ".join(term.exact)) for term in self.terms]
        stricter = [f"{'{body}' if index == 'pages' else '{title body}'} : ({' AND '.join(typed)})"]
        if len(typed) > 1 and not any(term.kind == "beginning" for term in self.terms):
            stricter.insert(0, _string(" ".join(key for term in self.terms for key in term.exact)))
        if index == "records":
            titles = [_string(" ".join(term.exact)) if term.kind != "word" else
                      f"({' OR '.join(_string(key) for key in sorted(term.keys))})" for term in self.terms]  # fmt: skip
            stricter.insert(0, f"{{title}} : ({' AND '.join(titles)})")
        return tuple(stricter)

    def terms_of(self, word: str) -> tuple[int, ...]:
        """The numbers of the terms (of one word) that a word of a text answers; remembered, as texts repeat words."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._wanted.of(word)
        return known

    @cached_property
    def _known(self) -> dict[str, tuple[int, ...]]:
        return {}

    @cached_property
    def _wanted(self) -> _Wanted:
        wanted = _Wanted()
        for number, term in enumerate(self.terms):
            last = self.unfinished and number == len(self.terms) - 1
            if term.kind == "beginning" or (term.kind == "word" and last):
                wanted.beginnings.append((term.exact[0], number))
            if term.kind == "word":
                wanted.add(wanted.by_key, term.keys, number)
                sound = stems.forms(term.words[0]).sound
                wanted.add(wanted.by_sound, (sound,) if len(sound) >= SHORTEST_SOUND["records"] else (), number)
            else:
                wanted.add(wanted.by_exact, (term.joined or term.exact[0],), number)
        return wanted


class _Wanted:
    """What the terms of one word look for, by key, so that a word of a text is looked up once for all of them."""

    def __init__(self) -> None:
        self.by_key: dict[str, tuple[int, ...]] = {}
        self.by_exact: dict[str, tuple[int, ...]] = {}
        self.by_sound: dict[str, tuple[int, ...]] = {}
        self.beginnings: list[tuple[str, int]] = []

    def add(self, wanted: dict[str, tuple[int, ...]], keys: Iterable[str], number: int) -> None:
        for key in keys:
            wanted[key] = (*wanted.get(key, ()), number)

    def of(self, word: str) -> tuple[int, ...]:
        forms = stems.forms(word)
        by_key = self.by_key
        found = by_key.get(forms.key, ()) + self.by_exact.get(forms.key, ())
        for key in forms.others:
            if key in by_key:
                found += by_key[key]
        for start, number in self.beginnings:
            if any(key.startswith(start) for key in forms.all):
                found += (number,)
        if self.by_sound and stems.is_name(word):
            found += self.by_sound.get(forms.sound, ())
        return tuple(sorted(set(found))) if len(found) > 1 else found


def read(text: str, *, unfinished: bool = False) -> Question:
    """A question from what was typed. `unfinished`: it is being typed, so that its last word may be a beginning."""
    terms: list[Term] = []
    filters: list[tuple[str, str]] = []
    for piece in _PIECE.finditer(text):
        name, value, phrase, word = piece["name"], piece["value"], piece["phrase"], piece["word"]
        if name is not None:
            filters.append((FILTERS[name.lower()], value.strip(_QUOTES).strip()))
        elif phrase is not None:
            words = tuple(token.text for token in stems.tokens(phrase))
            if words:
                terms.append(Term("phrase", words))
        else:
            terms.extend(_term(word))
    plain = bool(terms) and terms[-1].kind == "word" and text[-1:].isalnum() and not _ends_in_filter(text)
    return Question(tuple(terms[:MOST_TERMS]), tuple(filters), unfinished and plain and len(terms) <= MOST_TERMS)


def filters_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, as typed) of every filter in a question, for taking it out again."""
    return tuple((piece.start(), piece.end(), piece.group()) for piece in _PIECE.finditer(text) if piece["name"])


def _term(word: str) -> list[Term]:
    words = tuple(token.text for token in stems.tokens(word))
    if not words:
        return []
    if len(words) > 1 and not all(word.isalpha() for word in words):
        return [Term("compound", words)]
    if len(words) > 1:
        return [Term("word", (part,)) for part in words]
    return [Term("beginning" if word.endswith("*") else "word", words)]


def _ends_in_filter(text: str) -> bool:
    pieces = list(_PIECE.finditer(text))
    return bool(pieces) and pieces[-1]["name"] is not None


def _string(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
