"""The way of files into a case: gathered, sealed on the pool, described by a person, admitted in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.errors import KnownError
from desktop.jobs import Progress
from models.views.changes import Done
from models.views.evidence import AdmitDraft, ExhibitView, MediaPlace, Part, Place, StagedFile
from ui.context import Context
from ui.evidence.gather import MOST, Gathered, gather
from ui.evidence.intake_sheet import IntakeSheet

Taken = Callable[[tuple[ExhibitView, ...]], None]


@dataclass(frozen=True)
class Brought:
    """Files that an exhibit brings along; `read` gives one's octets, off the interface thread (raises KnownError)."""

    exhibit: ExhibitView
    parts: tuple[Part, ...]
    read: Callable[[Part, Progress], BinaryIO]
    how: str = "attachment"  # code of the list derived_how
    place: Place | None = None  # where in the exhibit


class Intake(QObject):
    """One way in at a time; whatever is given up on the way leaves nothing in the vault."""

    def __init__(self, ctx: Context, widget: QWidget, taken: Taken) -> None:
        super().__init__(widget)
        self._ctx = ctx
        self._widget = widget
        self._taken = taken
        self.busy = False
        self.sheet: IntakeSheet | None = None

    def start(self, case_id: str, paths: Sequence[Path], exhibits: Sequence[ExhibitView]) -> None:
        """Seal the files of `paths` (folders with all that is in them), then ask what they are."""
        if self.busy or not paths:
            return
        self.busy = True
        ctx, evidence = self._ctx, self._ctx.services.evidence

        def work(progress: Progress) -> tuple[Gathered, list[StagedFile]]:
            found = gather(paths)
            total = max(1, sum(_size(path) for path in found.files))
            staged: list[StagedFile] = []
            done = 0
            try:
                for path in found.files:
                    progress.at(done, total)
                    staged.append(evidence.stage(path, None, _Share(progress, done, total)))
                    done += staged[-1].size
            except BaseException:
                with suppress(KnownError):
                    evidence.discard_staged(staged)
                raise
            return found, staged

        def done(result: tuple[Gathered, list[StagedFile]]) -> None:
            found, staged = result
            self._tell(found)
            if staged:
                self._ask(case_id, staged, exhibits)
            else:
                self.busy = False

        title = ctx.words.tr("Taking in files")
        ctx.run_long(self, title, work, done, self._stopped)

    def take_parts(self, brought: Brought, exhibits: Sequence[ExhibitView]) -> None:
        """Seal files that an exhibit brings along, then ask what they are; each knows what it was made of."""
        if self.busy or not brought.parts:
            return
        self.busy = True
        evidence = self._ctx.services.evidence

        def work(progress: Progress) -> list[StagedFile]:
            total = max(1, sum(part.size or 0 for part in brought.parts))
            staged: list[StagedFile] = []
            done = 0
            try:
                for part in brought.parts:
                    share = _Share(progress, done, total)
                    staged.append(evidence.stage(brought.read(part, share), part.name, share))
                    done += staged[-1].size
            except BaseException:
                with suppress(KnownError):
                    evidence.discard_staged(staged)
                raise
            return staged

        def done(staged: list[StagedFile]) -> None:
            self._ask(brought.exhibit.case_id, staged, exhibits, brought=brought)

        self._ctx.run_long(self, self._ctx.words.tr("Taking in files"), work, done, self._stopped)

    def again(self, withdrawn: ExhibitView, exhibits: Sequence[ExhibitView]) -> None:
        """Admit a withdrawn exhibit under a new number, linked to the old one."""
        if self.busy:
            return
        self.busy = True
        ctx, evidence = self._ctx, self._ctx.services.evidence
        title = ctx.words.tr("Sealing {number} again", number=withdrawn.number)
        ctx.run_long(
            self,
            title,
            lambda progress: evidence.stage_again(withdrawn.id, progress),
            lambda staged: self._ask(withdrawn.case_id, [staged], exhibits, withdrawn),
            self._stopped,
            on_database=True,
        )

    def _ask(
        self,
        case_id: str,
        staged: list[StagedFile],
        exhibits: Sequence[ExhibitView],
        replaces: ExhibitView | None = None,
        brought: Brought | None = None,
    ) -> None:
        evidence = self._ctx.services.evidence
        kept = False

        def admit(drafts: list[AdmitDraft]) -> None:
            def work() -> Done[tuple[ExhibitView, ...]]:
                if brought is not None:
                    parent, how = brought.exhibit.id, brought.how
                    origin = {"derived_from": parent, "derived_how": how, "derived_at_place": brought.place}
                    made = [replace(draft, **origin) for draft in drafts]  # type: ignore[arg-type]
                    return evidence.admit(case_id, made)
                if replaces is None:
                    return evidence.admit(case_id, drafts)
                one = evidence.readmit(replaces.id, drafts[0].staged, drafts[0].exhibit_class, drafts[0].details)
                return Done((one.value,), one.changes)

            self._ctx.run(sheet, work, admitted, sheet.fail)

        def admitted(result: Done[tuple[ExhibitView, ...]]) -> None:
            nonlocal kept
            kept = True
            sheet.accept()
            numbers = ", ".join(exhibit.number for exhibit in result.value[:4])
            if len(result.value) > 4:
                numbers += " …"
            self._ctx.messages.toast(self._ctx.words.tr("Taken in: {numbers}", numbers=numbers))
            if shiboken6.isValid(self):
                self._taken(result.value)

        def closed(_result: int) -> None:
            self.busy = False
            self.sheet = None
            if not kept:
                self._ctx.pool(self, lambda: evidence.discard_staged(staged))

        sheet = self.sheet = IntakeSheet(
            self._ctx, self._widget, case_id, staged, admit, exhibits, replaces, self._origin(brought)
        )
        sheet.finished.connect(closed)
        sheet.open()

    def _origin(self, brought: Brought | None) -> str:
        """What is proposed for the question how it was obtained."""
        if brought is None:
            return ""
        tr, number = self._ctx.words.tr, brought.exhibit.number
        if brought.how == "attachment":
            return tr("Attachment of {number}", number=number)
        if isinstance(brought.place, MediaPlace):
            return tr("Still of {number} at {time}", number=number, time=brought.place.time)
        return tr("Taken out of {number}", number=number)

    def _tell(self, found: Gathered) -> None:
        words = self._ctx.words
        if found.left_out:
            text = words.trn(
                "{n} entry was left out: hidden files, links and devices are not taken in.",
                "{n} entries were left out: hidden files, links and devices are not taken in.",
                found.left_out,
            )
            self._ctx.messages.banner(self._widget, text, kind="info")
        if found.more:
            text = words.tr("Only the first {most} files were taken. Add the rest in a second turn.", most=MOST)
            self._ctx.messages.banner(self._widget, text)
        if not found.files:
            self._ctx.messages.banner(self._widget, words.tr("There is no file in what was chosen."), kind="info")

    def _stopped(self, error: Exception) -> None:
        self.busy = False
        if isinstance(error, KnownError) and error.code == "jobs.cancelled":
            self._ctx.messages.toast(error.message(self._ctx.words))
        else:
            self._ctx.messages.error(self._widget, error)


class _Share(Progress):
    """The part of a long task that one file is."""

    def __init__(self, whole: Progress, done: int, total: int) -> None:
        super().__init__()
        self._whole, self._done, self._total = whole, done, total

    def at(self, done: int, total: int) -> None:
        self._whole.at(min(self._done + done, self._total), self._total)

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # staging will say that it is gone
