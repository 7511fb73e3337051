"""What the proof does inside the desk: the days of work between two clicks, and faults that carry case texts."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.errors import KnownError, Sentence
from desktop.services import Services
from desktop.verbs.demo import review
from models.views.assessment import AnswerDraft, Value
from models.views.changes import Done
from models.views.evidence import CitationDraft, PagePlace

SENTENCE = Sentence("test.planted", "Planted: {name}.", "Nothing to do.")
_settled: list[bool] = []


def _window() -> Any:
    return next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow" and w.isVisible())


def settle(note: str) -> None:
    """Answer all that is open in the case that is shown, on the database thread."""
    window = _window()
    case_id, services = window.place()["case"], window.ctx.services
    _settled.clear()
    window.ctx.run(window, lambda: _settle(services, case_id, note), lambda _done: _settled.append(True))


def settled() -> bool:
    return bool(_settled)


def _settle(services: Services, case_id: str, note: str) -> Done[Any]:
    case = services.register.case(case_id)
    done: Done[Any] = services.register.edit_case(case_id, replace(case.fields, **review.entries()["facts"]))
    exhibit = services.evidence.exhibits(case_id)[0]
    cited = CitationDraft(exhibit.id, exhibit.sha256, PagePlace(1), number=exhibit.number)
    for view in services.assessment.checklist(case_id).items:
        if view.applies and view.answer is None:
            value: Value = "NO" if view.item.polarity == "-" else "YES"
            done = services.assessment.answer(case_id, view.item.id, AnswerDraft(value, note, (cited,)))
    return done


def fault(text: str) -> None:
    """Errors that quote `text`, on the interface thread, the database thread, the pool and a thread of their own."""
    window = _window()

    def broken() -> None:
        try:
            raise KnownError(SENTENCE, name=text)
        except KnownError as known:
            raise ValueError(f"could not use {text}") from known

    def statement() -> None:
        from sqlalchemy import text as sql

        with window.ctx.services.vault.store.read() as session:
            session.execute(sql("SELECT :planted FROM nowhere"), {"planted": text})

    QTimer.singleShot(0, window, broken)
    window.ctx.run(window, broken)
    window.ctx.run(window, statement)
    window.ctx.pool(window, broken)
    threading.Thread(target=broken).start()
