"""One case: strip, outline, document, panel. Wires the rooms together and remembers where one is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models.views.annotations import Annotation
from models.views.assessment import ChecklistView, Obstacle, Target
from models.views.changes import Changes, Done
from models.views.evidence import Citation, CitationDraft
from models.views.register import CaseView
from models.views.search import SearchResult
from ui.assessment.checklist_panel import ChecklistPanel
from ui.assessment.opinion_editor import OpinionEditor
from ui.assessment.texts import as_citation
from ui.context import Context
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.pair_pane import PairPane
from ui.messages import Action
from ui.register.case_outline import CaseOutline
from ui.register.case_room import CaseRoom
from ui.register.case_strip import CaseStrip
from ui.register.overview_pane import OverviewPane
from ui.widgets.banner_area import BannerArea
from ui.widgets.line import Line


class CaseScreen(QWidget):
    """Signals:
    closed: Back to the list of cases.
    title_changed: How the rail calls the case.
    """

    closed = Signal()
    title_changed = Signal(str)

    def __init__(self, ctx: Context, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._case_id = case_id
        self._view: CaseView | None = None
        self._open_items = 0
        self._kept: dict[str, object] | None = None
        self._ready = False  # the case is open and stands as it was
        self._sought: SearchResult | None = None
        self.setAccessibleName(ctx.words.tr("Case"))
        self.strip = CaseStrip(ctx)
        self.banners = BannerArea(ctx.words, ctx.theme)
        self.evidence = EvidencePane(ctx)
        self.outline = CaseOutline(ctx, self.evidence)
        self.reading = PairPane(ctx, self.evidence)
        self.overview = OverviewPane(ctx)
        self.checklist = ChecklistPanel(ctx)
        self.opinion = OpinionEditor(ctx)
        self.centre = QStackedWidget()
        self.panel = QStackedWidget()
        self.tabs = QTabBar()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.room = CaseRoom(self)
        self._wire()
        self._add_actions()
        self._open()

    # --- building ---

    def _lay_out(self) -> None:
        tr = self.ctx.words.tr
        self.centre.addWidget(self.overview)
        self.centre.addWidget(self.reading)
        self.panel.addWidget(self.checklist)
        self.panel.addWidget(self.opinion)
        self.tabs.addTab(tr("Document"))
        self.tabs.addTab(tr("Checklist and opinion"))
        self.tabs.setAccessibleName(tr("What is shown"))
        self.tabs.hide()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(5)
        self.splitter.addWidget(self.centre)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.outline)
        self.edge = Line(vertical=True)
        row.addWidget(self.edge)
        row.addWidget(self.splitter, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(Line())
        column.addWidget(self.banners)
        column.addWidget(self.tabs)
        column.addLayout(row, 1)

    def _wire(self) -> None:
        self.strip.back_wanted.connect(self.closed)
        self.strip.fold_wanted.connect(self.fold_outline)
        self.strip.step_wanted.connect(self._step)
        self.outline.chosen.connect(self.show_part)
        self.outline.exhibit_chosen.connect(self.show_exhibit)
        self.evidence.citation_made.connect(self._receive)
        self.evidence.export_wanted.connect(self.outline.exhibits.export_exhibit)
        self.evidence.opened.connect(self.outline.exhibits.mark_read)
        self.evidence.opened.connect(self.outline.exhibits.select)
        self.reading.second_opened.connect(self.outline.exhibits.mark_read)
        self.evidence.exhibit_wanted.connect(self.show_exhibit)
        self.evidence.files_dropped.connect(self.outline.exhibits.take_in)
        self.evidence.parts_wanted.connect(self.outline.exhibits.take_parts)
        for panel in (self.checklist, self.opinion):
            panel.citation_opened.connect(self.open_citation)
            panel.cite_requested.connect(self.evidence.cite)
            panel.obstacle_opened.connect(self.open_obstacle)
        self.opinion.preview_requested.connect(self._preview)
        self.opinion.sign_requested.connect(self._sign)
        self.overview.loaded.connect(self._loaded)
        self.overview.discarded.connect(self.closed)
        self.ctx.changed.connect(self._changed)

    def _add_actions(self) -> None:
        tr = self.ctx.words.tr
        for text, keys, slot in (
            (tr("Overview of the case"), ("F2",), self._to_overview),
            (tr("Checklist"), ("F5",), lambda: self.show_part("checklist")),
            (tr("Opinion"), ("F4",), lambda: self.show_part("opinion")),
            (tr("Exhibits"), ("F6",), self._to_exhibits),
            (tr("Outline of the case"), ("Ctrl+F8",), self.fold_outline),
            (tr("Use country information in this case"), ("Ctrl+Shift+I", "Ctrl+Shift+Ш"), self.use_source),
            (tr("All cases"), ("Alt+Up",), self.closed.emit),
        ):
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
        self.addActions(self.outline.exhibits.actions_.all())  # also found while the outline is folded

    # --- opening ---

    def _open(self) -> None:
        register, case_id = self.ctx.services.register, self._case_id
        self.setEnabled(False)
        self.ctx.run(self, lambda: register.open_case(case_id), self._opened, self._refused)

    def _opened(self, view: CaseView) -> None:
        self.setEnabled(True)
        self.overview.set_case(view.id)
        self.outline.exhibits.set_case(view.id)
        self.checklist.set_case(view.id)
        self.opinion.set_case(view.id)
        if self._kept is None:
            self.show_part("checklist")
            self.show_part("overview")
        else:
            self._arrange(self._kept)
        self._count()
        self._ready = True
        sought, self._sought = self._sought, None
        if sought is not None:
            self.show_found(sought)

    def _refused(self, error: Exception) -> None:
        """A case whose records do not add up is not shown."""
        self.setEnabled(True)
        self.splitter.hide()
        self.outline.hide()
        self.ctx.messages.error(self, error)

    @Slot(object)
    def _loaded(self, view: CaseView) -> None:
        self._view = view
        self.strip.show_case(view)
        self.title_changed.emit(view.number or view.applicant or view.fields.title)
        self._offer()

    # --- the door ---

    @Slot(str)
    def show_part(self, name: str) -> None:
        """`overview`, `checklist` or `opinion`."""
        if name == "overview":
            self.centre.setCurrentWidget(self.overview)
            self.tabs.setCurrentIndex(0)
        else:
            part: QWidget = self.checklist if name == "checklist" else self.opinion
            self.panel.setCurrentWidget(part)
            self.tabs.setCurrentIndex(1)
            if self.isEnabled():
                part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark()
        self._offer()
        self.ctx.place_changed.emit()

    @Slot(str)
    def show_exhibit(
        self, exhibit_id: str, citation: Citation | None = None, found: SearchResult | None = None
    ) -> None:
        """Read an exhibit, at a cited or found place if there is one."""
        self.centre.setCurrentWidget(self.reading)
        self.tabs.setCurrentIndex(0)
        self._mark()
        self.evidence.show_exhibit(exhibit_id, citation, found)
        self.outline.exhibits.select(exhibit_id)
        self.ctx.place_changed.emit()

    def _show_annotation(self, one: Annotation) -> None:
        self.evidence.annotator.choose(one.id)
        self.show_exhibit(one.exhibit_id, as_citation(one.citation(), one.case_id))

    @Slot(object)
    def show_found(self, result: SearchResult) -> None:
        """Go to what the search found, now or when the case is open."""
        if not self._ready:
            self._sought = result
        elif result.kind == "mark":
            notes = self.ctx.services.evidence.annotations
            self.ctx.run(self, lambda: notes.get(result.owner_id), self._show_annotation)
        elif result.kind in ("exhibit", "page") and result.exhibit_id:
            self.show_exhibit(result.exhibit_id, found=result)
        elif result.kind == "answer":
            self.show_part("checklist")
            self.checklist.go_to(result.number)
        elif result.kind == "paragraph":
            self.show_part("opinion")
            self.opinion.go_to(Obstacle("", "", Target("paragraph", result.owner_id)))
        else:
            self.show_part("overview")

    @Slot(object)
    def open_citation(self, citation: Citation) -> None:
        self.show_exhibit(citation.exhibit_id, citation)

    @Slot(object)
    def open_obstacle(self, obstacle: Obstacle) -> None:
        """Go to where something that blocks signing is mended."""
        target = obstacle.target
        if target.kind in ("outcome", "codes", "part", "paragraph"):
            self.show_part("opinion")
            self.opinion.go_to(obstacle)
        elif target.kind == "item":
            self.show_part("checklist")
            self.checklist.go_to(target.id)
        elif target.kind == "exhibit":
            self.show_exhibit(target.id)
        elif target.kind == "profile":
            from ui.register.profile_sheet import ProfileSheet

            ProfileSheet(self.ctx, self).open()
        else:
            self.show_part("overview")
            if target.kind == "person":
                self.overview.edit_person(target.id)
            elif target.kind == "consent":
                self.overview.record_consent(target.id)

    @Slot()
    def use_source(self) -> None:
        """Take a source of country information into the case and read it."""
        from ui.evidence.source_flows import SourceFlows

        SourceFlows(self.ctx, self).pick_source(self._case_id, self.show_exhibit)

    @Slot()
    def fold_outline(self) -> None:
        """Show or hide the outline, whatever the width."""
        self.room.fold(self.outline.isVisible())

    def place(self) -> dict[str, object]:
        """Where one is, as plain values."""
        return {
            "centre": "evidence" if self.centre.currentWidget() is self.reading else "overview",
            "panel": "opinion" if self.panel.currentWidget() is self.opinion else "checklist",
            "tab": self.tabs.currentIndex(),
            "evidence": self.evidence.place(),
            "beside": self.reading.second is not None,
            "checklist": self.checklist.place(),
            "opinion": self.opinion.place(),
        }

    def restore_place(self, place: dict[str, object]) -> None:
        """Come back to a place after a lock."""
        self.reading.restore(place.get("beside") is True)
        for name, part in (("evidence", self.evidence), ("checklist", self.checklist), ("opinion", self.opinion)):
            kept = place.get(name)
            if isinstance(kept, dict) and kept:
                part.restore_place(kept)
        self._kept = place  # the case may still be on its way
        self._arrange(place)

    def _arrange(self, place: dict[str, object]) -> None:
        self.show_part(str(place.get("panel") or "checklist"))
        evidence = place.get("centre") == "evidence"
        self.centre.setCurrentWidget(self.reading if evidence else self.overview)
        self.tabs.setCurrentIndex(int(str(place.get("tab") or 0)))
        self._mark()

    def flush(self) -> None:
        """Save every draft now."""
        self.checklist.flush()
        self.opinion.flush()

    # --- inner ---

    def _mark(self) -> None:
        panel = "opinion" if self.panel.currentWidget() is self.opinion else "checklist"
        centre = "overview" if self.centre.currentWidget() is self.overview else ""
        self.outline.show_place(centre, panel)

    def _offer(self) -> None:
        """The one next step: register a draft, else the next open item, else the opinion."""
        tr, view = self.ctx.words.tr, self._view
        if view is None:
            return
        if view.state == "DRAFT":
            self.strip.offer(tr("Register the case"), "clipboard-check")
        elif self.panel.currentWidget() is self.opinion:
            self.strip.offer("")
        elif self._open_items:
            self.strip.offer(tr("Next open item"), "arrow-right")
        else:
            self.strip.offer(tr("Write the opinion"), "gavel")

    @Slot()
    def _step(self) -> None:
        if self._view is None:
            return
        if self._view.state == "DRAFT":
            self._register()
        elif self._open_items:
            self.show_part("checklist")
            self.checklist.next_open()
        else:
            self.show_part("opinion")

    def _register(self) -> None:
        register, case_id, tr = self.ctx.services.register, self._case_id, self.ctx.words.tr

        def done(made: Done[CaseView]) -> None:
            self.banners.clear()
            self.ctx.messages.toast(tr("Registered as {number}", number=made.value.number))

        def failed(error: Exception) -> None:
            from desktop.errors import KnownError

            if not isinstance(error, KnownError):
                self.ctx.messages.error(self, error)
                return
            words = self.ctx.words
            said = f"{error.message(words)} {error.remedy(words)}"
            self.banners.show_text(said, "bad", Action(tr("Edit the case"), self.overview.edit_case))

        self.ctx.run(self, lambda: register.register_case(case_id), done, failed)

    def _count(self) -> None:
        assessment, case_id = self.ctx.services.assessment, self._case_id

        def counted(view: ChecklistView) -> None:
            self._open_items = len(view.open_items)
            self.outline.show_share(view.answered, view.counted)
            self._offer()

        self.ctx.run(self, lambda: assessment.checklist(case_id), counted)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._view is not None and changes.case_id == self._case_id and changes.kinds - {"case", "history"}:
            self._count()

    @Slot(object)
    def _receive(self, draft: CitationDraft) -> None:
        (self.opinion if self.panel.currentWidget() is self.opinion else self.checklist).receive(draft)

    @Slot(str)
    def _preview(self, case_id: str) -> None:
        from ui.papers.preview_sheet import PreviewSheet

        PreviewSheet(self.ctx, case_id, self).open()

    @Slot(str)
    def _sign(self, case_id: str) -> None:
        from ui.signing.sign_sheet import SignSheet

        sheet = SignSheet(self.ctx, case_id, self)
        sheet.obstacle_opened.connect(self.open_obstacle)
        sheet.open()

    @Slot()
    def _to_overview(self) -> None:
        self.show_part("overview")
        self.overview.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _to_exhibits(self) -> None:
        if not self.outline.isVisible():
            self.fold_outline()
        self.outline.exhibits.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
