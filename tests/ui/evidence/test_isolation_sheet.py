"""The self-test of isolation on screen: what each decoder was kept from, in words, for every kind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.evidence import profiles
from desktop.evidence.decoder import limits, selftest
from desktop.evidence.decoding import Decoders
from desktop.i18n import Language, Words
from desktop.jobs import ThreadJobs
from models.views.isolation import IsolationReport, ProfileReport
from tests.ui.evidence.conftest import Room
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.evidence.isolation_sheet import KINDS, IsolationSheet
from ui.widgets.row import ROW, Row


def rows(sheet: IsolationSheet) -> list[Row]:
    model = sheet.list.model()
    return [model.index(n, 0).data(ROW) for n in range(model.rowCount())]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 760)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_tier_and_its_report_in_words(
    library: Room, window: QWidget, qtbot: QtBot, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    tier = library.decoders.tier
    if tier == "none":
        pytest.skip("this machine can confine no process")
    sheet = IsolationSheet(plain_context(language, services=library.services, jobs=library.jobs), window)
    sheet.open()
    qtbot.waitUntil(lambda: bool(rows(sheet)), timeout=10_000)
    names = {row.key for row in rows(sheet)}
    assert set(selftest.attempts(0)) <= names and {"trace the parent", "parent's memory", "fork"} <= names
    assert {row.chip for row in rows(sheet) if row.key in selftest.attempts(0)} == {Words(language).tr("refused")}
    assert all(row.tone == "good" and row.title != row.key for row in rows(sheet))
    assert not nameless(sheet) and not cut_texts(sheet)
    monkeypatch.setattr(profiles, "examine", lambda decoders, progress: _report(decoders))
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [row.key for row in rows(sheet)] == ["pdf", "player"], timeout=10_000)
    assert [row.tone for row in rows(sheet)] == ["good", "bad"] and "fork" in rows(sheet)[1].detail
    sheet.reject()
    assert not sheet.isVisible()


def _report(decoders: Decoders) -> IsolationReport:
    found = decoders.isolation()
    good = ProfileReport("pdf", True, 0.1, 30 << 20, 512 << 20, 15.0, found.report)
    bad = ProfileReport("player", False, 0.1, 0, 1 << 30, 15.0, {"fork": "POSSIBLE"}, ("fork",), "self_test")
    return IsolationReport(found.tier, "", found.report, (), (good, bad))


def test_every_profile_is_named_and_bounded() -> None:
    assert set(profiles.PROFILES) == set(KINDS)
    for name in limits.PROFILES:
        profile = limits.of(name)
        assert 64 << 20 <= profile.data <= profile.resident <= 900 << 20 and 0 < profile.seconds <= 15
    for attempt in selftest.attempts(0):
        assert profiles.attempt_name(attempt)[0] != attempt
    assert limits.of("unheard of") == limits.of("any")


def test_a_profile_really_has_its_limit(jobs: ThreadJobs) -> None:
    """The memory attempt of the self-test is as large as the profile's own limit, and is refused."""
    decoders = Decoders(keep_warm=False)
    try:
        found = profiles.examine(decoders, None, ["text", "svg"])
        if found.tier == "none":
            pytest.skip(f"this machine can confine no process: {found.reason}")
        assert found.ok and [one.name for one in found.profiles] == ["text", "svg"]
        for one in found.profiles:
            assert one.report["memory"] == selftest.REFUSED and one.resident > 5 << 20
        assert [one.data >> 20 for one in found.profiles] == [512, 384]
    finally:
        decoders.close()
