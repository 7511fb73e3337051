"""A message's two forms of one text, plain and HTML: whether they say the same.

Mail programs show either; a message can be made so that each says something else. Compared are the words, without
regard to their order, to case, marks and line breaks; left out are addresses of links, which plain texts give or leave
out as they like, numbers of lists, what stands for pictures, and passages that the page hides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.evidence.decoder import html
from desktop.evidence.decoder.flow import Flow, Piece, Style
from desktop.evidence.decoder.page_facts import Found

MOST_TOLD = 12  # words of a fact
MOST_COMPARED = 1 << 18  # code points of a form; what is longer is compared so far
MARK = "text/html ≠ text/plain"  # heads the page of the second form, in every language
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.|mailto:)\S+|<[^<>\s]{1,400}>|\[(?:image|cid)\b[^\]\n]{0,300}\]")
_NUMBER = re.compile(r"(?m)^[ \t>]*\d{1,3}[.)]\s")
_SAME = {ord("ё"): "е", 0xAD: None, 0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None}


@dataclass
class Forms:
    """The HTML form, what it would have run or fetched, and the words that only one of the two forms has."""

    page: str
    found: Found
    of: str = ""  # which message of several
    only_html: list[str] = field(default_factory=list)
    only_plain: list[str] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether both say the same, or the HTML says nothing."""
        return not self.only_html and not self.only_plain


def compared(plain: str, page: str, whole: str = "", of: str = "") -> Forms:
    """The words of both forms against each other. `whole`: all that is shown as the message's plain text, which the
    HTML may repeat as well (with what lists put below messages, for instance).
    """
    here = _words(plain)
    allowed = (here, _words(whole)) if whole else (here,)
    text, found = html.bare(page)
    if _words(text) in allowed:
        return Forms(page, found, of)
    said = _Words()
    html.write(page, said)
    there = _words("\n".join(said.lines))
    if not there or there in allowed:
        return Forms(page, found, of)
    return Forms(page, found, of, list(there - here), list(here - there))


def told(forms: Iterable[Forms]) -> dict[str, str]:
    """The first words of each kind, as facts."""
    facts: dict[str, str] = {}
    for one in forms:
        for name, words in (("mail.only_html", one.only_html), ("mail.only_plain", one.only_plain)):
            if words and name not in facts:
                facts[name] = ", ".join(words[:MOST_TOLD]) + (" …" if len(words) > MOST_TOLD else "")
    return facts


def _words(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFKC", text[:MOST_COMPARED])[:MOST_COMPARED].casefold().translate(_SAME)
    return Counter(_WORD.findall(_NUMBER.sub("", _ADDRESS.sub(" ", text))))


class _Words(Flow):
    """Takes a page's text and keeps its lines only."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def paragraph(self, *pieces: Piece, style: Style | None = None) -> None:
        # `meta` is what stands beside the text: addresses, pictures, hidden passages
        self.lines.append("".join(one if isinstance(one, str) else one[0] for one in pieces if one[1:] != ("meta",)))

    def gap(self) -> None:
        return None
