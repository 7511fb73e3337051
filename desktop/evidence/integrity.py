"""Re-verification: is each exhibit, and each source's file, still what came in? Every check is on record, a failed one
for good.

A failure never stops the run. An exhibit that failed keeps its mark even after its file has been restored and matches
again: who reads the case later must know that there was a time when it did not.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlmodel import col, select
from uuid6 import uuid7

from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.evidence import exhibits, names
from desktop.i18n import N_
from desktop.jobs import CANCELLED, Progress
from desktop.vault.objects import OBJECT_DAMAGED, OBJECT_MISSING
from desktop.vault.opened import OpenVault
from models.tables.evidence import Exhibit
from models.tables.integrity import IntegrityCheck
from models.tables.sources import SourceCheck, SourceRow
from models.views.changes import Changes
from models.views.integrity import CheckEntry, CheckReport, CheckTarget, Finding, Outcome, Recorded

OUTCOMES: dict[Outcome, str] = {
    "matches": N_("matches its checksum"),
    "differs": N_("does not match its checksum"),
    "damaged": N_("the sealed file is damaged or was exchanged"),
    "missing": N_("the sealed file is missing"),
}
WHAT_TO_DO = N_(
    "Do not rely on such an exhibit. Restore the vault from a backup, or get the file anew from whoever sent it, "
    "admit it under a new number and withdraw this one. The mark stays."
)
WHAT_TO_DO_WITH_A_SOURCE = N_(
    "Do not rely on it. Restore the vault from a backup, or get the file anew and enter it as a new source. The mark "
    "stays."
)

AT_ONCE = 64  # findings to a transaction
_OUTCOMES: dict[str, Outcome] = {OBJECT_DAMAGED.code: "damaged", OBJECT_MISSING.code: "missing"}
_KNOWN: tuple[Outcome, ...] = ("matches", "differs", "damaged", "missing")


class Integrity:
    """`examine` and `run` may work on the pool; the other methods belong to the database thread."""

    def __init__(self, vault: OpenVault, clock: Clock) -> None:
        self._vault = vault
        self._store = vault.store
        self._clock = clock

    def targets(self, case_id: str | None = None, exhibit_id: str | None = None) -> tuple[CheckTarget, ...]:
        """What to verify: one exhibit, all of a case, or all of the vault, which has the files of the sources too.

        Withdrawn exhibits are among them.
        """
        with self._store.read() as session:
            if exhibit_id is not None:
                rows: Iterable[Exhibit] = [exhibits.get(session, exhibit_id)]
            elif case_id is not None:
                rows = exhibits.of_case(session, case_id)
            else:
                order = (col(Exhibit.case_id), col(Exhibit.exhibit_class), col(Exhibit.ordinal))
                rows = session.execute(select(Exhibit).order_by(*order)).scalars()
            found = [_target(row) for row in rows]
            if exhibit_id is None and case_id is None:
                sources = session.execute(select(SourceRow).order_by(col(SourceRow.id))).scalars()
                found += [target for target in map(_source_target, sources) if target is not None]
            return tuple(found)

    def examine(self, target: CheckTarget, progress: Progress | None = None) -> Finding:
        """Read the whole object and compare. Raises KnownError only for what is not the exhibit's fault (cancelled)."""
        try:
            with self._vault.objects.open(target.object_id, target.object_key) as reader:
                found = reader.digest(progress).hex()
        except KnownError as error:
            outcome = _OUTCOMES.get(error.code)
            if outcome is None:
                raise
            return Finding(target, outcome)
        same = hmac.compare_digest(found, target.sha256)
        return Finding(target, "matches" if same else "differs", found)

    def run(
        self,
        targets: Sequence[CheckTarget],
        progress: Progress | None = None,
        record: Callable[[Sequence[Finding]], Recorded] | None = None,
    ) -> CheckReport:
        """Verify all of them. `record` carries the findings to the database thread where this runs beside it.

        Cancelling keeps what has been verified: each finding stands by itself. What is removed by then is left out: its
        object is missing for a good reason.
        """
        watched = progress or Progress()
        keep = record or self.record
        writes = not self._store.read_only
        total, before = sum(one.size for one in targets) or 1, 0
        findings: list[Finding] = []
        waiting: list[Finding] = []
        examined, cancelled = 0, False
        for target in targets:
            try:
                watched.at(before, total)
                finding = self.examine(target, _Share(watched, before, total))
            except KnownError as error:
                if error.sentence is not CANCELLED:
                    raise
                cancelled = True
                break
            waiting.append(finding)
            examined += 1
            before += target.size
            if writes and (len(waiting) >= AT_ONCE or finding.outcome != "matches"):
                findings += keep(waiting).findings
                waiting = []
        findings += keep(waiting).findings if writes and waiting else waiting
        return CheckReport(tuple(findings), writes, cancelled, examined - len(findings))

    def record(self, findings: Sequence[Finding]) -> Recorded:
        """Write findings down, one transaction and one audit event for each case, and one for the sources.

        What was removed while it was being verified has no row any more that a finding could belong to: it is left out.
        """
        done: list[Changes] = []
        kept: list[Finding] = []
        for case_id, some in groupby(findings, key=lambda one: one.target.case_id):
            batch = self._standing(some)
            if batch:
                done.append(self._record(case_id, batch))
                kept += batch
        return Recorded(tuple(done), tuple(kept))

    def _standing(self, findings: Iterable[Finding]) -> list[Finding]:
        with self._store.read() as session:
            return [one for one in findings if session.get(*_row(one.target)) is not None]

    def _record(self, case_id: str, batch: Sequence[Finding]) -> Changes:
        """The findings of one case, or of sources where `case_id` is empty."""
        failed = [one.target.number or one.target.source_id for one in batch if one.outcome != "matches"]
        action = ("exhibit" if case_id else "source") + (".check_failed" if failed else ".verified")
        subject = _row(batch[0].target)[1] if len(batch) == 1 else case_id or None
        with self._store.write(action, case_id=case_id or None, subject=subject) as work:
            now = stamp(self._clock.now())
            for one in batch:
                work.add(self._check(one, now))
            work.detail["checked"] = len(batch)
            if failed:
                work.detail["failed"] = failed
        assert work.changes is not None
        return work.changes

    def _check(self, one: Finding, now: str) -> IntegrityCheck | SourceCheck:
        said: dict[str, Any] = {
            "id": str(uuid7()),
            "at": now,
            "who": self._store.actor,
            "outcome": one.outcome,
            "expected": bytes.fromhex(one.target.sha256),
            "found": bytes.fromhex(one.found) if one.found else None,
        }
        if one.target.source_id:
            return SourceCheck(source_id=one.target.source_id, **said)
        return IntegrityCheck(case_id=one.target.case_id, exhibit_id=one.target.exhibit_id, **said)

    def log(self, exhibit_id: str) -> tuple[CheckEntry, ...]:
        """The verifications of one exhibit, oldest first."""
        with self._store.read() as session:
            statement = select(IntegrityCheck).where(IntegrityCheck.exhibit_id == exhibit_id)
            rows = session.execute(statement.order_by(col(IntegrityCheck.id))).scalars()
            return tuple(
                CheckEntry(row.at, row.who, _outcome(row.outcome), row.expected.hex(), (row.found or b"").hex())
                for row in rows
            )


def remedies(report: CheckReport) -> tuple[str, ...]:
    """What to do about what failed: gettext ids, one for exhibits and one for sources as there are such."""
    kinds = {bool(one.target.source_id) for one in report.failed}
    return tuple(text for source, text in ((False, WHAT_TO_DO), (True, WHAT_TO_DO_WITH_A_SOURCE)) if source in kinds)


class _Share(Progress):
    """One exhibit's part of the whole run."""

    def __init__(self, whole: Progress, before: int, total: int) -> None:
        super().__init__()
        self._whole, self._before, self._total = whole, before, total

    def at(self, done: int, total: int) -> None:
        self._whole.at(min(self._total, self._before + done), self._total)


def _row(target: CheckTarget) -> tuple[type[Exhibit] | type[SourceRow], str]:
    return (SourceRow, target.source_id) if target.source_id else (Exhibit, target.exhibit_id)


def _target(row: Exhibit) -> CheckTarget:
    number = names.number(row.exhibit_class, row.ordinal)
    title = row.title_ru or row.title_en or names.shown(row.file_name)
    return CheckTarget(row.id, row.case_id, number, title, row.size, row.sha256.hex(), row.object_id, row.object_key)


def _source_target(row: SourceRow) -> CheckTarget | None:
    """None where the source has no file."""
    if row.object_id is None or row.object_key is None or row.sha256 is None or row.size is None:
        return None
    title = row.title_ru or row.title_en
    return CheckTarget("", "", "", title, row.size, row.sha256.hex(), row.object_id, row.object_key, row.id)


def _outcome(text: str) -> Outcome:
    return next((known for known in _KNOWN if known == text), "damaged")
