"""Verifying exhibits from the window: progress in the status line, then a word or a list of failures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.views.changes import Changes
from models.views.integrity import CheckReport, CheckTarget, Finding, Recorded
from ui.context import Context
from ui.evidence.verified_sheet import VerifiedSheet
from ui.messages import Action


def verify(ctx: Context, owner: QWidget, *, case_id: str | None = None, exhibit_id: str | None = None) -> None:
    """Verify one exhibit, all of a case, or everything in the vault when neither is given."""
    check, tr = ctx.services.evidence.integrity, ctx.words.tr

    def start(targets: tuple[CheckTarget, ...]) -> None:
        if not targets:
            ctx.messages.toast(tr("There are no exhibits to verify."))
            return
        title = tr("Verifying exhibits")
        if len(targets) == 1:
            title = tr("Verifying {number}", number=targets[0].number or targets[0].title)
        changes: list[Changes] = []

        def record(findings: Sequence[Finding]) -> Recorded:
            done: list[Recorded] = []
            ctx.on_database(lambda: done.append(check.record(findings)))
            changes.extend(done[0].changes)
            return done[0]

        def done(report: CheckReport) -> None:
            for change in changes:
                ctx.changed.emit(change)
                ctx.saved.emit(change.at)
            _tell(ctx, owner, report, len(targets) - report.removed)

        ctx.run_long(owner, title, lambda progress: check.run(targets, progress, record), done)

    ctx.run(owner, lambda: check.targets(case_id, exhibit_id), start)


def _tell(ctx: Context, owner: QWidget, report: CheckReport, wanted: int) -> None:
    words, good = ctx.words, len(report.findings) - len(report.failed)
    if not wanted:
        ctx.messages.toast(words.tr("Nothing was left to verify: it has been removed meanwhile."))
        return
    if not report.failed and not report.cancelled:
        first = report.findings[0].target
        if wanted == 1:
            said = words.tr("{number} is as it came in.", number=first.number or first.title)
        elif any(one.target.source_id for one in report.findings):
            said = words.trn("{n} file verified: as it came in.", "{n} files verified: all as they came in.", good)
        else:
            said = words.trn(
                "{n} exhibit verified: as it came in.", "{n} exhibits verified: all as they came in.", good
            )
        ctx.messages.toast(said)
        return
    if report.failed:
        said = words.trn(
            "{n} file is no longer as it came in.", "{n} files are no longer as they came in.", len(report.failed)
        )
    else:
        said = words.tr("Stopped: {done} of {total} files were verified.", done=good, total=wanted)

    def look() -> None:
        VerifiedSheet(ctx, owner, report, wanted).open()

    tone = "bad" if report.failed else "warn"
    ctx.messages.banner(owner, said, Action(words.tr("Show what was found"), look), tone)  # type: ignore[arg-type]
