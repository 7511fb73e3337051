"""What an event of the log carries, in words: names of its details, and values as people write them."""

from __future__ import annotations

from desktop.i18n import N_, Words
from models.views.packs import Outcomes
from models.views.vault import AuditEvent
from ui.assessment.texts import VALUES

NAMES = {
    "case": N_("case"),
    "checked": N_("files checked"),
    "certificate": N_("certificate"),
    "citations": N_("citations"),
    "codes": N_("reason codes"),
    "content": N_("fingerprint of the content"),
    "copies": N_("copies mended"),
    "count": N_("count"),
    "exhibits": N_("exhibits"),
    "failed": N_("files altered"),
    "file": N_("file"),
    "files": N_("files"),
    "findings": N_("findings"),
    "fingerprint": N_("fingerprint"),
    "folder": N_("folder"),
    "found": N_("found"),
    "gaps": N_("numbers left out"),
    "header": N_("header copy"),
    "item": N_("item"),
    "number": N_("number"),
    "numbers": N_("numbers"),
    "objects": N_("sealed files"),
    "octets": N_("size"),
    "ok": N_("in order"),
    "origin": N_("origin"),
    "outcome": N_("outcome"),
    "paragraphs": N_("paragraphs"),
    "places": N_("places"),
    "pin_kept": N_("PIN kept in the vault"),
    "program": N_("program"),
    "proven": N_("proven"),
    "reason": N_("reason"),
    "rows": N_("rows"),
    "seq": N_("last entry of the log"),
    "sha256": "SHA-256",
    "times": N_("times"),
    "value": N_("answer"),
    "version": N_("version"),
}
ORIGINS = {"made": N_("made by the program"), "imported": N_("from a file")}
PLAIN = {"true": N_("yes"), "false": N_("no")}
FIRST = ("number", "numbers", "item", "value", "outcome", "version")
LONG = 64  # characters: hashes and lists stand in the whole entry only


def pairs(words: Words, event: AuditEvent, outcomes: Outcomes) -> list[tuple[str, str]]:
    """(name, value) of every detail, what it is about first; `outcomes` give their codes a name."""
    order = {name: place for place, name in enumerate(FIRST)}
    known = sorted(event.detail, key=lambda pair: order.get(pair[0], len(FIRST)))
    return [
        (words.tr(NAMES[name]) if name in NAMES else name, _value(words, name, value, outcomes))
        for name, value in known
    ]


def line(words: Words, event: AuditEvent, outcomes: Outcomes) -> str:
    """The same in one line for the list, without what is long or says nothing."""
    return " · ".join(
        f"{name}: {value}" for name, value in pairs(words, event, outcomes) if value and len(value) < LONG
    )


def _value(words: Words, name: str, value: str, outcomes: Outcomes) -> str:
    if name == "value":
        return next((words.tr(said) for code, said in VALUES.items() if code == value), value)
    if name == "outcome" and (outcome := outcomes.outcome(value)) is not None:
        return outcome.text.text(words.language)
    if name == "origin" and value in ORIGINS:
        return words.tr(ORIGINS[value])
    if name == "octets" and value.isdecimal():
        return words.size(int(value))
    return words.tr(PLAIN[value.lower()]) if value.lower() in PLAIN else value
