"""`case.toml`, format 1: read into drafts. Keys are the names of reference/domain.md 2 (RULINGS F4).

Tables: `[case]` (required: nothing), `[[person]]` with `[[person.document]]` and `[[person.consent]]`, `[[family]]`
(`from`, `to`: places of persons, from 1), `[[exhibit]]` (`file` required) with `[[exhibit.custody]]`. Days and partial
dates may be TOML dates or texts as people type them; countries alpha-3, alpha-2 or `D`; citizenships and languages may
be plain lists of codes.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from desktop.errors import KnownError
from desktop.evidence import names
from desktop.evidence.details import LONGEST
from desktop.exchange import sentences as say
from desktop.exchange.custody_entries import CustodyReader
from desktop.exchange.lines import Lines
from desktop.register import partial_dates
from desktop.register.codes import Codes
from models.views.evidence import ElsewhereEntry, ExhibitDetails
from models.views.places import Place, from_plain
from models.views.register import (
    CaseDraft,
    CaseEntry,
    Citizenship,
    ClockPause,
    ConsentDraft,
    DocumentDraft,
    Employment,
    FamilyLinkDraft,
    Income,
    LanguageSkill,
    OtherName,
    PersonDraft,
    PersonEntry,
)

FORMAT = 1
LARGEST = 4 << 20  # octets
T = TypeVar("T")
_BLOCKS: dict[str, type[Any]] = {
    "clock_pauses": ClockPause,
    "other_names": OtherName,
    "citizenships": Citizenship,
    "languages": LanguageSkill,
    "employment": Employment,
    "income": Income,
}
_SHORT = {"citizenships": "country", "languages": "language"}
_COUNTRIES = frozenset(
    {"birth_country", "habitual_residence", "whereabouts_country", "issuing_state", "nationality_viz", "country"}
)
_PARTIAL = frozenset({"birth_date", "birth_date_viz", "habitual_residence_since", "since", "until", "doc_date"})
_TOP = ("format", "case", "person", "family", "exhibit")
_ENTRY = ("case_no", "case_uid", "state", "registered_on")
_EXHIBIT = ("file", "file_name", "class", "exhibit_no", "sha256", "status", "status_reason", "replaces")
_DERIVED = ("derived_from", "derived_how", "derived_at")
# The time of the library's reader grows with the cube of a key's parts, so keys of 32 and more are not read. A key
# stands at the beginning of a line or behind one of three signs; texts may hold as many dots as they like.
_DEEP = re.compile(r"""(?m:^|[\[{,])[ \t]*+(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){31}""")


@dataclass(frozen=True)
class ExhibitEntry:
    """One `[[exhibit]]`. `translation_of`, `derived_from` and `replaces` are a file or an exhibit number of the same
    folder, as written; `derived_how` a code of the list derived_how, `derived_at` the place there
    (`models.views.places`); `replaces` a withdrawn exhibit whose file was admitted again as this one.
    """

    file: str
    details: ExhibitDetails
    exhibit_class: str = "A"
    ordinal: int | None = None
    file_name: str = ""
    sha256: str = ""
    translation_of: str = ""
    derived_from: str = ""
    derived_how: str = ""
    derived_at: Place | None = None
    withdrawn: bool = False
    reason: str = ""
    line: int = 1
    custody: tuple[ElsewhereEntry, ...] = ()
    replaces: str = ""

    @property
    def originals(self) -> tuple[str, ...]:
        """The exhibits that must be there before this one."""
        return tuple(name for name in (self.translation_of, self.derived_from) if name)

    @property
    def named(self) -> tuple[str, ...]:
        """All exhibits that it names."""
        return (*self.originals, self.replaces) if self.replaces else self.originals


@dataclass(frozen=True)
class Manifest:
    entry: CaseEntry
    exhibits: tuple[ExhibitEntry, ...]


def read(text: str, folder: str, codes: Codes, now: dt.datetime) -> Manifest:
    """Read a manifest; `now`: no custody entry may be later. Raises KnownError with the folder's name and the line."""
    return _Reader(text, folder, codes, now).manifest()


class _Reader:
    def __init__(self, text: str, folder: str, codes: Codes, now: dt.datetime) -> None:
        self._folder = folder
        self._codes = codes
        if deep := _DEEP.search(text):
            raise KnownError(say.TOML, folder=folder, line=text.count("\n", 0, deep.start()) + 1)
        self._lines = Lines(text)
        self._custody = CustodyReader(self._lines, folder, now)
        try:
            self._data = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # numbers of thousands of digits and endless nesting, too
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else text.count("\n") + 1
            raise KnownError(say.TOML, folder=folder, line=line) from None

    def manifest(self) -> Manifest:
        if self._data.get("format") != FORMAT:
            raise KnownError(say.NO_FORMAT, folder=self._folder)
        self._known(self._data, _TOP, "", 0)
        case = self._table(self._data, "case", "")
        self._known(case, (*_names(CaseDraft), *_ENTRY), "case", 0)
        draft = self._fill(CaseDraft, case, "case", 0)
        persons = tuple(self._person(row, n) for n, row in enumerate(self._rows(self._data, "person", "", 0)))
        if not any(_named(p.person) for p in persons if p.person.role_in_case == "principal"):
            raise KnownError(say.NO_PRINCIPAL, folder=self._folder)
        family = tuple(
            self._family(row, n, len(persons)) for n, row in enumerate(self._rows(self._data, "family", "", 0))
        )
        exhibits = tuple(self._exhibit(row, n) for n, row in enumerate(self._rows(self._data, "exhibit", "", 0)))
        entry = CaseEntry(
            draft,
            persons,
            family,
            number=self._text(case, "case_no", "case", 0),
            uid=self._text(case, "case_uid", "case", 0),
            state=self._text(case, "state", "case", 0),
            registered_on=self._value("registered_on", case.get("registered_on", ""), "case", 0),
        )
        return Manifest(entry, exhibits)

    # --- tables ---

    def _person(self, row: dict[str, Any], place: int) -> PersonEntry:
        self._known(row, (*_names(PersonDraft), "document", "consent"), "person", place)
        person = self._fill(PersonDraft, row, "person", place)
        if "role_in_case" not in row and place > 0:
            person = replace(person, role_in_case="other_dependant")
        documents = self._below(row, "document", place, DocumentDraft)
        return PersonEntry(person, documents, self._below(row, "consent", place, ConsentDraft))

    def _below(self, row: dict[str, Any], key: str, place: int, kind: type[T]) -> tuple[T, ...]:
        table = f"person.{key}"
        before = sum(len(p.get(key, ())) for p in self._data["person"][:place] if isinstance(p.get(key, ()), list))
        made = []
        for n, below in enumerate(self._rows(row, key, "person", place), before):
            self._known(below, _names(kind), table, n)
            made.append(self._fill(kind, below, table, n))
        return tuple(made)

    def _family(self, row: dict[str, Any], place: int, persons: int) -> FamilyLinkDraft:
        self._known(row, ("from", "to", "kind", "proof_document", "custody_note"), "family", place)
        ends = []
        for key in ("from", "to"):
            value = row.get(key)
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= persons:
                raise self._wrong("family", place, key)
            ends.append(str(value - 1))
        texts = {k: self._text(row, k, "family", place) for k in ("kind", "proof_document", "custody_note") if k in row}
        return FamilyLinkDraft(ends[0], ends[1], **texts)

    def _exhibit(self, row: dict[str, Any], place: int) -> ExhibitEntry:
        self._known(row, (*_names(ExhibitDetails), *_EXHIBIT, *_DERIVED, "custody"), "exhibit", place)
        told = {k: v for k, v in row.items() if k in _names(ExhibitDetails) and k != "translation_of"}
        details = self._fill(ExhibitDetails, told, "exhibit", place)
        text = {key: self._text(row, key, "exhibit", place) for key in (*_EXHIBIT, "translation_of", *_DERIVED[:2])}
        if not text["file"]:
            raise self._wrong("exhibit", place, "file")
        exhibit_class, ordinal = self._number(text["class"], text["exhibit_no"], place)
        if text["status"] not in ("", "admitted", "withdrawn"):
            raise self._wrong("exhibit", place, "status")
        if len(text["status_reason"]) > LONGEST or "\0" in text["status_reason"]:
            raise self._wrong("exhibit", place, "status_reason")
        return ExhibitEntry(
            text["file"], details, exhibit_class, ordinal, text["file_name"], text["sha256"].lower(),
            text["translation_of"], *self._derived(row, text["derived_from"], text["derived_how"], place),
            text["status"] == "withdrawn", text["status_reason"], self._lines.of("exhibit", place, "file"),
            self._custody.entries(row, place), text["replaces"],
        )  # fmt: skip

    def _derived(self, row: dict[str, Any], source: str, how: str, place: int) -> tuple[str, str, Place | None]:
        if bool(source) != bool(how) or (how and not self._codes.has("derived_how", how)):
            raise self._wrong("exhibit", place, "derived_how" if how else "derived_from")
        if "derived_at" not in row:
            return source, how, None
        try:
            at = from_plain(row["derived_at"])
        except ValueError:
            raise self._wrong("exhibit", place, "derived_at") from None
        if not source:
            raise self._wrong("exhibit", place, "derived_at")
        return source, how, at

    def _number(self, exhibit_class: str, number: str, place: int) -> tuple[str, int | None]:
        letter = exhibit_class.strip().upper().translate(str.maketrans("АВС", "ABC"))
        parsed = names.parse_number(number) if number else None
        fits = parsed is not None and (not letter or parsed[0] == letter)
        if (number and not fits) or (letter and letter not in "ABCD") or len(letter) > 1:
            key = "exhibit_no" if number else "class"
            line = self._lines.of("exhibit", place, key)
            raise KnownError(say.BAD_NUMBER, folder=self._folder, line=line, value=names.shown(number or exhibit_class))
        return (parsed[0], parsed[1]) if parsed else (letter or "A", None)

    # --- values ---

    def _fill(self, kind: type[T], row: dict[str, Any], table: str, place: int) -> T:
        values: dict[str, Any] = {}
        for field in fields(kind):  # type: ignore[arg-type]
            if field.name not in row:
                continue
            value = row[field.name]
            if field.name in _BLOCKS:
                values[field.name] = self._blocks(field.name, value, table, place)
            elif field.type.startswith("tuple"):
                if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                    raise self._wrong(table, place, field.name)
                values[field.name] = tuple(value)
            elif field.type.startswith("bool"):
                if not isinstance(value, bool):
                    raise self._wrong(table, place, field.name)
                values[field.name] = value
            else:
                values[field.name] = self._value(field.name, value, table, place)
        return kind(**values)

    def _blocks(self, name: str, value: object, table: str, place: int) -> tuple[Any, ...]:
        kind = _BLOCKS[name]
        if not isinstance(value, list):
            raise self._wrong(table, place, name)
        made = []
        for block in value:
            short = _SHORT.get(name)
            row = {short: block} if short and isinstance(block, str) else block
            if not isinstance(row, dict):
                raise self._wrong(table, place, name)
            for key in row:
                if key not in _names(kind):
                    line = self._lines.of(table, place, key)
                    raise KnownError(say.UNKNOWN_KEY, folder=self._folder, line=line, key=names.shown(key, 60))
            made.append(kind(**{key: self._value(key, text, table, place) for key, text in row.items()}))
        return tuple(made)

    def _value(self, name: str, value: object, table: str, place: int) -> str:
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value.isoformat()
        if not isinstance(value, str):
            raise self._wrong(table, place, name)
        if name in _COUNTRIES and value:
            return self._codes.country_of(value) or value
        if value and name in _PARTIAL:
            return self._read(lambda: partial_dates.read(value).edtf, value)
        if value and (name.endswith("_on")):
            return self._read(lambda: _day(value), value)
        return value

    @staticmethod
    def _read(reader: Callable[[], str], value: str) -> str:
        """A date in its stored form; what is none is left to the rules, which name the field."""
        try:
            return reader()
        except ValueError:
            return value

    def _text(self, row: dict[str, Any], key: str, table: str, place: int) -> str:
        value = row.get(key, "")
        if not isinstance(value, str):
            raise self._wrong(table, place, key)
        return value

    def _table(self, row: dict[str, Any], key: str, table: str) -> dict[str, Any]:
        value = row.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(table, 0, key)
        return value

    def _rows(self, row: dict[str, Any], key: str, table: str, place: int) -> list[dict[str, Any]]:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong(table, place, key)
        return value

    def _known(self, row: dict[str, Any], known: tuple[str, ...], table: str, place: int) -> None:
        for key in row:
            if key not in known:
                line = self._lines.of(table, place, key) if table else self._top_line(key)
                raise KnownError(say.UNKNOWN_KEY, folder=self._folder, line=line, key=names.shown(key, 60))

    def _top_line(self, key: str) -> int:
        line = self._lines.of("", 0, key)
        header = self._lines.of(key, 0)
        return header if header > 1 else line

    def _wrong(self, table: str, place: int, key: str) -> KnownError:
        line = self._lines.of(table, place, key)
        return KnownError(say.WRONG_KIND, folder=self._folder, line=line, key=names.shown(key, 60))


def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _named(person: PersonDraft) -> bool:
    return any((person.surname_ru, person.given_ru, person.surname_lat, person.given_lat))


def _day(text: str) -> str:
    found = partial_dates.read(text)
    if not found.exact:
        raise ValueError("not one day")
    return found.edtf
