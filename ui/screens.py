"""Which screen belongs to which place. Imported at the first visit, so that the window shows early."""

from __future__ import annotations

import importlib

from PySide6.QtWidgets import QWidget

from ui.context import Context

PLACES = {
    "cases": ("ui.register.cases_screen", "CasesScreen"),
    "papers": ("ui.papers.papers_screen", "PapersScreen"),
    "sources": ("ui.evidence.sources_screen", "SourcesScreen"),
    "search": ("ui.register.results_screen", "ResultsScreen"),
    "audit": ("ui.vault.audit_screen", "AuditScreen"),
}
CASE = ("ui.register.case_screen", "CaseScreen")


def build(name: str, ctx: Context) -> QWidget:
    """The screen of a place of the rail."""
    module, kind = PLACES[name]
    screen = getattr(importlib.import_module(module), kind)(ctx)
    assert isinstance(screen, QWidget)
    return screen


def case(ctx: Context, case_id: str) -> QWidget:
    """The screen of one case."""
    screen = getattr(importlib.import_module(CASE[0]), CASE[1])(ctx, case_id)
    assert isinstance(screen, QWidget)
    return screen
