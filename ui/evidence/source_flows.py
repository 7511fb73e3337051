"""Taking files into the register of country information, and sources into cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.evidence.decoding import Source
from desktop.jobs import Progress
from models.views.changes import Done
from models.views.evidence import ExhibitView, StagedFile
from models.views.register import CaseQuery
from models.views.sources import SourceView
from ui.context import Context
from ui.evidence import source_texts
from ui.evidence.pick_sheet import PickSheet
from ui.widgets.row import Row

MOST = 40


class SourceFlows(QObject):
    """Owned by the widget over which its sheets open."""

    def __init__(self, ctx: Context, widget: QWidget) -> None:
        super().__init__(widget)
        self._ctx = ctx
        self._widget = widget

    def attach(self, source_id: str, path: Path) -> None:
        """Seal a file and give it to the source."""
        ctx, evidence, sources = self._ctx, self._ctx.services.evidence, self._ctx.services.sources

        def staged(file: StagedFile) -> None:
            def failed(error: Exception) -> None:
                ctx.pool(self, lambda: evidence.discard_staged([file]))
                ctx.messages.error(self._widget, error)

            ctx.run(self, lambda: sources.attach(source_id, file), None, failed)

        ctx.run_long(
            self, ctx.words.tr("Taking in files"), lambda progress: evidence.stage(path, None, progress), staged
        )

    def pick_case(self, source: SourceView) -> PickSheet:
        """Ask in which case the source is to be used."""
        ctx, tr = self._ctx, self._ctx.words.tr
        register = ctx.services.register

        def ask(text: str) -> list[Row]:
            page = register.cases(CaseQuery(text=text, limit=MOST))
            draft = tr("Draft")
            return [
                Row(case.id, f"{case.number or draft}  {case.applicant or case.title}", case.title, icon="folder")
                for case in page.rows
            ]

        sheet = PickSheet(
            ctx, self._widget, tr("Use the source in a case"), tr("Use in this case"),
            tr("Number, name or title of the case"), tr("No case matches."), ask,
        )  # fmt: skip
        sheet.picked.connect(lambda case_id: self._use(sheet, source.id, case_id))
        sheet.open()
        return sheet

    def pick_source(self, case_id: str, taken: Callable[[str], None]) -> PickSheet:
        """Ask which source is to be used in the case; `taken` gets the new exhibit's id."""
        ctx, tr = self._ctx, self._ctx.words.tr
        sources, words = ctx.services.sources, ctx.words

        def ask(text: str) -> list[Row]:
            found = [view for view in sources.sources(text) if view.file is not None]
            return [source_texts.row(words, view) for view in found[:MOST]]

        sheet = PickSheet(
            ctx, self._widget, tr("Use country information in this case"), tr("Use in this case"),
            tr("Title, publisher, words of the note or of the file"),
            tr("No source with a file matches. Enter sources under “Country information”."), ask,
        )  # fmt: skip
        sheet.picked.connect(lambda source_id: self._use(sheet, source_id, case_id, taken))
        sheet.open()
        return sheet

    def _use(self, sheet: PickSheet, source_id: str, case_id: str, taken: Callable[[str], None] | None = None) -> None:
        ctx, tr = self._ctx, self._ctx.words.tr
        evidence, sources = ctx.services.evidence, ctx.services.sources
        sheet.set_busy(True)

        def copied(file: StagedFile) -> None:
            def failed(error: Exception) -> None:
                ctx.pool(self, lambda: evidence.discard_staged([file]))
                sheet.fail(error)

            ctx.run(sheet, lambda: sources.use(source_id, case_id, file), used, failed)

        def used(done: Done[ExhibitView]) -> None:
            sheet.accept()
            ctx.messages.toast(tr("Taken in: {numbers}", numbers=done.value.number))
            if taken is not None:
                taken(done.value.id)

        def copy(progress: Progress) -> StagedFile:
            return sources.copy(peeked[0], progress)

        peeked: list[tuple[Source, str]] = []

        def got(found: tuple[Source, str]) -> None:
            peeked.append(found)
            ctx.run_long(sheet, tr("Sealing a copy for the case"), copy, copied, sheet.fail)

        ctx.run(sheet, lambda: sources.peek(source_id), got, sheet.fail)
