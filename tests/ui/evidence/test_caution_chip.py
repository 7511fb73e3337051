"""The header of an exhibit says what stands against citing it, and leads to where that is mended."""

from __future__ import annotations

import dataclasses
import datetime as dt
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from desktop.clock import FixedClock
from desktop.evidence.sources import Sources
from desktop.register.codes import Codes
from models.views.changes import Changes
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView
from models.views.sources import SourceDraft
from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, settle, sheet_of
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.evidence.describe_sheet import DescribeSheet
from ui.evidence.disclosure_sheet import DisclosureSheet
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.source_sheet import SourceSheet

REPORT = SourceDraft(title_en="Report", publisher="Example Monitor", lang="de", stale_on="2026-01-01")


def test_it_warns_and_leads_to_what_mends_it(room: Room, qtbot: QtBot) -> None:
    clock = FixedClock(dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC))
    sources = Sources(room.vault, room.evidence, clock, Codes.shipped())
    services = SimpleNamespace(**vars(room.services), sources=sources, clock=clock)
    (room.folder / "report.pdf").write_bytes(files.verdict(1))

    def use() -> ExhibitView:
        source = sources.create(REPORT, room.evidence.stage(room.folder / "report.pdf")).value
        return sources.use(source.id, room.case_id, sources.copy(sources.peek(source.id))).value

    exhibit = room.jobs.database(use).result()
    pane = EvidencePane(plain_context(services=services, jobs=room.jobs))
    pane.resize(584, 640)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_exhibit(exhibit.id)
    settle(qtbot, pane)
    chip = pane.header.caution

    def says(text: str) -> None:
        qtbot.waitUntil(lambda: chip.isVisible() and chip.text() == text, timeout=5_000)

    def choose(verb: str) -> None:
        next(action for action in chip.choices().actions() if action.text() == verb).trigger()

    def save(kind: type) -> QWidget:
        qtbot.waitUntil(lambda: bool(pane.window().findChildren(kind)), timeout=5_000)
        sheet = sheet_of(pane, kind)
        qtbot.mouseClick(next(b for b in sheet.findChildren(QPushButton) if b.isDefault()), Qt.MouseButton.LeftButton)
        return sheet

    says("not translated +2")
    assert "no working translation on record" in chip.toolTip() and nameless(pane) == [] and cut_texts(chip) == []
    facts = FactsSheet(pane.ctx, pane, exhibit)
    facts.open()
    qtbot.waitUntil(lambda: "Country information: Not put to the applicant yet" in _names(facts), timeout=5_000)
    assert any(name.startswith("Stale from: ") and name.endswith("2026") for name in _names(facts))
    facts.reject()

    choose("Record the disclosure …")
    save(DisclosureSheet)
    says("not translated +1")
    choose("Change what is said about the source …")
    qtbot.waitUntil(lambda: bool(pane.window().findChildren(SourceSheet)), timeout=5_000)
    sheet = sheet_of(pane, SourceSheet)
    assert isinstance(sheet, SourceSheet)
    sheet.reject()
    pane.ctx.changed.emit(room.jobs.database(lambda: _renew(sources)).result())
    says("not translated")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(pane.window().findChildren(DescribeSheet)), timeout=5_000)
    described = sheet_of(pane, DescribeSheet)
    assert isinstance(described, DescribeSheet)
    status = described.form.translation.status
    status.setCurrentIndex(status.findData("certified"))
    save(DescribeSheet)
    qtbot.waitUntil(chip.isHidden, timeout=5_000)

    def translate() -> tuple[ExhibitView, Changes]:
        evidence = room.evidence
        original = evidence.exhibit(exhibit.id)
        evidence.describe(original.id, dataclasses.replace(original.details, translation_status=""))
        (room.folder / "translation.txt").write_text("the report", "utf-8")
        draft = ExhibitDetails(
            title_en="Translation",
            kind="other",
            provenance="by post",
            lang="ru",
            translation_of=original.id,
            translation_status="working",
        )
        done = evidence.admit(room.case_id, [AdmitDraft(evidence.stage(room.folder / "translation.txt"), draft)])
        return done.value[0], done.changes

    translation, changes = room.jobs.database(translate).result()
    pane.ctx.changed.emit(changes)
    says("not certified")
    assert [one.mended_in for one in chip.shown] == [translation.id], "what is certified is the translation"
    assert translation.number != exhibit.number
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: f"Describe {translation.number} anew" in _titles(pane), timeout=5_000)
    for opened in pane.window().findChildren(DescribeSheet):
        opened.reject()

    def withdraw() -> Changes:
        (room.folder / "pages.txt").write_text("its pages", "utf-8")
        staged = room.evidence.stage(room.folder / "pages.txt")
        said = ExhibitDetails(title_en="Pages", kind="other", provenance="made here", lang="ru")
        copy = AdmitDraft(staged, said, derived_from=translation.id, derived_how="conversion")
        room.evidence.admit(room.case_id, [copy])
        return room.evidence.withdraw(translation.id, "by mistake").changes

    pane.ctx.changed.emit(room.jobs.database(withdraw).result())
    qtbot.waitUntil(lambda: [one.mended_in for one in chip.shown] == [""], timeout=5_000)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert "must be certified" in QToolTip.text(), "what was withdrawn can't be described anew: it is only explained"
    QToolTip.hideText()
    pane.close_exhibit()


def _titles(pane: QWidget) -> list[str]:
    return [sheet.windowTitle() for sheet in pane.window().findChildren(DescribeSheet)]


def _renew(sources: Sources) -> Changes:
    (view,) = sources.sources()
    return sources.edit(view.id, dataclasses.replace(view.draft, stale_on="2030-01-01")).changes


def _names(sheet: QWidget) -> list[str]:
    return [widget.accessibleName() for widget in sheet.findChildren(QWidget)]
