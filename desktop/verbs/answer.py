"""Verb of the checklist: answer set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desktop.assessment import written
from desktop.assessment.answering import value_of
from desktop.verbs.console import Console, PassphraseFile, verb
from models.views.assessment import AnswerDraft

Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]
CaseName = Annotated[str, typer.Argument(metavar="CASE", help="Number or uid of the case.")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Answers to the checklist.")
    group.callback()(_group)  # keeps `set` a verb of its own while it is the only one
    verb(group, "answer set")(set_)
    app.add_typer(group, name="answer")


def _group() -> None:
    """Answers to the checklist."""


def set_(
    console: Console,
    folder: Vault,
    case: CaseName,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="An item of the checklist, like D3.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="YES, PARTLY, NO, UNKNOWN or NA.")],
    note: Annotated[str, typer.Option("--note", help="The note; all answers but YES need one.")] = "",
    cite: Annotated[
        list[str] | None, typer.Option("--cite", metavar="A-004:3", help="Exhibit and page; may be repeated.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put an answer on record; it replaces the one before."""
    with console.open(folder, passphrase_file) as services:
        found = services.register.case(case)
        citations = tuple(
            written.citation(one, lambda name: services.evidence.find(found.id, name)) for one in cite or ()
        )
        item_id = written.item_id(item)
        draft = AnswerDraft(value_of(value.strip().upper()), note.strip(), citations)
        view = services.assessment.answer(found.id, item_id, draft).value
    answered = view.find(item_id)
    assert answered is not None and answered.answer is not None
    data = {
        "case": found.number or found.uid,
        "item": item_id,
        "value": answered.answer.value,
        "note": answered.answer.note,
        "citations": [{"exhibit": c.number, "page": c.page} for c in answered.answer.citations],
        "block": answered.block,
        "version": answered.answer.version,
        "answered_at": answered.answer.at,
        "answered": view.answered,
        "counted": view.counted,
    }
    console.ok(data, [f"{item_id}  {answered.answer.value}  {view.answered}/{view.counted}"])
