"""Filters of a question as values of the index: cases, kinds, dates, languages; by code or by name in both tongues."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session
from sqlmodel import select

from desktop.register import partial_dates, search, stems
from desktop.register.asking import Narrowed
from desktop.register.codes import Codes
from models.tables.register import Case

# What the kinds of hits are called in a question; the first letters do.
NAMES: dict[str, tuple[str, ...]] = {
    "case": ("case", "дело", "дела"),
    "person": ("person", "applicant", "лицо", "заявитель"),
    "exhibit": ("exhibit", "доказательство"),
    "page": ("page", "text", "страница", "текст"),
    "answer": ("answer", "note", "ответ", "заметка"),
    "paragraph": ("opinion", "paragraph", "заключение", "абзац"),
    "mark": ("annotation", "mark", "пометка"),
    "source": ("source", "источник"),
}
LAST = "9999-12-31"
FIRST = "0001-01-01"


def narrow(session: Session, codes: Codes, filters: Iterable[tuple[str, str]]) -> tuple[Narrowed, tuple[str, ...]]:
    """The filters together, and those whose value fits nothing, as typed. The same filter twice means either."""
    given: dict[str, list[str]] = {}
    for name, value in filters:
        given.setdefault(name, []).append(value)
    unknown: list[str] = []

    def every(name: str, found: Iterable[tuple[str, frozenset[str]]]) -> frozenset[str] | None:
        if name not in given:
            return None
        both: frozenset[str] = frozenset()
        for value, values in found:
            if not values:
                unknown.append(f"{name}:{value}")
            both |= values
        return both

    cases = every("case", ((value, _cases(session, codes, value)) for value in given.get("case", ())))
    langs = every("lang", ((value, _codes(codes, "language", value)) for value in given.get("lang", ())))
    kinds: frozenset[str] | None = None
    sorts: frozenset[str] | None = None
    for value in given.get("kind", ()):
        hits, listed = _kinds(value), frozenset[str]()
        if not hits:
            listed = _codes(codes, "exhibit_kind", value)
            hits = frozenset(("exhibit", "page")) if listed else hits
        if not hits:
            unknown.append(f"kind:{value}")
        kinds = (kinds or frozenset()) | hits
        if listed:
            sorts = (sorts or frozenset()) | listed
    days: tuple[str, str] | None = None
    for value in given.get("date", ()):
        found = _days(value)
        if found is None:
            unknown.append(f"date:{value}")
        else:
            days = (max(days[0], found[0]), min(days[1], found[1])) if days else found
    return Narrowed(cases, kinds, sorts, langs, days), tuple(unknown)


def _cases(session: Session, codes: Codes, value: str) -> frozenset[str]:
    number = codes.normal_number(value)
    if number:
        found = session.execute(select(Case).where(Case.number == number)).scalars()
        return frozenset(case.id for case in found)
    hits = search.search(session, value, kinds=("case", "person"), limit=search.MOST_HITS)
    return frozenset(hit.case_id for hit in hits)


def _kinds(value: str) -> frozenset[str]:
    asked = _plain(value)
    return frozenset(
        kind for kind, names in NAMES.items() if len(asked) > 1 and any(name.startswith(asked) for name in names)
    )


def _codes(codes: Codes, name: str, value: str) -> frozenset[str]:
    asked = _plain(value)
    if len(asked) < 2:
        return frozenset()
    entries = codes.of(name)
    exact = frozenset(entry.code for entry in entries if entry.code == asked)
    if exact:
        return exact
    asked_words = [stems.forms(token.text) for token in stems.tokens(value)]
    return frozenset(entry.code for entry in entries if any(_named(text, asked_words) for text in (entry.ru, entry.en)))


def _named(label: str, asked: list[stems.Forms]) -> bool:
    """Whether every asked word is one of the label's, in some form or as its beginning."""
    words = [stems.forms(token.text) for token in stems.tokens(label)]
    return bool(asked) and all(
        any(word.key.startswith(one.key) or set(one.all) & set(word.all) for word in words) for one in asked
    )


def _days(value: str) -> tuple[str, str] | None:
    """`2025`, `03.2025`, `2024..2026`, `>2025`, `<03.03.2025`; the first and the last day that are let through."""
    try:
        if value[:1] in "<>" and value:
            found = partial_dates.read(value.lstrip("<>="))
            inclusive = value[1:2] == "="
            if value[0] == ">":
                return ((found.min_date if inclusive else found.max_date).isoformat(), LAST)
            return (FIRST, (found.max_date if inclusive else found.min_date).isoformat())
        found = partial_dates.read(value.replace("..", "/"))
    except ValueError:
        return None
    return found.min_date.isoformat(), found.max_date.isoformat()


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е").strip()
