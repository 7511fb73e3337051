"""The reference packs of the assessment as files: read strictly, hashed, found again by the version a case froze."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from desktop.assessment.pack_fields import TWICE, Fields, check_format, load
from desktop.errors import BugError, KnownError, Sentence
from desktop.i18n import N_
from desktop.paths import resource
from desktop.vault.rows import canonical
from models.views.packs import (
    Bilingual,
    Block,
    Checklist,
    Item,
    Law,
    Outcome,
    Outcomes,
    PackId,
    Polarity,
    ReasonCode,
    Section,
)

PACK_GONE = Sentence(
    "assessment.pack_gone",
    N_("This case was opened with the pack {pack}, which this program does not have. Its answers are safe."),
    N_("Put the pack's file into the folder of packs, or open the case with a program that has it."),
)
PACK_CHANGED = Sentence(
    "assessment.pack_changed",
    N_("The pack {pack} has been changed since this case was opened with it. Its answers are safe but are not shown."),
    N_("Put the original file of the pack back: a published version never changes."),
)

# RULINGS A4: the closed list of conditions; a track is named as `track:CODE`.
FACTS = ("minor_in_case", "has_conviction", "interpreter_used", "no_identity_document", "no_record_paper")
TRACK = re.compile(r"track:[A-Z][A-Z0-9_]*")
ITEM_ID = re.compile(r"[A-Z][1-9]\d?")
BLOCKS: dict[str, Block] = {"none": "", "ADM": "ADM", "AGD": "AGD", "REC": "REC", "SIG": "SIG"}
POLARITIES: dict[str, Polarity] = {"+": "+", "-": "-"}
GROUPS = ("P", "N", "X", "D")

Pack = TypeVar("Pack", Checklist, Outcomes)


class Packs:
    """All known packs. `latest` is what a new case is opened with."""

    def __init__(self, checklists: tuple[Checklist, ...], outcomes: tuple[Outcomes, ...]) -> None:
        if not checklists or not outcomes:
            raise BugError("no packs")
        self._checklists = sorted(checklists, key=lambda c: _order(c.pack.version))
        self._outcomes = sorted(outcomes, key=lambda o: _order(o.pack.version))

    @classmethod
    @cache
    def shipped(cls) -> Packs:
        """The program's own packs. They never change while it runs, so they are read once."""
        return cls.read(resource("packs"))

    @classmethod
    def read(cls, folder: Path) -> Packs:
        """Every `checklist*.toml` and `outcomes*.toml` of a folder. Raises KnownError for the first fault."""
        lists = tuple(read_checklist(path) for path in sorted(folder.glob("checklist*.toml")))
        return cls(lists, tuple(read_outcomes(path) for path in sorted(folder.glob("outcomes*.toml"))))

    def latest(self) -> tuple[Checklist, Outcomes]:
        return self._checklists[-1], self._outcomes[-1]

    def checklist(self, pack: PackId) -> Checklist:
        """The very pack a case froze. Raises KnownError(PACK_GONE or PACK_CHANGED)."""
        return _frozen(self._checklists, pack)

    def outcomes(self, pack: PackId) -> Outcomes:
        return _frozen(self._outcomes, pack)


def read_checklist(path: Path) -> Checklist:
    """One checklist pack. Unknown keys, items of unknown sections, conditions or laws are refused with their place."""
    content = load(path)
    head = Fields(path.name, "[pack]", content)
    pack, title = _head(head, content)
    principles = []
    for number, table in enumerate(head.tables("principle"), start=1):
        fields = Fields(path.name, f"[[principle]] {number}", table)
        principles.append(fields.both())
        fields.close()
    laws = {}
    for number, table in enumerate(head.tables("law"), start=1):
        law = _law(Fields(path.name, f"[[law]] {number}", table))
        if law.id in laws:
            raise head.fault(law.id, TWICE)
        laws[law.id] = law
    sections: dict[str, tuple[Bilingual, Bilingual, bool]] = {}
    for number, table in enumerate(head.tables("section"), start=1):
        fields = Fields(path.name, f"[[section]] {number}", table)
        code = fields.text("code")
        if code in sections:
            raise fields.fault(code, TWICE)
        sections[code] = (fields.both("title"), fields.both("note", empty=True), fields.flag("special"))
        fields.close()
    items: dict[str, Item] = {}
    for number, table in enumerate(head.tables("item"), start=1):
        item = _item(path.name, number, table, laws)
        if item.id in items:
            raise head.fault(item.id, TWICE)
        if item.section not in sections:
            raise head.fault(item.id)
        items[item.id] = replace(item, special=sections[item.section][2])
    head.close()
    made = tuple(
        Section(code, name, note, special, tuple(item for item in items.values() if item.section == code))
        for code, (name, note, special) in sections.items()
    )
    ordered = [item.id for section in made for item in section.items]
    if ordered != list(items):  # numbers run through the list as it is shown
        raise head.fault("item")
    return Checklist(pack, title, tuple(principles), made, tuple(laws.values()))


def read_outcomes(path: Path) -> Outcomes:
    """The pack of outcomes and reason codes."""
    content = load(path)
    head = Fields(path.name, "[pack]", content)
    pack, title = _head(head, content)
    authority = head.both("authority")
    outcomes: dict[str, Outcome] = {}
    for number, table in enumerate(head.tables("outcome"), start=1):
        fields = Fields(path.name, f"[[outcome]] {number}", table)
        made = Outcome(
            code=fields.text("code"),
            text=fields.both(),
            supports=fields.flag("supports", None),
            reasons=fields.texts("reasons", required=True),
            least=fields.count("least"),
            paragraph_per_code=fields.flag("paragraph_per_code"),
        )
        fields.close()
        if made.code in outcomes or not set(made.reasons) <= set(GROUPS):
            raise fields.fault("code" if made.code in outcomes else "reasons")
        outcomes[made.code] = made
    reasons: dict[str, ReasonCode] = {}
    for number, table in enumerate(head.tables("reason"), start=1):
        fields = Fields(path.name, f"[[reason]] {number}", table)
        reason = ReasonCode(
            code=fields.text("code"),
            group=fields.text("group"),
            text=fields.both(),
            needs_yes=fields.texts("needs_yes"),
            needs_done=fields.texts("needs_done"),
        )
        fields.close()
        if reason.code in reasons or reason.group not in GROUPS:
            raise fields.fault("code" if reason.code in reasons else "group")
        reasons[reason.code] = reason
    head.close()
    return Outcomes(pack, title, authority, tuple(outcomes.values()), tuple(reasons.values()))


def _head(head: Fields, content: dict[str, Any]) -> tuple[PackId, Bilingual]:
    check_format(head)
    # over the parsed content: line ends and comments may change on their way, the texts may not
    digest = hashlib.sha256(canonical(content).encode()).hexdigest()
    pack = PackId(head.text("id"), head.text("version"), digest)
    head.day("published_on")
    return pack, head.both("title")


def _law(fields: Fields) -> Law:
    made = Law(
        id=fields.text("id"),
        title=fields.both("title"),
        article=fields.both("article", empty=True),
        in_force_from=fields.day("in_force_from"),
        in_force_to=fields.day("in_force_to"),
        checked_on=fields.day("checked_on"),
    )
    fields.close()
    return made


def _item(file: str, number: int, table: object, laws: dict[str, Law]) -> Item:
    fields = Fields(file, f"[[item]] {number}", table)
    item_id = fields.text("id")
    if not ITEM_ID.fullmatch(item_id):
        raise fields.fault("id")
    fields.place = f"[[item]] {number} ({item_id})"
    polarity, block = fields.text("polarity"), fields.text("block")
    cite, applies_when = fields.text("cite", ""), fields.text("applies_when", "")
    named = fields.texts("laws")
    for key, good in (
        ("polarity", polarity in POLARITIES),
        ("block", block in BLOCKS),
        ("cite", cite in ("", "required")),
        ("applies_when", applies_when in ("", *FACTS) or TRACK.fullmatch(applies_when) is not None),
        ("laws", set(named) <= set(laws)),
    ):
        if not good:
            raise fields.fault(key)
    made = Item(
        id=item_id,
        section=item_id[0],
        number=number,
        text=fields.both("text"),
        basis=fields.both("basis"),
        evidence=fields.both("evidence"),
        guidance=fields.both("guidance"),
        polarity=POLARITIES[polarity],
        block=BLOCKS[block],
        never_lifted=fields.flag("never_lifted"),
        second_reader=fields.flag("second_reader"),
        cite_required=cite == "required",
        applies_when=applies_when,
        special=False,
        laws=tuple(laws[name] for name in named),
    )
    fields.close()
    return made


def _frozen(known: list[Pack], pack: PackId) -> Pack:
    found = next((one for one in known if (one.pack.id, one.pack.version) == (pack.id, pack.version)), None)
    if found is None:
        raise KnownError(PACK_GONE, pack=pack.name)
    if found.pack.sha256 != pack.sha256:
        raise KnownError(PACK_CHANGED, pack=pack.name)
    return found


def _order(version: str) -> tuple[tuple[int, str], ...]:
    """2026.10 comes after 2026.9."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in version.split("."))
