"""The custody log of an exhibit as rows, and apart from it what was recorded elsewhere and came with a case folder."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desktop.clock import parse_stamp
from desktop.evidence.integrity import OUTCOMES
from desktop.evidence.names import shown
from desktop.i18n import Words
from desktop.register.codes import Codes
from models.views.evidence import CustodyEntry, ElsewhereEntry, ExhibitView
from models.views.integrity import CheckEntry
from ui.widgets.row import Row

ICONS = {
    "received": "download",
    "opened": "eye",
    "copied": "copy",
    "exported": "file-export",
    "returned": "arrow-back-up",
    "destroyed": "trash",
    "withdrawn": "ban",
}
LONGEST = 1000


@dataclass(frozen=True)
class Found:
    """Everything that the log's sheet shows."""

    exhibit: ExhibitView
    entries: tuple[CustodyEntry, ...]
    checks: tuple[CheckEntry, ...]
    elsewhere: tuple[ElsewhereEntry, ...]


class CustodyRows:
    def __init__(self, words: Words, codes: Codes) -> None:
        self._words = words
        self._codes = codes

    def all(self, found: Found) -> list[Row]:
        """What came from elsewhere first, in the order of its folder and below a heading; then this vault's log."""
        words, sha256 = self._words, found.exhibit.sha256
        rows = [(entry.at, self._entry(f"entry {n}", entry, sha256)) for n, entry in enumerate(found.entries)]
        rows += [(check.at, self._check(f"check {n}", check)) for n, check in enumerate(found.checks)]
        rows.sort(key=lambda row: row[0])
        log = [row for _, row in rows]
        if not found.elsewhere:
            return log
        came = Row("elsewhere", words.tr("Recorded elsewhere, not checked here"), heading=True)
        rest = [self._elsewhere(f"elsewhere {n}", entry) for n, entry in enumerate(found.elsewhere)]
        return [came, *rest, Row("log", words.tr("Log of this vault"), heading=True), *log]

    def _entry(self, key: str, entry: CustodyEntry, sha256: str) -> Row:
        words = self._words
        said = (entry.who, *self._by_hand(entry.action, entry.day, entry.party), entry.note)
        return Row(
            key,
            self._codes.label("custody_action", entry.action, words.language),
            " · ".join(part for part in said if part) or words.tr("not stated by whom"),
            chip="" if entry.sha256 == sha256 else words.tr("other checksum"),
            tone="bad",
            aside=words.moment(parse_stamp(entry.at)),
            icon=ICONS.get(entry.action, "point"),
        )

    def _elsewhere(self, key: str, entry: ElsewhereEntry) -> Row:
        """Its texts are a stranger's."""
        words = self._words
        who, party, note = (
            shown(" ".join(text.split()), LONGEST) for text in (entry.recorded_by, entry.party, entry.note)
        )
        said = (who or words.tr("not stated by whom"), *self._by_hand(entry.action, entry.day, party), note)
        return Row(
            key,
            self._codes.label("custody_action", entry.action, words.language),
            " · ".join(part for part in said if part),
            chip=words.tr("elsewhere"),
            aside=words.moment(parse_stamp(entry.recorded_at)),
            icon=ICONS.get(entry.action, "point"),
        )

    def _by_hand(self, action: str, day: str, party: str) -> tuple[str, str]:
        """Of what was recorded by hand the day and from or to whom."""
        words = self._words
        said = {"received": words.tr("from: {party}", party=party), "destroyed": words.tr("by: {party}", party=party)}
        whom = said.get(action, words.tr("to: {party}", party=party)) if party else ""
        happened = words.tr("happened on {day}", day=words.day(dt.date.fromisoformat(day))) if day else ""
        return (happened, whom)

    def _check(self, key: str, check: CheckEntry) -> Row:
        words, good = self._words, check.outcome == "matches"
        return Row(
            key,
            words.tr("Verified"),
            " · ".join((words.tr(OUTCOMES[check.outcome]), check.who or words.tr("not stated by whom"))),
            chip="" if good else words.tr("altered"),
            tone="bad",
            aside=words.moment(parse_stamp(check.at)),
            icon="shield-check" if good else "alert-triangle",
        )
