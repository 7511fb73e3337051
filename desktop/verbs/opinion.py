"""Verbs of the opinion: opinion set, opinion status. `opinion export` is added by the papers' verbs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.assessment import written
from desktop.i18n import LANGUAGES, Language, Words
from desktop.verbs.console import Console, PassphraseFile, verb
from models.views.assessment import Obstacle

Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]
CaseName = Annotated[str, typer.Argument(metavar="CASE", help="Number or uid of the case.")]
PaperLanguage = Annotated[str, typer.Option("--paper-lang", help="Language of the paper, ru or en; else the case's.")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="The rapporteur's opinion.")
    verb(group, "opinion set")(set_)
    verb(group, "opinion status")(status)
    app.add_typer(group, name="opinion")


def set_(
    console: Console,
    folder: Vault,
    case: CaseName,
    source: Annotated[Path, typer.Argument(metavar="OPINION.toml", help="Outcome, codes and paragraphs.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put an opinion from a file on record; it replaces the one before."""
    with console.open(folder, passphrase_file) as services:
        found = services.register.case(case)
        draft = written.opinion(
            source, lambda name: services.evidence.find(found.id, name), services.assessment.new_paragraph_id
        )
        view = services.assessment.save_opinion(found.id, draft).value
    data = {
        "case": found.number or found.uid,
        "version": view.version,
        "outcome": view.content.outcome,
        "codes": list(view.content.codes),
        "paragraphs": len(view.content.paragraphs),
        "citations": len(view.content.citations),
        "saved_at": view.at,
    }
    console.ok(data, [f"{view.content.outcome}  {', '.join(view.content.codes)}  v{view.version}"])


def status(
    console: Console,
    folder: Vault,
    case: CaseName,
    paper_lang: PaperLanguage = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """What still blocks signing, and what is shown for information."""
    with console.open(folder, passphrase_file) as services:
        found = services.register.case(case)
        wanted = paper_lang or found.fields.lang_of_case
        language: Language = next((one for one in LANGUAGES if one == wanted), "ru")
        obstacles = services.assessment.signing_status(found.id, language)
        view = services.assessment.opinion(found.id)
    items = [_plain(one, console.words) for one in obstacles]
    data = {
        "case": found.number or found.uid,
        "language": language,
        "version": view.version,
        "outcome": view.content.outcome,
        "ready": not any(one.stops for one in obstacles),
        "items": items,
        "total": len(items),
    }
    console.ok(data, [f"{'!' if one['stops'] else ' '} {one['message']}" for one in items])


def _plain(obstacle: Obstacle, words: Words) -> dict[str, Any]:
    return {
        "code": obstacle.code,
        "message": words.tr(obstacle.text, **dict(obstacle.parameters)),
        "remedy": words.tr(obstacle.remedy),
        "stops": obstacle.stops,
        "target": {"kind": obstacle.target.kind, "id": obstacle.target.id},
    }
